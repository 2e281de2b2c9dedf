//! What every front can do, and what passes between it and the interview.

use super::command::Command;
use super::parts::{Part, split_parts};
use crate::term::OutputError;
use serde::Serialize;
use std::io;
use std::path::PathBuf;
use std::time::Duration;
use thiserror::Error;

/// Milliseconds since some fixed moment; handed in, since only the application asks the time.
pub type Clock = Box<dyn Fn() -> u64>;

/// Where the candidate sits: at a terminal, behind a pipe, or behind a program that speaks JSON.
///
/// Everything shown is sanitized by the front. Every method that shows something fails with [`FrontError::Output`]
/// alone, and with [`OutputError::Closed`] in it when the reader went away.
pub trait Front {
    /// Waits for the candidate, opening the prompt if it is not open.
    ///
    /// [`Input::Idle`] comes when `patience` passes without a key; the line typed so far stays as it is, and the next
    /// call goes on with it. Fronts without a person at a keyboard never become idle.
    ///
    /// # Errors
    /// [`FrontError::Input`] and [`FrontError::Editor`] when nothing more can be read.
    fn read(&mut self, prompt: &Prompt, patience: Option<Duration>) -> Result<Input, FrontError>;

    /// Takes what was said but not yet handed over (lines thought aloud), for commands and clocks that cannot wait
    /// for the candidate to yield.
    fn take_unsent(&mut self) -> Option<Answer> {
        None
    }

    /// The interview is open.
    fn session(&mut self, session: &SessionOpened) -> Result<(), FrontError>;
    /// A question begins, with the interviewer's opening.
    fn question(&mut self, question: &QuestionAsked) -> Result<(), FrontError>;
    /// The interviewer is about to speak: shows a sign of life until the first delta.
    fn waiting(&mut self, label: &str) -> Result<(), FrontError>;
    /// The next piece of what a model thinks before it speaks; shown only on request, and never part of what is said.
    fn reasoning(&mut self, text: &str) -> Result<(), FrontError> {
        let _ = text;
        Ok(())
    }
    /// The next piece of what the interviewer says.
    fn delta(&mut self, text: &str) -> Result<(), FrontError>;
    /// Ends what the interviewer says. What of it did not come as deltas is shown now.
    fn utterance(&mut self, spoken: &Spoken) -> Result<(), FrontError>;
    /// A remark of the program.
    fn notice(&mut self, text: &str) -> Result<(), FrontError>;
    /// Something that may go wrong.
    fn warning(&mut self, text: &str) -> Result<(), FrontError>;
    /// Something went wrong, and the interview goes on; `code` is a stable name for programs.
    fn error(&mut self, code: &str, message: &str, hint: Option<&str>) -> Result<(), FrontError>;
    /// The debrief.
    fn scorecard(&mut self, debrief: &Debrief) -> Result<(), FrontError>;

    /// The debrief over a loop, and those of its rounds; people are shown the one over all.
    fn loop_debrief(&mut self, rounds: &[Debrief], all: &Debrief) -> Result<(), FrontError> {
        let _ = rounds;
        self.scorecard(all)
    }

    /// Asks for one of a few choices.
    ///
    /// # Errors
    /// As [`Front::read`].
    fn ask(&mut self, selection: &Selection) -> Result<Reply, FrontError>;

    /// Asks for a line of words that are no answer to the interviewer. None where nothing was typed, or nobody can.
    ///
    /// # Errors
    /// As [`Front::read`].
    fn ask_words(&mut self, label: &str) -> Result<Option<String>, FrontError> {
        let _ = label;
        Ok(None)
    }

    /// Nothing more will come. Gives the terminal back as it was.
    fn end(&mut self) -> Result<(), FrontError>;

    /// Whether a person sits at a keyboard.
    fn interactive(&self) -> bool;
}

