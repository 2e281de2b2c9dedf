//! `viva`, the command.
fn main() {}
