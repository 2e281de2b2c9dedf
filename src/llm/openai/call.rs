//! One question, driven to its answer: attempts, waits, lessons, and the reading of what comes.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Response;

use super::client::Shared;
use super::decode::{Decoder, Trouble};
use super::dialect::{Sent, Traits, is_about_the_request, learn};
use super::fault::{Circumstances, Fault, classify};
use super::request::{Question, body};
use super::retry::{told_not_to, wait_in_headers};
use crate::llm::{ChatRequest, End, LlmError, Notice, Rung, StreamEvent, TimeoutKind};

/// How often an endpoint is asked while it loads its model, unless it names a wait.
const LOADING_PAUSE: Duration = Duration::from_secs(2);
/// By how much the token limit grows for a model that spent all on reasoning.
const MORE_TOKENS: u32 = 4;
/// What English comes to with the tokenizers in use; a prompt that counts half of that was cut.
const BYTES_A_TOKEN: u64 = 4;
/// With fewer tokens than these nobody holds a context.
const FEWEST_READ: u64 = 512;
/// How many lessons one question may take; there are not that many to learn.
const MOST_LESSONS: u32 = 12;

/// A question on its way to an answer. Dropping it cancels what is under way.
pub(crate) struct Call {
    shared: Arc<Shared>,
    request: ChatRequest,
    /// As they are for this question; kept for the next ones when an answer has come of them.
    pub(crate) traits: Traits,
    streaming: bool,
    max_tokens: u32,
    tried: Tried,
    events: VecDeque<StreamEvent>,
    phase: Phase,
}

/// What has been tried so far.
#[derive(Debug, Default)]
struct Tried {
    failures: u32,
    lessons: u32,
    loading: Duration,
    after_nothing: bool,
    more_tokens: bool,
    other_path: bool,
}

enum Phase {
    Ask,
    Wait(Duration),
    Read(Box<Reading>),
    Fail(LlmError),
    Over,
}

struct Reading {
    response: Response,
    decoder: Decoder,
    sent: Sent,
}

/// A failed attempt, with what may help to do better.
struct Failed {
    error: LlmError,
    fault: Option<(u16, Fault)>,
    sent: Sent,
    retry_after: Option<Duration>,
    /// The endpoint says that asking again is of no use, or part of an answer has been heard.
    is_final: bool,
    /// It had begun to answer, with headers at least, and did not refuse.
    in_reply: bool,
}

impl Call {
    pub(crate) fn new(shared: Arc<Shared>, request: ChatRequest, streaming: bool) -> Self {
        let traits = shared.traits();
        let max_tokens = request.max_tokens;
        Self {
            shared,
            request,
            traits,
            streaming,
            max_tokens,
            tried: Tried::default(),
            events: VecDeque::new(),
            phase: Phase::Ask,
        }
    }

    /// How the shape of the reply was asked for, when one was wanted.
    pub(crate) fn rung(&self) -> Option<Rung> {
        self.request.format.as_ref().map(|_| self.traits.structured)
    }

