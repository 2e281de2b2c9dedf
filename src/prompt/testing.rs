//! Talks for tests: what was answered and what was said, event by event.

use std::sync::LazyLock;

use crate::{
    bank::{Bank, Heard, Roles},
    interview::{Event, Move, Setup, Staging, Stamped, State},
    rubric::Rubrics,
    transcript::{Part, Seniority, SessionId},
};

static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::load(&[]).0);
static RUBRICS: LazyLock<Rubrics> = LazyLock::new(|| Rubrics::load(&[]).0);

/// A talk under way.
pub(crate) struct Talk {
    state: State,
    at_ms: u64,
}

impl Talk {
    /// The question has been put.
    pub(crate) fn on(question: &str) -> Self {
        let question = BANK.get(&question.parse().unwrap()).unwrap().clone();
        let rubric = RUBRICS.for_kind(question.kind).unwrap().clone();
        let role = Roles::load(&[]).0.get(&"software-engineer".parse().unwrap()).unwrap().clone();
        let session = SessionId::from_stored("0199f3a2-7b1c-7e3a-9d2f-3b1c8e2a4d5f".to_owned());
        let ask = question.ask.trim().to_owned();
        let setup = Setup {
            session,
            question,
            rubric,
            role,
            seniority: Seniority::Mid,
            minutes: 20,
            seed: 7,
            staging: Staging::default(),
        };
        let mut talk = Self { state: State::new(setup.clone()), at_ms: 0 };
        talk.happens(Event::Started(Box::new(setup)));
        talk.spoke(vec![Move::Open], &ask)
    }

    /// The candidate answers.
    pub(crate) fn answered(mut self, text: &str) -> Self {
        let heard = Heard::new(self.state.question(), text, &self.state.context());
        self.happens(Event::Answered { text: text.to_owned(), parts: Vec::new(), heard: Box::new(heard) });
        self
    }

    /// The candidate hands in what is all code.
    pub(crate) fn handed_in(mut self, text: &str, parts: Vec<Part>) -> Self {
        let heard = Heard::new(self.state.question(), "", &self.state.context());
        self.happens(Event::Answered { text: text.to_owned(), parts, heard: Box::new(heard) });
        self
    }

    /// Under another seed.
    pub(crate) fn seeded(mut self, seed: u64) -> Self {
        std::sync::Arc::make_mut(&mut self.state.setup).seed = seed;
        self
    }

    /// With these opposite.
    pub(crate) fn staged(mut self, staging: Staging) -> Self {
        std::sync::Arc::make_mut(&mut self.state.setup).staging = staging;
        self
    }

    /// The interviewer speaks.
    pub(crate) fn spoke(mut self, moves: Vec<Move>, text: &str) -> Self {
        let (text, voice) = (text.to_owned(), "builtin".to_owned());
        self.happens(Event::Spoken { moves, text, cut: false, voice, guarded: Vec::new() });
        self
    }

    /// What is known by now.
    pub(crate) fn state(&self) -> &State {
        &self.state
    }

    fn happens(&mut self, event: Event) {
        self.at_ms += 20_000;
        self.state.apply(&Stamped { at_ms: self.at_ms, event });
    }
}

/// Asks for a point of the question.
pub(crate) fn probe(point: &str) -> Move {
    Move::Probe { target: crate::interview::Target::Point { id: point.parse().unwrap() } }
}
