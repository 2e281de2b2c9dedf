//! How an error is told: what happened, why, and what to do about it.

#[cfg(test)]
mod tests;

use super::sanitize::sanitize;
use super::theme::{Role, Theme};
use std::error::Error;

/// An error in words, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorReport {
    /// What happened.
    pub message: String,
    /// Why, from the nearest cause to the root.
    pub causes: Vec<String>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl ErrorReport {
    /// A report without causes.
    pub fn new(message: impl Into<String>, hint: Option<String>) -> Self {
        Self { message: message.into(), causes: Vec::new(), hint }
    }

    /// The report of an error and its chain of sources. A cause that the line above already ends with is left out.
    pub fn from_error(error: &dyn Error, hint: Option<String>) -> Self {
        let message = error.to_string();
        let mut causes: Vec<String> = Vec::new();
        let mut source = error.source();
        while let Some(cause) = source {
            let text = cause.to_string();
            let above = causes.last().unwrap_or(&message);
            if !above.ends_with(&text) {
                causes.push(text);
            }
            source = cause.source();
        }
        Self { message, causes, hint }
    }

    /// The lines `error: …`, `caused by: …` and `hint: …`, sanitized and each ended.
    pub fn render(&self, theme: Theme) -> String {
        let mut text = labelled(theme.paint(Role::Error, "error:"), &self.message);
        for cause in &self.causes {
            text += &labelled(theme.paint(Role::Dim, "caused by:"), cause);
        }
        if let Some(hint) = &self.hint {
            text += &labelled(theme.paint(Role::Notice, "hint:"), hint);
        }
        text
    }
}

/// The line `warning: …`, sanitized and ended.
pub fn warning(text: &str, theme: Theme) -> String {
    labelled(theme.paint(Role::Warning, "warning:"), text)
}

/// Further lines of a message are indented, so that a label always starts something new.
fn labelled(label: String, text: &str) -> String {
    let text = sanitize(text);
    format!("{label} {}\n", text.trim_end().replace('\n', "\n  "))
}
