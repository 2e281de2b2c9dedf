//! The addresses of an endpoint, from whatever a user wrote.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;
use thiserror::Error;

/// Why an address cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{address}` is no address of an endpoint: {why}")]
pub struct BadUrl {
    address: String,
    why: &'static str,
}

/// Ends of an address that belong to one of its requests, not to its base.
const REQUESTS: [&str; 4] = ["/chat/completions", "/completions", "/models", "/responses"];

/// The base of an endpoint's addresses. Shows itself without passwords and query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

impl BaseUrl {
    /// Reads an address: a host with or without scheme and port, a base with or without `/v1`, or
    /// the whole address of a request. A bare host gets `/v1`; a path is left as it is.
    ///
    /// # Errors
    /// When it is not an address, or neither `http` nor `https`.
    pub fn parse(text: &str) -> Result<Self, BadUrl> {
        let text = text.trim();
        let bad = |why| BadUrl { address: without_password(text), why };
        let with_scheme =
            if text.contains("://") { text.to_owned() } else { format!("{}{text}", scheme_for(text)) };
        let mut url = Url::parse(&with_scheme).map_err(|_| bad("it cannot be read"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(bad("it begins with neither `http` nor `https`"));
        }
        url.set_fragment(None);
        let path = url.path().trim_end_matches('/').to_owned();
        let request = REQUESTS.iter().find_map(|end| path.strip_suffix(end));
        // Who wrote out the whole address has said that there is no `/v1` in it.
        let base = match request {
            Some(base) => base.trim_end_matches('/'),
            None if path.is_empty() => "/v1",
            None => &path,
        };
        url.set_path(base);
        Ok(Self(url))
    }

    /// Where to send a conversation.
    #[must_use]
    pub fn chat(&self) -> Url {
        self.join("/chat/completions")
    }

    /// Where to ask for the models.
    #[must_use]
    pub fn models(&self) -> Url {
        self.join("/models")
    }

    /// The same base with `/v1` taken away, or added if there is none.
    #[must_use]
    pub fn other(&self) -> Self {
        let path = self.0.path().trim_end_matches('/');
        let other = match path.strip_suffix("/v1") {
            Some(bare) => bare.to_owned(),
            None => format!("{path}/v1"),
        };
        let mut url = self.0.clone();
        url.set_path(&other);
        Self(url)
    }

    /// The host, in lower case.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Host and port, to connect to.
    #[must_use]
    pub fn socket(&self) -> Option<(String, u16)> {
        let host = self.host().trim_matches(['[', ']']).to_owned();
        self.0.port_or_known_default().map(|port| (host, port))
    }

    /// Host and port, as a person would write them.
    #[must_use]
    pub fn authority(&self) -> String {
        match self.0.port() {
            Some(port) => format!("{}:{port}", self.host()),
            None => self.host().to_owned(),
        }
    }

    /// Whether nobody on the way can read what is sent.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether no request to it can end in an encrypted connection, not even by a redirect or a proxy.
    #[must_use]
    pub fn never_encrypts(&self) -> bool {
        self.is_loopback() && !self.is_encrypted() && self.0.port().is_some()
    }

    /// Whether this is this very machine, which no proxy leads to.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        is_loopback(self.host())
    }

    fn join(&self, end: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}{end}", url.path().trim_end_matches('/')));
        url
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.0.scheme(), self.authority(), self.0.path().trim_end_matches('/'))
    }
}

/// An address without user, password and query, for a message.
pub(crate) fn shown(url: &Url) -> String {
    BaseUrl(url.clone()).to_string()
}

/// Whether a request may follow a redirect from one address to the other: only within one host, to
/// the same port or from plain to encrypted, so that no key goes where it was not meant to go.
pub(crate) fn may_follow(from: &Url, to: &Url) -> bool {
    let same_host = from.host_str() == to.host_str();
    let same_port =
        from.port_or_known_default() == to.port_or_known_default() && from.scheme() == to.scheme();
    let upgraded =
        from.scheme() == "http" && to.scheme() == "https" && from.port().is_none() && to.port().is_none();
    same_host && (same_port || upgraded)
}

fn scheme_for(text: &str) -> &'static str {
    let authority = text.split('/').next().unwrap_or(text);
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or(v6),
        None => authority.split(':').next().unwrap_or(authority),
    };
    if is_loopback(host) || is_private(host) { "http://" } else { "https://" }
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']).to_ascii_lowercase();
    let named = host == "localhost" || host.ends_with(".localhost");
    named || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback() || ip.is_unspecified())
}

fn is_private(host: &str) -> bool {
    // A name without a dot, such as `nas`, is one of the local network.
    let local_name = !host.contains('.') || host.ends_with(".local");
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => ip.is_private(),
        Ok(IpAddr::V6(ip)) => ip.is_unique_local(),
        Err(_) => local_name,
    }
}

fn without_password(text: &str) -> String {
    let bare = text.split(['?', '#']).next().unwrap_or(text);
    match bare.rsplit_once('@') {
        Some((_, host)) => host.to_owned(),
        None => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests;
