//! What a labelled transcript must be so that figures can be made of it.

use std::collections::BTreeSet;

use toml::Spanned;

use crate::{
    bank::{Bank, Fault, SourceFile},
    rubric::{Rubric, Rubrics, Verdict},
    transcript::Speaker,
};

use super::{Labelled, Spoke};

/// What is wrong in a transcript.
pub(super) fn check(file: &SourceFile, labelled: &Labelled, bank: &Bank, rubrics: &Rubrics) -> Vec<Fault> {
    let mut inspection = Inspection { file, labelled, faults: Vec::new() };
    inspection.name();
    inspection.turns();
    let question = labelled.question.get_ref();
    match bank.get(question).and_then(|question| rubrics.for_kind(question.kind)) {
        Some(rubric) => inspection.labels(rubric),
        None => {
            let message = format!("there is no question `{question}`; `viva bank list` shows them all");
            inspection.fault(&labelled.question, message);
        }
    }
    inspection.faults
}

struct Inspection<'a> {
    file: &'a SourceFile,
    labelled: &'a Labelled,
    faults: Vec<Fault>,
}

impl Inspection<'_> {
    fn fault<T>(&mut self, at: &Spanned<T>, message: String) {
        self.faults.push(self.file.fault_at_byte(at.span().start, message));
    }

    fn name(&mut self) {
        let stem = self.file.name.rsplit(['/', '\\']).next().unwrap_or("").trim_end_matches(".toml");
        if stem != self.labelled.id() {
            let message = format!("the file is called `{stem}`: its id is expected to be the same");
            self.fault(&self.labelled.id, message);
        }
    }

    fn turns(&mut self) {
        let turns = &self.labelled.turns;
        if turns.first().is_none_or(|turn| turn.spoke != Some(Spoke::Open)) {
            self.fault(&self.labelled.id, "the first turn is expected to be the interviewer's `open`".into());
        }
        if self.labelled.answers().next().is_none() {
            self.fault(&self.labelled.id, "at least one turn of the candidate's is expected".into());
        }
        for turn in turns {
            match (turn.speaker.get_ref(), turn.spoke) {
                (Speaker::Interviewer, None) => {
                    let names = Spoke::NAMES.join(", ");
                    self.fault(
                        &turn.speaker,
                        format!("an interviewer's turn needs a `move`: one of {names}"),
                    );
                }
                (Speaker::Candidate, Some(_)) => {
                    self.fault(&turn.speaker, "a candidate's turn has no `move`".into());
                }
                _ => {}
            }
        }
    }

    fn labels(&mut self, rubric: &Rubric) {
        let labels = &self.labelled.labels;
        let ids = labels.not_applicable.iter().chain(labels.shown.iter().map(|shown| &shown.indicator));
        let mut seen = BTreeSet::new();
        for id in ids {
            let name = id.get_ref();
            if !rubric.indicators().any(|(_, indicator)| indicator.id == *name) {
                let message = format!(
                    "the rubric `{0}` has no indicator `{name}`; `viva rubric show {0}` shows them",
                    rubric.id
                );
                self.fault(id, message);
            }
            if !seen.insert(name) {
                self.fault(id, format!("`{name}` is labelled twice: one label for each is expected"));
            }
        }
        for shown in &labels.shown {
            if !matches!(shown.verdict.get_ref(), Verdict::Met | Verdict::Partial) {
                self.fault(&shown.verdict, "`met` or `partial` is expected of what was shown".into());
            }
            let quote = shown.quote.get_ref();
            if quote.trim().is_empty() || !self.labelled.answers().any(|answer| answer.contains(quote)) {
                let message =
                    "the quote is expected to stand in one turn of the candidate's, letter by letter";
                self.fault(&shown.quote, message.into());
            }
        }
    }
}
