//! Two readers, one finding. Where cues and a model agreed they were right in 97 of 100 cases, where they split it
//! was a coin toss: so agreement settles a thing, and a split is unsure.

use std::collections::BTreeMap;

use crate::{
    rubric::{Detect, Finding, Indicator, NOT_LOOKED_AT, Reading, Rubric, Verdict},
    transcript::{Evidence, IndicatorId},
};

use super::votes::JudgeReading;

/// The names of the readers, as in [`Reading::by`].
const BUILTIN: &str = "builtin";
const JUDGE: &str = "judge";

/// A judge that says yes to so many per cent of what the built-in reader did not hear says yes to everything.
const YES_SAYER_PERCENT: usize = 60;
/// From so many on.
const YES_SAYER_FEWEST: usize = 5;
const YES_SAYER: &str = "the judge says yes to nearly everything, so its word alone counts for nothing";

/// The same words show no more than so many things that the built-in reader did not hear.
const MOST_FOR_THE_SAME_WORDS: usize = 3;
const SAME_WORDS: &str =
    "the judge gave the same words for one thing after another, so they count for nothing";

/// What the two readers come to.
pub(super) struct Combined {
    /// One finding an indicator, in the rubric's order.
    pub(super) findings: Vec<Finding>,
    /// Quotes of the judge's that were given for one thing after another.
    pub(super) indiscriminate: usize,
}

/// Takes the two readings of every indicator together.
pub(super) fn combine(
    rubric: &Rubric,
    builtin: &[Finding],
    judge: &BTreeMap<String, JudgeReading>,
) -> Combined {
    let mut judge = judge.clone();
    let indiscriminate = drop_indiscriminate(builtin, &mut judge);
    Combined { findings: findings(rubric, builtin, &judge), indiscriminate }
}

/// A small judge that must quote comes to quote the same sentence for whatever it is asked. Words given for too many
/// things that nobody else heard are no evidence of any of them, nor worth showing beside what was heard.
fn drop_indiscriminate(builtin: &[Finding], judge: &mut BTreeMap<String, JudgeReading>) -> usize {
    let is_heard = |id: &str| {
        builtin.iter().any(|f| f.id == *id && matches!(f.verdict, Verdict::Met | Verdict::Partial))
    };
    let unheard: Vec<Evidence> = judge
        .iter()
        .filter(|(id, reading)| reading.is_shown() && !is_heard(id))
        .filter_map(|(_, reading)| reading.evidence.clone())
        .collect();
    let is_worn = |evidence: &Evidence| {
        unheard.iter().filter(|other| other.touches(evidence)).count() > MOST_FOR_THE_SAME_WORDS
    };
    let mut dropped = 0;
    for (id, reading) in judge.iter_mut() {
        if reading.evidence.as_ref().is_some_and(is_worn) {
            dropped += 1;
            reading.evidence = None;
            if !is_heard(id) {
                reading.verdict = Verdict::NotApplicable;
                reading.unshown = true;
                SAME_WORDS.clone_into(&mut reading.reason);
            }
        }
    }
    dropped
}

/// One finding an indicator, in the rubric's order.
fn findings(rubric: &Rubric, builtin: &[Finding], judge: &BTreeMap<String, JudgeReading>) -> Vec<Finding> {
    let credulous = says_yes_to_everything(builtin, judge);
    let own = |indicator: &Indicator| {
        let missing = || Finding::absent(&indicator.id, Verdict::NotApplicable, NOT_LOOKED_AT);
        builtin.iter().find(|finding| finding.id == indicator.id).cloned().unwrap_or_else(missing)
    };
    rubric
        .indicators()
        .map(|(_, indicator)| match (judge.get(indicator.id.as_str()), &indicator.detect) {
            (Some(reading), Detect::JudgeOnly) => alone(own(indicator), reading, credulous),
            (Some(reading), Detect::JudgedAbsence) => absent(&indicator.id, reading, credulous),
            (Some(reading), _) => both(own(indicator), reading, credulous),
            (None, Detect::JudgeOnly | Detect::JudgedAbsence) => {
                Finding::absent(&indicator.id, Verdict::NotApplicable, "the judge could not be read")
            }
            (None, _) => own(indicator),
        })
        .collect()
}

