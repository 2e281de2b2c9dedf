//! Rubrics: what is marked and what it takes; and grading, from findings to a scorecard.

mod check;
mod contest;
mod finding;
mod grading;
mod load;
mod model;
mod scorecard;
mod self_rating;
mod several;

pub use check::{check, unknown_indicators};
pub use contest::{Claim, Contest, Contested};
pub use finding::{Credit, Finding, NOT_LOOKED_AT, Reading, Verdict};
pub use grading::{MAX_LEVEL, grade_dimension, held_by, overall};
pub use load::Rubrics;
pub use model::{ClaimState, Detect, Dimension, Floor, Indicator, Milestone, Needs, Occasion, Rubric, Rung};
pub use scorecard::{DimensionScore, IndicatorScore, Judge, Overall, Recommendation, Scorecard};
pub use self_rating::SelfRating;
pub use several::{Across, Round, Several, WeakRound, several};
