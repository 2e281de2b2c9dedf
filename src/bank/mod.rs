//! Questions and their facts: the model, and what a candidate's words show of it.

mod heard;
mod model;
mod values;

pub use heard::{
    ApproachHeard, Asked, ClaimHeard, Context, Heard, MisconceptionHeard, NoteHeard, PointHeard, Truth,
};
pub use model::{
    About, Approach, Case, Category, Claim, Clarification, Cost, EdgeCase, Example, Expectation, FollowUp,
    Misconception, Question, Samples, Solution, TradeOff,
};
