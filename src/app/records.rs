//! What is stored, read back: transcripts, scorecards, reports; and scored again.

use crate::{
    error::AppError,
    interview::{Director, State},
    report::{self, Debrief},
    rubric::{Scorecard, SelfRating},
    store::{Filter, SessionSummary, Store},
    term::{
        Theme,
        width::{prose_width, terminal_width},
    },
    transcript::SessionId,
};

use super::{
    calibrate, contesting,
    finish::keep,
    marking::{Marked, Marker, Progress},
};

/// How a report is written.
pub enum Format {
    /// For a terminal.
    Terminal(Theme),
    /// Markdown.
    Markdown,
    /// The scorecard as JSON.
    Json,
}

/// A session's state, by replay.
///
/// # Errors
/// Where it cannot be read.
pub fn state(store: &Store, session: &SessionId) -> Result<State, AppError> {
    let events = store.events(session)?;
    let director = Director::replay(&events)
        .map_err(|error| AppError::failure(format!("session {session} cannot be replayed")).because(error))?;
    Ok(director.state().clone())
}

/// A judge's newest scorecard, or one by the built-in scorer where there is none yet.
///
/// # Errors
/// Where it cannot be read.
pub fn judged(store: &Store, session: &SessionId, state: &State) -> Result<Scorecard, AppError> {
    let newest = store.scorecards(session)?.into_iter().find(|card| card.judge.is_a_judge());
    if let Some(card) = newest.and_then(|card| serde_json::from_value(card.json).ok()) {
        return Ok(card);
    }
    let mut card = Marker::Builtin.mark(state, &mut |_| Ok(()))?.scorecard;
    calibrate::attach(store, &mut card)?;
    Ok(card)
}

fn self_rating(store: &Store, session: &SessionId) -> Result<Option<SelfRating>, AppError> {
    let newest = store.self_ratings(session)?.into_iter().next();
    Ok(newest.and_then(|rating| serde_json::from_value(rating.json).ok()))
}

/// A judge's newest scorecard of a session, or one by the built-in scorer, and what the candidate thought.
///
/// # Errors
/// Where they cannot be read.
pub fn scored(store: &Store, state: &State) -> Result<(Scorecard, Option<SelfRating>), AppError> {
    let session = &state.setup.session;
    Ok((judged(store, session, state)?, self_rating(store, session)?))
}

/// The debrief of a session, in a format.
///
/// # Errors
/// Where it cannot be read.
pub fn report(store: &Store, session: &SessionId, format: &Format) -> Result<String, AppError> {
    let state = state(store, session)?;
    let card = judged(store, session, &state)?;
    let rating = self_rating(store, session)?;
    let contested = contesting::contested(store, session)?;
    let debrief = Debrief::new(&state, &card, rating.as_ref()).contested(contested.as_ref());
    Ok(match format {
        Format::Terminal(theme) => in_terminal(&debrief, *theme),
        Format::Markdown => report::markdown::write(&debrief),
        Format::Json => in_json(&debrief)?,
    })
}

/// A scorecard just made, for a terminal.
///
/// # Errors
/// Where the session cannot be read.
pub fn shown(store: &Store, session: &SessionId, card: &Scorecard, theme: Theme) -> Result<String, AppError> {
    let state = state(store, session)?;
    let rating = self_rating(store, session)?;
    let debrief = Debrief::new(&state, card, rating.as_ref());
    Ok(in_terminal(&debrief, theme))
}

/// A debrief, for a terminal.
#[must_use]
pub fn in_terminal(debrief: &Debrief, theme: Theme) -> String {
    report::terminal::write(debrief, theme, prose_width(terminal_width()))
}

/// A debrief's scorecard as JSON, with the candidate's own rating beside it.
///
/// # Errors
/// What JSON cannot hold, which no scorecard has.
pub fn in_json(debrief: &Debrief) -> Result<String, AppError> {
    report::json::write(debrief).map_err(unwritable)
}

/// The whole session in Markdown: the transcript, then the debrief if it is over.
///
/// # Errors
/// Where it cannot be read.
pub fn markdown(store: &Store, session: &SessionId) -> Result<String, AppError> {
    let state = state(store, session)?;
    let card = judged(store, session, &state)?;
    let rating = self_rating(store, session)?;
    let contested = contesting::contested(store, session)?;
    let debrief = Debrief::new(&state, &card, rating.as_ref()).contested(contested.as_ref());
    let summary = summary(store, session)?;
    let day = super::clock::day(summary.map_or(0, |summary| summary.started_ms));
    let debrief = state.finished.is_some().then_some(&debrief);
    Ok(report::transcript::write(&state, day, debrief))
}

/// The whole session as JSON.
///
/// # Errors
/// Where it cannot be read.
pub fn whole(store: &Store, session: &SessionId) -> Result<serde_json::Value, AppError> {
    let state = state(store, session)?;
    let summary = summary(store, session)?;
    let cards: Vec<serde_json::Value> =
        store.scorecards(session)?.into_iter().map(|card| card.json).collect();
    let ratings: Vec<serde_json::Value> = store.self_ratings(session)?.into_iter().map(|r| r.json).collect();
    Ok(serde_json::json!({
        "id": session,
        "summary": summary,
        "question": state.setup.question.id,
        "kind": state.setup.question.kind,
        "role": state.setup.role.id,
        "company": state.setup.staging.company.as_ref().map(|company| &company.id),
        "persona": state.setup.staging.persona.as_ref().map(|persona| &persona.id),
        "papers": state.setup.staging.papers,
        "round": state.setup.staging.round,
        "seniority": state.setup.seniority,
        "minutes": state.setup.minutes,
        "seed": state.setup.seed,
        "phase": state.phase,
        "finished": state.finished,
        "running_ms": state.at_ms,
        "hints": state.hints,
        "turns": state.turns,
        "ledger": state.ledger,
        "notes": state.notes,
        "scorecards": cards,
        "self_ratings": ratings,
    }))
}

fn summary(store: &Store, session: &SessionId) -> Result<Option<SessionSummary>, AppError> {
    Ok(store.list(&Filter::default())?.into_iter().find(|summary| summary.id == *session))
}

/// Scores a session again and keeps the scorecard; earlier ones stay.
///
/// # Errors
/// Where it cannot be read or stored.
pub fn score(
    store: &Store,
    session: &SessionId,
    marker: &Marker,
    progress: &mut Progress<'_>,
) -> Result<Marked, AppError> {
    let state = state(store, session)?;
    let mut marked = marker.mark(&state, progress)?;
    calibrate::attach(store, &mut marked.scorecard)?;
    keep(store, session, &marked.scorecard, None)?;
    Ok(marked)
}

pub(super) fn unwritable(error: serde_json::Error) -> AppError {
    AppError::failure("the scorecard cannot be written as JSON").because(error)
}
