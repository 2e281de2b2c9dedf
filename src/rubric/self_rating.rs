//! What candidates say of themselves before they see the scorecard.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::transcript::{DimensionId, IndicatorId};

use super::{Recommendation, Verdict};

/// A candidate's own levels, the verdict they expect, and what they tick one by one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfRating {
    /// A level from 1 to 4 for each dimension that was rated.
    pub levels: BTreeMap<DimensionId, u8>,
    /// The verdict they expect, if they said.
    pub predicted: Option<Recommendation>,
    /// What they say of single indicators, where they ticked any.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ticks: BTreeMap<IndicatorId, Verdict>,
}
