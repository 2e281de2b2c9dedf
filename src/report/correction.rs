//! What was said and is not so, with the question's correction. The only place where anything is corrected.

use std::{collections::BTreeSet, ops::Range};

use crate::{
    bank::{About, Claim, ClaimHeard, Truth, taken_back_at, written},
    interview::State,
    transcript::{Evidence, TurnId},
};

/// Something said that is not so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The belief or the value, in a few words.
    pub said: String,
    /// The candidate's words.
    pub quote: Evidence,
    /// What is true, and why.
    pub right: String,
    /// The turn in which the candidate put it right, if they did.
    pub mended: Option<TurnId>,
}

/// Wrong beliefs first, then wrong values; each once, and a value not where its words show a belief already.
pub(super) fn corrections(state: &State) -> Vec<Correction> {
    let mut all = beliefs(state);
    for value in values(state) {
        if !all.iter().any(|belief| overlap(&belief.quote, &value.quote)) {
            all.push(value);
        }
    }
    all
}

fn overlap(a: &Evidence, b: &Evidence) -> bool {
    a.turn == b.turn && a.start < b.end && b.start < a.end
}

fn beliefs(state: &State) -> Vec<Correction> {
    let mut seen = BTreeSet::new();
    let heard = state.heard.iter().flat_map(|(turn, heard)| heard.misconceptions.iter().map(|m| (*turn, m)));
    heard
        .filter(|(_, heard)| seen.insert(&heard.id))
        .filter_map(|(turn, heard)| {
            let known = state.question().misconceptions.iter().find(|known| known.id == heard.id)?;
            let quote = evidence(state, turn, &heard.span)?;
            let said = known.belief.trim_end_matches('.').to_owned();
            let mended = taken_back_at(&state.heard, &heard.id);
            Some(Correction { said, quote, right: known.correction.clone(), mended })
        })
        .collect()
}

fn values(state: &State) -> Vec<Correction> {
    let mut seen = BTreeSet::new();
    let heard =
        || state.heard.iter().flat_map(|(turn, heard)| heard.claims.iter().map(|claim| (*turn, claim)));
    heard()
        .filter(|(_, claim)| claim.truth == Truth::Wrong && seen.insert((&claim.id, &claim.value)))
        .filter_map(|(turn, wrong)| {
            let fact = state.question().claims.iter().find(|fact| fact.id == wrong.id)?;
            let later = |(at, claim): &(TurnId, &ClaimHeard)| {
                claim.id == wrong.id
                    && claim.truth == Truth::Right
                    && (*at, claim.span.start) > (turn, wrong.span.start)
            };
            Some(Correction {
                said: stated(wrong),
                quote: evidence(state, turn, &wrong.span)?,
                right: right(fact),
                mended: heard().find(later).map(|(at, _)| at),
            })
        })
        .collect()
}

fn stated(claim: &ClaimHeard) -> String {
    match claim.about {
        About::Time => format!("{} time", written(&claim.value)),
        About::Space => format!("{} extra space", written(&claim.value)),
        About::Count | About::YesNo => format!("“{}”", claim.value),
    }
}

fn right(fact: &Claim) -> String {
    match fact.right.get("any").filter(|_| matches!(fact.about, About::Count | About::YesNo)) {
        Some(values) => format!("{}. {}", values.join(" or "), fact.because),
        None => fact.because.clone(),
    }
}

/// The words in a turn's bytes.
pub(super) fn evidence(state: &State, turn: TurnId, span: &Range<usize>) -> Option<Evidence> {
    let turn = state.turns.iter().find(|candidate| candidate.turn == turn)?;
    Evidence::at(turn, span.start, span.end)
}
