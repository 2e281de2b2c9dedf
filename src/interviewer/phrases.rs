//! The lines of the built-in interviewer, slot by slot.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::interview::mix;

static EMBEDDED: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| toml::from_str(include_str!("../../prompts/voice/builtin.toml")).unwrap_or_default());

/// A choice of lines: the seed says where each slot begins, the place in the interview says how far it has come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrases {
    pub(super) seed: u64,
    pub(super) place: u64,
}

impl Phrases {
    /// The slot's line for this place; neighbouring places never get the same line of a slot.
    pub(super) fn line(self, slot: &str) -> &'static str {
        let Some(lines) = EMBEDDED.get(slot).filter(|lines| !lines.is_empty()) else { return "" };
        let name = slot.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        let first = mix(self.seed, name);
        let count = lines.len() as u64;
        let at = (first % count + self.place % count) % count;
        lines.get(usize::try_from(at).unwrap_or(0)).map_or("", String::as_str)
    }

    /// The slot's line with its `{names}` filled in.
    pub(super) fn filled(self, slot: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.line(slot).to_owned(), |line, (name, value)| {
            line.replace(&format!("{{{name}}}"), value)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            for place in 0..40 {
                let line = |place| Phrases { seed: 7, place }.line(slot);
                assert_ne!(line(place), line(place + 1), "{slot}");
            }
        }
    }

    #[test]
    fn a_line_asks_one_thing_at_most() {
        for line in EMBEDDED.values().flatten() {
            assert!(line.matches('?').count() <= 1, "{line}");
        }
    }
}
