//! Two scorecards of a session side by side: what moved between them.

use std::fmt::Write as _;

use serde::Serialize;

use crate::{
    rubric::{Credit, IndicatorScore, Judge, NOT_LOOKED_AT, Overall, Reading, Scorecard, Verdict},
    transcript::{DimensionId, IndicatorId},
};

use super::phrases;

/// Two scorecards of a session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SideBySide {
    /// The one, mostly the older.
    pub before: Made,
    /// The other.
    pub after: Made,
    /// Every dimension with its two levels.
    pub dimensions: Vec<Levels>,
    /// The indicators of which the two say different things.
    pub moved: Vec<MovedIndicator>,
    /// Of how many they say the same.
    pub same: usize,
}

/// Who made a scorecard, and what it comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Made {
    /// Who.
    pub judge: Judge,
    /// What it comes to.
    pub overall: Overall,
    /// The rubric's hash.
    pub rubric_hash: String,
    /// The prompts' hash.
    pub prompt_hash: Option<String>,
    /// On how much its samples split.
    pub spread: Option<f64>,
}

/// A dimension with two levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Levels {
    /// Which.
    pub id: DimensionId,
    /// Its name.
    pub name: String,
    /// On the one scorecard.
    pub before: Option<u8>,
    /// On the other.
    pub after: Option<u8>,
}

/// An indicator of which two scorecards say different things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MovedIndicator {
    /// Which.
    pub id: IndicatorId,
    /// Its dimension.
    pub dimension: DimensionId,
    /// What it is.
    pub says: String,
    /// On the one scorecard; none where its rubric does not have it.
    pub before: Option<Said>,
    /// On the other, likewise.
    pub after: Option<Said>,
}

/// What a scorecard says of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Whether it was shown.
    pub verdict: Verdict,
    /// What it took.
    pub credit: Option<Credit>,
    /// Why.
    pub reason: String,
    /// The readings, where there was more than one.
    pub readings: Vec<Reading>,
}

impl Made {
    fn new(card: &Scorecard) -> Self {
        Self {
            judge: card.judge.clone(),
            overall: card.overall.clone(),
            rubric_hash: card.rubric_hash.clone(),
            prompt_hash: card.prompt_hash.clone(),
            spread: card.spread,
        }
    }
}

impl Said {
    fn new(score: &IndicatorScore) -> Self {
        Self {
            verdict: score.verdict,
            credit: score.credit,
            reason: score.reason.clone(),
            readings: score.readings.clone(),
        }
    }

    /// "met, when asked [builtin: met, judge: met (2 of 3)]".
    fn in_words(said: Option<&Self>) -> String {
        let Some(said) = said else { return "not in the rubric".to_owned() };
        let credit = said.credit.map_or_else(String::new, |credit| format!(", {credit}"));
        let readings: Vec<String> = said.readings.iter().map(phrases::reading).collect();
        let readings =
            if readings.is_empty() { String::new() } else { format!(" [{}]", readings.join(", ")) };
        format!("{}{credit}{readings}", said.verdict)
    }
}

impl MovedIndicator {
    /// Whether both scorecards' makers looked at it.
    fn is_read_by_both(&self) -> bool {
        let is_read = |said: &Option<Said>| said.as_ref().is_some_and(|said| said.reason != NOT_LOOKED_AT);
        is_read(&self.before) && is_read(&self.after)
    }
}

impl SideBySide {
    /// Puts two scorecards of a session side by side, going by the ids of their indicators.
    #[must_use]
    pub fn new(before: &Scorecard, after: &Scorecard) -> Self {
        let (old, new) = (scores(before), scores(after));
        let find = |all: &[(&DimensionId, &IndicatorScore)], id: &IndicatorId| {
            all.iter().find(|(_, score)| score.id == *id).map(|(_, score)| Said::new(score))
        };
        let gone = old.iter().filter(|(_, score)| find(&new, &score.id).is_none());
        let all: Vec<MovedIndicator> = new
            .iter()
            .chain(gone)
            .map(|(dimension, score)| MovedIndicator {
                id: score.id.clone(),
                dimension: (*dimension).clone(),
                says: score.says.clone(),
                before: find(&old, &score.id),
                after: find(&new, &score.id),
            })
            .collect();
        let what = |said: &Option<Said>| said.as_ref().map(|said| (said.verdict, said.credit));
        let (moved, same): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|one| what(&one.before) != what(&one.after));
        Self {
            before: Made::new(before),
            after: Made::new(after),
            dimensions: levels(before, after),
            moved,
            same: same.len(),
        }
    }

    /// As text for a terminal; not sanitized.
    #[must_use]
    pub fn in_words(&self) -> String {
        let mut text = format!("{}\n{}\n\n", made("1", &self.before), made("2", &self.after));
        let level = |level: Option<u8>| level.map_or_else(|| "–".to_owned(), |level| level.to_string());
        for levels in &self.dimensions {
            let moved = if levels.before == levels.after { "" } else { "  ←" };
            let (before, after) = (level(levels.before), level(levels.after));
            let _ = writeln!(text, "{:<30} {before}  {after}{moved}", levels.name);
        }
        let (moved, one_sided): (Vec<_>, Vec<_>) = self.moved.iter().partition(|one| one.is_read_by_both());
        let unread = match one_sided.len() {
            0 => String::new(),
            count => format!("; {count} more stand on one of them only"),
        };
        let _ = writeln!(text, "\n{} indicators moved, {} are the same{unread}", moved.len(), self.same);
        for one in moved {
            let (before, after) = (Said::in_words(one.before.as_ref()), Said::in_words(one.after.as_ref()));
            let _ = write!(text, "\n{} ({})\n  1  {before}\n  2  {after}\n", one.says, one.id);
            let why = one.after.as_ref().map(|said| said.reason.as_str()).filter(|reason| !reason.is_empty());
            let _ = why.map(|reason| writeln!(text, "     {reason}"));
        }
        text
    }
}

/// "1  builtin: lean no-hire, 2.3 to 2.7 of 4".
fn made(label: &str, made: &Made) -> String {
    let Judge { kind, model, samples } = &made.judge;
    let model = model.as_ref().map_or_else(String::new, |model| format!(" {model}"));
    let samples =
        if *samples > 1 { format!(", {}", phrases::samples(*samples, made.spread)) } else { String::new() };
    format!("{label}  {kind}{model}{samples}: {}", phrases::verdict_and_level(&made.overall))
}

fn scores(card: &Scorecard) -> Vec<(&DimensionId, &IndicatorScore)> {
    card.dimensions.iter().flat_map(|d| d.indicators.iter().map(move |score| (&d.id, score))).collect()
}

fn levels(before: &Scorecard, after: &Scorecard) -> Vec<Levels> {
    let old = |id: &DimensionId| before.dimensions.iter().find(|d| d.id == *id).and_then(|d| d.level);
    let of = after.dimensions.iter();
    of.map(|d| Levels { id: d.id.clone(), name: d.name.clone(), before: old(&d.id), after: d.level })
        .collect()
}
