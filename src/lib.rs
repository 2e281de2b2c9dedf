//! `viva`: a technical interviewer that lives in a terminal.
//!
//! The rooms, in dependency order; `tests/architecture.rs` holds who may know whom.

#[macro_use]
pub mod transcript; // what was said: turns, ids, evidence. Knows nothing else
pub mod bank; // questions and their facts: model, load, check, choose, what a text shows of them
pub mod interview; // the director: a pure state machine; events in, effects out
pub mod interviewer; // turns a move into words: built in, or through a model under guard
pub mod language; // words to evidence: tokens, stems, cues, claims, coverage. Pure
pub mod repl; // fronts: terminal, piped, json; slash commands as an enum
pub mod report; // the debrief as data, and its writers: terminal, markdown, json, transcript
pub mod rubric; // rubrics, and grading: findings to levels to a scorecard. Pure arithmetic
pub mod scoring; // fills in findings: built-in detectors, judge, self; finds quotes; coverage
pub mod speech; // how it sounded: words, pace, filled pauses; apart from the score, always
pub mod term; // what reaches a terminal: sanitizing, theme, width, markdown, spinner, echo, output
