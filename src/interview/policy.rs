//! The director's policy: from the state to the next moves. It decides, and changes nothing.
//!
//! In order: answer what was asked; time; bring back what went astray; expose a wrong belief, never correct it;
//! follow the candidate's own thread; ask for the most valuable open point whose window has closed; the next
//! floor; good-bye. After AutoTutor's expectation- and misconception-tailored dialogue (Graesser et al., 2004).

use crate::{
    bank::{FollowUp, Often},
    language::acts::Act,
    transcript::{ExpectationId, Kind, Phase},
};

use super::{
    moves::{Astray, Ending, Move, Nudge, Rung, Target},
    pacing::next_phase,
    replies::{argued, replies, request},
    state::{Last, State, Trigger},
    targets::{Candidate, open, window_is_closed},
    thread::{challenge, steer, thread},
};

/// The moves of the next utterance.
pub(super) fn decide(state: &State, trigger: Trigger) -> Vec<Move> {
    match trigger {
        Trigger::Start => vec![Move::Open],
        Trigger::Repeat => vec![Move::Repeat],
        Trigger::Hint => hint(state),
        Trigger::Skip => vec![Move::Release { point: None }, onward(state)],
        Trigger::Silence(why) => vec![Move::Nudge { why }],
        Trigger::TimeUp => vec![Move::Close { why: Ending::TimeUp }],
        Trigger::Again => again(state),
        Trigger::Answer => with_time(state, answer(state)),
    }
}

/// Once, when little is left of the time, that is said before the next question.
fn with_time(state: &State, mut moves: Vec<Move>) -> Vec<Move> {
    let due = state.pace().is_nearly_over(state.at_ms) && !state.nudges.contains(&Nudge::LastMinutes);
    if due && moves.last().is_some_and(Move::asks) {
        moves.insert(moves.len() - 1, Move::Nudge { why: Nudge::LastMinutes });
    }
    moves
}

fn again(state: &State) -> Vec<Move> {
    state.again.iter().map(|point| Move::Again { point: point.clone() }).collect()
}

fn answer(state: &State) -> Vec<Move> {
    let Some(last) = &state.last else { return vec![onward(state)] };
    if state.pace().is_over(state.at_ms) {
        return vec![Move::Close { why: Ending::TimeUp }];
    }
    if last.heard.did(Act::Repeat) && last.gains == 0 {
        return vec![Move::Repeat];
    }
    if last.heard.did(Act::ThinkTime) && last.gains == 0 {
        return vec![Move::Nudge { why: Nudge::TakeYourTime }];
    }
    if is_to_stop(last) {
        return vec![Move::Close { why: Ending::Done }];
    }
    let mut moves = replies(state, last);
    let is_only_asking = !moves.is_empty() && (last.gains == 0 || state.phase == Phase::Clarifying);
    if is_only_asking && !is_stalling(state) {
        return moves;
    }
    // Whatever turns a wish back asks something; an utterance asks one thing.
    moves.retain(|step| !step.asks());
    if let Some(asked) = request(state, last)
        .or_else(|| argued(state, last))
        .or_else(|| astray(state, last))
        .or_else(|| is_done_again(state, last).then(|| vec![Move::Close { why: Ending::Done }]))
    {
        return asked;
    }
    if let Some(challenge) = challenge(state, last) {
        moves.push(challenge);
    } else if let Some(steered) = steer(state) {
        moves.extend(steered);
    } else {
        moves.push(thread(state, last).unwrap_or_else(|| onward(state)));
    }
    if moves.len() == 1 && last.gains > 0 && is_acknowledged(state, &moves[0]) {
        moves.insert(0, Move::Acknowledge);
    }
    moves
}

/// "Can we stop?", and nothing but that: "can we stop at the first one" is about the question.
fn is_to_stop(last: &Last) -> bool {
    const FEW_WORDS: usize = 4;
    last.heard.did(Act::Stop) && last.heard.words <= FEW_WORDS && last.gains == 0
}

/// Who says a second time that there is nothing to add is taken at their word.
fn is_done_again(state: &State, last: &Last) -> bool {
    let before = state.said_done.is_some_and(|turn| turn < last.turn);
    before && last.heard.did(Act::Done) && last.gains == 0
}

