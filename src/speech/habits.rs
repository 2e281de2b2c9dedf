//! Filled pauses, hedges, signposts and restarts: what is counted is data, and what it means otherwise is not counted.

use std::{collections::BTreeSet, sync::LazyLock};

use serde::Deserialize;

use crate::language::{Cues, Hit, Spoken};

const WORDS: &str = include_str!("../../prompts/words/delivery.toml");

/// The word lists, read once. They are embedded, and a test reads them, so the empty lists are never met.
static LISTS: LazyLock<Lists> = LazyLock::new(|| toml::from_str(WORDS).unwrap_or_default());

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    fillers: List,
    hedges: List,
    signposts: List,
    restarts: Restarts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    said: Cues,
    #[serde(default)]
    set_off: Cues,
    #[serde(default)]
    unless: Cues,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Restarts {
    words: BTreeSet<String>,
}

/// How often each habit was heard in some words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Habits {
    pub(super) fillers: usize,
    pub(super) hedges: usize,
    pub(super) signposts: usize,
    pub(super) restarts: usize,
}

impl Habits {
    pub(super) fn of(spoken: &Spoken<'_>) -> Self {
        Self {
            fillers: LISTS.fillers.count(spoken),
            hedges: LISTS.hedges.count(spoken),
            signposts: LISTS.signposts.count(spoken),
            restarts: LISTS.restarts.count(spoken),
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            fillers: self.fillers + other.fillers,
            hedges: self.hedges + other.hedges,
            signposts: self.signposts + other.signposts,
            restarts: self.restarts + other.restarts,
        }
    }
}

impl List {
    /// Words that several cues cover count once.
    fn count(&self, spoken: &Spoken<'_>) -> usize {
        let meant = self.unless.hits(spoken);
        let set_off = self.set_off.hits(spoken).into_iter().filter(|hit| is_set_off(spoken, hit));
        let mut hits: Vec<Hit> = self.said.hits(spoken).into_iter().chain(set_off).collect();
        hits.retain(|hit| within_a_sentence(spoken, hit) && !meant.iter().any(|other| overlap(hit, other)));
        hits.sort_by_key(|hit| (hit.first, hit.last));
        let mut until = None;
        let mut count = 0;
        for hit in hits {
            if until.is_none_or(|last| hit.first > last) {
                count += 1;
            }
            until = until.max(Some(hit.last));
        }
        count
    }
}

impl Restarts {
    fn count(&self, spoken: &Spoken<'_>) -> usize {
        let again = |pair: &&[crate::language::Token]| {
            pair[0].word == pair[1].word
                && pair[0].sentence == pair[1].sentence
                && self.words.contains(&pair[0].word)
        };
        spoken.tokens.windows(2).filter(again).count()
    }
}

fn overlap(a: &Hit, b: &Hit) -> bool {
    a.first <= b.last && b.first <= a.last
}

fn within_a_sentence(spoken: &Spoken<'_>, hit: &Hit) -> bool {
    spoken.tokens[hit.first].sentence == spoken.tokens[hit.last].sentence
}

/// Between two breaks, one of which at least is inside the sentence: "Right." alone is an answer.
fn is_set_off(spoken: &Spoken<'_>, hit: &Hit) -> bool {
    let sentence = spoken.sentence_of(&spoken.tokens[hit.first]);
    let (first, last) = (&spoken.tokens[hit.first], &spoken.tokens[hit.last]);
    let inside =
        |index: usize| spoken.tokens.get(index).filter(|t| (sentence.start..sentence.end).contains(&t.start));
    let before =
        hit.first.checked_sub(1).and_then(inside).map(|t| has_break(&spoken.text[t.end..first.start]));
    let after = inside(hit.last + 1).map(|t| has_break(&spoken.text[last.end..t.start]));
    (before.is_some() || after.is_some()) && before.unwrap_or(true) && after.unwrap_or(true)
}

fn has_break(between: &str) -> bool {
    between.contains([',', '…', '–', '—', ':', '(', ')'])
        || between.contains("...")
        || between.contains(" - ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(text: &str) -> Habits {
        Habits::of(&Spoken::new(text))
    }

    fn fillers(text: &str) -> usize {
        heard(text).fillers
    }

    #[test]
    fn the_word_lists_can_be_read() {
        let lists: Lists = toml::from_str(WORDS).unwrap();
        assert!(
            !lists.fillers.said.is_empty()
                && !lists.fillers.set_off.is_empty()
                && !lists.fillers.unless.is_empty()
        );
        assert!(
            !lists.hedges.said.is_empty()
                && !lists.signposts.said.is_empty()
                && !lists.restarts.words.is_empty()
        );
    }

    #[test]
    fn filled_pauses_are_counted_each() {
        assert_eq!(fillers("Um, so I'd, uh, use a dict, you know, and, hmm, an index."), 4);
        assert_eq!(fillers("ummm erm it is like really fast i mean it is linear"), 4);
        assert_eq!(fillers("It's, like, linear, right?"), 2);
    }

    #[test]
    fn words_that_mean_something_are_no_filled_pauses() {
        for meant in [
            "It is a tree-like structure.",
            "I'd like to start with something like a dict.",
            "It looks like a graph problem, like the one before.",
            "Move the left or the right pointer, then the right one again.",
            "We have left, right, and middle.",
            "Right.",
            "How do you know that it terminates?",
            "If you know the size, you know where to look.",
            "That's what I mean by stable.",
            "I'd draw an ER diagram of the umbrella schema.",
        ] {
            assert_eq!(fillers(meant), 0, "{meant}");
        }
    }

    #[test]
    fn hedges_are_told_from_kinds_and_sorts() {
        assert_eq!(heard("I think it's probably linear, maybe, sort of.").hedges, 4);
        assert_eq!(heard("What kind of input? The sort of n items costs n log n.").hedges, 0);
    }

    #[test]
    fn signposts_are_told_from_clauses_of_the_language() {
        assert_eq!(heard("First I'd ask about size. The next step is a dict. Finally, tests.").signposts, 3);
        assert_eq!(heard("The first element goes into a finally block.").signposts, 0);
    }

    #[test]
    fn a_start_made_anew_is_counted_and_a_pair_of_values_is_not() {
        assert_eq!(heard("So I I'd I'd take the the list.").restarts, 2);
        assert_eq!(heard("With 3, 3 that that is six.").restarts, 0);
    }
}
