//! A text as words, each with its place, its stem and its sentence.

use std::{
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

use rust_stemmers::{Algorithm, Stemmer};

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// The Porter stem of a lower-case word; words with digits or underscores are their own stems.
pub(crate) fn stem(word: &str) -> String {
    if word.bytes().any(|b| !b.is_ascii_alphabetic() && b != b'\'') {
        return word.to_owned();
    }
    STEMMER.stem(word.strip_suffix("'s").unwrap_or(word)).into_owned()
}

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The word in lower case, with straight apostrophes.
    pub word: String,
    /// Its stem.
    pub stem: String,
    /// The number of the sentence it stands in, from 0.
    pub sentence: usize,
}

/// A text, taken apart once and asked many times.
#[derive(Debug, Clone)]
pub struct Spoken<'t> {
    /// The text as it was given; every offset is into it.
    pub text: &'t str,
    /// Its words.
    pub tokens: Vec<Token>,
    /// For each sentence, its bytes and whether it ends in a question mark.
    pub sentences: Vec<Sentence>,
    /// Where each stem stands, made when it is first asked for.
    places: OnceLock<HashMap<String, Vec<usize>>>,
    /// The clauses that are denied as a whole, looked for when first asked for.
    denied: OnceLock<Vec<std::ops::Range<usize>>>,
}

/// A sentence, or a line: speech that was typed has few full stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// First byte.
    pub start: usize,
    /// One past the last byte, its mark included.
    pub end: usize,
    /// Whether a question mark ends it.
    pub question: bool,
}

impl<'t> Spoken<'t> {
    /// Takes a text apart.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self::taken_apart(text, |_| true)
    }

    /// Takes a text apart, filled pauses left out: what is said between them is the same with them and without.
    #[must_use]
    pub fn fluent(text: &'t str) -> Self {
        let pauses = super::pauses::bytes(text);
        Self::taken_apart(text, |token| !pauses.iter().any(|pause| pause.contains(&token.start)))
    }

    fn taken_apart(text: &'t str, is_kept: impl Fn(&Token) -> bool) -> Self {
        #[cfg(test)]
        super::work::took_apart();
        let sentences = sentences(text);
        let mut tokens = Vec::new();
        for (number, sentence) in sentences.iter().enumerate() {
            words(text, sentence.start, sentence.end, number, &mut tokens);
        }
        tokens.retain(is_kept);
        Self { text, tokens, sentences, places: OnceLock::new(), denied: OnceLock::new() }
    }

    /// The numbers of the tokens with this stem, in order.
    pub(super) fn places_of(&self, stem: &str) -> &[usize] {
        let places = self.places.get_or_init(|| {
            let mut places: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, token) in self.tokens.iter().enumerate() {
                places.entry(token.stem.clone()).or_default().push(at);
            }
            places
        });
        places.get(stem).map_or(&[], Vec::as_slice)
    }

    /// The clauses that are denied as a whole, by the numbers of their tokens.
    pub(super) fn denied(&self) -> &[std::ops::Range<usize>] {
        self.denied.get_or_init(|| super::negation::denied_clauses(self))
    }

    /// The numbers of the tokens of these sentences; sentences are in order, so a long text need not be walked through.
    #[must_use]
    pub fn tokens_of(&self, sentences: std::ops::RangeInclusive<usize>) -> std::ops::Range<usize> {
        let from = self.tokens.partition_point(|token| token.sentence < *sentences.start());
        let to = self.tokens.partition_point(|token| token.sentence <= *sentences.end());
        from..to
    }

    /// The sentence that a token stands in.
    #[must_use]
    pub fn sentence_of(&self, token: &Token) -> &Sentence {
        &self.sentences[token.sentence]
    }
}

impl Spoken<'_> {
    /// The bytes of the sentence or sentences around a hit, or of some words around it where they run on.
    #[must_use]
    pub fn quote(&self, hit: &super::Hit) -> std::ops::Range<usize> {
        const QUOTE_WORDS: usize = 40;
        const AROUND_WORDS: usize = 6;
        let (first, last) = (self.tokens[hit.first].sentence, self.tokens[hit.last].sentence);
        let (start, end) = (self.sentences[first].start, self.sentences[last].end);
        let whole = self.tokens_of(first..=last).len();
        if whole <= QUOTE_WORDS {
            return start..end;
        }
        let from = hit.first.saturating_sub(AROUND_WORDS);
        let to = (hit.last + AROUND_WORDS).min(self.tokens.len() - 1);
        self.tokens[from].start.max(start)..self.tokens[to].end.min(end)
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}')
}

fn words(text: &str, from: usize, to: usize, sentence: usize, out: &mut Vec<Token>) {
    let mut start = None;
    let slice = &text[from..to];
    let mut chars = slice.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = is_apostrophe(c) && start.is_some() && chars.peek().is_some_and(|(_, n)| is_word(*n));
        if is_word(c) || inner {
            start.get_or_insert(at);
        } else if let Some(begin) = start.take() {
            out.push(token(text, from + begin, from + at, sentence));
        }
    }
    if let Some(begin) = start {
        out.push(token(text, from + begin, to, sentence));
    }
}

fn token(text: &str, start: usize, end: usize, sentence: usize) -> Token {
    let word: String = text[start..end]
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if is_apostrophe(c) { '\'' } else { c })
        .collect();
    let stem = stem(&word);
    Token { start, end, word, stem, sentence }
}

/// Sentence ends: `.`, `!`, `?` and `;` before white space or the end, and line breaks; in a text without any of them,
/// what begins a sentence in speech.
fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut begins = super::clauses::begins(text).into_iter().peekable();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if begins.next_if_eq(&at).is_some() {
            close(text, start, at, &mut found);
            start = at;
        }
        let after = at + c.len_utf8();
        let ends = match c {
            '\n' => true,
            '.' | '!' | '?' | ';' | '…' => chars.peek().is_none_or(|(_, next)| next.is_whitespace()),
            _ => false,
        };
        if ends {
            close(text, start, after, &mut found);
            start = after;
        }
    }
    close(text, start, text.len(), &mut found);
    found
}

fn close(text: &str, start: usize, end: usize, found: &mut Vec<Sentence>) {
    let slice = &text[start..end];
    let trimmed = slice.trim();
    if !trimmed.chars().any(char::is_alphanumeric) {
        return;
    }
    let start = start + (slice.len() - slice.trim_start().len());
    found.push(Sentence { start, end: start + trimmed.len(), question: trimmed.ends_with('?') });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tokens_of_a_sentence_are_found_by_its_number() {
        let spoken = Spoken::new("Sort it. A dict is better. Why?");
        let words = |sentences| {
            let tokens = &spoken.tokens[spoken.tokens_of(sentences)];
            tokens.iter().map(|token| token.word.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(words(0..=0), ["sort", "it"]);
        assert_eq!(words(1..=2), ["a", "dict", "is", "better", "why"]);
        assert_eq!(words(3..=3), [""; 0]);
    }
}
