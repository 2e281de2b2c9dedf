//! Questions and their facts: the model, loading, checking, and what a candidate's words show of them.

mod check;
mod choose;
mod ear;
mod heard;
mod load;
mod model;
mod role;
mod topic;
mod values;

pub use check::{Checked, check, empty_topics};
pub use choose::{Wanted, choose};
pub use heard::{
    ApproachHeard, Asked, ClaimHeard, Context, Heard, MisconceptionHeard, NoteHeard, PointHeard, Truth,
    taken_back_at,
};
pub use load::{Bank, Fault, Heading, SourceFile, embedded_files};
pub use model::{
    About, Approach, Case, Category, Claim, Clarification, Cost, EdgeCase, Example, Expectation, FollowUp,
    Misconception, Question, Samples, Solution, TradeOff,
};
pub use role::{Role, Roles};
