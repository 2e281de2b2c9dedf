//! A client for one endpoint and model.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use futures_util::stream::{self, StreamExt};
use serde_json::{Map, Value};

use super::batch;
use super::call::Call;
use super::dialect::Traits;
use super::fault::{Circumstances, Fault, classify};
use super::models::{self, ModelInfo};
use super::retry::{RetryPolicy, wait_in_headers};
use super::transport::Transport;
use super::url::BaseUrl;
use crate::llm::{
    ChatModel, ChatRequest, Clock, Completeness, End, Endpoint, FinishReason, LlmError, Reply, ReplyStream,
    Rung, StreamEvent, TimeoutKind, Timeouts, json_in,
};

/// The longest list of models that is read, in bytes.
const LONGEST_LIST: usize = 16 << 20;

/// A [`ChatModel`] behind an OpenAI-compatible endpoint. Cheap to clone; clones share what they
/// learn.
#[derive(Clone)]
pub struct OpenAiClient {
    shared: Arc<Shared>,
}

/// What the questions of one client share.
pub(crate) struct Shared {
    pub(crate) transport: Transport,
    pub(crate) base: BaseUrl,
    pub(crate) model: String,
    pub(crate) extra: Map<String, Value>,
    pub(crate) retry: RetryPolicy,
    context_tokens: Option<u32>,
    traits: Mutex<Traits>,
}

impl Shared {
    /// What is known of the endpoint by now.
    pub(crate) fn traits(&self) -> Traits {
        self.traits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps what has led to an answer.
    pub(crate) fn keep(&self, traits: &Traits) {
        let mut known = self.traits.lock().unwrap_or_else(PoisonError::into_inner);
        // Another question may have learnt the size meanwhile.
        let context_tokens = traits.context_tokens.or(known.context_tokens);
        *known = Traits { context_tokens, ..traits.clone() };
    }

    /// Keeps what an overflow has told of the context.
    pub(crate) fn keep_context(&self, context_tokens: u32) {
        let mut known = self.traits.lock().unwrap_or_else(PoisonError::into_inner);
        known.context_tokens = Some(context_tokens);
    }

    /// The base address as it works, as far as that is known.
    pub(crate) fn base(&self, traits: &Traits) -> BaseUrl {
        if traits.other_path { self.base.other() } else { self.base.clone() }
    }
}

/// Puts a client together.
pub struct Builder {
    endpoint: Endpoint,
    clock: Arc<dyn Clock>,
    timeouts: Option<Timeouts>,
    retry: RetryPolicy,
    traits: Option<Traits>,
}

impl Builder {
    /// Other timeouts than [`Timeouts::for_host`].
    #[must_use]
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = Some(timeouts);
        self
    }

    /// Another policy than the default one.
    #[must_use]
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// What an earlier client has learnt about this base URL and model.
    #[must_use]
    pub fn traits(mut self, traits: Traits) -> Self {
        self.traits = Some(traits);
        self
    }

    /// The client. Nothing is sent yet.
    ///
    /// # Errors
    /// [`LlmError::Setup`] when the address, a header or a certificate cannot be used.
    pub fn build(self) -> Result<OpenAiClient, LlmError> {
        let base = BaseUrl::parse(&self.endpoint.base_url)
            .map_err(|error| LlmError::Setup { message: error.to_string() })?;
        if let Some(error) = key_in_the_clear(&self.endpoint, &base) {
            return Err(error);
        }
        let timeouts = self.timeouts.unwrap_or_else(|| Timeouts::for_host(base.is_loopback()));
        let transport = Transport::new(&self.endpoint, &base, timeouts, self.clock)?;
        let traits = Mutex::new(self.traits.unwrap_or_default());
        let Endpoint { model, extra, context_tokens, .. } = self.endpoint;
        let retry = self.retry;
        Ok(OpenAiClient {
            shared: Arc::new(Shared { transport, base, model, extra, retry, context_tokens, traits }),
        })
    }
}

impl OpenAiClient {
    /// Begins a client for this endpoint.
    pub fn builder(endpoint: Endpoint, clock: Arc<dyn Clock>) -> Builder {
        Builder { endpoint, clock, timeouts: None, retry: RetryPolicy::default(), traits: None }
    }

    /// What has been learnt about the endpoint; worth keeping for each base URL and model.
    #[must_use]
    pub fn traits(&self) -> Traits {
        self.shared.traits()
    }

    /// How many tokens the context holds: what the user says, else what the endpoint has said of a
    /// conversation that was too long, else what it publishes about the model, if it does.
    pub async fn context_tokens(&self) -> Option<u32> {
        if let Some(known) = self.shared.context_tokens.or(self.traits().context_tokens) {
            return Some(known);
        }
        let models = self.list_models().await.ok()?;
        models.into_iter().find(|model| model.id == self.shared.model)?.context_tokens
    }

    /// A request as a line of a batch file, as this endpoint and model want to be asked.
    #[must_use]
    pub fn batch_line(&self, custom_id: &str, request: &ChatRequest) -> Value {
        batch::line(custom_id, &self.shared.model, request, &self.traits(), &self.shared.extra)
    }

    /// The model's id.
    #[must_use]
    pub fn model(&self) -> &str {
        &self.shared.model
    }

