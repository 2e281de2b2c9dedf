//! The driver: executes the director's effects, owns the runtime and the clock, and joins the rooms.

mod again;
pub mod background;
pub mod batch;
pub mod begin;
pub mod calibrate;
pub mod clock;
mod commands;
pub mod contesting;
pub mod doctor;
pub mod endpoint;
pub mod finish;
pub mod grade;
pub mod history;
pub mod hold;
pub mod judge_me;
pub mod marking;
pub mod papers;
mod rating;
pub mod records;
pub mod rounds;
pub mod scoring_all;
pub mod session;
pub mod shelves;
pub mod simulate;
pub mod speaking;
#[cfg(test)]
mod testing;
pub mod ticking;
