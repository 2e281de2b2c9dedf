//! Coverage of a reference by an answer: how much of what a good answer says was said.
//!
//! Recall of the reference's content words, key point by key point and over all, the question's own words left out,
//! weighted by rarity; a word that was not said counts by its likeness to what was. A little counts how much of the
//! answer the reference knows of. It is coverage of expected points and is called that: it does not know true from false
//! beyond a negation that the reference does not have. After Sultan et al. (2016) and Mohler et al. (2011), who
//! grade short answers by alignment with a reference. `scripts/score-eval.py` measures it.

mod rarity;
mod recall;

use std::sync::LazyLock;

use serde::Serialize;

use crate::{
    bank::{Context, Heard, Question},
    language::{Spoken, speech_like::is_stuffed},
};

pub use rarity::Rarity;
use recall::{Recall, content};

/// A key point counts as wholly made from this recall on.
const WHOLE_RECALL: f64 = 0.6;
/// A key point counts as covered in lists from this recall on.
const COVERED_RECALL: f64 = 0.5;

/// What the score is made of: key points clipped, words as they are, all words with their like, and how much of the answer
/// is to the point. The first two alone are off by 0.01 to 0.02 on two sets of answers that people have graded.
const OF_POINTS: f64 = 0.25;
const OF_WORDS: f64 = 0.25;
const OF_MEANING: f64 = 0.4;
const OF_ANSWER: f64 = 0.1;

/// How much of what was expected was said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coverage {
    /// From 0 to 1.
    pub score: f64,
    /// The best there is.
    pub max: f64,
    /// The points that were made.
    pub covered: Vec<String>,
    /// The points that were not heard.
    pub missing: Vec<String>,
}

/// What an answer is held against a reference with.
#[derive(Debug, Clone, Default)]
pub struct Yardstick {
    /// How rare stems are.
    pub rarity: Rarity,
    /// An idea to do without, to see what it is worth.
    pub without: Option<Idea>,
}

impl Yardstick {
    fn has(&self, idea: Idea) -> bool {
        self.without != Some(idea)
    }
}

/// The ideas that coverage of a reference rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idea {
    /// A word that is not said counts as much as the likest one that is.
    Vectors,
    /// What the question says itself proves nothing.
    QuestionWords,
    /// Rare words weigh more.
    Rarity,
    /// Point by point, so that one thing said at length does not stand for all.
    KeyPoints,
    /// Nobody says a point word by word, so a part of its words is all of it.
    Clipping,
    /// A word that is said with a "not", and stands in the reference without, is not said.
    Negation,
    /// A list of keywords is no answer.
    Stuffing,
}

impl Idea {
    /// All of them, by name.
    pub const ALL: [(&'static str, Self); 7] = [
        ("vectors", Self::Vectors),
        ("question-words", Self::QuestionWords),
        ("rarity", Self::Rarity),
        ("key-points", Self::KeyPoints),
        ("clipping", Self::Clipping),
        ("negation", Self::Negation),
        ("stuffing", Self::Stuffing),
    ];
}

/// Holds an answer against a reference.
#[must_use]
pub fn against_reference(question: &str, reference: &str, answer: &str, with: &Yardstick) -> Coverage {
    let spoken = Spoken::new(answer);
    let stuffed = with.has(Idea::Stuffing) && is_stuffed(&spoken);
    let recall = Recall::new(question, &spoken, with);
    let points = if with.has(Idea::KeyPoints) { key_points(reference) } else { vec![reference.to_owned()] };
    let recalls: Vec<f64> = points.iter().map(|point| recall.soft(point)).collect();
    let whole = if with.has(Idea::Clipping) { WHOLE_RECALL } else { 1.0 };
    let clipped = mean(recalls.iter().map(|recall| (recall / whole).min(1.0)));
    let doubt = if stuffed { 0.4 } else { 1.0 };
    let parts = [
        (OF_POINTS, clipped),
        (OF_WORDS, recall.plain(reference)),
        (OF_MEANING, recall.soft(reference)),
        (OF_ANSWER, recall.of_answer(reference)),
    ];
    let score = parts.iter().map(|(weight, part)| weight * part).sum::<f64>() * doubt;
    let (covered, missing): (Vec<_>, Vec<_>) =
        points.into_iter().zip(recalls).partition(|(_, recall)| recall * doubt >= COVERED_RECALL);
    let texts = |list: Vec<(String, f64)>| list.into_iter().map(|(text, _)| text).collect();
    Coverage { score: round(score), max: 1.0, covered: texts(covered), missing: texts(missing) }
}

/// How like a text is to what was said, from 0 to 1; what the question says itself is left out.
pub fn likeness<'a>(question: &str, said: &Spoken<'_>) -> impl Fn(&str) -> f64 + use<'a> {
    static WHOLE: LazyLock<Yardstick> = LazyLock::new(Yardstick::default);
    let recall = Recall::new(question, said, &WHOLE);
    move |text| recall.soft(text)
}