/// Whether a sign of having heard goes before a move. People give one now and then, never with every turn, and none
/// before words that are one themselves.
fn is_acknowledged(state: &State, next: &Move) -> bool {
    let in_between = match state.setup.staging.habits().acknowledges {
        Often::Never => return false,
        Often::Often => 0,
        Often::NowAndThen => 1 + mix(state.setup.seed, state.turns.len() as u64) % 3,
    };
    let is_due = state.since_acknowledged.is_none_or(|utterances| u64::from(utterances) >= in_between);
    let is_own_sign = match next {
        Move::Probe { target: Target::Point { id } } => {
            let entry = state.ledger.get(id);
            entry.probes > 0 || entry.is_unsure()
        }
        Move::Challenge { step, .. } => *step > 1,
        Move::Transition { .. } | Move::Pump { .. } | Move::Close { .. } => true,
        _ => false,
    };
    is_due && !is_own_sign
}

/// Whether a candidate who only asks has asked enough for the time.
fn is_stalling(state: &State) -> bool {
    state.pace().is_overdue(state.question().kind, state.phase, state.at_ms)
}

/// Without an approach there is nothing to move on to.
pub(super) fn has_a_way(state: &State) -> bool {
    state.approach.is_some() || state.question().approaches.is_empty()
}

pub(super) fn release(state: &State) -> Vec<Move> {
    let point = state.focus();
    let mut without = state.clone();
    if let Some(point) = &point {
        without.apply(&super::event::Stamped { at_ms: state.at_ms, event: super::event::Event::Skipped });
        debug_assert!(!without.ledger.get(point).is_open());
    }
    vec![Move::Release { point }, onward(&without)]
}

/// The next rung for the point under discussion, or for the most valuable open one.
pub(super) fn hint(state: &State) -> Vec<Move> {
    let Some(point) = state.focus().or_else(|| most_needed(state)) else { return vec![onward(state)] };
    match state.ledger.get(&point).rung {
        None => vec![Move::Hint { point, rung: Rung::Hint }],
        Some(Rung::Hint) => vec![Move::Hint { point, rung: Rung::Prompt }],
        Some(Rung::Prompt) => release(state),
    }
}

/// The open point that a stuck candidate needs first: of the earliest phase, the most valuable.
pub(super) fn most_needed(state: &State) -> Option<ExpectationId> {
    let all = open(state);
    let first = all.iter().map(|c| c.phase.max(state.phase)).min()?;
    all.into_iter().filter(|c| c.phase <= first).find_map(|candidate| match candidate.target {
        Target::Point { id } => Some(id),
        _ => None,
    })
}

fn astray(state: &State, last: &Last) -> Option<Vec<Move>> {
    const OFF_TOPIC_WORDS: usize = 15;
    const RAMBLING_WORDS: usize = 80;
    let heard = &last.heard;
    let from = if heard.did(Act::Grader) {
        Astray::Orders
    } else if last.gains > 0 || last.has_code {
        return None;
    } else if state.idle_turns >= 2 && !has_a_way(state) && state.phase <= Phase::Approach {
        Astray::Restating
    } else if heard.words >= RAMBLING_WORDS {
        Astray::Rambling
    } else if heard.words >= OFF_TOPIC_WORDS && !heard.has_content() && !heard.on_topic {
        Astray::OffTopic
    } else {
        return None;
    };
    let again = state.redirects.get(&from).is_some_and(|times| *times >= 2);
    (!again).then(|| vec![Move::Redirect { from }])
}

/// What comes next of the interviewer's own accord.
pub(super) fn onward(state: &State) -> Move {
    let left = open(state);
    if let Some(hurried) = hurried(state, &left) {
        return hurried;
    }
    let due = left.iter().find(|c| window_is_closed(state, c) && !is_crowded_out(state, c));
    if let Some(candidate) = due {
        return candidate.probe();
    }
    if let Some(invitation) = invitation(state, &left) {
        return invitation;
    }
    let own = left.iter().find(|c| c.phase < Phase::Extension).map(Candidate::probe);
    let why = if state.said_done.is_some() { Ending::Done } else { Ending::Complete };
    own.or_else(|| next_floor(state)).or_else(|| as_code(state)).unwrap_or(Move::Close { why })
}

/// Who has talked it through writes it down at the end, where there is time for it.
fn as_code(state: &State) -> Option<Move> {
    let is_due = state.question().kind == Kind::Coding
        && state.code_at.is_none()
        && state.said_done.is_none()
        && !state.pace().is_short()
        && !state.probed.contains_key(&Target::Code);
    is_due.then_some(Move::Probe { target: Target::Code })
}

