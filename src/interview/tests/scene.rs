//! Interviews that read as prose: what the candidate does, and the moves that follow.

use std::sync::LazyLock;

use crate::{
    bank::{Bank, Companies, Heard, Personas, Role, Roles},
    interviewer::builtin,
    rubric::Rubrics,
    transcript::{ExpectationId, Part, PartKind, Seniority, SessionId, Speaker, Turn, TurnId},
};

use super::super::{Challenged, Director, Effect, Event, Move, Setup, Staging, Stamped, State, Target};

/// The embedded questions.
pub(super) static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::load(&[]).0);
static RUBRICS: LazyLock<Rubrics> = LazyLock::new(|| Rubrics::load(&[]).0);
static PERSONAS: LazyLock<Personas> = LazyLock::new(|| Personas::load(&[]).0);
static COMPANIES: LazyLock<Companies> = LazyLock::new(|| Companies::load(&[]).0);
static ROLE: LazyLock<Role> = LazyLock::new(|| Roles::load(&[]).0.iter().next().unwrap().clone());

/// An interview over a question of the bank. The interviewer speaks whenever something is due.
pub(super) struct Interview {
    setup: Setup,
    director: Option<Director>,
    pub(super) events: Vec<Stamped>,
    pub(super) at_ms: u64,
    said: Vec<Move>,
}

impl Interview {
    /// Twenty minutes for a mid-level candidate, with a seed under which no right claim of the first turns is challenged.
    pub(super) fn on(question: &str) -> Self {
        let question = BANK.get(&question.parse().unwrap()).unwrap().clone();
        let setup = Setup {
            session: SessionId::from_stored("a-session".to_owned()),
            rubric: RUBRICS.for_kind(question.kind).unwrap().clone(),
            question,
            role: ROLE.clone(),
            seniority: Seniority::Mid,
            minutes: 20,
            seed: 3,
            staging: Staging::default(),
        };
        Self { setup, director: None, events: Vec::new(), at_ms: 0, said: Vec::new() }
    }

    pub(super) fn minutes(mut self, minutes: u32) -> Self {
        self.setup.minutes = minutes;
        self
    }

    pub(super) fn seniority(mut self, seniority: Seniority) -> Self {
        self.setup.seniority = seniority;
        self
    }

    pub(super) fn seed(mut self, seed: u64) -> Self {
        self.setup.seed = seed;
        self
    }

    /// With this persona opposite.
    pub(super) fn persona(mut self, id: &str) -> Self {
        self.setup.staging.persona = PERSONAS.get(&id.parse().unwrap()).cloned();
        self
    }

    /// In this company's style.
    pub(super) fn company(mut self, id: &str) -> Self {
        self.setup.staging.company = COMPANIES.get(&id.parse().unwrap()).cloned();
        self
    }

    /// So much time passes.
    pub(super) fn after_s(mut self, seconds: u64) -> Self {
        self.at_ms += seconds * 1000;
        self
    }

    /// The candidate says something, half a minute after the interviewer.
    pub(super) fn answer(self, text: &str) -> Self {
        self.answer_of(vec![(PartKind::Words, text)])
    }

    /// The candidate hands in code, with some words or none.
    pub(super) fn code(self, words: &str, code: &str) -> Self {
        self.answer_of(vec![(PartKind::Words, words), (PartKind::Code, code)])
    }

    fn answer_of(mut self, pieces: Vec<(PartKind, &str)>) -> Self {
        self.open();
        self.at_ms += 30_000;
        let mut text = String::new();
        let mut parts = Vec::new();
        for (kind, piece) in pieces.into_iter().filter(|(_, piece)| !piece.is_empty()) {
            let start = text.len();
            text.push_str(piece);
            parts.push(Part { kind, span: start..text.len() });
            text.push('\n');
        }
        let turn = Turn {
            turn: TurnId(0),
            speaker: Speaker::Candidate,
            text: text.clone(),
            parts: parts.clone(),
            move_name: None,
            phase: self.state().phase,
            at_ms: 0,
            cut: false,
        };
        let heard = Heard::new(self.state().question(), &turn.words_in_place(), &self.state().context());
        self.event(Event::Answered { text, parts, heard: Box::new(heard) })
    }

    /// Anything else happens.
    pub(super) fn event(mut self, event: Event) -> Self {
        self.open();
        let stamped = Stamped { at_ms: self.at_ms, event };
        self.said.clear();
        self.take(stamped);
        self
    }

    /// These moves were the interviewer's answer, each in short, with ` + ` between them.
    #[track_caller]
    pub(super) fn hears(self, moves: &str) -> Self {
        assert_eq!(self.said(), moves, "the talk so far:\n{}", self.talk());
        self
    }

    /// The moves that followed the last event, in short.
    pub(super) fn said(&self) -> String {
        self.said.iter().map(in_short).collect::<Vec<_>>().join(" + ")
    }

