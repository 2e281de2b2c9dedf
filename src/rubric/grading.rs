//! Grading: from findings to levels to a scorecard. Arithmetic, and nothing else.
//!
//! A level needs two thirds of its own applicable indicators, two thirds of all at or below it, and every `must`
//! among them. What is not applicable leaves the count; what is unsure never raises a level.

use crate::transcript::Seniority;

use super::{
    Credit, Dimension, DimensionScore, Finding, Floor, IndicatorScore, NOT_LOOKED_AT, Overall,
    Recommendation, Rubric, Verdict,
};

/// The best level.
pub const MAX_LEVEL: u8 = 4;
/// A dimension needs so many applicable indicators to be scored.
const FEWEST_INDICATORS: usize = 2;
/// A reader by cues hears a point rightly so often: the precision measured on 84 spoken-style pairs.
const CUES_RIGHT: f64 = 0.88;
/// Nine of ten levels lie within so many standard deviations.
const NINE_IN_TEN: f64 = 1.64;

/// How findings that are unsure are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    Against,
    Half,
    For,
}

/// What an indicator brings, from 0 to 1; none where it leaves the count.
fn worth(finding: &IndicatorScore, doubt: Doubt) -> Option<f64> {
    let substance = match finding.credit {
        Some(Credit::Hinted) => 0.5,
        Some(Credit::Told) => 0.0,
        _ => 1.0,
    };
    match (finding.verdict, doubt) {
        (Verdict::NotApplicable, _) => None,
        (Verdict::Met, _) => Some(substance),
        (Verdict::Partial, _) | (Verdict::Unsure, Doubt::Half) => Some(0.5 * substance),
        (Verdict::Unsure, Doubt::For) => Some(1.0),
        (Verdict::Unsure, Doubt::Against) | (Verdict::Unmet, _) => Some(0.0),
    }
}

/// Grades one dimension.
#[must_use]
pub fn grade_dimension(dimension: &Dimension, seniority: Seniority, findings: &[Finding]) -> DimensionScore {
    let indicators: Vec<IndicatorScore> = dimension
        .indicators
        .iter()
        .map(|indicator| {
            let finding = findings
                .iter()
                .find(|finding| finding.id == indicator.id)
                .cloned()
                .unwrap_or_else(|| Finding::absent(&indicator.id, Verdict::NotApplicable, NOT_LOOKED_AT));
            IndicatorScore {
                id: indicator.id.clone(),
                says: indicator.says.clone(),
                rung: indicator.rung.at(seniority),
                must: indicator.must,
                verdict: finding.verdict,
                credit: finding.credit,
                evidence: finding.evidence,
                reason: finding.reason,
                fullness: finding.fullness,
                readings: finding.readings,
            }
        })
        .collect();
    let applicable = indicators.iter().filter(|i| i.verdict != Verdict::NotApplicable).count();
    let scored = applicable >= FEWEST_INDICATORS;
    let level = scored.then(|| level(&indicators));
    DimensionScore {
        id: dimension.id.clone(),
        name: dimension.name.clone(),
        level,
        max: MAX_LEVEL,
        score: scored.then(|| short(score(&indicators, Doubt::Half))),
        weight: f64::from(dimension.weight_percent) / 100.0,
        next_level: level.map_or_else(Vec::new, |level| lacking(&indicators, level)),
        indicators,
    }
}

/// A number that is the same after it was written down and read again.
fn short(score: f64) -> f64 {
    const FINENESS: f64 = 1e6;
    (score * FINENESS).round() / FINENESS
}

/// The share of what was shown among some indicators; none where none is applicable.
fn share<'i>(indicators: impl Iterator<Item = &'i IndicatorScore>, doubt: Doubt) -> Option<f64> {
    mean_of(indicators.filter_map(|indicator| worth(indicator, doubt)))
}

