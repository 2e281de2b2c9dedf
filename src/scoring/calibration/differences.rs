//! Where a judge and a label part, with the words that each goes by.

use serde::Serialize;

use crate::{
    rubric::{Dimension, Indicator, Verdict},
    transcript::{DimensionId, IndicatorId},
};

use super::{Labelled, Outcome, Outcomes, Plan, Trial, figures::is_counted};

/// One indicator of one transcript on which the judge says *shown* and the label *not shown*, or the other way round.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The transcript's id.
    pub transcript: String,
    /// What the indicator belongs to.
    pub dimension: DimensionId,
    /// The indicator.
    pub indicator: IndicatorId,
    /// What the label says.
    pub label: Verdict,
    /// The words that show it, by the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labelled_quote: Option<String>,
    /// What the judge says.
    pub judge: Verdict,
    /// The first of the words that show it, by the judge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judge_quote: Option<String>,
}

/// All differences, transcript by transcript, in the order of the rubric.
///
/// What a person labelled *not applicable*, what the judge did, and what the program counts by itself is left out, as in
/// the figures.
#[must_use]
pub fn differences(plan: &Plan<'_>, outcomes: &Outcomes) -> Vec<Difference> {
    let of_talk = |labelled: &&Labelled| {
        let trial = Trial::Talk { transcript: labelled.id().to_owned(), again: false };
        outcomes.get(&trial).map(|outcome| in_talk(plan, labelled, outcome)).unwrap_or_default()
    };
    plan.talks.iter().flat_map(of_talk).collect()
}

fn in_talk(plan: &Plan<'_>, labelled: &Labelled, outcome: &Outcome) -> Vec<Difference> {
    let Some(rubric) = plan.rubric(labelled) else { return Vec::new() };
    let differs = |(dimension, indicator): (&Dimension, &Indicator)| {
        let (label, judge) = (labelled.labels.verdict(&indicator.id), *outcome.verdicts.get(&indicator.id)?);
        let both_read = label != Verdict::NotApplicable && judge != Verdict::NotApplicable;
        let parted = both_read && !is_counted(indicator) && label.is_shown() != judge.is_shown();
        parted.then(|| Difference {
            transcript: labelled.id().to_owned(),
            dimension: dimension.id.clone(),
            indicator: indicator.id.clone(),
            label,
            labelled_quote: labelled.labels.quote(&indicator.id).map(str::to_owned),
            judge,
            judge_quote: outcome.quoted.get(&indicator.id).cloned(),
        })
    };
    rubric.indicators().filter_map(differs).collect()
}
