//! The integration tests.
mod llm;
mod support;
