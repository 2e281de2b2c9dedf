//! The commonest chunk by far, read without a tree: one choice that says a piece of text, and nothing else that matters.
//! Whatever is not exactly that is left to [`read`](super::read), which reads everything.
//!
//! Within a stream such chunks differ in little but their words, so what stands around the words of the last one is
//! kept: where the same stands around those of the next, only they are read.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// Members of unit type must be null where they are there at all.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "most members are named only to know what may be there")]
struct Plain<'a> {
    #[serde(borrow)]
    choices: (Choice<'a>,),
    #[serde(borrow, default)]
    model: Option<Words<'a>>,
    #[serde(default)]
    usage: (),
    #[serde(default)]
    id: IgnoredAny,
    #[serde(default)]
    object: IgnoredAny,
    #[serde(default)]
    created: IgnoredAny,
    #[serde(default)]
    system_fingerprint: IgnoredAny,
    #[serde(default)]
    service_tier: IgnoredAny,
    #[serde(default)]
    provider: IgnoredAny,
    #[serde(default)]
    obfuscation: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "most members are named only to know what may be there")]
struct Choice<'a> {
    #[serde(borrow)]
    delta: Delta<'a>,
    #[serde(default)]
    index: u64,
    #[serde(default)]
    finish_reason: (),
    #[serde(default)]
    native_finish_reason: (),
    #[serde(default)]
    stop_reason: (),
    #[serde(default)]
    matched_stop: (),
    #[serde(default)]
    logprobs: IgnoredAny,
    #[serde(default)]
    token_ids: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "most members are named only to know what may be there")]
struct Delta<'a> {
    #[serde(borrow)]
    content: Cow<'a, str>,
    #[serde(default)]
    reasoning_content: (),
    #[serde(default)]
    reasoning: (),
    #[serde(default)]
    thinking: (),
    #[serde(default)]
    refusal: (),
    #[serde(default)]
    role: IgnoredAny,
    #[serde(default)]
    tool_calls: IgnoredAny,
    #[serde(default)]
    function_call: IgnoredAny,
}

#[derive(Deserialize)]
struct Words<'a>(#[serde(borrow)] Cow<'a, str>);

/// Reads the plain chunks of one stream.
#[derive(Debug, Default)]
pub(crate) struct PlainReader {
    envelope: Option<Envelope>,
    model: Option<String>,
}

/// What stands around the words of a chunk.
#[derive(Debug)]
struct Envelope {
    before: String,
    after: String,
}

impl PlainReader {
    /// The words of the chunk at the start of `text`, and how many bytes it takes, if it is a plain one.
    pub(crate) fn read<'t>(&mut self, text: &'t str) -> Option<(Cow<'t, str>, usize)> {
        if let Some(words) = self.envelope.as_ref().and_then(|envelope| envelope.open(text)) {
            return Some((words, text.len()));
        }
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<Plain<'_>>();
        let Plain { choices: (choice,), model, .. } = values.next()?.ok()?;
        if choice.index != 0 {
            return None;
        }
        let length = values.byte_offset();
        // Words that were escaped do not stand in the chunk as they are.
        self.envelope = match choice.delta.content {
            Cow::Borrowed(words) => Envelope::around(words, &text[..length]),
            Cow::Owned(_) => None,
        };
        self.model = model.map(|Words(model)| model.into_owned()).filter(|model| !model.is_empty());
        Some((choice.delta.content, length))
    }

    /// The model that the last plain chunk names.
    pub(crate) fn model(&self) -> Option<&str> {
        self.model.as_deref()
    }
}

impl Envelope {
    /// What stands around these words of a chunk, which are a part of it.
    fn around(words: &str, chunk: &str) -> Option<Self> {
        let start = words.as_ptr().addr().checked_sub(chunk.as_ptr().addr())?;
        let before = chunk.get(..start)?.strip_suffix('"')?.to_owned();
        let after = chunk.get(start + words.len()..)?.strip_prefix('"')?.to_owned();
        Some(Self { before, after })
    }

    /// The words of a chunk that differs in nothing else: what is between is one JSON string, and nothing more.
    fn open<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        let quoted = text.strip_prefix(self.before.as_str())?.strip_suffix(self.after.as_str())?;
        serde_json::from_str(quoted).ok().map(|Words(words)| words)
    }
}

#[cfg(test)]
mod tests;
