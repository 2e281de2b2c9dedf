//! Classes of words that cues may name: `@person`, `@period`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock},
};

use super::token::{Token, stem};

/// A class: its words, and their stems.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Class {
    words: BTreeSet<String>,
    stems: BTreeSet<String>,
}

impl Class {
    /// Whether a word is of the class in any form, or in just the form that stands in the list.
    pub(super) fn has(&self, token: &Token, exactly: bool) -> bool {
        if exactly { self.words.contains(&token.word) } else { self.stems.contains(&token.stem) }
    }
}

const LIST: &str = include_str!("../../prompts/words/classes.toml");

/// The word lists, read once. They are embedded, and a test reads them, so the empty table is never met.
static CLASSES: LazyLock<BTreeMap<String, Arc<Class>>> = LazyLock::new(|| {
    let lists: BTreeMap<String, BTreeSet<String>> = toml::from_str(LIST).unwrap_or_default();
    let class = |words: BTreeSet<String>| {
        Arc::new(Class { stems: words.iter().map(|word| stem(word)).collect(), words })
    };
    lists.into_iter().map(|(name, words)| (name, class(words))).collect()
});

/// The class of a name, if there is one.
pub(super) fn named(name: &str) -> Option<Arc<Class>> {
    CLASSES.get(name).map(Arc::clone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_single_words_in_small_letters() {
        let lists: BTreeMap<String, Vec<String>> = toml::from_str(LIST).unwrap();
        for (name, words) in lists {
            assert!(words.len() > 10, "{name}");
            for word in words {
                assert!(word.bytes().all(|b| b.is_ascii_lowercase()), "{name}: {word}");
            }
        }
    }
}
