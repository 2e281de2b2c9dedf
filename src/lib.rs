//! `viva`: a technical interviewer that lives in a terminal.
//!
//! The rooms, in dependency order; `tests/architecture.rs` holds who may know whom.

#[macro_use]
pub mod transcript; // what was said: turns, ids, evidence. Knows nothing else
pub mod app; // the driver: executes effects, owns the runtime and the clock, joins the rooms
pub mod bank; // questions and their facts: model, load, check, choose, what a text shows of them
pub mod cli; // the command line, one file a subcommand
pub mod error; // what ends the program: message, cause, hint, exit code
pub mod interview; // the director: a pure state machine; events in, effects out
pub mod interviewer; // turns a move into words: built in, or through a model under guard
pub mod language; // words to evidence: tokens, stems, cues, claims, coverage. Pure
pub mod llm; // speaks with any OpenAI-compatible endpoint
pub mod prompt; // templates and their rendering to messages, within a budget
pub mod repl; // fronts: terminal, piped, json; slash commands as an enum
pub mod report; // the debrief as data, and its writers
pub mod rubric; // rubrics, and grading: findings to levels to a scorecard. Pure arithmetic
pub mod scoring; // fills in findings: built-in detectors, judge, self; finds quotes; coverage
pub mod settings; // layers: default, file, environment, flags; origins, places, secrets
pub mod speech; // how it sounded: words, pace, filled pauses; apart from the score, always
pub mod store; // what is kept: SQLite, append-only events, scorecards, leases
pub mod term; // what reaches a terminal: sanitizing, theme, width, markdown, spinner, echo, output
