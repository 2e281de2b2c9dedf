//! The driver: executes the director's effects, owns the runtime and the clock, and joins the rooms.

pub mod background;
pub mod begin;
pub mod calibrate;
pub mod clock;
mod commands;
pub mod doctor;
pub mod endpoint;
pub mod finish;
pub mod grade;
pub mod hold;
pub mod marking;
pub mod records;
pub mod session;
pub mod simulate;
pub mod speaking;
