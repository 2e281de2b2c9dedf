//! What is worth asking for: open points whose window has closed, the most valuable first.

use crate::{
    bank::{About, Expectation},
    rubric::Dimension,
    transcript::{Kind, Phase},
};

use super::{
    moves::{Move, Target},
    state::State,
};

/// A target with what it is worth.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) target: Target,
    pub(super) phase: Phase,
    pub(super) must: bool,
    pub(super) value: f64,
}

impl Candidate {
    /// The move that asks for it.
    pub(super) fn probe(&self) -> Move {
        Move::Probe { target: self.target.clone() }
    }
}

/// The phase in which a target is usually shown.
pub(super) fn phase_of(state: &State, target: &Target) -> Option<Phase> {
    match target {
        Target::Point { id } => {
            let point = state.points().find(|point| point.id == *id)?;
            Some(point_phase(state, point))
        }
        Target::Cost { .. } | Target::Alternative => Some(Phase::Depth),
        Target::Tests | Target::Code => Some(Phase::Verification),
        Target::Reason { .. }
        | Target::Plan
        | Target::CodeTrace
        | Target::Line { .. }
        | Target::How { .. } => None,
    }
}

impl State {
    /// Whether a point is expected of this candidate: what was asked for is; else a point must suit the seniority and a
    /// way that the candidate named.
    #[must_use]
    pub fn expects(&self, point: &Expectation) -> bool {
        let another_way = |way| !self.approaches.is_empty() && !self.approaches.contains(way);
        self.ledger.get(&point.id).probes > 0
            || point.seniority <= self.setup.seniority && !point.approach.as_ref().is_some_and(another_way)
    }

    /// Whether a question about a target goes back to a phase well before the present one.
    #[must_use]
    pub fn goes_back(&self, target: &Target) -> bool {
        let place = |phase: Phase| Phase::ALL.iter().position(|p| *p == phase);
        let behind = phase_of(self, target).and_then(place).zip(place(self.phase));
        behind.is_some_and(|(then, now)| then + 1 < now)
    }
}

fn dimension_of<'s>(state: &'s State, point: &Expectation) -> Option<&'s Dimension> {
    state.setup.rubric.indicators().find(|(_, i)| i.id == point.indicator).map(|(dimension, _)| dimension)
}

/// What the company style asks about first is worth more to ask, not to answer.
fn emphasis(state: &State, target: &Target) -> f64 {
    const FIRST: f64 = 2.0;
    let Some(company) = &state.setup.staging.company else { return 0.0 };
    let dimension = match target {
        Target::Point { id } => {
            let point = state.points().find(|point| point.id == *id);
            point.and_then(|point| dimension_of(state, point)).map(|dimension| dimension.id.as_str())
        }
        Target::Cost { .. } => Some("complexity-analysis"),
        Target::Tests => Some("testing"),
        Target::Alternative => Some("trade-off-discussion"),
        _ => None,
    };
    let is_first = dimension.is_some_and(|id| company.first.iter().any(|first| *first == *id));
    if is_first { FIRST } else { 0.0 }
}

fn point_phase(state: &State, point: &Expectation) -> Phase {
    let own = state.question().expectations.iter().any(|e| e.id == point.id);
    if !own {
        return Phase::Extension;
    }
    let phase = dimension_of(state, point).map_or(Phase::Approach, |dimension| dimension.phase);
    phase.max(super::pacing::first_phase(state.question().kind)).min(Phase::Verification)
}

/// Everything that is open and may be asked for at all, the most valuable first.
pub(super) fn open(state: &State) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = state.points().filter_map(|point| open_point(state, point)).collect();
    all.extend(generic(state));
    for candidate in &mut all {
        candidate.value += emphasis(state, &candidate.target);
    }
    all.sort_by(|a, b| b.value.total_cmp(&a.value));
    all
}

fn open_point(state: &State, point: &Expectation) -> Option<Candidate> {
    let entry = state.ledger.get(&point.id);
    // Who has written it down is not pressed to say it too.
    let is_in_code = state.code_at.is_some() && point_phase(state, point) <= Phase::Approach;
    let most = if point.must && !is_in_code || entry.is_unsure() { 2 } else { 1 };
    let other_way = |approach: &_| state.approach.as_ref().is_some_and(|(current, _)| current != approach);
    let asked_in_extension = state.phase == Phase::Extension
        && point_phase(state, point) == Phase::Extension
        && extension_probes(state) >= 2;
    if !entry.is_open()
        || entry.probes >= most
        || point.seniority > state.setup.seniority
        || point.approach.as_ref().is_some_and(other_way)
        || asked_in_extension
    {
        return None;
    }
    let weight = dimension_of(state, point).map_or(10, |dimension| dimension.weight_percent);
    let value = f64::from(weight) / 10.0
        + if point.must { 4.0 } else { 0.0 }
        + if entry.is_unsure() { 1.5 } else { 0.0 }
        + if point.seniority < state.setup.seniority { 1.0 } else { 0.0 }
        - f64::from(entry.probes) * 3.0;
    let target = Target::Point { id: point.id.clone() };
    Some(Candidate { target, phase: point_phase(state, point), must: point.must, value })
}

/// How many points of the follow-up that was put last have been asked for.
fn extension_probes(state: &State) -> usize {
    let Some(last) = state.follow_ups.last() else { return 0 };
    let follow_up = state.question().follow_ups.iter().find(|f| f.id == *last);
    follow_up.map_or(0, |f| f.expectations.iter().filter(|e| state.ledger.get(&e.id).probes > 0).count())
}

/// What the rubric wants of every question of a kind, where no point of the question stands for it.
fn generic(state: &State) -> Vec<Candidate> {
    let mut all = Vec::new();
    let question = state.question();
    let mut add = |target: Target, phase, value| {
        if !state.probed.contains_key(&target) {
            all.push(Candidate { target, phase, must: false, value });
        }
    };
    for about in [About::Time, About::Space] {
        let stands = question.claims.iter().any(|claim| claim.about == about);
        let is_point = question
            .claims
            .iter()
            .any(|c| c.about == about && question.expectations.iter().any(|e| e.id == c.id));
        if question.kind == Kind::Coding && stands && !is_point && state.values(about).next().is_none() {
            add(Target::Cost { about }, Phase::Depth, 4.0);
        }
    }
    if question.kind == Kind::Coding && !question.edge_cases.is_empty() && state.edge_cases.is_empty() {
        add(Target::Tests, Phase::Verification, 3.0);
    }
    // Who has said next to nothing has nothing to set another way against.
    let made = state.ledger.iter().filter(|(_, entry)| entry.made.is_some()).count();
    let has_something = state.approach.is_some() || made >= 2;
    let weighs_nothing = state.trade_offs.is_empty() && state.approaches.len() < 2;
    if !question.trade_offs.is_empty() && weighs_nothing && has_something {
        add(Target::Alternative, Phase::Depth, 2.5);
    }
    all
}

/// Whether the time in which the candidate might raise a thing unasked has passed: its phase has, or the answer was
/// called complete. What is indispensable is asked for within its phase, once something was said.
pub(super) fn window_is_closed(state: &State, candidate: &Candidate) -> bool {
    let passed = state.phase > candidate.phase || state.said_done.is_some();
    let indispensable = state.phase == candidate.phase && candidate.must && state.has_had_the_floor();
    let last_phase = candidate.phase >= Phase::Verification && state.phase == candidate.phase;
    passed || indispensable || (last_phase && state.has_had_the_floor())
}
