//! What a chunk of a stream, or a whole answer, says. Nothing is required of it: there is hardly a
//! member that no server leaves out, sends as null or as another type.

mod plain;

use serde_json::Value;

pub(crate) use self::plain::PlainReader;
use super::fault::Fault;
use crate::llm::{FinishReason, Usage};

/// What one JSON value of an endpoint says.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Chunk {
    pub(crate) text: String,
    pub(crate) reasoning: String,
    pub(crate) refusal: String,
    pub(crate) finish: Option<FinishReason>,
    pub(crate) usage: Option<Usage>,
    pub(crate) model: Option<String>,
    /// The text came as a `message`, which may repeat all that was said so far.
    pub(crate) is_message: bool,
}

/// Reads one JSON value.
///
/// # Errors
/// The fault it reports, which comes before everything else it may hold.
pub(crate) fn read(value: &Value) -> Result<Chunk, Fault> {
    if let Some(fault) = Fault::in_stream(value) {
        return Err(fault);
    }
    let mut chunk = Chunk {
        usage: usage(&value["usage"]).or_else(|| usage(&value["x_groq"]["usage"])),
        model: text_of(&value["model"]),
        ..Chunk::default()
    };
    if let Some(choice) = first_choice(value) {
        read_choice(choice, &mut chunk);
    }
    Ok(chunk)
}

fn first_choice(value: &Value) -> Option<&Value> {
    let choices = value["choices"].as_array()?;
    choices.iter().find(|choice| choice["index"].as_u64().unwrap_or(0) == 0)
}

fn read_choice(choice: &Value, chunk: &mut Chunk) {
    let delta = &choice["delta"];
    let message = &choice["message"];
    chunk.is_message = !delta.is_object() && message.is_object();
    let said = if chunk.is_message { message } else { delta };
    read_content(&said["content"], chunk);
    if chunk.text.is_empty() && !said.is_object() {
        // The older completions shape.
        chunk.text = text_of(&choice["text"]).unwrap_or_default();
    }
    if chunk.reasoning.is_empty() {
        let spellings = ["reasoning_content", "reasoning", "thinking"];
        // Some servers send one thought under two names.
        let thoughts = spellings.iter().map(|name| flatten(&said[*name]));
        chunk.reasoning = thoughts.into_iter().find(|thought| !thought.is_empty()).unwrap_or_default();
    }
    chunk.refusal = text_of(&said["refusal"]).unwrap_or_default();
    let reason = choice["finish_reason"].as_str().map(FinishReason::parse);
    chunk.finish = reason.filter(|reason| *reason != FinishReason::Unknown);
    if chunk.usage.is_none() {
        chunk.usage = usage(&choice["usage"]);
    }
}

/// Reads content: a string, or parts of which some may be thoughts.
fn read_content(content: &Value, chunk: &mut Chunk) {
    let Some(parts) = content.as_array() else {
        chunk.text = flatten(content);
        return;
    };
    for part in parts {
        match part["type"].as_str() {
            Some("thinking" | "reasoning") => chunk.reasoning.push_str(&flatten(part)),
            Some("refusal") => chunk.refusal.push_str(&flatten(&part["refusal"])),
            _ => chunk.text.push_str(&flatten(part)),
        }
    }
}

/// The text of a string, of an object that holds it under one of the usual names, or of an array
/// of either.
fn flatten(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(flatten).collect(),
        Value::Object(members) => {
            let names = ["text", "content", "thinking", "reasoning", "summary"];
            names.iter().find_map(|name| members.get(*name)).map(flatten).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn text_of(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

fn usage(value: &Value) -> Option<Usage> {
    let prompt_tokens = value["prompt_tokens"].as_u64();
    let completion_tokens = value["completion_tokens"].as_u64();
    if prompt_tokens.is_none() && completion_tokens.is_none() {
        return None;
    }
    Some(Usage {
        prompt_tokens: prompt_tokens.unwrap_or(0),
        completion_tokens: completion_tokens.unwrap_or(0),
    })
}

#[cfg(test)]
mod tests;
