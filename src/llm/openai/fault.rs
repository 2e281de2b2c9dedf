//! What an endpoint reports as wrong, read from any of the shapes in use, and which
//! [`LlmError`](crate::llm::LlmError) that is.

mod classify;
mod shape;

use std::time::Duration;

use serde_json::Value;

pub(crate) use classify::{Circumstances, classify};

use super::retry::hint_in_text;

/// What an endpoint reports as wrong.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Fault {
    /// What it says, as it came: not yet fit for a person.
    pub(crate) message: String,
    /// Its type, code and parameter, and everything else that may name the fault, in lower case.
    labels: String,
    /// The status it gives itself, which counts where HTTP said 200.
    code: Option<u16>,
    /// The size of the context, when it is told as a number of its own.
    context_tokens: Option<u32>,
    /// The wait it asks for in a field of its own.
    retry_after: Option<Duration>,
    /// The parameter it complains of.
    pub(crate) param: String,
    /// It was a web page, and `message` is its title.
    pub(crate) is_page: bool,
}

impl Fault {
    /// A fault that is only a sentence.
    pub(crate) fn of_text(message: &str) -> Self {
        Self { message: message.to_owned(), ..Self::default() }
    }

    /// The fault a JSON value in a reply reports, if it reports one.
    pub(crate) fn in_stream(value: &Value) -> Option<Self> {
        shape::find(value)
    }

    /// The fault in a JSON value of which it is known that it reports one.
    pub(crate) fn in_failure(value: &Value) -> Self {
        shape::find(value).unwrap_or_else(|| shape::of_error(value))
    }

    /// The fault that the body of a failed request tells of, whatever it is.
    pub(crate) fn in_body(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.starts_with('<') {
            return Self { is_page: true, ..Self::of_text(&page_title(text)) };
        }
        let first = serde_json::Deserializer::from_str(text).into_iter::<Value>().next();
        match first {
            Some(Ok(Value::String(message))) => Self::of_text(&message),
            Some(Ok(value)) if !value.is_number() => Self::in_failure(&value),
            _ => Self::of_text(text),
        }
    }

    /// All that was said, in lower case, to look for words in.
    pub(crate) fn haystack(&self) -> String {
        format!("{} {}", self.message.to_lowercase(), self.labels)
    }

    /// The wait the body asks for.
    pub(crate) fn wait_in_body(&self) -> Option<Duration> {
        self.retry_after.or_else(|| hint_in_text(&self.message))
    }
}

/// The title of a web page, or its first heading.
pub(crate) fn page_title(page: &str) -> String {
    let lower = page.to_ascii_lowercase();
    let between = |open: &str, close: &str| {
        let start = lower.find(open)?;
        let start = start + lower[start..].find('>')? + 1;
        let end = start + lower[start..].find(close)?;
        Some(page[start..end].trim().to_owned()).filter(|title| !title.is_empty())
    };
    let found = between("<title", "</title").or_else(|| between("<h1", "</h1"));
    found.unwrap_or_else(|| "a page without a title".to_owned())
}

#[cfg(test)]
mod tests;
