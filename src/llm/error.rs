//! What can go wrong between a question and its answer.

use std::borrow::Cow;
use std::time::Duration;

use thiserror::Error;

/// Which wait was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeoutKind {
    /// For a connection.
    Connect,
    /// For a first byte.
    FirstByte,
    /// For another byte.
    Idle,
}

/// Why there is no answer, or no whole one. Messages of the endpoint in here are on one line,
/// short, free of control characters and of keys.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum LlmError {
    /// The address, a header or a certificate in the settings cannot be used.
    #[error("the endpoint is set up wrongly: {message}")]
    Setup {
        /// What is wrong with it.
        message: String,
    },
    /// The key would go over the network for all to read.
    #[error("the key would go unencrypted to `{host}`")]
    KeyInTheClear {
        /// Host and port.
        host: String,
    },
    /// The endpoint lists no model to talk with, and none was named.
    #[error("`{host}` lists no model to talk with")]
    NoModel {
        /// Host and port.
        host: String,
    },
    /// There was no message to send.
    #[error("there is nothing to send")]
    NothingToSay,
    /// No connection came about.
    #[error("`{host}` cannot be reached: {message}")]
    Unreachable {
        /// Host and port.
        host: String,
        /// Why.
        message: String,
    },
    /// Its certificate is not to be trusted.
    #[error("the certificate of `{host}` cannot be trusted: {message}")]
    Untrusted {
        /// Host and port.
        host: String,
        /// Why.
        message: String,
    },
    /// It took too long.
    #[error("{} after {} s", match which {
        TimeoutKind::Connect => "no connection",
        TimeoutKind::FirstByte => "no answer began",
        TimeoutKind::Idle => "the answer stalled",
    }, after.as_secs())]
    Timeout {
        /// What was waited for.
        which: TimeoutKind,
        /// How long.
        after: Duration,
    },
    /// The key is missing or wrong (401, and what other servers say instead).
    #[error("the endpoint did not accept the key: {message}")]
    Unauthorized {
        /// What the endpoint said.
        message: String,
    },
    /// The key may not do this (403).
    #[error("the endpoint forbids this: {message}")]
    Forbidden {
        /// What the endpoint said.
        message: String,
    },
    /// There is no such model.
    #[error("the endpoint has no model `{model}`: {message}")]
    ModelNotFound {
        /// The model that was asked for.
        model: String,
        /// What the endpoint said.
        message: String,
    },
    /// There is nothing at this address (404, 405).
    #[error("there is no chat at this address: {message}")]
    NotFound {
        /// What the endpoint said.
        message: String,
    },
    /// Too many requests.
    #[error("the endpoint limits the rate: {message}")]
    RateLimited {
        /// How long it wants one to wait, when it says so.
        retry_after: Option<Duration>,
        /// What the endpoint said.
        message: String,
    },
    /// The account has nothing left; waiting does not help.
    #[error("the quota is used up: {message}")]
    QuotaExhausted {
        /// What the endpoint said.
        message: String,
    },
    /// The conversation is too long for the model.
    #[error("the conversation is too long for the model: {message}")]
    ContextOverflow {
        /// The size of the context in tokens, when the endpoint says it.
        limit_tokens: Option<u32>,
        /// What the endpoint said.
        message: String,
    },
    /// The endpoint does not want this request.
    #[error("the endpoint refused the request ({status}): {message}")]
    Refused {
        /// The HTTP status; 200 when the refusal came inside a stream.
        status: u16,
        /// What the endpoint said.
        message: String,
    },
    /// The endpoint pointed elsewhere, and it would be wrong to follow.
    #[error("the endpoint redirects ({status}) to `{location}`")]
    Redirected {
        /// The HTTP status.
        status: u16,
        /// Where to; without its query.
        location: String,
    },
    /// A web page came instead of an answer.
    #[error("a web page came instead of an answer ({status}): {title}")]
    NotAnApi {
        /// The HTTP status.
        status: u16,
        /// The title of the page.
        title: String,
    },
    /// The endpoint answered with nothing at all.
    #[error("the endpoint sent an empty answer")]
    Empty,
    /// The model thought and did not answer.
    #[error("the model only reasoned and gave no answer")]
    OnlyReasoning {
        /// Whether it ran out of tokens over it.
        out_of_tokens: bool,
    },
    /// The model, or a filter before it, declined to answer.
    #[error("the model declined to answer: {message}")]
    Declined {
        /// What it said.
        message: String,
    },
    /// The connection broke off, or ended before the answer did.
    #[error("the answer broke off: {message}")]
    Interrupted {
        /// How.
        message: String,
    },
    /// What came cannot be understood.
    #[error("the answer cannot be understood: {message}")]
    Protocol {
        /// Why not.
        message: String,
    },
    /// A local server still loads its model.
    #[error("the endpoint is still loading its model")]
    Loading,
    /// The endpoint has a fault of its own (5xx, and errors inside a stream).
    #[error("the endpoint failed ({status}): {message}")]
    Server {
        /// The HTTP status; 200 when the failure came inside a stream.
        status: u16,
        /// What the endpoint said.
        message: String,
    },
}

