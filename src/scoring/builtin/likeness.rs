//! A second reading of points that no cue heard: words so like those of the sheet that they most likely say the same.
//!
//! Vectors know what words are about and not what is claimed, so they only fill gaps: several of the sheet's own words
//! must be there, close together, stated and not denied. Values are never read so: "linear" is like "constant".

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    bank::{Expectation, Question},
    interview::{Made, Place},
    language::{Meaning, Spoken, is_content, is_negated},
    scoring::coverage::Rarity,
    transcript::TurnId,
};

use super::{Session, Sign};

/// From this likeness on a point counts as made.
const ALIKE: f64 = 0.62;
/// So many of the words of the sheet must be there as they are.
const SHARED_WORDS: usize = 2;
/// A sentence with fewer words of its own is like too many others.
const FEWEST_WORDS: usize = 4;
/// A point is made in one sentence, or in two in a row.
const SENTENCES: usize = 2;

/// Content words: each stem, with a word that it stands for.
type Words = BTreeMap<String, String>;

/// Some sentences in a row.
struct Stretch {
    place: Place,
    words: Words,
    negated: BTreeSet<String>,
}

/// How a sheet puts its points, and what was said.
pub(super) struct Likeness {
    rarity: Rarity,
    asked: Words,
    stretches: Vec<Stretch>,
}

impl Likeness {
    pub(super) fn new(question: &Question, talk: &[(TurnId, Spoken<'_>)]) -> Self {
        let sheet = question.every_expectation().flat_map(sentences_of);
        Self {
            rarity: Rarity::of(sheet),
            asked: words(&Spoken::new(&question.ask), 0..usize::MAX),
            stretches: talk.iter().flat_map(|(turn, spoken)| stretches(*turn, spoken)).collect(),
        }
    }

    /// Where a point was most likely made, if anywhere.
    fn place(&self, point: &Expectation, is_read: impl Fn(&Place) -> bool) -> Option<&Place> {
        let says: Vec<Words> = sentences_of(point)
            .map(|text| {
                let mut words = words(&Spoken::new(text), 0..usize::MAX);
                words.retain(|stem, _| !self.asked.contains_key(stem));
                words
            })
            .filter(|words| words.len() >= FEWEST_WORDS)
            .collect();
        let likeness = |stretch: &Stretch| says.iter().map(|words| self.likeness(words, stretch)).fold(0.0, f64::max);
        let read = self.stretches.iter().filter(|stretch| is_read(&stretch.place));
        let all = read.map(|stretch| (likeness(stretch), stretch)).filter(|(likeness, _)| *likeness >= ALIKE);
        all.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, stretch)| &stretch.place)
    }

    /// The share of some words that a stretch has, rare ones weighing more; a word that it has not counts by the likest.
    fn likeness(&self, words: &Words, stretch: &Stretch) -> f64 {
        let shared = words.keys().filter(|stem| stretch.words.contains_key(*stem)).count();
        if shared < SHARED_WORDS || words.keys().any(|stem| stretch.negated.contains(stem)) {
            return 0.0;
        }
        let own = stretch.words.iter().filter(|(stem, _)| !self.asked.contains_key(*stem));
        let said: Vec<Meaning> = own.filter_map(|(_, word)| Meaning::of(word)).collect();
        let nearest = |word: &str| {
            let meaning = Meaning::of(word);
            let all = meaning.iter().flat_map(|meaning| said.iter().map(|said| meaning.likeness(said)));
            all.fold(0.0, f64::max)
        };
        let (mut all, mut had) = (0.0, 0.0);
        for (stem, word) in words {
            let weight = self.rarity.weight(stem);
            all += weight;
            had += weight * if stretch.words.contains_key(stem) { 1.0 } else { nearest(word) };
        }
        had / all
    }
}

fn sentences_of(point: &Expectation) -> impl Iterator<Item = &str> {
    std::iter::once(point.says.as_str()).chain(point.exemplars.iter().map(String::as_str))
}

fn words(spoken: &Spoken<'_>, among: std::ops::Range<usize>) -> Words {
    let tokens = spoken.tokens.iter().enumerate().filter(|(at, token)| among.contains(at) && is_content(token));
    tokens.map(|(_, token)| (token.stem.clone(), token.word.clone())).collect()
}

/// Every sentence that states something, alone and with the next one.
fn stretches(turn: TurnId, spoken: &Spoken<'_>) -> Vec<Stretch> {
    let last = spoken.sentences.len();
    let ranges = (0..last).flat_map(|from| (from..last.min(from + SENTENCES)).map(move |to| (from, to)));
    let stated = ranges.filter(|(from, to)| spoken.sentences[*from..=*to].iter().all(|sentence| !sentence.question));
    stated
        .map(|(from, to)| {
            let among = spoken.tokens_of(from..=to);
            let negated = among.clone().filter(|at| is_negated(spoken, *at));
            Stretch {
                negated: negated.map(|at| spoken.tokens[at].stem.clone()).collect(),
                place: Place { turn, start: spoken.sentences[from].start, end: spoken.sentences[to].end },
                words: words(spoken, among),
            }
        })
        .collect()
}

impl Session<'_> {
    /// A point that no cue heard, read a second time.
    pub(super) fn made_in_other_words(&self, point: &Expectation) -> Option<Made> {
        let question = self.state.question();
        if question.claims.iter().any(|claim| claim.id == point.id) {
            return None;
        }
        let is_read = |place: &Place| self.is_read(&Sign::from(place));
        let place = self.likeness.place(point, is_read)?.clone();
        Some(Made { place, credit: self.state.ledger.get(&point.id).credit() })
    }
}
