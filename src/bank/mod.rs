//! Questions and their facts.

mod model;

pub use model::{
    About, Approach, Case, Category, Claim, Clarification, Cost, EdgeCase, Example, Expectation, FollowUp,
    Misconception, Question, Samples, Solution, TradeOff,
};
