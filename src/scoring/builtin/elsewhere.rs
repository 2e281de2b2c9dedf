//! Whether a talk is about something else than the question. Then only the question's own points count: reasons, order
//! and examples can be heard in any good talk.

use std::collections::BTreeSet;

use crate::{
    bank::Heard,
    interview::State,
    language::{Spoken, is_content},
    rubric::Detect,
    transcript::TurnId,
};

/// Answers to a question share more of their words with its sheet: of the bank's own samples 95 in a hundred do.
const SHARED_WORDS: f64 = 0.55;
/// In a hundred words of an answer more of the sheet is recognised than this.
const HEARD_A_HUNDRED: f64 = 1.5;
/// By chance some of the points are made in any talk, though seldom so many.
const POINTS_MADE: f64 = 0.34;

/// A talk that shares so few words with the sheet makes its points by chance: of the bank's samples only three weak ones
/// share fewer, and those are recognised well.
const FEW_SHARED: f64 = 0.42;
const HEARD_OF_FEW: f64 = 2.0;

/// Whether a talk shares few words with the question's sheet, says little that the sheet knows of, and makes few points.
#[expect(clippy::cast_precision_loss, reason = "counts of words and points")]
pub(super) fn is_elsewhere(state: &State, talk: &[(TurnId, Spoken<'_>)]) -> bool {
    let question = state.question();
    let tokens = || talk.iter().flat_map(|(_, spoken)| &spoken.tokens);
    let shared =
        question.knows_of(tokens().filter(|token| is_content(token)).map(|token| token.stem.as_str()));
    if shared >= SHARED_WORDS {
        return false;
    }
    let recognised: usize = state.heard.values().map(count).sum();
    let points: BTreeSet<_> = state
        .heard
        .values()
        .flat_map(|heard| heard.points.iter().filter(|point| point.certain).map(|point| &point.id))
        .collect();
    let heard = recognised as f64 * 100.0 / tokens().count().max(1) as f64;
    let made = points.len() as f64 / question.expectations.len().max(1) as f64;
    heard < HEARD_A_HUNDRED && made < POINTS_MADE || heard < HEARD_OF_FEW && shared < FEW_SHARED
}

fn count(heard: &Heard) -> usize {
    heard.points.iter().filter(|point| point.certain).count()
        + heard.approaches.len()
        + heard.claims.len()
        + heard.misconceptions.len()
        + heard.edge_cases.len()
        + heard.trade_offs.len()
}

/// Whether something is heard in how one talks, whatever one talks of.
pub(super) fn is_in_any_talk(detect: &Detect) -> bool {
    matches!(
        detect,
        Detect::Says { .. }
            | Detect::Asks { .. }
            | Detect::AsksBroadly { .. }
            | Detect::Traces
            | Detect::Numbers
            | Detect::OwnAction
            | Detect::HintsAtMost { .. }
            | Detect::NoMisconception
    )
}
