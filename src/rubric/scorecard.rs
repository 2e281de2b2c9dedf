//! The scorecard: what `viva score --json` and `viva report --format json` print. Its names are a contract.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::transcript::{DimensionId, Evidence, IndicatorId, RubricId, Seniority, SessionId};

use super::{Contest, Credit, Reading, Verdict};

/// A scorecard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scorecard {
    /// The session that it scores; none for a single answer.
    pub session: Option<SessionId>,
    /// Who scored.
    pub judge: Judge,
    /// The rubric.
    pub rubric: RubricId,
    /// The seniority that it is read against.
    pub seniority: Seniority,
    /// All in all.
    pub overall: Overall,
    /// Dimension by dimension, in the rubric's order.
    pub dimensions: Vec<DimensionScore>,
    /// How it sounded; never part of the score.
    pub delivery: serde_json::Value,
    /// Quotes of a judge's that nobody said, or that it gave for one thing after another: they count for nothing.
    pub dropped_evidence: usize,
    /// Why there is no score, where there is none.
    pub unscored: Option<String>,
    /// Content hash of the rubric.
    pub rubric_hash: String,
    /// Content hash of the judge's prompts; none for the built-in scorer.
    pub prompt_hash: Option<String>,
    /// The verdict of the judge's calibration, if it was calibrated.
    pub calibration: Option<String>,
    /// On which share of the indicators the judge's samples were not of one mind; none where each was judged once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<f64>,
    /// What the candidate contested, where that is counted as said here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<Contest>,
}

/// Who scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judge {
    /// `builtin`, `endpoint`, `self` or `contest`.
    pub kind: String,
    /// The model, for an endpoint.
    pub model: Option<String>,
    /// How many times each indicator was judged.
    pub samples: u32,
}

/// All in all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overall {
    /// Weighted mean of the dimensions' scores, from 1 to 4; none where too little was said.
    pub level: Option<f64>,
    /// The best there is.
    pub max: u8,
    /// The verdict against the seniority's bar.
    pub recommendation: Option<Recommendation>,
    /// The lowest and the highest level that the unsure findings leave open; of a reader by cues, with its mishearing.
    pub range: Option<(f64, f64)>,
    /// The same evidence against every bar.
    pub at: BTreeMap<Seniority, Recommendation>,
    /// Which floor held the verdict down, in words.
    pub capped_by: Vec<String>,
}

names!(
    /// A committee's verdict.
    Recommendation("recommendation") {
        /// No, and certain of it.
        StrongNoHire = "strong-no-hire",
        /// No.
        NoHire = "no-hire",
        /// Rather no.
        LeanNoHire = "lean-no-hire",
        /// Rather yes.
        LeanHire = "lean-hire",
        /// Yes.
        Hire = "hire",
        /// Yes, and certain of it.
        StrongHire = "strong-hire",
    }
);

/// One dimension.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DimensionScore {
    /// Which.
    pub id: DimensionId,
    /// Its name.
    pub name: String,
    /// 1 to 4; none where too little could be seen.
    pub level: Option<u8>,
    /// The best there is.
    pub max: u8,
    /// The continuous score under the label, 1 to 4.
    pub score: Option<f64>,
    /// Its part of the overall, from 0 to 1.
    pub weight: f64,
    /// What was observed.
    pub indicators: Vec<IndicatorScore>,
    /// What the next level lacks.
    pub next_level: Vec<String>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorScore {
    /// Which.
    pub id: IndicatorId,
    /// What it is.
    pub says: String,
    /// The level it speaks for, at this seniority.
    pub rung: u8,
    /// Whether the level cannot be reached without it.
    pub must: bool,
    /// Whether it was shown.
    pub verdict: Verdict,
    /// What it took.
    pub credit: Option<Credit>,
    /// The candidate's words.
    pub evidence: Vec<Evidence>,
    /// Why.
    pub reason: String,
    /// How much of it was said, in thousandths, where that can be measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fullness: Option<u16>,
    /// The readings, where there was more than one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Reading>,
}
