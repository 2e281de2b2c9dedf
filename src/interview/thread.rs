//! The candidate's own thread: what they got wrong, named in passing, stated bare or wrote down.

use crate::{
    bank::{ClaimHeard, Truth},
    transcript::{ExpectationId, PartKind, Phase},
};

use super::{
    belief::{belief, same_belief, value},
    code::telling_line,
    moves::{Challenged, Move, Rung, Target},
    policy::{mix, most_needed},
    state::{Last, State},
};

/// A question that a wrong belief must stand up to; one right claim in four gets one too, so that it tells nothing.
pub(super) fn challenge(state: &State, last: &Last) -> Option<Move> {
    let heard = &last.heard;
    let beliefs = heard.misconceptions.iter().map(belief);
    let wrong =
        heard.claims.iter().filter(|c| c.truth == Truth::Wrong && !is_mended(heard.claims.as_slice(), c));
    let dead_end = heard.approaches.iter().filter(|a| a.certain).filter_map(|heard| {
        let approach = state.question().approaches.iter().find(|a| a.id == heard.id)?;
        let dead = !approach.viable && approach.nudge.is_some() && state.approaches.len() == 1;
        dead.then(|| Challenged::DeadEnd { approach: heard.id.clone() })
    });
    let wrong = beliefs.chain(dead_end).chain(wrong.map(value)).find_map(|what| {
        let same = same_belief(state.heard.values(), &what);
        let step =
            same.iter().filter_map(|belief| state.challenged.get(belief)).max().copied().unwrap_or(0) + 1;
        let most = if matches!(what, Challenged::DeadEnd { .. }) { 1 } else { 2 };
        (step <= most).then_some(Move::Challenge { what, step })
    });
    wrong.or_else(|| {
        let right = heard.claims.iter().find(|c| c.truth == Truth::Right && c.justified)?;
        let habits = state.setup.staging.habits();
        let one_in = u64::from(habits.doubts_one_in).max(1);
        let chosen = mix(state.setup.seed, u64::from(last.turn.0)).is_multiple_of(one_in);
        let what = value(right);
        let is_new = !state.challenged.contains_key(&what);
        let has_room = state.challenged.len() < usize::try_from(habits.doubts_at_most).unwrap_or(usize::MAX);
        (chosen && is_new && has_room).then_some(Move::Challenge { what, step: 1 })
    })
}

fn is_mended(claims: &[ClaimHeard], wrong: &ClaimHeard) -> bool {
    claims.iter().any(|c| c.id == wrong.id && c.truth == Truth::Right && c.span.start >= wrong.span.start)
}

/// Who has stood by a dead end until a quarter was gone is turned away from it, once: it blocks all that is to come.
pub(super) fn steer(state: &State) -> Option<Vec<Move>> {
    let is_dead = |what: &Challenged| matches!(what, Challenged::DeadEnd { .. });
    let is_blocked = state.challenged.keys().any(is_dead)
        && !state.approaches.iter().any(|id| state.is_viable(id))
        && state.phase < Phase::Extension;
    if state.steered || !is_blocked || !state.pace().is_a_quarter_gone(state.at_ms, state.asks) {
        return None;
    }
    let point: ExpectationId = most_needed(state)?;
    let rung = if state.ledger.get(&point).rung.is_some() { Rung::Prompt } else { Rung::Hint };
    Some(vec![Move::Steer, Move::Hint { point, rung }])
}

/// A plan before code, what code does and why, how an approach works, why a value holds.
pub(super) fn thread(state: &State, last: &Last) -> Option<Move> {
    const CODE_ONLY_WORDS: usize = 8;
    let new = |target: Target| (!state.probed.contains_key(&target)).then_some(Move::Probe { target });
    if state.pace().is_ending(state.at_ms) {
        return None;
    }
    if last.has_code && state.approach.is_none() && !state.probed.contains_key(&Target::Plan) {
        return new(Target::Plan);
    }
    if last.has_code && last.heard.words < CODE_ONLY_WORDS {
        return new(Target::CodeTrace);
    }
    if let Some(Move::Probe { target: Target::Plan | Target::CodeTrace }) = state.asked {
        return telling_line(&state.code()?).and_then(|code| new(Target::Line { code }));
    }
    if let Some(how) = how(state, last) {
        return new(how);
    }
    bare_value(state, last).and_then(new)
}

/// An approach that was named in passing is walked through first.
fn how(state: &State, last: &Last) -> Option<Target> {
    const NAMED_IN_PASSING_WORDS: usize = 30;
    const POINTS_ENOUGH: usize = 2;
    let approach = last.heard.approaches.iter().rfind(|a| a.certain)?;
    let is_new = state.approach.as_ref().is_some_and(|(id, turn)| *id == approach.id && *turn == last.turn);
    let explained = last.heard.points.iter().filter(|point| point.certain).count() >= POINTS_ENOUGH;
    let short = last.heard.words < NAMED_IN_PASSING_WORDS && state.phase <= Phase::Approach;
    let is_bare = short && !explained && state.code_at.is_none();
    (is_new && is_bare).then(|| Target::How { approach: approach.id.clone() })
}

/// A growth of the candidate's own way, right and without a reason.
fn bare_value(state: &State, last: &Last) -> Option<Target> {
    const REASONS_ASKED: usize = 2;
    let of_the_whole =
        |c: &&ClaimHeard| state.question().claims.iter().any(|own| own.id == c.id && own.cues.is_empty());
    let bare =
        last.heard.claims.iter().filter(of_the_whole).find(|c| c.truth != Truth::Wrong && !c.justified)?;
    let own = bare.approach.as_ref().is_none_or(|of| state.approach.as_ref().is_none_or(|(id, _)| id == of));
    let asked_for_reasons = state.probed.keys().filter(|t| matches!(t, Target::Reason { .. })).count();
    let is_growth = bare.value.starts_with("O(") && bare.truth == Truth::Right;
    let is_asked = own && is_growth && asked_for_reasons < REASONS_ASKED;
    is_asked.then(|| Target::Reason { value: bare.value.clone(), about: bare.about })
}

impl State {
    /// The code that the candidate handed in last.
    fn code(&self) -> Option<String> {
        let code = |turn: &crate::transcript::Turn| {
            let part = turn.parts.iter().rfind(|part| part.kind == PartKind::Code)?;
            turn.text.get(part.span.clone()).map(str::to_owned)
        };
        self.turns.iter().rev().find_map(code)
    }
}
