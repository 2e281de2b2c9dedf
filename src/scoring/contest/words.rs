//! The candidate's own words: found as they stand, or numbered sentence by sentence to pick from.

use crate::{
    interview::State,
    language::{Spoken, speech_like},
    scoring::{find_quote, scored_turns},
    transcript::{Evidence, Turn},
};

use super::Refused;

/// Fewer words show nothing: they are found in every answer.
const FEWEST_WORDS: usize = 2;
/// From here on a sentence may be the one that was meant.
const NEAR: f64 = 0.5;

/// One sentence of the candidate's, with its number.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Sentence {
    /// Its number, from 1.
    pub number: usize,
    /// Where it stands.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// Every sentence that the candidate said before the good-bye, in order.
#[must_use]
pub fn own_sentences(state: &State) -> Vec<Sentence> {
    let all = scored_turns(state).flat_map(sentences);
    (1..).zip(all).map(|(number, evidence)| Sentence { number, evidence }).collect()
}

fn sentences(turn: &Turn) -> Vec<Evidence> {
    let words = turn.words_in_place();
    let spoken = Spoken::new(&words);
    spoken.sentences.iter().filter_map(|sentence| Evidence::at(turn, sentence.start, sentence.end)).collect()
}

/// Words where the candidate said them: typed, or as the numbers of sentences, `3` or `3-5`.
///
/// # Errors
/// [`Refused`] where they were not said, or show nothing.
pub fn own_words(state: &State, words: &str) -> Result<Evidence, Refused> {
    let found = match numbers(words) {
        Some((first, last)) => numbered(state, first, last).ok_or(Refused::NoSentence)?,
        None => typed(state, words)?,
    };
    let turn = scored_turns(state).find(|turn| turn.turn == found.turn);
    let is_barred = turn.is_some_and(|turn| {
        let words = turn.words_in_place();
        speech_like::overlaps(&speech_like::barred(&Spoken::new(&words)), &(found.start..found.end))
    });
    if is_barred { Err(Refused::NoSpeech) } else { Ok(found) }
}

/// `3`, or `3-5`.
fn numbers(text: &str) -> Option<(usize, usize)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
}

/// Sentences by their numbers; several must stand in one turn.
fn numbered(state: &State, first: usize, last: usize) -> Option<Evidence> {
    let sentences = own_sentences(state);
    let by_number = |number: usize| sentences.iter().find(|sentence| sentence.number == number);
    let (from, to) = (&by_number(first)?.evidence, &by_number(last)?.evidence);
    let turn = scored_turns(state).find(|turn| turn.turn == from.turn && turn.turn == to.turn)?;
    Evidence::at(turn, from.start, to.end)
}

fn typed(state: &State, words: &str) -> Result<Evidence, Refused> {
    if words.split_whitespace().count() < FEWEST_WORDS {
        return Err(Refused::TooShort);
    }
    let turns: Vec<&Turn> = scored_turns(state).collect();
    find_quote(turns.iter().copied(), words)
        .ok_or_else(|| Refused::NotSaid { nearest: nearest(state, words) })
}

/// The sentence that is likest to what was typed.
fn nearest(state: &State, typed: &str) -> Option<Evidence> {
    let typed = typed.to_lowercase();
    own_sentences(state)
        .into_iter()
        .map(|sentence| (strsim::sorensen_dice(&sentence.evidence.quote.to_lowercase(), &typed), sentence))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, sentence)| sentence.evidence)
}
