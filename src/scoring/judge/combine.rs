//! Two readers, one finding. Where cues and a model agreed they were right in 97 of 100 cases, where they split it
//! was a coin toss: so agreement settles a thing, and a split is unsure.

use std::collections::BTreeMap;

use crate::{
    rubric::{Detect, Finding, Indicator, Reading, Rubric, Verdict},
    transcript::Evidence,
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

/// One finding an indicator, in the rubric's order.
pub(super) fn findings(
    rubric: &Rubric,
    builtin: &[Finding],
    judge: &BTreeMap<String, JudgeReading>,
) -> Vec<Finding> {
    let credulous = says_yes_to_everything(builtin, judge);
    let own = |indicator: &Indicator| {
        let missing = || Finding::absent(&indicator.id, Verdict::NotApplicable, "not looked at");
        builtin.iter().find(|finding| finding.id == indicator.id).cloned().unwrap_or_else(missing)
    };
    rubric
        .indicators()
        .map(|(_, indicator)| match (judge.get(indicator.id.as_str()), &indicator.detect) {
            (Some(reading), Detect::JudgeOnly) => alone(own(indicator), reading, credulous),
            (Some(reading), _) => both(own(indicator), reading, credulous),
            (None, Detect::JudgeOnly) => {
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
    let yes =
        unheard.iter().filter(|r| r.unshown || matches!(r.verdict, Verdict::Met | Verdict::Partial)).count();
    unheard.len() >= YES_SAYER_FEWEST
        && unheard.len() >= heard.count()
        && yes * 100 >= unheard.len() * YES_SAYER_PERCENT
}

/// What only a judge can tell stands on its verified quote.
fn alone(own: Finding, judge: &JudgeReading, credulous: bool) -> Finding {
    let shown = matches!(judge.verdict, Verdict::Met | Verdict::Partial);
    let readings = vec![Reading { by: JUDGE.to_owned(), verdict: judge.verdict }];
    if shown && credulous {
        return Finding { readings, ..Finding::absent(&own.id, Verdict::NotApplicable, YES_SAYER) };
    }
    let (verdict, reason) = (judge.verdict, judge.reason.clone());
    Finding { verdict, evidence: judge.evidence.iter().cloned().collect(), reason, readings, ..own }
}

/// The two readings of one indicator.
fn both(own: Finding, judge: &JudgeReading, credulous: bool) -> Finding {
    // Somebody who says "yes" and cannot show it has not said "no".
    let theirs = if judge.unshown { Verdict::NotApplicable } else { judge.verdict };
    let verdict = settled(own.verdict, theirs);
    let readings = vec![
        Reading { by: BUILTIN.to_owned(), verdict: own.verdict },
        Reading { by: JUDGE.to_owned(), verdict: theirs },
    ];
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
        evidence: merged(own.evidence, judge.evidence.as_ref()),
        reason,
        readings,
        ..Finding::absent(&own.id, verdict, "")
    }
}

/// Agreement settles; two readers that both saw something settle on the lesser; a split is unsure, and so is what
/// the built-in reader was unsure of, unless the judge saw nothing either. The judge never raises a verdict.
fn settled(builtin: Verdict, judge: Verdict) -> Verdict {
    use Verdict::{Met, NotApplicable, Partial, Unmet, Unsure};
    match (builtin, judge) {
        (own, NotApplicable) => own,
        (own, judge) if own == judge => own,
        (Met, Partial) | (Partial, Met) => Partial,
        (Unsure, Unmet) => Unmet,
        (NotApplicable, _) => NotApplicable,
        _ => Unsure,
    }
}

fn merged(mut evidence: Vec<Evidence>, other: Option<&Evidence>) -> Vec<Evidence> {
    let touches = |one: &Evidence, other: &Evidence| {
        one.turn == other.turn && one.start < other.end && other.start < one.end
    };
    if let Some(other) = other.filter(|other| !evidence.iter().any(|one| touches(one, other))) {
        evidence.push(other.clone());
    }
    evidence
}
