//! What a candidate contests: "I did say that", with the words that say it.

use serde::{Deserialize, Serialize};

use crate::transcript::{Evidence, IndicatorId};

use super::{Judge, Overall};

names!(
    /// What is contested.
    Contested("contested thing") {
        /// A point of the question.
        Point = "point",
        /// An indicator of the rubric.
        Indicator = "indicator",
    }
);

/// One contested thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// What sort of thing.
    pub kind: Contested,
    /// Its id.
    pub id: String,
    /// What it is, in words.
    pub says: String,
    /// The candidate's own words, where they stand.
    pub evidence: Evidence,
    /// The indicators that it changes against the judge's reading.
    #[serde(default)]
    pub changes: Vec<IndicatorId>,
}

/// What stands behind a contested scorecard. The judge's own scorecard stays as it is, and its figures stand here too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contest {
    /// The judge whose reading is contested.
    pub judge: Judge,
    /// What the judge's scorecard comes to.
    pub overall: Overall,
    /// What is counted as said.
    pub claims: Vec<Claim>,
}
