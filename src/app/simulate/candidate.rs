//! The candidates who sit a simulated interview, and what they say. They are data: `candidates/ID.toml`.

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::{
    bank::{Clarification, Fault, Question, SourceFile, embedded_files},
    interview::{Move, State, Target},
    language::{RawSet, Spoken},
    transcript::{ExpectationId, Speaker},
};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/candidates");

/// Somebody who sits an interview.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The id, which is the file's name too.
    pub id: String,
    /// What kind of candidate it is, in a few words.
    pub title: String,
    /// How many clarifying questions come first, one a turn.
    #[serde(default)]
    pub clarifies: usize,
    /// Which of the question's samples is told of its own accord.
    #[serde(default)]
    pub tells: Option<Sample>,
    /// How many sentences of it a turn.
    #[serde(default = "one")]
    pub sentences: usize,
    /// What a question about a point is answered with.
    pub answers: Answers,
    /// Whether it needs no help: a hint that it gets unasked is a fault.
    #[serde(default)]
    pub knows: bool,
    /// Whether it gets stuck: help must be offered then.
    #[serde(default)]
    pub gets_stuck: bool,
    /// What it says where it has nothing else, in turn.
    pub lines: Vec<String>,
}

/// One of a question's three samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sample {
    /// The weak one.
    Weak,
    /// The medium one.
    Medium,
    /// The strong one.
    Strong,
}

/// What a question about a point is answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answers {
    /// The point, as somebody would say it.
    Point,
    /// Every other point; the rest is not known.
    EveryOtherPoint,
    /// A wrong belief of the question's list, stated as a fact.
    Belief,
    /// One of its lines.
    Line,
    /// Silence.
    Silence,
}

const fn one() -> usize {
    1
}

/// What a candidate does when it has the floor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Says this.
    Says(String),
    /// Says nothing.
    StaysSilent,
}

/// The built-in candidates, in the order of their ids.
///
/// # Errors
/// A file that is none; a test holds the embedded ones to it.
pub fn embedded() -> Result<Vec<Candidate>, Fault> {
    embedded_files(&EMBEDDED).iter().map(SourceFile::parse).collect()
}

impl Candidate {
    /// What it says next; `said` is how many turns it has had.
    #[must_use]
    pub fn next(&self, state: &State, said: usize) -> Deed {
        if self.answers == Answers::Silence {
            return match state.turns.last() {
                Some(turn) if turn.move_name.as_deref() == Some("nudge") => Deed::Says(self.line(said)),
                _ => Deed::StaysSilent,
            };
        }
        let question = state.question();
        if let Some(asked) = clarifying(question).nth(said).filter(|_| said < self.clarifies) {
            return Deed::Says(asked);
        }
        if let Some(id) = asked_for(state).filter(|_| said > self.clarifies) {
            return Deed::Says(self.answer(state, &id, said));
        }
        let more = self.follows(state).or_else(|| self.told(state)).or_else(|| self.volunteers(state));
        Deed::Says(more.unwrap_or_else(|| self.line(said)))
    }

    /// The next sentences of the sample.
    fn told(&self, state: &State) -> Option<String> {
        let samples = &state.question().samples;
        let sample = match self.tells? {
            Sample::Weak => &samples.weak,
            Sample::Medium => &samples.medium,
            Sample::Strong => &samples.strong,
        };
        let spoken = Spoken::new(sample);
        let mut pieces = spoken.sentences.chunks(self.sentences.max(1)).filter_map(|piece| {
            let (first, last) = (piece.first()?, piece.last()?);
            Some(sample[first.start..last.end].trim())
        });
        pieces.find(|piece| !state.turns.iter().any(|turn| turn.text == *piece)).map(str::to_owned)
    }

    /// What somebody who knows the subject says to a follow-up that was just put.
    fn follows(&self, state: &State) -> Option<String> {
        let put = match &state.asked {
            Some(Move::Extend { follow_up }) if self.answers == Answers::Point => follow_up,
            _ => return None,
        };
        let follow_up = state.question().follow_ups.iter().find(|own| own.id == *put)?;
        let said = follow_up.expectations.iter().map(|point| in_full(&point.exemplars, 1));
        Some(said.collect::<Vec<_>>().join(" "))
    }

    /// What somebody who knows the subject still has to say: two of the open points.
    fn volunteers(&self, state: &State) -> Option<String> {
        if self.answers != Answers::Point {
            return None;
        }
        let open = state.points().filter(|point| state.ledger.get(&point.id).is_open());
        let said: Vec<String> = open.take(2).map(|point| in_full(&point.exemplars, 0)).collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    fn answer(&self, state: &State, asked: &ExpectationId, said: usize) -> String {
        let question = state.question();
        let mut points = question.every_expectation().enumerate();
        let point = points.find(|(_, point)| point.id == *asked);
        let known = match self.answers {
            Answers::Point => point,
            Answers::EveryOtherPoint => point.filter(|(place, _)| place % 2 == 0),
            Answers::Belief => return self.belief(question, said),
            Answers::Line | Answers::Silence => None,
        };
        known.map_or_else(|| self.line(said), |(place, point)| in_full(&point.exemplars, place))
    }

    fn belief(&self, question: &Question, said: usize) -> String {
        let count = question.misconceptions.len();
        match question.misconceptions.get(said % (count + 1)) {
            Some(wrong) => wrong.belief.clone(),
            None => self.line(said),
        }
    }

    fn line(&self, said: usize) -> String {
        self.lines.get(said % self.lines.len().max(1)).cloned().unwrap_or_default()
    }
}

/// A point as people make it who know it: once, and then in other words, until some forty words are said.
fn in_full(exemplars: &[String], place: usize) -> String {
    const WORDS: usize = 40;
    let mut said = String::new();
    for words in exemplars.iter().cycle().skip(place).take(exemplars.len()) {
        if said.split_whitespace().count() >= WORDS {
            break;
        }
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(words.trim_end_matches('.'));
        said.push('.');
    }
    said
}

/// The point that was asked for last, if it was one.
fn asked_for(state: &State) -> Option<ExpectationId> {
    let is_theirs = state.turns.last().is_some_and(|turn| turn.speaker == Speaker::Interviewer);
    match state.asked.as_ref().filter(|_| is_theirs)? {
        Move::Probe { target: Target::Point { id } } | Move::Hint { point: id, .. } => Some(id.clone()),
        Move::Pump { point } => point.clone(),
        _ => None,
    }
}

/// The question's clarifications as somebody would ask them.
fn clarifying(question: &Question) -> impl Iterator<Item = String> {
    question.clarifications.iter().filter_map(in_words)
}

/// A clarification out of its cues: one plain alternative of each group of the first set.
fn in_words(clarification: &Clarification) -> Option<String> {
    let sets: Vec<RawSet> = clarification.cues.clone().into();
    sets.into_iter().find_map(|set| {
        let groups = match set {
            RawSet::One(group) => vec![group],
            RawSet::All(groups) => groups,
        };
        let words: Option<Vec<String>> = groups.iter().map(|group| plain(group)).collect();
        Some(format!("One question first: {}?", words?.join(", ")))
    })
}

fn plain(group: &str) -> Option<String> {
    let is_plain = |word: &&str| word.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '\'');
    group.split('|').map(str::trim).find(is_plain).map(str::to_owned)
}
