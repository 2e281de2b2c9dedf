//! A conversation in the order that strict chat templates accept.

use serde::{Deserialize, Serialize};

use super::{Message, Role};

/// What the user is taken to have said where a template wants the user to begin.
const OPENER: &str = "Please begin.";
/// What the user is taken to have said where the model is to go on by itself.
const CONTINUATION: &str = "Please continue.";

/// Where instructions go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SystemStyle {
    /// Into one leading `system` message.
    #[default]
    Leading,
    /// Into the first `user` message, for templates without a `system` role (Gemma 2, older Mistral).
    Folded,
}

/// The conversation as every template accepts it: at most one `system` message and that one first,
/// then `user` and `assistant` by turns, from `user` to `user`.
///
/// Blank messages are dropped, neighbours of one role merged, a user's opener or continuation
/// added where one is missing. A `system` message in mid-conversation stays where it is, as the
/// user's. Nothing comes of nothing.
#[must_use]
pub fn normalise(messages: &[Message], style: SystemStyle) -> Vec<Message> {
    let mut spoken = messages.iter().filter(|message| !message.text.trim().is_empty()).peekable();
    let mut instructions = Vec::new();
    while let Some(message) = spoken.next_if(|message| message.role == Role::System) {
        instructions.push(message.text.as_str());
    }
    if instructions.is_empty() && spoken.peek().is_none() {
        return Vec::new();
    }
    let mut turns = alternating(spoken);
    if instructions.is_empty() {
        return turns;
    }
    let instructions = instructions.join("\n\n");
    match style {
        SystemStyle::Leading => turns.insert(0, Message::system(instructions)),
        SystemStyle::Folded => fold(&instructions, &mut turns),
    }
    turns
}

fn alternating<'a>(spoken: impl Iterator<Item = &'a Message>) -> Vec<Message> {
    let mut turns: Vec<Message> = Vec::new();
    for message in spoken {
        let role = if message.role == Role::Assistant { Role::Assistant } else { Role::User };
        match turns.last_mut() {
            Some(last) if last.role == role => {
                last.text.push_str("\n\n");
                last.text.push_str(&message.text);
            }
            None if role == Role::Assistant => {
                turns.push(Message::user(OPENER));
                turns.push(message.clone());
            }
            _ => turns.push(Message { role, text: message.text.clone() }),
        }
    }
    match turns.last() {
        None => turns.push(Message::user(OPENER)),
        Some(last) if last.role == Role::Assistant => turns.push(Message::user(CONTINUATION)),
        Some(_) => {}
    }
    turns
}

fn fold(instructions: &str, turns: &mut [Message]) {
    if let Some(first) = turns.first_mut() {
        first.text = format!("{instructions}\n\n{}", first.text);
    }
}

#[cfg(test)]
mod tests;
