//! Words that carry no content of their own.

use std::{collections::BTreeSet, sync::LazyLock};

use serde::Deserialize;

use super::Token;

#[derive(Deserialize, Default)]
struct WordList {
    words: BTreeSet<String>,
}

static STOP: LazyLock<WordList> =
    LazyLock::new(|| toml::from_str(include_str!("../../prompts/words/stop.toml")).unwrap_or_default());

/// Whether a word carries content.
#[must_use]
pub fn is_content(token: &Token) -> bool {
    !STOP.words.contains(&token.word)
}
