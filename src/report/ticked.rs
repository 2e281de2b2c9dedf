//! The indicators that a candidate ticked, beside what the judge says of them.

use serde::Serialize;

use crate::{
    rubric::{IndicatorScore, Scorecard, SelfRating, Verdict},
    transcript::{DimensionId, IndicatorId},
};

/// One indicator, read by the candidate and by the judge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tick {
    /// Which.
    pub id: IndicatorId,
    /// The dimension that it stands in.
    pub dimension: DimensionId,
    /// What it is.
    pub says: String,
    /// What the candidate says.
    pub own: Verdict,
    /// What the judge says.
    pub judged: Verdict,
}

/// All that was ticked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ticked {
    /// Indicator by indicator, in the rubric's order.
    pub indicators: Vec<Tick>,
    /// On which share of those that both decided the two agree; what was shown in part was shown.
    pub agreement: Option<f64>,
    /// How many the candidate ticked that the judge did not hear.
    pub over: usize,
    /// How many the judge heard that the candidate did not tick.
    pub under: usize,
}

impl Tick {
    fn new(dimension: &DimensionId, indicator: &IndicatorScore, own: Verdict) -> Self {
        Self {
            id: indicator.id.clone(),
            dimension: dimension.clone(),
            says: indicator.says.clone(),
            own,
            judged: indicator.verdict,
        }
    }

    /// Whether the candidate and the judge say that it was shown; none where one of them leaves it open.
    #[must_use]
    pub fn decided(&self) -> Option<(bool, bool)> {
        Some((self.own.decided()?, self.judged.decided()?))
    }

    /// Whether the two decided, and not alike.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.decided().is_some_and(|(own, judged)| own != judged)
    }
}

impl Ticked {
    pub(super) fn new(rating: &SelfRating, card: &Scorecard) -> Option<Self> {
        let of_card = card.dimensions.iter().flat_map(|d| d.indicators.iter().map(move |i| (&d.id, i)));
        let indicators: Vec<Tick> = of_card
            .filter_map(|(dimension, indicator)| {
                Some(Tick::new(dimension, indicator, *rating.ticks.get(&indicator.id)?))
            })
            .collect();
        let decided: Vec<(bool, bool)> = indicators.iter().filter_map(Tick::decided).collect();
        let count = |pair: (bool, bool)| decided.iter().filter(|one| **one == pair).count();
        let (over, under) = (count((true, false)), count((false, true)));
        (!indicators.is_empty()).then(|| Self {
            agreement: share(decided.len() - over - under, decided.len()),
            over,
            under,
            indicators,
        })
    }

    /// How many both decided.
    #[must_use]
    pub fn decided(&self) -> usize {
        self.indicators.iter().filter(|tick| tick.decided().is_some()).count()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of indicators")]
fn share(part: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| (part as f64 / all as f64 * 100.0).round() / 100.0)
}
