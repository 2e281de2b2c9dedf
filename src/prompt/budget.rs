//! How much fits into a model's context.

use crate::llm::Message;

/// Four bytes a token: what English comes to with the tokenizers in use, rounded so that it errs on the safe side.
const BYTES_A_TOKEN: usize = 4;
/// What a chat template puts around a message.
const TOKENS_A_MESSAGE: usize = 6;

/// About how many tokens a text has.
#[must_use]
pub fn tokens(text: &str) -> usize {
    text.len().div_ceil(BYTES_A_TOKEN)
}

/// What an endpoint's context holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// All of it, in tokens.
    pub context_tokens: usize,
    /// What is kept free for the reply, in tokens.
    pub reply_tokens: usize,
}

impl Budget {
    /// From here on there is room for the question's facts.
    const ROOMY_TOKENS: usize = 16_000;

    /// Whether the question's facts may be told to the model: a small context has no room for them, and a small
    /// model gives them away.
    #[must_use]
    pub fn is_roomy(self) -> bool {
        self.context_tokens >= Self::ROOMY_TOKENS
    }

    /// What is left for a prompt, in tokens.
    #[must_use]
    pub fn prompt_tokens(self) -> usize {
        self.context_tokens.saturating_sub(self.reply_tokens)
    }

    /// What is left beside these messages, in tokens.
    #[must_use]
    pub fn left_beside(self, messages: &[Message]) -> usize {
        self.prompt_tokens().saturating_sub(cost(messages))
    }
}

/// About how many tokens some messages take.
pub(super) fn cost(messages: &[Message]) -> usize {
    messages.iter().map(|message| tokens(&message.text) + TOKENS_A_MESSAGE).sum()
}

/// A text shortened to about so many tokens: its beginning and its end, whole words.
pub(super) fn shortened(text: &str, most_tokens: usize) -> String {
    let most_bytes = most_tokens * BYTES_A_TOKEN;
    if text.len() <= most_bytes {
        return text.to_owned();
    }
    let half = most_bytes / 2;
    let head = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= half).last().unwrap_or(0);
    let tail =
        text.char_indices().map(|(at, _)| at).find(|at| *at >= text.len() - half).unwrap_or(text.len());
    let head = text[..head].rsplit_once(char::is_whitespace).map_or(&text[..head], |(kept, _)| kept);
    let tail = text[tail..].split_once(char::is_whitespace).map_or(&text[tail..], |(_, kept)| kept);
    format!("{head} […] {tail}")
}
