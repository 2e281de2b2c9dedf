//! Rubrics: what is marked, and what it takes.

mod model;

pub use model::{ClaimState, Detect, Dimension, Floor, Indicator, Milestone, Needs, Rubric, Rung};
