//! A session as lines of JSON: a header, then every event and every scorecard exactly as stored.
//!
//! ```text
//! {"viva_export":1,"session":"…","started_ms":1700000000000}
//! {"seq":1,"wall_ms":1700000000000,"event":{"at_ms":0,"event":"started",…}}
//! {"scorecard":{…},"wall_ms":…,"judge":"builtin","model":null,"rubric_hash":"…","prompt_hash":null}
//! {"self_rating":{…},"wall_ms":…}
//! ```
//! Several sessions are their exports one after another.

use std::fmt::Write;

use rusqlite::Row;
use serde_json::json;

use crate::transcript::SessionId;

use super::{Store, StoreError};

/// The version in the header; a change that an older program would misread raises it.
pub const EXPORT_VERSION: u32 = 1;

impl Store {
    /// Everything that is stored of a session.
    ///
    /// # Errors
    /// [`StoreError::NoSession`].
    pub fn export_jsonl(&self, session: &SessionId) -> Result<String, StoreError> {
        self.must_exist(session)?;
        let started_ms: i64 = self.db.query_row(
            "SELECT started_ms FROM sessions WHERE id = ?1",
            [session.as_str()],
            |row| row.get(0),
        )?;
        let header = json!({"viva_export": EXPORT_VERSION, "session": session, "started_ms": started_ms});
        let mut out = format!("{header}\n");
        let mut add = |sql: &str, line: fn(&Row<'_>) -> rusqlite::Result<String>| {
            let mut query = self.db.prepare_cached(sql)?;
            for line in query.query_map([session.as_str()], line)? {
                let _ = writeln!(out, "{}", line?);
            }
            Ok::<(), StoreError>(())
        };
        add("SELECT * FROM events WHERE session = ?1 ORDER BY seq", event_line)?;
        add("SELECT * FROM scorecards WHERE session = ?1 ORDER BY id", scorecard_line)?;
        add("SELECT * FROM self_ratings WHERE session = ?1 ORDER BY id", self_rating_line)?;
        Ok(out)
    }
}

fn event_line(row: &Row<'_>) -> rusqlite::Result<String> {
    let (seq, wall_ms): (i64, i64) = (row.get("seq")?, row.get("wall_ms")?);
    Ok(format!(r#"{{"seq":{seq},"wall_ms":{wall_ms},"event":{}}}"#, row.get::<_, String>("body")?))
}

fn scorecard_line(row: &Row<'_>) -> rusqlite::Result<String> {
    let rest = json!({
        "wall_ms": row.get::<_, i64>("wall_ms")?,
        "judge": row.get::<_, String>("judge")?,
        "model": row.get::<_, Option<String>>("model")?,
        "rubric_hash": row.get::<_, String>("rubric_hash")?,
        "prompt_hash": row.get::<_, Option<String>>("prompt_hash")?,
    });
    with_body("scorecard", row, &rest)
}

fn self_rating_line(row: &Row<'_>) -> rusqlite::Result<String> {
    with_body("self_rating", row, &json!({"wall_ms": row.get::<_, i64>("wall_ms")?}))
}

/// One object of the body under its name, its bytes untouched, and the fields of `rest`.
fn with_body(name: &str, row: &Row<'_>, rest: &serde_json::Value) -> rusqlite::Result<String> {
    let rest = rest.to_string();
    Ok(format!(r#"{{"{name}":{},{}"#, row.get::<_, String>("body")?, rest.trim_start_matches('{')))
}
