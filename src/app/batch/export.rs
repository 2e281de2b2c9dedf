//! Writing the requests.

use serde::Serialize;

use crate::{
    app::{marking::is_too_little, records::state, scoring_all::Made},
    error::AppError,
    scoring,
    store::{SessionState, SessionSummary, Store},
};

use super::{Order, Target, hash_of, key};

/// What was written, and what not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// Sessions of which something was written.
    pub sessions: usize,
    /// Requests that were written.
    pub requests: usize,
    /// Replies that are there already, of these sessions.
    pub replies: usize,
    /// Sessions that this judge has scored already.
    pub skipped: usize,
    /// Sessions in which too little was said.
    pub unscored: usize,
    /// Sessions that have not ended.
    pub open: usize,
    /// Sessions that cannot be read.
    pub failed: usize,
}

/// What became of one session.
enum Became {
    Written { requests: usize, replies: usize },
    Skipped,
    Unscored,
    Open,
    Failed,
}

/// Hands over a line for each request that has no reply yet.
///
/// # Errors
/// Where the store cannot be used, or a line cannot be handed over.
pub fn export(
    store: &Store,
    sessions: &[SessionSummary],
    target: &Target<'_>,
    write: &mut dyn FnMut(&str) -> Result<(), AppError>,
) -> Result<Exported, AppError> {
    let mut exported = Exported::default();
    for summary in sessions {
        match one(store, summary, target, write)? {
            Became::Written { requests, replies } => {
                exported.sessions += 1;
                exported.requests += requests;
                exported.replies += replies;
            }
            Became::Skipped => exported.skipped += 1,
            Became::Unscored => exported.unscored += 1,
            Became::Open => exported.open += 1,
            Became::Failed => exported.failed += 1,
        }
    }
    Ok(exported)
}

fn one(
    store: &Store,
    summary: &SessionSummary,
    target: &Target<'_>,
    write: &mut dyn FnMut(&str) -> Result<(), AppError>,
) -> Result<Became, AppError> {
    if summary.state == SessionState::Open {
        return Ok(Became::Open);
    }
    let Ok(state) = state(store, &summary.id) else { return Ok(Became::Failed) };
    if is_too_little(&state) {
        return Ok(Became::Unscored);
    }
    let order = target.order();
    let made = Made {
        judge: order.judge.clone(),
        rubric_hash: scoring::rubric_hash(&state.setup.rubric),
        prompt_hash: Some(order.prompt_hash.clone()),
    };
    if made.newest(store, &summary.id)?.is_some() {
        return Ok(Became::Skipped);
    }
    let requests = order.requests(&state, target.templates)?;
    let hash = hash_of(&order, &requests)?;
    let key = key(&summary.id, &hash);
    let order = Order::recall(store, &key)?.unwrap_or(order);
    order.remember(store, &key)?;
    for (number, request) in requests.iter().enumerate().filter(|(n, _)| !order.replies.contains_key(n)) {
        let custom_id = format!("{}.{hash}.{number}", summary.id);
        write(&target.client.batch_line(&custom_id, request).to_string())?;
    }
    let replies = order.replies.len();
    Ok(Became::Written { requests: requests.len().saturating_sub(replies), replies })
}
