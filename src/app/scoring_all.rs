//! `viva score --all`: every session that has ended, and those only that this judge has not scored yet.

use serde::Serialize;

use crate::{
    error::{AppError, Exit},
    interview::State,
    rubric::{Recommendation, Scorecard},
    scoring,
    store::{Filter, SessionState, SessionSummary, Store},
    transcript::{QuestionId, SessionId},
};

use super::{
    calibrate,
    finish::keep,
    marking::{Asked, Marked, Marker, Progress, is_too_little},
    records::state,
};

names!(
    /// What became of a session.
    Became("outcome") {
        /// It was scored.
        Scored = "scored",
        /// This judge has scored it already.
        Skipped = "skipped",
        /// Too little was said in it.
        Unscored = "unscored",
        /// It has not ended.
        Open = "open",
        /// It could not be scored.
        Failed = "failed",
    }
);

/// One session, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Which.
    pub session: SessionId,
    /// Its question.
    pub question: QuestionId,
    /// What became of it.
    pub became: Became,
    /// Its level, where it was scored.
    pub level: Option<f64>,
    /// Its verdict, where it was scored.
    pub recommendation: Option<Recommendation>,
    /// Why it could not be scored.
    pub error: Option<String>,
}

/// All sessions.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Scored {
    /// Session by session, the newest first.
    pub sessions: Vec<Row>,
}

impl Scored {
    /// How many became this.
    #[must_use]
    pub fn count(&self, became: Became) -> usize {
        self.sessions.iter().filter(|row| row.became == became).count()
    }
}

impl Row {
    fn new(summary: &SessionSummary, became: Became) -> Self {
        Self {
            session: summary.id.clone(),
            question: summary.question.clone(),
            became,
            level: None,
            recommendation: None,
            error: None,
        }
    }

    fn scored(summary: &SessionSummary, became: Became, card: &Scorecard) -> Self {
        let overall = &card.overall;
        Self { level: overall.level, recommendation: overall.recommendation, ..Self::new(summary, became) }
    }

    fn failed(summary: &SessionSummary, error: String) -> Self {
        Self { error: Some(error), ..Self::new(summary, Became::Failed) }
    }
}

/// Scores what is not scored yet. `progress` hears which session it is at.
///
/// # Errors
/// Exit code 130 where it was stopped and 4 where the endpoint did not answer: what was scored until then is kept.
pub fn score_all(store: &Store, marker: &Marker, progress: &mut Progress<'_>) -> Result<Scored, AppError> {
    let sessions = store.list(&Filter::default())?;
    let all = sessions.len();
    let mut scored = Scored::default();
    for (number, summary) in (1..).zip(&sessions) {
        let mut tell = |text: &str| progress(&format!("session {number} of {all}: {text}"));
        tell(summary.question.as_str())?;
        scored.sessions.push(row(store, marker, summary, &mut tell)?);
    }
    Ok(scored)
}

fn row(
    store: &Store,
    marker: &Marker,
    summary: &SessionSummary,
    progress: &mut Progress<'_>,
) -> Result<Row, AppError> {
    if summary.state == SessionState::Open {
        return Ok(Row::new(summary, Became::Open));
    }
    let state = match state(store, &summary.id) {
        Ok(state) => state,
        Err(error) => return Ok(Row::failed(summary, error.message)),
    };
    if is_too_little(&state) {
        return Ok(Row::new(summary, Became::Unscored));
    }
    if let Some(card) = scored_already(store, &summary.id, &state, marker)? {
        return Ok(Row::scored(summary, Became::Skipped, &card));
    }
    let Marked { mut scorecard, asked, remarks } = marker.mark(&state, progress)?;
    match asked {
        Asked::Stopped => return Err(cut_short(Exit::Interrupted, "the scoring was stopped")),
        Asked::Silent => return Err(cut_short(Exit::Endpoint, "the endpoint does not answer")),
        Asked::Answered { believed: false, .. } => return Ok(Row::failed(summary, remarks.join("; "))),
        Asked::Nobody | Asked::Answered { .. } => {}
    }
    calibrate::attach(store, &mut scorecard)?;
    keep(store, &summary.id, &scorecard, None)?;
    Ok(Row::scored(summary, Became::Scored, &scorecard))
}

/// The newest scorecard of a session by a judge, made with the same rubric, prompts and number of samples; of the
/// built-in scorer, which is quicker than the disk, only one that it would make again.
///
/// # Errors
/// Where the store cannot be read.
pub fn scored_already(
    store: &Store,
    session: &SessionId,
    state: &State,
    marker: &Marker,
) -> Result<Option<Scorecard>, AppError> {
    let made = Made {
        judge: marker.judge(),
        rubric_hash: scoring::rubric_hash(&state.setup.rubric),
        prompt_hash: marker.prompt_hash(),
    };
    let Some(card) = made.newest(store, session)? else { return Ok(None) };
    if matches!(marker, Marker::Builtin) {
        let again = Marker::Builtin.mark(state, &mut |_| Ok(()))?.scorecard;
        return Ok((again.dimensions == card.dimensions && again.overall == card.overall).then_some(card));
    }
    Ok(Some(card))
}

/// By whom a scorecard was made, and with what.
pub struct Made {
    /// The judge.
    pub judge: crate::rubric::Judge,
    /// The rubric.
    pub rubric_hash: String,
    /// The prompts.
    pub prompt_hash: Option<String>,
}

impl Made {
    /// The newest scorecard of a session that was made so.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn newest(&self, store: &Store, session: &SessionId) -> Result<Option<Scorecard>, AppError> {
        let cards = store.scorecards(session)?.into_iter();
        let mut cards = cards.filter_map(|card| serde_json::from_value::<Scorecard>(card.json).ok());
        Ok(cards.find(|card| {
            card.judge == self.judge
                && card.rubric_hash == self.rubric_hash
                && card.prompt_hash == self.prompt_hash
        }))
    }
}

fn cut_short(exit: Exit, what: &str) -> AppError {
    AppError::new(exit, what).hint("what was scored is kept, and the same command goes on from here")
}
