//! What a stream of the endpoint is like.

use std::time::Instant;

use futures_util::StreamExt;

use crate::llm::{
    ChatModel, ChatRequest, Completeness, End, FinishReason, LlmError, OpenAiClient, StreamEvent,
};

use super::{Check, asked::since};

/// What a stream was like.
pub(super) struct Watched {
    first_ms: Option<u64>,
    last_ms: u64,
    pieces: u64,
    end: Option<End>,
}

/// Watches a stream to its end.
pub(super) async fn watch(client: &OpenAiClient, request: ChatRequest) -> Result<Watched, LlmError> {
    let began = Instant::now();
    let mut stream = client.stream(request).await?;
    let mut watched = Watched { first_ms: None, last_ms: 0, pieces: 0, end: None };
    while let Some(event) = stream.next().await {
        match event {
            Ok(StreamEvent::Text(_) | StreamEvent::Reasoning(_)) => {
                watched.first_ms.get_or_insert_with(|| since(began));
                watched.last_ms = since(began);
                watched.pieces += 1;
            }
            Ok(StreamEvent::End(end)) => {
                // What came together was heard as one.
                watched.pieces = watched.pieces.max(end.pieces);
                watched.end = Some(end);
            }
            Ok(StreamEvent::Retract | StreamEvent::Notice(_)) => {}
            // A model that only reasons within so few tokens streams all the same.
            Err(LlmError::OnlyReasoning { .. }) if watched.pieces > 0 => break,
            Err(error) => return Err(error),
        }
    }
    Ok(watched)
}

impl Watched {
    /// What there is to say of it.
    pub(super) fn check(&self) -> Check {
        let first_ms = self.first_ms.unwrap_or(self.last_ms);
        let pace = match self.last_ms.saturating_sub(first_ms) {
            0 => String::new(),
            ms => format!(", then {} a second", self.pieces.saturating_sub(1) * 1000 / ms),
        };
        let detail = format!("the first word after {first_ms} ms{pace}");
        match &self.end {
            Some(End { completeness: Completeness::Cut(why), .. }) => {
                Check::warning("streaming", format!("{detail}; then it broke off: {why}"))
                    .hint("the server's log may say why; what came is kept, and `/retry` asks anew")
            }
            Some(End { finish: FinishReason::Unknown, .. }) => {
                Check::warning("streaming", format!("{detail}; it ends without saying why"))
                    .hint("a reply that is cut short cannot be told from a whole one")
            }
            _ if self.pieces <= 1 => Check::warning("streaming", format!("{detail}; it comes in one piece"))
                .hint("a proxy in between may be holding it back"),
            _ => Check::ok("streaming", detail),
        }
    }
}
