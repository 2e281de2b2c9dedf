//! Words to evidence: tokens, stems, cues and what hits them, complexity as spoken, coverage.

mod cues;
mod token;

pub use cues::{Cues, Hit, ParseCueError};
pub use token::{Spoken, Token};
