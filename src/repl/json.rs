//! The front for programs: one JSON object a line in, one a line out.

#[cfg(test)]
mod tests;

use super::command::Command;
use super::front::{
    Answer, Debrief, Front, FrontError, Input, Prompt, QuestionAsked, Reply, Selection, SessionOpened, Spoken,
};
use super::limit::{ANSWER_MAX_BYTES, cut_warning, head};
use super::lines::InputLines;
use super::speech::Speech;
use crate::term::{Output, sanitize};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::io::BufRead;
use std::path::PathBuf;
use std::time::Duration;

/// A longer line is refused, in bytes: an answer at its limit, wholly escaped, still fits.
const LINE_MAX_BYTES: usize = 6 * ANSWER_MAX_BYTES + 1024;
/// What is understood, for whoever wrote something else.
const SHAPES: &str =
    r#"send {"type":"answer","text":…}, {"type":"audio","path":…} or {"type":"command","name":…,"args":…}"#;

/// Speaks JSON lines.
pub struct Json<R> {
    lines: InputLines<R>,
    line_number: u64,
    out: Output,
    speech: Speech,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Incoming {
    Answer { text: String },
    Audio { path: PathBuf },
    Command { name: String, args: Option<Arguments> },
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Arguments {
    One(String),
    Many(Vec<String>),
}

impl Arguments {
    fn joined(self) -> String {
        match self {
            Self::One(text) => text,
            Self::Many(texts) => texts.join(" "),
        }
    }
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Outgoing<'a> {
    Session(&'a SessionOpened),
    Question(&'a QuestionAsked),
    Delta {
        text: &'a str,
    },
    Reasoning {
        text: String,
    },
    Utterance {
        #[serde(rename = "move")]
        move_name: &'a str,
        text: &'a str,
        cut: bool,
    },
    Notice {
        level: &'a str,
        text: String,
    },
    Error {
        code: &'a str,
        message: String,
        hint: Option<String>,
    },
    Scorecard(Map<String, Value>),
    Loop(Map<String, Value>),
    End,
}

impl<R: BufRead> Json<R> {
    /// A front that reads objects from `input` and writes objects to `out`.
    pub fn new(input: R, out: Output) -> Self {
        Self { lines: InputLines::new(input), line_number: 0, out, speech: Speech::default() }
    }

    fn send(&mut self, object: &Outgoing<'_>) -> Result<(), FrontError> {
        let line = serde_json::to_string(object).map_err(|error| FrontError::Editor(error.to_string()))?;
        Ok(self.out.line(&line)?)
    }

    fn take(&mut self, line: &str) -> Result<Option<Input>, FrontError> {
        match serde_json::from_str(line) {
            Ok(Incoming::Answer { text }) => self.answer(text).map(Some),
            Ok(Incoming::Audio { path }) => Ok(Some(Input::Audio(path))),
            Ok(Incoming::Command { name, args }) => self.command(&name, args),
            Err(error) => {
                let message = format!("line {} is not understood: {error}", self.line_number);
                self.error("malformed", &message, Some(SHAPES)).map(|()| None)
            }
        }
    }

    fn answer(&mut self, mut text: String) -> Result<Input, FrontError> {
        if text.len() > ANSWER_MAX_BYTES {
            text.truncate(head(&text, ANSWER_MAX_BYTES).len());
            self.warning(&cut_warning())?;
        }
        Ok(Input::Answer(Answer::untimed(text)))
    }

    fn command(&mut self, name: &str, args: Option<Arguments>) -> Result<Option<Input>, FrontError> {
        let argument = args.map(Arguments::joined);
        match Command::new(name.strip_prefix('/').unwrap_or(name), argument.as_deref()) {
            Ok(command) => Ok(Some(Input::Command(command))),
            Err(error) => self.error(error.code(), &error.to_string(), Some(&error.hint())).map(|()| None),
        }
    }

    fn remark(&mut self, level: &str, text: &str) -> Result<(), FrontError> {
        self.send(&Outgoing::Notice { level, text: sanitize(text) })
    }
}

impl<R: BufRead> Front for Json<R> {
    fn read(&mut self, _: &Prompt, _: Option<Duration>) -> Result<Input, FrontError> {
        loop {
            let Some(line) = self.lines.next(LINE_MAX_BYTES).map_err(FrontError::Input)? else {
                return Ok(Input::EndOfInput);
            };
            self.line_number += 1;
            if let Some(offset) = line.invalid_at {
                self.warning(&format!(
                    "the input is not UTF-8 at byte {offset}; what was not is read as `\u{fffd}`"
                ))?;
            }
            if line.cut {
                let message = format!("line {} is longer than {LINE_MAX_BYTES} bytes", self.line_number);
                self.error("too-long", &message, None)?;
            } else if !line.text.trim().is_empty()
                && let Some(input) = self.take(&line.text)?
            {
                return Ok(input);
            }
        }
    }

    fn session(&mut self, session: &SessionOpened) -> Result<(), FrontError> {
        self.send(&Outgoing::Session(session))
    }

    fn question(&mut self, question: &QuestionAsked) -> Result<(), FrontError> {
        let harmless = QuestionAsked {
            title: sanitize(&question.title),
            text: sanitize(&question.text),
            ..question.clone()
        };
        self.send(&Outgoing::Question(&harmless))
    }

    fn waiting(&mut self, _: &str) -> Result<(), FrontError> {
        Ok(())
    }

    fn reasoning(&mut self, text: &str) -> Result<(), FrontError> {
        self.send(&Outgoing::Reasoning { text: sanitize(text) })
    }

    fn delta(&mut self, text: &str) -> Result<(), FrontError> {
        let text = self.speech.delta(text);
        if text.is_empty() { Ok(()) } else { self.send(&Outgoing::Delta { text: &text }) }
    }

    fn utterance(&mut self, spoken: &Spoken) -> Result<(), FrontError> {
        let ending = self.speech.end(spoken);
        if !ending.tail.is_empty() {
            self.send(&Outgoing::Delta { text: &ending.tail })?;
        }
        self.send(&Outgoing::Utterance { move_name: &spoken.move_name, text: &ending.text, cut: spoken.cut })
    }

    fn notice(&mut self, text: &str) -> Result<(), FrontError> {
        self.remark("info", text)
    }

    fn warning(&mut self, text: &str) -> Result<(), FrontError> {
        self.remark("warning", text)
    }

    fn error(&mut self, code: &str, message: &str, hint: Option<&str>) -> Result<(), FrontError> {
        self.send(&Outgoing::Error { code, message: sanitize(message), hint: hint.map(sanitize) })
    }

    fn scorecard(&mut self, debrief: &Debrief) -> Result<(), FrontError> {
        self.send(&Outgoing::Scorecard(fields(debrief, "scorecard")))
    }

    /// Programs get the scorecards of all rounds, and what comes of them last.
    fn loop_debrief(&mut self, rounds: &[Debrief], all: &Debrief) -> Result<(), FrontError> {
        rounds.iter().try_for_each(|round| self.scorecard(round))?;
        self.send(&Outgoing::Loop(fields(all, "loop")))
    }

    fn ask(&mut self, _: &Selection) -> Result<Reply, FrontError> {
        Ok(Reply::NotAsked)
    }

    fn end(&mut self) -> Result<(), FrontError> {
        self.send(&Outgoing::End)?;
        Ok(self.out.flush()?)
    }

    fn interactive(&self) -> bool {
        false
    }
}

/// The fields of a debrief; what is no object stands under a name of its own.
fn fields(debrief: &Debrief, name: &str) -> Map<String, Value> {
    match &debrief.json {
        Value::Object(fields) => fields.clone(),
        other => Map::from_iter([(name.to_owned(), other.clone())]),
    }
}
