//! Filled pauses: sounds, and words that are set off by a comma and stand for a sound.

use std::ops::Range;

/// The bytes of a text's filled pauses: "um", and "you know," where nothing is known.
pub(super) fn bytes(text: &str) -> Vec<Range<usize>> {
    let words: Vec<(Range<usize>, &str)> = pieces(text).collect();
    let mut pauses = Vec::new();
    for (at, (place, word)) in words.iter().enumerate() {
        if is_sound(word) {
            pauses.push(place.clone());
        }
        let Some((next_place, next)) = words.get(at + 1) else { break };
        let set_off = next.ends_with(',') && (at == 0 || words[at - 1].1.ends_with([',', '.', '?', '!']) || word_before_is_plain(&words, at));
        if is_phrase(word, next) && set_off {
            pauses.push(place.start..next_place.end);
        }
    }
    pauses
}

fn pieces(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.split_whitespace().map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        (start..start + word.len(), word)
    })
}

fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn is_sound(word: &str) -> bool {
    matches!(plain(word).as_str(), "um" | "umm" | "uh" | "uhm" | "er" | "erm" | "ehm" | "hm" | "hmm" | "mm")
}

fn is_phrase(word: &str, next: &str) -> bool {
    matches!((plain(word).as_str(), plain(next).as_str()), ("you", "know") | ("i", "mean"))
}

/// "What you know, …" and "as you know, …" are no pauses.
fn word_before_is_plain(words: &[(Range<usize>, &str)], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.get(before)).map_or("", |(_, word)| word);
    !matches!(plain(before).as_str(), "what" | "which" | "that" | "as" | "if" | "when" | "do" | "did" | "how" | "because" | "than")
}
