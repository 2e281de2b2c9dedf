//! A candidate's own words, found in a turn.

use serde::{Deserialize, Serialize};

use super::{Turn, TurnId};

/// A verbatim stretch of a candidate's turn: `turn.text[start..end] == quote`, always.
///
/// It can be made only from a turn that has the words ([`Evidence::at`]), so evidence is never invented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The turn it stands in.
    pub turn: TurnId,
    /// The words, as they stand there.
    pub quote: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Evidence {
    /// The evidence at `start..end` of `turn`; `None` where those bytes are no text of it.
    #[must_use]
    pub fn at(turn: &Turn, start: usize, end: usize) -> Option<Self> {
        let quote = turn.text.get(start..end)?.to_owned();
        Some(Self { turn: turn.turn, quote, start, end })
    }

    /// Whether the two share words of the same turn.
    #[must_use]
    pub fn touches(&self, other: &Self) -> bool {
        self.turn == other.turn && self.start < other.end && other.start < self.end
    }
}
