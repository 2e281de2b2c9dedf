//! The client against a server that does as it is told.

mod adapting;
mod captures;
mod completing;
mod failing;
mod keys;
mod listing;
mod live;
mod presets;
#[cfg(target_os = "linux")]
mod securing;
mod streaming;

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use serde_json::{Value, json};
use viva::llm::openai::RetryPolicy;
use viva::llm::{
    ChatModel, ChatRequest, End, Endpoint, FinishReason, LlmError, Message, OpenAiClient, ReplyStream,
    StreamEvent, Timeouts,
};

use crate::support::clock::TestClock;
use crate::support::server::Server;

/// Waits up to this length are waits between attempts; longer ones are timeouts.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Timeouts that are all longer than any pause, and all different.
fn timeouts() -> Timeouts {
    Timeouts {
        connect: Duration::from_secs(10),
        after_finish: Duration::from_secs(110),
        idle: Duration::from_secs(120),
        first_byte: Duration::from_secs(300),
        whole_reply: Duration::from_secs(900),
    }
}

/// A client, the server it asks, and the clock they live by.
struct Lab {
    server: Server,
    clock: Arc<TestClock>,
    client: OpenAiClient,
}

impl Lab {
    fn new() -> Self {
        Self::with(|endpoint| endpoint)
    }

    /// A lab whose endpoint is changed in some way.
    fn with(change: impl FnOnce(Endpoint) -> Endpoint) -> Self {
        let server = Server::start();
        let clock = TestClock::passing(LONGEST_PAUSE);
        let endpoint = change(Endpoint::new(server.url(), "tiny"));
        let client = OpenAiClient::builder(endpoint, clock.clone()).timeouts(timeouts()).build().unwrap();
        Self { server, clock, client }
    }

    /// A lab whose client asks only once.
    fn impatient() -> Self {
        let server = Server::start();
        let clock = TestClock::passing(LONGEST_PAUSE);
        let retry = RetryPolicy { attempts: 1, loading_patience: Duration::ZERO, ..RetryPolicy::default() };
        let builder = OpenAiClient::builder(Endpoint::new(server.url(), "tiny"), clock.clone());
        let client = builder.timeouts(timeouts()).retry(retry).build().unwrap();
        Self { server, clock, client }
    }

    async fn stream(&self) -> ReplyStream {
        self.client.stream(question()).await.unwrap()
    }

    /// Everything a stream says, neighbours joined, and without notices.
    async fn heard(&self) -> Vec<Result<StreamEvent, LlmError>> {
        without_notices(self.everything().await)
    }

    async fn everything(&self) -> Vec<Result<StreamEvent, LlmError>> {
        joined(self.stream().await.collect().await)
    }

    /// The error that is all a stream says, notices aside.
    async fn error(&self) -> LlmError {
        let mut heard = self.heard().await;
        assert_eq!(heard.len(), 1, "{heard:?}");
        heard.remove(0).unwrap_err()
    }
}

fn question() -> ChatRequest {
    ChatRequest::new(vec![Message::user("Hi")], 40)
}

fn text(text: &str) -> Result<StreamEvent, LlmError> {
    Ok(StreamEvent::Text(text.to_owned()))
}

fn reasoning(text: &str) -> Result<StreamEvent, LlmError> {
    Ok(StreamEvent::Reasoning(text.to_owned()))
}

/// The end of a reply in one piece whose finish reason is `stop`, and which is complete.
fn stopped() -> Result<StreamEvent, LlmError> {
    stopped_after(1)
}

/// The same of a reply in so many pieces.
fn stopped_after(pieces: u64) -> Result<StreamEvent, LlmError> {
    let completeness = viva::llm::Completeness::Complete;
    Ok(StreamEvent::End(End { finish: FinishReason::Stop, usage: None, model: None, completeness, pieces }))
}

fn event(choice: &Value) -> String {
    format!("data: {}\n\n", json!({"choices": [choice]}))
}

fn delta(content: &str) -> String {
    event(&json!({"delta": {"content": content}}))
}

fn finish(reason: &str) -> String {
    event(&json!({"delta": {}, "finish_reason": reason}))
}

/// A whole stream that says this and stops.
fn saying(content: &str) -> String {
    delta(content) + &finish("stop") + "data: [DONE]\n\n"
}

fn joined(events: Vec<Result<StreamEvent, LlmError>>) -> Vec<Result<StreamEvent, LlmError>> {
    events.into_iter().fold(Vec::new(), |mut all, event| {
        match (all.last_mut(), event) {
            (Some(Ok(StreamEvent::Text(last))), Ok(StreamEvent::Text(more))) => last.push_str(&more),
            (Some(Ok(StreamEvent::Reasoning(last))), Ok(StreamEvent::Reasoning(more))) => {
                last.push_str(&more)
            }
            (_, event) => all.push(event),
        }
        all
    })
}

fn without_notices(events: Vec<Result<StreamEvent, LlmError>>) -> Vec<Result<StreamEvent, LlmError>> {
    events.into_iter().filter(|event| !matches!(event, Ok(StreamEvent::Notice(_)))).collect()
}
