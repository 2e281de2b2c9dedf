//! "I did say that": what was not heard, counted as said where the candidate shows the words.
//!
//! A contested point is put into the reading of the turn that it was said in, and the interview is replayed: what it
//! took to bring it out, and whether it came in time, is told by the same code as for every other point. The judge's
//! reading is not touched; it stands beside the contested one.

mod offer;
mod words;

use std::collections::BTreeSet;

use crate::{
    bank::{About, PointHeard},
    interview::{Director, Event, Made, ReplayError, Stamped, State, Target},
    rubric::{
        Claim, Contest, Contested, Credit, Detect, Finding, Indicator, IndicatorScore, Judge, Milestone,
        NOT_LOOKED_AT, Reading, Scorecard, Verdict,
    },
    transcript::{Evidence, ExpectationId, IndicatorId, TurnId},
};

use super::{builtin, is_in_time, scorecard};

pub use offer::{Contestable, contestable, subject};
pub use words::{Sentence, own_sentences, own_words};

/// The kind of judge that a contested scorecard names.
pub const CONTEST: &str = "contest";
/// Whose reading it is.
const CANDIDATE: &str = "candidate";

/// Why something cannot be contested so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The words are not there.
    #[error("these words are not among what you said in the interview")]
    NotSaid {
        /// The sentence that is likest to them, if one is.
        nearest: Option<Evidence>,
    },
    /// No sentence has that number, or they are of several turns.
    #[error("there is no sentence of that number, or they stand in different turns")]
    NoSentence,
    /// One word is found in every answer.
    #[error("one word shows nothing")]
    TooShort,
    /// Words to the grader, and lists of keywords.
    #[error("a list of words, or words to the grader, shows nothing")]
    NoSpeech,
    /// They came after the event that closes the window.
    #[error("it was said too late to count: {}", closed(*.before))]
    TooLate {
        /// That event.
        before: Milestone,
    },
    /// It counts only where the candidate raised it.
    #[error("it counts only unprompted, and you were asked for it before you said it")]
    OnlyWhenAsked,
    /// Nothing would change.
    #[error("it counts as said already")]
    Counted,
    /// No words could show it.
    #[error("no words can show it: {why}")]
    NoWords {
        /// What decides it instead.
        why: &'static str,
    },
    /// The events make no interview.
    #[error(transparent)]
    Replay(#[from] ReplayError),
}

fn closed(before: Milestone) -> &'static str {
    match before {
        Milestone::Approach => "it had to come before you settled on an approach",
        Milestone::Code => "it had to come before the first code",
        Milestone::Done => "it had to come before you said that you were done",
    }
}

/// A session with its judge's scorecard, before a candidate who does not agree.
pub struct Dispute<'a> {
    /// The session's events.
    pub events: &'a [Stamped],
    /// What they come to.
    pub state: &'a State,
    /// The judge's scorecard.
    pub judged: &'a Scorecard,
}

/// Whether what was heard of it is read in the light of the points that were made. To contest a point is to say nothing of
/// how the rest is to be read.
fn is_read_by_the_rest(indicator: &Indicator) -> bool {
    matches!(indicator.detect, Detect::Says { .. } | Detect::NoMisconception)
}

