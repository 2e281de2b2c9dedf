//! A candidate's own rating against the judge's.

use serde::Serialize;

use crate::{
    rubric::{Recommendation, Scorecard, SelfRating},
    transcript::DimensionId,
};

use super::ticked::Ticked;

/// So much of a level off, on average, is a leaning; less is chance.
const LEANING_FROM: f64 = 0.3;

names!(
    /// To which side candidates misjudge themselves.
    Leaning("leaning") {
        /// Rates itself higher than the judge does.
        Over = "over-confident",
        /// Rates itself lower than the judge does.
        Under = "under-confident",
        /// Neither.
        Even = "well-calibrated",
    }
);

/// One dimension, rated twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Which.
    pub id: DimensionId,
    /// Its name.
    pub name: String,
    /// The candidate's own level.
    pub own: u8,
    /// The judge's level; none where the judge saw too little.
    pub judged: Option<u8>,
}

/// The verdict that was expected, and the one that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct VerdictGuess {
    /// What the candidate expected.
    pub predicted: Recommendation,
    /// What the scorecard says.
    pub given: Recommendation,
}

/// A whole self-rating against a scorecard.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The dimensions that the candidate rated, in the rubric's order.
    pub dimensions: Vec<Compared>,
    /// From 0 to 1: one less a third for every level that the two are apart, averaged over the dimensions that both
    /// rated. Linear weights (Cohen, 1968), not corrected for chance: a rating has too few dimensions for that.
    pub agreement: Option<f64>,
    /// How much higher candidates rate themselves than the judge does, in levels, on average.
    pub bias: Option<f64>,
    /// The side of the error.
    pub leaning: Option<Leaning>,
    /// The verdicts, where both are there.
    pub verdict: Option<VerdictGuess>,
    /// The indicators that the candidate ticked, against the judge's; none where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticked: Option<Ticked>,
}

impl Compared {
    /// How much higher the own level is; negative where it is lower.
    #[must_use]
    pub fn difference(&self) -> Option<i8> {
        let judged = i8::try_from(self.judged?).ok()?;
        Some(i8::try_from(self.own).ok()? - judged)
    }

    /// The difference in words, seen from the candidate.
    #[must_use]
    pub fn in_words(&self) -> &'static str {
        match self.difference() {
            None => "not scored by the judge",
            Some(0) => "the same",
            Some(1) => "one higher than the judge",
            Some(2..) => "far higher than the judge",
            Some(-1) => "one lower than the judge",
            Some(_) => "far lower than the judge",
        }
    }
}

impl Comparison {
    /// Holds a self-rating against a scorecard.
    #[must_use]
    pub fn new(rating: &SelfRating, card: &Scorecard) -> Self {
        let dimensions: Vec<Compared> = card
            .dimensions
            .iter()
            .filter_map(|dimension| {
                let own = *rating.levels.get(&dimension.id)?;
                Some(Compared {
                    id: dimension.id.clone(),
                    name: dimension.name.clone(),
                    own,
                    judged: dimension.level,
                })
            })
            .collect();
        let apart: Vec<f64> = dimensions.iter().filter_map(Compared::difference).map(f64::from).collect();
        let bias = mean(&apart);
        let agreement = mean(&apart.iter().map(|levels| 1.0 - levels.abs() / 3.0).collect::<Vec<_>>());
        let verdict = rating.predicted.zip(card.overall.recommendation);
        Self {
            agreement: agreement.map(round),
            bias: bias.map(round),
            leaning: bias.map(leaning),
            verdict: verdict.map(|(predicted, given)| VerdictGuess { predicted, given }),
            ticked: Ticked::new(rating, card),
            dimensions,
        }
    }

    /// The dimensions in which the two are furthest apart, the widest first, no more than so many; those in which they
    /// agree are not among them.
    #[must_use]
    pub fn gaps(&self, most: usize) -> Vec<&Compared> {
        let apart = |compared: &&Compared| compared.difference().map_or(0, i8::unsigned_abs);
        let mut gaps: Vec<&Compared> =
            self.dimensions.iter().filter(|compared| apart(compared) > 0).collect();
        gaps.sort_by_key(|compared| std::cmp::Reverse(apart(compared)));
        gaps.truncate(most);
        gaps
    }

    /// The dimension in which the two are furthest apart, if they are apart at all.
    #[must_use]
    pub fn widest(&self) -> Option<&Compared> {
        self.gaps(1).first().copied()
    }
}

impl VerdictGuess {
    /// How the expectation turned out, in words.
    #[must_use]
    pub fn in_words(&self) -> &'static str {
        match self.predicted.cmp(&self.given) {
            std::cmp::Ordering::Equal => "as you predicted",
            std::cmp::Ordering::Greater => "you had hoped for more",
            std::cmp::Ordering::Less => "better than you thought",
        }
    }
}

fn leaning(bias: f64) -> Leaning {
    match bias {
        LEANING_FROM.. => Leaning::Over,
        b if b <= -LEANING_FROM => Leaning::Under,
        _ => Leaning::Even,
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a count of dimensions")]
    let count = values.len() as f64;
    (count > 0.0).then(|| values.iter().sum::<f64>() / count)
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
