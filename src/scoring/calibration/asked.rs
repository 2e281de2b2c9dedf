//! What the interviewer of a transcript did, as moves: a transcript names them, and only the words say about what.
//!
//! A probe about which nothing is known is taken for a "go on", which costs the candidate nothing.

use std::collections::BTreeSet;

use crate::{
    bank::About,
    interview::{Challenged, Move, Nudge, Rung, State, Target, Wish},
    language::{Cues, Spoken, is_content},
    transcript::{MisconceptionId, Phase},
};

use super::{Spoke, words::WORDS_OF_CALIBRATION};

/// From here on two sentences are taken to ask for the same.
const ALIKE: f64 = 0.5;
/// A fact of the sheet's is given when so many per cent of its words are said.
const GIVEN_PERCENT: usize = 60;

/// The stems of the words that carry a text's content.
pub(super) fn stems(text: &str) -> BTreeSet<String> {
    Spoken::new(text).tokens.into_iter().filter(is_content).map(|token| token.stem).collect()
}

/// How much two texts share of their words, from 0 to 1 (Dice).
#[expect(clippy::cast_precision_loss, reason = "counts of words")]
pub(super) fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let all = one.len() + other.len();
    if all == 0 { 0.0 } else { 2.0 * one.intersection(other).count() as f64 / all as f64 }
}

/// The moves of an utterance.
pub(super) fn moves(state: &State, spoke: Spoke, text: &str) -> Vec<Move> {
    let utterance = Utterance { state, text, stems: stems(text) };
    match spoke {
        Spoke::Open => vec![Move::Open],
        Spoke::Clarify => vec![utterance.clarify()],
        Spoke::Probe => utterance.probes(),
        Spoke::Pump => vec![Move::Pump { point: None }],
        Spoke::Challenge => vec![utterance.challenge()],
        Spoke::Hint => vec![utterance.hint()],
        Spoke::Transition => utterance.transition(),
        Spoke::Extend => vec![utterance.extend()],
        Spoke::Acknowledge => vec![Move::Acknowledge],
        Spoke::Deflect => vec![Move::Deflect { wish: Wish::Verdict }],
        Spoke::Nudge => vec![Move::Nudge { why: Nudge::TakeYourTime }],
    }
}

struct Utterance<'a> {
    state: &'a State,
    text: &'a str,
    stems: BTreeSet<String>,
}

impl Utterance<'_> {
    fn likeness(&self, other: &str) -> f64 {
        likeness(&self.stems, &stems(other))
    }

    /// The likest of some texts, with what it stands for.
    fn nearest<'t, T>(&self, texts: impl Iterator<Item = (T, &'t str)>) -> Option<(f64, T)> {
        let scored = texts.map(|(of, text)| (self.likeness(text), of));
        scored.max_by(|a, b| a.0.total_cmp(&b.0))
    }

    fn clarify(&self) -> Move {
        let said = |answer: &str| {
            let own = stems(answer);
            !own.is_empty() && own.intersection(&self.stems).count() * 100 >= own.len() * GIVEN_PERCENT
        };
        let given = self.state.question().clarifications.iter().filter(|fact| said(&fact.answer));
        let answers: Vec<_> = given.map(|fact| fact.id.clone()).collect();
        Move::Clarify { uncovered: answers.is_empty(), answers }
    }

    fn probes(&self) -> Vec<Move> {
        let spoken = Spoken::new(self.text);
        let asks = |cues: &Cues| cues.best(&spoken).is_some();
        let words = &WORDS_OF_CALIBRATION.asks;
        let mut targets = BTreeSet::new();
        targets.extend(self.value(About::Time).filter(|_| asks(&words.time)));
        targets.extend(self.value(About::Space).filter(|_| asks(&words.space)));
        targets.extend(asks(&words.tests).then_some(Target::Tests));
        targets.extend(asks(&words.alternative).then_some(Target::Alternative));
        targets.extend(asks(&words.code).then_some(Target::Code));
        let points = self.state.points().map(|point| (&point.id, point.probe.as_str()));
        let nearest = self.nearest(points).filter(|(likeness, _)| *likeness >= ALIKE);
        targets.extend(nearest.map(|(_, id)| Target::Point { id: id.clone() }));
        if targets.is_empty() {
            return vec![Move::Pump { point: None }];
        }
        targets.into_iter().map(|target| Move::Probe { target }).collect()
    }

    /// The target by which a value is asked for, where the question has one to state.
    fn value(&self, about: About) -> Option<Target> {
        let question = self.state.question();
        let claim = question.claims.iter().find(|claim| claim.about == about)?;
        let is_point = question.expectations.iter().any(|point| point.id == claim.id);
        Some(if is_point { Target::Point { id: claim.id.clone() } } else { Target::Cost { about } })
    }

    /// What is challenged is a wrong belief that was heard, or else one whose question this is.
    fn challenge(&self) -> Move {
        let question = self.state.question();
        let last = self.state.last.as_ref();
        let heard = |id: &MisconceptionId| {
            last.is_some_and(|last| last.heard.misconceptions.iter().any(|known| known.id == *id))
        };
        let beliefs = || question.misconceptions.iter().map(|belief| (&belief.id, belief.expose.as_str()));
        let held = self.nearest(beliefs().filter(|(id, _)| heard(id)));
        let other = || self.nearest(beliefs()).filter(|(likeness, _)| *likeness >= ALIKE);
        match held.or_else(other) {
            Some((_, id)) => Move::Challenge { what: Challenged::Misconception { id: id.clone() }, step: 1 },
            None => Move::Pump { point: None },
        }
    }

    /// A hint is for something always: the point whose ladder it is likest to.
    fn hint(&self) -> Move {
        let rungs = self.state.points().flat_map(|point| {
            [
                ((&point.id, Rung::Hint), point.hint.as_str()),
                ((&point.id, Rung::Prompt), point.prompt.as_str()),
            ]
        });
        match self.nearest(rungs) {
            Some((_, (point, rung))) => Move::Hint { point: point.clone(), rung },
            None => Move::OfferHint,
        }
    }

    /// Code is asked for, or the next phase begins.
    fn transition(&self) -> Vec<Move> {
        let spoken = Spoken::new(self.text);
        if WORDS_OF_CALIBRATION.asks.code.best(&spoken).is_some() {
            return vec![Move::Probe { target: Target::Code }];
        }
        let next = Phase::ALL.iter().find(|phase| **phase > self.state.phase);
        let to = next.copied().unwrap_or(Phase::Verification).min(Phase::Verification);
        vec![Move::Transition { to }]
    }

    fn extend(&self) -> Move {
        let put = |id| self.state.follow_ups.contains(id);
        let left = self.state.question().follow_ups.iter().filter(|next| !put(&next.id));
        match self.nearest(left.map(|next| (&next.id, next.ask.as_str()))) {
            Some((_, follow_up)) => Move::Extend { follow_up: follow_up.clone() },
            None => Move::Pump { point: None },
        }
    }
}
