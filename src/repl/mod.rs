//! Where the candidate meets the program: one [`Front`] trait, three fronts, and the slash commands.
//!
//! A front turns keys, paragraphs or JSON objects into [`Input`], and shows what the interview answers. It parses
//! commands and never runs them; it knows nothing of models, stores or scores.

pub mod command;
pub mod front;
pub mod json;
mod limit;
mod lines;
pub mod parts;
pub mod piped;
mod speech;
pub mod terminal;
#[cfg(test)]
mod testing;

pub use command::{Command, ParseError, Typed};
pub use front::{
    Answer, Clock, Debrief, Front, FrontError, Input, Place, Prompt, QuestionAsked, Reply, Selection,
    SessionOpened, Spoken, TimedLine,
};
pub use json::Json;
pub use limit::ANSWER_MAX_BYTES;
pub use parts::{Part, split_parts};
pub use piped::Piped;
pub use terminal::{Terminal, TerminalOptions};
