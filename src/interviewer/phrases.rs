//! The lines of the built-in interviewer, slot by slot, and which of them comes next.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::interview::{Staging, mix};

static EMBEDDED: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| toml::from_str(include_str!("../../prompts/voice/builtin.toml")).unwrap_or_default());

/// An utterance does not begin as one of the last so many did.
const UTTERANCES_REMEMBERED: usize = 4;

/// A choice of lines: the seed says where each slot begins, and what was said before decides the rest. A line comes
/// again only when all of its slot were used, and what opens an utterance is not what opened the ones before it.
#[derive(Debug, Clone)]
pub(super) struct Phrases<'s> {
    /// Whose lines go before the built-in ones.
    pub(super) staging: &'s Staging,
    pub(super) seed: u64,
    /// How many utterances were spoken anew: each time it is another line's turn.
    pub(super) retries: u32,
    /// What the interviewer has said, in order.
    pub(super) said: Vec<&'s str>,
    /// Whether the next line opens an utterance.
    pub(super) opens: bool,
}

/// The built-in voice's own lines, slot by slot.
#[must_use]
pub fn own_lines() -> &'static BTreeMap<String, Vec<String>> {
    &EMBEDDED
}

impl<'s> Phrases<'s> {
    /// The slot's line for this place in the talk.
    pub(super) fn line(&self, slot: &str) -> &'s str {
        let own = || EMBEDDED.get(slot).map(Vec::as_slice);
        let Some(lines) = self.staging.lines(slot).or_else(own).filter(|lines| !lines.is_empty()) else {
            return "";
        };
        let name = slot.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        let first = self.first(name, lines.len());
        let (before, from) = lines.split_at(first);
        let in_turn = from.iter().chain(before);
        in_turn.min_by_key(|line| (self.opens_alike(line), self.last_said(line))).map_or("", String::as_str)
    }

    /// The slot's line with its `{names}` filled in.
    pub(super) fn filled(&self, slot: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.line(slot).to_owned(), |line, (name, value)| {
            line.replace(&format!("{{{name}}}"), value)
        })
    }

    fn first(&self, name: u64, lines: usize) -> usize {
        let lines = lines as u64;
        usize::try_from((mix(self.seed, name) % lines + u64::from(self.retries)) % lines).unwrap_or(0)
    }

    fn opens_alike(&self, line: &str) -> bool {
        let recent = self.said.iter().rev().take(UTTERANCES_REMEMBERED);
        self.opens && recent.filter_map(|text| lead(text)).any(|opening| lead(line) == Some(opening))
    }

    /// The number of the utterance that had the line last, from 1.
    fn last_said(&self, line: &str) -> usize {
        self.said.iter().rposition(|text| holds(text, line)).map_or(0, |at| at + 1)
    }
}

/// The word that a text begins with.
fn lead(text: &str) -> Option<String> {
    let word = text.split(|c: char| !c.is_alphanumeric() && c != '\'').find(|word| !word.is_empty())?;
    Some(word.to_lowercase())
}

/// Whether a text holds a line, whatever its `{names}` were filled with.
fn holds(text: &str, line: &str) -> bool {
    let fixed = line.split('{').enumerate().filter_map(|(at, piece)| match at {
        0 => Some(piece),
        _ => piece.split_once('}').map(|(_, after)| after),
    });
    let mut rest = text;
    for piece in fixed {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    static PLAIN: Staging = Staging { company: None, persona: None, papers: None, round: None };

    /// What a slot gives all through a talk in which nothing else is said.
    fn talk(slot: &str, turns: usize) -> Vec<&'static str> {
        let mut said = Vec::new();
        for _ in 0..turns {
            let staging = &PLAIN;
            let line = Phrases { staging, seed: 7, retries: 0, said: said.clone(), opens: true }.line(slot);
            said.push(line);
        }
        said
    }

    #[test]
    fn every_slot_has_lines_that_differ() {
        for (slot, lines) in EMBEDDED.iter() {
            let different: std::collections::BTreeSet<_> = lines.iter().collect();
            assert_eq!(different.len(), lines.len(), "{slot}");
            assert!(lines.len() >= 2, "{slot}");
        }
        for often in ["acknowledge", "pump"] {
            assert!(EMBEDDED[often].len() >= 16, "{often}");
        }
    }

    #[test]
    fn no_line_comes_twice_in_a_row() {
        for slot in EMBEDDED.keys() {
            for pair in talk(slot, 40).windows(2) {
                assert_ne!(pair[0], pair[1], "{slot}");
            }
        }
    }

    #[test]
    fn no_two_acknowledgements_in_a_row_begin_alike() {
        let said = talk("acknowledge", 60);
        for pair in said.windows(2) {
            assert_ne!(lead(pair[0]), lead(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn a_line_that_was_filled_in_counts_as_said() {
        assert!(holds("You said “two pointers”. And then?", "You said “{quote}”."));
        assert!(!holds("You said nothing.", "You said “{quote}”."));
    }

    #[test]
    fn a_line_asks_one_thing_at_most() {
        for line in EMBEDDED.values().flatten() {
            assert!(line.matches('?').count() <= 1, "{line}");
        }
    }
}
