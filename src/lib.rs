//! `viva`: a technical interviewer that lives in a terminal.
//!
//! The rooms, in dependency order; `tests/architecture.rs` holds who may know whom.

#[macro_use]
pub mod transcript; // what was said: turns, ids, evidence. Knows nothing else
pub mod language; // words to evidence: tokens, stems, cues, claims, coverage. Pure
pub mod bank; // questions and their facts: model, load, check, choose, what a text shows of them
pub mod rubric; // rubrics, and grading: findings to levels to a scorecard. Pure arithmetic
pub mod interview; // the director: a pure state machine; events in, effects out
pub mod store; // what is kept: SQLite, append-only events, scorecards, leases
pub mod settings; // layers of settings with their origins, endpoints and keys, places, the user's files
