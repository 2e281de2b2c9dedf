//! Transcripts and answers as interviews, so that a judge reads them like any session.

use crate::{
    bank::{Bank, Heard, Role},
    interview::{Ending, Event, Move, Setup, Staging, Stamped, State},
    rubric::Rubrics,
    transcript::{Part, PartKind, Phase, QuestionId, Seniority, SessionId, Speaker, Turn, TurnId},
};

use super::{Labelled, Said, asked::moves};

/// A turn takes so long; nothing that is scored depends on it.
const TURN_MS: u64 = 20_000;

/// What interviews are held with.
#[derive(Debug, Clone, Copy)]
pub struct Stage<'a> {
    /// The questions.
    pub bank: &'a Bank,
    /// The rubrics.
    pub rubrics: &'a Rubrics,
    /// Whose interview it is; nothing that is scored depends on it.
    pub role: &'a Role,
}

impl Stage<'_> {
    fn setup(&self, question: &QuestionId, seniority: Seniority, seed: u64) -> Option<Setup> {
        let question = self.bank.get(question)?.clone();
        let rubric = self.rubrics.for_kind(question.kind)?.clone();
        let session = SessionId::from_stored("calibration".to_owned());
        let minutes = question.minutes;
        Some(Setup {
            session,
            question,
            rubric,
            role: self.role.clone(),
            seniority,
            minutes,
            seed,
            staging: Staging::default(),
        })
    }

    /// A labelled transcript, as an interview that was held.
    pub(super) fn talk(&self, labelled: &Labelled, seed: u64) -> Option<State> {
        let setup = self.setup(labelled.question.get_ref(), labelled.seniority, seed)?;
        let mut held = Held::new(setup);
        for said in &labelled.turns {
            match said.spoke {
                Some(spoke) => held.speaks(moves(&held.state, spoke, &said.text), &said.text),
                None => held.answers(said),
            }
        }
        Some(held.ends())
    }

    /// An interview of one answer. Nothing more is asked, so all that the sheet wants is held against it: what it leaves out
    /// is not "not reached yet".
    pub(super) fn answer(&self, question: &QuestionId, text: &str) -> Option<State> {
        let seniorities = &self.bank.get(question)?.seniorities;
        let usual = seniorities.iter().find(|seniority| **seniority == Seniority::Mid);
        let seniority = *usual.or_else(|| seniorities.first())?;
        let setup = self.setup(question, seniority, 0)?;
        let ask = setup.question.ask.clone();
        let mut held = Held::new(setup);
        held.speaks(vec![Move::Open], &ask);
        held.hears(text, Vec::new());
        held.speaks(vec![Move::Transition { to: Phase::Verification }], "");
        Some(held.ends())
    }
}

/// An interview as it goes on.
struct Held {
    state: State,
    at_ms: u64,
}

impl Held {
    fn new(setup: Setup) -> Self {
        let mut held = Self { state: State::new(setup.clone()), at_ms: 0 };
        held.happens(Event::Started(Box::new(setup)));
        held
    }

    fn speaks(&mut self, moves: Vec<Move>, text: &str) {
        let (text, voice) = (text.to_owned(), "builtin".to_owned());
        self.happens(Event::Spoken { moves, text, cut: false, voice, guarded: Vec::new() });
    }

    fn answers(&mut self, said: &Said) {
        let whole = Part { kind: PartKind::Code, span: 0..said.text.len() };
        let parts = if said.is_code() { vec![whole] } else { Vec::new() };
        self.hears(&said.text, parts);
    }

    fn hears(&mut self, text: &str, parts: Vec<Part>) {
        let turn = Turn {
            turn: TurnId(0),
            speaker: Speaker::Candidate,
            text: text.to_owned(),
            parts,
            move_name: None,
            phase: self.state.phase,
            at_ms: 0,
            cut: false,
        };
        let heard = Heard::new(self.state.question(), &turn.words_in_place(), &self.state.context());
        self.happens(Event::Answered { text: turn.text, parts: turn.parts, heard: Box::new(heard) });
    }

    fn ends(mut self) -> State {
        debug_assert!(self.state.phase < Phase::Closing, "what is said after the good-bye is not scored");
        self.speaks(vec![Move::Close { why: Ending::Complete }], "");
        self.happens(Event::Finished { why: Ending::Complete });
        self.state
    }

    fn happens(&mut self, event: Event) {
        self.at_ms += TURN_MS;
        self.state.apply(&Stamped { at_ms: self.at_ms, event });
    }
}
