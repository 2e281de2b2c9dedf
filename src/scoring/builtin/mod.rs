//! The built-in scorer: detectors over what was heard. No model, deterministic, instant.

mod asked;
mod elsewhere;
mod facts;
mod occasion;
mod points;
mod said;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    interview::{Entry, Place, State, Target},
    language::{Spoken, is_content, speech_like},
    rubric::{ClaimState, Credit, Detect, Finding, Indicator, Verdict},
    transcript::{Evidence, ExpectationId, TurnId},
};

use super::{is_in_time, scored_turns};

/// Looks for every indicator of the session's rubric.
#[must_use]
pub fn findings(state: &State) -> Vec<Finding> {
    let texts: Vec<(TurnId, String)> =
        scored_turns(state).map(|turn| (turn.turn, turn.words_in_place())).collect();
    let talk: Vec<(TurnId, Spoken<'_>)> =
        texts.iter().map(|(turn, text)| (*turn, Spoken::fluent(text))).collect();
    let session = Session::new(state, &talk);
    let found = |indicator| session.unless_no_occasion(indicator, session.look_for(indicator));
    state.setup.rubric.indicators().map(|(_, indicator)| found(indicator)).collect()
}

/// A session as the detectors see it.
struct Session<'s> {
    state: &'s State,
    /// The candidate's turns that count, each taken apart once.
    talk: &'s [(TurnId, Spoken<'s>)],
    /// What is no evidence, by turn; turns that are not here are not scored at all.
    barred: BTreeMap<TurnId, Vec<Range<usize>>>,
    /// The content stems that were said.
    said: BTreeSet<&'s str>,
    /// The share of the question's points that were made.
    made: f64,
    /// Whether it is all about something else than the question.
    elsewhere: bool,
}

/// Words that show something.
#[derive(Debug, Clone)]
struct Sign {
    turn: TurnId,
    span: Range<usize>,
}

