//! What can be contested in a session, and finding it by its id.

use serde::Serialize;

use crate::{
    interview::State,
    rubric::{Contested, Credit, Detect, Scorecard, Verdict},
};

/// Something that was not heard, or that took help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contestable {
    /// A point of the question, or an indicator.
    pub kind: Contested,
    /// Its id.
    pub id: String,
    /// What it is.
    pub says: String,
    /// How it stands: "not heard", "perhaps heard", "in part", "after a hint".
    pub stands: &'static str,
}

/// Points first, the indispensable ones before the others; then indicators that words can show.
#[must_use]
pub fn contestable(state: &State, judged: &Scorecard) -> Vec<Contestable> {
    if judged.unscored.is_some() {
        return Vec::new();
    }
    let mut points: Vec<_> = state
        .points()
        .filter(|point| state.expects(point))
        .filter_map(|point| Some((!point.must, point, standing(state, &point.id)?)))
        .collect();
    points.sort_by_key(|(may, ..)| *may);
    let points = points.into_iter().map(|(_, point, stands)| Contestable {
        kind: Contested::Point,
        id: point.id.to_string(),
        says: point.says.clone(),
        stands,
    });
    points.chain(indicators(state, judged)).collect()
}

fn standing(state: &State, id: &crate::transcript::ExpectationId) -> Option<&'static str> {
    let entry = state.ledger.get(id);
    let unsure = entry.is_unsure();
    match entry.made.map(|made| made.credit) {
        Some(Credit::Hinted) => Some("after a hint"),
        Some(Credit::Told) => Some("when all but told"),
        Some(_) => None,
        None if unsure => Some("perhaps heard"),
        None => Some("not heard"),
    }
}

fn indicators<'a>(state: &'a State, judged: &'a Scorecard) -> impl Iterator<Item = Contestable> + 'a {
    let scores = judged.dimensions.iter().flat_map(|dimension| &dimension.indicators);
    scores.filter_map(|score| {
        let mut indicators = state.setup.rubric.indicators().map(|(_, indicator)| indicator);
        let indicator = indicators.find(|indicator| indicator.id == score.id)?;
        if super::without_words(indicator).is_some()
            || matches!(indicator.detect, Detect::Expectations { .. })
        {
            return None;
        }
        let stands = match score.verdict {
            Verdict::Unmet => "not heard",
            Verdict::Unsure => "unsure",
            Verdict::Partial => "in part",
            Verdict::Met if score.credit >= Some(Credit::Hinted) => "after a hint",
            Verdict::Met | Verdict::NotApplicable => return None,
        };
        Some(Contestable {
            kind: Contested::Indicator,
            id: score.id.to_string(),
            says: score.says.clone(),
            stands,
        })
    })
}

/// What an id names: a point of the question before an indicator of that name.
#[must_use]
pub fn subject(state: &State, id: &str) -> Option<Contested> {
    if state.points().any(|point| point.id == *id) {
        return Some(Contested::Point);
    }
    let mut indicators = state.setup.rubric.indicators();
    indicators.any(|(_, indicator)| indicator.id == *id).then_some(Contested::Indicator)
}
