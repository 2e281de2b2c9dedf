//! Reading the results, line by line: one that is broken spoils no other.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    app::{
        calibrate,
        finish::keep,
        marking::{card, delivery, options, unread},
        records::state,
        scoring_all::Made,
    },
    error::AppError,
    interview::State,
    llm::openai::BatchResult,
    prompt::TemplateSet,
    scoring::{self, builtin, judge},
    store::Store,
    transcript::SessionId,
};

use super::{Order, hash_of, key, unrenderable};

/// What was read, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Imported {
    /// Lines with something in them.
    pub lines: usize,
    /// Replies that are kept now.
    pub replies: usize,
    /// Lines that are no result, such as one that breaks off; the numbers of the first of them.
    pub unreadable: Numbered,
    /// Requests that the engine could not answer; the numbers of the first lines that say so.
    pub failed: Numbered,
    /// Why the first of these could not be answered.
    pub first_failure: Option<String>,
    /// Results of other requests than this program's, or of sessions that are gone.
    pub foreign: usize,
    /// Results of requests that were written with other prompts than today's, or by another version.
    pub stale: usize,
    /// Results for sessions that this judge has scored already.
    pub skipped: usize,
    /// Sessions that are scored now.
    pub scored: Vec<SessionId>,
    /// Sessions that still lack replies, with how many.
    pub lacking: BTreeMap<SessionId, usize>,
    /// Sessions whose judge is not believed, with the reason.
    pub unbelieved: BTreeMap<SessionId, String>,
    /// What else there is to say, session by session.
    pub remarks: BTreeMap<SessionId, String>,
}

/// How many lines, and which the first ones are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Numbered {
    /// How many.
    pub count: usize,
    /// The numbers of the first ones, from 1.
    pub first: Vec<usize>,
}

impl Numbered {
    fn add(&mut self, number: usize) {
        const MOST: usize = 5;
        self.count += 1;
        if self.first.len() < MOST {
            self.first.push(number);
        }
    }
}

impl Imported {
    /// Whether all that came was whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.unreadable.count + self.failed.count == 0
            && self.lacking.is_empty()
            && self.unbelieved.is_empty()
    }
}

/// Takes in the lines of a results file, and scores the sessions that have all their replies now.
///
/// # Errors
/// Where the store cannot be used.
pub fn import(
    store: &Store,
    lines: impl Iterator<Item = String>,
    templates: &TemplateSet,
) -> Result<Imported, AppError> {
    let mut import = Import { store, templates, orders: BTreeMap::new(), done: Imported::default() };
    for (number, line) in (1..).zip(lines).filter(|(_, line)| !line.trim().is_empty()) {
        import.line(number, &line)?;
    }
    for (at, order) in std::mem::take(&mut import.orders) {
        if let Some(order) = order {
            import.settle(&at, &order)?;
        }
    }
    Ok(import.done)
}

/// A session, and which of its orders.
type At = (SessionId, String);

/// An import under way.
struct Import<'a> {
    store: &'a Store,
    templates: &'a TemplateSet,
    /// The orders that results have come for; none where there is no such order.
    orders: BTreeMap<At, Option<Order>>,
    done: Imported,
}

impl Import<'_> {
    fn line(&mut self, number: usize, line: &str) -> Result<(), AppError> {
        let done = &mut self.done;
        done.lines += 1;
        let Some(result) = BatchResult::read(line) else {
            done.unreadable.add(number);
            return Ok(());
        };
        let Some((at, request)) = parts(&result.custom_id) else {
            done.foreign += 1;
            return Ok(());
        };
        if !self.orders.contains_key(&at) {
            let order = Order::recall(self.store, &key(&at.0, &at.1))?;
            self.orders.insert(at.clone(), order);
        }
        match (self.orders.get_mut(&at), result.reply) {
            (Some(Some(order)), Ok(reply)) => {
                done.replies += 1;
                order.replies.insert(request, reply);
            }
            (Some(Some(_)), Err(why)) => {
                done.failed.add(number);
                done.first_failure.get_or_insert(why);
            }
            _ => done.foreign += 1,
        }
        Ok(())
    }

    /// Scores a session that has all its replies, and keeps the replies of one that has not.
    fn settle(&mut self, (session, hash): &At, order: &Order) -> Result<(), AppError> {
        let key = key(session, hash);
        let Ok(state) = state(self.store, session) else {
            self.done.foreign += order.replies.len();
            return Ok(());
        };
        let made = Made {
            judge: order.judge.clone(),
            rubric_hash: scoring::rubric_hash(&state.setup.rubric),
            prompt_hash: Some(order.prompt_hash.clone()),
        };
        if made.newest(self.store, session)?.is_some() {
            self.done.skipped += 1;
            return Ok(self.store.forget(&key)?);
        }
        let requests = order.requests(&state, self.templates)?;
        if order.prompt_hash != self.templates.judge_hash() || hash_of(order, &requests)? != *hash {
            self.done.stale += order.replies.len();
            return Ok(());
        }
        let replies: Vec<String> =
            (0..requests.len()).filter_map(|number| order.replies.get(&number).cloned()).collect();
        if replies.len() < requests.len() {
            self.done.lacking.insert(session.clone(), requests.len() - replies.len());
            return order.remember(self.store, &key);
        }
        self.score(session, &state, order, &replies)?;
        Ok(self.store.forget(&key)?)
    }

    fn score(
        &mut self,
        session: &SessionId,
        state: &State,
        order: &Order,
        replies: &[String],
    ) -> Result<(), AppError> {
        let options = options(self.templates, order.judge.samples, order.context_tokens, state.setup.seed);
        let judged =
            judge::settled(state, &builtin::findings(state), &options, replies).map_err(unrenderable)?;
        if let Some(why) = &judged.fallback {
            self.done.unbelieved.insert(session.clone(), why.clone());
            return Ok(());
        }
        if let Some(remark) = unread(&judged) {
            self.done.remarks.insert(session.clone(), remark);
        }
        let prompts = Some(order.prompt_hash.clone());
        let mut card = card(state, &judged, order.judge.clone(), prompts, delivery(state)?);
        calibrate::attach(self.store, &mut card)?;
        keep(self.store, session, &card, None)?;
        self.done.scored.push(session.clone());
        Ok(())
    }
}

/// The session, the order and the number of the request, out of a name that an export gave.
fn parts(custom_id: &str) -> Option<(At, usize)> {
    let mut parts = custom_id.split('.');
    let (session, hash, number) = (parts.next()?, parts.next()?, parts.next()?.parse().ok()?);
    let is_whole = parts.next().is_none() && !session.is_empty();
    is_whole.then(|| ((SessionId::from_stored(session.to_owned()), hash.to_owned()), number))
}
