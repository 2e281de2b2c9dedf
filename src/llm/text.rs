//! Foreign text made fit for an error message.

use super::Secret;

/// Longest message of an endpoint that is passed on, in characters.
const LONGEST_MESSAGE: usize = 300;

/// Prefixes by which the keys of well-known services are recognised.
const KEY_PREFIXES: [&str; 9] = ["sk-", "sk_", "gsk_", "xai-", "hf_", "AIza", "pplx-", "ghp_", "github_pat_"];

/// A message of an endpoint on one line, without control characters, not too long, and without
/// keys, whether they are ours or only look like one.
pub(crate) fn clean(message: &str, secrets: &[Secret]) -> String {
    let mut message = message.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        message = message.replace(secret.expose(), "***");
    }
    let words = one_line(&message);
    let masked = words.split(' ').map(mask_key).collect::<Vec<_>>().join(" ");
    shorten(&masked, LONGEST_MESSAGE)
}

/// A name an endpoint gives, on one line and not too long.
pub(crate) fn plain(name: &str) -> String {
    shorten(&one_line(name), LONGEST_MESSAGE)
}

/// The text cut to so many characters, with an ellipsis where something is missing.
pub(crate) fn shorten(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
    }
}

fn one_line(text: &str) -> String {
    let visible: String = text.chars().map(|c| if unsafe_on_a_terminal(c) { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unsafe_on_a_terminal(c: char) -> bool {
    // Control characters, and the marks that reorder or hide text.
    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn mask_key(word: &str) -> String {
    // "risk-averse" holds no key.
    let begins = |at: usize| !word[..at].ends_with(|c: char| c.is_alphanumeric());
    let places = KEY_PREFIXES.iter().flat_map(|prefix| word.match_indices(prefix)).map(|(at, _)| at);
    let start = places.filter(|at| begins(*at)).min();
    let Some(start) = start else { return word.to_owned() };
    let is_key = |c: char| c.is_ascii_alphanumeric() || "-_*.".contains(c);
    let key_len = word[start..].find(|c| !is_key(c)).unwrap_or(word.len() - start);
    if key_len < 12 {
        return word.to_owned();
    }
    format!("{}***{}", &word[..start], &word[start + key_len..])
}

#[cfg(test)]
mod tests;