/// Why a front cannot go on.
#[derive(Debug, Error)]
pub enum FrontError {
    /// What was to be shown could not be written, or its reader is gone.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The input cannot be read.
    #[error("the input could not be read")]
    Input(#[source] io::Error),
    /// The line editor failed.
    #[error("the line editor failed: {0}")]
    Editor(String),
}

impl FrontError {
    /// Whether the reader of the output merely went away, which is a clean end.
    pub fn is_closed_output(&self) -> bool {
        matches!(self, Self::Output(OutputError::Closed))
    }
}

/// What the prompt is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// Who types here.
    pub label: String,
    /// Each Enter keeps a line and the floor; an empty line yields it.
    pub thinking_aloud: bool,
}

/// What came from the candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// An answer.
    Answer(Answer),
    /// A recording of an answer, to be transcribed.
    Audio(PathBuf),
    /// A command.
    Command(Command),
    /// No key was pressed for this long, since the last key or since the prompt was opened.
    Idle {
        /// How long, in wall-clock time.
        quiet: Duration,
    },
    /// The candidate leaves; the interview is kept.
    Leave,
    /// There is no more input: the interview is to be closed, scored and reported.
    EndOfInput,
}

/// What the candidate said in one go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// All of it, exactly as it was entered; lines are joined by line feeds.
    pub text: String,
    /// Text of several lines was pasted.
    pub pasted: bool,
    /// The lines with their times, where they were typed; empty where the input has no time of its own.
    pub lines: Vec<TimedLine>,
    /// From the opening of the prompt to the end of the answer, in milliseconds; 0 where the input has no time.
    pub duration_ms: u64,
}

impl Answer {
    /// An answer from an input that has no time.
    pub fn untimed(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Its words and its code, in order.
    pub fn parts(&self) -> Vec<Part> {
        split_parts(&self.text)
    }
}

/// A line that was thought aloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimedLine {
    /// When it was committed, in milliseconds since the prompt was opened.
    pub offset_ms: u64,
    /// The line.
    pub text: String,
}

/// An interview was begun or taken up again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionOpened {
    /// The session's id.
    pub id: String,
    /// The kind of interview.
    pub kind: String,
    /// The seniority it is held for.
    pub seniority: String,
    /// How long it is to take, in minutes.
    pub minutes: u32,
    /// Which round of a loop it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<Place>,
    /// The role that is interviewed for.
    pub role: String,
    /// The company style, if one was chosen.
    pub company: Option<String>,
    /// Who sits opposite, if a persona was chosen.
    pub persona: Option<String>,
    /// Who speaks: `builtin`, or the model.
    pub interviewer: String,
    /// It was taken up again.
    pub resumed: bool,
}

/// A round's place in a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Its number, from 1.
    pub number: u32,
    /// How many there are.
    pub of: usize,
}

impl SessionOpened {
    /// "Round 2 of 4", in a loop.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        self.round.map(|Place { number, of }| format!("round {number} of {of}"))
    }

    /// The company style and the persona in a few words, where any was chosen.
    #[must_use]
    pub fn staged(&self) -> Option<String> {
        let company = self.company.as_ref().map(|company| format!("{company} style"));
        let persona = self.persona.as_ref().map(|persona| format!("a {persona} interviewer"));
        let staged: Vec<String> = company.into_iter().chain(persona).collect();
        (!staged.is_empty()).then(|| staged.join(", "))
    }
}

/// A question as the candidate sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionAsked {
    /// The question's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: String,
    /// How long it is to take, in minutes.
    pub minutes: u32,
    /// The interviewer's opening.
    pub text: String,
}

/// An utterance of the interviewer that has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The move it made.
    pub move_name: String,
    /// All that was said.
    pub text: String,
    /// It was stopped before its end.
    pub cut: bool,
}

/// The debrief for people and for programs.
#[derive(Debug, Clone, PartialEq)]
pub struct Debrief {
    /// Already laid out and coloured for this front's reader, and sanitized where it quotes.
    pub text: String,
    /// The scorecard's fields.
    pub json: serde_json::Value,
}

/// A question of the program with a few answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// What is asked.
    pub question: String,
    /// Each choice: what is typed for it, and what it means.
    pub choices: Vec<(String, String)>,
}

/// The answer to a [`Selection`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// The index of the choice.
    Chosen(usize),
    /// The candidate passed over it.
    Skipped,
    /// There is nobody to ask.
    NotAsked,
}
