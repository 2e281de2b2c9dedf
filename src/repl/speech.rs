//! What the interviewer is saying, as it streams.

use super::front::Spoken;
use crate::term::{Sanitizer, sanitize};

/// Follows one utterance from its first delta to its end.
#[derive(Debug, Default)]
pub(super) struct Speech {
    sanitizer: Sanitizer,
    said: String,
}

/// The end of an utterance.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ending {
    /// What was not shown yet.
    pub(super) tail: String,
    /// The whole text.
    pub(super) text: String,
}

impl Speech {
    /// The harmless form of the next piece.
    pub(super) fn delta(&mut self, text: &str) -> String {
        let harmless = self.sanitizer.push(text);
        self.said += &harmless;
        harmless
    }

    /// Whether something was said already.
    pub(super) fn has_begun(&self) -> bool {
        !self.said.is_empty()
    }

    /// What of this text was not said yet.
    pub(super) fn tail(&self, text: &str) -> String {
        sanitize(text).strip_prefix(&self.said).unwrap_or_default().to_owned()
    }

    /// Ends the utterance and makes ready for the next: pieces and tail together are the whole text.
    pub(super) fn end(&mut self, spoken: &Spoken) -> Ending {
        let said = std::mem::take(self).said;
        let text = sanitize(&spoken.text);
        Ending { tail: text.strip_prefix(&said).unwrap_or_default().to_owned(), text }
    }
}
