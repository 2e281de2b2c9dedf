//! Questions and their facts: the model, loading, checking, and what a candidate's words show of them.

mod check;
mod choose;
mod company;
mod ear;
mod heard;
mod load;
mod model;
mod papers;
mod persona;
mod role;
mod rounds;
mod shelf;
mod skills;
mod topic;
mod values;

pub use check::{Checked, check, empty_topics};
pub use choose::{Outcome, Wanted, Weak, choose, odds};
pub use company::{Companies, Company};
pub use heard::{
    ApproachHeard, Asked, ClaimHeard, Context, Heard, MisconceptionHeard, NoteHeard, PointHeard, Truth,
    taken_back_at,
};
pub use load::{Bank, Fault, Heading, QUESTION_STARTER, SourceFile, embedded, embedded_files};
pub use model::{
    About, Approach, Case, Category, Claim, Clarification, Cost, EdgeCase, Example, Expectation, FollowUp,
    Misconception, Question, Samples, Solution, TradeOff,
};
pub use papers::{Papers, Project, Source, Taken, Topic};
pub use persona::{Habits, Often, Persona, Personas};
pub use role::{Role, Roles};
pub use rounds::{Planned, plan_rounds};
pub use shelf::{Known, Lines, Shelf, Shelved, check_shelved};
pub use skills::{read_paper, words_of};
pub use values::written;
