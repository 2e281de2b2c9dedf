//! Which part of an utterance is said as its author wrote it, and which a model may word.

use crate::interview::{Astray, Challenged, Move, State, Target};

use super::builtin;

/// An utterance before it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan<'a> {
    /// Said first, at once, word by word as written; may be empty.
    pub(super) authored: String,
    /// What a model may word.
    pub(super) free: Option<Free<'a>>,
}

/// A move that a model may word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Free<'a> {
    /// The move.
    pub(super) step: &'a Move,
    /// Its content, in the built-in interviewer's words: the note's, and the net's.
    pub(super) ask: String,
    /// The whole of what is said in its place when there is no model to word it.
    pub(super) fallback: String,
}

impl<'a> Plan<'a> {
    /// Facts, hints, follow-ups and numbers are said as written: a model that words them may change them. What a
    /// model may word is the last move, if it asks for something in its own way.
    pub(super) fn new(moves: &'a [Move], state: &State) -> Self {
        let word = |moves: &[Move]| builtin::words(moves, state);
        let free = moves
            .last()
            .filter(|step| may_be_worded(step))
            .map(|step| (step, word(std::slice::from_ref(step))));
        let Some((last, ask)) = free.filter(|(_, ask)| !has_digits(ask)) else {
            return Self { authored: word(moves), free: None };
        };
        let before = &moves[..moves.len() - 1];
        let authored: Vec<Move> = before.iter().filter(|step| is_said_as_written(step)).cloned().collect();
        let is_left_to_it = |step: &&Move| **step == Move::Acknowledge || **step == *last;
        let fallback = word(&moves.iter().filter(is_left_to_it).cloned().collect::<Vec<_>>());
        Self { authored: word(&authored), free: Some(Free { step: last, ask, fallback }) }
    }
}

/// What comes before a question and is no question. A question that was to come before another is left to the
/// note of the other one, for an utterance asks one thing.
fn is_said_as_written(step: &Move) -> bool {
    !step.asks() && *step != Move::Acknowledge
}

fn may_be_worded(step: &Move) -> bool {
    match step {
        // A line of the candidate's code, and what is true of the interviewer, stand as they are.
        Move::Probe { target: Target::Line { .. } } | Move::Redirect { from: Astray::Personal } => false,
        Move::Probe { .. }
        | Move::Pump { .. }
        | Move::Challenge { what: Challenged::Misconception { .. } | Challenged::Value { .. }, .. }
        | Move::Redirect { .. } => true,
        // It leads over to what is not known yet: a small model that rewords it asks something else.
        Move::Transition { .. }
        | Move::Challenge { what: Challenged::DeadEnd { .. }, .. }
        | Move::Open
        | Move::Repeat
        | Move::Clarify { .. }
        | Move::Acknowledge
        | Move::Deflect { .. }
        | Move::Concede { .. }
        | Move::Park { .. }
        | Move::Steer
        | Move::Hint { .. }
        | Move::OfferHint
        | Move::Nudge { .. }
        | Move::Extend { .. }
        | Move::Release { .. }
        | Move::Again { .. }
        | Move::Close { .. } => false,
    }
}

fn has_digits(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}
