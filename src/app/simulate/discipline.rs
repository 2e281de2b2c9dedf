//! How disciplined an interviewer was: what can be counted in a transcript, interview by interview, and all together.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    bank::{Context, Expectation, Heard},
    interview::{Move, Nudge, State},
    interviewer::builtin,
    language::{Spoken, acts::Act, asking::Form, is_content},
    transcript::{ClarificationId, ExpectationId, Seniority, Speaker},
};

use super::{
    candidate::Candidate,
    play::{Played, Said},
};

/// No utterance is longer.
pub(super) const LONGEST_WORDS: usize = 80;
/// So many words in a row out of the reference solution are no accident.
const RECITED_WORDS: usize = 8;
/// Two questions are the same if they share so many per cent of their words.
const SAME_PERCENT: usize = 80;
/// A shorter question ("And then?") may come twice.
const FEWEST_WORDS: usize = 4;
/// An answer to a clarifying question has so many per cent of the words of the facts.
const CONSISTENT_PERCENT: usize = 50;
/// Help must be offered within so many utterances after somebody is stuck.
const HELP_WITHIN: usize = 2;
/// The good-bye may take so much longer than the time.
const GRACE_MS: u64 = 30_000;

/// Something that an interviewer should not have said, or should have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Of which interview: the question.
    pub question: String,
    /// And the candidate.
    pub candidate: String,
    /// What was wrong.
    pub what: String,
    /// What was said.
    pub utterance: String,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Share {
    /// So many.
    pub of: usize,
    /// Out of so many.
    pub all: usize,
}

/// What was counted, in one interview or in many.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counted {
    pub(super) interviews: usize,
    pub(super) double_questions: usize,
    pub(super) leaks: usize,
    pub(super) repeats: usize,
    pub(super) unasked_hints: usize,
    pub(super) must: Share,
    pub(super) clarified: Share,
    pub(super) helped: Share,
    pub(super) closed: Share,
    /// The interviewer's words against all, with candidates who know the subject.
    pub(super) talk: Share,
    /// Of every utterance after the opening.
    pub(super) words: Vec<usize>,
    pub(super) failures: Vec<Failure>,
}

impl Share {
    fn add(&mut self, other: Self) {
        self.of += other.of;
        self.all += other.all;
    }

    fn count(&mut self, is: bool) {
        self.add(Self { of: usize::from(is), all: 1 });
    }

    /// As a number from 0 to 1; 1 of nothing.
    #[allow(clippy::cast_precision_loss)] // counts
    pub(super) fn value(self) -> f64 {
        if self.all == 0 { 1.0 } else { self.of as f64 / self.all as f64 }
    }
}

impl Counted {
    /// How many interviews.
    #[must_use]
    pub fn interviews(&self) -> usize {
        self.interviews
    }

    /// Takes another interview's figures in.
    pub fn add(&mut self, other: Self) {
        self.interviews += other.interviews;
        self.double_questions += other.double_questions;
        self.leaks += other.leaks;
        self.repeats += other.repeats;
        self.unasked_hints += other.unasked_hints;
        self.must.add(other.must);
        self.clarified.add(other.clarified);
        self.helped.add(other.helped);
        self.closed.add(other.closed);
        self.talk.add(other.talk);
        self.words.extend(other.words);
        self.failures.extend(other.failures);
    }
}

/// Counts one interview.
#[must_use]
pub fn counted(played: &Played, candidate: &Candidate) -> Counted {
    let mut sheet = Sheet { played, candidate, counted: Counted { interviews: 1, ..Counted::default() } };
    for (place, said) in played.said.iter().enumerate().skip(1) {
        sheet.utterance(place, said);
    }
    sheet.must_cover();
    sheet.help();
    sheet.time();
    if candidate.knows {
        sheet.counted.talk = talk(&played.state);
    }
    sheet.counted
}

struct Sheet<'p> {
    played: &'p Played,
    candidate: &'p Candidate,
    counted: Counted,
}

