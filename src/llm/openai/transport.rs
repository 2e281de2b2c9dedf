//! Sends requests and reads bodies: addresses, headers, redirects, timeouts.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{Either, select};
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, LOCATION};
use reqwest::{Certificate, Method, Request, Response, StatusCode, Url, redirect};
use serde_json::Value;

use super::url::{BaseUrl, may_follow, shown};
use crate::llm::text::clean;
use crate::llm::{Auth, Clock, Endpoint, LlmError, Secret, TimeoutKind, Timeouts};

/// How many redirects are followed.
const MOST_REDIRECTS: usize = 3;
/// As much of the body of a failed request as is read, in bytes.
const LONGEST_FAULT: usize = 64 << 10;

/// The way to one endpoint.
pub(crate) struct Transport {
    http: reqwest::Client,
    headers: HeaderMap,
    query: Vec<(String, Secret)>,
    host: String,
    pub(crate) secrets: Vec<Secret>,
    pub(crate) timeouts: Timeouts,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Transport {
    pub(crate) fn new(
        endpoint: &Endpoint,
        base: &BaseUrl,
        timeouts: Timeouts,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, LlmError> {
        Ok(Self {
            http: http_client(endpoint, base, timeouts)?,
            headers: headers(endpoint)?,
            query: endpoint.query.clone(),
            host: base.authority(),
            secrets: endpoint.secrets(),
            timeouts,
            clock,
        })
    }

    /// Posts a JSON body and waits so long for the headers of the answer, whatever its status.
    pub(crate) async fn post(&self, url: Url, body: &Value, limit: Duration) -> Result<Response, LlmError> {
        self.send(Method::POST, url, Some(body), limit).await
    }

    /// Gets a JSON body.
    pub(crate) async fn get(&self, url: Url) -> Result<Response, LlmError> {
        self.send(Method::GET, url, None, self.timeouts.first_byte).await
    }

    /// The next bytes of a body; `None` at its end.
    pub(crate) async fn chunk(
        &self,
        response: &mut Response,
        limit: Duration,
        which: TimeoutKind,
    ) -> Result<Option<Bytes>, LlmError> {
        let read = self.within(limit, which, response.chunk()).await?;
        read.map_err(|error| self.error(error))
    }

    /// As much of a body as tells what went wrong; what comes of it until it breaks off or stalls.
    pub(crate) async fn read_fault(&self, mut response: Response) -> Vec<u8> {
        let mut body = Vec::new();
        while let Ok(Some(bytes)) = self.chunk(&mut response, self.timeouts.idle, TimeoutKind::Idle).await {
            body.extend_from_slice(&bytes);
            if body.len() > LONGEST_FAULT {
                break;
            }
        }
        body
    }

    async fn send(
        &self,
        method: Method,
        url: Url,
        body: Option<&Value>,
        limit: Duration,
    ) -> Result<Response, LlmError> {
        let mut url = url;
        for (name, value) in &self.query {
            url.query_pairs_mut().append_pair(name, value.expose());
        }
        for _ in 0..=MOST_REDIRECTS {
            let request = self.request(&method, &url, body);
            let answer = self.within(limit, TimeoutKind::FirstByte, self.http.execute(request)).await?;
            let response = answer.map_err(|error| self.error(error))?;
            match redirected(&method, &url, &response) {
                Redirect::No => return Ok(response),
                Redirect::Follow(next) => url = next,
                Redirect::Refuse(error) => return Err(error),
            }
        }
        Err(LlmError::Redirected { status: 308, location: shown(&url) })
    }

    fn request(&self, method: &Method, url: &Url, body: Option<&Value>) -> Request {
        let mut request = Request::new(method.clone(), url.clone());
        *request.headers_mut() = self.headers.clone();
        if let Some(body) = body {
            request.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
            *request.body_mut() = Some(body.to_string().into());
        }
        request
    }

    async fn within<T>(
        &self,
        limit: Duration,
        which: TimeoutKind,
        work: impl Future<Output = T>,
    ) -> Result<T, LlmError> {
        let work = std::pin::pin!(work);
        match select(work, self.clock.sleep(limit)).await {
            Either::Left((done, _)) => Ok(done),
            Either::Right(_) => Err(LlmError::Timeout { which, after: limit }),
        }
    }

    fn error(&self, error: reqwest::Error) -> LlmError {
        if error.is_connect() && error.is_timeout() {
            return LlmError::Timeout { which: TimeoutKind::Connect, after: self.timeouts.connect };
        }
        let (connecting, untrusted) = (error.is_connect(), is_about_a_certificate(&error));
        let message = clean(&innermost(&error.without_url()), &self.secrets);
        if untrusted {
            LlmError::Untrusted { host: self.host.clone(), message }
        } else if connecting {
            LlmError::Unreachable { host: self.host.clone(), message }
        } else {
            LlmError::Interrupted { message }
        }
    }
}

enum Redirect {
    No,
    Follow(Url),
    Refuse(LlmError),
}

/// What to do with an answer that may point elsewhere. A question is only sent again where the
/// endpoint says that it is still a question (307, 308; RFC 9110, section 15.4); the others turn it
/// into a look at a web page.
fn redirected(method: &Method, from: &Url, response: &Response) -> Redirect {
    let status = response.status();
    let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    let Some(location) = location.filter(|_| status.is_redirection()) else { return Redirect::No };
    let to = from.join(location).ok();
    let keeps_method = matches!(status, StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT)
        || *method == Method::GET;
    match to {
        Some(to) if keeps_method && may_follow(from, &to) => Redirect::Follow(to),
        to => {
            let location = to.map_or_else(|| "an unreadable address".to_owned(), |to| shown(&to));
            Redirect::Refuse(LlmError::Redirected {
                status: status.as_u16(),
                location: clean(&location, &[]),
            })
        }
    }
}

fn http_client(endpoint: &Endpoint, base: &BaseUrl, timeouts: Timeouts) -> Result<reqwest::Client, LlmError> {
    // Fails when one is installed already, and then that one does.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("viva/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(timeouts.connect)
        .redirect(redirect::Policy::none())
        .tls_danger_accept_invalid_certs(!endpoint.tls.verify);
    if base.is_loopback() {
        builder = builder.no_proxy();
    }
    if base.never_encrypts() {
        // Reading all the certificates of the system takes longer than the request.
        builder = builder.tls_certs_only([]);
    }
    if let Some(pem) = &endpoint.tls.extra_roots_pem {
        let roots = Certificate::from_pem_bundle(pem).ok().filter(|roots| !roots.is_empty());
        builder =
            builder.tls_certs_merge(roots.ok_or_else(|| setup("the certificate file holds no certificate"))?);
    }
    builder.build().map_err(|error| setup(&innermost(&error)))
}

fn headers(endpoint: &Endpoint) -> Result<HeaderMap, LlmError> {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json, text/event-stream"));
    for (name, value) in &endpoint.headers {
        headers.insert(header_name(name)?, header_value(name, value.expose())?);
    }
    if let Some(key) = endpoint.key.as_ref().filter(|key| !key.is_empty()) {
        let (name, value) = match &endpoint.auth {
            Auth::Bearer => (AUTHORIZATION, format!("Bearer {}", key.expose())),
            Auth::Header(name) => (header_name(name)?, key.expose().to_owned()),
            Auth::None => return Ok(headers),
        };
        let value = header_value("the key", &value)?;
        headers.insert(name, value);
    }
    Ok(headers)
}

fn header_name(name: &str) -> Result<HeaderName, LlmError> {
    name.parse().map_err(|_| setup(&format!("`{name}` is no name of a header")))
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, LlmError> {
    let unfit = |_| setup(&format!("{name} holds characters that a header cannot"));
    let mut value = HeaderValue::from_str(value).map_err(unfit)?;
    value.set_sensitive(true);
    Ok(value)
}

fn setup(message: &str) -> LlmError {
    LlmError::Setup { message: clean(message, &[]) }
}

fn is_about_a_certificate(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(cause) = next {
        if matches!(cause.downcast_ref(), Some(rustls::Error::InvalidCertificate(_))) {
            return true;
        }
        // An input or output error names the cause of its inner error as its own, never that error.
        let inner = cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        next = inner.map_or_else(|| cause.source(), |inner| Some(inner));
    }
    false
}

/// The cause at the bottom of an error, which says more than the layers above it.
fn innermost(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
