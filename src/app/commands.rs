//! What the slash commands do.

use std::path::Path;

use crate::{
    error::AppError,
    interview::{Effect, Ending, Event},
    repl::{Answer, Command, command},
    transcript::Speaker,
};

use super::hold::{Interview, Step};

/// What follows from a command.
pub(super) enum Done {
    /// These effects.
    Effects(Vec<Effect>),
    /// Nothing.
    Nothing,
    /// The interview is left.
    Leave,
}

impl Interview<'_> {
    pub(super) fn run(&mut self, command: Command) -> Result<Done, AppError> {
        match command {
            Command::Hint => self.event(Event::HintAsked),
            Command::Repeat => self.event(Event::RepeatAsked),
            Command::Skip => self.event(Event::Skipped),
            Command::Retry => self.retry(),
            Command::Undo => self.undo(),
            Command::Note(text) => {
                self.front.notice("noted; it will be in the report")?;
                self.event(Event::Noted { text })
            }
            Command::Code(path) => self.code(path.as_deref()),
            Command::Done => self.done(),
            Command::Quit => Ok(Done::Leave),
            Command::Again => {
                self.say_notice("`/again` comes after the scorecard; `/done` ends the interview")
            }
            Command::Contest => self.say_notice(
                "`/contest` comes after the scorecard; `viva score SESSION --contest` does it at any time later",
            ),
            Command::Help => self.say_notice(&command::help()),
            Command::Edit => self.say_notice("`/edit` needs a terminal: send the answer as text instead"),
            Command::Think => self.think(),
            Command::Time => self.time(),
            Command::Pause => self.pause(),
            Command::Save => self.saved(),
            Command::Transcript => self.transcript(),
            Command::Score => self.standing(),
        }
    }

    fn say_notice(&mut self, text: &str) -> Result<Done, AppError> {
        self.front.notice(text)?;
        Ok(Done::Nothing)
    }

    fn event(&mut self, event: Event) -> Result<Done, AppError> {
        self.session.clock.go_on();
        self.commit(event).map(Done::Effects)
    }

    fn retry(&mut self) -> Result<Done, AppError> {
        let can = self.session.state().turns.last().is_some_and(|turn| turn.speaker == Speaker::Interviewer);
        if can && self.session.state().turns.len() > 1 {
            return self.event(Event::Retried);
        }
        self.say_notice("there is nothing to say anew yet")
    }

    fn undo(&mut self) -> Result<Done, AppError> {
        let before = self.session.state().turns.len();
        let effects = self.commit(Event::Undone)?;
        let taken_back = self.session.state().turns.len() < before;
        let text = if taken_back {
            "your last answer is taken back; what is your answer?"
        } else {
            "there is nothing to take back"
        };
        self.front.notice(text)?;
        Ok(Done::Effects(effects))
    }

    /// Code from a file is an answer of its own, fenced so that it is never taken for words.
    fn code(&mut self, path: Option<&Path>) -> Result<Done, AppError> {
        let Some(path) = path else {
            return self.say_notice("`/code` without a file needs a terminal: name a file");
        };
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                let message = format!("`{}` cannot be read: {error}", path.display());
                self.front.error("code", &message, Some("check the path; the interview goes on"))?;
                return Ok(Done::Nothing);
            }
        };
        let answer = Answer::untimed(format!("```python\n{}\n```", text.trim_end()));
        self.answer(&answer).map(|step| match step {
            Step::Do(effects) => Done::Effects(effects),
            Step::Listen => Done::Nothing,
            Step::Leave => Done::Leave,
        })
    }

    /// What was thought aloud and not yet handed over is an answer first.
    fn done(&mut self) -> Result<Done, AppError> {
        if let Some(unsent) = self.front.take_unsent() {
            let event = self.session.answered(&unsent);
            self.commit(event)?;
        }
        self.event(Event::Finished { why: Ending::Done })
    }

    fn think(&mut self) -> Result<Done, AppError> {
        self.thinking_aloud = !self.thinking_aloud;
        self.say_notice(if self.thinking_aloud {
            "thinking aloud: each Enter keeps the floor, an empty line hands it over"
        } else {
            "each Enter sends"
        })
    }

    fn time(&mut self) -> Result<Done, AppError> {
        let state = self.session.state();
        let left_s = state.pace().left_ms(self.session.clock.now_ms()) / 1000;
        let text = format!(
            "{}:{:02} left of {} minutes; phase: {}; hints taken: {}",
            left_s / 60,
            left_s % 60,
            state.setup.minutes,
            state.phase,
            state.hints
        );
        self.say_notice(&text)
    }

    fn pause(&mut self) -> Result<Done, AppError> {
        if self.session.clock.is_paused() {
            self.session.clock.go_on();
            return self.say_notice("the clock runs again");
        }
        self.session.clock.pause();
        self.say_notice("the clock stands still; `/pause` again, or your next answer, lets it run on")
    }

    fn saved(&mut self) -> Result<Done, AppError> {
        let text = match (self.session.unsaved(), self.session.store.path()) {
            (0, Some(path)) => format!("everything said so far is in {}", path.display()),
            (_, None) => "this interview is not saved: it was begun without a place to save to".to_owned(),
            (n, Some(_)) => format!("{n} events are not saved yet; saving is tried again with the next one"),
        };
        self.say_notice(&text)
    }

    fn transcript(&mut self) -> Result<Done, AppError> {
        let lines: Vec<String> = self
            .session
            .state()
            .turns
            .iter()
            .map(|turn| {
                let who = if turn.speaker == Speaker::Interviewer { "interviewer" } else { "you" };
                format!("{} {who}: {}", turn.turn, turn.text.trim())
            })
            .collect();
        self.say_notice(&lines.join("\n"))
    }

    /// Where it stands, without the levels: those come after the candidate's own rating.
    fn standing(&mut self) -> Result<Done, AppError> {
        let state = self.session.state();
        let made = state.ledger.iter().filter(|(_, entry)| entry.made.is_some()).count();
        let all = state.points().filter(|point| point.seniority <= state.setup.seniority).count();
        let text = format!(
            "{made} of {all} points heard so far, {} hints taken; levels come at the end, after your own rating (`/done`)",
            state.hints
        );
        self.say_notice(&text)
    }
}
