//! Where sentences begin in speech that was written down without punctuation.
//!
//! A recogniser may write neither full stops nor question marks. Read as one sentence, such a text is all question or
//! all answer, and one "not" or one quote stands for all of it. So where a text has hardly any marks, a new sentence
//! begins at what begins one in speech: a connective, a subject, a question's verb. Rather too few than too many.

use std::{collections::BTreeSet, sync::LazyLock};

use serde::Deserialize;

/// A text of fewer words may well be one sentence.
const FEWEST_WORDS: usize = 16;
/// With more words than this for each mark, a text is not punctuated. Written speech has one every eight or so.
const WORDS_A_MARK: usize = 22;
/// A sentence of fewer words is none.
const SHORTEST_SENTENCE: usize = 3;
/// "How many customers are there" is one question: so many words before "are there" are looked at.
const HOW_MANY_WORDS: usize = 6;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Words {
    openers: BTreeSet<String>,
    not_after_so: BTreeSet<String>,
    subjects: BTreeSet<String>,
    subjects_before_verbs: BTreeSet<String>,
    leads: BTreeSet<String>,
    asks_with: BTreeSet<String>,
    asks_of: BTreeSet<String>,
    asks_whether: BTreeSet<String>,
    asks_about: BTreeSet<String>,
    asks_how: BTreeSet<String>,
    verbs: BTreeSet<String>,
}

const LIST: &str = include_str!("../../prompts/words/clauses.toml");

/// The word list, read once. It is embedded, and a test reads it, so the empty one is never met.
static WORDS: LazyLock<Words> = LazyLock::new(|| toml::from_str(LIST).unwrap_or_default());

/// The bytes at which a new sentence begins in a text without punctuation; none in one that has it.
pub(super) fn begins(text: &str) -> Vec<usize> {
    let words: Vec<(usize, &str)> = pieces(text).collect();
    let marks = text.chars().filter(|c| matches!(c, '.' | ',' | ';' | ':' | '?' | '!' | '—' | '\n')).count();
    if words.len() < FEWEST_WORDS || words.len() < WORDS_A_MARK * (marks + 1) {
        return Vec::new();
    }
    let lower: Vec<String> = words.iter().map(|(_, word)| plain(word)).collect();
    let mut found = Vec::new();
    let mut from = 0;
    for at in 1..lower.len() {
        let long_enough = at - from >= SHORTEST_SENTENCE && lower.len() - at >= SHORTEST_SENTENCE;
        if long_enough && (Place { clause: &lower[from..at], rest: &lower[at..] }).begins() {
            found.push(words[at].0);
            from = at;
        }
    }
    found
}

/// A place in a text: the clause so far, and what follows.
struct Place<'w> {
    clause: &'w [String],
    rest: &'w [String],
}

impl Place<'_> {
    fn begins(&self) -> bool {
        let before = self.clause.last().is_some_and(|word| WORDS.leads.contains(word));
        !before && (self.opens() || self.is_subject() || self.asks())
    }

    fn word(&self, ahead: usize) -> &str {
        self.rest.get(ahead).map_or("", String::as_str)
    }

    /// Whether up to four words from here are in a list.
    fn is_in(&self, list: &BTreeSet<String>) -> bool {
        (1..=4).any(|count| self.rest.get(..count).is_some_and(|words| list.contains(&words.join(" "))))
    }

    fn opens(&self) -> bool {
        self.is_in(&WORDS.openers) && !(self.word(0) == "so" && WORDS.not_after_so.contains(self.word(1)))
    }

    fn is_subject(&self) -> bool {
        let next = self.word(1);
        let verb =
            WORDS.verbs.contains(next) || next.len() > 3 && (next.ends_with('s') || next.ends_with("ed"));
        WORDS.subjects.contains(self.word(0)) || verb && WORDS.subjects_before_verbs.contains(self.word(0))
    }

    /// "Can I assume", "is the list sorted", "how large can it get".
    fn asks(&self) -> bool {
        let (word, next) = (self.word(0), self.word(1));
        let has_verb = || self.clause.iter().any(|word| WORDS.verbs.contains(word));
        let asks_how_many = || {
            let near = self.clause.len().saturating_sub(HOW_MANY_WORDS);
            next == "there" && self.clause[near..].iter().any(|word| word == "how")
        };
        let tells_what = || self.clause.first().is_some_and(|word| word == "what");
        let whether = WORDS.asks_whether.contains(word) && WORDS.asks_about.contains(next);
        WORDS.asks_with.contains(word) && WORDS.asks_of.contains(next)
            || whether && has_verb() && !asks_how_many() && !tells_what()
            || self.is_in(&WORDS.asks_how)
    }
}

fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('\u{2019}', "'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Spoken;

    fn sentences(text: &str) -> Vec<&str> {
        Spoken::new(text).sentences.iter().map(|sentence| &text[sentence.start..sentence.end]).collect()
    }

    #[test]
    fn every_list_has_words() {
        let words: Words = toml::from_str(LIST).unwrap();
        assert!(words.openers.len() > 20 && words.leads.contains("because"));
    }

    #[test]
    fn speech_without_a_mark_is_taken_apart_at_what_begins_a_sentence() {
        assert_eq!(
            sentences(
                "so the list isn't sorted i'd keep a dict from value to index for each number i look for its partner \
                 first and then i store it"
            ),
            [
                "so the list isn't sorted",
                "i'd keep a dict from value to index",
                "for each number i look for its partner first",
                "and then i store it"
            ]
        );
    }

    #[test]
    fn questions_are_told_from_what_follows_them() {
        assert_eq!(
            sentences(
                "before i start can the list be empty how large can n get is the input sorted i'd go through it once \
                 and keep a set"
            ),
            [
                "before i start",
                "can the list be empty",
                "how large can n get",
                "is the input sorted",
                "i'd go through it once and keep a set"
            ]
        );
    }

    #[test]
    fn a_reason_stays_with_what_it_is_a_reason_for() {
        let text = "it takes linear time because i look every number up once and each look up is constant on average";
        assert_eq!(sentences(text), [text]);
    }

    #[test]
    fn a_text_with_punctuation_keeps_its_sentences() {
        let text = "It's linear in the number of elements, because I go through the list once and then I look each one up, \
                    so the dict does the rest. Can it be empty?";
        assert_eq!(sentences(text).len(), 2);
    }
}
