//! The director's policy: from the state to the next moves. It decides, and changes nothing.
//!
//! In order: answer what was asked; time; bring back what went astray; expose a wrong belief, never correct it;
//! follow the candidate's own thread; ask for the most valuable open point whose window has closed; the next
//! floor; good-bye. After AutoTutor's expectation- and misconception-tailored dialogue (Graesser et al., 2004).

use crate::{
    bank::{ClaimHeard, Truth},
    language::{acts::Act, asking::Form},
    transcript::{ExpectationId, Kind, Phase},
};

use super::{
    belief::{belief, same_belief, value},
    moves::{Astray, Challenged, Ending, Move, Nudge, Rung, Target, Wish},
    pacing::next_phase,
    state::{Last, State, Trigger},
    targets::{Candidate, open, window_is_closed},
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
    let mut moves = replies(state, last);
    let is_only_asking = !moves.is_empty() && (last.gains == 0 || state.phase == Phase::Clarifying);
    if is_only_asking && !is_stalling(state) {
        return moves;
    }
    if moves.is_empty() && last.gains > 0 {
        moves.push(Move::Acknowledge);
    }
    // Whatever turns a wish back asks something; an utterance asks one thing.
    moves.retain(|step| !step.asks());
    match request(state, last).or_else(|| argued(state, last)).or_else(|| astray(state, last)) {
        Some(asked) => asked,
        None => {
            let next =
                challenge(state, last).or_else(|| thread(state, last)).unwrap_or_else(|| onward(state));
            if matches!(next, Move::Close { .. }) {
                moves.retain(|step| *step != Move::Acknowledge);
            }
            moves.push(next);
            moves
        }
    }
}

/// Whether a candidate who only asks has asked enough for the time.
fn is_stalling(state: &State) -> bool {
    state.pace().is_overdue(state.question().kind, state.phase, state.at_ms)
}

/// Answers to what the candidate asked, wherever in the turn.
fn replies(state: &State, last: &Last) -> Vec<Move> {
    let heard = &last.heard;
    let mut answers: Vec<_> = Vec::new();
    for asked in heard.asked.iter().filter(|asked| asked.form == Form::Question) {
        answers.extend(asked.id.iter().filter(|id| !answers.contains(*id)).cloned().collect::<Vec<_>>());
    }
    let meant = |act| heard.did(act);
    let is_wish =
        [Act::Validate, Act::Opinion, Act::AskAnswer, Act::AskHint, Act::Repeat, Act::Skip, Act::ThinkTime]
            .into_iter()
            .any(meant);
    let uncovered = !is_wish
        && heard.asked.iter().any(|a| a.id.is_none() && a.form == Form::Question && a.last)
        && !(state.phase > Phase::Clarifying && heard.has_content() && answers.is_empty() && last.gains > 0);
    if !answers.is_empty() || uncovered {
        return vec![Move::Clarify { answers, uncovered }];
    }
    if meant(Act::Opinion) {
        return vec![Move::Deflect { wish: Wish::Opinion }];
    }
    if meant(Act::Validate) && last.gains == 0 {
        return vec![Move::Deflect { wish: Wish::Verdict }];
    }
    Vec::new()
}

/// A wish for a hint or the answer, and not knowing.
fn request(state: &State, last: &Last) -> Option<Vec<Move>> {
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
    if did(Act::Skip) && last.gains == 0 {
        return Some(release(state));
    }
    if last.gains == 0 && (did(Act::Stuck) || did(Act::DontKnow) && !has_a_way(state)) {
        return Some(hint(state));
    }
    (last.gains == 0 && did(Act::DontKnow)).then(|| release(state))
}

fn is_hint_offered(state: &State) -> bool {
    matches!(state.spoken.last(), Some(Move::OfferHint | Move::Nudge { why: Nudge::HintOffered }))
}

/// Contradiction without anything new: one sharper counterexample against what is wrong, and then both views stand.
fn argued(state: &State, last: &Last) -> Option<Vec<Move>> {
    let Some(Move::Challenge { what, step: 1 }) = &state.asked else { return None };
    let is_bare = last.heard.did(Act::Argue) && last.gains == 0 && !last.heard.has_content();
    (is_bare && !is_right(state, what)).then(|| vec![Move::Challenge { what: what.clone(), step: 2 }])
}

/// Whether a value that was challenged is right; the challenge told nothing of that.
fn is_right(state: &State, what: &Challenged) -> bool {
    let Challenged::Value { value, about } = what else { return false };
    state.values(*about).any(|(_, claim)| claim.value == *value && claim.truth == Truth::Right)
}

