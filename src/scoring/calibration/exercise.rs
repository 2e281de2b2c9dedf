//! A handful of a transcript's labels, for a person who wants to see whether they would label likewise.

use std::collections::BTreeMap;

use crate::{
    rubric::{Indicator, Milestone, Rubric, Verdict},
    scoring::hash,
    transcript::{DimensionId, IndicatorId},
};

use super::Labelled;

/// A transcript with a few of the rubric's indicators.
#[derive(Debug)]
pub struct Exercise<'a> {
    /// The transcript.
    pub labelled: &'a Labelled,
    /// What is asked of it.
    pub items: Vec<Item>,
}

/// One indicator, and its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Which.
    pub id: IndicatorId,
    /// The name of its dimension.
    pub dimension: String,
    /// What it is.
    pub says: String,
    /// The yes-or-no question.
    pub question: String,
    /// What the label says: met, partial or unmet.
    pub label: Verdict,
    /// The words that show it, and the number of their turn; none where nothing does.
    pub quote: Option<(usize, String)>,
    /// Why the label is as it is.
    pub why: String,
}

impl<'a> Exercise<'a> {
    /// So many of a transcript's indicators, shown and not shown in equal parts where there are enough of both, spread
    /// over the dimensions. The same for the same transcript, whenever it is asked for.
    #[must_use]
    pub fn new(labelled: &'a Labelled, rubric: &Rubric, count: usize) -> Self {
        let key = |item: &Item| hash(format!("{}/{}", labelled.id(), item.id).as_bytes());
        let applicable = rubric.indicators().filter_map(|(dimension, indicator)| {
            let label = labelled.labels.verdict(&indicator.id);
            let item = Item::new(labelled, dimension.name.clone(), indicator, label);
            (label != Verdict::NotApplicable).then_some((dimension.id.clone(), item))
        });
        let (shown, unmet): (Vec<_>, Vec<_>) = applicable.partition(|(_, item)| item.is_shown());
        let (shown, unmet) = (spread(shown, &key), spread(unmet, &key));
        let most_shown = (count / 2).max(count.saturating_sub(unmet.len()));
        let taken: Vec<Item> = shown.into_iter().take(most_shown).collect();
        let rest = count.saturating_sub(taken.len());
        let mut items: Vec<Item> = taken.into_iter().chain(unmet.into_iter().take(rest)).collect();
        items.sort_by_key(key);
        Self { labelled, items }
    }
}

/// One of each dimension, then the second of each, and so on.
fn spread(items: Vec<(DimensionId, Item)>, key: &dyn Fn(&Item) -> String) -> Vec<Item> {
    let mut by_dimension: BTreeMap<DimensionId, Vec<Item>> = BTreeMap::new();
    for (dimension, item) in items {
        by_dimension.entry(dimension).or_default().push(item);
    }
    let mut ranked: Vec<(usize, String, Item)> = Vec::new();
    for mut of_dimension in by_dimension.into_values() {
        of_dimension.sort_by_key(key);
        ranked.extend(of_dimension.into_iter().enumerate().map(|(place, item)| (place, key(&item), item)));
    }
    ranked.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    ranked.into_iter().map(|(.., item)| item).collect()
}

impl Item {
    fn new(labelled: &Labelled, dimension: String, indicator: &Indicator, label: Verdict) -> Self {
        let quote = labelled.labels.quote(&indicator.id);
        let quote = quote.map(|quote| (turn_of(labelled, quote), quote.to_owned()));
        Self {
            id: indicator.id.clone(),
            dimension,
            says: indicator.says.clone(),
            question: indicator.question.clone(),
            label,
            quote,
            why: why(indicator, label),
        }
    }

    /// Whether the label says that it was shown, wholly or in part.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.label.is_shown()
    }
}

/// The number of the turn that holds a quote, from 1.
fn turn_of(labelled: &Labelled, quote: &str) -> usize {
    labelled.turns.iter().position(|turn| turn.text.contains(quote)).map_or(0, |at| at + 1)
}

/// What a label goes by, beside the words.
fn why(indicator: &Indicator, label: Verdict) -> String {
    let needs = &indicator.needs;
    let mut rules = Vec::new();
    rules.extend((needs.count > 1).then(|| format!("it takes {} of them", needs.count)));
    rules.extend(needs.before.map(|before| before_what(before).to_owned()));
    rules.extend(needs.unprompted.then(|| "it counts only unprompted".to_owned()));
    let rules = if rules.is_empty() { String::new() } else { format!(" ({})", rules.join("; ")) };
    match label {
        Verdict::Met => format!("these words show it{rules}"),
        Verdict::Partial => format!("these words show a part of it{rules}"),
        _ => format!("no words of the candidate's show it{rules}"),
    }
}

fn before_what(before: Milestone) -> &'static str {
    match before {
        Milestone::Approach => "it must come before an approach is chosen",
        Milestone::Code => "it must come before the first code",
        Milestone::Done => "it must come before “done”",
    }
}