/// An unsure thing counts half in the score, so half a scorecard of unfounded yeses would lift a weak answer. Where
/// little was unheard, a judge that hears it all may simply hear well.
fn says_yes_to_everything(builtin: &[Finding], judge: &BTreeMap<String, JudgeReading>) -> bool {
    let of = |finding: &Finding| judge.get(finding.id.as_str());
    let heard =
        builtin.iter().filter(|f| matches!(f.verdict, Verdict::Met | Verdict::Partial)).filter_map(of);
    let unheard: Vec<_> = builtin.iter().filter(|f| f.verdict == Verdict::Unmet).filter_map(of).collect();
    let yes = unheard.iter().filter(|reading| reading.unshown || reading.is_shown()).count();
    unheard.len() >= YES_SAYER_FEWEST
        && unheard.len() >= heard.count()
        && yes * 100 >= unheard.len() * YES_SAYER_PERCENT
}

/// What only a judge can tell stands on its verified quote.
fn alone(own: Finding, judge: &JudgeReading, credulous: bool) -> Finding {
    let readings = vec![of_judge(judge, judge.verdict)];
    if judge.is_shown() && credulous {
        return Finding { readings, ..Finding::absent(&own.id, Verdict::NotApplicable, YES_SAYER) };
    }
    let (verdict, reason) = (judge.verdict, judge.reason.clone());
    Finding { verdict, evidence: judge.evidence.iter().cloned().collect(), reason, readings, ..own }
}

/// The judge's reading, with its votes where they split.
fn of_judge(judge: &JudgeReading, verdict: Verdict) -> Reading {
    Reading { votes: judge.votes.clone(), ..Reading::new(JUDGE, verdict) }
}

/// What is shown by its absence: the judge was asked for the opposite. What it found it must have quoted, and being the
/// only one to see it, it takes away half; what it did not find is not there.
fn absent(id: &IndicatorId, judge: &JudgeReading, credulous: bool) -> Finding {
    let believed = !credulous && !judge.unshown;
    let verdict = match judge.verdict {
        Verdict::Met | Verdict::Partial if believed => Verdict::Partial,
        Verdict::Unmet if believed => Verdict::Met,
        _ => Verdict::NotApplicable,
    };
    let reason = if credulous { YES_SAYER } else { &judge.reason };
    Finding {
        verdict,
        evidence: judge.evidence.iter().filter(|_| believed).cloned().collect(),
        readings: vec![Reading::new(JUDGE, verdict)],
        ..Finding::absent(id, Verdict::Unmet, reason)
    }
}

/// The two readings of one indicator.
fn both(own: Finding, judge: &JudgeReading, credulous: bool) -> Finding {
    // Somebody who says "yes" and cannot show it has not said "no".
    let theirs = if judge.unshown { Verdict::NotApplicable } else { judge.verdict };
    let verdict = settled(own.verdict, theirs);
    let readings = vec![Reading::new(BUILTIN, own.verdict), of_judge(judge, theirs)];
    if credulous && own.verdict == Verdict::Unmet {
        return Finding { readings, ..own };
    }
    let shown = matches!(verdict, Verdict::Met | Verdict::Partial);
    let reason = if own.verdict == judge.verdict || judge.reason.is_empty() {
        own.reason
    } else if own.reason.is_empty() {
        format!("judge: {}", judge.reason)
    } else {
        format!("{}; judge: {}", own.reason, judge.reason)
    };
    Finding {
        verdict,
        credit: own.credit.filter(|_| shown),
        fullness: own.fullness.filter(|_| shown),
        evidence: merged(own.evidence, judge.evidence.as_ref()),
        reason,
        readings,
        ..Finding::absent(&own.id, verdict, "")
    }
}

/// Agreement settles; a split is unsure, and so is what the built-in reader was unsure of, unless the judge saw nothing
/// either. Where both saw something, how much of it is what the program counted: a small judge's "partial" comes with
/// any reason. The judge never raises a verdict.
fn settled(builtin: Verdict, judge: Verdict) -> Verdict {
    use Verdict::{Met, NotApplicable, Partial, Unmet, Unsure};
    match (builtin, judge) {
        (own, NotApplicable) => own,
        (own, judge) if own == judge => own,
        (own @ (Met | Partial), Met | Partial) => own,
        (Unsure, Unmet) => Unmet,
        (NotApplicable, _) => NotApplicable,
        _ => Unsure,
    }
}

fn merged(mut evidence: Vec<Evidence>, other: Option<&Evidence>) -> Vec<Evidence> {
    if let Some(other) = other.filter(|other| !evidence.iter().any(|one| one.touches(other))) {
        evidence.push(other.clone());
    }
    evidence
}
