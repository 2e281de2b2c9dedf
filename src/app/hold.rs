//! Holding an interview: what is due is done, then the candidate is listened to, until it ends.

use std::time::Duration;

use crate::{
    error::AppError,
    interview::{Effect, Ending, Event, Move, Nudge},
    repl::{Answer, Front, Input, Place, Prompt, QuestionAsked, Reply, Selection, SessionOpened},
    scoring::judge::{Assessed, believed},
    term::Theme,
    transcript::{Kind, Speaker as Who},
};

use super::{
    background::Background,
    commands::Done,
    endpoint::{Chosen, Memory, Offer},
    session::{Kept, Session},
    speaking::Speaker,
};

/// How an interview was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It ended, and can be scored.
    Finished,
    /// The candidate left; it can be resumed.
    Left,
}

/// An interview with somebody in front of it.
pub struct Interview<'a> {
    /// The session.
    pub session: Session,
    /// Where the candidate sits.
    pub front: &'a mut dyn Front,
    /// Who speaks.
    pub speaker: Speaker,
    /// Who was chosen to speak and to judge.
    pub chosen: Chosen,
    /// How what is written for this front looks.
    pub theme: Theme,
    /// Whether each Enter keeps the floor.
    pub thinking_aloud: bool,
    /// There is no more input, and no more rounds either.
    pub input_ended: bool,
    warned_unsaved: bool,
    said_time: bool,
    meanwhile: Option<Background<Assessed>>,
}

/// What follows from something that came in.
pub(super) enum Step {
    /// These effects.
    Do(Vec<Effect>),
    /// Nothing; listen on.
    Listen,
    /// The interview is left.
    Leave,
}

impl<'a> Interview<'a> {
    /// An interview about to be held.
    pub fn new(session: Session, front: &'a mut dyn Front, chosen: Chosen, theme: Theme) -> Self {
        let speaker = chosen.speaker();
        let kind = session.state().question().kind;
        let thinking_aloud = matches!(kind, Kind::Coding | Kind::SystemDesign) && front.interactive();
        Self {
            session,
            front,
            speaker,
            chosen,
            theme,
            thinking_aloud,
            input_ended: false,
            warned_unsaved: false,
            said_time: false,
            meanwhile: None,
        }
    }

    /// Holds it to its end, or until the candidate leaves.
    ///
    /// # Errors
    /// Where the front fails; what was said is stored.
    pub fn hold(&mut self) -> Result<Outcome, AppError> {
        self.open()?;
        let mut due = self.session.due();
        loop {
            if self.session.state().finished.is_some() {
                return Ok(Outcome::Finished);
            }
            match due.pop() {
                Some(Effect::Say(moves)) => due = self.say(&moves)?,
                Some(Effect::Finish(why)) => due = self.commit(Event::Finished { why })?,
                None => match self.listen()? {
                    Step::Do(effects) => due = effects,
                    Step::Listen => {}
                    Step::Leave => return Ok(Outcome::Left),
                },
            }
        }
    }

    /// Leaves it as it stands.
    ///
    /// # Errors
    /// Where the front fails.
    pub fn leave(&mut self) -> Result<(), AppError> {
        let id = self.session.id().to_string();
        if self.session.store.path().is_some() {
            self.front.notice(&format!("left; `viva resume` goes on with it ({id})"))?;
        }
        Ok(())
    }

    fn open(&mut self) -> Result<(), AppError> {
        let state = self.session.state();
        let resumed = self.session.is_resumed();
        let is_under_way = !state.turns.is_empty();
        let opened = SessionOpened {
            id: self.session.id().to_string(),
            kind: state.question().kind.to_string(),
            seniority: state.setup.seniority.to_string(),
            minutes: state.setup.minutes,
            round: state
                .setup
                .staging
                .round
                .as_ref()
                .map(|round| Place { number: round.number, of: round.plan.len() }),
            role: state.setup.role.id.to_string(),
            company: state.setup.staging.company.as_ref().map(|company| company.id.to_string()),
            persona: state.setup.staging.persona.as_ref().map(|persona| persona.id.to_string()),
            interviewer: self.speaker.name(),
            resumed,
        };
        self.front.session(&opened)?;
        if is_under_way {
            self.put_question()?;
            self.remind()?;
            self.speaker.assure()?;
        }
        Ok(())
    }

