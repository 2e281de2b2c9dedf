//! What comes back from a model.

use std::fmt;
use std::time::Duration;

use futures_util::stream::BoxStream;
use serde::{Deserialize, Serialize};

use super::{LlmError, Rung};

/// A reply as it arrives. Dropping it cancels the request.
pub type ReplyStream = BoxStream<'static, Result<StreamEvent, LlmError>>;

/// One piece of a reply.
#[derive(Debug, Clone, PartialEq)]
pub enum StreamEvent {
    /// The model thinks aloud; never part of the answer.
    Reasoning(String),
    /// A piece of the answer, without leading blank space and without control tokens.
    Text(String),
    /// All text so far was reasoning whose opening tag was missing: forget it, the answer follows.
    /// Happens at most once in a reply, and not again once
    /// [`Traits::unopened_thinking`](super::openai::Traits::unopened_thinking) is known.
    Retract,
    /// What the client does to get an answer, for a person who waits.
    Notice(Notice),
    /// The reply is over; nothing follows.
    End(End),
}

/// What a client does while no answer comes.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// A new attempt follows after a wait.
    Retrying {
        /// Which attempt this will be; the first one was 1.
        attempt: u32,
        /// How long until then.
        wait: Duration,
        /// Why the last one failed.
        because: LlmError,
    },
    /// A local server still loads its model; asking again after a wait.
    LoadingModel {
        /// How long has been waited so far.
        waited: Duration,
    },
    /// The endpoint refused something; it is asked again without it.
    Adapted {
        /// What is done differently from now on.
        change: String,
    },
    /// A stream held nothing; asked again for the whole reply at once.
    WithoutStreaming,
    /// The endpoint read far less than it was sent: it forgets in silence what does not fit.
    Forgotten {
        /// How many tokens it read.
        read: u64,
        /// About how many it was sent.
        sent: u64,
    },
    /// All tokens went into reasoning; asked again with room for an answer.
    MoreTokens {
        /// The new limit.
        max_tokens: u32,
    },
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Retrying { attempt, wait, because } => {
                write!(f, "{because}; attempt {attempt} in {:.1} s", wait.as_secs_f64())
            }
            Self::LoadingModel { waited } => {
                write!(f, "the endpoint is loading its model, {} s so far", waited.as_secs())
            }
            Self::Adapted { change } => write!(f, "the endpoint wants it differently: {change}"),
            Self::WithoutStreaming => write!(f, "the stream was empty; asking for the whole reply at once"),
            Self::Forgotten { read, sent } => write!(
                f,
                "the endpoint read {read} of about {sent} tokens and forgot the rest; from now on it is sent less"
            ),
            Self::MoreTokens { max_tokens } => {
                write!(f, "the model only reasoned; asking again with room for {max_tokens} tokens")
            }
        }
    }
}

/// How a reply ended.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// Why the model stopped, as far as it said so.
    pub finish: FinishReason,
    /// What the reply cost, where the endpoint says so.
    pub usage: Option<Usage>,
    /// The model that answered, which may be another than was asked for.
    pub model: Option<String>,
    /// Whether the reply is whole.
    pub completeness: Completeness,
    /// In how many pieces the endpoint sent it; those that come together are handed on together.
    pub pieces: u64,
}

/// Whether a reply is whole, as far as framing can tell. A server in the middle may still have cut
/// it and said otherwise: JSON must be validated, and a sentence without an end may be one.
#[derive(Debug, Clone, PartialEq)]
pub enum Completeness {
    /// The endpoint gave a finish reason.
    Complete,
    /// The stream was closed properly, but no finish reason was given, or a content filter gave it.
    CompleteWithWarning,
    /// The stream broke off. What came before is to be kept, and the turn offered again.
    Cut(LlmError),
}

/// Why a model stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FinishReason {
    /// It was done.
    Stop,
    /// It ran into the token limit.
    Length,
    /// A content filter stopped it.
    ContentFilter,
    /// It wanted to call a tool.
    ToolCalls,
    /// It failed half-way.
    Error,
    /// A reason of the endpoint's own.
    Other(String),
    /// It was not said.
    Unknown,
}

impl FinishReason {
    /// Reads the many spellings in use; blank is [`FinishReason::Unknown`].
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text.trim().to_ascii_lowercase().as_str() {
            "" => Self::Unknown,
            "stop" | "eos" | "eos_token" | "end" | "end_turn" | "stop_sequence" | "complete" => Self::Stop,
            "length" | "max_tokens" | "max_output_tokens" => Self::Length,
            "content_filter" | "safety" => Self::ContentFilter,
            "tool_calls" | "function_call" => Self::ToolCalls,
            "error" => Self::Error,
            other => Self::Other(super::text::shorten(other, 40)),
        }
    }
}

/// Tokens counted by the endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Tokens read.
    pub prompt_tokens: u64,
    /// Tokens written, reasoning included.
    pub completion_tokens: u64,
}

/// A whole reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The answer.
    pub text: String,
    /// What was thought aloud, when the endpoint says so.
    pub reasoning: String,
    /// How it ended.
    pub end: End,
    /// How the shape was asked for, when one was wanted.
    pub rung: Option<Rung>,
}

impl Reply {
    /// Adds what an event of its stream says.
    pub(crate) fn take(&mut self, event: StreamEvent) {
        match event {
            StreamEvent::Text(text) => self.text.push_str(&text),
            StreamEvent::Reasoning(text) => self.reasoning.push_str(&text),
            StreamEvent::Retract => self.reasoning.push_str(&std::mem::take(&mut self.text)),
            StreamEvent::End(end) => self.end = end,
            StreamEvent::Notice(_) => {}
        }
    }
}
