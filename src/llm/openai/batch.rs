//! Requests and results as files, for engines that work through many: OpenAI's Batch API and vLLM's `run-batch`.
//!
//! A request a line: `{"custom_id": …, "method": "POST", "url": "/v1/chat/completions", "body": {…}}`; a result a line:
//! `{"custom_id": …, "response": {"status_code": 200, "body": {…}}, "error": null}`.

use serde_json::{Map, Value, json};

use super::decode::{Decoder, Trouble};
use super::dialect::Traits;
use super::fault::Fault;
use super::request::{Question, body};
use crate::llm::text::clean;
use crate::llm::{ChatRequest, StreamEvent};

/// A request as a line of a batch.
pub(super) fn line(
    custom_id: &str,
    model: &str,
    request: &ChatRequest,
    traits: &Traits,
    extra: &Map<String, Value>,
) -> Value {
    let question = Question { model, request, traits, max_tokens: request.max_tokens, stream: false, extra };
    json!({
        "custom_id": custom_id,
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": body(&question).0,
    })
}

/// What a line of a results file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchResult {
    /// Of which request.
    pub custom_id: String,
    /// The model's words, or why there are none.
    pub reply: Result<String, String>,
}

impl BatchResult {
    /// Reads a line; none where it is no result, such as one that breaks off.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line.trim()).ok()?;
        let custom_id = value["custom_id"].as_str()?.to_owned();
        Some(Self { custom_id, reply: reply(&value) })
    }
}

fn reply(value: &Value) -> Result<String, String> {
    if !value["error"].is_null() {
        return Err(told(&Fault::in_failure(value)));
    }
    let response = &value["response"];
    let status = response["status_code"].as_u64().unwrap_or(200);
    if status != 200 {
        let message = told(&Fault::in_body(response["body"].to_string().as_bytes()));
        return Err(if message.is_empty() { format!("status {status}") } else { message });
    }
    said(&response["body"])
}

/// What a fault says, fit for a person.
fn told(fault: &Fault) -> String {
    clean(&fault.message, &[])
}

/// The text of a whole answer: without thoughts, as in every other reply.
fn said(body: &Value) -> Result<String, String> {
    let mut decoder = Decoder::new(false);
    let mut events = Vec::new();
    let ended = decoder
        .push(body.to_string().as_bytes(), &mut events)
        .and_then(|()| decoder.finish(None, &mut events).map(|_| ()));
    ended.map_err(|trouble| match trouble {
        Trouble::Fault(fault) => told(&fault),
        Trouble::Error(error) => error.to_string(),
    })?;
    Ok(events.into_iter().fold(String::new(), |text, event| match event {
        StreamEvent::Text(more) => text + &more,
        StreamEvent::Retract => String::new(),
        StreamEvent::Reasoning(_) | StreamEvent::Notice(_) | StreamEvent::End(_) => text,
    }))
}

#[cfg(test)]
mod tests;
