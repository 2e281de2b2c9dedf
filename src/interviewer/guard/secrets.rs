//! What must not be said yet: the points that are still open, ways not yet named, the solution.

use std::collections::BTreeSet;

use crate::{
    bank::Expectation,
    interview::{Move, State},
    interviewer::builtin,
    language::{Cues, Spoken},
    transcript::ExpectationId,
};

/// So many words in a row out of the solution, or out of a point, are no accident.
const RUN_WORDS: usize = 8;

/// What must not be said yet. What somebody has said already, and what the move itself says, is no secret.
#[derive(Debug, Clone)]
pub(super) struct Secrets {
    cues: Vec<(String, Cues)>,
    runs: BTreeSet<String>,
}

impl Secrets {
    pub(super) fn new(state: &State, moves: &[Move]) -> Self {
        let authored = builtin::words(moves, state);
        let mut said: Vec<&str> = state.turns.iter().map(|turn| turn.text.as_str()).collect();
        said.push(&authored);
        let heard: Vec<Spoken<'_>> = said.iter().map(|text| Spoken::new(text)).collect();
        let is_secret = |cues: &Cues| !heard.iter().any(|text| !cues.hits(text).is_empty());
        let open: Vec<&Expectation> = open(state, moves).collect();
        let points = open.iter().map(|point| (point.id.to_string(), &point.cues));
        let ways = state.question().approaches.iter().filter(|way| !state.approaches.contains(&way.id));
        let ways = ways.map(|way| (way.id.to_string(), &way.cues));
        Self {
            cues: points
                .chain(ways)
                .filter(|(_, cues)| is_secret(cues))
                .map(|(id, cues)| (id, cues.clone()))
                .collect(),
            runs: secret_runs(state, &open, &heard),
        }
    }

    /// What a sentence gives away, if it gives anything away.
    pub(super) fn leak(&self, sentence: &str) -> Option<String> {
        let spoken = Spoken::new(sentence);
        let cued = self.cues.iter().find(|(_, cues)| !cues.hits(&spoken).is_empty());
        let id = cued.map(|(id, _)| format!("gives away `{id}`"));
        id.or_else(|| {
            runs(&spoken).any(|run| self.runs.contains(&run)).then(|| "recites the solution".to_owned())
        })
    }
}

/// The points that nobody has made, even perhaps; a hint may speak of its own.
fn open<'s>(state: &'s State, moves: &'s [Move]) -> impl Iterator<Item = &'s Expectation> {
    let hinted = move |id: &ExpectationId| {
        moves.iter().any(|step| matches!(step, Move::Hint { point, .. } if point == id))
    };
    state.question().every_expectation().filter(move |point| {
        let entry = state.ledger.get(&point.id);
        entry.made.is_none() && !entry.is_unsure() && !hinted(&point.id)
    })
}

fn secret_runs(state: &State, open: &[&Expectation], heard: &[Spoken<'_>]) -> BTreeSet<String> {
    let question = state.question();
    let mut texts: Vec<&str> = open.iter().map(|point| point.says.as_str()).collect();
    texts.extend(question.solution.as_ref().map(|solution| solution.text.as_str()));
    texts.extend(question.misconceptions.iter().map(|belief| belief.correction.as_str()));
    let known: BTreeSet<String> = heard.iter().flat_map(runs).collect();
    let secret: BTreeSet<String> =
        texts.into_iter().flat_map(|text| runs(&Spoken::new(text)).collect::<Vec<_>>()).collect();
    secret.difference(&known).cloned().collect()
}

fn runs<'s>(spoken: &'s Spoken<'_>) -> impl Iterator<Item = String> + 's {
    spoken
        .tokens
        .windows(RUN_WORDS)
        .map(|run| run.iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" "))
}