impl Sheet<'_> {
    fn fails(&mut self, what: impl Into<String>, utterance: &str) {
        self.counted.failures.push(Failure {
            question: self.played.state.question().id.to_string(),
            candidate: self.candidate.id.clone(),
            what: what.into(),
            utterance: utterance.to_owned(),
        });
    }

    fn utterance(&mut self, place: usize, said: &Said) {
        // Who asks for the question once more gets it whole.
        if !said.moves.contains(&Move::Repeat) {
            let words = said.text.split_whitespace().count();
            self.counted.words.push(words);
            if words > LONGEST_WORDS {
                self.fails(format!("{words} words"), &said.text);
            }
        }
        if without_quotes(&said.text).matches('?').count() > 1 {
            self.counted.double_questions += 1;
            self.fails("two questions at once", &said.text);
        }
        if let Some(what) = leak(said) {
            self.counted.leaks += 1;
            self.fails(what, &said.text);
        }
        let earlier = self.played.said[..place].iter();
        if !is_wanted_again(said) && earlier.flat_map(|e| questions(&e.text)).any(|e| asks(&said.text, &e)) {
            self.counted.repeats += 1;
            self.fails("asked before", &said.text);
        }
        let gives_help = said.moves.iter().any(|step| matches!(step, Move::Hint { .. } | Move::OfferHint));
        if self.candidate.knows && gives_help {
            self.counted.unasked_hints += 1;
            self.fails("a hint that nobody needed", &said.text);
        }
        self.clarifications(said);
    }

    /// Every clarifying question that was recognised gets its answer, and the answer is the one of the facts.
    fn clarifications(&mut self, said: &Said) {
        let Some(last) = said.before.last_answer().filter(|_| said.moves != [Move::Open]) else { return };
        if said.before.turns.last().is_none_or(|turn| turn.turn != last.turn) {
            return;
        }
        let Some(heard) = said.before.heard.get(&last.turn) else { return };
        let asked: BTreeSet<&ClarificationId> = heard
            .asked
            .iter()
            .filter(|asked| asked.form == Form::Question)
            .filter_map(|asked| asked.id.as_ref())
            .filter(|id| !said.before.clarified.contains(*id))
            .collect();
        for id in asked {
            let fact = said.before.question().clarifications.iter().find(|fact| fact.id == *id);
            let answered =
                fact.is_some_and(|fact| shared_percent(&fact.answer, &said.text) >= CONSISTENT_PERCENT);
            self.counted.clarified.count(answered);
            if !answered {
                self.fails(format!("no answer to the question about `{id}`"), &said.text);
            }
        }
    }

    /// Whether every indispensable point was made, or asked for; nobody can reach them who says nothing.
    fn must_cover(&mut self) {
        let state = &self.played.state;
        if state.heard.is_empty() || self.candidate.gets_stuck && self.candidate.tells.is_none() {
            return;
        }
        let must = state.question().expectations.iter();
        let must = must.filter(|point| point.must && point.seniority <= Seniority::Mid);
        for point in must {
            let reached = is_reached(state, point);
            self.counted.must.count(reached);
            if !reached {
                self.fails(format!("`{}` was never reached", point.id), "");
            }
        }
    }

    /// Whether somebody who is stuck is offered help soon.
    fn help(&mut self) {
        if !self.candidate.gets_stuck {
            return;
        }
        let played = self.played;
        let stuck = played.said.iter().position(is_to_somebody_stuck);
        let Some(stuck) = stuck else { return };
        let helped = played.said[stuck..].iter().take(HELP_WITHIN + 1).any(helps);
        self.counted.helped.count(helped);
        if !helped {
            self.fails("stuck, and not helped", &played.said[stuck].text);
        }
    }

    fn time(&mut self) {
        let limit_ms = u64::from(self.played.state.setup.minutes) * 60_000 + GRACE_MS;
        let closes =
            self.played.said.last().is_some_and(|said| matches!(said.moves.last(), Some(Move::Close { .. })));
        let in_time = self.played.ended_at_ms.is_some_and(|at_ms| at_ms <= limit_ms);
        self.counted.closed.count(closes && in_time);
        if !(closes && in_time) {
            let last = self.played.said.last().map(|said| said.text.clone()).unwrap_or_default();
            self.fails("no good-bye in its time", &last);
        }
    }
}

fn is_reached(state: &State, point: &Expectation) -> bool {
    let entry = state.ledger.get(&point.id);
    let other_way = point
        .approach
        .as_ref()
        .is_some_and(|way| state.approach.as_ref().is_some_and(|(taken, _)| taken != way));
    let touched = entry.probes > 0 || entry.rung.is_some() || entry.given_up;
    entry.made.is_some() || entry.is_unsure() || touched || other_way
}

/// The candidate has just said that it knows nothing, or has been silent for long.
fn is_to_somebody_stuck(said: &Said) -> bool {
    let last = said.before.turns.last().filter(|turn| turn.speaker == Speaker::Candidate);
    let passes =
        last.and_then(|turn| said.before.heard.get(&turn.turn)).is_some_and(|heard| heard.did(Act::DontKnow));
    passes || said.moves.iter().any(|step| matches!(step, Move::Nudge { why: Nudge::WhereAreYou }))
}