impl<'s> Session<'s> {
    fn new(state: &'s State, talk: &'s [(TurnId, Spoken<'s>)]) -> Self {
        let content =
            talk.iter().flat_map(|(_, spoken)| spoken.tokens.iter().filter(|token| is_content(token)));
        let mut session = Self {
            state,
            talk,
            made: 0.0,
            barred: talk.iter().map(|(turn, spoken)| (*turn, speech_like::barred(spoken))).collect(),
            said: content.map(|token| token.stem.as_str()).collect(),
            elsewhere: elsewhere::is_elsewhere(state, talk),
        };
        session.made = session.share_made();
        session
    }
}

impl Session<'_> {
    fn look_for(&self, indicator: &Indicator) -> Finding {
        if self.elsewhere && elsewhere::is_in_any_talk(&indicator.detect) {
            return Finding::absent(&indicator.id, Verdict::Unmet, "it was about something else");
        }
        match &indicator.detect {
            Detect::Asks { categories } => self.asks(indicator, categories),
            Detect::AsksBroadly { categories } => self.asks_broadly(indicator, *categories),
            Detect::Says { cues, faint, anti_cues } => self.says(indicator, [cues, faint], anti_cues),
            Detect::Claims { about, state } => self.claims(indicator, *about, *state),
            Detect::Expectations { at_least_percent } => self.expectations(indicator, *at_least_percent),
            Detect::Approaches { at_least } => self.approaches(indicator, *at_least),
            Detect::TradeOffs { at_least } => self.trade_offs(indicator, *at_least),
            Detect::EdgeCases { at_least } => self.edge_cases(indicator, *at_least),
            Detect::Traces => self.counted(indicator, &said::traces(self.talk), None),
            Detect::Numbers => self.counted(indicator, &said::numbers(self.talk), None),
            Detect::OwnAction => self.counted(indicator, &said::own_actions(self.talk), None),
            Detect::HintsAtMost { hints } => self.hints_at_most(indicator, *hints),
            Detect::NoMisconception => self.no_misconception(indicator),
            Detect::CodePasses { .. } => {
                Finding::absent(&indicator.id, Verdict::NotApplicable, "no code was run")
            }
            Detect::JudgeOnly | Detect::JudgedAbsence => {
                Finding::absent(&indicator.id, Verdict::NotApplicable, "only a model's judgement could tell")
            }
        }
    }

    /// Whether words may be evidence at all.
    fn is_read(&self, sign: &Sign) -> bool {
        self.barred.get(&sign.turn).is_some_and(|bars| !speech_like::overlaps(bars, &sign.span))
    }

    fn evidence(&self, sign: &Sign) -> Option<Evidence> {
        let turn = scored_turns(self.state).find(|turn| turn.turn == sign.turn)?;
        Evidence::at(turn, sign.span.start, sign.span.end)
    }

    /// How a point stands, going by words that may be evidence.
    fn entry(&self, id: &ExpectationId) -> Entry {
        let mut entry = self.state.ledger.get(id);
        entry.made = entry.made.filter(|made| self.is_read(&Sign::from(&made.place)));
        entry.unsure = entry.unsure.filter(|place| self.is_read(&Sign::from(place)));
        entry
    }

    /// A finding by counting signs: as many as needed is met, some are partial.
    /// `asked` is the target whose asking takes the initiative away.
    fn counted(&self, indicator: &Indicator, signs: &[Sign], asked: Option<&Target>) -> Finding {
        let needed = usize::try_from(indicator.needs.count).unwrap_or(usize::MAX).max(1);
        self.weigh(indicator, signs, needed, asked)
    }

    fn weigh(&self, indicator: &Indicator, signs: &[Sign], needed: usize, asked: Option<&Target>) -> Finding {
        let read: Vec<&Sign> = signs.iter().filter(|sign| self.is_read(sign)).collect();
        let mut in_time: Vec<&Sign> =
            read.iter().copied().filter(|sign| is_in_time(self.state, indicator, sign.turn)).collect();
        let late = !read.is_empty() && in_time.is_empty();
        if indicator.needs.unprompted {
            let all = in_time.len();
            in_time.retain(|sign| self.credit(sign, asked) == Credit::Unprompted);
            if in_time.is_empty() && all > 0 {
                return Finding::absent(&indicator.id, Verdict::Unmet, "said only when asked");
            }
        }
        let Some(credit) = in_time.iter().map(|sign| self.credit(sign, asked)).min() else {
            let reason = if late { "too late to count" } else { "not heard" };
            return Finding::absent(&indicator.id, Verdict::Unmet, reason);
        };
        let enough = in_time.len() >= needed;
        let mut evidence: Vec<Evidence> =
            in_time.iter().take(needed.max(3)).filter_map(|s| self.evidence(s)).collect();
        evidence.dedup();
        Finding {
            id: indicator.id.clone(),
            verdict: if enough { Verdict::Met } else { Verdict::Partial },
            credit: Some(credit),
            reason: if enough { String::new() } else { format!("{} of {needed}", in_time.len()) },
            evidence,
            fullness: None,
            readings: Vec::new(),
        }
    }

    /// What it took to say something: nothing, the question for it, or the ladder of the point that it makes.
    fn credit(&self, sign: &Sign, asked: Option<&Target>) -> Credit {
        let Some(target) = asked else { return Credit::Unprompted };
        let probed = self.state.probed_at.get(target).is_some_and(|at| sign.turn > *at);
        let told = match target {
            Target::Point { id } => {
                self.state.ledger.get(id).made.filter(|made| sign.turn >= made.place.turn)
            }
            _ => None,
        };
        let least = if probed { Credit::Probed } else { Credit::Unprompted };
        told.map_or(least, |made| made.credit.max(least))
    }

    fn hints_at_most(&self, indicator: &Indicator, hints: u32) -> Finding {
        let taken = self.state.hints;
        if !self.has_a_way() {
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
            fullness: None,
            readings: Vec::new(),
        }
    }

    /// The share of the question's own points that were made.
    #[expect(clippy::cast_precision_loss, reason = "counts of points")]
    fn share_made(&self) -> f64 {
        let points = &self.state.question().expectations;
        let made = points.iter().filter(|point| self.entry(&point.id).made.is_some()).count();
        made as f64 / points.len().max(1) as f64
    }

    /// How many points were made.
    fn points_made(&self) -> usize {
        self.state.ledger.iter().filter(|(id, _)| self.entry(id).made.is_some()).count()
    }

    /// Whether a way that leads to the goal was named; where the question knows of none, anything to the point will do.
    fn has_a_way(&self) -> bool {
        let ways = &self.state.question().approaches;
        let leads = |id: &_| ways.iter().any(|way| way.viable && way.id == *id);
        let named = || self.state.heard.values().flat_map(|heard| &heard.approaches);
        if ways.is_empty() {
            self.points_made() > 0
        } else {
            named().any(|way| way.certain && leads(&way.id))
        }
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
mod stories;
#[cfg(test)]
mod styles;
#[cfg(test)]
mod tests;
