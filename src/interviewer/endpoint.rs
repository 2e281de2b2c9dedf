//! The voice of a model: it words what the director decided, under the guard, with the built-in voice as its net.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use futures_util::StreamExt;

use crate::{
    interview::State,
    llm::{ChatModel, ChatRequest, Completeness, End, FinishReason, LlmError, Message, Notice, StreamEvent},
    prompt::{Budget, Conversation, Note, Notes, PromptError, TemplateSet},
    transcript::TurnId,
};

use super::{
    builtin,
    guard::{Guard, Outcome},
    plan::{Free, Plan},
    voice::{BUILTIN, Listener, Piece, SpeakRequest, Utterance, Voice, VoiceError},
};

/// The first time close to the examples; the second time further from what has just failed.
const TEMPERATURES: [f32; 2] = [0.2, 0.8];

/// With less than this no interview can be held.
const FEWEST_CONTEXT_TOKENS: usize = 512;

/// How a model speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoiceOptions {
    /// What the endpoint's context holds, in tokens.
    pub context_tokens: usize,
    /// The most that a reply may have, in tokens; more for a model that reasons first.
    pub reply_tokens: u32,
    /// Show every token at once; the guard only writes down what it would have cut.
    pub raw: bool,
}

impl Default for VoiceOptions {
    fn default() -> Self {
        Self { context_tokens: 4096, reply_tokens: 120, raw: false }
    }
}

/// Speaks through a model.
pub struct EndpointVoice {
    model: Arc<dyn ChatModel>,
    templates: Arc<TemplateSet>,
    options: VoiceOptions,
    /// What the context holds by now: an overflow may have told otherwise.
    context_tokens: AtomicUsize,
    /// What the notes of this interview were, so that past turns are sent as they were sent before.
    notes: Mutex<Notes>,
}

/// What an attempt at an utterance gave.
struct Attempt {
    /// What was given out.
    text: String,
    outcome: Outcome,
}

/// What the guard found wrong so far, and what has been said.
#[derive(Default)]
struct Draft {
    text: String,
    guarded: Vec<String>,
    failure: Option<VoiceError>,
}

impl EndpointVoice {
    /// A voice for one interview.
    #[must_use]
    pub fn new(model: Arc<dyn ChatModel>, templates: Arc<TemplateSet>, options: VoiceOptions) -> Self {
        let context_tokens = AtomicUsize::new(options.context_tokens);
        Self { model, templates, options, context_tokens, notes: Mutex::default() }
    }

