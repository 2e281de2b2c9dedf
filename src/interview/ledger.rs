//! The ledger: for every point of the question, how it stands and what it took to bring it out.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    bank::PointHeard,
    rubric::Credit,
    transcript::{ExpectationId, TurnId},
};

use super::moves::Rung;

/// How one point stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Where it was made, and what it took.
    pub made: Option<Made>,
    /// Where it was perhaps made.
    pub unsure: Option<Place>,
    /// Where a model heard it and the cues did not: worth asking for, and no evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessed: Option<Place>,
    /// How often it was asked for.
    pub probes: u8,
    /// The most telling rung that was given.
    pub rung: Option<Rung>,
    /// Whether it was let go.
    pub given_up: bool,
}

/// Words in a turn, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The turn.
    pub turn: TurnId,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A point that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Made {
    /// Where.
    pub place: Place,
    /// What it took.
    pub credit: Credit,
}

impl Entry {
    /// Whether it was neither made nor let go.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.made.is_none() && !self.given_up
    }

    /// Whether it was perhaps made, by whoever's reading.
    #[must_use]
    pub fn is_unsure(&self) -> bool {
        self.unsure.is_some() || self.assessed.is_some()
    }

    fn credit(&self) -> Credit {
        match self.rung {
            Some(Rung::Prompt) => Credit::Told,
            Some(Rung::Hint) => Credit::Hinted,
            None if self.probes > 0 => Credit::Probed,
            None => Credit::Unprompted,
        }
    }
}

/// All points.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ledger {
    entries: BTreeMap<ExpectationId, Entry>,
}

impl Ledger {
    /// How a point stands; one that was never touched is open.
    #[must_use]
    pub fn get(&self, id: &ExpectationId) -> Entry {
        self.entries.get(id).cloned().unwrap_or_default()
    }

    /// The points that were touched.
    pub fn iter(&self) -> impl Iterator<Item = (&ExpectationId, &Entry)> {
        self.entries.iter()
    }

    /// Books what was heard in a turn; tells how many points are new.
    pub(super) fn hear(&mut self, turn: TurnId, points: &[PointHeard]) -> usize {
        let mut new = 0;
        for point in points {
            let place = Place { turn, start: point.span.start, end: point.span.end };
            let entry = self.entries.entry(point.id.clone()).or_default();
            if entry.made.is_some() {
                continue;
            }
            if point.certain {
                entry.made = Some(Made { place, credit: entry.credit() });
                entry.unsure = None;
                new += 1;
            } else if entry.unsure.is_none() {
                entry.unsure = Some(place);
            }
        }
        new
    }

    /// Books what a model heard in a turn.
    pub(super) fn assess(&mut self, turn: TurnId, points: &[PointHeard]) {
        for point in points {
            let place = Place { turn, start: point.span.start, end: point.span.end };
            self.entries.entry(point.id.clone()).or_default().assessed.get_or_insert(place);
        }
    }

    pub(super) fn probe(&mut self, id: &ExpectationId) {
        self.entries.entry(id.clone()).or_default().probes += 1;
    }

    pub(super) fn hint(&mut self, id: &ExpectationId, rung: Rung) {
        let entry = self.entries.entry(id.clone()).or_default();
        entry.rung = entry.rung.max(Some(rung));
    }

    pub(super) fn give_up(&mut self, id: &ExpectationId) {
        let entry = self.entries.entry(id.clone()).or_default();
        entry.given_up = entry.made.is_none();
    }
}
