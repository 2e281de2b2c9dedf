//! What `viva rubric check` enforces beyond the schema.

use std::collections::BTreeSet;

use crate::{
    bank::{Bank, Fault, Question, SourceFile},
    transcript::Seniority,
};

use super::{Detect, Indicator, Rubric, Rubrics};

/// Faults of rubric files.
#[must_use]
pub fn check(files: &[SourceFile]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files {
        match file.parse::<Rubric>() {
            Ok(rubric) => inspect(file, &rubric, &mut faults),
            Err(fault) => faults.push(fault),
        }
    }
    faults
}

/// The expectations of a bank that feed an indicator which the rubric of their kind does not have.
#[must_use]
pub fn unknown_indicators(bank: &Bank, rubrics: &Rubrics) -> Vec<String> {
    let loose = |question: &Question| -> Vec<String> {
        let Some(rubric) = rubrics.for_kind(question.kind) else { return Vec::new() };
        question
            .every_expectation()
            .filter(|e| !rubric.indicators().any(|(_, i)| i.id == e.indicator && feeds(&i.detect)))
            .map(|e| {
                format!("question `{}`: `{}` feeds no indicator called `{}`", question.id, e.id, e.indicator)
            })
            .collect()
    };
    bank.iter().flat_map(loose).collect()
}

/// Whether there is always an occasion for it, and a way for every scorer to see it.
fn always(indicator: &Indicator) -> bool {
    indicator.occasion.is_none() && indicator.detect != Detect::JudgeOnly
}

fn feeds(detect: &Detect) -> bool {
    matches!(detect, Detect::Expectations { .. })
}

fn inspect(file: &SourceFile, rubric: &Rubric, faults: &mut Vec<Fault>) {
    let mut fault = |near: &str, message: String| faults.push(file.fault_at(near, message));
    let weights: u32 = rubric.dimensions.iter().map(|d| d.weight_percent).sum();
    if weights != 100 {
        fault("weight_percent", format!("the weights add up to {weights}, not to 100"));
    }
    let mut ids = BTreeSet::new();
    for (_, indicator) in rubric.indicators() {
        let near = format!("\"{}\"", indicator.id);
        if !ids.insert(&indicator.id) {
            fault(&near, format!("the indicator id `{}` is used twice", indicator.id));
        }
        if !indicator.question.trim_end().ends_with('?') {
            fault(&near, format!("indicator `{}`: its `question` asks nothing", indicator.id));
        }
        for seniority in Seniority::ALL {
            if !(2..=4).contains(&indicator.rung.at(*seniority)) {
                fault(&near, format!("indicator `{}`: a rung is 2, 3 or 4", indicator.id));
            }
        }
    }
    for dimension in &rubric.dimensions {
        let near = format!("\"{}\"", dimension.id);
        if dimension.anchors.keys().map(String::as_str).ne(["1", "2", "3", "4"]) {
            fault(&near, format!("dimension `{}`: anchors are `1`, `2`, `3` and `4`", dimension.id));
        }
        for rung in 2..=4 {
            let on: Vec<&Indicator> =
                dimension.indicators.iter().filter(|i| i.rung.at(Seniority::Mid) == rung).collect();
            if on.is_empty() {
                fault(
                    &near,
                    format!("dimension `{}`: no indicator speaks for level {rung} at mid", dimension.id),
                );
            }
            if on.iter().any(|i| i.occasion.is_some()) && !on.iter().any(|i| always(i)) {
                let (id, all) = (&dimension.id, "every indicator of level");
                fault(&near, format!("dimension `{id}`: {all} {rung} at mid waits for an occasion"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_that_waits_for_an_occasion_altogether_is_a_fault() {
        let whole = include_str!("../../rubrics/concepts.toml");
        let file = |text: &str| SourceFile { name: "concepts.toml".to_owned(), text: text.to_owned() };
        assert_eq!(check(&[file(whole)]), []);
        let own = |line: &&str| !line.starts_with("occasion = ");
        let plain = whole.lines().filter(own).collect::<Vec<_>>().join("\n");
        let bare = plain.replace("\nrung = 2\n", "\nrung = 2\noccasion = \"gap\"\n");
        let faults: Vec<String> = check(&[file(&bare)]).into_iter().map(|fault| fault.message).collect();
        assert!(
            faults.contains(
                &"dimension `honesty`: every indicator of level 2 at mid waits for an occasion".to_owned()
            ),
            "{faults:?}"
        );
    }
}
