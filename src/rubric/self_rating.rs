//! What candidates say of themselves before they see the scorecard.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::transcript::DimensionId;

use super::Recommendation;

/// A candidate's own levels, and the verdict they expect.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfRating {
    /// A level from 1 to 4 for each dimension that was rated.
    pub levels: BTreeMap<DimensionId, u8>,
    /// The verdict they expect, if they said.
    pub predicted: Option<Recommendation>,
}
