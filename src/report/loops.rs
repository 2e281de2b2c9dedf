//! The debrief over a loop: what its rounds come to together. The rounds have debriefs of their own.

mod writers;

use serde::Serialize;

use crate::{
    bank::Planned,
    interview::State,
    rubric::{Across, MAX_LEVEL, Recommendation, Round, Scorecard, SelfRating, Several, several},
    transcript::{Kind, QuestionId, Seniority, SessionId},
};

pub use writers::{markdown, terminal};

/// A round that was held.
#[derive(Debug, Clone, Copy)]
pub struct Held<'h> {
    /// Its session.
    pub state: &'h State,
    /// Its scorecard.
    pub card: &'h Scorecard,
    /// What the candidate expected.
    pub rating: Option<&'h SelfRating>,
}

/// What a loop came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LoopDebrief {
    /// The session of its first round, after which it is called.
    #[serde(rename = "loop")]
    pub id: Option<SessionId>,
    /// The role's title.
    pub role: String,
    /// The bar.
    pub seniority: Option<Seniority>,
    /// The best level that there is.
    pub max: u8,
    /// What the rounds come to together.
    #[serde(flatten)]
    pub all: Several,
    /// Round by round.
    pub rounds: Vec<RoundNote>,
    /// What was planned and not held.
    pub not_held: Vec<Planned>,
    /// Whether a reader by cues scored any of it.
    pub by_cues: bool,
}

/// One round.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoundNote {
    /// Its number, from 1.
    pub round: usize,
    /// Its session.
    pub session: SessionId,
    /// Its kind.
    pub kind: Kind,
    /// Its question.
    pub question: QuestionId,
    /// The question's title.
    pub title: String,
    /// How long it was to last.
    pub minutes: u32,
    /// How long it did, in milliseconds.
    pub took_ms: u64,
    /// Its level.
    pub level: Option<f64>,
    /// Its verdict.
    pub recommendation: Option<Recommendation>,
    /// What the candidate expected.
    pub predicted: Option<Recommendation>,
    /// Why it was not scored.
    pub unscored: Option<String>,
}

impl LoopDebrief {
    /// The debrief over these rounds, in their order.
    #[must_use]
    pub fn new(rounds: &[Held<'_>]) -> Self {
        let setup = rounds.first().map(|round| &round.state.setup);
        let cards: Vec<Round<'_>> =
            rounds.iter().map(|held| Round { kind: held.state.question().kind, card: held.card }).collect();
        let seniority = setup.map(|setup| setup.seniority);
        let place = setup.and_then(|setup| setup.staging.round.as_ref());
        Self {
            id: place.map(|place| place.first.clone()),
            role: setup.map_or_else(String::new, |setup| setup.role.title.clone()),
            seniority,
            max: MAX_LEVEL,
            all: several(&cards, seniority.unwrap_or(Seniority::Mid)),
            not_held: place
                .map_or_else(Vec::new, |place| place.plan.iter().skip(rounds.len()).copied().collect()),
            rounds: (1..).zip(rounds).map(|(number, held)| RoundNote::new(number, held)).collect(),
            by_cues: rounds.iter().any(|held| held.card.judge.kind == "builtin"),
        }
    }

    /// The competencies that were shown in no round, the weakest first.
    fn never_shown(&self) -> Vec<&Across> {
        let best = |across: &&Across| across.levels.iter().map(|(_, level)| *level).max();
        let mut never: Vec<&Across> =
            self.all.competencies.iter().filter(|across| across.shown_in().is_none()).collect();
        never.sort_by_key(best);
        never
    }
}

impl RoundNote {
    fn new(round: usize, held: &Held<'_>) -> Self {
        let setup = &held.state.setup;
        Self {
            round,
            session: setup.session.clone(),
            kind: setup.question.kind,
            question: setup.question.id.clone(),
            title: setup.question.title.clone(),
            minutes: setup.minutes,
            took_ms: held.state.at_ms,
            level: held.card.overall.level,
            recommendation: held.card.overall.recommendation,
            predicted: held.rating.and_then(|rating| rating.predicted),
            unscored: held.card.unscored.clone(),
        }
    }
}
