//! The debrief as data: everything that a writer says, and nothing that it must work out.

use crate::{
    bank::written,
    interview::{Challenged, State},
    rubric::{DimensionScore, Scorecard, SelfRating},
    speech::Delivery,
    transcript::{ExpectationId, Kind, QuestionId, Seniority, SessionId},
};

use super::{
    compare::Comparison,
    contested::Disputed,
    correction::{Correction, corrections},
    dimension::DimensionNote,
    points::PointsNote,
    reference::Reference,
};

/// What a session came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Debrief {
    /// What was held.
    pub heading: Heading,
    /// The scorecard, with its delivery filled in.
    pub scorecard: Scorecard,
    /// Dimension by dimension, in the rubric's order.
    pub dimensions: Vec<DimensionNote>,
    /// The question's points; empty where the session is unscored, so that nothing is given away.
    pub points: PointsNote,
    /// What was said and is not so; likewise.
    pub corrections: Vec<Correction>,
    /// What the question's sheet says; likewise.
    pub reference: Reference,
    /// How it sounded; never part of the score.
    pub delivery: Delivery,
    /// The candidate's rating of themselves.
    pub self_rating: Option<SelfRating>,
    /// That rating against the scorecard.
    pub comparison: Option<Comparison>,
    /// What the candidate contested, beside the judge's reading.
    pub disputed: Option<Disputed>,
    /// Where to begin.
    pub weakest: Option<Weakest>,
    /// The candidate's own notes, and what the two sides saw differently.
    pub notes: Vec<String>,
    /// Whether the interview is still in hand, so that `/again` can be given.
    pub again_now: bool,
}

/// What was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The session.
    pub session: SessionId,
    /// The question.
    pub question: QuestionId,
    /// Its title.
    pub title: String,
    /// The kind of round.
    pub kind: Kind,
    /// The bar.
    pub seniority: Seniority,
    /// The role's title.
    pub role: String,
    /// How long it was to last.
    pub minutes: u32,
    /// How long it did, in milliseconds of running time.
    pub took_ms: u64,
    /// Whether it has ended.
    pub ended: bool,
}

/// Where to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weakest {
    /// The dimension's name.
    pub dimension: String,
    /// What to show first, if something is missing.
    pub lacks: Option<String>,
    /// The point that `/again` asks for, if one was not heard.
    pub point: Option<ExpectationId>,
}

impl Debrief {
    /// The debrief of a session. `rating` is what the candidate said before seeing the scorecard.
    #[must_use]
    pub fn new(state: &State, card: &Scorecard, rating: Option<&SelfRating>) -> Self {
        let delivery = serde_json::from_value(card.delivery.clone())
            .unwrap_or_else(|_| Delivery::new(&state.turns, None));
        let mut scorecard = card.clone();
        if scorecard.delivery.is_null() {
            scorecard.delivery = serde_json::to_value(&delivery).unwrap_or_default();
        }
        let scored = card.unscored.is_none();
        let points = if scored { PointsNote::new(state) } else { PointsNote::default() };
        Self {
            heading: Heading::new(state),
            dimensions: card.dimensions.iter().map(|d| DimensionNote::new(d, &state.setup.rubric)).collect(),
            weakest: weakest(card, &points),
            points,
            corrections: if scored { corrections(state) } else { Vec::new() },
            reference: if scored { Reference::new(state) } else { Reference::default() },
            delivery,
            comparison: rating.map(|rating| Comparison::new(rating, card)),
            self_rating: rating.cloned(),
            disputed: None,
            notes: state.notes.iter().cloned().chain(flagged(state)).collect(),
            again_now: false,
            scorecard,
        }
    }

    /// The same, with a rating held against another scorecard: a candidate's own against the judge's.
    #[must_use]
    pub fn beside(self, rating: &SelfRating, judged: &Scorecard) -> Self {
        let comparison = Some(Comparison::new(rating, judged));
        Self { self_rating: Some(rating.clone()), comparison, ..self }
    }

    /// The same with what the candidate contested, where that is anything.
    #[must_use]
    pub fn contested(self, contested: Option<&Scorecard>) -> Self {
        let disputed = contested.and_then(|contested| Disputed::new(contested, &self.scorecard));
        Self { disputed, ..self }
    }

    /// The same, read by whoever can say `/again` right after it.
    #[must_use]
    pub fn before_again(self, again_now: bool) -> Self {
        Self { again_now, ..self }
    }
}

impl Heading {
    fn new(state: &State) -> Self {
        let setup = &state.setup;
        Self {
            session: setup.session.clone(),
            question: setup.question.id.clone(),
            title: setup.question.title.clone(),
            kind: setup.question.kind,
            seniority: setup.seniority,
            role: setup.role.title.clone(),
            minutes: setup.minutes,
            took_ms: state.at_ms,
            ended: state.finished.is_some(),
        }
    }
}

/// What the candidate stood by when it was doubted: neither side has the last word on it.
fn flagged(state: &State) -> Vec<String> {
    let question = state.question();
    let told = |what: &Challenged| {
        let matter = match what {
            Challenged::Value { value, about } => format!("{about}, {}", written(value)),
            Challenged::Misconception { id } => {
                question.misconceptions.iter().find(|m| m.id == *id)?.expose.clone()
            }
            Challenged::DeadEnd { approach } => {
                question.approaches.iter().find(|a| a.id == *approach)?.name.clone()
            }
        };
        Some(format!("To be checked, for you stood by it: {matter}"))
    };
    state.flagged.iter().filter_map(told).collect()
}

/// The dimension with the lowest score, the heaviest of several; and of its points the first that was not heard.
fn weakest(card: &Scorecard, points: &PointsNote) -> Option<Weakest> {
    let scored = |d: &&DimensionScore| d.score.is_some() && !d.next_level.is_empty();
    let by_score = |a: &&DimensionScore, b: &&DimensionScore| {
        let (low, high) = (a.score.unwrap_or_default(), b.score.unwrap_or_default());
        a.level.cmp(&b.level).then(low.total_cmp(&high)).then(b.weight.total_cmp(&a.weight))
    };
    let dimension = card.dimensions.iter().filter(scored).min_by(by_score)?;
    let own =
        points.unheard.iter().find(|point| dimension.indicators.iter().any(|i| i.id == point.indicator));
    let doubted = points.doubted.first().map(|point| &point.id);
    Some(Weakest {
        dimension: dimension.name.clone(),
        lacks: dimension.next_level.first().cloned(),
        point: own.or(points.unheard.first()).map(|point| &point.id).or(doubted).cloned(),
    })
}
