//! Where to ask, as plain data.

use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value};

use super::Secret;

/// An OpenAI-compatible endpoint and the model to ask there.
#[derive(Clone, PartialEq)]
pub struct Endpoint {
    /// What the user calls it.
    pub name: String,
    /// Its address as the user wrote it: a host, with or without scheme, path and `/v1`, up to
    /// the whole address of `chat/completions`.
    pub base_url: String,
    /// The model's id, as the endpoint spells it.
    pub model: String,
    /// The key, if it wants one.
    pub key: Option<Secret>,
    /// How the key is sent.
    pub auth: Auth,
    /// Further headers. Their values may be secret too.
    pub headers: Vec<(String, Secret)>,
    /// Further query parameters, such as `api-version`. Their values may be secret too.
    pub query: Vec<(String, Secret)>,
    /// Further members of every request, such as `reasoning_effort`: nothing unusual is sent
    /// unless it is asked for here.
    pub extra: Map<String, Value>,
    /// How many tokens its context holds, when the user says so; some endpoints do not, and some
    /// forget in silence what does not fit.
    pub context_tokens: Option<u32>,
    /// How its certificate is checked.
    pub tls: Tls,
    /// Whether a key may go to another machine unencrypted; only ever by the user's explicit wish.
    pub plain_http: bool,
}

/// Words in the names of headers and parameters that hold keys.
const KEY_WORDS: [&str; 5] = ["key", "token", "auth", "secret", "password"];

impl Endpoint {
    /// An endpoint without a key and with nothing unusual about it.
    pub fn new(base_url: impl Into<String>, model: impl Into<String>) -> Self {
        Self {
            name: "default".to_owned(),
            base_url: base_url.into(),
            model: model.into(),
            key: None,
            auth: Auth::Bearer,
            headers: Vec::new(),
            query: Vec::new(),
            extra: Map::new(),
            context_tokens: None,
            tls: Tls::default(),
            plain_http: false,
        }
    }

    /// The same endpoint with this key.
    #[must_use]
    pub fn with_key(mut self, key: impl AsRef<str>) -> Self {
        self.key = Some(Secret::new(key));
        self
    }

    /// Whether a request holds a key, or a header or parameter that by its name does.
    pub(crate) fn sends_a_key(&self) -> bool {
        let names_a_key = |name: &str| {
            let name = name.to_ascii_lowercase();
            KEY_WORDS.iter().any(|word| name.contains(word))
        };
        let key = self.key.as_ref().is_some_and(|key| !key.is_empty()) && self.auth != Auth::None;
        key || self.headers.iter().chain(&self.query).any(|(name, _)| names_a_key(name))
    }

    /// Everything about it that must never be shown.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        let values = self.headers.iter().chain(&self.query).map(|(_, value)| value);
        // Masking "1" or "true" wherever they occur would only make errors unreadable.
        values.chain(&self.key).filter(|secret| secret.expose().len() >= 8).cloned().collect()
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address may hold a password or a key; only its parsed form knows how to hide them.
        f.debug_struct("Endpoint")
            .field("name", &self.name)
            .field("model", &self.model)
            .finish_non_exhaustive()
    }
}

/// How a key is sent. Without a key nothing is sent, whatever this says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Auth {
    /// `Authorization: Bearer KEY`.
    Bearer,
    /// The bare key in the header of this name, such as Azure's `api-key`.
    Header(String),
    /// Not at all.
    None,
}

/// How a server's certificate is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    /// Certificates (PEM) to trust besides the system's.
    pub extra_roots_pem: Option<Vec<u8>>,
    /// Whether certificates are checked at all; only ever turned off by the user's explicit wish.
    pub verify: bool,
}

impl Default for Tls {
    fn default() -> Self {
        Self { extra_roots_pem: None, verify: true }
    }
}

/// How long to wait for what. There is no limit on a whole reply: a slow one is still a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection.
    pub connect: Duration,
    /// For the headers, and between bytes until the first word has come: a local server sends
    /// nothing while it loads its model or reads the prompt, and giving up makes it start over.
    pub first_byte: Duration,
    /// For the headers and the first byte of a reply that comes in one piece, after all of it has
    /// been written.
    pub whole_reply: Duration,
    /// Between bytes, whatever they are, once words have come.
    pub idle: Duration,
    /// Between bytes once a finish reason has come; after that a reply is whole.
    pub after_finish: Duration,
}

impl Timeouts {
    /// The usual timeouts for this machine or for another.
    #[must_use]
    pub fn for_host(loopback: bool) -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(if loopback { 300 } else { 120 }),
            whole_reply: Duration::from_secs(if loopback { 900 } else { 300 }),
            idle: Duration::from_secs(120),
            after_finish: Duration::from_secs(2),
        }
    }
}
