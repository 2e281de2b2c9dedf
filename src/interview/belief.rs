//! Beliefs that can be challenged, and which of them are one and the same.

use std::ops::Range;

use crate::bank::{ClaimHeard, Heard, MisconceptionHeard, Truth};

use super::moves::Challenged;

/// A wrong belief, as something to challenge.
pub(super) fn belief(heard: &MisconceptionHeard) -> Challenged {
    Challenged::Misconception { id: heard.id.clone() }
}

/// A stated value, likewise.
pub(super) fn value(claim: &ClaimHeard) -> Challenged {
    Challenged::Value { value: claim.value.clone(), about: claim.about }
}

/// What was ever said by the same words, itself included: "the dict needs constant space" is a wrong belief and a
/// wrong value, and is challenged as one of them.
pub(super) fn same_belief<'h>(
    heard: impl IntoIterator<Item = &'h Heard>,
    what: &Challenged,
) -> Vec<Challenged> {
    let others = heard.into_iter().flat_map(|heard| beside(heard, what));
    std::iter::once(what.clone()).chain(others).collect()
}

/// What else is said in a turn by the words that say this.
fn beside(heard: &Heard, what: &Challenged) -> Vec<Challenged> {
    let wrong = heard.claims.iter().filter(|claim| claim.truth == Truth::Wrong);
    let values = wrong.map(|claim| (value(claim), &claim.span));
    let said: Vec<_> = heard.misconceptions.iter().map(|m| (belief(m), &m.span)).chain(values).collect();
    let own: Vec<&Range<usize>> =
        said.iter().filter(|(this, _)| this == what).map(|(_, span)| *span).collect();
    let overlaps = |span: &Range<usize>| own.iter().any(|o| o.start < span.end && span.start < o.end);
    let others = said.iter().filter(|(this, span)| this != what && overlaps(span));
    others.map(|(this, _)| this.clone()).collect()
}
