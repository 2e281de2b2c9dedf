//! A model that says what it was told to say.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use futures_util::stream::{self, StreamExt};

use super::{
    ChatModel, ChatRequest, Completeness, End, FinishReason, LlmError, Reply, ReplyStream, StreamEvent,
};

/// One scripted reply: events and how it ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    events: Vec<StreamEvent>,
    ending: Result<End, LlmError>,
}

impl Script {
    /// A complete reply in one piece.
    pub fn text(text: impl Into<String>) -> Self {
        Self::pieces([text])
    }

    /// A complete reply in these pieces; other tasks get their turn before each.
    pub fn pieces<T: Into<String>>(pieces: impl IntoIterator<Item = T>) -> Self {
        let events = pieces.into_iter().map(|piece| StreamEvent::Text(piece.into())).collect();
        Self { events, ending: Ok(end(FinishReason::Stop, Completeness::Complete)) }
    }

    /// No reply but this error.
    #[must_use]
    pub fn error(error: LlmError) -> Self {
        Self { events: Vec::new(), ending: Err(error) }
    }

    /// The same reply, thought about beforehand.
    #[must_use]
    pub fn after_reasoning(mut self, reasoning: impl Into<String>) -> Self {
        self.events.insert(0, StreamEvent::Reasoning(reasoning.into()));
        self
    }

    /// The same reply, cut off after its last piece.
    #[must_use]
    pub fn cut(mut self) -> Self {
        let why = LlmError::Interrupted { message: "the script says so".to_owned() };
        self.ending = Ok(end(FinishReason::Unknown, Completeness::Cut(why)));
        self
    }

    /// The same reply, stopped for this reason.
    #[must_use]
    pub fn finished(mut self, finish: FinishReason) -> Self {
        self.ending = Ok(end(finish, Completeness::Complete));
        self
    }
}

fn end(finish: FinishReason, completeness: Completeness) -> End {
    End { finish, usage: None, model: Some("scripted".to_owned()), completeness, pieces: 0 }
}

/// A [`ChatModel`] that gives scripted replies in order and remembers what it was asked.
#[derive(Debug, Default)]
pub struct ScriptedModel {
    scripts: Mutex<VecDeque<Script>>,
    requests: Mutex<Vec<ChatRequest>>,
}

impl ScriptedModel {
    /// A model with these replies; once they are used up, every question is an error.
    pub fn new(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self { scripts: Mutex::new(scripts.into_iter().collect()), requests: Mutex::default() }
    }

    /// Adds a reply after the last.
    pub fn push(&self, script: Script) {
        lock(&self.scripts).push_back(script);
    }

    /// Everything asked so far.
    #[must_use]
    pub fn requests(&self) -> Vec<ChatRequest> {
        lock(&self.requests).clone()
    }

    fn next(&self, request: ChatRequest) -> Script {
        lock(&self.requests).push(request);
        let spent = || Script::error(LlmError::Protocol { message: "the script is over".to_owned() });
        lock(&self.scripts).pop_front().unwrap_or_else(spent)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl ChatModel for ScriptedModel {
    async fn stream(&self, request: ChatRequest) -> Result<ReplyStream, LlmError> {
        let script = self.next(request);
        let ending = script.ending.map(StreamEvent::End);
        let items = script.events.into_iter().map(Ok).chain([ending]);
        let paced = stream::iter(items).then(|item| async {
            tokio::task::yield_now().await;
            item
        });
        Ok(paced.boxed())
    }

    async fn complete(&self, request: ChatRequest) -> Result<Reply, LlmError> {
        let rung = request.format.as_ref().map(|_| super::Rung::default());
        let script = self.next(request);
        let end = script.ending?;
        if let Completeness::Cut(why) = end.completeness {
            return Err(why);
        }
        let mut reply = Reply { text: String::new(), reasoning: String::new(), end, rung };
        for event in script.events {
            reply.take(event);
        }
        Ok(reply)
    }

    fn label(&self) -> String {
        "scripted".to_owned()
    }
}

#[cfg(test)]
mod tests;
