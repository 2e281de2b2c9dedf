//! A question's three sample answers, and what is done to them: the same content in other words, less of it, none.

use std::collections::BTreeSet;

use crate::{
    bank::{Bank, Expectation, Question},
    language::{Spoken, is_content, is_negator},
    transcript::Kind,
};

use super::{
    asked::{likeness, stems},
    words::WORDS_OF_CALIBRATION,
};

names!(
    /// An answer to a question, made from its samples.
    Change("change") {
        /// The weak sample.
        Weak = "weak",
        /// The medium sample.
        Medium = "medium",
        /// The strong sample.
        Strong = "strong",
        /// The medium sample with sentences between that say nothing.
        MediumPadded = "medium-padded",
        /// The strong sample, likewise.
        StrongPadded = "strong-padded",
        /// The weak sample with words to the grader woven in.
        WeakInjected = "weak-injected",
        /// The strong sample in small letters without a mark.
        StrongLowerCase = "strong-lower-case",
        /// The strong sample with filled pauses.
        StrongFillers = "strong-fillers",
        /// The strong sample without articles.
        StrongNoArticles = "strong-no-articles",
        /// The strong sample without one key sentence.
        StrongLessOne = "strong-less-one",
        /// Without two.
        StrongLessTwo = "strong-less-two",
        /// Without three.
        StrongLessThree = "strong-less-three",
        /// The words of the strong sample that carry its content, and no sentence.
        Keywords = "keywords",
        /// The strong sample, denied sentence by sentence.
        Denied = "denied",
        /// Nothing at all.
        Empty = "empty",
        /// The question, said back twice.
        Copied = "copied",
        /// The strong sample of another kind of question.
        OffTopic = "off-topic",
    }
);

impl Change {
    /// Whether it is a sample as it stands.
    pub(super) fn is_plain(self) -> bool {
        matches!(self, Self::Weak | Self::Medium | Self::Strong)
    }

    /// The answer.
    pub(super) fn of(self, question: &Question, bank: &Bank) -> String {
        let words = &*WORDS_OF_CALIBRATION;
        let samples = &question.samples;
        match self {
            Self::Weak => samples.weak.clone(),
            Self::Medium => samples.medium.clone(),
            Self::Strong => samples.strong.clone(),
            Self::MediumPadded => woven(&samples.medium, &words.padding.sentences),
            Self::StrongPadded => woven(&samples.strong, &words.padding.sentences),
            Self::WeakInjected => with_all(&samples.weak, &words.injections.sentences),
            Self::StrongLowerCase => as_recognised(&samples.strong),
            Self::StrongFillers => with_fillers(&samples.strong, &words.fillers.words),
            Self::StrongNoArticles => without_words(&samples.strong, &words.articles.words),
            Self::StrongLessOne => damaged(question, 1),
            Self::StrongLessTwo => damaged(question, 2),
            Self::StrongLessThree => damaged(question, 3),
            Self::Keywords => keywords(&samples.strong),
            Self::Denied => denied(&samples.strong),
            Self::Empty => String::new(),
            Self::Copied => format!("{0} {0}", question.ask.trim()),
            Self::OffTopic => other(question, bank),
        }
    }
}

/// The sentences of a text, each with its mark; what a semicolon or a colon joins is one.
fn sentences(text: &str) -> Vec<&str> {
    let ends = |(at, _): &(usize, char)| text[at + 1..].starts_with(char::is_whitespace);
    let marks = text.char_indices().filter(|(_, c)| matches!(c, '.' | '?' | '!')).filter(ends);
    let mut from = 0;
    let mut all = Vec::new();
    for end in marks.map(|(at, _)| at + 1).chain([text.len()]) {
        all.push(text[from..end].trim());
        from = end;
    }
    all.retain(|sentence| !sentence.is_empty());
    all
}

/// After every second sentence one of the others, in turn.
fn woven(text: &str, others: &[String]) -> String {
    let mut others = others.iter().map(String::as_str).cycle();
    let mut all = Vec::new();
    for pair in sentences(text).chunks(2) {
        all.extend(pair);
        all.extend(others.next());
    }
    all.join(" ")
}

