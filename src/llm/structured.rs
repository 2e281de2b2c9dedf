//! Ways to ask for JSON, from enforced to merely requested.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{JsonSchema, Message, Role};

/// A way to ask for a reply in the shape of a schema. Each rung is asked of an endpoint only after
/// it has refused the one above. That a rung was accepted does not mean the shape was enforced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// `json_schema` with `strict`.
    #[default]
    StrictSchema,
    /// `json_schema`.
    Schema,
    /// `json_object` with a `schema` beside it (llama-cpp-python, Together, Fireworks).
    ObjectWithSchema,
    /// `json_object`; the schema is in the prompt.
    Object,
    /// Only the prompt asks for JSON.
    Prompt,
}

impl Rung {
    /// The rung below, if there is one.
    #[must_use]
    pub fn below(self) -> Option<Self> {
        match self {
            Self::StrictSchema => Some(Self::Schema),
            Self::Schema => Some(Self::ObjectWithSchema),
            Self::ObjectWithSchema => Some(Self::Object),
            Self::Object => Some(Self::Prompt),
            Self::Prompt => None,
        }
    }

    /// The value of `response_format` for this rung.
    pub(crate) fn response_format(self, format: &JsonSchema) -> Option<Value> {
        match self {
            Self::StrictSchema => Some(json!({
                "type": "json_schema",
                "json_schema": { "name": format.name, "strict": true, "schema": format.schema },
            })),
            Self::Schema => Some(json!({
                "type": "json_schema",
                "json_schema": { "name": format.name, "schema": format.schema },
            })),
            Self::ObjectWithSchema => Some(json!({ "type": "json_object", "schema": format.schema })),
            Self::Object => Some(json!({ "type": "json_object" })),
            Self::Prompt => None,
        }
    }

    /// Puts the wish for JSON and its schema into the last message, on the rungs where nothing else
    /// tells the model of them. Some endpoints insist that the prompt says "JSON".
    pub(crate) fn instruct(self, format: &JsonSchema, turns: &mut [Message]) {
        if self < Self::ObjectWithSchema {
            return;
        }
        if let Some(last) = turns.iter_mut().rfind(|message| message.role == Role::User) {
            let wish = "Answer with one JSON object and nothing else. It must fit this JSON schema:";
            last.text = format!("{}\n\n{wish}\n{}", last.text, format.schema);
        }
    }
}

/// The JSON in a reply, whatever stands around it: a code fence, an introduction, a closing remark.
/// The first object, or array of objects; failing that, the first array.
#[must_use]
pub fn json_in(text: &str) -> Option<Value> {
    let mut spare = None;
    for (at, _) in text.match_indices(['{', '[']) {
        let first = serde_json::Deserializer::from_str(&text[at..]).into_iter::<Value>().next();
        match first.and_then(Result::ok) {
            Some(array) if array.is_array() && !array[0].is_object() => spare = spare.or(Some(array)),
            Some(found) => return Some(found),
            None => {}
        }
    }
    spare
}

#[cfg(test)]
mod tests;
