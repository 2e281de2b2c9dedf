//! The commonest chunk by far, read in one pass and without a tree: one choice that says a piece of text, and nothing
//! else that matters. Whatever is not exactly that is left to [`read`](super::read), which reads everything.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Chunk;

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

/// The chunk at the start of `text` and how many bytes it takes, if it is a plain one.
pub(crate) fn read_plain(text: &str) -> Option<(Chunk, usize)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Plain<'_>>();
    let Plain { choices: (choice,), model, .. } = values.next()?.ok()?;
    if choice.index != 0 {
        return None;
    }
    let model = model.map(|Words(model)| model.into_owned()).filter(|model| !model.is_empty());
    let chunk = Chunk { text: choice.delta.content.into_owned(), model, ..Chunk::default() };
    Some((chunk, values.byte_offset()))
}

#[cfg(test)]
mod tests;
