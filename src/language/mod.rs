//! Words to evidence: tokens, stems, cues and what hits them, complexity as spoken, coverage.

pub mod acts;
pub mod asking;
pub mod complexity;
mod cues;
pub mod speech_like;
mod stop;
mod token;

pub(crate) use cues::is_negator;
pub use cues::{Cues, Hit, ParseCueError};
pub use stop::is_content;
pub use token::{Sentence, Spoken, Token};
