//! The words that calibration works with: data, read once.

use std::{collections::BTreeSet, sync::LazyLock};

use serde::Deserialize;

use crate::language::Cues;

const WORDS: &str = include_str!("../../../prompts/words/calibration.toml");

/// They are embedded, and a test reads them, so the empty lists are never met.
pub(super) static WORDS_OF_CALIBRATION: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(WORDS).unwrap_or_default());

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) asks: Asks,
    pub(super) padding: Sentences,
    pub(super) injections: Sentences,
    pub(super) fillers: Fillers,
    pub(super) articles: Articles,
    pub(super) denials: Denials,
}

/// How one hears what an interviewer asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asks {
    pub(super) time: Cues,
    pub(super) space: Cues,
    pub(super) tests: Cues,
    pub(super) alternative: Cues,
    pub(super) code: Cues,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sentences {
    pub(super) sentences: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fillers {
    pub(super) words: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Articles {
    pub(super) words: BTreeSet<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Denials {
    pub(super) before: Vec<String>,
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_embedded_words_are_read() {
        toml::from_str::<super::Words>(super::WORDS).unwrap();
    }
}
