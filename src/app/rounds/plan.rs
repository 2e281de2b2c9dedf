//! Which rounds a loop has, and what is asked in the next one.

use crate::{
    app::{
        begin::{Slot, Wish, nothing_fits, whole},
        clock::wall_ms,
        history::History,
    },
    bank::{Bank, Planned, Question, Wanted, choose, plan_rounds},
    error::AppError,
    interview::{Round, Setup, mix},
    rubric::Rubrics,
    store::{Store, fresh_session_id},
};

/// Without a length there are so many rounds of the usual one.
const USUAL_ROUNDS: u32 = 4;

/// The first round of a loop, with the plan of all.
///
/// # Errors
/// Wrong usage where nothing fits.
pub fn first_round(wish: Wish, bank: &Bank, rubrics: &Rubrics, store: &Store) -> Result<Setup, AppError> {
    let now_ms = wall_ms();
    let history = if wish.seed.is_some() { History::default() } else { History::read(store, bank)? };
    let seed = wish.seed.unwrap_or_else(|| now_ms.unsigned_abs());
    let minutes = wish.minutes.unwrap_or(wish.usual_minutes * USUAL_ROUNDS);
    let plan = planned(&wish, bank, &history, minutes);
    let Some(first) = plan.first().copied() else { return Err(nothing_fits(&wish)) };
    let session = fresh_session_id(now_ms);
    let (topics, seeded) = (wish.topics.clone(), wish.seed.is_some());
    let round = Round { first: session.clone(), number: 1, plan, topics, seed, seeded };
    let question = question_of(&wish, bank, &history, (first, mix(seed, 1)))?;
    wish.with(question, rubrics, Slot { session, minutes: first.minutes, seed, round: Some(round) })
}

/// The kinds are planned over all topics and afresh, or a loop on one topic would be of one kind.
fn planned(wish: &Wish, bank: &Bank, history: &History, minutes: u32) -> Vec<Planned> {
    let prefers = wish.preferred();
    let wanted = Wanted { topics: &[], asked: &[], ..wish.wanted(history, &prefers, minutes) };
    plan_rounds(bank, &wanted, minutes)
}

/// The round after this one; none where it was the last of the plan.
///
/// # Errors
/// Where nothing fits any more, or the store cannot be read.
pub fn next_round(
    last: &Setup,
    bank: &Bank,
    rubrics: &Rubrics,
    store: &Store,
) -> Result<Option<Setup>, AppError> {
    let Some((planned, round)) = last.staging.round.as_ref().and_then(Round::next) else { return Ok(None) };
    let history =
        if round.seeded { History::of_loop(store, &round.first)? } else { History::read(store, bank)? };
    let seed = mix(round.seed, u64::from(round.number));
    let wish = Wish {
        role: last.role.clone(),
        company: last.staging.company.clone(),
        persona: last.staging.persona.clone(),
        papers: last.staging.papers.clone(),
        seniority: last.seniority,
        kind: None,
        topics: round.topics.clone(),
        question: None,
        minutes: None,
        usual_minutes: planned.minutes,
        seed: None,
    };
    let question = question_of(&wish, bank, &history, (planned, seed))?;
    let session = fresh_session_id(wall_ms());
    let slot = Slot { session, minutes: planned.minutes, seed, round: Some(round) };
    wish.with(question, rubrics, slot).map(Some)
}

/// A question of the planned kind, on the topics that were asked for where the kind has any.
fn question_of(
    wish: &Wish,
    bank: &Bank,
    history: &History,
    (planned, seed): (Planned, u64),
) -> Result<Question, AppError> {
    let prefers = wish.preferred();
    let wanted = Wanted { kind: Some(planned.kind), ..wish.wanted(history, &prefers, planned.minutes) };
    let on_any = Wanted { topics: &[], ..wanted.clone() };
    let found = choose(bank, &wanted, seed).or_else(|| choose(bank, &on_any, seed));
    whole(bank, &found.ok_or_else(|| nothing_fits(wish))?.id)
}
