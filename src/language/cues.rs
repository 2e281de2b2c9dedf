//! Cues: small patterns, written by the author of a question, by which a point is heard.
//!
//! `cues = ["hash map | dict", ["store | remember", "index | position"]]` is a list of *sets*. A set is one
//! *group*, or a list of groups that must all be heard near each other. A group is alternatives between `|`.
//! An alternative is words in a row: compared by stem, `word*` by its beginning, `=word` to the letter, `_` is
//! any one word, `#` a number in digits or words, `@person` any word of that class, `..` up to three words.

use std::{cell::RefCell, collections::HashMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    classes::{self, Class},
    negation::{is_denied, is_negated, is_negator},
    numbers::is_number_word,
    token::{Spoken, Token, stem},
};

/// Groups of one set must be heard within this many words of each other.
const WINDOW_WORDS: usize = 30;
/// `..` skips up to this many words.
const GAP_WORDS: usize = 3;

/// Why a text is no cue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseCueError {
    /// An alternative without a word.
    #[error("an empty alternative in the cue `{0}`")]
    Empty(String),
    /// A gap at an end, where it means nothing.
    #[error("`..` at an end of `{0}`: it goes between words")]
    LooseGap(String),
    /// A class that is in no list.
    #[error("there is no class of words called `{0}`")]
    NoSuchClass(String),
}

/// Patterns by which a point is heard; any one set is enough.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<RawSet>", into = "Vec<RawSet>")]
pub struct Cues {
    sets: Vec<Set>,
}

/// A set as its file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RawSet {
    /// One group.
    One(String),
    /// Groups that must all be heard.
    All(Vec<String>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Set {
    raw: RawSet,
    groups: Vec<Group>,
}

type Group = Vec<Phrase>;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    atoms: Vec<Atom>,
    negative: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Atom {
    Stem(Arc<str>),
    Start(Arc<str>),
    Exactly(Arc<str>),
    Class { class: Arc<Class>, exactly: bool },
    Number,
    Any,
    Gap,
}

/// Where cues were heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// Whether a negator stands right before a matched word: then it is doubtful that the point was made.
    pub negated: bool,
}

impl Cues {
    /// These, and others with them.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        for set in others.sets {
            if !self.sets.contains(&set) {
                self.sets.push(set);
            }
        }
        self
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// Every place where a set is heard, at most one for each place of its first group, in order.
    #[must_use]
    pub fn hits(&self, spoken: &Spoken<'_>) -> Vec<Hit> {
        #[cfg(test)]
        super::work::listened();
        let mut hits: Vec<Hit> = self.sets.iter().flat_map(|set| set.hits(spoken)).collect();
        hits.sort_by_key(|hit| (hit.first, hit.last));
        hits
    }

    /// The best hit: a certain one before a doubtful one, then the first.
    #[must_use]
    pub fn best(&self, spoken: &Spoken<'_>) -> Option<Hit> {
        self.hits(spoken).into_iter().min_by_key(|hit| (hit.negated, hit.first))
    }
}

impl Set {
    fn hits(&self, spoken: &Spoken<'_>) -> Vec<Hit> {
        let places: Vec<Vec<Hit>> = self.groups.iter().map(|group| group_hits(group, spoken)).collect();
        let Some((anchors, others)) = places.split_first() else { return Vec::new() };
        anchors.iter().filter_map(|anchor| gather(*anchor, others)).collect()
    }
}

/// The anchor widened by the nearest hit of every other group, if they all fit into the window.
fn gather(anchor: Hit, others: &[Vec<Hit>]) -> Option<Hit> {
    let mut all = anchor;
    for group in others {
        // In order of their places: beyond the window there is nothing to find, and a long answer has many hits.
        let from = group.partition_point(|hit| hit.first + WINDOW_WORDS < anchor.first);
        let around = group[from..].iter().take_while(|hit| hit.first <= anchor.first + WINDOW_WORDS);
        let near = around.min_by_key(|hit| (hit.first.abs_diff(anchor.first), hit.negated))?;
        all.first = all.first.min(near.first);
        all.last = all.last.max(near.last);
        all.negated |= near.negated;
    }
    (all.last - all.first <= WINDOW_WORDS).then_some(all)
}

fn group_hits(group: &Group, spoken: &Spoken<'_>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = group.iter().flat_map(|phrase| phrase_hits(phrase, spoken)).collect();
    hits.sort_by_key(|hit| hit.first);
    hits
}

fn phrase_hits(phrase: &Phrase, spoken: &Spoken<'_>) -> Vec<Hit> {
    let tokens = &spoken.tokens;
    let hit = |first: usize| {
        let end = phrase_end(&phrase.atoms, tokens, first)?;
        let negated = is_denied(spoken, first) || !phrase.negative && is_negated(spoken, first);
        Some(Hit { first, last: end - 1, negated })
    };
    match phrase.atoms.first() {
        Some(Atom::Stem(stem)) => spoken.places_of(stem).iter().copied().filter_map(hit).collect(),
        _ => (0..tokens.len()).filter_map(hit).collect(),
    }
}

