//! A question as it goes over the wire.

use serde_json::{Map, Value, json};

use super::dialect::{Sent, Traits, wire_name};
use crate::llm::{ChatRequest, Message, Role, normalise};

/// What is known when a question is written down.
#[derive(Debug)]
pub(crate) struct Question<'a> {
    pub(crate) model: &'a str,
    pub(crate) request: &'a ChatRequest,
    pub(crate) traits: &'a Traits,
    pub(crate) max_tokens: u32,
    pub(crate) stream: bool,
    pub(crate) extra: &'a Map<String, Value>,
}

/// The body of a request, and what in it an endpoint may refuse. Nothing optional is sent that was
/// not asked for: many servers refuse what they do not know.
pub(crate) fn body(question: &Question<'_>) -> (Value, Sent) {
    let Question { request, traits, .. } = question;
    let mut turns = normalise(&request.messages, traits.system);
    let rung = request.format.as_ref().map(|_| traits.structured);
    if let (Some(rung), Some(format)) = (rung, &request.format) {
        rung.instruct(format, &mut turns);
    }
    let mut optional = optional_members(question);
    optional.retain(|name, _| !traits.unsent.contains(name));
    if !optional.contains_key("stream") {
        // Without a stream there is nothing to have options for, and some refuse them then.
        optional.remove("stream_options");
    }
    if let Some(name) = wire_name(traits.token_limit) {
        optional.insert(name.to_owned(), json!(question.max_tokens));
    }
    let sent = Sent {
        members: optional.keys().cloned().collect(),
        system: turns.first().is_some_and(|first| first.role == Role::System),
        rung,
    };
    let mut body = Map::new();
    body.insert("model".to_owned(), json!(question.model));
    body.insert("messages".to_owned(), turns.iter().map(message).collect());
    body.append(&mut optional);
    let format = rung.zip(request.format.as_ref()).and_then(|(rung, format)| rung.response_format(format));
    if let Some(format) = format {
        body.insert("response_format".to_owned(), format);
    }
    (Value::Object(body), sent)
}

fn optional_members(question: &Question<'_>) -> Map<String, Value> {
    let mut optional = Map::new();
    if question.stream {
        optional.insert("stream".to_owned(), json!(true));
    }
    if let Some(temperature) = question.request.temperature {
        optional.insert("temperature".to_owned(), json!(as_written(temperature)));
    }
    let essential = ["model", "messages", "stream", "response_format"];
    for (name, value) in question.extra.iter().filter(|(name, _)| !essential.contains(&name.as_str())) {
        optional.insert(name.clone(), value.clone());
    }
    optional
}

/// 0.2 as 0.2, and not as the nearest `f64` to the nearest `f32`.
fn as_written(number: f32) -> f64 {
    number.to_string().parse().unwrap_or_else(|_| f64::from(number))
}

fn message(message: &Message) -> Value {
    json!({ "role": message.role.as_str(), "content": message.text })
}

#[cfg(test)]
mod tests;