    /// The interviewer's last words.
    pub(super) fn last_words(&self) -> &str {
        let spoken = self.state().turns.iter().rfind(|turn| turn.speaker == Speaker::Interviewer);
        spoken.map_or("", |turn| turn.text.as_str())
    }

    /// The strong answer that a question's file holds.
    pub(super) fn sample(question: &str) -> String {
        Self::on(question).setup.question.samples.strong
    }

    /// That of this question.
    pub(super) fn strong(&self) -> String {
        self.setup.question.samples.strong.clone()
    }

    /// The one in between.
    pub(super) fn medium(&self) -> String {
        self.setup.question.samples.medium.clone()
    }

    /// What was said, turn by turn.
    pub(super) fn talk(&self) -> String {
        let line = |turn: &Turn| format!("{} {}: {}\n", turn.turn, turn.speaker, turn.text.trim());
        self.state().turns.iter().map(line).collect()
    }

    pub(super) fn state(&self) -> &State {
        self.director().state()
    }

    pub(super) fn director(&self) -> &Director {
        self.director.as_ref().unwrap()
    }

    /// What it took to bring a point out, or how it stands otherwise.
    pub(super) fn credit(&self, point: &str) -> String {
        let id: ExpectationId = point.parse().unwrap();
        let entry = self.state().ledger.get(&id);
        match entry.made {
            Some(made) => made.credit.to_string(),
            None if entry.given_up => "given up".to_owned(),
            None => "open".to_owned(),
        }
    }

    /// Begins, if that has not been done.
    pub(super) fn open(&mut self) {
        if self.director.is_none() {
            self.director = Some(Director::new(self.setup.clone()));
            let started = Event::Started(Box::new(self.setup.clone()));
            self.take(Stamped { at_ms: 0, event: started });
        }
    }

    /// An event, and whatever falls due after it.
    fn take(&mut self, stamped: Stamped) {
        let mut next = Some(stamped);
        while let Some(stamped) = next.take() {
            self.events.push(stamped.clone());
            let effects = self.director.as_mut().unwrap().handle(&stamped);
            assert_eq!(effects, self.director().due());
            next = effects
                .into_iter()
                .next()
                .map(|effect| Stamped { at_ms: self.at_ms, event: self.done(effect) });
        }
    }

    fn done(&mut self, effect: Effect) -> Event {
        match effect {
            Effect::Say(moves) => {
                let text = builtin::words(&moves, self.state());
                self.said.extend(moves.clone());
                Event::Spoken { moves, text, cut: false, voice: "builtin".to_owned(), guarded: Vec::new() }
            }
            Effect::Finish(why) => Event::Finished { why },
        }
    }
}

/// A move in short, such as `probe complement` or `clarify sorted no-pair`.
fn in_short(step: &Move) -> String {
    let name = step.name();
    match step {
        Move::Clarify { answers, uncovered } => {
            let ids: String = answers.iter().map(|id| format!(" {id}")).collect();
            format!("{name}{ids}{}", if *uncovered { " your-call" } else { "" })
        }
        Move::Deflect { wish } => format!("{name} {wish}"),
        Move::Pump { point: Some(point) } | Move::Again { point } | Move::Release { point: Some(point) } => {
            format!("{name} {point}")
        }
        Move::Probe { target } => format!("{name} {}", target_in_short(target)),
        Move::Challenge { what, step } => format!("{name} {} {step}", challenged_in_short(what)),
        Move::Concede { what } | Move::Park { what } => format!("{name} {}", challenged_in_short(what)),
        Move::Hint { point, rung } => format!("{rung} {point}"),
        Move::Redirect { from } => format!("{name} {from}"),
        Move::Nudge { why } => format!("{name} {why}"),
        Move::Extend { follow_up } => format!("{name} {follow_up}"),
        Move::Transition { to } => format!("{name} {to}"),
        Move::Close { why } => format!("{name} {why}"),
        _ => name.to_owned(),
    }
}

fn target_in_short(target: &Target) -> String {
    match target {
        Target::Point { id } => id.to_string(),
        Target::Cost { about } => format!("cost-of-{}", about),
        Target::Reason { value, .. } => format!("reason-for-{value}"),
        Target::How { approach } => format!("how-{approach}"),
        Target::Line { code } => format!("line {code}"),
        Target::Tests => "tests".to_owned(),
        Target::Alternative => "alternative".to_owned(),
        Target::Plan => "plan".to_owned(),
        Target::Code => "code".to_owned(),
        Target::CodeTrace => "code-trace".to_owned(),
    }
}

fn challenged_in_short(what: &Challenged) -> String {
    match what {
        Challenged::Misconception { id } => id.to_string(),
        Challenged::Value { value, about } => format!("{}-{value}", about),
        Challenged::DeadEnd { approach } => approach.to_string(),
    }
}

/// No key for so long.
pub(super) fn silence(seconds: u64) -> Event {
    Event::Silent { for_ms: seconds * 1000 }
}