    /// The question is shown as such: its opening is the author's, word for word, whoever speaks.
    fn put_question(&mut self) -> Result<(), AppError> {
        let question = self.session.state().question();
        let asked = QuestionAsked {
            id: question.id.to_string(),
            title: question.title.clone(),
            kind: question.kind.to_string(),
            minutes: self.session.state().setup.minutes,
            text: question.ask.trim().to_owned(),
        };
        Ok(self.front.question(&asked)?)
    }

    /// What was said last, for somebody who comes back.
    fn remind(&mut self) -> Result<(), AppError> {
        let turns = &self.session.state().turns;
        let from = turns.len().saturating_sub(2).max(1);
        let lines: Vec<String> = turns
            .iter()
            .skip(from)
            .map(|turn| {
                let who = if turn.speaker == Who::Interviewer { "interviewer" } else { "you" };
                format!("{who}: {}", turn.text.trim())
            })
            .collect();
        for line in lines {
            self.front.notice(&line)?;
        }
        Ok(())
    }

    /// Offers what was found on this machine, now that the question is on the screen.
    fn offer(&mut self) -> Result<(), AppError> {
        let Some(found) = self.chosen.offer.take().and_then(Offer::found) else { return Ok(()) };
        let choices = [("y", "yes"), ("n", "no, never")];
        let choices = choices.map(|(key, meaning)| (key.to_owned(), meaning.to_owned())).to_vec();
        let address = found.endpoint.base_url.value.clone();
        let memory = match self.front.ask(&Selection { question: found.question(), choices })? {
            Reply::Chosen(0) => Memory::Accepted { model: found.model.clone() },
            Reply::Chosen(_) => Memory::Declined,
            Reply::Skipped | Reply::NotAsked => return Ok(()),
        };
        // Who could not be remembered is asked again.
        let _ = memory.keep(&address, &self.session.store);
        if let Memory::Accepted { .. } = memory {
            self.chosen.take(found.endpoint, &self.session.store)?;
            self.speaker = self.chosen.speaker();
            self.front.notice(&format!(
                "interviewer: {}; `viva config init` keeps or changes it",
                self.speaker.name()
            ))?;
        }
        Ok(())
    }

    pub(super) fn say(&mut self, moves: &[Move]) -> Result<Vec<Effect>, AppError> {
        if moves == [Move::Open] {
            self.put_question()?;
            let text = self.session.state().question().ask.trim().to_owned();
            self.offer()?;
            self.speaker.assure()?;
            let voice = crate::interviewer::BUILTIN.to_owned();
            return self.commit(Event::Spoken {
                moves: moves.to_vec(),
                text,
                cut: false,
                voice,
                guarded: Vec::new(),
            });
        }
        let event = self.speaker.say(moves, self.session.state(), self.front)?;
        self.commit(event)
    }

    /// Commits an event. Where it cannot be saved, that is said once, and the interview goes on.
    pub(super) fn commit(&mut self, event: Event) -> Result<Vec<Effect>, AppError> {
        let (effects, kept) = self.session.commit(event);
        match kept {
            Kept::Unsaved(error) if !self.warned_unsaved => {
                self.warned_unsaved = true;
                let hint = error.hint().map_or_else(String::new, |hint| format!(" ({hint})"));
                self.front.warning(&format!(
                    "what is said now cannot be saved: {error}{hint}; it is kept in memory, and saving is tried again"
                ))?;
            }
            Kept::Saved if self.warned_unsaved => {
                self.warned_unsaved = false;
                self.front.notice("everything is saved again")?;
            }
            Kept::Saved | Kept::Unsaved(_) => {}
        }
        Ok(effects)
    }

