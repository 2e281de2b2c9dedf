//! `viva`: a technical interviewer that lives in a terminal.

// Talks to any OpenAI-compatible endpoint, and to a scripted one.
pub mod llm;