    fn notes(&self) -> Notes {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn conversation<'a>(&'a self, state: &'a State, notes: &'a Notes) -> Conversation<'a> {
        let reply_tokens = usize::try_from(self.options.reply_tokens).unwrap_or(usize::MAX);
        let budget = Budget { context_tokens: self.context_tokens.load(Ordering::Relaxed), reply_tokens };
        Conversation { templates: &self.templates, state, notes, budget }
    }

    /// The prompt for a move; its note is kept for the turns to come.
    fn prompt(&self, state: &State, free: &Free<'_>, said: &str) -> Result<Vec<Message>, PromptError> {
        let now = Note { step: free.step, ask: &free.ask, said }.render(&self.templates)?;
        let messages = self.conversation(state, &self.notes()).messages(&now)?;
        let turn = TurnId(u32::try_from(state.turns.len()).unwrap_or(u32::MAX).saturating_add(1));
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).insert(turn, now);
        Ok(messages)
    }

    /// One request, read through the guard.
    async fn attempt(
        &self,
        request: ChatRequest,
        mut guard: Guard,
        out: &mut Listener<'_>,
    ) -> Result<Attempt, LlmError> {
        let mut stream = self.model.stream(request).await?;
        let mut text = String::new();
        let mut whole = false;
        let mut ending = None;
        while let Some(event) = stream.next().await {
            match event {
                Ok(StreamEvent::Text(piece)) => {
                    let released = guard.push(&piece);
                    say(if self.options.raw { &piece } else { &released }, &mut text, out);
                    if guard.is_closed() && !self.options.raw {
                        whole = true;
                        break;
                    }
                }
                Ok(StreamEvent::Reasoning(piece)) => out(Piece::Reasoning(&piece)),
                Ok(StreamEvent::Notice(notice)) => {
                    if let Notice::Forgotten { read, .. } = notice {
                        self.make_do_with(usize::try_from(read).unwrap_or(usize::MAX));
                    }
                    out(Piece::Notice(notice.to_string()));
                }
                // What was given out cannot be taken back: the sentence is given up.
                Ok(StreamEvent::Retract) => break,
                Ok(StreamEvent::End(end)) => {
                    whole = !matches!(end.completeness, Completeness::Cut(_));
                    ending = self.remark_on(&end);
                }
                Err(error) if text.is_empty() => return Err(error),
                Err(error) => {
                    ending = Some(broke_off(&error));
                    break;
                }
            }
        }
        let outcome = if whole { guard.finish() } else { guard.break_off() };
        if !self.options.raw {
            say(&outcome.rest, &mut text, out);
        }
        // What ended before its time and was good all the same needs no remark.
        if let Some(remark) = ending.filter(|_| !outcome.good) {
            out(Piece::Notice(remark));
        }
        Ok(Attempt { text, outcome })
    }

    /// What there is to say of how a reply ended.
    fn remark_on(&self, end: &End) -> Option<String> {
        match (&end.completeness, &end.finish) {
            (Completeness::Cut(why), _) => Some(broke_off(why)),
            (_, FinishReason::Length) => Some(format!(
                "the reply ran into its limit of {} tokens; `/retry` has it made anew",
                self.options.reply_tokens
            )),
            (_, FinishReason::ContentFilter) => Some(
                "a content filter of the endpoint stopped the reply; `/retry` has it made anew".to_owned(),
            ),
            _ => None,
        }
    }

    /// The context is smaller than was thought.
    fn make_do_with(&self, context_tokens: usize) {
        self.context_tokens.fetch_min(context_tokens.max(FEWEST_CONTEXT_TOKENS), Ordering::Relaxed);
    }

    /// Makes do with less after an overflow; tells whether that may help.
    fn shrinks_after(&self, error: &LlmError) -> bool {
        let LlmError::ContextOverflow { limit_tokens, .. } = error else { return false };
        let before = self.context_tokens.load(Ordering::Relaxed);
        let told = limit_tokens.and_then(|limit| usize::try_from(limit).ok()).filter(|limit| *limit < before);
        // Where the size was known, it was the estimate of the prompt that was wrong.
        self.make_do_with(told.unwrap_or(before / 2));
        self.context_tokens.load(Ordering::Relaxed) < before
    }

    /// Up to two attempts; what they leave unsaid, the built-in voice says.
    async fn word(
        &self,
        request: SpeakRequest<'_>,
        free: &Free<'_>,
        draft: &mut Draft,
        out: &mut Listener<'_>,
    ) -> Result<bool, VoiceError> {
        let mut messages = self.prompt(request.state, free, &draft.text)?;
        if !draft.text.is_empty() {
            say(" ", &mut draft.text, out);
        }
        let (mut answered, mut shrunk) = (false, false);
        for temperature in TEMPERATURES {
            let chat =
                ChatRequest::new(messages.clone(), self.options.reply_tokens).with_temperature(temperature);
            let guard = Guard::new(request.state, std::slice::from_ref(free.step));
            let attempt = match self.attempt(chat, guard, out).await {
                Ok(attempt) => attempt,
                Err(error) if !answered && !shrunk && self.shrinks_after(&error) => {
                    shrunk = true;
                    messages = self.prompt(request.state, free, &draft.text)?;
                    continue;
                }
                Err(error) if !answered => return Err(VoiceError::Model(error)),
                // It did answer, though with nothing that could be said.
                Err(error) => {
                    draft.guarded.push(error.to_string());
                    return Ok(false);
                }
            };
            answered = true;
            draft.text.push_str(&attempt.text);
            draft.guarded.extend(attempt.outcome.reasons);
            if attempt.outcome.good || self.options.raw && !attempt.text.is_empty() {
                return Ok(true);
            }
            if !attempt.text.is_empty() {
                if attempt.text.ends_with('…') {
                    say(" ", &mut draft.text, out);
                    say(builtin::restart(request.state), &mut draft.text, out);
                }
                say(" ", &mut draft.text, out);
                say(&free.ask, &mut draft.text, out);
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn broke_off(why: &LlmError) -> String {
    format!("{why}; what came of it is kept, and `/retry` has it made anew")
}

fn say(piece: &str, text: &mut String, out: &mut Listener<'_>) {
    if !piece.is_empty() {
        out(Piece::Delta(piece));
        text.push_str(piece);
    }
}

#[async_trait]
impl Voice for EndpointVoice {
    fn name(&self) -> String {
        self.model.label()
    }

    async fn warm_up(&self, state: &State, through: &dyn ChatModel) -> Result<(), VoiceError> {
        let messages = self.conversation(state, &self.notes()).so_far()?;
        through.complete(ChatRequest::new(messages, 1)).await.map(drop).map_err(VoiceError::Model)
    }

    async fn speak(
        &self,
        request: SpeakRequest<'_>,
        out: &mut Listener<'_>,
    ) -> Result<Utterance, VoiceError> {
        let plan = Plan::new(request.moves, request.state);
        let mut draft = Draft::default();
        say(&plan.authored, &mut draft.text, out);
        let by_builtin = |draft: Draft| Utterance {
            text: draft.text,
            voice: BUILTIN.to_owned(),
            cut: false,
            guarded: draft.guarded,
            failure: draft.failure,
        };
        let Some(free) = plan.free else { return Ok(by_builtin(draft)) };
        match self.word(request, &free, &mut draft, out).await {
            Ok(true) => return Ok(Utterance { voice: self.name(), ..by_builtin(draft) }),
            Ok(false) => {}
            Err(error) if plan.authored.is_empty() => return Err(error),
            Err(error) => draft.failure = Some(error),
        }
        say(&free.fallback, &mut draft.text, out);
        Ok(by_builtin(draft))
    }
}

#[cfg(test)]
mod tests;
