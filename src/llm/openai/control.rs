//! Takes leaked control tokens out of the text of an answer, wherever the text is cut.

use super::think::{dangling, may_hold_a_token};

/// Tokens that no answer means: they leak where a chat template is wrong.
const ANYWHERE: [&str; 16] = [
    "<|im_end|>",
    "<|im_start|>",
    "<|eot_id|>",
    "<|end_of_text|>",
    "<|endoftext|>",
    "<|end|>",
    "<|eom_id|>",
    "<|assistant|>",
    "<|user|>",
    "<|system|>",
    "<|return|>",
    "<end_of_turn>",
    "<start_of_turn>",
    "<end_of_utterance>",
    "<|eot|>",
    "<｜end▁of▁sentence｜>",
];

/// Tokens that an answer may mean, as in HTML; they are dropped only at the very end.
const AT_THE_END: [&str; 3] = ["</s>", "<eos>", "[/INST]"];

/// Drops control tokens from text that comes in pieces.
#[derive(Debug, Default)]
pub(crate) struct ControlFilter {
    held: String,
}

impl ControlFilter {
    /// Takes more text, and gives what is surely answer.
    pub(crate) fn push(&mut self, text: &str) -> String {
        if self.held.is_empty() && !may_hold_a_token(text) {
            return text.to_owned();
        }
        self.held.push_str(text);
        while let Some(token) = ANYWHERE.iter().find(|token| self.held.contains(**token)) {
            self.held = self.held.replace(token, "");
        }
        let tokens = ANYWHERE.into_iter().chain(AT_THE_END);
        let steady = self.held.len() - dangling(&self.held, tokens);
        let safe = strip_end(&self.held[..steady]).len();
        self.held.drain(..safe).collect()
    }

    /// The text is over; gives what was held back, unless it was a token after all.
    pub(crate) fn finish(&mut self) -> String {
        let rest = std::mem::take(&mut self.held);
        strip_end(&rest).to_owned()
    }
}

/// The text without the tokens at its end, and the blank space between them.
fn strip_end(text: &str) -> &str {
    let mut kept = text;
    while let Some(shorter) = AT_THE_END.iter().find_map(|token| kept.trim_end().strip_suffix(token)) {
        kept = shorter;
    }
    kept
}

#[cfg(test)]
mod tests;
