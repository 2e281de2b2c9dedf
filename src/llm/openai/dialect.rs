//! How one endpoint and model want to be asked, learnt from what they refuse.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::fault::Fault;
use crate::llm::{Rung, SystemStyle};

/// How the length of a reply is limited on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenLimit {
    /// `max_tokens`, which nearly everyone heeds.
    #[default]
    MaxTokens,
    /// `max_completion_tokens`, which many servers silently ignore, so only on demand.
    MaxCompletionTokens,
    /// Not at all.
    Unsent,
}

/// How one endpoint and model want to be asked. It begins conservative and changes only on evidence.
/// Worth keeping for each base URL and model: every lesson cost a request.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Traits {
    /// How the length of a reply is limited.
    pub token_limit: TokenLimit,
    /// Where instructions go.
    pub system: SystemStyle,
    /// The best way to ask for JSON that was not refused.
    pub structured: Rung,
    /// Optional members of a request that were refused and are no longer sent.
    pub unsent: BTreeSet<String>,
    /// The address works only with its `/v1` added, or taken away.
    pub other_path: bool,
    /// The model begins in the midst of its reasoning: its opening tag is part of the prompt. Its
    /// text is then held back until the closing tag, or to the end if none comes.
    pub unopened_thinking: bool,
    /// How many tokens the context holds, as the endpoint said when a conversation was too long.
    pub context_tokens: Option<u32>,
}

/// What a request held that an endpoint may refuse.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sent {
    /// Names of its optional members.
    pub(crate) members: Vec<String>,
    /// It had a system message.
    pub(crate) system: bool,
    /// It asked for JSON on this rung.
    pub(crate) rung: Option<Rung>,
}

/// Learns from a refusal: changes one thing about the traits and says in words what, or changes
/// nothing if the refusal is about something else.
pub(crate) fn learn(status: u16, fault: &Fault, sent: &Sent, traits: &mut Traits) -> Option<String> {
    if !matches!(status, 200 | 400 | 404 | 422 | 500 | 501) {
        return None;
    }
    let text = fault.haystack();
    learn_format(&text, sent, traits)
        .or_else(|| learn_token_limit(&text, sent, traits))
        .or_else(|| learn_member(&text, fault, sent, traits))
        .or_else(|| learn_system(&text, sent, traits))
}

/// Whether a fault speaks of something that was sent, so that sending it again is of no use.
pub(crate) fn is_about_the_request(fault: &Fault, sent: &Sent) -> bool {
    let text = fault.haystack();
    let always = ["messages", "role", "roles", "response_format"];
    always.iter().any(|word| names(&text, word)) || sent.members.iter().any(|member| names(&text, member))
}

fn learn_format(text: &str, sent: &Sent, traits: &mut Traits) -> Option<String> {
    let rung = sent.rung.filter(|rung| *rung == traits.structured)?;
    let words = [
        "response_format",
        "json_schema",
        "json_object",
        "guided",
        "grammar",
        "structured",
        "requested parameters",
    ];
    if !words.iter().any(|word| text.contains(word)) {
        return None;
    }
    let about_strictness =
        ["strict", "invalid schema", "additionalproperties"].iter().any(|word| text.contains(word));
    let only_by_prompt =
        rung >= Rung::ObjectWithSchema && text.contains("json_schema") && !text.contains("'schema'");
    let below = match rung {
        // Nothing about strictness was said: the type itself is not known.
        Rung::StrictSchema if !about_strictness => Rung::ObjectWithSchema,
        // "Must be json_schema or text": no kind of json_object will do.
        Rung::ObjectWithSchema if only_by_prompt => Rung::Prompt,
        _ => rung.below()?,
    };
    traits.structured = below;
    Some(match below {
        Rung::Schema => "JSON by a schema that is not strict".to_owned(),
        Rung::Prompt => "JSON by the prompt alone".to_owned(),
        _ => "JSON without an enforced schema".to_owned(),
    })
}

fn learn_token_limit(text: &str, sent: &Sent, traits: &mut Traits) -> Option<String> {
    let now = match traits.token_limit {
        TokenLimit::MaxTokens if names(text, "max_completion_tokens") => TokenLimit::MaxCompletionTokens,
        TokenLimit::MaxTokens if names(text, "max_tokens") => TokenLimit::Unsent,
        TokenLimit::MaxCompletionTokens if names(text, "max_completion_tokens") => TokenLimit::MaxTokens,
        _ => return None,
    };
    // Each name is tried once: whatever was refused before is not gone back to.
    let name = wire_name(traits.token_limit)?;
    if !sent.members.iter().any(|member| member == name) {
        return None;
    }
    let refused_before = wire_name(now).is_some_and(|name| traits.unsent.contains(name));
    traits.unsent.insert(name.to_owned());
    traits.token_limit = if refused_before { TokenLimit::Unsent } else { now };
    Some(match wire_name(traits.token_limit) {
        Some(name) => format!("`{name}` limits the reply"),
        None => "the reply is not limited".to_owned(),
    })
}

/// The name of a token limit on the wire.
pub(crate) fn wire_name(limit: TokenLimit) -> Option<&'static str> {
    match limit {
        TokenLimit::MaxTokens => Some("max_tokens"),
        TokenLimit::MaxCompletionTokens => Some("max_completion_tokens"),
        TokenLimit::Unsent => None,
    }
}

fn learn_member(text: &str, fault: &Fault, sent: &Sent, traits: &mut Traits) -> Option<String> {
    let droppable = sent
        .members
        .iter()
        .filter(|member| !matches!(member.as_str(), "max_tokens" | "max_completion_tokens"));
    let refused = droppable.into_iter().find(|member| {
        // "stream" is an everyday word.
        let unmistakable = *member != "stream" || text.contains("support") || text.contains("not permitted");
        fault.param == **member || (names(text, member) && unmistakable)
    })?;
    traits.unsent.insert(refused.clone()).then(|| format!("`{refused}` is not sent"))
}

fn learn_system(text: &str, sent: &Sent, traits: &mut Traits) -> Option<String> {
    let about_roles = text.contains("role") && (text.contains("alternate") || text.contains("system"));
    let refused = about_roles || text.contains("system message") || text.contains("system prompt");
    if !sent.system || !refused || traits.system == SystemStyle::Folded {
        return None;
    }
    traits.system = SystemStyle::Folded;
    Some("instructions are part of the first message".to_owned())
}

/// Whether a text has this name in it as a word of its own.
fn names(text: &str, name: &str) -> bool {
    let part_of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(part_of_a_name) && !after.is_some_and(part_of_a_name)
    })
}

#[cfg(test)]
mod tests;