/// Without an approach there is nothing to move on to.
fn has_a_way(state: &State) -> bool {
    state.approach.is_some() || state.question().approaches.is_empty()
}

fn release(state: &State) -> Vec<Move> {
    let point = state.focus();
    let mut without = state.clone();
    if let Some(point) = &point {
        without.apply(&super::event::Stamped { at_ms: state.at_ms, event: super::event::Event::Skipped });
        debug_assert!(!without.ledger.get(point).is_open());
    }
    vec![Move::Release { point }, onward(&without)]
}

/// The next rung for the point under discussion, or for the most valuable open one.
fn hint(state: &State) -> Vec<Move> {
    let Some(point) = state.focus().or_else(|| most_needed(state)) else { return vec![onward(state)] };
    match state.ledger.get(&point).rung {
        None => vec![Move::Hint { point, rung: Rung::Hint }],
        Some(Rung::Hint) => vec![Move::Hint { point, rung: Rung::Prompt }],
        Some(Rung::Prompt) => release(state),
    }
}

/// The open point that a stuck candidate needs first: of the earliest phase, the most valuable.
fn most_needed(state: &State) -> Option<ExpectationId> {
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

/// A question that a wrong belief must stand up to; one right claim in four gets one too, so that it tells nothing.
fn challenge(state: &State, last: &Last) -> Option<Move> {
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
        let chosen = mix(state.setup.seed, u64::from(last.turn.0)).is_multiple_of(4);
        let what = value(right);
        (chosen && state.challenged.is_empty()).then_some(Move::Challenge { what, step: 1 })
    })
}

fn is_mended(claims: &[ClaimHeard], wrong: &ClaimHeard) -> bool {
    claims.iter().any(|c| c.id == wrong.id && c.truth == Truth::Right && c.span.start >= wrong.span.start)
}

/// The candidate's own thread: a plan before code, what code does, how it works, why a value holds.
fn thread(state: &State, last: &Last) -> Option<Move> {
    let new = |target: Target| (!state.probed.contains_key(&target)).then_some(Move::Probe { target });
    if state.pace().is_ending(state.at_ms) {
        return None;
    }
    if last.has_code && state.approach.is_none() && !state.probed.contains_key(&Target::Plan) {
        return new(Target::Plan);
    }
    if last.has_code && last.heard.words < 8 {
        return new(Target::CodeTrace);
    }
    if let Some(how) = how(state, last) {
        return new(how);
    }
    let of_the_whole =
        |c: &&ClaimHeard| state.question().claims.iter().any(|own| own.id == c.id && own.cues.is_empty());
    let bare =
        last.heard.claims.iter().filter(of_the_whole).find(|c| c.truth != Truth::Wrong && !c.justified)?;
    let asked_for_reasons = state.probed.keys().filter(|t| matches!(t, Target::Reason { .. })).count();
    let is_growth = bare.value.starts_with("O(") && bare.truth == Truth::Right;
    if !is_growth || asked_for_reasons >= 2 {
        return None;
    }
    new(Target::Reason { value: bare.value.clone(), about: bare.about })
}

/// An approach that was named in passing is walked through first.
fn how(state: &State, last: &Last) -> Option<Target> {
    const NAMED_IN_PASSING_WORDS: usize = 30;
    let approach = last.heard.approaches.iter().rfind(|a| a.certain)?;
    let is_new = state.approach.as_ref().is_some_and(|(id, turn)| *id == approach.id && *turn == last.turn);
    let short = last.heard.words < NAMED_IN_PASSING_WORDS && state.phase <= Phase::Approach;
    (is_new && short).then(|| Target::How { approach: approach.id.clone() })
}

/// What comes next of the interviewer's own accord.
fn onward(state: &State) -> Move {
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
    let invited = state.turns.iter().any(|turn| turn.move_name.as_deref() == Some("transition"));
    let once = state.pace().is_short() && invited;
    let to = to.max(next_phase(state.question().kind, state.phase));
    (!once && state.said_done.is_none()).then_some(Move::Transition { to })
}

/// The next follow-up that suits, in the order of the file.
fn next_floor(state: &State) -> Option<Move> {
    if state.follow_ups.len() >= state.pace().follow_ups() || state.asks + 1 >= state.pace().asks() {
        return None;
    }
    let follow_up = state
        .question()
        .follow_ups
        .iter()
        .find(|f| f.seniority <= state.setup.seniority && !state.follow_ups.contains(&f.id))?;
    Some(Move::Extend { follow_up: follow_up.id.clone() })
}

/// A number from a seed and a place, spread evenly (`SplitMix64`, Steele et al., 2014).
#[must_use]
pub fn mix(seed: u64, place: u64) -> u64 {
    let mut z = seed.wrapping_add(place.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
