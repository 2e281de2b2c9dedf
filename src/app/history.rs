//! What was asked before and how it went, as far as it bears on what is asked next.

use crate::{
    bank::{Bank, Outcome, Weak},
    error::AppError,
    store::{Filter, Store},
    transcript::{QuestionId, SessionId},
};

/// What was asked before and how it went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// Every question that was put, the newest first, as often as it was.
    pub asked: Vec<QuestionId>,
    /// What was weak.
    pub weak: Weak,
}

impl History {
    /// What a loop itself has asked.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn of_loop(store: &Store, first: &SessionId) -> Result<Self, AppError> {
        let asked = store.rounds(first)?.into_iter().map(|session| session.question).collect();
        Ok(Self { asked, ..Self::default() })
    }

    /// All that is stored.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read(store: &Store, bank: &Bank) -> Result<Self, AppError> {
        let sessions = store.list(&Filter::default())?;
        let topics = |id: &QuestionId| bank.heading(id).map_or(&[][..], |heading| &heading.topics);
        let outcomes: Vec<Outcome<'_>> = sessions
            .iter()
            .filter_map(|s| Some(Outcome { kind: s.kind, topics: topics(&s.question), level: s.overall? }))
            .collect();
        Ok(Self {
            weak: Weak::of(&outcomes),
            asked: sessions.iter().map(|session| session.question.clone()).collect(),
        })
    }
}
