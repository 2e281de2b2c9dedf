//! How much of a reference's words an answer has.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::{Meaning, Spoken, is_content, is_negated};

use super::{Idea, Yardstick};

/// The words that carry a text's content: each stem, with a word that it stands for.
pub(super) fn content(spoken: &Spoken<'_>) -> BTreeMap<String, String> {
    let words = spoken.tokens.iter().filter(|token| is_content(token));
    words.map(|token| (token.stem.clone(), token.word.clone())).collect()
}

/// An answer, to be held against one text after another.
pub(super) struct Recall<'a> {
    with: &'a Yardstick,
    /// The question's own stems.
    asked: BTreeMap<String, String>,
    said: BTreeMap<String, String>,
    /// Of these stems, those that are only ever said with a "not".
    negated: BTreeSet<String>,
    meanings: Vec<Meaning>,
}

/// How much a word is like the likest of some.
fn likest(word: &str, meanings: &[Meaning]) -> f64 {
    let meaning = Meaning::of(word);
    let likeness = |meaning: Meaning| meanings.iter().map(move |other| meaning.likeness(other));
    meaning.into_iter().flat_map(likeness).fold(0.0, f64::max)
}

/// The stems of a text that are never said without a negator before them.
fn negated(spoken: &Spoken<'_>) -> BTreeSet<String> {
    let stems = |wanted: bool| {
        let places = (0..spoken.tokens.len()).filter(move |at| is_negated(spoken, *at) == wanted);
        places.map(|at| spoken.tokens[at].stem.clone()).collect::<BTreeSet<_>>()
    };
    &stems(true) - &stems(false)
}

impl<'a> Recall<'a> {
    pub(super) fn new(question: &str, answer: &Spoken<'_>, with: &'a Yardstick) -> Self {
        let asked =
            if with.has(Idea::QuestionWords) { content(&Spoken::new(question)) } else { BTreeMap::new() };
        let said = content(answer);
        // What the question says is no answer, so nothing is like it either.
        let negated = if with.has(Idea::Negation) { negated(answer) } else { BTreeSet::new() };
        let own = said.iter().filter(|(stem, _)| !asked.contains_key(*stem) && !negated.contains(*stem));
        let meanings = own.filter_map(|(_, word)| Meaning::of(word)).collect();
        Self { with, asked, said, negated, meanings }
    }

    /// The share of a text's words that the answer has.
    pub(super) fn plain(&self, text: &str) -> f64 {
        self.share(text, |_| 0.0)
    }

    /// The same, a word that the answer has not counting as much as it is like the likest one that it has.
    pub(super) fn soft(&self, text: &str) -> f64 {
        if !self.with.has(Idea::Vectors) {
            return self.plain(text);
        }
        self.share(text, |word| likest(word, &self.meanings))
    }

    /// The share of the answer's own words that a text has, or has the like of; what is denied is none of it.
    pub(super) fn of_answer(&self, text: &str) -> f64 {
        let words = content(&Spoken::new(text));
        let has_vectors = self.with.has(Idea::Vectors);
        let meanings: Vec<Meaning> =
            words.values().filter(|_| has_vectors).filter_map(|word| Meaning::of(word)).collect();
        let own = self.said.iter().filter(|(stem, _)| !self.asked.contains_key(*stem));
        let (mut all, mut had) = (0.0, 0.0);
        for (stem, word) in own {
            let weight = self.weight(stem);
            all += weight;
            had += weight
                * match words.contains_key(stem) {
                    _ if self.negated.contains(stem) => 0.0,
                    true => 1.0,
                    false => likest(word, &meanings),
                };
        }
        if all > 0.0 { had / all } else { 0.0 }
    }

    fn weight(&self, stem: &str) -> f64 {
        if self.with.has(Idea::Rarity) { self.with.rarity.weight(stem) } else { 1.0 }
    }

    fn share(&self, text: &str, otherwise: impl Fn(&str) -> f64) -> f64 {
        let spoken = Spoken::new(text);
        let (words, denied) = (content(&spoken), negated(&spoken));
        let is_denied = |stem: &String| self.negated.contains(stem) && !denied.contains(stem);
        let is_own = |stem: &String| !self.asked.contains_key(stem);
        let has_own = words.keys().any(is_own);
        let (mut all, mut had) = (0.0, 0.0);
        for (stem, word) in words.iter().filter(|(stem, _)| !has_own || is_own(stem)) {
            let weight = self.weight(stem);
            all += weight;
            had += weight
                * match self.said.contains_key(stem) {
                    true if is_denied(stem) => 0.0,
                    true => 1.0,
                    false => otherwise(word),
                };
        }
        if all > 0.0 { had / all } else { 0.0 }
    }
}
