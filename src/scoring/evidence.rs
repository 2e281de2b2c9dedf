//! Looking for a quote where it is said to stand. What is not there is no evidence.

use crate::transcript::{Evidence, Speaker, Turn};

/// Finds a quote in the candidate's own turns: letter by letter first, then regardless of case, spacing,
/// punctuation and the style of quotation marks; `…` or `...` in the middle stands for words left out.
#[must_use]
pub fn find_quote<'t>(turns: impl Iterator<Item = &'t Turn> + Clone, quote: &str) -> Option<Evidence> {
    let quote = quote.trim().trim_matches(['"', '“', '”', '\'', '‘', '’']).trim();
    if !quote.chars().any(char::is_alphanumeric) {
        return None;
    }
    let own = turns.filter(|turn| turn.speaker == Speaker::Candidate);
    let exact = own.clone().find_map(|turn| {
        let (start, _) =
            turn.text.match_indices(quote).find(|(at, _)| is_whole(&turn.text, *at, quote.len()))?;
        Evidence::at(turn, start, start + quote.len())
    });
    exact.or_else(|| own.into_iter().find_map(|turn| normalised(turn, quote)))
}

/// Whether a stretch begins and ends where words do.
fn is_whole(text: &str, at: usize, len: usize) -> bool {
    let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !(joined(text[..at].chars().next_back()) || joined(text[at + len..].chars().next()))
}

/// A text's letters and digits in lower case, each with its bytes in the text; words are set off by one blank.
struct Letters {
    letters: Vec<char>,
    places: Vec<(usize, usize)>,
}

impl Letters {
    fn new(text: &str) -> Self {
        let mut all = Self { letters: Vec::new(), places: Vec::new() };
        for (at, c) in text.char_indices() {
            let place = (at, at + c.len_utf8());
            if c.is_alphanumeric() {
                for lower in c.to_lowercase() {
                    all.letters.push(lower);
                    all.places.push(place);
                }
            } else if c.is_whitespace() && all.letters.last().is_some_and(|last| *last != ' ') {
                all.letters.push(' ');
                all.places.push(place);
            }
        }
        if all.letters.last() == Some(&' ') {
            all.letters.pop();
            all.places.pop();
        }
        all
    }

    fn find(&self, part: &[char], from: usize) -> Option<usize> {
        (from..=self.letters.len().checked_sub(part.len())?).find(|at| {
            let end = at + part.len();
            let begins = *at == 0 || self.letters[at - 1] == ' ';
            let ends = end == self.letters.len() || self.letters[end] == ' ';
            begins && ends && self.letters[*at..end] == *part
        })
    }
}

fn normalised(turn: &Turn, quote: &str) -> Option<Evidence> {
    let text = Letters::new(&turn.text);
    let pieces: Vec<Letters> = quote
        .replace("...", "…")
        .split('…')
        .map(Letters::new)
        .filter(|piece| !piece.letters.is_empty())
        .collect();
    let mut from = 0;
    let mut start = None;
    for piece in &pieces {
        let at = text.find(&piece.letters, from)?;
        start.get_or_insert(at);
        from = at + piece.letters.len();
    }
    Evidence::at(turn, text.places[start?].0, text.places[from - 1].1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::{Phase, TurnId};

    fn turn(number: u32, speaker: Speaker, text: &str) -> Turn {
        Turn {
            turn: TurnId(number),
            speaker,
            text: text.to_owned(),
            parts: Vec::new(),
            move_name: None,
            phase: Phase::Depth,
            at_ms: 0,
            cut: false,
        }
    }

    fn found(text: &str, quote: &str) -> Option<String> {
        let turns = [turn(1, Speaker::Interviewer, "What does it cost?"), turn(2, Speaker::Candidate, text)];
        let evidence = find_quote(turns.iter(), quote)?;
        assert_eq!(turns[1].text.get(evidence.start..evidence.end), Some(evidence.quote.as_str()));
        Some(evidence.quote)
    }

    #[test]
    fn what_stands_there_is_found_to_the_letter() {
        assert_eq!(found("Well, it's O(n), I think.", "it's O(n)").as_deref(), Some("it's O(n)"));
    }

    #[test]
    fn case_spacing_punctuation_and_quotation_marks_do_not_matter() {
        assert_eq!(
            found("Well,  It’s linear -- so fast.", "“it's linear so fast”").as_deref(),
            Some("It’s linear -- so fast")
        );
    }

    #[test]
    fn an_ellipsis_stands_for_words_left_out() {
        let text = "I'd keep a dict from value to index and look it up.";
        assert_eq!(
            found(text, "keep a dict ... look it up").as_deref(),
            Some("keep a dict from value to index and look it up")
        );
    }

    #[test]
    fn what_nobody_said_is_not_found() {
        assert_eq!(found("It's linear.", "it's quadratic"), None);
        assert_eq!(found("It's linear.", "lin"), None);
        assert_eq!(found("It's linear.", "..."), None);
    }

    #[test]
    fn the_interviewers_words_are_no_evidence() {
        assert_eq!(found("It's linear.", "What does it cost?"), None);
    }
}
