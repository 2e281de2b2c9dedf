//! Whether words speak of a question at all.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use crate::{
    language::{Spoken, is_content},
    transcript::ExpectationId,
};

use super::{Expectation, Question};

/// So many different content words shared with the question's sheet are enough.
const SHARED_WORDS: usize = 3;

/// The content stems of a question's sheet, worked out when first asked for. They follow from the question, so two
/// questions do not differ by them.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet(OnceLock<Words>);

#[derive(Debug, Clone, Default)]
struct Words {
    all: BTreeSet<String>,
    /// What each point says.
    points: BTreeMap<ExpectationId, BTreeSet<String>>,
}

impl PartialEq for Sheet {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Sheet {}

/// Whether a text shares words with the question's sheet, or steps through values as a worked example does.
pub(super) fn is_on_topic(question: &Question, spoken: &Spoken<'_>) -> bool {
    let said: BTreeSet<&str> =
        spoken.tokens.iter().filter(|t| is_content(t)).map(|t| t.stem.as_str()).collect();
    let values = said.iter().filter(|stem| stem.bytes().all(|b| b.is_ascii_digit())).count();
    if values >= SHARED_WORDS {
        return true;
    }
    let sheet = &question.words().all;
    !said.is_empty()
        && said.iter().filter(|stem| sheet.contains(**stem)).count() >= SHARED_WORDS.min(said.len())
}

fn stems(text: &str) -> impl Iterator<Item = String> {
    Spoken::new(text).tokens.into_iter().filter(is_content).map(|token| token.stem)
}

/// The content stems of what the sheet says of the question.
fn sheet(question: &Question) -> BTreeSet<String> {
    let points = question.every_expectation().flat_map(|e| std::iter::once(&e.says).chain(&e.exemplars));
    let texts = std::iter::once(&question.ask)
        .chain(points)
        .chain(question.clarifications.iter().map(|c| &c.answer))
        .chain(question.approaches.iter().map(|a| &a.name))
        .chain(question.edge_cases.iter().map(|case| &case.says))
        .chain(question.follow_ups.iter().map(|f| &f.ask));
    texts.flat_map(|text| stems(text)).collect()
}

impl Question {
    fn words(&self) -> &Words {
        self.sheet.0.get_or_init(|| {
            let point = |point: &Expectation| (point.id.clone(), stems(&point.says).collect());
            Words { all: sheet(self), points: self.every_expectation().map(point).collect() }
        })
    }

    /// The share of different content words that the question's sheet has too.
    #[must_use]
    pub fn knows_of<'w>(&self, stems: impl IntoIterator<Item = &'w str>) -> f64 {
        let said: BTreeSet<&str> = stems.into_iter().collect();
        share(said.iter().filter(|stem| self.words().all.contains(**stem)).count(), said.len())
    }

    /// The share of the content words of a point, as the sheet puts it, that were said.
    #[must_use]
    pub fn share_said(&self, point: &ExpectationId, said: &BTreeSet<&str>) -> f64 {
        let Some(words) = self.words().points.get(point) else { return 0.0 };
        share(words.iter().filter(|stem| said.contains(stem.as_str())).count(), words.len())
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of words")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
