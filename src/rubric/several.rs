//! Several rounds as one: competencies that rubrics have in common, and a verdict over all. Arithmetic alone.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::transcript::{Kind, Seniority};

use super::{Recommendation, Scorecard, grading::verdict_at};

static COMPETENCIES: LazyLock<Competencies> =
    LazyLock::new(|| toml::from_str(include_str!("../../prompts/competencies.toml")).unwrap_or_default());

/// From this level on a competency was shown; below it, it was weak.
const SHOWN: u8 = 3;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Competencies {
    competencies: Vec<Competency>,
}

/// Dimensions of different rubrics that are one competency.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Competency {
    id: String,
    name: String,
    dimensions: Vec<String>,
}

/// A round as it counts here.
#[derive(Debug, Clone, Copy)]
pub struct Round<'r> {
    /// Of which kind.
    pub kind: Kind,
    /// Its scorecard.
    pub card: &'r Scorecard,
}

/// Several rounds as one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Several {
    /// The mean of the rounds' levels, from 1 to 4; none where no round was scored.
    pub level: Option<f64>,
    /// The verdict against the seniority's bar.
    pub recommendation: Option<Recommendation>,
    /// Whether a weak round holds the verdict down.
    pub held_down: bool,
    /// Competency by competency; those that no round had an occasion for are left out.
    pub competencies: Vec<Across>,
    /// The weak rounds, and what of each was not shown elsewhere.
    pub weak: Vec<WeakRound>,
}

/// A competency across the rounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Across {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The rounds, from 1, in which it could be seen, with the level.
    pub levels: Vec<(usize, u8)>,
}

impl Across {
    /// The round in which it was shown best, if it was shown at all.
    #[must_use]
    pub fn shown_in(&self) -> Option<usize> {
        let best = self.levels.iter().filter(|(_, level)| *level >= SHOWN).max_by_key(|(_, level)| *level);
        best.map(|(round, _)| *round)
    }
}

/// A round that came out below the bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeakRound {
    /// Which, from 1.
    pub round: usize,
    /// What it came out as.
    pub recommendation: Recommendation,
    /// Names of competencies that were weak in it and shown in no other round. None: it is outweighed.
    pub not_shown_elsewhere: Vec<String>,
}

/// The rounds as one. A weak round holds the whole down, unless everything that was weak in it was shown elsewhere.
#[must_use]
pub fn several(rounds: &[Round<'_>], seniority: Seniority) -> Several {
    let competencies: Vec<Across> = COMPETENCIES
        .competencies
        .iter()
        .map(|c| across(c, rounds))
        .filter(|a| !a.levels.is_empty())
        .collect();
    let weak = weak_rounds(rounds, &competencies);
    let levels: Vec<f64> = rounds.iter().filter_map(|round| round.card.overall.level).collect();
    let level = mean(&levels);
    let may_hold_down = weak.iter().any(|weak| !weak.not_shown_elsewhere.is_empty());
    let best = if may_hold_down { Recommendation::LeanNoHire } else { Recommendation::StrongHire };
    let mean = level.map(|level| verdict_at(level, seniority));
    let verdict = mean.map(|verdict| verdict.min(best));
    let by_cues = rounds.iter().any(|round| round.card.judge.kind == "builtin");
    Several {
        held_down: verdict < mean,
        level: level.map(|level| (level * 100.0).round() / 100.0),
        recommendation: verdict.map(|verdict| if by_cues { tempered(verdict) } else { verdict }),
        competencies,
        weak,
    }
}

/// A reader that hears by cues alone is never certain.
fn tempered(verdict: Recommendation) -> Recommendation {
    verdict.clamp(Recommendation::NoHire, Recommendation::Hire)
}

#[expect(clippy::cast_precision_loss, reason = "a few rounds")]
fn mean(levels: &[f64]) -> Option<f64> {
    (!levels.is_empty()).then(|| levels.iter().sum::<f64>() / levels.len() as f64)
}

fn across(competency: &Competency, rounds: &[Round<'_>]) -> Across {
    let level_in = |round: &Round<'_>| {
        let own = round.card.dimensions.iter().filter(|dimension| {
            competency.dimensions.contains(&format!("{}/{}", round.card.rubric, dimension.id))
        });
        own.filter_map(|dimension| dimension.level).min()
    };
    let levels = (1..).zip(rounds).filter_map(|(number, round)| Some((number, level_in(round)?))).collect();
    Across { id: competency.id.clone(), name: competency.name.clone(), levels }
}

fn weak_rounds(rounds: &[Round<'_>], competencies: &[Across]) -> Vec<WeakRound> {
    let weak = |(number, round): (usize, &Round<'_>)| {
        let recommendation = round.card.overall.recommendation?;
        (recommendation <= Recommendation::LeanNoHire).then(|| WeakRound {
            round: number,
            recommendation,
            not_shown_elsewhere: competencies
                .iter()
                .filter(|across| is_weak_and_alone(across, number))
                .map(|across| across.name.clone())
                .collect(),
        })
    };
    (1..).zip(rounds).filter_map(weak).collect()
}

fn is_weak_and_alone(across: &Across, round: usize) -> bool {
    let own = across.levels.iter().find(|(number, _)| *number == round);
    own.is_some_and(|(_, level)| *level < SHOWN) && across.shown_in().is_none()
}

#[cfg(test)]
mod tests;
