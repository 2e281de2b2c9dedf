//! `viva simulate`: candidates sit interviews, and what a good interviewer does and leaves is counted.

mod candidate;
mod discipline;
mod play;
mod sitting;

use discipline::LONGEST_WORDS;
use serde::Serialize;

use crate::{
    bank::{Question, Role},
    interview::{Setup, Staging},
    interviewer::BUILTIN,
    rubric::Rubric,
    transcript::{Seniority, SessionId},
};

pub use candidate::{Candidate, embedded};
pub use discipline::{Counted, Failure, counted};
pub use play::{Played, Said};
pub use sitting::sit;

/// Words an utterance, the median at most.
const MEDIAN_WORDS: usize = 45;
/// The interviewer's share of the words with a candidate who knows the subject.
const SHARE_OF_WORDS: f64 = 0.25;

/// The discipline of an interviewer over many interviews, as `--json` prints it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Discipline {
    /// Whose: `builtin` or `endpoint`.
    pub voice: String,
    /// How many interviews.
    pub interviews: usize,
    /// Utterances that ask more than one question.
    pub double_questions: usize,
    /// Points or solutions given away before they were earned.
    pub leaks: usize,
    /// Questions that were asked before.
    pub repeats: usize,
    /// The share of indispensable points that were reached.
    pub must_cover: f64,
    /// The share of clarifying questions that were answered, consistently with the facts.
    pub clarifications_answered: f64,
    /// Words an utterance, the median.
    pub words_median: usize,
    /// Words of the longest utterance.
    pub words_longest: usize,
    /// The interviewer's share of all words, with candidates who know the subject.
    pub share_of_words: f64,
    /// Hints that a candidate who needs none was given unasked.
    pub unasked_hints: usize,
    /// The share of stuck candidates who were helped within two turns.
    pub stuck_helped: f64,
    /// The share of interviews that ended in their time, with a good-bye.
    pub closed_in_time: f64,
    /// What went wrong, one by one.
    pub failures: Vec<Failure>,
}

/// One figure with what is wanted of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it is.
    pub name: &'static str,
    /// As text.
    pub value: String,
    /// As text.
    pub want: String,
    /// Whether it is as wanted.
    pub pass: bool,
}

impl Discipline {
    /// The figures of a voice.
    #[must_use]
    pub fn new(voice: &str, counted: Counted) -> Self {
        let mut words = counted.words;
        words.sort_unstable();
        Self {
            voice: if voice == BUILTIN { BUILTIN.to_owned() } else { "endpoint".to_owned() },
            interviews: counted.interviews,
            double_questions: counted.double_questions,
            leaks: counted.leaks,
            repeats: counted.repeats,
            must_cover: rounded(counted.must.value()),
            clarifications_answered: rounded(counted.clarified.value()),
            words_median: words.get(words.len() / 2).copied().unwrap_or(0),
            words_longest: words.last().copied().unwrap_or(0),
            share_of_words: rounded(if counted.talk.all == 0 { 0.0 } else { counted.talk.value() }),
            unasked_hints: counted.unasked_hints,
            stuck_helped: rounded(counted.helped.value()),
            closed_in_time: rounded(counted.closed.value()),
            failures: counted.failures,
        }
    }

    /// Whether it is the built-in voice's.
    #[must_use]
    pub fn is_builtin(&self) -> bool {
        self.voice == BUILTIN
    }

    /// Each figure with what is wanted of it.
    #[must_use]
    pub fn figures(&self) -> Vec<Figure> {
        let none = |name, count: usize| Figure {
            name,
            value: count.to_string(),
            want: "0".to_owned(),
            pass: count == 0,
        };
        let all = |name, share: f64| Figure {
            name,
            value: format!("{:.0} %", share * 100.0),
            want: "100 %".to_owned(),
            pass: share >= 1.0,
        };
        let most = |name, count: usize, limit: usize| Figure {
            name,
            value: count.to_string(),
            want: format!("at most {limit}"),
            pass: count <= limit,
        };
        vec![
            none("utterances with two questions", self.double_questions),
            none("given away before it was earned", self.leaks),
            none("questions asked before", self.repeats),
            all("indispensable points reached", self.must_cover),
            all("clarifying questions answered", self.clarifications_answered),
            most("words an utterance, median", self.words_median, MEDIAN_WORDS),
            most("words of the longest utterance", self.words_longest, LONGEST_WORDS),
            Figure {
                name: "share of the words, with a strong candidate",
                value: format!("{:.0} %", self.share_of_words * 100.0),
                want: format!("at most {:.0} %", SHARE_OF_WORDS * 100.0),
                pass: self.share_of_words <= SHARE_OF_WORDS,
            },
            none("hints unasked to a strong candidate", self.unasked_hints),
            all("stuck candidates helped within two turns", self.stuck_helped),
            all("ended in time, with a good-bye", self.closed_in_time),
        ]
    }
}

/// What a simulated interview on a question is held with.
#[must_use]
pub fn setup(question: &Question, rubric: &Rubric, role: &Role, seed: u64) -> Setup {
    Setup {
        session: SessionId::from_stored("simulated".to_owned()),
        question: question.clone(),
        rubric: rubric.clone(),
        role: role.clone(),
        seniority: Seniority::Mid,
        minutes: question.minutes,
        seed,
        staging: Staging::default(),
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).floor() / 1000.0
}

#[cfg(test)]
mod tests;
