//! A loop: several rounds one after another with breaks between them, and one debrief over all.
//!
//! A round is a session of its own, and knows the whole plan. So resuming a loop is resuming its last round, and what
//! comes next follows from the rounds that are stored.

mod debrief;
mod plan;

use crate::{
    bank::Bank,
    error::AppError,
    interview::Setup,
    repl::{Front, Reply, Selection},
    rubric::Rubrics,
    store::{SessionState, Store},
    term::Theme,
    transcript::SessionId,
};

use super::{
    endpoint::Chosen,
    hold::{Interview, Outcome},
    session::Session,
};

pub use debrief::{Format, report};
pub use plan::{first_round, next_round};

/// What a loop is held with.
pub struct Rounds<'a> {
    /// Where the candidate sits.
    pub front: &'a mut dyn Front,
    /// How what is written for this front looks.
    pub theme: Theme,
    /// The questions.
    pub bank: &'a Bank,
    /// The rubrics.
    pub rubrics: &'a Rubrics,
}

/// What comes after a round.
enum After {
    /// Another one.
    Round(Box<Session>),
    /// The debrief.
    Debrief(Store),
    /// Nothing for now.
    Leave,
}

impl Rounds<'_> {
    /// Holds the rounds from this one on, to the debrief or until the candidate leaves.
    ///
    /// # Errors
    /// Where the front or the store fails; what was said is stored.
    pub fn hold(&mut self, mut session: Session, mut chosen: Chosen) -> Result<(), AppError> {
        let first = session.state().setup.staging.round.as_ref().map(|round| round.first.clone());
        let Some(first) = first else { return Ok(()) };
        loop {
            let mut interview = Interview::new(session, &mut *self.front, chosen, self.theme);
            let is_over = interview.session.state().finished.is_some();
            let outcome = if is_over { Ok(Outcome::Finished) } else { interview.hold() };
            remember(&mut interview)?;
            if outcome? == Outcome::Left {
                return interview.leave();
            }
            let more = !interview.input_ended;
            let Interview { session: held, chosen: back, .. } = interview;
            chosen = back;
            match self.after(held, &first, more)? {
                After::Round(next) => session = *next,
                After::Debrief(store) => return self.debrief(&store, &first, &chosen),
                After::Leave => return Ok(()),
            }
        }
    }

    /// The round that was begun last if it is still open, else the next one after a break.
    fn after(&mut self, held: Session, first: &SessionId, more: bool) -> Result<After, AppError> {
        let setup = held.state().setup.clone();
        let store = held.into_store();
        let last = store.rounds(first)?.into_iter().next_back();
        let last = last.filter(|last| last.id != setup.session);
        let after: Setup = match last {
            Some(last) if last.state == SessionState::Open => {
                return Ok(After::Round(Box::new(Session::resume(store, &last.id)?)));
            }
            Some(last) => super::records::state(&store, &last.id)?.setup.as_ref().clone(),
            None => setup.as_ref().clone(),
        };
        let next = if more { next_round(&after, self.bank, self.rubrics, &store)? } else { None };
        let Some(next) = next else { return Ok(After::Debrief(store)) };
        match self.take_a_break(&next)? {
            Break::GoOn => Ok(After::Round(Box::new(Session::begin(store, next)?))),
            Break::End => Ok(After::Debrief(store)),
            Break::Leave => Ok(After::Leave),
        }
    }

    /// As long as the candidate likes: no clock runs.
    fn take_a_break(&mut self, next: &Setup) -> Result<Break, AppError> {
        let Some(round) = &next.staging.round else { return Ok(Break::GoOn) };
        let (number, of, kind) = (round.number, round.plan.len(), next.question.kind);
        let done = number - 1;
        self.front.notice(&format!(
            "round {done} of {of} is over; next: {kind}, {} minutes. The debrief comes after the last.",
            next.minutes
        ))?;
        let choices = [("end", "be scored on what was held"), ("leave", "go on another day")];
        let choices = choices.map(|(key, meaning)| (key.to_owned(), meaning.to_owned())).to_vec();
        let question = "Take a break; no clock runs. Enter begins the next round".to_owned();
        Ok(match self.front.ask(&Selection { question, choices })? {
            Reply::Chosen(0) => Break::End,
            Reply::Chosen(_) => {
                self.front.notice("left; `viva resume` goes on with the next round")?;
                Break::Leave
            }
            Reply::Skipped | Reply::NotAsked => Break::GoOn,
        })
    }
}

/// Keeps what was learnt of the endpoint, round by round.
fn remember(interview: &mut Interview<'_>) -> Result<(), AppError> {
    if let Err(error) = interview.chosen.remember(&interview.session.store) {
        interview.front.warning(&error.to_string())?;
    }
    Ok(())
}

/// How a break ends.
enum Break {
    GoOn,
    End,
    Leave,
}
