//! Filled pauses: sounds, and words that are set off by a comma and stand for a sound.

use std::ops::Range;

/// The bytes of a text's filled pauses: "um", and "you know," where nothing is known.
pub(super) fn bytes(text: &str) -> Vec<Range<usize>> {
    let words: Vec<(usize, &str)> = pieces(text).collect();
    let mut pauses = Vec::new();
    for (at, (start, word)) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| words.get(before)).map_or("", |(_, word)| word);
        if is_sound(word) {
            pauses.push(*start..start + word.len());
        } else if let Some((next_start, next)) = words.get(at + 1)
            && is_phrase(word, next)
            && !leads_to_it(before)
        {
            pauses.push(*start..next_start + next.len());
        }
    }
    pauses
}

fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn is_sound(word: &str) -> bool {
    matches!(plain(word).as_str(), "um" | "umm" | "uh" | "uhm" | "er" | "erm" | "ehm" | "hm" | "hmm" | "mm")
}

/// "You know," and "I mean,", a comma behind them.
fn is_phrase(word: &str, next: &str) -> bool {
    next.ends_with(',')
        && matches!((plain(word).as_str(), plain(next).as_str()), ("you", "know") | ("i", "mean"))
}

/// "What I mean, …" and "as you know, …" are no pauses.
fn leads_to_it(before: &str) -> bool {
    !before.ends_with(',')
        && matches!(
            plain(before).as_str(),
            "what" | "which" | "that" | "as" | "if" | "when" | "do" | "did" | "how" | "because" | "than"
        )
}

#[cfg(test)]
mod tests {
    use crate::language::Spoken;

    fn fluent(text: &str) -> String {
        let spoken = Spoken::fluent(text);
        spoken.tokens.iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn sounds_and_words_that_stand_for_them_are_left_out() {
        assert_eq!(fluent("I'd, um, keep a, you know, dict."), "i'd keep a dict");
        assert_eq!(fluent("I mean, it's uh linear."), "it's linear");
    }

    #[test]
    fn what_is_known_or_meant_stays() {
        assert_eq!(fluent("As you know, it's sorted."), "as you know it's sorted");
        assert_eq!(fluent("What I mean, exactly, is the index."), "what i mean exactly is the index");
        assert_eq!(fluent("Do you know the size?"), "do you know the size");
    }
}
