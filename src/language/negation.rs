//! What turns words into their opposite: a "not" shortly before them, or a denial of the whole clause.

use std::ops::Range;

use super::token::{Spoken, Token};

/// A negator this many words before a word makes it doubtful.
const NEGATION_WORDS: usize = 3;

/// What denies the clause that comes after it.
const DENIALS: [&[&str]; 11] = [
    &["not", "true", "that"],
    &["isn't", "true", "that"],
    &["not", "the", "case", "that"],
    &["isn't", "the", "case", "that"],
    &["not", "right", "that"],
    &["wrong", "that"],
    &["false", "that"],
    &["untrue", "that"],
    &["don't", "believe", "that"],
    &["not", "believe", "that"],
    &["doubt", "that"],
];
/// After so many words of a denied clause a comma and an article have most likely begun another.
const DENIAL_WORDS: usize = 12;

/// Whether a word turns what follows into its opposite.
pub(crate) fn is_negator(word: &str) -> bool {
    matches!(
        word,
        "not" | "no" | "never" | "without" | "neither" | "nor" | "cannot" | "hardly" | "isnt" | "dont"
    ) || word.ends_with("n't")
}

/// Whether a negator stands shortly before a token, in its clause, or a denial of the whole clause.
pub(crate) fn is_negated(spoken: &Spoken<'_>, at: usize) -> bool {
    has_negator(spoken, at) || is_denied(spoken, at)
}

/// Whether a token stands in a clause that is denied as a whole: "it is not true that …".
pub(crate) fn is_denied(spoken: &Spoken<'_>, at: usize) -> bool {
    spoken.denied().iter().any(|clause| clause.contains(&at))
}

/// "Not rotated, single element" negates no element: what a comma or a "but" sets off is another thought.
fn has_negator(spoken: &Spoken<'_>, at: usize) -> bool {
    let tokens = &spoken.tokens;
    let sentence = tokens[at].sentence;
    for before in (at.saturating_sub(NEGATION_WORDS)..at).rev() {
        let (token, next) = (&tokens[before], &tokens[before + 1]);
        if token.sentence != sentence || sets_off(spoken, before) || is_turn(&token.word) {
            return false;
        }
        if is_negator(&token.word) && !matches!(next.word.as_str(), "only" | "just") {
            return true;
        }
    }
    false
}

fn is_turn(word: &str) -> bool {
    matches!(word, "but" | "so" | "because" | "instead" | "rather" | "then")
}

/// Whether a mark stands between a token and the next one that ends a thought.
fn sets_off(spoken: &Spoken<'_>, at: usize) -> bool {
    let next = spoken.tokens.get(at + 1).map_or(spoken.text.len(), |next| next.start);
    spoken.text[spoken.tokens[at].end..next].contains([',', ':', ';', '(', '—', '–'])
}

/// The clauses of a text that are denied as a whole, by the numbers of their tokens.
pub(super) fn denied_clauses(spoken: &Spoken<'_>) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    for from in 0..spoken.tokens.len() {
        if let Some(denial) = DENIALS.iter().find(|denial| says(&spoken.tokens[from..], denial)) {
            let begins = from + denial.len();
            clauses.push(begins..denied_until(spoken, begins));
        }
    }
    clauses
}

fn says(tokens: &[Token], words: &[&str]) -> bool {
    let same = |(token, word): (&Token, &&str)| token.word == *word;
    tokens.len() > words.len()
        && tokens.iter().zip(words).all(same)
        && tokens[words.len()].sentence == tokens[0].sentence
}

/// A denial reaches to the end of its sentence, unless what is so comes first: "…, it's constant", "…, but …".
fn denied_until(spoken: &Spoken<'_>, begins: usize) -> usize {
    let sentence = spoken.tokens[begins].sentence;
    let end = spoken.tokens_of(sentence..=sentence).end;
    let puts_right = |at: &usize| {
        let word = spoken.tokens[*at].word.as_str();
        let turns = matches!(word, "but" | "instead" | "rather" | "actually");
        let long = *at - begins >= DENIAL_WORDS && matches!(word, "a" | "an" | "the");
        sets_off(spoken, *at - 1) && (turns || is_subject(word) || long)
    };
    (begins + 1..end).find(puts_right).unwrap_or(end)
}

/// What begins a clause of its own.
fn is_subject(word: &str) -> bool {
    let stem = word.split('\'').next().unwrap_or(word);
    matches!(stem, "it" | "they" | "that" | "this" | "we" | "you" | "he" | "she" | "i" | "there")
}
