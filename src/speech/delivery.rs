//! Figures of how a session sounded, from its text and, where there was a voice, its clock.

use serde::{Deserialize, Serialize};

use crate::{
    language::Spoken,
    transcript::{Speaker, Turn},
};

use super::habits::Habits;

/// So many filled pauses per 100 words at most are good: in 138 rated interviews they went against the rating
/// (correlation −0.27).
pub const FILLERS_GOOD_MOST: f64 = 2.0;
/// From so many filled pauses per 100 words on, ratings were poor in the same 138 interviews.
pub const FILLERS_POOR_FROM: f64 = 6.0;
/// Below so many words a minute, ratings were lower in the same 138 interviews (+0.39); there was no fall-off above 180.
pub const PACE_SLOW_BELOW: f64 = 140.0;

/// How it sounded. Every figure is of the candidate's words, code left out; none is part of any score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Words in all.
    pub words: usize,
    /// Words a minute of speaking; none for typed answers.
    pub words_per_minute: Option<f64>,
    /// Filled pauses per 100 words; none where a recogniser has dropped them.
    pub fillers_per_100_words: Option<f64>,
    /// Hedges per 100 words. To be told and never to be judged: they do not go with ratings at all (+0.03).
    pub hedges_per_100_words: f64,
    /// The longest silence, in seconds; none for typed answers.
    pub longest_pause_s: Option<f64>,
    /// Starts made anew ("the the list") per 100 words.
    #[serde(default)]
    pub restarts_per_100_words: f64,
    /// How often the listener was told where the talk stands: "first", "the next step", "to sum up".
    #[serde(default)]
    pub signposts: usize,
    /// Answers with a word in them.
    #[serde(default)]
    pub answers: usize,
    /// Words an answer, on average.
    #[serde(default)]
    pub words_per_answer: f64,
    /// Words of the longest sentence.
    #[serde(default)]
    pub longest_sentence_words: usize,
    /// The candidate's part of all words said, from 0 to 1; none where nobody said anything.
    #[serde(default)]
    pub share_of_talk: Option<f64>,
}

/// What the clock of a voice tells, and its transcript cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// How long the candidate spoke, in milliseconds.
    pub speaking_ms: u64,
    /// The longest silence within an answer, in milliseconds.
    pub longest_pause_ms: Option<u64>,
    /// Whether the transcript has every "um": recognisers of the Whisper family drop them.
    pub verbatim: bool,
}

impl Delivery {
    /// The figures of a session; `clock` is none for typed answers.
    #[must_use]
    pub fn new(turns: &[Turn], clock: Option<Clock>) -> Self {
        let by = |speaker| turns.iter().filter(move |turn| turn.speaker == speaker);
        let answers: Vec<Answer> = by(Speaker::Candidate).map(Answer::new).filter(|a| a.words > 0).collect();
        let words: usize = answers.iter().map(|answer| answer.words).sum();
        let others: usize = by(Speaker::Interviewer).map(|turn| count_words(&turn.text)).sum();
        let habits = answers.iter().fold(Habits::default(), |all, answer| all.plus(answer.habits));
        let per_100 = |count: usize| round(ratio(count * 100, words), 1);
        Self {
            words,
            words_per_minute: clock.and_then(|clock| pace(words, clock.speaking_ms)),
            fillers_per_100_words: clock.is_none_or(|clock| clock.verbatim).then(|| per_100(habits.fillers)),
            hedges_per_100_words: per_100(habits.hedges),
            longest_pause_s: clock.and_then(|clock| clock.longest_pause_ms).map(|ms| round(seconds(ms), 1)),
            restarts_per_100_words: per_100(habits.restarts),
            signposts: habits.signposts,
            answers: answers.len(),
            words_per_answer: round(ratio(words, answers.len()), 1),
            longest_sentence_words: answers
                .iter()
                .map(|answer| answer.longest_sentence_words)
                .max()
                .unwrap_or(0),
            share_of_talk: (words + others > 0).then(|| round(ratio(words, words + others), 2)),
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Answer {
    words: usize,
    longest_sentence_words: usize,
    habits: Habits,
}

impl Answer {
    fn new(turn: &Turn) -> Self {
        let text = turn.words_in_place();
        let spoken = Spoken::new(&text);
        let sentences =
            spoken.sentences.iter().map(|sentence| count_words(&text[sentence.start..sentence.end]));
        Self {
            words: count_words(&text),
            longest_sentence_words: sentences.max().unwrap_or(0),
            habits: Habits::of(&spoken),
        }
    }
}

/// What stands between blanks and has a letter or a digit: `O(n)` is one word.
fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

fn pace(words: usize, speaking_ms: u64) -> Option<f64> {
    let minutes = seconds(speaking_ms) / 60.0;
    #[expect(clippy::cast_precision_loss, reason = "a count of words")]
    let words = words as f64;
    (minutes > 0.0).then(|| (words / minutes).round())
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of an interview")]
fn seconds(ms: u64) -> f64 {
    ms as f64 / 1000.0
}

/// Nought of nothing is nought.
#[expect(clippy::cast_precision_loss, reason = "counts of words")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn round(value: f64, digits: i32) -> f64 {
    let scale = 10_f64.powi(digits);
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests;
