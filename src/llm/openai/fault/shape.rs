//! The shapes in which endpoints report faults.

use serde_json::Value;

use super::Fault;
use crate::llm::openai::retry::parse_duration;

/// The fault a JSON value reports, if it reports one.
pub(super) fn find(value: &Value) -> Option<Fault> {
    if let Some(items) = value.as_array() {
        // Gemini wraps its error in an array.
        return items.iter().find_map(find);
    }
    let members = value.as_object()?;
    let error = &value["error"];
    if is_something(error) {
        let mut fault = of_error(error);
        if error.as_bool().is_some() || fault.message.is_empty() {
            fault.message = sentence(value).unwrap_or(fault.message);
        }
        fault.labels.push_str(&labels(value));
        return Some(fault);
    }
    if let Some(first) = value["errors"].as_array().and_then(|errors| errors.first()) {
        return Some(of_error(first));
    }
    if members.contains_key("choices") {
        return None;
    }
    let is_error = value["object"] == "error"
        || is_something(&value["detail"])
        || value["success"] == false
        || (value["message"].is_string()
            && ["type", "code", "status", "statusCode"].iter().any(|name| members.contains_key(*name)));
    is_error.then(|| of_error(value))
}

fn is_something(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    }
}

/// The fault in the value of an `error` member, or in whatever is used like one.
pub(super) fn of_error(error: &Value) -> Fault {
    let code = ["code", "statusCode", "status"].iter().find_map(|name| number(&error[*name]));
    let details = error["details"].as_array().into_iter().flatten();
    let retry_after = details.filter_map(|detail| detail["retryDelay"].as_str()).find_map(parse_duration);
    Fault {
        message: sentence(error).unwrap_or_default(),
        labels: labels(error),
        code: code.and_then(|code| u16::try_from(code).ok()).filter(|code| (400..600).contains(code)),
        context_tokens: number(&error["n_ctx"]).and_then(|tokens| u32::try_from(tokens).ok()),
        retry_after,
        param: error["param"].as_str().unwrap_or_default().to_owned(),
        is_page: false,
    }
}

fn labels(error: &Value) -> String {
    let names = ["type", "code", "status", "param", "error_type"];
    names.iter().filter_map(|name| error[*name].as_str()).fold(String::new(), |mut all, label| {
        all.push(' ');
        all.push_str(&label.to_lowercase());
        all
    })
}

/// What an error says in words.
fn sentence(error: &Value) -> Option<String> {
    let said = match error {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().filter_map(complaint).collect::<Vec<_>>().join("; "),
        Value::Object(_) => {
            let names = ["message", "msg", "detail", "error", "description", "title"];
            names.iter().find_map(|name| sentence(&error[*name]))?
        }
        _ => return None,
    };
    // OpenRouter passes on what the provider said.
    match error["metadata"]["raw"].as_str() {
        Some(raw) => Some(format!("{said}: {raw}")),
        None => Some(said).filter(|said| !said.trim().is_empty()),
    }
}

/// One entry of a list of complaints, with the place it speaks of (FastAPI).
fn complaint(item: &Value) -> Option<String> {
    let said = sentence(item)?;
    let place: Vec<String> = item["loc"].as_array().into_iter().flatten().map(place_name).collect();
    Some(if place.is_empty() { said } else { format!("{said} ({})", place.join(".")) })
}

fn place_name(place: &Value) -> String {
    place.as_str().map_or_else(|| place.to_string(), str::to_owned)
}

/// A number, be it written as one or in quotes.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