/// The others between the first sentences, and what is left of them at the end.
fn with_all(text: &str, others: &[String]) -> String {
    let mut others = others.iter().map(String::as_str);
    let mut all = Vec::new();
    for sentence in sentences(text) {
        all.push(sentence);
        all.extend(others.next());
    }
    all.extend(others);
    all.join(" ")
}

fn with_fillers(text: &str, fillers: &[String]) -> String {
    const EVERY: usize = 7;
    let mut fillers = fillers.iter().map(String::as_str).cycle();
    let mut all = Vec::new();
    for (at, word) in text.split_whitespace().enumerate() {
        if at % EVERY == EVERY - 1 {
            all.extend(fillers.next());
        }
        all.push(word);
    }
    all.join(" ")
}

fn without_words(text: &str, words: &BTreeSet<String>) -> String {
    let kept = text.split_whitespace().filter(|word| !words.contains(&word.to_lowercase()));
    kept.collect::<Vec<_>>().join(" ")
}

/// Small letters without a mark, as some recognisers write what they hear.
pub(crate) fn as_recognised(text: &str) -> String {
    let chars: Vec<char> = text.to_lowercase().chars().collect();
    let inner = |at: usize| {
        let alphanumeric = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
        at > 0 && alphanumeric(at - 1) && alphanumeric(at + 1)
    };
    let written = |(at, c): (usize, &char)| match c {
        '.' | ',' | ':' if inner(at) => *c,
        '.' | ',' | ':' | '?' | '!' | ';' | '—' | '–' | '(' | ')' | '"' | '“' | '”' | '\n' => ' ',
        _ => *c,
    };
    chars.iter().enumerate().map(written).collect()
}

/// The strong sample without its key sentences: for each point, the indispensable ones first, the sentence that is
/// likest to what the point says. Not the one by which the point is *heard*, which would suit the built-in scorer.
fn damaged(question: &Question, count: usize) -> String {
    let all = sentences(&question.samples.strong);
    let words: Vec<BTreeSet<String>> = all.iter().map(|sentence| stems(sentence)).collect();
    let mut points: Vec<&Expectation> = question.expectations.iter().collect();
    points.sort_by_key(|point| !point.must);
    let mut gone = BTreeSet::new();
    for point in points {
        let says = stems(&point.says);
        let likest = words.iter().enumerate().map(|(at, words)| (likeness(words, &says), at));
        if let Some((_, at)) = likest.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|_| gone.len() < count) {
            gone.insert(at);
        }
    }
    let left = all.iter().enumerate().filter(|(at, _)| !gone.contains(at)).map(|(_, sentence)| *sentence);
    left.collect::<Vec<_>>().join(" ")
}

fn keywords(text: &str) -> String {
    let mut seen = BTreeSet::new();
    let spoken = Spoken::new(text);
    let words = spoken.tokens.iter().filter(|token| is_content(token) && seen.insert(token.stem.clone()));
    words.map(|token| token.word.as_str()).collect::<Vec<_>>().join(", ")
}

/// Every sentence that claims something is denied as a whole. Questions stay, and what denies already is left out: to
/// deny it would be to say it.
fn denied(text: &str) -> String {
    let says_no = |sentence: &str| Spoken::new(sentence).tokens.iter().any(|token| is_negator(&token.word));
    let mut denials = WORDS_OF_CALIBRATION.denials.before.iter().cycle();
    let mut all = Vec::new();
    for sentence in sentences(text).into_iter().filter(|sentence| !says_no(sentence)) {
        match denials.next() {
            Some(denial) if !sentence.ends_with('?') => all.push(format!("{denial} {sentence}")),
            _ => all.push(sentence.to_owned()),
        }
    }
    all.join(" ")
}

/// The strong sample of a question of another kind: a story for what is no story, and the other way round.
fn other(question: &Question, bank: &Bank) -> String {
    let is_story = question.kind == Kind::Behavioral;
    let far = |other: &&Question| (other.kind == Kind::Behavioral) != is_story;
    bank.iter().find(far).map_or_else(String::new, |other| other.samples.strong.clone())
}