/// Where the time, or the questions that fit into it, suffice for no more than what is indispensable and was never
/// asked for: that, and then the good-bye.
fn hurried(state: &State, left: &[Candidate]) -> Option<Move> {
    let pace = state.pace();
    let never_asked =
        |c: &&Candidate| c.must && c.phase < Phase::Extension && !state.probed.contains_key(&c.target);
    let must: Vec<&Candidate> = left.iter().filter(never_asked).collect();
    let room = pace.asks().saturating_sub(state.asks);
    let is_hurried =
        pace.is_ending(state.at_ms) || usize::try_from(room).is_ok_and(|room| room <= must.len());
    is_hurried.then(|| must.first().map_or(Move::Close { why: Ending::Complete }, |c| c.probe()))
}

/// A lesser point of a phase that has had its time gives way to what the later phases hold.
fn is_crowded_out(state: &State, candidate: &Candidate) -> bool {
    !candidate.must && state.pace().is_overdue(state.question().kind, candidate.phase, state.at_ms)
}

/// Nothing said yet where something is expected: "go on"; a new phase: an invitation that names nothing.
fn invitation(state: &State, left: &[Candidate]) -> Option<Move> {
    let here = left.iter().any(|c| c.phase == state.phase);
    if here && state.said_done.is_none() && !state.has_had_the_floor() {
        return Some(Move::Pump { point: None });
    }
    let to = left.iter().map(|c| c.phase).filter(|p| *p > state.phase && *p < Phase::Extension).min()?;
    if is_lost(state, to) {
        return None;
    }
    let invited = state.turns.iter().any(|turn| turn.move_name.as_deref() == Some("transition"));
    let once = state.pace().is_short() && invited;
    let to = to.max(next_phase(state.question().kind, state.phase));
    (!once && state.said_done.is_none()).then_some(Move::Transition { to })
}

/// An open invitation is no help to somebody who has just passed, or who made nothing of the last one.
fn is_lost(state: &State, to: Phase) -> bool {
    let gave_nothing = state.last.as_ref().is_some_and(|last| last.gains == 0);
    let invited = matches!(state.spoken.last(), Some(Move::Transition { .. }));
    let is_a_story = state.question().kind == Kind::Behavioral;
    // A way is asked for of whoever has none; a story goes on after few words too.
    let is_in_vain = is_a_story || to > Phase::Approach;
    gave_nothing && is_in_vain && (state.passes() || invited && !is_a_story)
}

/// The next follow-up that suits, in the order of the file but for what the company or the papers like; for somebody who has time left over, one more that is
/// asked of the next seniority.
fn next_floor(state: &State) -> Option<Move> {
    if state.asks + 1 >= state.pace().asks() {
        return None;
    }
    let open = || state.question().follow_ups.iter().filter(|f| !state.follow_ups.contains(&f.id));
    let likes = |f: &&FollowUp| state.setup.staging.likes(f);
    let suiting = || open().filter(|f| f.seniority <= state.setup.seniority);
    let suits = suiting().find(likes).or_else(|| suiting().next());
    let suits = suits.filter(|_| state.follow_ups.len() < state.pace().follow_ups());
    let harder = || open().min_by_key(|f| f.seniority).filter(|_| is_far_ahead(state));
    let follow_up = suits.or_else(harder)?;
    Some(Move::Extend { follow_up: follow_up.id.clone() })
}

/// Whether somebody is through with everything indispensable, without a hint, before half was gone.
fn is_far_ahead(state: &State) -> bool {
    let must =
        || state.question().expectations.iter().filter(|e| e.must && e.seniority <= state.setup.seniority);
    let has_made = |point: &crate::bank::Expectation| state.ledger.get(&point.id).made.is_some();
    state.pace().is_early(state.at_ms, state.asks)
        && state.hints == 0
        && state.said_done.is_none()
        && state.follow_ups.len() == state.pace().follow_ups()
        && must().count() > 0
        && must().all(has_made)
}

/// A number from a seed and a place, spread evenly (`SplitMix64`, Steele et al., 2014).
#[must_use]
pub fn mix(seed: u64, place: u64) -> u64 {
    let mut z = seed.wrapping_add(place.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
