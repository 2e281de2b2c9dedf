//! Events: added one by one, each on the disk before the next thing happens, and read back as they were.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::{NoContext, Timestamp, Uuid};

use crate::{
    interview::{Event, Setup, Stamped},
    transcript::SessionId,
};

use super::{Lease, Store, StoreError};

/// An event's number in its session, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seq(pub u64);

/// A new id: a version 7 UUID (RFC 9562), so that ids sort by the time of their making.
#[must_use]
pub fn fresh_session_id(wall_ms: i64) -> SessionId {
    let ms = u64::try_from(wall_ms).unwrap_or_default();
    let nanos = u32::try_from(ms % 1000).unwrap_or_default() * 1_000_000;
    SessionId::from_stored(Uuid::new_v7(Timestamp::from_unix(NoContext, ms / 1000, nanos)).to_string())
}

impl Store {
    /// Stores a new session with its first event, and takes the right to write it.
    ///
    /// # Errors
    /// [`StoreError::Exists`], [`StoreError::BadId`], or whatever keeps the file from being written.
    pub fn create(&self, setup: &Setup, wall_ms: i64) -> Result<Lease, StoreError> {
        let lease = self.take(plain(&setup.session)?)?;
        let started = Stamped { at_ms: 0, event: Event::Started(Box::new(setup.clone())) };
        let all = self.writing()?;
        add_session(&all, setup, wall_ms)?;
        add_event(&all, &setup.session, &Row::new(&started, wall_ms)?)?;
        all.commit()?;
        Ok(lease)
    }

    /// Adds an event to a session: one transaction, committed and synced when this returns.
    ///
    /// # Errors
    /// [`StoreError::NoSession`] where it was deleted meanwhile, [`StoreError::Begun`] for a second `started`, or
    /// whatever keeps the file from being written; then nothing of the event is stored.
    pub fn append(&self, lease: &Lease, stamped: &Stamped, wall_ms: i64) -> Result<Seq, StoreError> {
        let session = lease.session();
        if matches!(stamped.event, Event::Started(_)) {
            return Err(StoreError::Begun { session: session.clone() });
        }
        let row = Row::new(stamped, wall_ms)?;
        let one = self.writing()?;
        must_exist(&one, session)?;
        let seq = add_event(&one, session, &row)?;
        one.commit()?;
        Ok(seq)
    }

    /// All events of a session, in order.
    ///
    /// # Errors
    /// [`StoreError::NoSession`]; [`StoreError::Unreadable`] where this program does not know an event.
    pub fn events(&self, session: &SessionId) -> Result<Vec<Stamped>, StoreError> {
        self.must_exist(session)?;
        let mut query =
            self.db.prepare_cached("SELECT seq, body FROM events WHERE session = ?1 ORDER BY seq")?;
        let rows = query.query_map([session.as_str()], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        rows.map(|row| {
            let (seq, body): (i64, String) = row?;
            serde_json::from_str(&body).map_err(|source| StoreError::Unreadable {
                session: session.clone(),
                seq: seq.unsigned_abs(),
                source,
            })
        })
        .collect()
    }

    pub(super) fn must_exist(&self, session: &SessionId) -> Result<(), StoreError> {
        must_exist(&self.db, session)
    }
}

/// An event as the table has it.
pub(super) struct Row {
    pub(super) wall_ms: i64,
    pub(super) at_ms: i64,
    pub(super) kind: String,
    pub(super) body: String,
}

impl Row {
    fn new(stamped: &Stamped, wall_ms: i64) -> Result<Self, StoreError> {
        Self::of_body(serde_json::to_string(stamped)?, wall_ms).map_err(StoreError::Json)
    }

    /// The row of a body that is stored as it is; its columns are read from it.
    pub(super) fn of_body(body: String, wall_ms: i64) -> Result<Self, serde_json::Error> {
        #[derive(serde::Deserialize)]
        struct Columns {
            at_ms: u64,
            event: String,
        }
        let columns: Columns = serde_json::from_str(&body)?;
        let at_ms = i64::try_from(columns.at_ms).unwrap_or(i64::MAX);
        Ok(Self { wall_ms, at_ms, kind: columns.event, body })
    }
}

/// The id, if it can name a file and stand in a command line without quotes.
pub(super) fn plain(session: &SessionId) -> Result<&SessionId, StoreError> {
    const LONGEST: usize = 64;
    let id = session.as_str();
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if !id.is_empty() && id.len() <= LONGEST && id.bytes().all(is_plain) {
        Ok(session)
    } else {
        Err(StoreError::BadId { id: id.to_owned() })
    }
}

pub(super) fn must_exist(db: &Connection, session: &SessionId) -> Result<(), StoreError> {
    if exists(db, session)? { Ok(()) } else { Err(StoreError::NoSession { id: session.as_str().to_owned() }) }
}

fn exists(db: &Connection, session: &SessionId) -> Result<bool, StoreError> {
    let mut query = db.prepare_cached("SELECT 1 FROM sessions WHERE id = ?1")?;
    Ok(query.query_row([session.as_str()], |_| Ok(())).optional()?.is_some())
}

pub(super) fn add_session(db: &Connection, setup: &Setup, wall_ms: i64) -> Result<(), StoreError> {
    if exists(db, &setup.session)? {
        return Err(StoreError::Exists { session: setup.session.clone() });
    }
    db.execute(
        "INSERT INTO sessions (id, started_ms, question, kind, role, seniority, loop, round)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            setup.session.as_str(),
            wall_ms,
            setup.question.id.as_str(),
            setup.question.kind.as_str(),
            setup.role.id.as_str(),
            setup.seniority.as_str(),
            setup.staging.round.as_ref().map(|round| round.first.as_str()),
            setup.staging.round.as_ref().map(|round| round.number),
        ],
    )?;
    Ok(())
}

pub(super) fn add_event(db: &Connection, session: &SessionId, row: &Row) -> Result<Seq, StoreError> {
    let next = "SELECT coalesce(max(seq), 0) + 1 FROM events WHERE session = ?1";
    let seq: i64 = db.prepare_cached(next)?.query_row([session.as_str()], |row| row.get(0))?;
    db.prepare_cached(
        "INSERT INTO events (session, seq, wall_ms, at_ms, kind, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![session.as_str(), seq, row.wall_ms, row.at_ms, row.kind, row.body])?;
    Ok(Seq(seq.unsigned_abs()))
}