    fn listen(&mut self) -> Result<Step, AppError> {
        let prompt = Prompt { label: self.label(), thinking_aloud: self.thinking_aloud };
        let patience = self.patience();
        if self.meanwhile.is_none() && self.front.interactive() {
            self.meanwhile = self.chosen.meanwhile(&self.speaker, self.session.state());
        }
        let input = self.front.read(&prompt, patience)?;
        if !matches!(input, Input::Idle { .. }) {
            self.end_meanwhile()?;
        }
        match input {
            Input::Answer(answer) => self.answer(&answer),
            Input::Command(command) => self.run(command).map(|done| match done {
                Done::Effects(effects) => Step::Do(effects),
                Done::Nothing => Step::Listen,
                Done::Leave => Step::Leave,
            }),
            Input::Audio(path) => {
                let message = format!("`{}` was not heard: this version takes no audio", path.display());
                self.front.error("audio", &message, Some("type the answer, or send it as text"))?;
                Ok(Step::Listen)
            }
            Input::Idle { quiet } => self.idle(quiet),
            Input::Leave => Ok(Step::Leave),
            Input::EndOfInput => {
                self.input_ended = true;
                self.commit(Event::Finished { why: Ending::Done }).map(Step::Do)
            }
        }
    }

    /// Ends what was done while the candidate was typing, and keeps what a model heard in the last answer.
    fn end_meanwhile(&mut self) -> Result<(), AppError> {
        let Some(meanwhile) = self.meanwhile.take() else { return Ok(()) };
        let assessed = meanwhile.end();
        let (points, turn) = (believed(&assessed), assessed.first().map(|first| first.turn));
        tracing::info!(asked = assessed.len(), heard = points.len(), "read while the candidate was typing");
        if let Some(turn) = turn.filter(|_| !points.is_empty()) {
            let by = self.chosen.endpoint_name();
            self.commit(Event::Assessed { turn, points, by })?;
        }
        Ok(())
    }

    pub(super) fn answer(&mut self, answer: &Answer) -> Result<Step, AppError> {
        if answer.text.trim().is_empty() {
            return Ok(Step::Listen);
        }
        self.session.clock.go_on();
        let event = self.session.answered(answer);
        self.commit(event).map(Step::Do)
    }

    /// Minutes left, where a person sits and looks.
    fn label(&self) -> String {
        let state = self.session.state();
        let left = state.pace().left_ms(self.session.clock.now_ms());
        if self.session.clock.is_paused() {
            return "you (paused)".to_owned();
        }
        format!("you ({} min left)", left.div_ceil(60_000))
    }

    /// How long to wait for a key before the interviewer stirs: until the next nudge that is still to come.
    fn patience(&self) -> Option<Duration> {
        const STIRS: [Nudge; 3] = [Nudge::TakeYourTime, Nudge::WhereAreYou, Nudge::HintOffered];
        if !self.front.interactive() || self.session.clock.is_paused() {
            return None;
        }
        let state = self.session.state();
        let next = STIRS.into_iter().find(|nudge| !state.nudges.contains(nudge));
        let due_ms = next.and_then(|nudge| state.setup.staging.silence_ms(nudge));
        let seconds = due_ms.map_or(60, |due_ms| due_ms / 1000);
        let left_s = self.session.state().pace().left_ms(self.session.clock.now_ms()) / 1000;
        Some(Duration::from_secs(if left_s > 0 { seconds.min(left_s + 1) } else { seconds }))
    }

    fn idle(&mut self, quiet: Duration) -> Result<Step, AppError> {
        let left_ms = self.session.state().pace().left_ms(self.session.clock.now_ms());
        if left_ms == 0 && !self.said_time {
            self.said_time = true;
            if let Some(unsent) = self.front.take_unsent() {
                return self.answer(&unsent);
            }
            return self.commit(Event::TimeUp).map(Step::Do);
        }
        let for_ms = u64::try_from(quiet.as_millis()).unwrap_or(u64::MAX);
        let first = self.session.state().setup.staging.silence_ms(Nudge::TakeYourTime);
        if first.is_some_and(|first| for_ms < first) {
            return Ok(Step::Listen);
        }
        self.commit(Event::Silent { for_ms }).map(Step::Do)
    }
}
