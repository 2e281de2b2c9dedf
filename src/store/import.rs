//! Reading back what an export wrote, bodies byte for byte.

use rusqlite::{Connection, params};
use serde::{Deserialize, de::IgnoredAny};

use crate::{
    interview::{Event, Setup, Stamped},
    transcript::SessionId,
};

use super::{
    EXPORT_VERSION, Judge, Store, StoreError,
    events::{Row, add_event, add_session, must_exist, plain},
};

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Sessions that are stored now.
    pub added: Vec<SessionId>,
    /// Sessions that were there already, and were left as they are.
    pub present: Vec<SessionId>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Header {
        viva_export: u32,
        session: SessionId,
        started_ms: i64,
    },
    Event {
        seq: u64,
        wall_ms: i64,
        #[serde(rename = "event")]
        _event: IgnoredAny,
    },
    Scorecard(Card),
    SelfRating {
        #[serde(rename = "self_rating")]
        _rating: IgnoredAny,
        wall_ms: i64,
    },
}

#[derive(Deserialize)]
struct Card {
    #[serde(rename = "scorecard")]
    _scorecard: IgnoredAny,
    wall_ms: i64,
    judge: String,
    model: Option<String>,
    rubric_hash: String,
    prompt_hash: Option<String>,
}

impl Store {
    /// Stores the sessions of an export, all of them or, on an error, none.
    ///
    /// # Errors
    /// [`StoreError::Import`] with the first line that is not as an export writes it.
    pub fn import_jsonl(&self, text: &str) -> Result<Imported, StoreError> {
        let all = self.writing()?;
        let mut import = Import { db: &all, done: Imported::default(), at: At::Nothing };
        for (index, line) in text.lines().enumerate() {
            import.line(line).map_err(|error| error.on(index + 1))?;
        }
        import.ended().map_err(|error| error.on(text.lines().count()))?;
        let done = import.done;
        all.commit()?;
        Ok(done)
    }
}

/// Why a line is refused, before its number is known.
enum Refused {
    Says(String),
    Store(StoreError),
}

impl Refused {
    fn on(self, line: usize) -> StoreError {
        match self {
            Self::Says(message) => StoreError::Import { line, message },
            Self::Store(error) => error,
        }
    }
}

impl<E: Into<StoreError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// Where in the file the import is.
enum At {
    Nothing,
    Header { session: SessionId, started_ms: i64 },
    Session(SessionId),
    Skipping,
}

struct Import<'d> {
    db: &'d Connection,
    done: Imported,
    at: At,
}

impl Import<'_> {
    fn line(&mut self, line: &str) -> Result<(), Refused> {
        let parsed: Line =
            serde_json::from_str(line).map_err(|_| Refused::Says("it is no line of an export".to_owned()))?;
        match parsed {
            Line::Header { viva_export, session, started_ms } => {
                self.header(viva_export, session, started_ms)
            }
            _ if matches!(self.at, At::Skipping) => Ok(()),
            Line::Event { seq, wall_ms, .. } => self.event(seq, wall_ms, body(line, "event")?),
            Line::Scorecard(card) => self.scorecard(&card, body(line, "scorecard")?),
            Line::SelfRating { wall_ms, .. } => self.self_rating(wall_ms, body(line, "self_rating")?),
        }
    }

    fn header(&mut self, version: u32, session: SessionId, started_ms: i64) -> Result<(), Refused> {
        self.ended()?;
        if version > EXPORT_VERSION {
            return Err(Refused::Says(format!(
                "it is of export version {version}, and this program knows up to {EXPORT_VERSION}"
            )));
        }
        plain(&session)?;
        self.at = if must_exist(self.db, &session).is_ok() {
            self.done.present.push(session);
            At::Skipping
        } else {
            At::Header { session, started_ms }
        };
        Ok(())
    }

    /// A header alone is no session.
    fn ended(&self) -> Result<(), Refused> {
        match &self.at {
            At::Header { session, .. } => Err(Refused::Says(format!("session `{session}` has no events"))),
            At::Nothing | At::Session(_) | At::Skipping => Ok(()),
        }
    }

    fn event(&mut self, seq: u64, wall_ms: i64, body: &str) -> Result<(), Refused> {
        let stamped: Stamped = serde_json::from_str(body)
            .map_err(|error| Refused::Says(format!("its event cannot be read: {error}")))?;
        if let At::Header { session, started_ms } = &self.at {
            let setup = setup_of(&stamped, session)?;
            add_session(self.db, setup, *started_ms)?;
            self.done.added.push(session.clone());
            self.at = At::Session(session.clone());
        }
        let row = Row::of_body(body.to_owned(), wall_ms).map_err(StoreError::Json)?;
        let stored = add_event(self.db, self.session()?, &row)?;
        if stored.0 == seq { Ok(()) } else { Err(Refused::Says(format!("event {} is missing", stored.0))) }
    }

    fn scorecard(&self, card: &Card, body: &str) -> Result<(), Refused> {
        let judge: Judge = card.judge.parse().map_err(|error| Refused::Says(format!("{error}")))?;
        self.db.execute(
            "INSERT INTO scorecards (session, wall_ms, judge, model, rubric_hash, prompt_hash, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                self.session()?.as_str(),
                card.wall_ms,
                judge.as_str(),
                card.model,
                card.rubric_hash,
                card.prompt_hash,
                body,
            ],
        )?;
        Ok(())
    }

    fn self_rating(&self, wall_ms: i64, body: &str) -> Result<(), Refused> {
        self.db.execute(
            "INSERT INTO self_ratings (session, wall_ms, body) VALUES (?1, ?2, ?3)",
            params![self.session()?.as_str(), wall_ms, body],
        )?;
        Ok(())
    }

    fn session(&self) -> Result<&SessionId, Refused> {
        match &self.at {
            At::Session(session) => Ok(session),
            At::Nothing | At::Header { .. } | At::Skipping => {
                Err(Refused::Says("a header and the first event must stand before it".to_owned()))
            }
        }
    }
}

fn setup_of<'s>(first: &'s Stamped, session: &SessionId) -> Result<&'s Setup, Refused> {
    match &first.event {
        Event::Started(setup) if setup.session == *session => Ok(setup),
        Event::Started(_) => Err(Refused::Says("its setup is another session's".to_owned())),
        _ => Err(Refused::Says("the first event of a session must be `started`".to_owned())),
    }
}

/// The bytes of the value under `name`, which an export writes after nothing but numbers.
fn body<'l>(line: &'l str, name: &str) -> Result<&'l str, Refused> {
    let key = format!("\"{name}\":");
    let rest = line.split_once(&key).map(|(_, rest)| rest);
    let value = rest.and_then(|rest| {
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        rest.get(..values.byte_offset())
    });
    value.map(str::trim).ok_or_else(|| Refused::Says(format!("its `{name}` is not where an export has it")))
}