/// A hint, the offer of one, or letting the matter go for something else.
fn helps(said: &Said) -> bool {
    said.moves.iter().any(|step| {
        matches!(
            step,
            Move::Hint { .. }
                | Move::OfferHint
                | Move::Release { .. }
                | Move::Nudge { why: Nudge::HintOffered }
        )
    })
}

fn talk(state: &State) -> Share {
    let words = |speaker: Speaker| {
        let turns = state.turns.iter().skip(1).filter(move |turn| turn.speaker == speaker);
        turns.map(|turn| turn.text.split_whitespace().count()).sum::<usize>()
    };
    let of = words(Speaker::Interviewer);
    Share { of, all: of + words(Speaker::Candidate) }
}

/// What was given away that nobody had earned: a point that was neither made nor hinted at, or the solution.
fn leak(said: &Said) -> Option<String> {
    let state = &said.before;
    let text = without_quotes(&said.text);
    let own = |point: &Expectation| {
        said.moves.iter().any(|step| match step {
            Move::Hint { point: id, .. } | Move::Again { point: id } => *id == point.id,
            Move::Extend { .. } | Move::Clarify { .. } | Move::Repeat => true,
            _ => false,
        })
    };
    let heard = Heard::new(state.question(), &text, &Context::default());
    // A question of the author's own may name what a point is about; a statement may not, nor may other words.
    let authored = Heard::new(state.question(), &builtin::words(&said.moves, state), &Context::default());
    let is_authored = |id: &ExpectationId| authored.points.iter().any(|point| point.id == *id);
    let hits = heard.points.iter().filter(|hit| hit.certain || !is_authored(&hit.id));
    let mut given = hits.filter_map(|hit| {
        let point = state.points().find(|point| point.id == hit.id)?;
        let entry = state.ledger.get(&hit.id);
        let earned = entry.made.is_some() || entry.is_unsure() || entry.rung.is_some() || entry.given_up;
        (!earned && !own(point)).then(|| format!("gives away `{}`", hit.id))
    });
    given.next().or_else(|| recites(state, &text).then(|| "recites the solution".to_owned()))
}

fn recites(state: &State, text: &str) -> bool {
    let Some(solution) = &state.question().solution else { return false };
    let said: BTreeSet<Vec<String>> = state.turns.iter().flat_map(|turn| runs(&turn.text)).collect();
    let secret: BTreeSet<Vec<String>> = runs(&solution.text).filter(|run| !said.contains(run)).collect();
    runs(text).any(|run| secret.contains(&run))
}

fn runs(text: &str) -> impl Iterator<Item = Vec<String>> {
    let words: Vec<String> = Spoken::new(text).tokens.into_iter().map(|token| token.word).collect();
    (RECITED_WORDS..=words.len()).map(move |end| words[end - RECITED_WORDS..end].to_vec())
}

/// A repeat that the candidate asked for, or that a hint or a nudge refers to.
fn is_wanted_again(said: &Said) -> bool {
    said.moves.iter().any(|step| {
        matches!(
            step,
            Move::Repeat
                | Move::Redirect { .. }
                | Move::Nudge { .. }
                | Move::Deflect { .. }
                | Move::OfferHint
        )
    })
}

fn questions(text: &str) -> Vec<BTreeSet<String>> {
    let spoken = Spoken::new(text);
    let asking = spoken.sentences.iter().filter(|sentence| sentence.question);
    asking.map(|sentence| stems(&text[sentence.start..sentence.end])).collect()
}

fn asks(text: &str, earlier: &BTreeSet<String>) -> bool {
    questions(text).iter().any(|question| {
        let (shared, all) = (question.intersection(earlier).count(), question.union(earlier).count());
        question.len() >= FEWEST_WORDS && shared * 100 >= all * SAME_PERCENT
    })
}

fn stems(text: &str) -> BTreeSet<String> {
    Spoken::new(text).tokens.into_iter().map(|token| token.stem).collect()
}

fn shared_percent(fact: &str, said: &str) -> usize {
    let content = |text: &str| -> BTreeSet<String> {
        let spoken = Spoken::new(text);
        spoken.tokens.iter().filter(|token| is_content(token)).map(|token| token.stem.clone()).collect()
    };
    let (fact, said) = (content(fact), content(said));
    if fact.is_empty() { 100 } else { fact.intersection(&said).count() * 100 / fact.len() }
}

/// What the candidate said itself gives nothing away.
fn without_quotes(text: &str) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '“' => inside = true,
            '”' => inside = false,
            _ if !inside => kept.push(c),
            _ => {}
        }
    }
    kept
}
