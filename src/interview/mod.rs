//! The director: a pure state machine that runs the interview. Events in, effects out; no clock, no wording.
//!
//! Resume is replay: [`Director::replay`] applies recorded events, moves included, and never decides anew.

mod belief;
mod code;
mod event;
mod ledger;
mod moves;
mod pacing;
mod policy;
mod replies;
mod staging;
mod state;
mod targets;
mod thread;

pub use event::{Event, Setup, Stamped};
pub use ledger::{Entry, Ledger, Made, Place};
pub use moves::{Astray, Challenged, Ending, Move, Nudge, Rung, Target, Wish, name_of};
pub use pacing::Pace;
pub use policy::mix;
pub use staging::{Round, Staging};
pub use state::{Last, State, Trigger};

/// What is to be done about an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Speak: the moves of one utterance.
    Say(Vec<Move>),
    /// The interview is over: score it.
    Finish(Ending),
}

/// Why events make no interview.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// The first event is missing: without its setup nothing can be said.
    #[error("the session does not begin with its setup")]
    NoSetup,
}

/// Runs one interview.
#[derive(Debug, Clone)]
pub struct Director {
    state: State,
}

impl Director {
    /// A director at the beginning.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        Self { state: State::new(setup) }
    }

    /// The director as it stood after these events.
    ///
    /// # Errors
    /// [`ReplayError::NoSetup`] where the first event is not `started`.
    pub fn replay(events: &[Stamped]) -> Result<Self, ReplayError> {
        let Some(Stamped { event: Event::Started(setup), .. }) = events.first() else {
            return Err(ReplayError::NoSetup);
        };
        let mut director = Self::new((**setup).clone());
        for stamped in events {
            director.state.apply(stamped);
        }
        Ok(director)
    }

    /// What is known.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Takes an event in and tells what follows from it.
    pub fn handle(&mut self, stamped: &Stamped) -> Vec<Effect> {
        self.state.apply(stamped);
        self.due()
    }

    /// What is due now; after a replay, this goes on where it stopped.
    #[must_use]
    pub fn due(&self) -> Vec<Effect> {
        if let Some(trigger) = self.state.owed {
            return vec![Effect::Say(policy::decide(&self.state, trigger))];
        }
        match self.state.spoken.last() {
            Some(Move::Close { why }) if self.state.finished.is_none() => vec![Effect::Finish(*why)],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
