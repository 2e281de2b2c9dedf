//! What the judge is asked about.

use crate::{
    bank::About,
    interview::State,
    language::{Spoken, acts::grader_sentences},
    prompt::{Excerpt, KeyPoint, Point},
    rubric::{ClaimState, Detect, Dimension, Finding, Indicator, Verdict},
    transcript::{Phase, Speaker, Turn},
};

/// The indicators of a dimension that are for the judge, with the points that a good answer makes.
pub(super) fn of_dimension(state: &State, dimension: &Dimension, builtin: &[Finding]) -> Vec<Point> {
    dimension
        .indicators
        .iter()
        .filter(|indicator| is_for_the_judge(indicator, builtin))
        .map(|indicator| Point {
            id: indicator.id.to_string(),
            question: indicator.question.clone(),
            key_points: key_points(state, indicator),
        })
        .collect()
}

/// What is counted, run, or shown by absence needs no second reader, and what does not apply needs none at all.
fn is_for_the_judge(indicator: &Indicator, builtin: &[Finding]) -> bool {
    match indicator.detect {
        Detect::JudgeOnly | Detect::JudgedAbsence => true,
        Detect::HintsAtMost { .. } | Detect::CodePasses { .. } | Detect::NoMisconception => false,
        _ => builtin.iter().any(|f| f.id == indicator.id && f.verdict != Verdict::NotApplicable),
    }
}

/// A judge with a reference agrees with people far better than one without.
fn key_points(state: &State, indicator: &Indicator) -> Vec<KeyPoint> {
    let question = state.question();
    match indicator.detect {
        Detect::Expectations { .. } => {
            let points = state.points().filter(|point| point.indicator == indicator.id);
            points.map(|point| KeyPoint { says: point.says.clone() }).collect()
        }
        // Any value will do, so the right one would only mislead.
        Detect::Claims { state: ClaimState::Stated, .. } => Vec::new(),
        Detect::Claims { about, .. } => value(state, about),
        Detect::TradeOffs { .. } => {
            let says = |option: &crate::bank::TradeOff| format!("{}: {}", option.option, option.wins_when);
            question.trade_offs.iter().map(|option| KeyPoint { says: says(option) }).collect()
        }
        Detect::EdgeCases { .. } => {
            question.edge_cases.iter().map(|case| KeyPoint { says: format!("{}.", case.says) }).collect()
        }
        _ => Vec::new(),
    }
}

/// What is right, and why: for the way that the candidate took, or else in general.
fn value(state: &State, about: About) -> Vec<KeyPoint> {
    let question = state.question();
    let taken =
        state.approach.as_ref().and_then(|(id, _)| question.approaches.iter().find(|way| way.id == *id));
    let cost = taken.and_then(|way| match about {
        About::Time => way.time.as_ref(),
        About::Space => way.space.as_ref(),
        About::Count | About::YesNo => None,
    });
    match cost {
        Some(cost) => vec![KeyPoint { says: format!("{}: {}", cost.value, cost.because) }],
        None => {
            let claims = question.claims.iter().filter(|claim| claim.about == about);
            claims.map(|claim| KeyPoint { says: claim.because.clone() }).collect()
        }
    }
}

/// The talk as the judge reads it: without the good-bye, and without what was said to the grader.
pub(super) fn transcript(state: &State) -> Vec<Excerpt> {
    let counts = |turn: &&Turn| turn.phase != Phase::Closing;
    state.turns.iter().filter(counts).map(excerpt).collect()
}

/// A turn as the judge reads it.
pub(super) fn excerpt(turn: &Turn) -> Excerpt {
    let text = match turn.speaker {
        Speaker::Candidate => without_orders(turn),
        Speaker::Interviewer => turn.text.clone(),
    };
    Excerpt { turn: turn.turn, speaker: turn.speaker, text }
}

fn without_orders(turn: &Turn) -> String {
    let words = turn.words_in_place();
    let spoken = Spoken::new(&words);
    let mut text = turn.text.clone();
    for number in grader_sentences(&spoken).into_iter().rev() {
        if let Some(sentence) = spoken.sentences.get(number) {
            text.replace_range(sentence.start..sentence.end, "[…]");
        }
    }
    text
}
