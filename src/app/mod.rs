//! The driver: executes the director's effects, owns the runtime and the clock, and joins the rooms.

pub mod clock;
mod commands;
pub mod grade;
pub mod hold;
pub mod session;
pub mod speaking;
