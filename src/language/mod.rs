//! Words to evidence: tokens, stems, cues and what hits them, complexity as spoken, coverage.

pub mod acts;
pub mod asking;
mod classes;
mod clauses;
pub mod complexity;
mod cues;
mod negation;
pub mod numbers;
mod pauses;
pub mod speech_like;
mod stop;
mod token;
mod vectors;
#[cfg(test)]
pub(crate) mod work;

pub use cues::{Cues, Hit, ParseCueError, RawSet};
pub(crate) use negation::{is_denied, is_negated, is_negator};
pub use stop::is_content;
pub use token::{Sentence, Spoken, Token};
pub use vectors::Meaning;
