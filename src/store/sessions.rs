//! Sessions as a list, and found by the beginning of their ids.

use rusqlite::{Row, types::Type};

use crate::transcript::{Kind, QuestionId, RoleId, Seniority, SessionId};

use super::{Store, StoreError, tally::Tally};

names!(
    /// How far a session is.
    SessionState("session state") {
        /// It can be resumed.
        Open = "open",
        /// It ended and has no scorecard.
        Finished = "finished",
        /// It has a scorecard.
        Scored = "scored",
    }
);

/// What a list shows of a session.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct SessionSummary {
    /// Its id.
    pub id: SessionId,
    /// When it began, wall time in milliseconds.
    pub started_ms: i64,
    /// When its last event was stored, wall time in milliseconds.
    pub used_ms: i64,
    /// The question.
    pub question: QuestionId,
    /// What kind of round.
    pub kind: Kind,
    /// The role.
    pub role: RoleId,
    /// What was expected.
    pub seniority: Seniority,
    /// Whose words the last utterance was, as the event has it; none before the first.
    pub voice: Option<String>,
    /// How many turns, of both speakers, without those taken back.
    pub turns: usize,
    /// How far it is.
    pub state: SessionState,
    /// The loop that it is a round of, called as its first session.
    #[serde(rename = "loop", skip_serializing_if = "Option::is_none")]
    pub loop_of: Option<SessionId>,
    /// Its number in the loop, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// The overall level of a judge's newest scorecard, if that has one.
    pub overall: Option<f64>,
}

/// Which sessions; the default is all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this kind only.
    pub kind: Option<Kind>,
    /// On this question only.
    pub question: Option<QuestionId>,
    /// In this state only.
    pub state: Option<SessionState>,
    /// Begun at this wall time or later, in milliseconds.
    pub since_ms: Option<i64>,
    /// No more than so many, the newest.
    pub limit: Option<usize>,
}

impl Filter {
    fn fits(&self, summary: &SessionSummary) -> bool {
        self.kind.is_none_or(|kind| kind == summary.kind)
            && self.question.as_ref().is_none_or(|question| *question == summary.question)
            && self.state.is_none_or(|state| state == summary.state)
            && self.since_ms.is_none_or(|since_ms| since_ms <= summary.started_ms)
    }
}

const SUMMARIES: &str = "
SELECT s.id, s.started_ms, s.question, s.kind, s.role, s.seniority, s.loop, s.round,
    (SELECT max(wall_ms) FROM events WHERE session = s.id) AS used_ms,
    (SELECT json_extract(body, '$.voice') FROM events
        WHERE session = s.id AND kind = 'spoken' ORDER BY seq DESC LIMIT 1) AS voice,
    (SELECT group_concat(kind, ' ' ORDER BY seq) FROM events WHERE session = s.id) AS kinds,
    EXISTS (SELECT 1 FROM scorecards WHERE session = s.id) AS scored,
    (SELECT CAST(json_extract(body, '$.overall.level') AS REAL) FROM scorecards
        WHERE session = s.id AND judge IN ('builtin', 'endpoint') ORDER BY id DESC LIMIT 1) AS overall
FROM sessions AS s ORDER BY s.started_ms DESC, s.id DESC";

impl Store {
    /// Sessions, the newest first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn list(&self, filter: &Filter) -> Result<Vec<SessionSummary>, StoreError> {
        let mut query = self.db.prepare_cached(SUMMARIES)?;
        let rows = query.query_map([], summary)?;
        rows.filter(|row| row.as_ref().map_or(true, |summary| filter.fits(summary)))
            .take(filter.limit.unwrap_or(usize::MAX))
            .map(|row| Ok(row?))
            .collect()
    }

    /// The rounds of a loop that were begun, in order.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn rounds(&self, first: &SessionId) -> Result<Vec<SessionSummary>, StoreError> {
        let mut rounds = self.list(&Filter::default())?;
        rounds.retain(|session| session.loop_of.as_ref() == Some(first));
        rounds.sort_by_key(|session| session.round);
        Ok(rounds)
    }

    /// The session used last of those that are open, or were ended and not scored before the program was.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn latest_unscored(&self) -> Result<Option<SessionId>, StoreError> {
        let mut left = self.list(&Filter::default())?;
        left.retain(|session| session.state != SessionState::Scored);
        Ok(left.into_iter().max_by(|a, b| (a.used_ms, &a.id).cmp(&(b.used_ms, &b.id))).map(|s| s.id))
    }

    /// The one session whose id is `prefix`, or begins so.
    ///
    /// # Errors
    /// [`StoreError::NoSession`], or [`StoreError::Ambiguous`] with all that fit.
    pub fn find(&self, prefix: &str) -> Result<SessionId, StoreError> {
        let wanted = prefix.trim().to_ascii_lowercase();
        let mut query = self.db.prepare_cached(
            "SELECT id FROM sessions WHERE substr(lower(id), 1, length(?1)) = ?1 ORDER BY id",
        )?;
        let rows = query.query_map([&wanted], |row| Ok(SessionId::from_stored(row.get(0)?)))?;
        let mut candidates = rows.collect::<Result<Vec<_>, _>>()?;
        let whole = candidates.iter().position(|id| id.as_str().eq_ignore_ascii_case(&wanted));
        match (whole, candidates.len()) {
            _ if wanted.is_empty() => Err(StoreError::NoSession { id: prefix.to_owned() }),
            (Some(at), _) => Ok(candidates.swap_remove(at)),
            (None, 0) => Err(StoreError::NoSession { id: prefix.to_owned() }),
            (None, 1) => Ok(candidates.swap_remove(0)),
            (None, _) => Err(StoreError::Ambiguous { prefix: prefix.to_owned(), candidates }),
        }
    }

    /// Deletes a session with all that belongs to it, facts that have its id in their names among them. Its bytes are overwritten, and leave the journal too, unless
    /// another program is reading at this moment: then they leave it when that program is done.
    ///
    /// # Errors
    /// [`StoreError::NoSession`]; [`StoreError::InUse`] while it is being written.
    pub fn delete(&self, session: &SessionId) -> Result<(), StoreError> {
        let _lease = self.lease(session)?;
        let all = self.writing()?;
        all.execute("DELETE FROM sessions WHERE id = ?1", [session.as_str()])?;
        all.execute("DELETE FROM memory WHERE instr(key, ?1) > 0", [session.as_str()])?;
        all.commit()?;
        self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

fn summary(row: &Row<'_>) -> rusqlite::Result<SessionSummary> {
    let kinds: String = row.get::<_, Option<String>>("kinds")?.unwrap_or_default();
    let tally = Tally::of(kinds.split(' '));
    let state = match (row.get("scored")?, tally.finished) {
        (true, _) => SessionState::Scored,
        (false, true) => SessionState::Finished,
        (false, false) => SessionState::Open,
    };
    Ok(SessionSummary {
        id: SessionId::from_stored(row.get("id")?),
        started_ms: row.get("started_ms")?,
        used_ms: row.get::<_, Option<i64>>("used_ms")?.unwrap_or_default(),
        question: parsed(row, "question")?,
        kind: parsed(row, "kind")?,
        role: parsed(row, "role")?,
        seniority: parsed(row, "seniority")?,
        voice: row.get("voice")?,
        turns: tally.turns(),
        state,
        loop_of: row.get::<_, Option<String>>("loop")?.map(SessionId::from_stored),
        round: row.get("round")?,
        overall: row.get("overall")?,
    })
}

fn parsed<T>(row: &Row<'_>, column: &str) -> rusqlite::Result<T>
where
    T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    row.get::<_, String>(column)?
        .parse()
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))
}
