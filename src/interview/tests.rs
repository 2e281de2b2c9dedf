//! The director, move by move. A test tells an interview as it would go; [`scene::Interview`] plays it.

mod asking;
mod behaviour;
mod candidates;
mod hints;
mod pace;
mod probing;
mod replay;
mod scene;
mod staging;
mod wording;