impl Dispute<'_> {
    /// The judge's scorecard with all of this counted as said. A claim that the scorecard already grants, or that is
    /// refused, changes nothing.
    ///
    /// # Errors
    /// Where the events make no interview.
    pub fn settled(&self, claims: &[Claim]) -> Result<Scorecard, ReplayError> {
        let mut findings = self.findings();
        let mut claims = claims.to_vec();
        let (before, after) = (builtin::findings(self.state), builtin::findings(&self.reheard(&claims)?));
        for (index, indicator) in self.indicators().enumerate() {
            let (Some(old), Some(new)) = (before.get(index), after.get(index)) else { continue };
            let own = &mut findings[index];
            let differs = new.verdict != old.verdict || new.credit != old.credit;
            if differs && !is_read_by_the_rest(indicator) {
                *own = self.raised(own, new);
            }
            for claim in claims.iter().filter(|claim| is_about(claim, &indicator.id)) {
                if let Ok(shown) = self.shown(indicator, own, &claim.evidence) {
                    *own = self.raised(own, &shown);
                }
            }
        }
        let changed: BTreeSet<IndicatorId> = self.changed(&findings);
        for claim in &mut claims {
            claim.changes = changed.iter().filter(|id| self.is_fed_by(id, claim)).cloned().collect();
        }
        let card = scorecard(self.state, &findings, self.judged.judge.clone(), self.judged.delivery.clone());
        let judge = Judge { kind: CONTEST.to_owned(), ..self.judged.judge.clone() };
        let contest =
            Contest { judge: self.judged.judge.clone(), overall: self.judged.overall.clone(), claims };
        Ok(Scorecard {
            judge,
            dropped_evidence: self.judged.dropped_evidence,
            prompt_hash: self.judged.prompt_hash.clone(),
            spread: self.judged.spread,
            contest: Some(contest),
            ..card
        })
    }

    /// A claim with these words, or why it is none.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn claim(&self, kind: Contested, id: &str, words: &str) -> Result<Claim, Refused> {
        let evidence = own_words(self.state, words)?;
        let says = match kind {
            Contested::Point => self.point_with(id, &evidence)?,
            Contested::Indicator => self.indicator_with(id, &evidence)?,
        };
        Ok(Claim { kind, id: id.to_owned(), says, evidence, changes: Vec::new() })
    }

    fn point_with(&self, id: &str, evidence: &Evidence) -> Result<String, Refused> {
        let point = self.state.points().find(|point| point.id == *id).ok_or(Refused::Counted)?;
        let made = self.state.ledger.get(&point.id).made;
        let counts = |made: Made| made.place.turn <= evidence.turn || made.credit == Credit::Unprompted;
        if made.is_some_and(counts) {
            return Err(Refused::Counted);
        }
        Ok(point.says.clone())
    }

    fn indicator_with(&self, id: &str, evidence: &Evidence) -> Result<String, Refused> {
        let indicator = self.indicators().find(|indicator| indicator.id == *id).ok_or(Refused::Counted)?;
        let findings = self.findings();
        let own = findings.iter().find(|finding| finding.id == *id).ok_or(Refused::Counted)?;
        let shown = self.shown(indicator, own, evidence)?;
        if (shown.verdict, shown.credit) == (own.verdict, own.credit) && shown.evidence == own.evidence {
            return Err(Refused::Counted);
        }
        Ok(indicator.says.clone())
    }

    fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.state.setup.rubric.indicators().map(|(_, indicator)| indicator)
    }

    /// What the judge says, as findings in the rubric's order.
    fn findings(&self) -> Vec<Finding> {
        let scores: Vec<&IndicatorScore> =
            self.judged.dimensions.iter().flat_map(|dimension| &dimension.indicators).collect();
        let finding = |indicator: &Indicator| match scores.iter().find(|score| score.id == indicator.id) {
            None => Finding::absent(&indicator.id, Verdict::NotApplicable, NOT_LOOKED_AT),
            Some(score) => Finding {
                id: score.id.clone(),
                verdict: score.verdict,
                credit: score.credit,
                evidence: score.evidence.clone(),
                reason: score.reason.clone(),
                fullness: score.fullness,
                readings: score.readings.clone(),
            },
        };
        self.indicators().map(finding).collect()
    }

    /// The indicators that are not as the judge says.
    fn changed(&self, findings: &[Finding]) -> BTreeSet<IndicatorId> {
        let own = self.findings();
        let differs = |(own, new): &(&Finding, &Finding)| {
            (own.verdict, own.credit, own.evidence.len()) != (new.verdict, new.credit, new.evidence.len())
        };
        own.iter().zip(findings).filter(differs).map(|(own, _)| own.id.clone()).collect()
    }

    fn is_fed_by(&self, id: &IndicatorId, claim: &Claim) -> bool {
        let mut points = self.state.points();
        match claim.kind {
            Contested::Indicator => *id == *claim.id,
            Contested::Point => points.any(|point| point.id == *claim.id && point.indicator == *id),
        }
    }

    /// The interview as if every contested point had been heard in the words that say it.
    fn reheard(&self, claims: &[Claim]) -> Result<State, ReplayError> {
        let mut events = self.events.to_vec();
        let mut state = State::clone(self.state);
        for stamped in &mut events {
            if let Event::Started(setup) = &stamped.event {
                state = State::new((**setup).clone());
            }
            state.apply(stamped);
            let Event::Answered { heard, .. } = &mut stamped.event else { continue };
            let turn = state.turns.last().map(|turn| turn.turn);
            for claim in claims.iter().filter(|claim| claim.kind == Contested::Point) {
                let (id, evidence) = (claim.id.parse::<ExpectationId>(), &claim.evidence);
                if let Ok(id) = id
                    && turn == Some(evidence.turn)
                {
                    heard.points.retain(|point| point.id != id || point.certain);
                    heard.points.push(PointHeard { id, span: evidence.start..evidence.end, certain: true });
                }
            }
        }
        Ok(Director::replay(&events)?.state().clone())
    }

    /// The judge's finding with the candidate's reading beside it; what the judge holds better stays.
    fn raised(&self, own: &Finding, new: &Finding) -> Finding {
        if new.verdict == Verdict::NotApplicable {
            return Finding { readings: own.readings.clone(), ..new.clone() };
        }
        if rank(new) <= rank(own) && new.evidence.len() <= own.evidence.len() {
            return own.clone();
        }
        let mut readings = own.readings.clone();
        if readings.is_empty() {
            readings.push(Reading::new(self.reader(), own.verdict));
        }
        readings.retain(|reading| reading.by != CANDIDATE);
        readings.push(Reading::new(CANDIDATE, new.verdict));
        let better = if rank(new) > rank(own) { new } else { own };
        let (verdict, credit) = (better.verdict, better.credit);
        Finding { id: own.id.clone(), verdict, credit, readings, ..new.clone() }
    }

    fn reader(&self) -> &'static str {
        if self.judged.judge.kind == "builtin" { "builtin" } else { "judge" }
    }

    /// What an indicator comes to with these words as one more sign of it.
    fn shown(&self, indicator: &Indicator, own: &Finding, evidence: &Evidence) -> Result<Finding, Refused> {
        if let Some(why) = without_words(indicator) {
            return Err(Refused::NoWords { why });
        }
        if own.verdict == Verdict::NotApplicable {
            return Err(Refused::NoWords { why: own_reason(own) });
        }
        if let Some(before) = indicator.needs.before
            && !is_in_time(self.state, indicator, evidence.turn)
        {
            return Err(Refused::TooLate { before });
        }
        let credit = self.credit(indicator, evidence.turn);
        if indicator.needs.unprompted && credit != Credit::Unprompted {
            return Err(Refused::OnlyWhenAsked);
        }
        let mut signs = own.evidence.clone();
        if !signs.iter().any(|sign| sign.touches(evidence)) || own.verdict != Verdict::Partial {
            signs.retain(|sign| !sign.touches(evidence));
            signs.push(evidence.clone());
        }
        let (needed, have) = (needed(indicator), signs.len());
        let enough = have >= needed;
        Ok(Finding {
            id: indicator.id.clone(),
            verdict: if enough { Verdict::Met } else { Verdict::Partial },
            credit: Some(own.credit.map_or(credit, |own| own.min(credit))),
            evidence: signs,
            reason: if enough { "contested".to_owned() } else { format!("contested; {have} of {needed}") },
            fullness: None,
            readings: Vec::new(),
        })
    }

    /// What it took to say it: nothing, or the question for it.
    fn credit(&self, indicator: &Indicator, turn: TurnId) -> Credit {
        let Some(target) = self.asked_by(indicator) else { return Credit::Unprompted };
        let probed = self.state.probed_at.get(&target).is_some_and(|at| turn > *at);
        if probed { Credit::Probed } else { Credit::Unprompted }
    }

    /// What the interviewer asks for, and so takes the initiative for an indicator away.
    fn asked_by(&self, indicator: &Indicator) -> Option<Target> {
        match &indicator.detect {
            Detect::Claims { about, .. } => Some(self.asked_of(*about)),
            Detect::Approaches { .. } | Detect::TradeOffs { .. } => Some(Target::Alternative),
            Detect::EdgeCases { .. } => Some(Target::Tests),
            _ => None,
        }
    }

    fn asked_of(&self, about: About) -> Target {
        let question = self.state.question();
        let claim = question.claims.iter().find(|claim| claim.about == about);
        let point = claim.filter(|claim| question.expectations.iter().any(|point| point.id == claim.id));
        point.map_or(Target::Cost { about }, |claim| Target::Point { id: claim.id.clone() })
    }
}

