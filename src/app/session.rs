//! A session under way: its director, its place in the store, its clock. Every event is committed first.

use crate::{
    bank::Heard,
    error::AppError,
    interview::{Director, Effect, Event, Setup, Stamped, State},
    repl::{Answer, Part as TypedPart},
    store::{Lease, Store, StoreError},
    transcript::{Part, PartKind, SessionId, Speaker, Turn, TurnId},
};

use super::clock::{RunningClock, wall_ms};

/// A session under way.
pub struct Session {
    /// Where it is kept.
    pub store: Store,
    /// Its running time.
    pub clock: RunningClock,
    lease: Lease,
    director: Director,
    resumed: bool,
    unsaved: Vec<(Stamped, i64)>,
}

/// Whether an event is on the disk.
#[derive(Debug)]
pub enum Kept {
    /// It is.
    Saved,
    /// It is in memory only, for this reason; the interview goes on, and saving is tried again.
    Unsaved(StoreError),
}

impl Session {
    /// Begins a session: its first event is committed.
    ///
    /// # Errors
    /// Where it cannot be stored.
    pub fn begin(store: Store, setup: Setup) -> Result<Self, AppError> {
        let lease = store.create(&setup, wall_ms())?;
        let clock = RunningClock::from_ms(0);
        Ok(Self { store, clock, lease, director: Director::new(setup), resumed: false, unsaved: Vec::new() })
    }

    /// Takes a session up again where it stopped.
    ///
    /// # Errors
    /// Where it cannot be read, or another program holds it.
    pub fn resume(store: Store, session: &SessionId) -> Result<Self, AppError> {
        let lease = store.lease(session)?;
        let events = store.events(session)?;
        let director = Director::replay(&events).map_err(|error| {
            AppError::failure(format!("session {session} cannot be replayed")).because(error)
        })?;
        let clock = RunningClock::from_ms(director.state().at_ms);
        Ok(Self { store, clock, lease, director, resumed: true, unsaved: Vec::new() })
    }

    /// Gives the store back.
    #[must_use]
    pub fn into_store(self) -> Store {
        self.store
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &SessionId {
        self.lease.session()
    }

    /// Whether it was taken up again.
    #[must_use]
    pub fn is_resumed(&self) -> bool {
        self.resumed
    }

    /// What the director knows.
    #[must_use]
    pub fn state(&self) -> &State {
        self.director.state()
    }

    /// What is due now.
    #[must_use]
    pub fn due(&self) -> Vec<Effect> {
        self.director.due()
    }

    /// How many events are in memory only.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        self.unsaved.len()
    }

    /// Commits an event, then lets it take effect.
    pub fn commit(&mut self, event: Event) -> (Vec<Effect>, Kept) {
        let stamped = Stamped { at_ms: self.clock.now_ms(), event };
        tracing::debug!(session = %self.id(), at_ms = stamped.at_ms, event = stamped.event.name(), "event");
        let kept = self.keep(&stamped);
        (self.director.handle(&stamped), kept)
    }

    /// Saves an event after those that are not saved yet, or else keeps it with them.
    fn keep(&mut self, stamped: &Stamped) -> Kept {
        let now_ms = wall_ms();
        let saved = self.save().and_then(|()| self.store.append(&self.lease, stamped, now_ms));
        match saved {
            Ok(_) => Kept::Saved,
            Err(error) => {
                self.unsaved.push((stamped.clone(), now_ms));
                Kept::Unsaved(error)
            }
        }
    }

    /// Saves what is not saved yet, in order.
    fn save(&mut self) -> Result<(), StoreError> {
        while let Some((stamped, wall_ms)) = self.unsaved.first() {
            self.store.append(&self.lease, stamped, *wall_ms)?;
            self.unsaved.remove(0);
        }
        Ok(())
    }

    /// The event of an answer, with the built-in reading of it.
    #[must_use]
    pub fn answered(&self, answer: &Answer) -> Event {
        let (text, parts) = joined(answer.parts());
        let state = self.state();
        let turn = Turn {
            turn: TurnId(0),
            speaker: Speaker::Candidate,
            text: text.clone(),
            parts: parts.clone(),
            move_name: None,
            phase: state.phase,
            at_ms: 0,
            cut: false,
        };
        let heard = Heard::new(state.question(), &turn.words_in_place(), &state.context());
        Event::Answered { text, parts, heard: Box::new(heard) }
    }
}

/// A turn's text and the places of its words and its code; words alone need no places.
fn joined(typed: Vec<TypedPart>) -> (String, Vec<Part>) {
    let mut text = String::new();
    let mut parts = Vec::new();
    for part in typed {
        let (kind, piece) = match part {
            TypedPart::Words(words) => (PartKind::Words, words),
            TypedPart::Code { text, .. } => (PartKind::Code, text),
        };
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(&piece);
        parts.push(Part { kind, span: start..text.len() });
    }
    if parts.iter().all(|part| part.kind == PartKind::Words) {
        parts.clear();
    }
    (text, parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::two_sum;

    fn answered(text: &str) -> Event {
        Event::Answered { text: text.to_owned(), parts: Vec::new(), heard: Box::default() }
    }

    #[test]
    fn what_could_not_be_saved_is_saved_before_what_comes_after_it() {
        let dir = tempfile::tempdir().unwrap();
        let mut session = Session::begin(Store::open(dir.path()).unwrap(), two_sum()).unwrap();
        let other = rusqlite::Connection::open(session.store.path().unwrap()).unwrap();
        other.execute_batch("ALTER TABLE events RENAME TO away").unwrap();
        assert!(matches!(session.commit(answered("First.")).1, Kept::Unsaved(_)));
        assert!(matches!(session.commit(answered("Second.")).1, Kept::Unsaved(_)));
        assert_eq!(session.unsaved(), 2);
        other.execute_batch("ALTER TABLE away RENAME TO events").unwrap();
        assert!(matches!(session.commit(answered("Third.")).1, Kept::Saved));
        let events = session.store.events(session.id()).unwrap();
        let said: Vec<&Event> = events[1..].iter().map(|stamped| &stamped.event).collect();
        assert_eq!(said, [&answered("First."), &answered("Second."), &answered("Third.")]);
        assert_eq!(session.unsaved(), 0);
    }
}