fn mean_of(worths: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = worths.fold((0.0, 0.0), |(sum, count), worth| (sum + worth, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

/// What is left of an indicator's worth where less than all of it was said. It tells a full answer from a thin one under
/// the same level, and touches no level.
fn fullness(indicator: &IndicatorScore) -> f64 {
    const WEIGHT: f64 = 0.7;
    let shown = matches!(indicator.verdict, Verdict::Met | Verdict::Partial);
    let full =
        indicator.fullness.filter(|_| shown).map_or(1.0, |thousandths| f64::from(thousandths) / 1000.0);
    1.0 - WEIGHT * (1.0 - full)
}

fn level(indicators: &[IndicatorScore]) -> u8 {
    let mut reached = 1;
    for level in 2..=MAX_LEVEL {
        let at = share(indicators.iter().filter(|i| i.rung == level), Doubt::Against);
        let Some(at) = at else { continue };
        if !is_enough(at) || !is_reached(indicators, level) {
            break;
        }
        reached = level;
    }
    reached
}

fn is_enough(share: f64) -> bool {
    share >= 2.0 / 3.0 - 1e-9
}

fn is_reached(indicators: &[IndicatorScore], level: u8) -> bool {
    let upto = share(indicators.iter().filter(|i| i.rung <= level), Doubt::Against);
    let musts = indicators
        .iter()
        .filter(|i| i.must && i.rung <= level)
        .all(|i| worth(i, Doubt::Against).is_none_or(|worth| worth > 0.0));
    upto.is_some_and(is_enough) && musts
}

/// The musts without which the next level cannot be reached, however much else was shown.
#[must_use]
pub fn held_by(dimension: &DimensionScore) -> Vec<&IndicatorScore> {
    let Some(level) = dimension.level else { return Vec::new() };
    let empty = |i: &&IndicatorScore| worth(i, Doubt::Against).is_some_and(|worth| worth <= 0.0);
    dimension.indicators.iter().filter(|i| i.must && i.rung <= level + 1).filter(empty).collect()
}

/// 1 for nothing, and a part of one more for each rung; a rung that nothing applies to counts like those below it.
fn score(indicators: &[IndicatorScore], doubt: Doubt) -> f64 {
    let fully = |indicator: &IndicatorScore| Some(worth(indicator, doubt)? * fullness(indicator));
    let mut total = 1.0;
    for level in 2..=MAX_LEVEL {
        let own = mean_of(indicators.iter().filter(|i| i.rung == level).filter_map(fully));
        let below = || mean_of(indicators.iter().filter_map(fully)).unwrap_or(0.0);
        total += own.unwrap_or_else(below);
    }
    total
}

/// What the next level that has something to show lacks, indispensable things first.
fn lacking(indicators: &[IndicatorScore], level: u8) -> Vec<String> {
    const MOST: usize = 3;
    let missing =
        |i: &&IndicatorScore| matches!(i.verdict, Verdict::Unmet | Verdict::Partial | Verdict::Unsure);
    let Some(next) = (level + 1..=MAX_LEVEL).find(|l| indicators.iter().any(|i| i.rung == *l && missing(&i)))
    else {
        return Vec::new();
    };
    let mut lacking: Vec<&IndicatorScore> =
        indicators.iter().filter(|i| i.rung <= next).filter(missing).collect();
    lacking.sort_by_key(|i| (!i.must, std::cmp::Reverse(i.rung)));
    lacking.into_iter().take(MOST).map(|i| i.says.clone()).collect()
}

/// The overall of graded dimensions, read against every bar.
#[must_use]
pub fn overall(rubric: &Rubric, seniority: Seniority, findings: &[Finding], may_be_strong: bool) -> Overall {
    let at = |seniority: Seniority| Against::new(rubric, seniority, findings, may_be_strong);
    let own = at(seniority);
    let every = Seniority::ALL.iter().filter_map(|s| Some((*s, at(*s)?.recommendation))).collect();
    let round = |x: f64| (x * 100.0).round() / 100.0;
    Overall {
        level: own.as_ref().map(|own| round(own.level)),
        max: MAX_LEVEL,
        recommendation: own.as_ref().map(|own| own.recommendation),
        range: own.as_ref().map(|own| (round(own.range.0), round(own.range.1))),
        at: every,
        capped_by: own.map_or_else(Vec::new, |own| own.capped_by),
    }
}

/// The same evidence against one bar.
struct Against {
    level: f64,
    range: (f64, f64),
    recommendation: Recommendation,
    capped_by: Vec<String>,
}

impl Against {
    fn new(rubric: &Rubric, seniority: Seniority, findings: &[Finding], may_be_strong: bool) -> Option<Self> {
        let graded: Vec<DimensionScore> =
            rubric.dimensions.iter().map(|d| grade_dimension(d, seniority, findings)).collect();
        let level = mean(&graded, Doubt::Half)?;
        let margin = if may_be_strong { 0.0 } else { mishearing(&graded) };
        let low = mean(&graded, Doubt::Against)? - margin;
        let high = mean(&graded, Doubt::For)? + margin;
        let (recommendation, capped_by) = recommend(rubric, &graded, seniority, level);
        Some(Self {
            level,
            range: (low.max(1.0), high.min(f64::from(MAX_LEVEL))),
            recommendation: temper(recommendation, may_be_strong),
            capped_by,
        })
    }
}

fn mean(graded: &[DimensionScore], doubt: Doubt) -> Option<f64> {
    let (sum, weight) =
        graded.iter().filter(|dimension| dimension.level.is_some()).fold((0.0, 0.0), |(sum, weight), d| {
            (sum + d.weight * score(&d.indicators, doubt), weight + d.weight)
        });
    (weight > 0.0).then(|| sum / weight)
}

/// How far the overall may be off because a reader by cues mishears, were every error independent of the others.
#[expect(clippy::cast_precision_loss, reason = "counts of indicators")]
fn mishearing(graded: &[DimensionScore]) -> f64 {
    let of_rung = |dimension: &DimensionScore, rung: u8| {
        let heard = dimension
            .indicators
            .iter()
            .filter(|i| i.rung == rung && i.verdict != Verdict::NotApplicable)
            .count();
        if heard == 0 { 0.0 } else { CUES_RIGHT * (1.0 - CUES_RIGHT) / heard as f64 }
    };
    let (variance, weight) = graded.iter().filter(|dimension| dimension.level.is_some()).fold(
        (0.0, 0.0),
        |(sum, weight), dimension| {
            let own: f64 = (2..=MAX_LEVEL).map(|rung| of_rung(dimension, rung)).sum();
            (sum + dimension.weight.powi(2) * own, weight + dimension.weight)
        },
    );
    if weight > 0.0 { NINE_IN_TEN * variance.sqrt() / weight } else { 0.0 }
}

/// How far a seniority's bar lies above that of mid.
fn bar(seniority: Seniority) -> f64 {
    match seniority {
        Seniority::Junior => -0.3,
        Seniority::Mid => 0.0,
        Seniority::Senior => 0.25,
        Seniority::Staff => 0.4,
    }
}

/// What a level comes to against a seniority's bar.
pub(super) fn verdict_at(level: f64, seniority: Seniority) -> Recommendation {
    match level - bar(seniority) {
        ..1.5 => Recommendation::StrongNoHire,
        ..2.0 => Recommendation::NoHire,
        ..2.5 => Recommendation::LeanNoHire,
        ..3.0 => Recommendation::LeanHire,
        ..3.5 => Recommendation::Hire,
        _ => Recommendation::StrongHire,
    }
}

fn recommend(
    rubric: &Rubric,
    graded: &[DimensionScore],
    seniority: Seniority,
    level: f64,
) -> (Recommendation, Vec<String>) {
    let mut verdict = verdict_at(level, seniority);
    let mut caps = Vec::new();
    for (dimension, score) in rubric.dimensions.iter().zip(graded).filter(|(_, score)| score.level == Some(1))
    {
        let cap = match dimension.floor {
            Some(Floor::CapsAtLeanNoHire) => Recommendation::LeanNoHire,
            Some(Floor::CapsBelowHireFromMid) if seniority >= Seniority::Mid => Recommendation::LeanHire,
            _ => continue,
        };
        if verdict > cap {
            verdict = cap;
            caps.push(format!("{} is at level 1: no better than {cap}", score.name));
        }
    }
    (verdict, caps)
}

/// A reader that hears by cues alone is never certain.
fn temper(verdict: Recommendation, may_be_strong: bool) -> Recommendation {
    match verdict {
        Recommendation::StrongHire if !may_be_strong => Recommendation::Hire,
        Recommendation::StrongNoHire if !may_be_strong => Recommendation::NoHire,
        other => other,
    }
}

#[cfg(test)]
mod tests;
