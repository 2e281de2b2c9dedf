//! Scorers: they fill in findings, each with the candidate's own words; grading makes levels of them.

pub mod builtin;
pub mod calibration;
pub mod contest;
pub mod coverage;
mod evidence;
pub mod judge;
#[cfg(test)]
pub(crate) mod testing;

use sha2::{Digest, Sha256};

pub use evidence::find_quote;

use crate::{
    interview::State,
    rubric::{Finding, Indicator, Judge, Milestone, Rubric, Scorecard, grade_dimension, overall},
    transcript::{Phase, Speaker, Turn, TurnId},
};

/// Below so many words, and without code, nothing is scored.
const FEWEST_WORDS: usize = 20;

/// The candidate's turns that count: what is said after the good-bye does not.
pub fn scored_turns(state: &State) -> impl Iterator<Item = &Turn> {
    state.turns.iter().filter(|turn| turn.speaker == Speaker::Candidate && turn.phase != Phase::Closing)
}

/// Whether a turn lies before the event that an indicator must come before.
fn is_in_time(state: &State, indicator: &Indicator, turn: TurnId) -> bool {
    let until = match indicator.needs.before {
        None => None,
        Some(Milestone::Approach) => state.approach.as_ref().map(|(_, turn)| *turn),
        Some(Milestone::Code) => state.code_at,
        Some(Milestone::Done) => state.said_done,
    };
    until.is_none_or(|until| turn <= until)
}

/// Why a session cannot be scored, if it cannot.
#[must_use]
pub fn too_little(state: &State) -> Option<String> {
    let words: usize = scored_turns(state)
        .flat_map(|turn| turn.words().map(|(_, words)| words.split_whitespace().count()).collect::<Vec<_>>())
        .sum();
    let has_code = scored_turns(state).any(|turn| turn.code().next().is_some());
    (words < FEWEST_WORDS && !has_code)
        .then(|| format!("only {words} words were said; {FEWEST_WORDS} is the least that can be scored"))
}

/// Puts a scorecard together out of findings.
#[must_use]
pub fn scorecard(
    state: &State,
    findings: &[Finding],
    judge: Judge,
    delivery: serde_json::Value,
) -> Scorecard {
    let setup = &state.setup;
    let unscored = too_little(state);
    let none: &[Finding] = &[];
    let findings = if unscored.is_some() { none } else { findings };
    let may_be_strong = judge.kind != "builtin";
    Scorecard {
        session: Some(setup.session.clone()),
        judge,
        rubric: setup.rubric.id.clone(),
        seniority: setup.seniority,
        overall: overall(&setup.rubric, setup.seniority, findings, may_be_strong),
        dimensions: setup
            .rubric
            .dimensions
            .iter()
            .map(|dimension| grade_dimension(dimension, setup.seniority, findings))
            .collect(),
        delivery,
        dropped_evidence: 0,
        unscored,
        rubric_hash: rubric_hash(&setup.rubric),
        prompt_hash: None,
        calibration: None,
        spread: None,
        contest: None,
    }
}

/// The first twelve hexadecimal digits of the rubric's SHA-256, over its JSON.
#[must_use]
pub fn rubric_hash(rubric: &Rubric) -> String {
    hash(&serde_json::to_vec(rubric).unwrap_or_default())
}

/// The first twelve hexadecimal digits of a SHA-256.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
