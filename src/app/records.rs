//! What is stored, read back: transcripts, scorecards, reports; and scored again.

use crate::{
    error::AppError,
    interview::{Director, State},
    report::{self, Debrief},
    rubric::{Finding, Indicator, Judge, Scorecard, SelfRating, Verdict},
    scoring,
    store::{Filter, SessionSummary, Store},
    term::{
        Theme,
        width::{prose_width, terminal_width},
    },
    transcript::SessionId,
};

use super::{
    calibrate,
    finish::keep,
    marking::{Asked, Marked, Marker, Progress},
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

/// The newest scorecard, or one by the built-in scorer where there is none yet.
fn scorecard(store: &Store, session: &SessionId, state: &State) -> Result<Scorecard, AppError> {
    let newest = store.scorecards(session)?.into_iter().find(|card| card.judge != crate::store::Judge::Own);
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

/// The debrief of a session, in a format.
///
/// # Errors
/// Where it cannot be read.
pub fn report(store: &Store, session: &SessionId, format: &Format) -> Result<String, AppError> {
    let state = state(store, session)?;
    let card = scorecard(store, session, &state)?;
    let rating = self_rating(store, session)?;
    let debrief = Debrief::new(&state, &card, rating.as_ref());
    Ok(match format {
        Format::Terminal(theme) => report::terminal::write(&debrief, *theme, prose_width(terminal_width())),
        Format::Markdown => report::markdown::write(&debrief),
        Format::Json => report::json::write(&debrief).map_err(unwritable)?,
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
    Ok(report::terminal::write(&debrief, theme, prose_width(terminal_width())))
}

/// The whole session in Markdown: the transcript, then the debrief if it is over.
///
/// # Errors
/// Where it cannot be read.
pub fn markdown(store: &Store, session: &SessionId) -> Result<String, AppError> {
    let state = state(store, session)?;
    let card = scorecard(store, session, &state)?;
    let rating = self_rating(store, session)?;
    let debrief = Debrief::new(&state, &card, rating.as_ref());
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

/// The candidate ticks the indicators themselves; `tick` asks for one, and ends it with `None`.
///
/// # Errors
/// Where the session cannot be read or stored.
pub fn score_by_oneself(
    store: &Store,
    session: &SessionId,
    tick: &mut dyn FnMut(&Indicator) -> Result<Option<Verdict>, AppError>,
) -> Result<Marked, AppError> {
    let state = state(store, session)?;
    let mut findings = Vec::new();
    for (_, indicator) in state.setup.rubric.indicators() {
        let Some(verdict) = tick(indicator)? else { break };
        findings.push(Finding {
            id: indicator.id.clone(),
            verdict,
            credit: None,
            evidence: Vec::new(),
            reason: "ticked by the candidate".to_owned(),
            fullness: None,
            readings: Vec::new(),
        });
    }
    let judge = Judge { kind: "self".to_owned(), model: None, samples: 1 };
    let delivery = scoring_delivery(&state)?;
    let scorecard = scoring::scorecard(&state, &findings, judge, delivery);
    keep(store, session, &scorecard, None)?;
    Ok(Marked { scorecard, remarks: Vec::new(), asked: Asked::Nobody })
}

fn scoring_delivery(state: &State) -> Result<serde_json::Value, AppError> {
    Ok(Marker::Builtin.mark(state, &mut |_| Ok(()))?.scorecard.delivery)
}

fn unwritable(error: serde_json::Error) -> AppError {
    AppError::failure("the scorecard cannot be written as JSON").because(error)
}
