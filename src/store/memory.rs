//! What is remembered beside sessions: what endpoints turned out to be like, and small facts about the user.

use rusqlite::{OptionalExtension, params};
use serde_json::Value;

use super::{Store, StoreError, scorecards::json};

/// How long learned traits hold, in milliseconds: two weeks. Servers are updated.
pub const TRAITS_LIVE_MS: u64 = 14 * 24 * 60 * 60 * 1000;

/// What was learned of one model behind an endpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// The model.
    pub model: String,
    /// What was learned.
    pub traits: Value,
    /// When.
    pub learned_ms: i64,
}

/// A clock may have been set back: what was learned in its future is as old as it is far away.
fn holds(learned_ms: i64, now_ms: i64) -> bool {
    now_ms.abs_diff(learned_ms) < TRAITS_LIVE_MS
}

impl Store {
    /// What was learned of every model behind an endpoint, but for what is too long ago.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn all_traits(&self, base_url: &str, now_ms: i64) -> Result<Vec<Learned>, StoreError> {
        let mut query = self.db.prepare_cached(
            "SELECT model, learned_ms, body FROM traits WHERE base_url = ?1 ORDER BY model",
        )?;
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Learned {
                model: row.get("model")?,
                learned_ms: row.get("learned_ms")?,
                traits: json(row, "body")?,
            })
        };
        let all = query.query_map([base_url], read)?.collect::<Result<Vec<_>, _>>()?;
        Ok(all.into_iter().filter(|learned| holds(learned.learned_ms, now_ms)).collect())
    }

    /// Forgets what was learned of all models behind an endpoint.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn forget_traits(&self, base_url: &str) -> Result<(), StoreError> {
        self.db.execute("DELETE FROM traits WHERE base_url = ?1", [base_url])?;
        Ok(())
    }

    /// What was learned of a model behind an endpoint, unless that is too long ago.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn traits(&self, base_url: &str, model: &str, now_ms: i64) -> Result<Option<Value>, StoreError> {
        let learned = self
            .db
            .prepare_cached("SELECT learned_ms, body FROM traits WHERE base_url = ?1 AND model = ?2")?
            .query_row([base_url, model], |row| Ok((row.get::<_, i64>("learned_ms")?, json(row, "body")?)))
            .optional()?;
        Ok(learned.filter(|(learned_ms, _)| holds(*learned_ms, now_ms)).map(|(_, traits)| traits))
    }

    /// Remembers what was learned of a model behind an endpoint, in place of what was known.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn remember_traits(
        &self,
        base_url: &str,
        model: &str,
        traits: &Value,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        self.db.execute(
            "INSERT INTO traits (base_url, model, learned_ms, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET learned_ms = excluded.learned_ms, body = excluded.body",
            params![base_url, model, now_ms, traits.to_string()],
        )?;
        Ok(())
    }

    /// A fact by its name, as [`Store::remember`] was given it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn recall(&self, key: &str) -> Result<Option<String>, StoreError> {
        let mut query = self.db.prepare_cached("SELECT value FROM memory WHERE key = ?1")?;
        Ok(query.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Remembers a fact, such as that the first run is done.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn remember(&self, key: &str, value: &str, wall_ms: i64) -> Result<(), StoreError> {
        self.db.execute(
            "INSERT INTO memory (key, value, wall_ms) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET value = excluded.value, wall_ms = excluded.wall_ms",
            params![key, value, wall_ms],
        )?;
        Ok(())
    }
    /// Forgets every fact whose name begins so.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn forget(&self, beginning: &str) -> Result<(), StoreError> {
        self.db.execute("DELETE FROM memory WHERE substr(key, 1, length(?1)) = ?1", [beginning])?;
        Ok(())
    }
}
