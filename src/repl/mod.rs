//! Where the candidate meets the program: one [`Front`] trait, three fronts, and the slash commands.
//!
//! A front turns keys, paragraphs or JSON objects into [`Input`], and shows what the interview answers. It parses
//! commands and never runs them; it knows nothing of models, stores or scores.

pub mod command;
pub mod front;
pub mod json;
mod lines;
pub mod parts;
pub mod piped;
mod speech;
pub mod terminal;
#[cfg(test)]
mod testing;

pub use command::{Command, ParseError, Typed};
pub use front::{
    Answer, Clock, Debrief, Front, FrontError, Input, Prompt, QuestionAsked, Reply, Selection, SessionOpened,
    Spoken, TimedLine,
};
pub use json::Json;
pub use parts::{Part, split_parts};
pub use piped::Piped;
pub use terminal::{Terminal, TerminalOptions};

/// A longer answer is cut here, and that is said, in bytes.
pub const ANSWER_MAX_BYTES: usize = 4 * 1024 * 1024;
