//! The judge is judged: labelled transcripts, what is done to sample answers, and the figures that come of it.
//!
//! A [`Plan`] says what there is to be scored, and somebody who may ask a model scores it; [`rows`] makes figures of the
//! outcomes and [`verdict`] says what they come to. Nothing here knows which judge it is about.

mod agreement;
mod answers;
mod asked;
mod check;
mod differences;
mod exercise;
mod figures;
mod labelled;
mod outcome;
mod plan;
mod replay;
mod transcripts;
mod verdict;
mod words;

pub use agreement::kappa;
pub use answers::Change;
pub use differences::{Difference, differences};
pub use exercise::{Exercise, Item};
pub use figures::{Row, rows};
pub use labelled::{Candidate, Eyes, Labelled, Labels, Said, Shown, Spoke};
pub use outcome::{MadeBy, Outcome, Outcomes, Quotes};
pub use plan::{Plan, Trial};
pub use replay::Stage;
pub use transcripts::Transcripts;
pub use verdict::{FEWEST_TRANSCRIPTS, Verdict, verdict};

#[cfg(test)]
pub(crate) use answers::as_recognised;
#[cfg(test)]
mod tests;
