//! Which error a fault is. The status alone is not to be trusted: there are servers that answer
//! 500 to a parameter they do not know, and 400 to a wrong key.

use std::time::Duration;

use super::Fault;
use crate::llm::text::clean;
use crate::llm::{LlmError, Secret};

/// Phrases of a conversation that is too long. Not in here on purpose: `exceeds`, `max_tokens` and
/// `too long` alone, which other refusals say as well.
const OVERFLOW: [&str; 13] = [
    "context_length_exceeded",
    "exceed_context_size",
    "exceeds the available context size",
    "maximum context length",
    "requested token count exceeds",
    "context the overflows",
    "context size has been exceeded",
    "input tokens exceed the configured limit",
    "exceeds the maximum number of tokens",
    "exceeds the context window",
    "prompt is too long",
    "input is too long for",
    "reduce the length",
];

const WRONG_KEY: [&str; 8] = [
    "invalid api key",
    "incorrect api key",
    "api key not valid",
    "invalid_api_key",
    "authentication_error",
    "authenticationerror",
    "no api key",
    // LiteLLM without a database, to any key but its own.
    "no_db_connection",
];

const NO_QUOTA: [&str; 6] = [
    "insufficient_quota",
    "exceeded your current quota",
    "billing_hard_limit",
    "credit balance is too low",
    "insufficient balance",
    "insufficient credits",
];

const NO_MODEL: [&str; 9] = [
    "not found",
    "not_found",
    "does not exist",
    "not exist",
    "unknown model",
    "invalid model",
    "no such model",
    "valid model",
    "no endpoints found for",
];

/// What is known about a request whose fault is to be told.
#[derive(Debug)]
pub(crate) struct Circumstances<'a> {
    /// The HTTP status; 200 for a fault inside a reply.
    pub(crate) status: u16,
    /// The model that was asked for.
    pub(crate) model: &'a str,
    /// What must not appear in a message.
    pub(crate) secrets: &'a [Secret],
    /// How long the endpoint wants one to wait.
    pub(crate) retry_after: Option<Duration>,
}

/// The error that a fault is under these circumstances.
pub(crate) fn classify(fault: &Fault, about: &Circumstances<'_>) -> LlmError {
    let status = if about.status == 200 { fault.code.unwrap_or(200) } else { about.status };
    let said = clean(&fault.message, about.secrets);
    let message = if said.is_empty() { "no reason given".to_owned() } else { said };
    let text = fault.haystack();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));

    if fault.is_page && !matches!(status, 401 | 403..=405 | 408 | 413 | 429 | 500..) {
        return LlmError::NotAnApi { status, title: message };
    }
    if matches!(status, 200 | 400 | 413 | 422 | 500) && says(&OVERFLOW) {
        let limit_tokens = fault.context_tokens.or_else(|| context_size(&text));
        return LlmError::ContextOverflow { limit_tokens, message };
    }
    // Google says "quota" of a limit by the minute, too, and then how long to wait.
    if status == 402 || (says(&NO_QUOTA) && about.retry_after.is_none()) {
        return LlmError::QuotaExhausted { message };
    }
    if status == 401 || says(&WRONG_KEY) || (status < 500 && text.trim() == "unauthorized") {
        return LlmError::Unauthorized { message };
    }
    if says(&["content_filter", "content management policy"]) {
        return LlmError::Declined { message };
    }
    if matches!(status, 400 | 404 | 422) && text.contains("model") && says(&NO_MODEL) {
        return LlmError::ModelNotFound { model: about.model.to_owned(), message };
    }
    // LM Studio answers 200 where there is nothing.
    if matches!(status, 404 | 405) || text.contains("unexpected endpoint or method") {
        return LlmError::NotFound { message };
    }
    if status == 429 || (status == 200 && says(&["rate limit", "rate_limit"])) {
        return LlmError::RateLimited { retry_after: about.retry_after, message };
    }
    if status == 503 && text.contains("loading") {
        return LlmError::Loading;
    }
    let invalid = status == 200 && says(&["invalid_request", "badrequest", "validation"]);
    match status {
        403 => LlmError::Forbidden { message },
        501 => LlmError::Refused { status, message },
        200 if !invalid => LlmError::Server { status, message },
        408 | 409 | 425 | 500.. => LlmError::Server { status, message },
        _ => LlmError::Refused { status, message },
    }
}

fn context_size(text: &str) -> Option<u32> {
    let phrases = ["context length is ", "context size (", "context length of ", "context window of "];
    phrases.iter().find_map(|phrase| {
        let rest = &text[text.find(phrase)? + phrase.len()..];
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..digits].parse().ok()
    })
}
