//! The built-in scorer: detectors over what was heard. No model, deterministic, instant.

mod asked;
mod facts;
mod points;
mod said;

use std::ops::Range;

use crate::{
    interview::{Place, State, Target},
    rubric::{ClaimState, Credit, Detect, Finding, Indicator, Milestone, Verdict},
    transcript::{Evidence, TurnId},
};

use super::scored_turns;

/// Looks for every indicator of the session's rubric.
#[must_use]
pub fn findings(state: &State) -> Vec<Finding> {
    let session = Session { state };
    state.setup.rubric.indicators().map(|(_, indicator)| session.look_for(indicator)).collect()
}

/// A session as the detectors see it.
struct Session<'s> {
    state: &'s State,
}

/// Words that show something.
#[derive(Debug, Clone)]
struct Sign {
    turn: TurnId,
    span: Range<usize>,
}

impl Session<'_> {
    fn look_for(&self, indicator: &Indicator) -> Finding {
        match &indicator.detect {
            Detect::Asks { categories } => self.asks(indicator, categories),
            Detect::AsksBroadly { categories } => self.asks_broadly(indicator, *categories),
            Detect::Says { cues, anti_cues } => self.says(indicator, cues, anti_cues),
            Detect::Claims { about, state } => self.claims(indicator, *about, *state),
            Detect::Expectations { at_least_percent } => self.expectations(indicator, *at_least_percent),
            Detect::Approaches { at_least } => self.approaches(indicator, *at_least),
            Detect::TradeOffs { at_least } => self.trade_offs(indicator, *at_least),
            Detect::EdgeCases { at_least } => self.edge_cases(indicator, *at_least),
            Detect::Traces => self.counted(indicator, &said::traces(self.state), None),
            Detect::Numbers => self.counted(indicator, &said::numbers(self.state), None),
            Detect::OwnAction => self.counted(indicator, &said::own_actions(self.state), None),
            Detect::HintsAtMost { hints } => self.hints_at_most(indicator, *hints),
            Detect::NoMisconception => self.no_misconception(indicator),
            Detect::CodePasses { .. } => {
                Finding::absent(&indicator.id, Verdict::NotApplicable, "no code was run")
            }
            Detect::JudgeOnly => {
                Finding::absent(&indicator.id, Verdict::NotApplicable, "only a model's judgement could tell")
            }
        }
    }

    /// Whether a turn lies before the event that an indicator must come before.
    fn is_in_time(&self, indicator: &Indicator, turn: TurnId) -> bool {
        let until = match indicator.needs.before {
            None => None,
            Some(Milestone::Approach) => self.state.approach.as_ref().map(|(_, turn)| *turn),
            Some(Milestone::Code) => self.state.code_at,
            Some(Milestone::Done) => self.state.said_done,
        };
        until.is_none_or(|until| turn <= until)
    }

    fn evidence(&self, sign: &Sign) -> Option<Evidence> {
        let turn = scored_turns(self.state).find(|turn| turn.turn == sign.turn)?;
        Evidence::at(turn, sign.span.start, sign.span.end)
    }

    /// A finding by counting signs: as many as needed is met, some are partial.
    /// `asked` is the target whose asking takes the initiative away.
    fn counted(&self, indicator: &Indicator, signs: &[Sign], asked: Option<&Target>) -> Finding {
        let needed = usize::try_from(indicator.needs.count).unwrap_or(usize::MAX).max(1);
        self.weigh(indicator, signs, needed, asked)
    }

    fn weigh(&self, indicator: &Indicator, signs: &[Sign], needed: usize, asked: Option<&Target>) -> Finding {
        let asked_at = asked.and_then(|target| self.state.probed_at.get(target)).copied();
        let prompted = |sign: &Sign| asked_at.is_some_and(|at| sign.turn > at);
        let mut in_time: Vec<&Sign> = signs.iter().filter(|sign| self.is_in_time(indicator, sign.turn)).collect();
        let late = !signs.is_empty() && in_time.is_empty();
        if indicator.needs.unprompted {
            let all = in_time.len();
            in_time.retain(|sign| !prompted(sign));
            if in_time.is_empty() && all > 0 {
                return Finding::absent(&indicator.id, Verdict::Unmet, "said only when asked");
            }
        }
        let evidence: Vec<Evidence> = in_time.iter().take(needed.max(3)).filter_map(|s| self.evidence(s)).collect();
        if evidence.is_empty() {
            let reason = if late { "too late to count" } else { "not heard" };
            return Finding::absent(&indicator.id, Verdict::Unmet, reason);
        }
        let enough = evidence.len() >= needed;
        let credit = if in_time.iter().any(|s| !prompted(s)) { Credit::Unprompted } else { Credit::Probed };
        Finding {
            id: indicator.id.clone(),
            verdict: if enough { Verdict::Met } else { Verdict::Partial },
            credit: Some(credit),
            reason: if enough { String::new() } else { format!("{} of {needed}", evidence.len()) },
            evidence,
            readings: Vec::new(),
        }
    }

    fn hints_at_most(&self, indicator: &Indicator, hints: u32) -> Finding {
        let taken = self.state.hints;
        if !self.has_content() {
            return Finding::absent(&indicator.id, Verdict::NotApplicable, "nothing was solved");
        }
        let met = taken <= hints;
        let reason = match taken {
            0 => "no hint was taken".to_owned(),
            1 => "one hint was taken".to_owned(),
            n => format!("{n} hints were taken"),
        };
        Finding {
            id: indicator.id.clone(),
            verdict: if met { Verdict::Met } else { Verdict::Unmet },
            credit: met.then_some(Credit::Unprompted),
            evidence: Vec::new(),
            reason,
            readings: Vec::new(),
        }
    }

    fn has_content(&self) -> bool {
        self.state.ledger.iter().any(|(_, entry)| entry.made.is_some())
    }
}

impl From<&Place> for Sign {
    fn from(place: &Place) -> Self {
        Self { turn: place.turn, span: place.start..place.end }
    }
}

/// What a claim state asks for, for reasons.
fn wanted(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Stated => "no value was stated",
        ClaimState::Right => "no right value was stated",
        ClaimState::Justified => "no reason was heard with it",
        ClaimState::CasesToldApart => "average, amortised and worst case were not told apart",
    }
}

#[cfg(test)]
mod tests;
