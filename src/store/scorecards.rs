//! Scorecards and self-ratings, as JSON: what is in them is the scoring's own affair.

use rusqlite::{Row, params, types::Type};
use serde_json::Value;

use crate::transcript::SessionId;

use super::{Store, StoreError, events::must_exist};

names!(
    /// Who marked it.
    Judge("judge") {
        /// The text analysis of this program.
        Builtin = "builtin",
        /// A model behind an endpoint.
        Endpoint = "endpoint",
        /// The candidate.
        Own = "self",
        /// A judge, with what the candidate contested counted as said.
        Contest = "contest",
    }
);

impl Judge {
    /// Whether it is a judge's own scorecard, and not the candidate's view of things.
    #[must_use]
    pub fn is_a_judge(self) -> bool {
        matches!(self, Self::Builtin | Self::Endpoint)
    }
}

/// A scorecard, and what it was made with.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecard {
    /// Who marked it.
    pub judge: Judge,
    /// The model, where one judged.
    pub model: Option<String>,
    /// The scorecard itself.
    pub json: Value,
    /// A hash of the rubric.
    pub rubric_hash: String,
    /// A hash of the judge's prompts, where a model judged.
    pub prompt_hash: Option<String>,
    /// When, wall time in milliseconds.
    pub wall_ms: i64,
}

/// What the candidate thought of the interview before the scorecard was shown.
#[derive(Debug, Clone, PartialEq)]
pub struct SelfRating {
    /// The rating itself.
    pub json: Value,
    /// When, wall time in milliseconds.
    pub wall_ms: i64,
}

impl Store {
    /// Adds a scorecard to a session; earlier ones stay.
    ///
    /// # Errors
    /// [`StoreError::NoSession`], or whatever keeps the file from being written.
    pub fn save_scorecard(&self, session: &SessionId, card: &Scorecard) -> Result<(), StoreError> {
        let one = self.writing()?;
        must_exist(&one, session)?;
        one.execute(
            "INSERT INTO scorecards (session, wall_ms, judge, model, rubric_hash, prompt_hash, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                session.as_str(),
                card.wall_ms,
                card.judge.as_str(),
                card.model,
                card.rubric_hash,
                card.prompt_hash,
                card.json.to_string(),
            ],
        )?;
        Ok(one.commit()?)
    }

    /// The scorecards of a session, the newest first.
    ///
    /// # Errors
    /// [`StoreError::NoSession`].
    pub fn scorecards(&self, session: &SessionId) -> Result<Vec<Scorecard>, StoreError> {
        self.must_exist(session)?;
        let mut query = self.db.prepare_cached(
            "SELECT wall_ms, judge, model, rubric_hash, prompt_hash, body FROM scorecards
             WHERE session = ?1 ORDER BY id DESC",
        )?;
        let cards = query.query_map([session.as_str()], scorecard)?;
        Ok(cards.collect::<Result<_, _>>()?)
    }

    /// Adds what the candidate thought; earlier ratings stay.
    ///
    /// # Errors
    /// [`StoreError::NoSession`], or whatever keeps the file from being written.
    pub fn save_self_rating(&self, session: &SessionId, rating: &SelfRating) -> Result<(), StoreError> {
        let one = self.writing()?;
        must_exist(&one, session)?;
        one.execute(
            "INSERT INTO self_ratings (session, wall_ms, body) VALUES (?1, ?2, ?3)",
            params![session.as_str(), rating.wall_ms, rating.json.to_string()],
        )?;
        Ok(one.commit()?)
    }

    /// The self-ratings of a session, the newest first.
    ///
    /// # Errors
    /// [`StoreError::NoSession`].
    pub fn self_ratings(&self, session: &SessionId) -> Result<Vec<SelfRating>, StoreError> {
        self.must_exist(session)?;
        let mut query = self
            .db
            .prepare_cached("SELECT wall_ms, body FROM self_ratings WHERE session = ?1 ORDER BY id DESC")?;
        let ratings = query.query_map([session.as_str()], |row| {
            Ok(SelfRating { wall_ms: row.get("wall_ms")?, json: json(row, "body")? })
        })?;
        Ok(ratings.collect::<Result<_, _>>()?)
    }
}

fn scorecard(row: &Row<'_>) -> rusqlite::Result<Scorecard> {
    Ok(Scorecard {
        judge: row
            .get::<_, String>("judge")?
            .parse()
            .map_err(|error| rusqlite::Error::FromSqlConversionFailure(1, Type::Text, Box::new(error)))?,
        model: row.get("model")?,
        json: json(row, "body")?,
        rubric_hash: row.get("rubric_hash")?,
        prompt_hash: row.get("prompt_hash")?,
        wall_ms: row.get("wall_ms")?,
    })
}

/// A column of JSON text.
pub(super) fn json(row: &Row<'_>, column: &str) -> rusqlite::Result<Value> {
    serde_json::from_str(&row.get::<_, String>(column)?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))
}
