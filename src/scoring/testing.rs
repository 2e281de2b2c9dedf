//! Interviews for tests: answers in, the director's own moves between them, in the built-in voice.

use std::sync::LazyLock;

use crate::{
    bank::{Bank, Heard, Roles},
    interview::{Director, Effect, Ending, Event, Move, Setup, Staging, Stamped, State},
    interviewer::builtin,
    rubric::{Judge, Rubrics, Scorecard},
    transcript::{Part, PartKind, Phase, Seniority, SessionId, Speaker, Turn, TurnId},
};

use super::{builtin::findings, scorecard};

static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::load(&[]).0);
static RUBRICS: LazyLock<Rubrics> = LazyLock::new(|| Rubrics::load(&[]).0);

/// A turn of the candidate's.
pub(crate) fn candidate(text: &str, parts: Vec<Part>, phase: Phase) -> Turn {
    Turn {
        turn: TurnId(1),
        speaker: Speaker::Candidate,
        text: text.to_owned(),
        parts,
        move_name: None,
        phase,
        at_ms: 0,
        cut: false,
    }
}

/// An interview under way.
pub(crate) struct Interview {
    director: Director,
    events: Vec<Stamped>,
    at_ms: u64,
}

impl Interview {
    /// The question is put, to somebody of mid seniority with twenty minutes.
    pub(crate) fn on(question: &str) -> Self {
        Self::at(question, Seniority::Mid)
    }

    /// The question is put, with twenty minutes.
    pub(crate) fn at(question: &str, seniority: Seniority) -> Self {
        Self::staged(question, seniority, Staging::default())
    }

    /// The question is put, with these opposite.
    pub(crate) fn staged(question: &str, seniority: Seniority, staging: Staging) -> Self {
        let question = BANK.get(&question.parse().unwrap()).unwrap().clone();
        let rubric = RUBRICS.for_kind(question.kind).unwrap().clone();
        let role = Roles::load(&[]).0.get(&"software-engineer".parse().unwrap()).unwrap().clone();
        let session = SessionId::from_stored("0199f3a2-7b1c-7e3a-9d2f-3b1c8e2a4d5f".to_owned());
        let setup = Setup { session, question, rubric, role, seniority, minutes: 20, seed: 7, staging };
        let mut interview = Self { director: Director::new(setup.clone()), events: Vec::new(), at_ms: 0 };
        interview.happens(Event::Started(Box::new(setup)));
        interview
    }

    /// One of the question's three samples.
    pub(crate) fn sample(&self, which: &str) -> String {
        let samples = &self.state().question().samples;
        match which {
            "weak" => samples.weak.clone(),
            "medium" => samples.medium.clone(),
            "strong" => samples.strong.clone(),
            _ => panic!("no such sample: {which}"),
        }
    }

    /// The candidate says something, and the interviewer goes on.
    pub(crate) fn says(mut self, text: &str) -> Self {
        let event = self.answer(text, Vec::new());
        self.happens(event);
        self
    }

    /// The candidate says something, and nobody answers yet.
    pub(crate) fn tells(mut self, text: &str) -> Self {
        let event = self.answer(text, Vec::new());
        self.apply(event);
        self
    }

    /// The candidate says something, then gives code.
    pub(crate) fn codes(mut self, words: &str, code: &str) -> Self {
        let text = format!("{words}\n{code}");
        let parts = vec![
            Part { kind: PartKind::Words, span: 0..words.len() + 1 },
            Part { kind: PartKind::Code, span: words.len() + 1..text.len() },
        ];
        let event = self.answer(&text, parts);
        self.happens(event);
        self
    }

    fn answer(&self, text: &str, parts: Vec<Part>) -> Event {
        let turn = candidate(text, parts.clone(), self.state().phase);
        let heard = Heard::new(self.state().question(), &turn.words_in_place(), &self.state().context());
        Event::Answered { text: text.to_owned(), parts, heard: Box::new(heard) }
    }

    /// The candidate asks for a hint, and gets one.
    pub(crate) fn takes_a_hint(mut self) -> Self {
        self.happens(Event::HintAsked);
        self
    }

    /// The interviewer makes these moves besides.
    pub(crate) fn hears(mut self, moves: Vec<Move>, text: &str) -> Self {
        self.apply(spoken(moves, text));
        self
    }

    /// The interview is over.
    pub(crate) fn ends(mut self) -> Self {
        self.apply(spoken(vec![Move::Close { why: Ending::Done }], "Thank you."));
        self.apply(Event::Finished { why: Ending::Done });
        self
    }

    /// What the director knows.
    pub(crate) fn state(&self) -> &State {
        self.director.state()
    }

    /// Everything that happened.
    pub(crate) fn events(&self) -> &[Stamped] {
        &self.events
    }

    /// The built-in scorer's scorecard.
    pub(crate) fn scorecard(&self) -> Scorecard {
        let judge = Judge { kind: "builtin".to_owned(), model: None, samples: 1 };
        scorecard(self.state(), &findings(self.state()), judge, serde_json::Value::Null)
    }

    fn happens(&mut self, event: Event) {
        for effect in self.apply(event) {
            if let Effect::Say(moves) = effect {
                let text = builtin::words(&moves, self.director.state());
                self.apply(spoken(moves, &text));
            }
        }
    }

    fn apply(&mut self, event: Event) -> Vec<Effect> {
        self.at_ms += 20_000;
        let stamped = Stamped { at_ms: self.at_ms, event };
        let effects = self.director.handle(&stamped);
        self.events.push(stamped);
        effects
    }
}

fn spoken(moves: Vec<Move>, text: &str) -> Event {
    Event::Spoken {
        moves,
        text: text.to_owned(),
        cut: false,
        voice: "builtin".to_owned(),
        guarded: Vec::new(),
    }
}
