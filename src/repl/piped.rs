//! The front behind a pipe: paragraphs are answers, lines that start with `/` are commands.
//!
//! What a person would pipe goes to stdout, remarks to stderr; no escape codes, no prompts.

#[cfg(test)]
mod tests;

use super::command::{self, Command, Typed};
use super::front::{
    Answer, Debrief, Front, FrontError, Input, Prompt, QuestionAsked, Reply, Selection, SessionOpened, Spoken,
};
use super::limit::{ANSWER_MAX_BYTES, cut_warning, head};
use super::lines::InputLines;
use super::parts::FenceTracker;
use super::speech::Speech;
use crate::term::{ErrorReport, Output, Theme, report, sanitize};
use std::io::BufRead;
use std::time::Duration;

/// Reads answers from a pipe or a file.
pub struct Piped<R> {
    lines: InputLines<R>,
    out: Output,
    err: Output,
    speech: Speech,
    /// A command that ended a paragraph waits for its turn.
    command: Option<Command>,
}

/// Even in an answer that is full, a line is read this far, in bytes, to see whether it is a command.
const COMMAND_MAX_BYTES: usize = 4096;

/// The answer so far.
#[derive(Default)]
struct Paragraph {
    text: String,
    cut: bool,
    /// Blank lines and slashes inside a fence belong to the code.
    fences: FenceTracker,
}

impl Paragraph {
    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Bytes it still has room for, after the line feed before them.
    fn room(&self) -> usize {
        ANSWER_MAX_BYTES.saturating_sub(self.text.len() + usize::from(!self.is_empty()))
    }

    fn push(&mut self, line: &str, cut: bool) {
        self.fences.line(line);
        let kept = head(line, self.room());
        if self.cut || (kept.is_empty() && !line.is_empty()) {
            self.cut = true;
            return;
        }
        if !self.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(kept);
        self.cut = cut || kept.len() < line.len();
    }
}

impl<R: BufRead> Piped<R> {
    /// A front that reads from `input`, speaks to `out` and remarks to `err`.
    pub fn new(input: R, out: Output, err: Output) -> Self {
        Self { lines: InputLines::new(input), out, err, speech: Speech::default(), command: None }
    }

    fn answer(&mut self, paragraph: Paragraph) -> Result<Input, FrontError> {
        if paragraph.cut {
            self.warning(&cut_warning())?;
        }
        Ok(Input::Answer(Answer::untimed(paragraph.text)))
    }

    fn next_line(&mut self, paragraph: &Paragraph) -> Result<Option<(String, bool)>, FrontError> {
        let limit = paragraph.room().max(COMMAND_MAX_BYTES);
        let Some(line) = self.lines.next(limit).map_err(FrontError::Input)? else { return Ok(None) };
        if let Some(offset) = line.invalid_at {
            self.warning(&format!(
                "the input is not UTF-8 at byte {offset}; what was not is shown as `\u{fffd}`"
            ))?;
        }
        Ok(Some((line.text, line.cut)))
    }
}

impl<R: BufRead> Front for Piped<R> {
    fn read(&mut self, _: &Prompt, _: Option<Duration>) -> Result<Input, FrontError> {
        if let Some(command) = self.command.take() {
            return Ok(Input::Command(command));
        }
        let mut paragraph = Paragraph::default();
        loop {
            let Some((line, cut)) = self.next_line(&paragraph)? else {
                return if paragraph.is_empty() { Ok(Input::EndOfInput) } else { self.answer(paragraph) };
            };
            let in_code = paragraph.fences.is_open();
            match if in_code { Typed::Text(line) } else { command::parse(&line) } {
                Typed::Text(line) if line.trim().is_empty() && !in_code => {
                    if !paragraph.is_empty() {
                        return self.answer(paragraph);
                    }
                }
                Typed::Text(line) => paragraph.push(&line, cut),
                Typed::Command(command) if paragraph.is_empty() => return Ok(Input::Command(command)),
                Typed::Command(command) => {
                    self.command = Some(command);
                    return self.answer(paragraph);
                }
                Typed::Rejected(error) => {
                    self.error(error.code(), &error.to_string(), Some(&error.hint()))?
                }
            }
        }
    }

    fn session(&mut self, session: &SessionOpened) -> Result<(), FrontError> {
        let verb = if session.resumed { "resumed" } else { "begun" };
        let staged = session.staged().map(|staged| format!(" ({staged})")).unwrap_or_default();
        let round = session.place().map(|place| format!("{place}: ")).unwrap_or_default();
        self.notice(&format!(
            "{round}session {} {verb}{staged}, interviewer: {}",
            session.id, session.interviewer
        ))
    }

    fn question(&mut self, question: &QuestionAsked) -> Result<(), FrontError> {
        let title = sanitize(&question.title);
        let text = sanitize(&question.text);
        Ok(self.out.write(&format!("{title}\n\nInterviewer: {}\n\n", text.trim_end()))?)
    }

    fn waiting(&mut self, _: &str) -> Result<(), FrontError> {
        Ok(())
    }

    fn delta(&mut self, text: &str) -> Result<(), FrontError> {
        let begins = !self.speech.has_begun();
        let piece = self.speech.delta(text);
        if begins && !piece.is_empty() {
            self.out.write("Interviewer: ")?;
        }
        Ok(self.out.write(&piece)?)
    }

    fn utterance(&mut self, spoken: &Spoken) -> Result<(), FrontError> {
        let label = if self.speech.has_begun() { "" } else { "Interviewer: " };
        let ending = self.speech.end(spoken);
        let line_end = if ending.text.ends_with('\n') { "\n" } else { "\n\n" };
        Ok(self.out.write(&format!("{label}{}{line_end}", ending.tail))?)
    }

    fn notice(&mut self, text: &str) -> Result<(), FrontError> {
        Ok(self.err.line(&sanitize(text))?)
    }

    fn warning(&mut self, text: &str) -> Result<(), FrontError> {
        Ok(self.err.write(&report::warning(text, Theme::PLAIN))?)
    }

    fn error(&mut self, _: &str, message: &str, hint: Option<&str>) -> Result<(), FrontError> {
        let report = ErrorReport::new(message, hint.map(str::to_owned));
        Ok(self.err.write(&report.render(Theme::PLAIN))?)
    }

    fn scorecard(&mut self, debrief: &Debrief) -> Result<(), FrontError> {
        Ok(self.out.line(&debrief.text)?)
    }

    fn ask(&mut self, _: &Selection) -> Result<Reply, FrontError> {
        Ok(Reply::NotAsked)
    }

    fn end(&mut self) -> Result<(), FrontError> {
        Ok(self.out.flush()?)
    }

    fn interactive(&self) -> bool {
        false
    }
}
