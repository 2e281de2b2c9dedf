//! One simulated interview: a candidate, the director, a voice, and a clock that nobody waits for.

use crate::{
    bank::Heard,
    interview::{Director, Effect, Event, Move, Setup, Stamped, State},
    transcript::{Phase, Speaker, Turn, TurnId},
};

use super::candidate::{Candidate, Deed};

/// An interview that takes more events than this does not end.
const MOST_EVENTS: usize = 600;
/// How fast a candidate talks, and how fast an interviewer is heard, in words a minute.
const CANDIDATE_WPM: u64 = 130;
const INTERVIEWER_WPM: u64 = 180;
/// What a person needs before the first word, in milliseconds.
const THOUGHT_MS: u64 = 3_000;
/// When silence stirs the interviewer, in milliseconds since it spoke.
const SILENCES_MS: [u64; 3] = [60_000, 150_000, 240_000];

/// Words that the interviewer said.
#[derive(Debug, Clone)]
pub struct Said {
    /// The moves that were to be said.
    pub moves: Vec<Move>,
    /// What was said.
    pub text: String,
    /// How things stood before.
    pub before: State,
}

/// An interview that was played.
pub struct Played {
    /// How things stood in the end.
    pub state: State,
    /// All that the interviewer said, the opening first.
    pub said: Vec<Said>,
    /// When it ended, in milliseconds of running time; none if it did not.
    pub ended_at_ms: Option<u64>,
}

/// Puts moves into words.
pub(super) type Words<'w> = dyn FnMut(&[Move], &State) -> String + 'w;

/// Plays an interview to its end.
pub(super) fn play(setup: Setup, candidate: &Candidate, words: &mut Words<'_>) -> Played {
    let started = Event::Started(Box::new(setup.clone()));
    let mut stage = Stage { director: Director::new(setup), at_ms: 0, quiet: 0, said: Vec::new() };
    let mut due = stage.happens(started);
    let mut turns = 0;
    for _ in 0..MOST_EVENTS {
        if stage.director.state().finished.is_some() {
            break;
        }
        due = match due.pop() {
            Some(Effect::Say(moves)) => stage.speaks(moves, words),
            Some(Effect::Finish(why)) => stage.happens(Event::Finished { why }),
            None => match candidate.next(stage.director.state(), turns) {
                Deed::Says(text) => {
                    turns += 1;
                    stage.hears(&text)
                }
                Deed::StaysSilent => stage.waits(),
            },
        };
    }
    let state = stage.director.state().clone();
    let ended_at_ms = state.finished.map(|_| stage.at_ms);
    Played { state, said: stage.said, ended_at_ms }
}

struct Stage {
    director: Director,
    at_ms: u64,
    /// How many times nothing was heard since somebody spoke.
    quiet: usize,
    said: Vec<Said>,
}

impl Stage {
    fn happens(&mut self, event: Event) -> Vec<Effect> {
        self.director.handle(&Stamped { at_ms: self.at_ms, event })
    }

    fn speaks(&mut self, moves: Vec<Move>, words: &mut Words<'_>) -> Vec<Effect> {
        let before = self.director.state().clone();
        let is_opening = moves == [Move::Open];
        let text = if is_opening { before.question().ask.trim().to_owned() } else { words(&moves, &before) };
        self.at_ms += spoken_ms(&text, INTERVIEWER_WPM);
        self.said.push(Said { moves: moves.clone(), text: text.clone(), before });
        let (cut, voice, guarded) = (false, "simulated".to_owned(), Vec::new());
        self.happens(Event::Spoken { moves, text, cut, voice, guarded })
    }

    fn hears(&mut self, text: &str) -> Vec<Effect> {
        self.quiet = 0;
        self.at_ms += THOUGHT_MS + spoken_ms(text, CANDIDATE_WPM);
        let state = self.director.state();
        let turn = Turn {
            turn: TurnId(0),
            speaker: Speaker::Candidate,
            text: text.to_owned(),
            parts: Vec::new(),
            move_name: None,
            phase: Phase::Opening,
            at_ms: 0,
            cut: false,
        };
        let heard = Heard::new(state.question(), &turn.words_in_place(), &state.context());
        self.happens(Event::Answered { text: text.to_owned(), parts: Vec::new(), heard: Box::new(heard) })
    }

    /// Nobody says anything until the interviewer stirs, or the time is up.
    fn waits(&mut self) -> Vec<Effect> {
        let left_ms = self.director.state().pace().left_ms(self.at_ms);
        let silence = SILENCES_MS.get(self.quiet).copied();
        let before = self.quiet.checked_sub(1).map_or(0, |last| SILENCES_MS[last.min(2)]);
        let more_ms = silence.map_or(left_ms, |until| until - before).min(left_ms);
        self.at_ms += more_ms.max(1);
        match silence.filter(|_| more_ms < left_ms) {
            Some(for_ms) => {
                self.quiet += 1;
                self.happens(Event::Silent { for_ms })
            }
            None => self.happens(Event::TimeUp),
        }
    }
}

fn spoken_ms(text: &str, words_a_minute: u64) -> u64 {
    let words = u64::try_from(text.split_whitespace().count()).unwrap_or(u64::MAX);
    words.saturating_mul(60_000) / words_a_minute
}