impl LlmError {
    /// What a person can do about it; no full stop, backticks round what can be typed.
    #[must_use]
    pub fn hint(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::KeyInTheClear { .. } => {
                "use `https://`, or allow it with `plain_http = true` in the endpoint's settings"
            }
            Self::NoModel { .. } => "choose one with `--model ID`",
            Self::ModelNotFound { .. } => "see what there is with `viva models`, and choose with `--model`",
            Self::RateLimited { retry_after: Some(wait), .. } => {
                return Cow::Owned(format!("try again in {} s", wait.as_secs().max(1)));
            }
            Self::ContextOverflow { limit_tokens: Some(limit), .. } => {
                return Cow::Owned(format!(
                    "its context holds {limit} tokens; start the server with a larger one, or choose another model"
                ));
            }
            Self::Redirected { location, .. } => {
                return Cow::Owned(format!(
                    "if `{location}` is the right place, make it the address of the endpoint"
                ));
            }
            Self::Setup { .. } | Self::NothingToSay => "see the endpoint's settings with `viva config show`",
            Self::Untrusted { .. } => {
                "if the certificate is your own, give the endpoint its authority as `ca_file`"
            }
            Self::Unreachable { .. } => "check the address, that the server runs, and the proxy settings",
            Self::Timeout { which: TimeoutKind::Connect, .. } => "check the address and the network",
            Self::Timeout { .. } => {
                "the server may be overloaded; its log may say why, a smaller model helps"
            }
            Self::Unauthorized { .. } => {
                "check the key of this endpoint; a proxy may report any wrong key this way"
            }
            Self::Forbidden { .. } => "the key may lack access to this model, or the region is not served",
            Self::NotFound { .. } | Self::NotAnApi { .. } => {
                "check the address of the endpoint; most end in `/v1`"
            }
            Self::RateLimited { .. } => "wait a while, or choose another model",
            Self::QuotaExhausted { .. } => "add credit to the account, or use another endpoint",
            Self::ContextOverflow { .. } => "start the server with a larger context, or choose another model",
            Self::Refused { .. } => "run `viva doctor` to see what the endpoint accepts",
            Self::Empty => {
                "the prompt may exceed the context of the server, or it does not understand the messages; its log may say why"
            }
            Self::OnlyReasoning { .. } => "raise the token limit, or choose a model that reasons less",
            Self::Declined { .. } => "rephrase, or choose another model",
            Self::Interrupted { .. } => "ask again; the server's log may say why it broke off",
            Self::Protocol { .. } => "check that the address is one of an OpenAI-compatible API",
            Self::Loading => "wait until the server has loaded its model",
            Self::Server { .. } => "try again later; the server's log may say why",
        })
    }

    /// Whether asking the same again may help. Says nothing about what has been heard already.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. }
                | Self::Timeout { which: TimeoutKind::Connect, .. }
                | Self::RateLimited { .. }
                | Self::Interrupted { .. }
                | Self::Loading
                | Self::Server { .. }
        )
    }
}
