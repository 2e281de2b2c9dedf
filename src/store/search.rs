//! Finding words in what was said.

use crate::transcript::{SessionId, Speaker};

use super::{Store, StoreError};

/// An utterance or an answer that has all the words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Found {
    /// The session.
    pub session: SessionId,
    /// The event's number in it.
    pub seq: u64,
    /// Who spoke.
    pub speaker: Speaker,
    /// All that was said.
    pub text: String,
}

const SAID: &str = "
SELECT e.session, e.seq, e.kind, json_extract(e.body, '$.text') AS text
FROM events AS e JOIN sessions AS s ON s.id = e.session
WHERE e.kind IN ('answered', 'spoken')
ORDER BY s.started_ms DESC, s.id DESC, e.seq";

impl Store {
    /// What was said with all these words in it, in whatever case, also as parts of words; the newest session first.
    ///
    /// It reads everything: a thousand interviews are some ten megabytes, and an index would keep deleted words.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn search(&self, words: &str) -> Result<Vec<Found>, StoreError> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let mut query = self.db.prepare_cached(SAID)?;
        let mut rows = query.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get("text")?;
            let lower = text.to_lowercase();
            if words.is_empty() || !words.iter().all(|word| lower.contains(word)) {
                continue;
            }
            let is_answer = row.get::<_, String>("kind")? == "answered";
            found.push(Found {
                session: SessionId::from_stored(row.get("session")?),
                seq: row.get::<_, i64>("seq")?.unsigned_abs(),
                speaker: if is_answer { Speaker::Candidate } else { Speaker::Interviewer },
                text,
            });
        }
        Ok(found)
    }
}
