//! An answer as its chunks add up, and how it ended.

use crate::llm::openai::control::ControlFilter;
use crate::llm::openai::think::{Piece, ThinkFilter};
use crate::llm::openai::wire::Chunk;
use crate::llm::text::{clean, plain};
use crate::llm::{Completeness, End, FinishReason, LlmError, StreamEvent, Usage};

/// What has come of an answer so far.
#[derive(Debug)]
pub(super) struct Answer {
    think: ThinkFilter,
    control: ControlFilter,
    /// All content as it came, to know a message that repeats it.
    content: String,
    /// Words that were heard one after the other, to be sorted together.
    heard: String,
    pieces: u64,
    refusal: String,
    has_text: bool,
    has_reasoning: bool,
    unopened: bool,
    untouched: bool,
    finish: Option<FinishReason>,
    usage: Option<Usage>,
    model: Option<String>,
}

impl Answer {
    pub(super) fn new(unopened_thinking: bool) -> Self {
        Self {
            think: ThinkFilter::new(unopened_thinking),
            control: ControlFilter::default(),
            content: String::new(),
            heard: String::new(),
            pieces: 0,
            refusal: String::new(),
            has_text: false,
            has_reasoning: false,
            unopened: unopened_thinking,
            untouched: true,
            finish: None,
            usage: None,
            model: None,
        }
    }

    pub(super) fn is_untouched(&self) -> bool {
        self.untouched
    }

    pub(super) fn has_finish_reason(&self) -> bool {
        self.finish.is_some()
    }

    pub(super) fn has_begun(&self) -> bool {
        self.has_text || self.has_reasoning
    }

    pub(super) fn saw_unopened_thinking(&self) -> bool {
        self.unopened
    }

    /// Hears more words, which become events when they are [settled](Self::settle).
    pub(super) fn hear(&mut self, words: &str, model: Option<&str>) {
        self.untouched = false;
        self.pieces += u64::from(!words.is_empty());
        self.heard.push_str(words);
        if let Some(model) = model.filter(|model| self.model.as_deref() != Some(model)) {
            self.model = Some(model.to_owned());
        }
    }

    /// Makes events of the words heard so far.
    pub(super) fn settle(&mut self, events: &mut Vec<StreamEvent>) {
        let words = std::mem::take(&mut self.heard);
        self.say_new(&words, events);
    }

    pub(super) fn take(&mut self, chunk: Chunk, events: &mut Vec<StreamEvent>) {
        self.settle(events);
        self.untouched = false;
        self.pieces += u64::from(!(chunk.text.is_empty() && chunk.reasoning.is_empty()));
        self.usage = chunk.usage.or(self.usage);
        self.model = chunk.model.or(self.model.take());
        self.refusal.push_str(&chunk.refusal);
        self.reason(chunk.reasoning, events);
        let repeats = chunk.is_message && chunk.text.starts_with(&self.content);
        let new = if repeats { &chunk.text[self.content.len()..] } else { &chunk.text };
        self.say_new(new, events);
        self.finish = chunk.finish.or(self.finish.take());
    }

    fn say_new(&mut self, words: &str, events: &mut Vec<StreamEvent>) {
        self.content.push_str(words);
        let mut pieces = Vec::new();
        self.think.push(words, &mut pieces);
        self.sort(pieces, events);
    }

    /// The answer is over: `closed` properly, or `broken` off, or neither.
    pub(super) fn finish(
        &mut self,
        closed: bool,
        broken: Option<LlmError>,
        events: &mut Vec<StreamEvent>,
    ) -> Result<End, LlmError> {
        self.settle(events);
        let mut pieces = Vec::new();
        self.think.finish(&mut pieces);
        self.sort(pieces, events);
        let rest = self.control.finish();
        self.say(rest, events);
        let completeness = if self.has_text {
            self.completeness(closed, broken)
        } else {
            return Err(self.absence(closed, broken));
        };
        Ok(End {
            finish: self.finish.clone().unwrap_or(FinishReason::Unknown),
            usage: self.usage,
            model: self.model.as_deref().map(plain),
            completeness,
            pieces: self.pieces,
        })
    }

    fn completeness(&self, closed: bool, broken: Option<LlmError>) -> Completeness {
        match &self.finish {
            Some(FinishReason::Error) => Completeness::Cut(failed()),
            Some(FinishReason::ContentFilter) => Completeness::CompleteWithWarning,
            Some(_) => Completeness::Complete,
            None if closed => Completeness::CompleteWithWarning,
            None => Completeness::Cut(broken.unwrap_or_else(unfinished)),
        }
    }

    /// Why there is no text.
    fn absence(&self, closed: bool, broken: Option<LlmError>) -> LlmError {
        let message = clean(&self.refusal, &[]);
        match &self.finish {
            Some(FinishReason::Error) => failed(),
            _ if !message.is_empty() => LlmError::Declined { message },
            Some(FinishReason::ContentFilter) => {
                LlmError::Declined { message: "a content filter stopped it".to_owned() }
            }
            None if !closed && (broken.is_some() || self.has_reasoning) => broken.unwrap_or_else(unfinished),
            finish if self.has_reasoning => {
                LlmError::OnlyReasoning { out_of_tokens: *finish == Some(FinishReason::Length) }
            }
            _ => LlmError::Empty,
        }
    }

    fn sort(&mut self, pieces: Vec<Piece>, events: &mut Vec<StreamEvent>) {
        for piece in pieces {
            match piece {
                Piece::Reasoning(thought) => self.reason(thought, events),
                Piece::Text(text) => {
                    let text = self.control.push(&text);
                    self.say(text, events);
                }
                Piece::Retract => self.retract(events),
            }
        }
    }

    fn reason(&mut self, thought: String, events: &mut Vec<StreamEvent>) {
        if !thought.is_empty() {
            self.has_reasoning |= !thought.trim().is_empty();
            events.push(StreamEvent::Reasoning(thought));
        }
    }

    fn say(&mut self, text: String, events: &mut Vec<StreamEvent>) {
        // Templates put blank lines before an answer, and some replies are nothing else.
        let text = if self.has_text { text } else { text.trim_start().to_owned() };
        if !text.is_empty() {
            self.has_text = true;
            events.push(StreamEvent::Text(text));
        }
    }

    fn retract(&mut self, events: &mut Vec<StreamEvent>) {
        self.unopened = true;
        self.control = ControlFilter::default();
        if std::mem::take(&mut self.has_text) {
            self.has_reasoning = true;
            events.push(StreamEvent::Retract);
        }
    }
}

fn failed() -> LlmError {
    LlmError::Server { status: 200, message: "it reported an error in the midst of the answer".to_owned() }
}

fn unfinished() -> LlmError {
    LlmError::Interrupted { message: "it ended without a finish reason".to_owned() }
}
