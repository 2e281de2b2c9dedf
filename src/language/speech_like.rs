//! What is no speech, or not said to the interviewer, is no evidence: keyword lists, word salad, orders to a grader.

use std::{collections::BTreeSet, ops::Range};

use super::{Spoken, Token, acts::grader_sentences, is_content};

/// So many words with fewer stop words than the share below are a list of keywords and no speech.
const STUFFED_ANSWER_WORDS: usize = 8;
/// A sentence amid others may be terser than a whole answer.
const STUFFED_SENTENCE_WORDS: usize = 16;
const STUFFED_SHARE: f64 = 0.15;
/// An article is followed by a noun or an adjective; where this share of so many is not, the words were shuffled.
const SALAD_ARTICLES: usize = 6;
const SALAD_SHARE: f64 = 0.25;

/// Whether an answer is a list of keywords.
#[must_use]
pub fn is_stuffed(spoken: &Spoken<'_>) -> bool {
    is_list(spoken.tokens.iter(), STUFFED_ANSWER_WORDS)
}

/// The stretches of a text that are no evidence, in bytes.
#[must_use]
pub fn barred(spoken: &Spoken<'_>) -> Vec<Range<usize>> {
    if is_stuffed(spoken) || is_salad(spoken) {
        return std::iter::once(0..spoken.text.len()).collect();
    }
    let to_a_grader: BTreeSet<usize> = grader_sentences(spoken).into_iter().collect();
    let is_barred = |number: &usize| {
        let words = spoken.tokens[spoken.tokens_of(*number..=*number)].iter();
        to_a_grader.contains(number) || is_list(words, STUFFED_SENTENCE_WORDS)
    };
    let sentence = |number: usize| spoken.sentences[number].start..spoken.sentences[number].end;
    (0..spoken.sentences.len()).filter(is_barred).map(sentence).collect()
}

/// Whether any of some stretches, which are in order and apart from each other, reaches into a span.
#[must_use]
pub fn overlaps(stretches: &[Range<usize>], span: &Range<usize>) -> bool {
    let first = stretches.partition_point(|stretch| stretch.end <= span.start);
    stretches.get(first).is_some_and(|stretch| stretch.start < span.end)
}

/// Numbers and the letters of formulas are neither keywords nor stop words.
fn is_list<'t>(tokens: impl Iterator<Item = &'t Token>, fewest: usize) -> bool {
    let is_symbol =
        |t: &&Token| is_content(t) && (t.word.len() == 1 || t.word.starts_with(|c: char| c.is_ascii_digit()));
    let (content, stops): (Vec<&Token>, Vec<&Token>) =
        tokens.filter(|t| !is_symbol(t)).partition(|t| is_content(t));
    let words = content.len() + stops.len();
    words >= fewest && share(stops.len(), words) < STUFFED_SHARE
}

fn is_salad(spoken: &Spoken<'_>) -> bool {
    let after_articles: Vec<&Token> = spoken
        .tokens
        .windows(2)
        .filter(|pair| {
            matches!(pair[0].word.as_str(), "the" | "a" | "an") && pair[0].sentence == pair[1].sentence
        })
        .map(|pair| &pair[1])
        .collect();
    let odd = after_articles.iter().filter(|token| never_after_an_article(&token.word)).count();
    after_articles.len() >= SALAD_ARTICLES && share(odd, after_articles.len()) > SALAD_SHARE
}

fn never_after_an_article(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "of"
            | "in"
            | "on"
            | "at"
            | "to"
            | "for"
            | "with"
            | "from"
            | "by"
            | "and"
            | "or"
            | "but"
            | "if"
            | "is"
            | "are"
            | "was"
            | "be"
            | "it"
            | "it's"
            | "i"
            | "i'd"
            | "we"
            | "you"
            | "they"
            | "that"
            | "that's"
            | "this"
            | "then"
            | "so"
            | "because"
            | "can"
            | "could"
            | "would"
            | "will"
            | "has"
            | "have"
            | "do"
            | "does"
            | "there"
    )
}

#[expect(clippy::cast_precision_loss, reason = "counts of words")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