fn is_about(claim: &Claim, id: &IndicatorId) -> bool {
    claim.kind == Contested::Indicator && *id == *claim.id
}

/// Why no words can show an indicator, where none can.
fn without_words(indicator: &Indicator) -> Option<&'static str> {
    match indicator.detect {
        Detect::Expectations { .. } => Some("it is made of points of the question; contest one of those"),
        Detect::HintsAtMost { .. } => Some("the hints that were taken decide it"),
        Detect::NoMisconception | Detect::JudgedAbsence => Some("it is shown by what was not said"),
        Detect::CodePasses { .. } => Some("running the code decides it"),
        _ => None,
    }
}

fn own_reason(own: &Finding) -> &'static str {
    match own.reason.as_str() {
        "only a model's judgement could tell" => {
            "the built-in scorer does not look for it; `viva score` with a model does"
        }
        _ => "there was no occasion for it",
    }
}

/// How many signs make it whole.
fn needed(indicator: &Indicator) -> usize {
    let count = match indicator.detect {
        Detect::Approaches { at_least } | Detect::TradeOffs { at_least } | Detect::EdgeCases { at_least } => {
            at_least.max(indicator.needs.count)
        }
        Detect::AsksBroadly { categories } => categories,
        _ => indicator.needs.count,
    };
    usize::try_from(count).unwrap_or(usize::MAX).max(1)
}

/// More is better; of two that were shown, the one that took less help.
fn rank(finding: &Finding) -> (u8, std::cmp::Reverse<Option<Credit>>) {
    let verdict = match finding.verdict {
        Verdict::NotApplicable => 0,
        Verdict::Unmet => 1,
        Verdict::Unsure => 2,
        Verdict::Partial => 3,
        Verdict::Met => 4,
    };
    (verdict, std::cmp::Reverse(finding.credit))
}

#[cfg(test)]
mod tests;
