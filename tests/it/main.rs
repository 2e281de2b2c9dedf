//! The integration tests.
// A test fails by a panic, and what it stands on may do so too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod llm;
mod program;
mod readme;
mod support;