    /// The next event; `None` after the end, or after an error.
    pub(crate) async fn next(&mut self) -> Option<Result<StreamEvent, LlmError>> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Some(Ok(event));
            }
            let step = match std::mem::replace(&mut self.phase, Phase::Over) {
                Phase::Over => return None,
                Phase::Fail(error) => return Some(Err(error)),
                Phase::Ask => self.ask().await,
                Phase::Read(reading) => self.read(reading).await,
                Phase::Wait(wait) => {
                    self.shared.transport.clock.sleep(wait).await;
                    self.phase = Phase::Ask;
                    Ok(())
                }
            };
            if let Err(error) = step {
                // What was heard before it comes before it.
                self.phase = Phase::Fail(error);
            }
        }
    }

    async fn ask(&mut self) -> Result<(), LlmError> {
        let (body, sent) = body(&Question {
            model: &self.shared.model,
            request: &self.request,
            traits: &self.traits,
            max_tokens: self.max_tokens,
            stream: self.streaming,
            extra: &self.shared.extra,
        });
        let url = self.shared.base(&self.traits).chat();
        let limit = self.patience();
        match self.shared.transport.post(url, &body, limit).await {
            Ok(response) if response.status().is_success() => {
                let decoder = Decoder::new(self.traits.unopened_thinking);
                self.phase = Phase::Read(Box::new(Reading { response, decoder, sent }));
                Ok(())
            }
            Ok(response) => {
                let failed = self.refusal(response, sent).await;
                self.recover(failed)
            }
            Err(error) => {
                let (fault, retry_after) = (None, None);
                self.recover(Failed { error, fault, sent, retry_after, is_final: false, in_reply: false })
            }
        }
    }

    /// How long to wait for the first byte of a reply.
    fn patience(&self) -> Duration {
        let timeouts = &self.shared.transport.timeouts;
        let in_pieces = self.streaming && !self.traits.unsent.contains("stream");
        if in_pieces { timeouts.first_byte } else { timeouts.whole_reply }
    }

    async fn refusal(&self, response: Response, sent: Sent) -> Failed {
        let transport = &self.shared.transport;
        let status = response.status().as_u16();
        let in_headers = wait_in_headers(response.headers(), transport.clock.now());
        let is_final = told_not_to(response.headers());
        let fault = Fault::in_body(&transport.read_fault(response).await);
        let retry_after = in_headers.or_else(|| fault.wait_in_body());
        let error = self.error_of(status, &fault, retry_after);
        let fault = Some((status, fault));
        Failed { error, fault, sent, retry_after, is_final, in_reply: false }
    }

    fn error_of(&self, status: u16, fault: &Fault, retry_after: Option<Duration>) -> LlmError {
        let secrets = &self.shared.transport.secrets;
        classify(fault, &Circumstances { status, model: &self.shared.model, secrets, retry_after })
    }

    async fn read(&mut self, mut reading: Box<Reading>) -> Result<(), LlmError> {
        let timeouts = self.shared.transport.timeouts;
        let (limit, which) = match &reading.decoder {
            decoder if decoder.has_finish_reason() => (timeouts.after_finish, TimeoutKind::Idle),
            decoder if decoder.has_begun() => (timeouts.idle, TimeoutKind::Idle),
            _ => (self.patience(), TimeoutKind::FirstByte),
        };
        let bytes = match self.shared.transport.chunk(&mut reading.response, limit, which).await {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return self.finish(reading, None),
            Err(error) => return self.finish(reading, Some(error)),
        };
        let mut events = Vec::new();
        let read = reading.decoder.push(&bytes, &mut events);
        self.events.extend(events);
        match read {
            Ok(()) if reading.decoder.is_done() => self.finish(reading, None),
            Ok(()) => {
                self.phase = Phase::Read(reading);
                Ok(())
            }
            Err(trouble) => self.stumble(reading, trouble),
        }
    }

    /// The body is over, whole or `broken` off.
    fn finish(&mut self, mut reading: Box<Reading>, broken: Option<LlmError>) -> Result<(), LlmError> {
        let mut events = Vec::new();
        let ended = reading.decoder.finish(broken, &mut events);
        self.events.extend(events);
        match ended {
            Ok(end) => {
                self.succeed(&reading.decoder, end);
                Ok(())
            }
            Err(trouble) => self.stumble(reading, trouble),
        }
    }

    /// A reply ends before its time.
    fn stumble(&mut self, mut reading: Box<Reading>, trouble: Trouble) -> Result<(), LlmError> {
        let (error, fault) = match trouble {
            Trouble::Error(error) => (error, None),
            Trouble::Fault(fault) => {
                let error = self.error_of(200, &fault, fault.wait_in_body());
                (error, Some((200, fault)))
            }
        };
        let mut events = Vec::new();
        let ended = reading.decoder.give_up(error, &mut events);
        self.events.extend(events);
        let error = match ended {
            Ok(end) => {
                self.succeed(&reading.decoder, end);
                return Ok(());
            }
            Err(error) => error,
        };
        let retry_after = fault.as_ref().and_then(|(_, fault)| fault.wait_in_body());
        let is_final = reading.decoder.has_begun();
        let sent = reading.sent;
        self.recover(Failed { error, fault, sent, retry_after, is_final, in_reply: true })
    }

    fn succeed(&mut self, decoder: &Decoder, end: End) {
        self.traits.unopened_thinking |= decoder.saw_unopened_thinking();
        self.shared.keep(&self.traits);
        if let Some(read) = end.usage.and_then(|usage| self.read_of_too_much(usage.prompt_tokens)) {
            self.events.push_back(StreamEvent::Notice(read));
        }
        self.events.push_back(StreamEvent::End(end));
    }

    /// Notices where an endpoint has read far less than it was sent, and keeps how much it can take.
    fn read_of_too_much(&self, read: u64) -> Option<Notice> {
        let bytes: usize = self.request.messages.iter().map(|message| message.text.len()).sum();
        let sent = u64::try_from(bytes).unwrap_or(u64::MAX) / BYTES_A_TOKEN;
        // Some count only what was not in their cache, which may be next to nothing.
        if read < FEWEST_READ || read.saturating_mul(2) > sent {
            return None;
        }
        let holds = u32::try_from(read).ok()?.saturating_add(self.max_tokens);
        self.shared.keep_context(holds);
        Some(Notice::Forgotten { read, sent })
    }

    /// Decides what follows a failed attempt: another one, at once or after a wait, or the error.
    fn recover(&mut self, failed: Failed) -> Result<(), LlmError> {
        if let LlmError::ContextOverflow { limit_tokens: Some(limit), .. } = failed.error {
            self.shared.keep_context(limit);
        }
        if let Some(notice) = self.adapt(&failed) {
            self.events.push_back(StreamEvent::Notice(notice));
            self.phase = Phase::Ask;
            return Ok(());
        }
        let Some((wait, notice)) = self.wait_after(&failed) else { return Err(failed.error) };
        self.events.push_back(StreamEvent::Notice(notice));
        self.phase = Phase::Wait(wait);
        Ok(())
    }

    /// What can be done differently at once.
    fn adapt(&mut self, failed: &Failed) -> Option<Notice> {
        match failed.error {
            // llama-cpp-python breaks off before the first byte where a prompt is too long for it.
            LlmError::Empty | LlmError::Interrupted { .. }
                if failed.in_reply && !failed.is_final && self.streaming && !self.tried.after_nothing =>
            {
                self.tried.after_nothing = true;
                self.streaming = false;
                Some(Notice::WithoutStreaming)
            }
            LlmError::OnlyReasoning { out_of_tokens: true } if !self.tried.more_tokens => {
                self.tried.more_tokens = true;
                self.max_tokens = self.max_tokens.saturating_mul(MORE_TOKENS);
                Some(Notice::MoreTokens { max_tokens: self.max_tokens })
            }
            LlmError::Refused { .. } | LlmError::Server { .. } | LlmError::NotFound { .. }
                if !failed.is_final =>
            {
                self.lesson(failed)
                    .or_else(|| self.other_path(failed))
                    .map(|change| Notice::Adapted { change })
            }
            _ => None,
        }
    }

    fn lesson(&mut self, failed: &Failed) -> Option<String> {
        let (status, fault) = failed.fault.as_ref()?;
        self.tried.lessons += 1;
        if self.tried.lessons > MOST_LESSONS {
            return None;
        }
        learn(*status, fault, &failed.sent, &mut self.traits)
    }

    fn other_path(&mut self, failed: &Failed) -> Option<String> {
        if !matches!(failed.error, LlmError::NotFound { .. })
            || std::mem::replace(&mut self.tried.other_path, true)
        {
            return None;
        }
        self.traits.other_path = !self.traits.other_path;
        Some(format!("the address is `{}`", self.shared.base(&self.traits)))
    }

    /// How long to wait before the same is asked again, if it is to be.
    fn wait_after(&mut self, failed: &Failed) -> Option<(Duration, Notice)> {
        let policy = &self.shared.retry;
        if failed.error == LlmError::Loading && self.shared.base.is_loopback() {
            let wait = failed.retry_after.unwrap_or(LOADING_PAUSE).max(Duration::from_millis(100));
            let waited = self.tried.loading;
            self.tried.loading += wait;
            let notice = Notice::LoadingModel { waited };
            return (self.tried.loading <= policy.loading_patience).then_some((wait, notice));
        }
        let hopeless = failed.fault.as_ref().is_some_and(|(status, fault)| {
            matches!(status, 200 | 500) && is_about_the_request(fault, &failed.sent)
        });
        let empty =
            failed.error == LlmError::Empty && !std::mem::replace(&mut self.tried.after_nothing, true);
        if failed.is_final || hopeless || !(failed.error.is_transient() || empty) {
            return None;
        }
        self.tried.failures += 1;
        let wait = policy.wait(self.tried.failures, failed.retry_after, fastrand::f64())?;
        let because = failed.error.clone();
        Some((wait, Notice::Retrying { attempt: self.tried.failures + 1, wait, because }))
    }
}
