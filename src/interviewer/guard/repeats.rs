//! Questions that were asked before.

use std::collections::BTreeSet;

use crate::{
    interview::{Move, State},
    interviewer::builtin,
    language::Spoken,
    transcript::Speaker,
};

/// Fewer words are too few to tell: "And then?" may come twice.
const FEWEST_WORDS: usize = 4;
/// Two questions that share so much of all their words are the same one.
const SAME: f64 = 0.75;
/// A question that begins with so many words of an earlier one goes on like it.
const BEGINNING_WORDS: usize = 7;

/// The questions that the interviewer has asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Earlier {
    questions: Vec<Vec<String>>,
    /// What it has said without asking.
    statements: Vec<Vec<String>>,
    /// The words of the last utterance.
    last: Vec<String>,
}

impl Earlier {
    /// Nothing counts as a repeat where the move itself wants something said again.
    pub(super) fn new(state: &State, moves: &[Move]) -> Self {
        let own = state.turns.iter().filter(|turn| turn.speaker == Speaker::Interviewer);
        let last = own.clone().next_back().map(|turn| stems(&turn.text)).unwrap_or_default();
        let asked = own.clone().flat_map(|turn| sentences(&turn.text, true)).collect();
        let statements = own.flat_map(|turn| sentences(&turn.text, false)).collect();
        let all = Self { questions: asked, statements, last };
        let wanted = sentences(&builtin::words(moves, state), true).iter().any(|question| all.has(question));
        if wanted { Self { questions: Vec::new(), ..all } } else { all }
    }

    /// Whether a sign of having heard ("Okay.") is the one that the last utterance began with.
    pub(super) fn began_with(&self, text: &str) -> bool {
        const SIGN_WORDS: usize = 3;
        let sign = stems(text);
        (1..=SIGN_WORDS).contains(&sign.len()) && self.last.starts_with(&sign) && self.last.len() > sign.len()
    }

    /// Whether a statement ("You say you move the left one up.") was made before, and is too long to come twice.
    pub(super) fn has_stated(&self, sentence: &str) -> bool {
        let stems = stems(sentence);
        stems.len() >= FEWEST_WORDS && self.statements.contains(&stems)
    }

    /// Whether a sentence, or its beginning, was asked before.
    pub(super) fn repeats(&self, sentence: &str) -> bool {
        let stems = stems(sentence);
        let begins = |earlier: &Vec<String>| stems.len() >= BEGINNING_WORDS && earlier.starts_with(&stems);
        self.has(&stems) || self.questions.iter().any(begins)
    }

    fn has(&self, question: &[String]) -> bool {
        self.questions.iter().any(|earlier| likeness(earlier, question) >= SAME)
    }
}

fn sentences(text: &str, asking: bool) -> Vec<Vec<String>> {
    let spoken = Spoken::new(text);
    let wanted = spoken.sentences.iter().filter(|sentence| sentence.question == asking);
    wanted.map(|sentence| stems(&text[sentence.start..sentence.end])).collect()
}

fn stems(text: &str) -> Vec<String> {
    Spoken::new(text).tokens.into_iter().map(|token| token.stem).collect()
}

/// The share of words in common (Jaccard); 0 where there are too few.
#[allow(clippy::cast_precision_loss)] // counts of words
fn likeness(one: &[String], other: &[String]) -> f64 {
    if one.len() < FEWEST_WORDS || other.len() < FEWEST_WORDS {
        return 0.0;
    }
    let (one, other): (BTreeSet<_>, BTreeSet<_>) = (one.iter().collect(), other.iter().collect());
    one.intersection(&other).count() as f64 / one.union(&other).count().max(1) as f64
}