/// Holds an answer against a question's points; the question's three samples set the scale.
#[must_use]
pub fn against_question(question: &Question, answer: &str) -> Coverage {
    let spoken = Spoken::new(answer);
    let raw = |text: &str| raw_coverage(question, &Heard::new(question, text, &Context::default()));
    let samples = &question.samples;
    let scale = [(raw(&samples.weak), 0.2), (raw(&samples.medium), 0.55), (raw(&samples.strong), 0.9)];
    let heard = Heard::new(question, answer, &Context::default());
    let stuffed = is_stuffed(&spoken);
    let score = on_scale(raw_coverage(question, &heard), &scale) * if stuffed { 0.4 } else { 1.0 };
    let made = |id: &crate::transcript::ExpectationId| {
        heard.points.iter().any(|p| p.id == *id && p.certain) && !stuffed
    };
    let (covered, missing): (Vec<_>, Vec<_>) = question.expectations.iter().partition(|e| made(&e.id));
    let says = |list: Vec<&crate::bank::Expectation>| list.into_iter().map(|e| e.says.clone()).collect();
    Coverage { score: round(score), max: 1.0, covered: says(covered), missing: says(missing) }
}

/// The share of the points made, a `must` counting twice and a doubtful one half, less what was wrong.
#[expect(clippy::cast_precision_loss, reason = "counts of a question's points")]
fn raw_coverage(question: &Question, heard: &Heard) -> f64 {
    let weight = |must: bool| if must { 2.0 } else { 1.0 };
    let all: f64 = question.expectations.iter().map(|e| weight(e.must)).sum();
    let made: f64 = question
        .expectations
        .iter()
        .filter_map(|e| {
            let point = heard.points.iter().find(|p| p.id == e.id)?;
            Some(weight(e.must) * if point.certain { 1.0 } else { 0.5 })
        })
        .sum();
    let wrong = heard.misconceptions.len() as f64 * 0.5;
    ((made - wrong) / all.max(1.0)).clamp(0.0, 1.0)
}

/// Piecewise linear through nought, the samples and one; samples that do not grow are left out.
fn on_scale(raw: f64, samples: &[(f64, f64)]) -> f64 {
    let mut from = (0.0, 0.0);
    for to in samples.iter().copied().chain([(1.0, 1.0)]) {
        if to.0 <= from.0 {
            continue;
        }
        if raw <= to.0 {
            return from.1 + (raw - from.0) / (to.0 - from.0) * (to.1 - from.1);
        }
        from = to;
    }
    from.1
}

/// A reference's points: sentences, parts between `;` and `:`, and what contrastive and causal words set off.
#[must_use]
pub fn key_points(reference: &str) -> Vec<String> {
    const FEWEST_STEMS: usize = 2;
    let marked = [" because ", " but ", " whereas ", " while ", " so that ", " therefore ", " however "]
        .iter()
        .fold(reference.replace([';', ':', '•'], "\n"), |text, word| {
            text.replace(word, &format!("\n{}", word.trim_start()))
        });
    let spoken = Spoken::new(&marked);
    let mut points: Vec<String> = Vec::new();
    for sentence in &spoken.sentences {
        let text = marked[sentence.start..sentence.end].trim().to_owned();
        let thin = content(&Spoken::new(&text)).len() < FEWEST_STEMS;
        match points.last_mut() {
            Some(last) if thin => *last = format!("{last} {text}"),
            _ => points.push(text),
        }
    }
    points
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a count of key points")]
    let count = values.len().max(1) as f64;
    values.sum::<f64>() / count
}

fn round(score: f64) -> f64 {
    (score * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUESTION: &str = "Why is a dict lookup fast?";
    const REFERENCE: &str =
        "The key is hashed to find its slot directly; collisions are resolved by probing.";

    fn score(answer: &str) -> f64 {
        against_reference(QUESTION, REFERENCE, answer, &Yardstick::default()).score
    }

    #[test]
    fn what_says_more_of_the_reference_scores_higher() {
        let strong =
            score("It hashes the key to find the slot, and collisions get resolved by probing further.");
        let medium = score("It uses a hash of the key to go to a slot.");
        let weak = score("Because dicts are really fast in Python.");
        assert!(strong > medium && medium > weak, "{strong} {medium} {weak}");
    }

    #[test]
    fn nothing_and_the_question_itself_score_nought() {
        assert!(score("") < f64::EPSILON);
        assert!(score(QUESTION) < 0.05);
    }

    #[test]
    fn a_list_of_keywords_scores_far_below_an_answer() {
        let list = score("hash key slot collision probing direct resolve find");
        assert!(list < 0.45, "{list}");
    }

    #[test]
    fn a_negated_reference_is_not_credited_like_the_reference() {
        let negated = score("The key is not hashed to find its slot; collisions aren't resolved by probing.");
        assert!(negated < 0.6 * score(REFERENCE), "{negated}");
    }

    #[test]
    fn points_are_split_where_a_new_thought_begins() {
        assert_eq!(
            key_points("It is fast because it hashes keys; nothing is scanned at all."),
            ["It is fast", "because it hashes keys", "nothing is scanned at all."]
        );
    }

    #[test]
    fn the_samples_set_the_scale() {
        let scale = [(0.1, 0.2), (0.5, 0.55), (0.9, 0.9)];
        assert!((on_scale(0.5, &scale) - 0.55).abs() < 1e-9);
        assert!((on_scale(0.3, &scale) - 0.375).abs() < 1e-9);
        assert!((on_scale(0.0, &scale)).abs() < 1e-9);
    }
}
