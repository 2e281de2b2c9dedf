//! Ticking indicators by oneself: after an interview where one is furthest from the judge, or all of them later.

use std::collections::BTreeMap;

use crate::{
    error::AppError,
    report::Debrief,
    rubric::{Dimension, Finding, Indicator, Judge, Scorecard, SelfRating, Verdict},
    scoring,
    store::Store,
    transcript::{IndicatorId, SessionId},
};

use super::{
    finish::keep,
    marking::delivery,
    records::{judged, state},
};

/// What can be said of an indicator: what is typed, what it means, and the verdict.
pub const TICKS: [(&str, &str, Verdict); 4] = [
    ("y", "yes", Verdict::Met),
    ("p", "partly", Verdict::Partial),
    ("n", "no", Verdict::Unmet),
    ("-", "does not apply", Verdict::NotApplicable),
];

/// The verdict that was typed, if it is one.
#[must_use]
pub fn verdict_of(typed: &str) -> Option<Verdict> {
    let typed = typed.trim().to_lowercase();
    TICKS.iter().find(|(key, meaning, _)| typed == *key || typed == *meaning).map(|(.., verdict)| *verdict)
}

/// Asks for one indicator; none ends it.
pub type Ask<'a> = dyn FnMut(&Dimension, &Indicator) -> Result<Option<Verdict>, AppError> + 'a;

/// Has indicators ticked until somebody has had enough.
///
/// # Errors
/// Where nobody can be asked.
pub fn ticked<'r>(
    wanted: impl Iterator<Item = (&'r Dimension, &'r Indicator)>,
    ask: &mut Ask<'_>,
) -> Result<BTreeMap<IndicatorId, Verdict>, AppError> {
    let mut ticks = BTreeMap::new();
    for (dimension, indicator) in wanted {
        let Some(verdict) = ask(dimension, indicator)? else { break };
        ticks.insert(indicator.id.clone(), verdict);
    }
    Ok(ticks)
}

/// The candidate ticks all indicators of a session; the scorecard that this makes is kept, and shown beside the judge's.
///
/// # Errors
/// Where the session cannot be read or stored.
pub fn score_by_oneself(store: &Store, session: &SessionId, ask: &mut Ask<'_>) -> Result<Debrief, AppError> {
    let state = state(store, session)?;
    let ticks = ticked(state.setup.rubric.indicators(), ask)?;
    let findings: Vec<Finding> = ticks.iter().map(|(id, verdict)| finding(id, *verdict)).collect();
    let judge = Judge { kind: "self".to_owned(), model: None, samples: 1 };
    let own = scoring::scorecard(&state, &findings, judge, delivery(&state)?);
    keep(store, session, &own, None)?;
    let rating = rating(&own, ticks);
    Ok(Debrief::new(&state, &own, None).beside(&rating, &judged(store, session, &state)?))
}

fn finding(id: &IndicatorId, verdict: Verdict) -> Finding {
    let absent = Finding::absent(id, Verdict::NotApplicable, "ticked by the candidate");
    Finding { verdict, ..absent }
}

/// What the ticks come to, as a rating. Nothing was predicted.
fn rating(own: &Scorecard, ticks: BTreeMap<IndicatorId, Verdict>) -> SelfRating {
    let levels = own.dimensions.iter().filter_map(|dimension| Some((dimension.id.clone(), dimension.level?)));
    SelfRating { levels: levels.collect(), predicted: None, ticks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_is_its_key_or_its_meaning_and_nothing_else() {
        assert_eq!(verdict_of(" Y "), Some(Verdict::Met));
        assert_eq!(verdict_of("partly"), Some(Verdict::Partial));
        assert_eq!(verdict_of("-"), Some(Verdict::NotApplicable));
        assert_eq!((verdict_of("yep"), verdict_of("")), (None, None));
    }
}
