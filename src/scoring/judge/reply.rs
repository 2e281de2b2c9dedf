//! What a judge is to reply, and reading it. What does not fit is not guessed at.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    llm::{JsonSchema, json_in},
    prompt::Point,
    rubric::Verdict,
};

/// What was said of one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Answer {
    pub(super) quote: String,
    verdict: String,
    #[serde(default)]
    pub(super) reason: String,
}

impl Answer {
    /// The verdict; only those that a judge may give.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        let name = self.verdict.trim().to_lowercase().replace([' ', '_'], "-");
        VERDICTS.into_iter().find(|verdict| verdict.as_str() == name)
    }
}

const VERDICTS: [Verdict; 4] = [Verdict::Met, Verdict::Partial, Verdict::Unmet, Verdict::NotApplicable];

fn answer_schema() -> Value {
    json!({
        "type": "object",
        "properties": {
            "quote": { "type": "string" },
            "verdict": { "type": "string", "enum": VERDICTS.map(Verdict::as_str) },
            "reason": { "type": "string" },
        },
        "required": ["quote", "verdict", "reason"],
        "additionalProperties": false,
    })
}

/// The shape for one indicator. The quote comes first, so that the verdict follows from it.
pub(super) fn point_schema() -> JsonSchema {
    JsonSchema { name: "finding".to_owned(), schema: answer_schema() }
}

/// The shape for several, with their ids as the names of properties.
pub(super) fn dimension_schema(points: &[Point]) -> JsonSchema {
    let properties: Map<String, Value> =
        points.iter().map(|point| (point.id.clone(), answer_schema())).collect();
    let ids: Vec<&str> = points.iter().map(|point| point.id.as_str()).collect();
    let schema = json!({
        "type": "object",
        "properties": properties,
        "required": ids,
        "additionalProperties": false,
    });
    JsonSchema { name: "findings".to_owned(), schema }
}

/// The answer for one indicator, or what is wrong with the reply.
pub(super) fn read_point(text: &str) -> Result<Answer, String> {
    answer(json_in(text).ok_or("there is no JSON object in it")?)
}

/// The answers for several indicators, in their order, or what is wrong with the reply.
pub(super) fn read_dimension(text: &str, points: &[Point]) -> Result<Vec<Answer>, String> {
    let mut all = json_in(text).ok_or("there is no JSON object in it")?;
    let one = |point: &Point| {
        let value = all.get_mut(&point.id).map(Value::take).ok_or(format!("`{}` is missing", point.id))?;
        answer(value).map_err(|problem| format!("`{}`: {problem}", point.id))
    };
    points.iter().map(one).collect()
}

fn answer(value: Value) -> Result<Answer, String> {
    let answer: Answer = serde_json::from_value(value).map_err(|error| error.to_string())?;
    match answer.verdict() {
        Some(_) => Ok(answer),
        None => Err(format!("the verdict must be one of {}", VERDICTS.map(Verdict::as_str).join(", "))),
    }
}