    /// The base address as it works, as far as that is known; without passwords and query.
    #[must_use]
    pub fn address(&self) -> String {
        self.shared.base(&self.traits()).to_string()
    }

    /// What the endpoint says it offers. Many say nothing, or not all: no model is to be refused
    /// because it is not in here. Asked once, without retries.
    ///
    /// # Errors
    /// Every [`LlmError`] of a request; [`LlmError::Protocol`] when it is no list.
    pub async fn list_models(&self) -> Result<Vec<ModelInfo>, LlmError> {
        let mut traits = self.traits();
        match self.models_at(&self.shared.base(&traits)).await {
            Err(LlmError::NotFound { message }) => {
                traits.other_path = !traits.other_path;
                let other = self.models_at(&self.shared.base(&traits)).await;
                other.map_err(|_| LlmError::NotFound { message })
            }
            answer => answer,
        }
    }

    async fn models_at(&self, base: &BaseUrl) -> Result<Vec<ModelInfo>, LlmError> {
        let transport = &self.shared.transport;
        let mut response = transport.get(base.models()).await?;
        let status = response.status();
        if !status.is_success() {
            let wait = wait_in_headers(response.headers(), transport.clock.now());
            let fault = Fault::in_body(&transport.read_fault(response).await);
            return Err(self.error_of(status.as_u16(), &fault, wait));
        }
        let mut body = Vec::new();
        while let Some(bytes) =
            transport.chunk(&mut response, transport.timeouts.idle, TimeoutKind::Idle).await?
        {
            body.extend_from_slice(&bytes);
            if body.len() > LONGEST_LIST {
                break;
            }
        }
        let value = serde_json::from_slice::<Value>(body.trim_ascii()).ok();
        let no_list = || LlmError::Protocol { message: "it is no list of models".to_owned() };
        match value.as_ref().and_then(models::read) {
            Some(models) => Ok(models),
            None if body.trim_ascii_start().starts_with(b"<") => {
                Err(self.error_of(status.as_u16(), &Fault::in_body(&body), None))
            }
            None => match value.as_ref().and_then(Fault::in_stream) {
                Some(fault) => Err(self.error_of(status.as_u16(), &fault, None)),
                None => Err(no_list()),
            },
        }
    }

    fn error_of(&self, status: u16, fault: &Fault, wait: Option<std::time::Duration>) -> LlmError {
        let secrets = &self.shared.transport.secrets;
        let retry_after = wait.or_else(|| fault.wait_in_body());
        classify(fault, &Circumstances { status, model: &self.shared.model, secrets, retry_after })
    }

    fn call(&self, request: ChatRequest, streaming: bool) -> Result<Call, LlmError> {
        if request.messages.iter().all(|message| message.text.trim().is_empty()) {
            return Err(LlmError::NothingToSay);
        }
        Ok(Call::new(Arc::clone(&self.shared), request, streaming))
    }
}

#[async_trait]
impl ChatModel for OpenAiClient {
    async fn stream(&self, request: ChatRequest) -> Result<ReplyStream, LlmError> {
        let call = self.call(request, true)?;
        let events =
            stream::unfold(call, |mut call| async move { call.next().await.map(|event| (event, call)) });
        Ok(events.boxed())
    }

    async fn complete(&self, request: ChatRequest) -> Result<Reply, LlmError> {
        let wants_json = request.format.is_some();
        let reply = whole(self.call(request.clone(), false)?).await?;
        let heeded = reply.end.finish == FinishReason::Length || json_in(&reply.text).is_some();
        if !wants_json || heeded || reply.rung == Some(Rung::Prompt) {
            return Ok(reply);
        }
        // The wish was accepted and not heeded: some endpoints ignore what they do not know.
        let known = self.traits();
        let mut call = self.call(request, false)?;
        call.traits.structured = Rung::Prompt;
        let reply = whole(call).await;
        if !reply.as_ref().is_ok_and(|reply| json_in(&reply.text).is_some()) {
            self.shared.keep(&known);
        }
        reply
    }

    fn label(&self) -> String {
        format!("{} at {}", self.shared.model, self.shared.base.authority())
    }
}

/// A key is not sent where others on the way can read it, unless that is allowed by name.
fn key_in_the_clear(endpoint: &Endpoint, base: &BaseUrl) -> Option<LlmError> {
    let in_the_clear = !base.is_encrypted() && !base.is_loopback() && !endpoint.plain_http;
    (in_the_clear && endpoint.sends_a_key()).then(|| LlmError::KeyInTheClear { host: base.authority() })
}

async fn whole(mut call: Call) -> Result<Reply, LlmError> {
    let end = End {
        finish: FinishReason::Unknown,
        usage: None,
        model: None,
        completeness: Completeness::CompleteWithWarning,
        pieces: 0,
    };
    let mut reply = Reply { text: String::new(), reasoning: String::new(), end, rung: None };
    while let Some(event) = call.next().await {
        match event? {
            StreamEvent::Notice(notice) => tracing::debug!(%notice, "no reply yet"),
            event => reply.take(event),
        }
    }
    reply.rung = call.rung();
    match reply.end.completeness {
        Completeness::Cut(why) => Err(why),
        _ => Ok(reply),
    }
}
