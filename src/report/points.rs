//! The question's points: how many were made and what it took, what is doubtful, what was not heard.

use std::collections::BTreeMap;

use crate::{
    bank::Expectation,
    interview::{Entry, State},
    rubric::Credit,
    transcript::{Evidence, ExpectationId, IndicatorId},
};

use super::correction::evidence;

/// How the question's points stand. Not heard is not wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PointsNote {
    /// How many points were made, by what they took.
    pub made: BTreeMap<Credit, usize>,
    /// Points that were perhaps made.
    pub doubted: Vec<Doubted>,
    /// Points that were not heard: indispensable ones first, then those that were asked for.
    pub unheard: Vec<Unheard>,
    /// Hints taken.
    pub hints: u32,
}

/// A point that was perhaps made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubted {
    /// Which.
    pub id: ExpectationId,
    /// The point.
    pub says: String,
    /// The words that leave it open.
    pub quote: Option<Evidence>,
}

/// A point that was not heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unheard {
    /// Which.
    pub id: ExpectationId,
    /// The point, as a strong candidate would say it.
    pub says: String,
    /// The indicator that it feeds.
    pub indicator: IndicatorId,
    /// Whether an answer without it is no answer.
    pub must: bool,
    /// How often the interviewer asked for it.
    pub asked: u8,
}

impl PointsNote {
    pub(super) fn new(state: &State) -> Self {
        let points: Vec<(&Expectation, Entry)> =
            state.points().map(|point| (point, state.ledger.get(&point.id))).collect();
        let mut made = BTreeMap::new();
        for credit in points.iter().filter_map(|(_, entry)| entry.made.as_ref()).map(|made| made.credit) {
            *made.entry(credit).or_insert(0) += 1;
        }
        let open = || points.iter().filter(|(_, entry)| entry.made.is_none());
        let doubted = open().filter_map(|(point, entry)| doubted(state, point, entry)).collect();
        let mut unheard: Vec<Unheard> = open()
            .filter(|(point, entry)| entry.unsure.is_none() && state.expects(point))
            .map(|(point, entry)| Unheard {
                id: point.id.clone(),
                says: point.says.clone(),
                indicator: point.indicator.clone(),
                must: point.must,
                asked: entry.probes,
            })
            .collect();
        unheard.sort_by_key(|point| (!point.must, std::cmp::Reverse(point.asked)));
        Self { made, doubted, unheard, hints: state.hints }
    }

    /// How many points were made.
    #[must_use]
    pub fn heard(&self) -> usize {
        self.made.values().sum()
    }

    /// How many points there were to make.
    #[must_use]
    pub fn all(&self) -> usize {
        self.heard() + self.doubted.len() + self.unheard.len()
    }
}

fn doubted(state: &State, point: &Expectation, entry: &Entry) -> Option<Doubted> {
    let place = entry.unsure.as_ref()?;
    let quote = evidence(state, place.turn, &(place.start..place.end));
    Some(Doubted { id: point.id.clone(), says: point.says.clone(), quote })
}
