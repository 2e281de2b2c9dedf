//! Rubrics: what is marked, and what it takes.

mod check;
mod finding;
mod load;
mod model;

pub use check::{check, unknown_indicators};
pub use finding::{Credit, Finding, Reading, Verdict};
pub use load::Rubrics;
pub use model::{ClaimState, Detect, Dimension, Floor, Indicator, Milestone, Needs, Rubric, Rung};
