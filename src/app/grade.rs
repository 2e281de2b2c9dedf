//! Scoring answers outside an interview, one or many.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::scoring::coverage::{Coverage, Idea, Rarity, Yardstick, against_reference};

/// A line of a batch.
#[derive(Debug, Deserialize)]
struct Request {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    question: String,
    reference: Reference,
    answer: String,
}

/// What a good answer says, in one text or in several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Reference {
    One(String),
    Any(Vec<String>),
}

impl Reference {
    fn texts(&self) -> &[String] {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Any(texts) => texts,
        }
    }
}

/// A line of the answer to a batch.
#[derive(Debug, Serialize)]
pub struct Graded {
    /// The id as it came.
    pub id: Value,
    /// From 0 to 1; none where the line could not be read.
    pub score: Option<f64>,
    /// The best there is.
    pub max: f64,
    /// The points that were made.
    pub covered: Vec<String>,
    /// The points that were not heard.
    pub missing: Vec<String>,
    /// Why there is no score, where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl Graded {
    /// A coverage under an id.
    #[must_use]
    pub fn new(id: Value, coverage: Coverage) -> Self {
        let Coverage { score, max, covered, missing } = coverage;
        Self { id, score: Some(score), max, covered, missing, error: None }
    }
}

/// Grades a batch: one line out for every line in, in the same order, whatever the line.
///
/// How rare a word is, is counted over the batch's own references and answers. One of the scorer's ideas can be left
/// out, to see what it is worth.
#[must_use]
pub fn batch(lines: &[String], without: Option<Idea>) -> Vec<Graded> {
    let requests: Vec<Result<Request, (Value, String)>> = lines.iter().map(|line| parse(line)).collect();
    let texts = requests.iter().flatten().flat_map(|r| {
        r.reference.texts().iter().map(String::as_str).chain(std::iter::once(r.answer.as_str()))
    });
    let with = Yardstick { rarity: Rarity::of(texts), without };
    requests.into_iter().map(|request| grade(request, &with)).collect()
}

fn parse(line: &str) -> Result<Request, (Value, String)> {
    serde_json::from_str::<Request>(line).map_err(|error| {
        let id = serde_json::from_str::<Value>(line).ok().and_then(|v| v.get("id").cloned());
        (id.unwrap_or(Value::Null), error.to_string())
    })
}

fn grade(request: Result<Request, (Value, String)>, with: &Yardstick) -> Graded {
    match request {
        Ok(Request { id, question, reference, answer }) => {
            let best = reference
                .texts()
                .iter()
                .map(|reference| against_reference(&question, reference, &answer, with))
                .max_by(|a, b| a.score.total_cmp(&b.score));
            match best {
                Some(coverage) => Graded::new(id, coverage),
                None => unread(id, "`reference` is empty".to_owned()),
            }
        }
        Err((id, error)) => unread(id, error),
    }
}

fn unread(id: Value, error: String) -> Graded {
    Graded { id, score: None, max: 1.0, covered: Vec::new(), missing: Vec::new(), error: Some(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<Graded> {
        batch(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>(), None)
    }

    #[test]
    fn every_line_in_gives_one_line_out_in_order() {
        let graded = lines(&[
            r#"{"id":1,"question":"Why?","reference":"Because hashing finds the slot.","answer":"hashing finds the slot"}"#,
            "not json",
            r#"{"id":"b","answer":"no reference"}"#,
            r#"{"id":3,"question":"Why?","reference":"Because hashing finds the slot.","answer":""}"#,
        ]);
        let ids: Vec<String> = graded.iter().map(|g| g.id.to_string()).collect();
        assert_eq!(ids, ["1", "null", "\"b\"", "3"]);
        assert!(graded[0].score > Some(0.9));
        assert_eq!(graded[1].score, None);
        assert!(graded[2].error.as_deref().unwrap().contains("reference"));
        assert_eq!(graded[3].score, Some(0.0));
    }

    #[test]
    fn of_several_references_the_best_counts() {
        let graded = lines(&[
            r#"{"id":1,"question":"","reference":["It spins.","It waits for the lock."],"answer":"it waits for the lock"}"#,
        ]);
        assert!(graded[0].score > Some(0.9));
    }
}
