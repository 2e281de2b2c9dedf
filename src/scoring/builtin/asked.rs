//! Questions to the interviewer, and assumptions said aloud.

use std::collections::BTreeSet;

use crate::{
    bank::{Asked, Category},
    rubric::{Credit, Finding, Indicator, Verdict},
};

use super::{Session, Sign, is_in_time};

impl Session<'_> {
    fn asked(&self) -> impl Iterator<Item = (Sign, &Asked)> {
        self.state
            .heard
            .iter()
            .flat_map(|(turn, heard)| heard.asked.iter().map(|asked| (*turn, asked)))
            .map(|(turn, asked)| (Sign { turn, span: asked.span.clone() }, asked))
    }

    /// Whether the question has anything to ask about in these categories.
    fn can_be_asked(&self, categories: &[Category]) -> bool {
        let about = |category| categories.is_empty() || categories.contains(&category);
        self.state.question().clarifications.iter().any(|c| about(c.category))
    }

    /// An assumption needs facts behind it; a question that they do not cover counts where any question does.
    pub(super) fn asks(&self, indicator: &Indicator, categories: &[Category]) -> Finding {
        if !self.can_be_asked(categories) {
            return Finding::absent(
                &indicator.id,
                Verdict::NotApplicable,
                "the question leaves nothing of this open",
            );
        }
        let mut signs: Vec<Sign> = self
            .asked()
            .filter(|(_, asked)| {
                asked.category.is_some_and(|c| categories.is_empty() || categories.contains(&c))
            })
            .map(|(sign, _)| sign)
            .collect();
        signs.dedup_by(|a, b| a.turn == b.turn && a.span == b.span);
        self.counted(indicator, &signs, None)
    }

    pub(super) fn asks_broadly(&self, indicator: &Indicator, categories: u32) -> Finding {
        let there: BTreeSet<Category> =
            self.state.question().clarifications.iter().map(|c| c.category).collect();
        let needed = usize::try_from(categories).unwrap_or(usize::MAX);
        if there.len() < needed {
            return Finding::absent(
                &indicator.id,
                Verdict::NotApplicable,
                "the question leaves too little open",
            );
        }
        let mut seen = BTreeSet::new();
        let signs: Vec<Sign> = self
            .asked()
            .filter(|(sign, asked)| {
                self.is_read(sign)
                    && is_in_time(self.state, indicator, sign.turn)
                    && asked.category.is_some_and(|c| seen.insert(c))
            })
            .map(|(sign, _)| sign)
            .collect();
        let evidence: Vec<_> = signs.iter().filter_map(|sign| self.evidence(sign)).collect();
        if evidence.is_empty() {
            return Finding::absent(&indicator.id, Verdict::Unmet, "nothing was asked");
        }
        let verdict = match seen.len() {
            n if n >= needed => Verdict::Met,
            n if n + 1 == needed => Verdict::Partial,
            _ => Verdict::Unmet,
        };
        Finding {
            id: indicator.id.clone(),
            verdict,
            credit: (verdict != Verdict::Unmet).then_some(Credit::Unprompted),
            evidence,
            reason: format!("{} of {needed} kinds of question", seen.len()),
            fullness: None,
            readings: Vec::new(),
        }
    }
}