fn phrase_end(atoms: &[Atom], tokens: &[Token], at: usize) -> Option<usize> {
    let Some((atom, rest)) = atoms.split_first() else { return Some(at) };
    match atom {
        Atom::Gap => (0..=GAP_WORDS).find_map(|skip| phrase_end(rest, tokens, at + skip)),
        word => {
            tokens.get(at).filter(|token| word.fits(token)).and_then(|_| phrase_end(rest, tokens, at + 1))
        }
    }
}

impl Atom {
    fn fits(&self, token: &Token) -> bool {
        match self {
            Self::Stem(stem) => token.stem == **stem,
            Self::Start(start) => token.word.starts_with(&**start),
            Self::Exactly(word) => token.word == **word,
            Self::Class { class, exactly } => class.has(token, *exactly),
            Self::Number => is_number_word(token),
            Self::Any | Self::Gap => true,
        }
    }
}

impl TryFrom<Vec<RawSet>> for Cues {
    type Error = ParseCueError;

    fn try_from(raw: Vec<RawSet>) -> Result<Self, ParseCueError> {
        let sets = raw.into_iter().map(Set::parse).collect::<Result<_, _>>()?;
        Ok(Self { sets })
    }
}

impl From<Cues> for Vec<RawSet> {
    fn from(cues: Cues) -> Self {
        cues.sets.into_iter().map(|set| set.raw).collect()
    }
}

impl Set {
    fn parse(raw: RawSet) -> Result<Self, ParseCueError> {
        let texts = match &raw {
            RawSet::One(text) => std::slice::from_ref(text),
            RawSet::All(texts) => texts.as_slice(),
        };
        if texts.is_empty() {
            return Err(ParseCueError::Empty(String::new()));
        }
        let groups = texts.iter().map(|text| parse_group(text)).collect::<Result<_, _>>()?;
        Ok(Self { raw, groups })
    }
}

fn parse_group(text: &str) -> Result<Group, ParseCueError> {
    text.split('|').map(|alternative| parse_phrase(alternative, text)).collect()
}

fn parse_phrase(alternative: &str, whole: &str) -> Result<Phrase, ParseCueError> {
    let mut atoms = Vec::new();
    let mut negative = false;
    for piece in alternative.split_whitespace() {
        match piece {
            ".." => atoms.push(Atom::Gap),
            "_" => atoms.push(Atom::Any),
            "#" => atoms.push(Atom::Number),
            _ if piece.trim_start_matches('=').starts_with('@') => atoms.push(class_of(piece)?),
            _ => words_of(piece, &mut atoms, &mut negative),
        }
    }
    if matches!(atoms.first(), Some(Atom::Gap)) || matches!(atoms.last(), Some(Atom::Gap)) {
        return Err(ParseCueError::LooseGap(whole.to_owned()));
    }
    if !atoms.iter().any(|atom| !matches!(atom, Atom::Any | Atom::Gap)) {
        return Err(ParseCueError::Empty(whole.to_owned()));
    }
    Ok(Phrase { atoms, negative })
}

/// `@told`, or `=@told`, which hears the words as they stand in the list and no other form.
fn class_of(piece: &str) -> Result<Atom, ParseCueError> {
    let exactly = piece.starts_with('=');
    let class = classes::named(piece.trim_start_matches(['=', '@']));
    let class = class.ok_or_else(|| ParseCueError::NoSuchClass(piece.to_owned()))?;
    Ok(Atom::Class { class, exactly })
}

/// The atoms of one piece between blanks; `O(n)` and `two-pointer` are several words, as they are in an answer.
fn words_of(piece: &str, atoms: &mut Vec<Atom>, negative: &mut bool) {
    if piece.bytes().all(|b| b.is_ascii_lowercase()) {
        *negative |= is_negator(piece);
        return atoms.push(Atom::Stem(authored_stem(piece)));
    }
    let exactly = piece.starts_with('=');
    let start = piece.ends_with('*') && !exactly;
    let spoken = Spoken::new(piece);
    let last = spoken.tokens.len().saturating_sub(1);
    for (i, token) in spoken.tokens.iter().enumerate() {
        *negative |= is_negator(&token.word);
        atoms.push(if exactly {
            Atom::Exactly(token.word.as_str().into())
        } else if start && i == last {
            Atom::Start(token.word.as_str().into())
        } else {
            Atom::Stem(token.stem.as_str().into())
        });
    }
}

/// The stem of a word in a cue. Questions and rubrics together have some fifty thousand words but few different ones,
/// and stemming each anew was half of the time until the first question.
fn authored_stem(word: &str) -> Arc<str> {
    thread_local! {
        static KNOWN: RefCell<HashMap<Box<str>, Arc<str>>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| match known.get(word) {
        Some(stem) => Arc::clone(stem),
        None => Arc::clone(known.entry(word.into()).or_insert_with(|| stem(word).into())),
    })
}

#[cfg(test)]
mod tests;
