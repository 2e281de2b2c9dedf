//! How it sounded: words, pace, filled pauses, hedges, order. Kept apart from the score, always.

mod delivery;
mod habits;

pub use delivery::{Clock, Delivery, FILLERS_GOOD_MOST, FILLERS_POOR_FROM, PACE_SLOW_BELOW};
