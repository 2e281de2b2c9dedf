//! A provisional reading of one turn while the candidate thinks and types: it tells the director what may be worth
//! asking for, and makes no score.

use crate::{
    bank::{Expectation, PointHeard},
    interview::State,
    language::Spoken,
    llm::{ChatModel, ChatRequest},
    prompt::{JudgePrompt, TemplateSet, excerpts},
    rubric::Verdict,
    scoring::coverage::likeness,
    transcript::{Speaker, Turn, TurnId},
};

use super::{
    calls::TOKENS_A_FINDING,
    points::excerpt,
    reply::{point_schema, read_point},
    votes::evidence,
};

/// So many points are asked about after a turn; more would not be answered before the candidate is.
const MOST_POINTS: usize = 6;
/// Fewer words make no point that would have been missed.
const FEWEST_WORDS: usize = 8;
/// A turn and the question before it are cut to so many tokens.
const LONGEST_TOKENS: usize = 1500;
/// A reader that hears so many per cent of what it is asked about hears everything.
const YES_SAYER_PERCENT: usize = 60;
/// From so many on.
const YES_SAYER_FEWEST: usize = 3;

/// What a model said of one point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// The turn that was read.
    pub turn: TurnId,
    /// Where the point was made, in the candidate's own words; none where it was not.
    pub point: Option<PointHeard>,
}

/// Asks a model about the open points that the last answer may have made in words that were not known, the likeliest
/// first. Each reading is handed over as it comes; dropping the future ends it.
pub async fn assess(
    state: &State,
    model: &dyn ChatModel,
    templates: &TemplateSet,
    hands_over: &(dyn Fn(Assessed) + Sync),
) {
    let Some(turn) = state.last_answer().filter(|turn| is_worth_reading(turn)) else { return };
    let asked = state.turns.iter().rfind(|t| t.speaker == Speaker::Interviewer && t.turn < turn.turn);
    let read = excerpts(asked.into_iter().chain([turn]).map(excerpt).collect(), LONGEST_TOKENS);
    let prompt = JudgePrompt { templates, turns: read.last().map_or(&[], Vec::as_slice) };
    for point in unheard(state, turn) {
        let Ok(messages) = prompt.assess(&point.says) else { return };
        let request =
            ChatRequest::new(messages, TOKENS_A_FINDING).with_temperature(0.0).with_format(point_schema());
        // Nobody waits for it: where it does not answer, nothing is known.
        let Ok(reply) = model.complete(request).await else { return };
        let Ok(answer) = read_point(&reply.text) else { continue };
        let met = answer.verdict() == Some(Verdict::Met);
        let found = evidence(state, &answer.quote).filter(|found| met && found.turn == turn.turn);
        let heard = |span| PointHeard { id: point.id.clone(), span, certain: false };
        hands_over(Assessed { turn: turn.turn, point: found.map(|found| heard(found.start..found.end)) });
    }
}

/// The points that a model heard, unless it hears them everywhere, or all in the same words.
#[must_use]
pub fn believed(all: &[Assessed]) -> Vec<PointHeard> {
    let heard: Vec<&PointHeard> = all.iter().filter_map(|assessed| assessed.point.as_ref()).collect();
    if all.len() >= YES_SAYER_FEWEST && heard.len() * 100 >= all.len() * YES_SAYER_PERCENT {
        return Vec::new();
    }
    let touches = |one: &PointHeard, other: &PointHeard| {
        one.id != other.id && one.span.start < other.span.end && other.span.start < one.span.end
    };
    let own = |point: &&&PointHeard| !heard.iter().any(|other| touches(point, other));
    heard.iter().filter(own).map(|point| (*point).clone()).collect()
}

fn is_worth_reading(turn: &Turn) -> bool {
    turn.words().map(|(_, words)| words.split_whitespace().count()).sum::<usize>() >= FEWEST_WORDS
}

/// The open points, those first whose words the answer's are most like.
fn unheard<'s>(state: &'s State, turn: &Turn) -> Vec<&'s Expectation> {
    let words = turn.words_in_place();
    let spoken = Spoken::new(&words);
    let likeness = likeness(&state.question().ask, &spoken);
    let is_open = |point: &&Expectation| {
        let entry = state.ledger.get(&point.id);
        entry.is_open() && entry.assessed.is_none() && point.seniority <= state.setup.seniority
    };
    let mut all: Vec<(f64, &Expectation)> =
        state.points().filter(is_open).map(|point| (likeness(&point.says), point)).collect();
    all.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    all.into_iter().take(MOST_POINTS).map(|(_, point)| point).collect()
}

#[cfg(test)]
mod tests;
