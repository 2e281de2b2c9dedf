//! The debrief as data, and its writers. It reads a session and its scorecard, and decides nothing.

mod compare;
mod contested;
mod correction;
mod debrief;
mod dimension;
mod escape;
pub mod json;
pub mod loops;
pub mod markdown;
mod moved;
mod phrases;
mod points;
mod reference;
pub mod sheet;
pub mod terminal;
mod ticked;
pub mod transcript;

pub use compare::{Compared, Comparison, Leaning, VerdictGuess};
pub use contested::{Disputed, Moved};
pub use correction::Correction;
pub use debrief::{Debrief, Heading, Weakest};
pub use dimension::{DimensionNote, Mark, Shown};
pub use loops::LoopDebrief;
pub use moved::{Levels, Made, MovedIndicator, Said, SideBySide};
pub use points::{Doubted, PointsNote, Unheard};
pub use reference::{Reference, WayCost};
pub use ticked::{Tick, Ticked};

#[cfg(test)]
mod tests;
