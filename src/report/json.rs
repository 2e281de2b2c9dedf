//! The scorecard as JSON, with the candidate's own rating and what they contested beside it.

use serde::Serialize;

use crate::rubric::{Scorecard, SelfRating};

use super::{Comparison, Debrief, Disputed};

#[derive(Serialize)]
struct Document<'d> {
    #[serde(flatten)]
    scorecard: &'d Scorecard,
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    own: Option<Own<'d>>,
    #[serde(rename = "contested", skip_serializing_if = "Option::is_none")]
    disputed: Option<&'d Disputed>,
}

#[derive(Serialize)]
struct Own<'d> {
    #[serde(flatten)]
    rating: &'d SelfRating,
    #[serde(flatten)]
    comparison: &'d Comparison,
}

/// The scorecard's JSON, indented and ended.
///
/// # Errors
/// What `serde_json` reports; a scorecard's values are all representable.
pub fn write(debrief: &Debrief) -> serde_json::Result<String> {
    let own = debrief.self_rating.as_ref().zip(debrief.comparison.as_ref());
    let document = Document {
        scorecard: &debrief.scorecard,
        own: own.map(|(rating, comparison)| Own { rating, comparison }),
        disputed: debrief.disputed.as_ref(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
