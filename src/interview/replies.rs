//! What the candidate asks of the interviewer, and what they say about its questions instead of answering them.

use crate::{
    bank::{Asked, Truth},
    language::{
        Spoken,
        acts::{Act, acts},
        asking::{Form, addresses_interviewer, is_put_to_somebody},
    },
    transcript::Phase,
};

use super::{
    moves::{Astray, Challenged, Move, Nudge, Wish},
    policy::{has_a_way, hint, onward, release},
    state::{Last, State},
};

/// Answers to what the candidate asked, wherever in the turn.
pub(super) fn replies(state: &State, last: &Last) -> Vec<Move> {
    let heard = &last.heard;
    let mut answers: Vec<_> = Vec::new();
    let asks = |asked: &&Asked| asked.form == Form::Question && !is_matter_of_opinion(state, asked);
    for asked in heard.asked.iter().filter(asks) {
        answers.extend(asked.id.iter().filter(|id| !answers.contains(*id)).cloned().collect::<Vec<_>>());
    }
    let meant = |act| heard.did(act);
    let is_wish =
        [Act::Validate, Act::Opinion, Act::AskAnswer, Act::AskHint, Act::Repeat, Act::Skip, Act::ThinkTime]
            .into_iter()
            .any(meant);
    let open = heard.asked.iter().find(|asked| is_left_open(state, asked));
    let in_passing =
        state.phase > Phase::Clarifying && heard.has_content() && answers.is_empty() && last.gains > 0;
    let uncovered = open.filter(|_| !is_wish && !in_passing);
    if answers.is_empty() && !heard.on_topic && uncovered.is_some_and(|asked| is_personal(state, asked)) {
        let often = state.redirects.get(&Astray::Personal).is_some_and(|times| *times >= 2);
        return if often { Vec::new() } else { vec![Move::Redirect { from: Astray::Personal }] };
    }
    if !answers.is_empty() || uncovered.is_some() {
        return vec![Move::Clarify { answers, uncovered: uncovered.is_some() }];
    }
    if meant(Act::Opinion) {
        return vec![Move::Deflect { wish: Wish::Opinion }];
    }
    if meant(Act::Validate) && last.gains == 0 {
        return vec![Move::Deflect { wish: Wish::Verdict }];
    }
    Vec::new()
}

/// A question that was put to the interviewer last and that the facts do not cover.
fn is_left_open(state: &State, asked: &Asked) -> bool {
    asked.id.is_none() && asked.form == Form::Question && asked.last && !is_guess(state, asked)
}

/// "Something with memory?" after a question is a guess at its answer.
fn is_guess(state: &State, asked: &Asked) -> bool {
    let is_after_a_question = state.asked.as_ref().is_some_and(|standing| *standing != Move::Open);
    let is_open = asked.id.is_none() && asked.form == Form::Question;
    is_open && is_after_a_question && !is_put_to_somebody(words_of(state, asked))
}

/// "Should I sort it?" asks for no fact, whatever words of the facts it has in it.
fn is_matter_of_opinion(state: &State, asked: &Asked) -> bool {
    acts(&Spoken::new(words_of(state, asked))).iter().any(|heard| heard.act == Act::Opinion)
}

fn is_personal(state: &State, asked: &Asked) -> bool {
    addresses_interviewer(words_of(state, asked))
}

fn words_of<'s>(state: &'s State, asked: &Asked) -> &'s str {
    state.last_answer().and_then(|turn| turn.text.get(asked.span.clone())).unwrap_or_default()
}

/// A wish for a hint or the answer, and not knowing.
pub(super) fn request(state: &State, last: &Last) -> Option<Vec<Move>> {
    let did = |act| last.heard.did(act);
    if did(Act::AskHint) || last.gains == 0 && did(Act::Accept) && is_hint_offered(state) {
        return Some(hint(state));
    }
    if did(Act::AskAnswer) {
        return Some(match state.answer_asks {
            1 => vec![Move::OfferHint],
            2 => hint(state),
            _ => release(state),
        });
    }
    if last.gains > 0 {
        return None;
    }
    if did(Act::Skip) || did(Act::Said) && !last.heard.has_content() {
        return Some(release(state));
    }
    if last.heard.asked.iter().any(|asked| is_guess(state, asked)) {
        return None;
    }
    if did(Act::Stuck) || did(Act::DontKnow) && (!has_a_way(state) || is_stuck(state)) {
        return Some(hint(state));
    }
    did(Act::DontKnow).then(|| release(state))
}

/// Whether somebody knows nothing for the second time in a row: the next question alone would not help them either.
fn is_stuck(state: &State) -> bool {
    let is_hinted = |point| state.ledger.get(&point).rung.is_some();
    state.passed >= 2 && state.focus().is_some_and(|point| !is_hinted(point))
}

fn is_hint_offered(state: &State) -> bool {
    matches!(state.spoken.last(), Some(Move::OfferHint | Move::Nudge { why: Nudge::HintOffered }))
}

/// Contradiction without anything new: what is right is conceded; against what is wrong one sharper counterexample,
/// and then both views stand. What was contradicted is flagged, to be checked.
pub(super) fn argued(state: &State, last: &Last) -> Option<Vec<Move>> {
    let Some(Move::Challenge { what, step }) = &state.asked else { return None };
    let is_bare = last.heard.did(Act::Argue) && last.gains == 0 && !last.heard.has_content();
    if !is_bare || state.flagged.contains(what) {
        return None;
    }
    let what = what.clone();
    Some(match step {
        _ if is_right(state, &what) => vec![Move::Concede { what }, onward(state)],
        1 if !matches!(what, Challenged::DeadEnd { .. }) => vec![Move::Challenge { what, step: 2 }],
        _ => vec![Move::Park { what }, onward(state)],
    })
}

/// Whether a value that was challenged is right; the challenge told nothing of that.
fn is_right(state: &State, what: &Challenged) -> bool {
    let Challenged::Value { value, about } = what else { return false };
    state.values(*about).any(|(_, claim)| claim.value == *value && claim.truth == Truth::Right)
}
