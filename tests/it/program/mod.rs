//! The built program, from its arguments to its exit code.

mod alone;
mod batching;
mod calibrating;
mod choosing;
mod configuring;
mod contesting;
mod doctor;
mod endpoint;
mod files;
mod finding;
mod grading;
mod judging;
mod killing;
mod lists;
mod looping;
mod piped;
mod records;
mod scoring_many;
mod scoring_oneself;
mod shelves;
mod simulating;
mod speaking_json;
mod storing;
mod tailoring;

use serde_json::Value;

use crate::support::viva::Viva;

/// What a candidate says about `two-sum`, in order.
const ANSWERS: [&str; 5] = [
    "Is the list sorted? And what should I return if there is no pair?",
    "I'd use a dict from value to index, and for each number I look up target minus that number.",
    "It is linear time because I go through once with one lookup per element.",
    "The dict holds every number in the worst case, so it is linear space as well.",
    "I'd test two equal numbers, negatives, an empty list and a list without a pair.",
];

/// A machine on which one interview was held, and that interview's id.
fn after_an_interview() -> (Viva, String) {
    let viva = Viva::new();
    viva.pipe(&["start", "--question", "two-sum", "--minutes", "20"], ANSWERS.join("\n\n")).success();
    let session = viva.session();
    (viva, session)
}

/// The indicators of a scorecard, in order.
fn indicators(card: &Value) -> Vec<&Value> {
    let dimensions = card["dimensions"].as_array().unwrap();
    dimensions.iter().flat_map(|dimension| dimension["indicators"].as_array().unwrap()).collect()
}
