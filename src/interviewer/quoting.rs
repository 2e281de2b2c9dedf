//! How the candidate's own words are said back.

use crate::language::{Spoken, complexity::statements};

/// Stretches of four to twelve words between commas and the like, each worth saying back, in order.
pub(super) fn clauses(text: &str) -> Vec<String> {
    let is_pause = |c: char| matches!(c, ',' | '.' | ';' | ':' | '!' | '–' | '—');
    text.split(is_pause).filter_map(|part| said_back(part.trim())).collect()
}

fn said_back(part: &str) -> Option<String> {
    const LEAD: [&str; 11] = ["so", "and", "but", "then", "okay", "ok", "well", "um", "uh", "now", "because"];
    let is_lead = |word: &&str| LEAD.contains(&word.to_lowercase().as_str());
    let words: Vec<&str> = part.split_whitespace().skip_while(is_lead).collect();
    let is_plain = !part.contains(['"', '“', '`', '?', '\n']);
    (is_plain && (4..=12).contains(&words.len())).then(|| words.join(" "))
}

/// Whether a clause states a growth.
pub(super) fn states(clause: &str, growth: &str) -> bool {
    statements(&Spoken::new(clause)).iter().any(|statement| statement.growth.to_string() == growth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_worth_saying_back_is_short_and_begins_with_content() {
        let said = clauses("So I'd sort it first, then walk inwards. And the sort costs n log n!");
        assert_eq!(said, ["I'd sort it first", "the sort costs n log n"]);
        assert_eq!(clauses("Yes. Can I assume it's sorted?"), Vec::<String>::new());
    }

    #[test]
    fn what_is_said_back_of_a_value_states_it() {
        assert!(states("that's m log m", "O(mlogm)"));
        assert!(!states("I'd throw nearly all of that order away", "O(mlogm)"));
    }
}
