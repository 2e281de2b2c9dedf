//! The built program, from its arguments to its exit code.

mod alone;
mod calibrating;
mod configuring;
mod doctor;
mod endpoint;
mod files;
mod finding;
mod grading;
mod killing;
mod lists;
mod piped;
mod records;
mod speaking_json;
mod storing;

/// What a candidate says about `two-sum`, in order.
const ANSWERS: [&str; 5] = [
    "Is the list sorted? And what should I return if there is no pair?",
    "I'd use a dict from value to index, and for each number I look up target minus that number.",
    "It is linear time because I go through once with one lookup per element.",
    "The dict holds every number in the worst case, so it is linear space as well.",
    "I'd test two equal numbers, negatives, an empty list and a list without a pair.",
];
