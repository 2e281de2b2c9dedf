//! What happens in an interview. Every event is committed before it takes effect, and replayed to resume.

use serde::{Deserialize, Serialize};

use crate::{
    bank::{Heard, PointHeard, Question, Role},
    rubric::Rubric,
    transcript::{Part, Seniority, SessionId, TurnId},
};

use super::{
    moves::{Ending, Move},
    staging::Staging,
};

/// An event with the running time of the interview at which it happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamped {
    /// Running time, in milliseconds: pauses do not count.
    pub at_ms: u64,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// The first one: it holds the question and the rubric whole, so that no later change of files alters it.
    Started(Box<Setup>),
    /// The candidate gave the floor.
    Answered {
        /// All that was said.
        text: String,
        /// Words and code.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parts: Vec<Part>,
        /// The built-in reading of it.
        heard: Box<Heard>,
    },
    /// The interviewer spoke.
    Spoken {
        /// The moves that it made.
        moves: Vec<Move>,
        /// What was heard of it.
        text: String,
        /// Whether it was stopped, or broke off.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        cut: bool,
        /// Whose words: `builtin`, or the endpoint's model.
        voice: String,
        /// What the guard took out of a model's words, and why.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        guarded: Vec<String>,
    },
    /// A model read an answer while the candidate was typing the next: what it heard, in the candidate's own words.
    Assessed {
        /// The answer.
        turn: TurnId,
        /// The points.
        points: Vec<PointHeard>,
        /// Whose reading: the model's label.
        by: String,
    },
    /// `/hint`.
    HintAsked,
    /// `/repeat`.
    RepeatAsked,
    /// `/skip`: the point under discussion is given up.
    Skipped,
    /// `/undo`: the last answer and what followed it are taken back.
    Undone,
    /// The last utterance is spoken anew.
    Retried,
    /// No key for so long.
    Silent {
        /// Since the interviewer stopped speaking, in milliseconds.
        for_ms: u64,
    },
    /// The time is up while the candidate has the floor.
    TimeUp,
    /// A note of the candidate's, for the debrief; nobody else hears it.
    Noted {
        /// The note.
        text: String,
    },
    /// The interview ends.
    Finished {
        /// Why.
        why: Ending,
    },
    /// `/again`: the weakest point once more.
    AgainAsked {
        /// Which point.
        point: crate::transcript::ExpectationId,
    },
}

impl Event {
    /// Its name, as in the store.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Started(_) => "started",
            Self::Answered { .. } => "answered",
            Self::Spoken { .. } => "spoken",
            Self::Assessed { .. } => "assessed",
            Self::HintAsked => "hint-asked",
            Self::RepeatAsked => "repeat-asked",
            Self::Skipped => "skipped",
            Self::Undone => "undone",
            Self::Retried => "retried",
            Self::Silent { .. } => "silent",
            Self::TimeUp => "time-up",
            Self::Noted { .. } => "noted",
            Self::Finished { .. } => "finished",
            Self::AgainAsked { .. } => "again-asked",
        }
    }
}

/// What an interview is held with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// The session.
    pub session: SessionId,
    /// The question, with all its facts.
    pub question: Question,
    /// The rubric that marks it.
    pub rubric: Rubric,
    /// The role, with its voice.
    pub role: Role,
    /// What is expected.
    pub seniority: Seniority,
    /// How long it lasts.
    pub minutes: u32,
    /// Seed of every choice.
    pub seed: u64,
    /// Who sits opposite, and in whose style.
    #[serde(default, skip_serializing_if = "Staging::is_plain")]
    pub staging: Staging,
}
