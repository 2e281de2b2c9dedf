//! From the bytes of a reply to its events, and to how it ended. Whether a reply is a stream, one
//! JSON value or a web page is told from its first bytes: content types are often wrong.

mod answer;

use serde_json::Value;

use self::answer::Answer;
use super::fault::{Fault, page_title};
use super::sse::{SseEvent, SseReader, TooLong};
use super::wire::{self, PlainReader};
use crate::llm::text::clean;
use crate::llm::{End, LlmError, StreamEvent};

/// The longest reply in one JSON value, in bytes.
const LONGEST_BODY: usize = 16 << 20;
/// As much of a web page as is looked at for its title, in bytes.
const LONGEST_PAGE: usize = 64 << 10;

/// What ends a reply before its time.
#[derive(Debug, PartialEq)]
pub(crate) enum Trouble {
    /// The endpoint reported it within the reply.
    Fault(Fault),
    /// It was found here.
    Error(LlmError),
}

impl From<TooLong> for Trouble {
    fn from(_: TooLong) -> Self {
        Self::Error(unreadable("it is too long"))
    }
}

impl From<LlmError> for Trouble {
    fn from(error: LlmError) -> Self {
        Self::Error(error)
    }
}

#[derive(Debug)]
enum Body {
    /// Nothing but blank space yet.
    Unknown,
    Events(SseReader),
    Json(Vec<u8>),
    Page(Vec<u8>),
}

/// Decodes one reply.
#[derive(Debug)]
pub(crate) struct Decoder {
    body: Body,
    said: Said,
}

/// What the JSON values of a reply say.
#[derive(Debug)]
struct Said {
    plain: PlainReader,
    answer: Answer,
    unreadable: usize,
    done: bool,
}

impl Decoder {
    /// `unopened_thinking`: see [`Traits`](super::Traits::unopened_thinking).
    pub(crate) fn new(unopened_thinking: bool) -> Self {
        let answer = Answer::new(unopened_thinking);
        let said = Said { plain: PlainReader::default(), answer, unreadable: 0, done: false };
        Self { body: Body::Unknown, said }
    }

    /// Takes more bytes and adds the events they complete.
    pub(crate) fn push(&mut self, bytes: &[u8], events: &mut Vec<StreamEvent>) -> Result<(), Trouble> {
        if matches!(self.body, Body::Unknown) {
            let Some(first) = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) else { return Ok(()) };
            self.body = match first {
                b'{' | b'[' => Body::Json(Vec::new()),
                b'<' => Body::Page(Vec::new()),
                _ => Body::Events(SseReader::default()),
            };
        }
        let Self { body, said } = self;
        match body {
            Body::Unknown => Ok(()),
            Body::Events(reader) => {
                let read = reader.push(bytes, |event| said.take(event, events));
                said.answer.settle(events);
                read
            }
            Body::Json(body) if body.len() + bytes.len() > LONGEST_BODY => Err(TooLong.into()),
            Body::Page(body) if body.len() > LONGEST_PAGE => Ok(()),
            Body::Json(body) | Body::Page(body) => {
                body.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    /// The body is over: cleanly, or broken off for a reason. Adds the last events, and says how
    /// the reply ended or why there is none.
    pub(crate) fn finish(
        &mut self,
        broken: Option<LlmError>,
        events: &mut Vec<StreamEvent>,
    ) -> Result<End, Trouble> {
        match std::mem::replace(&mut self.body, Body::Unknown) {
            Body::Unknown => {}
            Body::Events(mut reader) => {
                // What is left of an event that broke off in the midst is not worth an error.
                reader.finish(|event| self.said.take(event, events))?;
            }
            Body::Json(body) => match serde_json::Deserializer::from_slice(&body).into_iter::<Value>().next()
            {
                Some(Ok(value)) => self.said.take_whole(&value, events)?,
                _ => return Err(broken.unwrap_or_else(|| unreadable("it is not valid JSON")).into()),
            },
            Body::Page(body) => {
                let title = clean(&page_title(&String::from_utf8_lossy(&body)), &[]);
                return Err(LlmError::NotAnApi { status: 200, title }.into());
            }
        }
        let nothing_was_readable = self.said.unreadable > 0 && self.said.answer.is_untouched();
        if nothing_was_readable && broken.is_none() {
            return Err(unreadable("none of its events is JSON").into());
        }
        Ok(self.said.answer.finish(self.said.done, broken, events)?)
    }

    /// The reply is given up for this reason, whatever else may have come. Says how it ended if
    /// there is text, even if that was held back so far, and else hands the reason back.
    pub(crate) fn give_up(&mut self, why: LlmError, events: &mut Vec<StreamEvent>) -> Result<End, LlmError> {
        self.said.answer.finish(false, Some(why.clone()), events).map_err(|_| why)
    }

    /// Whether nothing more is to come.
    pub(crate) fn is_done(&self) -> bool {
        self.said.done
    }

    /// Whether a finish reason has come, after which only figures may follow.
    pub(crate) fn has_finish_reason(&self) -> bool {
        self.said.answer.has_finish_reason()
    }

    /// Whether text or reasoning has been handed over.
    pub(crate) fn has_begun(&self) -> bool {
        self.said.answer.has_begun()
    }

    /// Whether reasoning without an opening tag has been seen.
    pub(crate) fn saw_unopened_thinking(&self) -> bool {
        self.said.answer.saw_unopened_thinking()
    }
}

impl Said {
    fn take(&mut self, event: &SseEvent, events: &mut Vec<StreamEvent>) -> Result<(), Trouble> {
        let mut rest = event.data.trim();
        // A gateway that wraps the lines of another as data.
        while let Some(inner) = rest.strip_prefix("data:") {
            rest = inner.trim_start();
        }
        while !rest.is_empty() && !rest.starts_with(':') && !self.done {
            if rest.starts_with("[DONE]") {
                self.done = true;
                return Ok(());
            }
            if event.kind != "error"
                && let Some((words, length)) = self.plain.read(rest)
            {
                self.answer.hear(&words, self.plain.model());
                rest = rest[length..].trim_start();
                continue;
            }
            let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
            let Some(Ok(value)) = values.next() else {
                self.unreadable += 1;
                tracing::debug!(bytes = rest.len(), "an event of the reply is not JSON");
                return if event.kind == "error" {
                    Err(Trouble::Fault(Fault::of_text(rest)))
                } else {
                    Ok(())
                };
            };
            rest = rest[values.byte_offset()..].trim_start();
            self.take_value(&value, &event.kind, events)?;
        }
        Ok(())
    }

    fn take_value(
        &mut self,
        value: &Value,
        kind: &str,
        events: &mut Vec<StreamEvent>,
    ) -> Result<(), Trouble> {
        let chunk = wire::read(value).map_err(Trouble::Fault)?;
        if kind == "error" {
            return Err(Trouble::Fault(Fault::in_failure(value)));
        }
        self.answer.take(chunk, events);
        Ok(())
    }

    fn take_whole(&mut self, value: &Value, events: &mut Vec<StreamEvent>) -> Result<(), Trouble> {
        self.take_value(value, "", events)?;
        if !value["choices"].is_array() {
            return Err(unreadable("it holds no `choices`").into());
        }
        self.done = true;
        Ok(())
    }
}

fn unreadable(why: &str) -> LlmError {
    LlmError::Protocol { message: why.to_owned() }
}

#[cfg(test)]
mod tests;
