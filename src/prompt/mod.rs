//! Prompts: templates (embedded, each overridable by a user's file), and their rendering to messages.
//!
//! What stays the same comes first and what changes comes last, so that every server's prompt cache hits.

mod budget;
mod interviewer;
mod judge;
mod quoting;
mod samples;
mod tailor;
mod templates;

pub use budget::{Budget, tokens};
pub use interviewer::{Conversation, Note, Notes};
pub use judge::{Excerpt, JudgePrompt, KeyPoint, Point, excerpts};
pub use tailor::tailor_prompt;
pub use templates::{PromptError, TemplateSet};

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
