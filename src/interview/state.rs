//! All that the director knows. It changes by events alone, so that replaying them gives it back.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    bank::{About, ClaimHeard, Context, Expectation, Heard, Question, Truth},
    language::{acts::Act, complexity::Resource},
    transcript::{
        ApproachId, ClarificationId, ExpectationId, FollowUpId, Part, PartKind, Phase, Speaker, Turn, TurnId,
    },
};

use super::{
    belief::same_belief,
    event::{Event, Setup, Stamped},
    ledger::Ledger,
    moves::{Astray, Challenged, Ending, Move, Nudge, Target, name_of},
    pacing::{Pace, first_phase},
    staging::STIRS,
};

/// What the interviewer owes an answer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The beginning.
    Start,
    /// An answer.
    Answer,
    /// `/hint`.
    Hint,
    /// `/repeat`.
    Repeat,
    /// `/skip`.
    Skip,
    /// A silence.
    Silence(Nudge),
    /// The time is up.
    TimeUp,
    /// `/again`.
    Again,
}

/// What the last answer brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// The turn.
    pub turn: TurnId,
    /// The reading of it.
    pub heard: Heard,
    /// How many points, approaches, values, cases and trade-offs were new.
    pub gains: usize,
    /// Whether there was code in it.
    pub has_code: bool,
}

/// Everything that counts of the talk so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// What the interview is held with.
    pub setup: Arc<Setup>,
    /// Where it stands.
    pub phase: Phase,
    /// What was said.
    pub turns: Vec<Turn>,
    /// The readings of the candidate's turns.
    pub heard: BTreeMap<TurnId, Heard>,
    /// How the points stand.
    pub ledger: Ledger,
    /// The approach that the candidate is on, and the turn that named it first.
    pub approach: Option<(ApproachId, TurnId)>,
    /// Every approach that was named.
    pub approaches: BTreeSet<ApproachId>,
    /// The clarifications that were answered.
    pub clarified: BTreeSet<ClarificationId>,
    /// Edge cases named.
    pub edge_cases: BTreeSet<usize>,
    /// Trade-offs weighed.
    pub trade_offs: BTreeSet<usize>,
    /// How often each thing was asked for.
    pub probed: BTreeMap<Target, u8>,
    /// The turn in which each thing was first asked for.
    pub probed_at: BTreeMap<Target, TurnId>,
    /// How far each challenge went.
    pub challenged: BTreeMap<Challenged, u8>,
    /// What the two sides saw differently, to be checked after the interview.
    pub flagged: Vec<Challenged>,
    /// Whether the candidate was turned away from a road that leads nowhere.
    pub steered: bool,
    /// How many utterances there were since the last sign of having heard; none where there was no such sign yet.
    pub since_acknowledged: Option<u32>,
    /// How many utterances were spoken anew.
    pub retries: u32,
    /// The follow-ups that were put.
    pub follow_ups: Vec<FollowUpId>,
    /// How often the candidate gave the floor in this phase with something said.
    pub yields: u32,
    /// Whether the candidate was invited, told to go on or asked something in this phase.
    pub invited: bool,
    /// How many utterances asked something.
    pub asks: u32,
    /// Hints taken.
    pub hints: u32,
    /// How often the answer itself was asked for.
    pub answer_asks: u32,
    /// Turns in a row without a question, an approach or a point, before there is an approach.
    pub idle_turns: u32,
    /// How often the talk was brought back.
    pub redirects: BTreeMap<Astray, u32>,
    /// How many answers in a row said no more than that nothing is known.
    pub passed: u32,
    /// The nudges since the candidate last spoke, and the last-minutes one.
    pub nudges: BTreeSet<Nudge>,
    /// The candidate said that the answer is complete: every window is closed.
    pub said_done: Option<TurnId>,
    /// The first turn with code.
    pub code_at: Option<TurnId>,
    /// The last answer.
    pub last: Option<Last>,
    /// The question that stands.
    pub asked: Option<Move>,
    /// The last utterance, for `/repeat`.
    pub spoken: Vec<Move>,
    /// What is owed.
    pub owed: Option<Trigger>,
    /// Why it ended, if it has.
    pub finished: Option<Ending>,
    /// The point that `/again` asks for.
    pub again: Option<ExpectationId>,
    /// Notes of the candidate's.
    pub notes: Vec<String>,
    /// Running time.
    pub at_ms: u64,
    before_answer: Option<Box<State>>,
    before_utterance: Option<Box<State>>,
}

impl State {
    /// The state before anything was said.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        Self {
            setup: Arc::new(setup),
            phase: Phase::Opening,
            turns: Vec::new(),
            heard: BTreeMap::new(),
            ledger: Ledger::default(),
            approach: None,
            approaches: BTreeSet::new(),
            clarified: BTreeSet::new(),
            edge_cases: BTreeSet::new(),
            trade_offs: BTreeSet::new(),
            probed: BTreeMap::new(),
            probed_at: BTreeMap::new(),
            challenged: BTreeMap::new(),
            flagged: Vec::new(),
            steered: false,
            since_acknowledged: None,
            retries: 0,
            follow_ups: Vec::new(),
            yields: 0,
            invited: false,
            asks: 0,
            hints: 0,
            answer_asks: 0,
            idle_turns: 0,
            redirects: BTreeMap::new(),
            passed: 0,
            nudges: BTreeSet::new(),
            said_done: None,
            code_at: None,
            last: None,
            asked: None,
            spoken: Vec::new(),
            owed: Some(Trigger::Start),
            finished: None,
            again: None,
            notes: Vec::new(),
            at_ms: 0,
            before_answer: None,
            before_utterance: None,
        }
    }

    /// The question.
    #[must_use]
    pub fn question(&self) -> &Question {
        &self.setup.question
    }

    /// The clock's plan.
    #[must_use]
    pub fn pace(&self) -> Pace {
        Pace::new(self.setup.minutes)
    }

    /// The points in play: the question's own, and those of the follow-ups that were put.
    pub fn points(&self) -> impl Iterator<Item = &Expectation> {
        let put = |id: &FollowUpId| self.follow_ups.contains(id);
        let next = self.setup.question.follow_ups.iter().filter(move |f| put(&f.id));
        self.setup.question.expectations.iter().chain(next.flat_map(|f| f.expectations.iter()))
    }

    /// The candidate's last turn.
    #[must_use]
    pub fn last_answer(&self) -> Option<&Turn> {
        self.turns.iter().rfind(|turn| turn.speaker == Speaker::Candidate)
    }

    /// What the reading of the next answer must know.
    #[must_use]
    pub fn context(&self) -> Context {
        let asked_about = match &self.asked {
            Some(Move::Probe { target }) => self.resource_of(target),
            Some(Move::Challenge { what: Challenged::Value { about, .. }, .. }) => resource(*about),
            _ => None,
        };
        // A follow-up is a new problem: what holds for the first one's approach says nothing there.
        let own = self.phase < Phase::Extension;
        let approach = self.approach.as_ref().filter(|_| own).map(|(id, _)| id.clone());
        Context { approach, asked_about }
    }

    fn resource_of(&self, target: &Target) -> Option<Resource> {
        match target {
            Target::Cost { about } | Target::Reason { about, .. } => resource(*about),
            Target::Point { id } => {
                let claim = self.question().claims.iter().find(|claim| claim.id == *id)?;
                resource(claim.about)
            }
            _ => None,
        }
    }

    /// Whether the candidate has had the word in this phase: said something, was invited to, or has nothing to say.
    #[must_use]
    pub(super) fn has_had_the_floor(&self) -> bool {
        self.yields > 0 || self.invited || self.passes()
    }

    /// Whether the candidate has just said that they have nothing to say to what was asked.
    #[must_use]
    pub(super) fn passes(&self) -> bool {
        let passes = [Act::DontKnow, Act::Skip, Act::AskAnswer];
        let said = self.last.as_ref().is_some_and(|last| passes.into_iter().any(|act| last.heard.did(act)));
        said || self.owed == Some(Trigger::Skip)
    }

    /// Every value that the candidate stated of one thing, with its turn.
    pub fn values(&self, about: About) -> impl Iterator<Item = (TurnId, &ClaimHeard)> {
        let of = move |heard: &'_ &ClaimHeard| heard.about == about;
        self.heard.iter().flat_map(move |(turn, heard)| heard.claims.iter().filter(of).map(|c| (*turn, c)))
    }

    /// Takes one event in. It decides nothing.
    pub fn apply(&mut self, stamped: &Stamped) {
        self.at_ms = self.at_ms.max(stamped.at_ms);
        match &stamped.event {
            Event::Started(_) => self.owed = Some(Trigger::Start),
            Event::Answered { text, parts, heard } => self.answered(text, parts, heard),
            Event::Spoken { moves, text, cut, .. } => self.spoke(moves, text, *cut),
            Event::HintAsked => self.owed = Some(Trigger::Hint),
            Event::Assessed { turn, points, .. } => self.ledger.assess(*turn, points),
            Event::RepeatAsked => self.owed = Some(Trigger::Repeat),
            Event::Skipped => self.skip(),
            Event::Undone => self.undo(),
            Event::Retried => self.retry(),
            Event::Silent { for_ms } => self.silent(*for_ms),
            Event::TimeUp => self.owed = Some(Trigger::TimeUp),
            Event::Noted { text } => self.notes.push(text.clone()),
            Event::Finished { why } => {
                self.finished = Some(*why);
                self.owed = None;
            }
            Event::AgainAsked { point } => {
                self.again = Some(point.clone());
                self.owed = Some(Trigger::Again);
            }
        }
    }

    fn next_turn(&self) -> TurnId {
        TurnId(u32::try_from(self.turns.len()).unwrap_or(u32::MAX).saturating_add(1))
    }

    fn answered(&mut self, text: &str, parts: &[Part], heard: &Heard) {
        self.before_answer = Some(Box::new(self.snapshot()));
        let turn = self.next_turn();
        self.turns.push(Turn {
            turn,
            speaker: Speaker::Candidate,
            text: text.to_owned(),
            parts: parts.to_vec(),
            move_name: None,
            phase: self.phase,
            at_ms: self.at_ms,
            cut: false,
        });
        self.heard.insert(turn, heard.clone());
        if self.finished.is_some() {
            self.owed = None;
            return;
        }
        self.owed = Some(Trigger::Answer);
        let has_code = parts.iter().any(|part| part.kind == PartKind::Code);
        let gains = self.book(turn, heard) + usize::from(has_code && self.code_at.is_none());
        if has_code {
            self.code_at.get_or_insert(turn);
            self.enter(first_phase(self.question().kind).max(Phase::Approach));
        }
        let has_passed = gains == 0 && (heard.did(Act::DontKnow) || heard.did(Act::Stuck));
        self.passed = if has_passed { self.passed + 1 } else { 0 };
        let is_idle = gains == 0 && heard.asked.is_empty();
        self.idle_turns = if is_idle { self.idle_turns + u32::from(!has_passed) } else { 0 };
        self.yields += u32::from(heard.is_answer() || has_code);
        if heard.did(Act::AskAnswer) {
            self.answer_asks += 1;
        }
        if heard.did(Act::Done) {
            self.said_done.get_or_insert(turn);
        }
        self.nudges.retain(|nudge| *nudge == Nudge::LastMinutes);
        self.last = Some(Last { turn, heard: heard.clone(), gains, has_code });
    }

    /// The state as it stands, with no way back from there but to the last utterance.
    fn snapshot(&self) -> Self {
        let mut now = self.clone();
        now.before_answer = None;
        if let Some(utterance) = &mut now.before_utterance {
            utterance.before_answer = None;
        }
        now
    }

    /// Books what was heard; tells how much of it is new.
    fn book(&mut self, turn: TurnId, heard: &Heard) -> usize {
        let mut gains = self.ledger.hear(turn, &heard.points);
        for approach in heard.approaches.iter().filter(|a| a.certain) {
            gains += usize::from(self.approaches.insert(approach.id.clone()));
            self.settle(&approach.id, turn);
        }
        gains += heard.edge_cases.iter().filter(|note| self.edge_cases.insert(note.index)).count();
        gains += heard.trade_offs.iter().filter(|note| self.trade_offs.insert(note.index)).count();
        let before =
            |claim: &ClaimHeard| self.values(claim.about).any(|(t, c)| t < turn && c.value == claim.value);
        gains += heard.claims.iter().filter(|claim| claim.truth == Truth::Right && !before(claim)).count();
        if self.phase == Phase::Clarifying
            && (self.approach.is_some() || heard.points.iter().any(|p| p.certain))
        {
            self.enter(super::pacing::next_phase(self.question().kind, Phase::Clarifying));
        }
        gains
    }

    /// The candidate is on the viable approach with the most points made; the first one named is taken as it comes.
    fn settle(&mut self, id: &ApproachId, turn: TurnId) {
        let Some((current, first)) = self.approach.clone() else {
            self.approach = Some((id.clone(), turn));
            return;
        };
        let still_choosing = self.phase <= Phase::Approach && self.made_of(id) >= self.made_of(&current);
        if self.is_viable(id) && (still_choosing || !self.is_viable(&current)) {
            self.approach = Some((id.clone(), first));
        }
    }

    /// Whether an approach can end well.
    pub(super) fn is_viable(&self, id: &ApproachId) -> bool {
        self.question().approaches.iter().any(|a| a.id == *id && a.viable)
    }

    fn made_of(&self, approach: &ApproachId) -> usize {
        let of = |point: &&Expectation| point.approach.as_ref() == Some(approach);
        let made = |point: &&Expectation| self.ledger.get(&point.id).made.is_some();
        self.question().expectations.iter().filter(of).filter(made).count()
    }

    fn enter(&mut self, phase: Phase) {
        if phase > self.phase {
            self.phase = phase;
            self.yields = 0;
            self.invited = false;
        }
    }

    fn spoke(&mut self, moves: &[Move], text: &str, cut: bool) {
        let mut before = self.clone();
        before.before_utterance = None;
        self.before_utterance = Some(Box::new(before));
        let turn = self.next_turn();
        for step in moves {
            self.made(step, turn);
        }
        self.turns.push(Turn {
            turn,
            speaker: Speaker::Interviewer,
            text: text.to_owned(),
            parts: Vec::new(),
            move_name: Some(name_of(moves).to_owned()),
            phase: self.phase,
            at_ms: self.at_ms,
            cut,
        });
        if moves.iter().any(|step| step.asks() && *step != Move::Repeat) {
            self.asks += u32::from(!moves.contains(&Move::Open));
        }
        if let Some(standing) = moves.iter().rfind(|step| step.stands()) {
            self.asked = Some(standing.clone());
        }
        let acknowledged = moves.contains(&Move::Acknowledge);
        self.since_acknowledged =
            if acknowledged { Some(0) } else { self.since_acknowledged.map(|utterances| utterances + 1) };
        self.spoken = moves.to_vec();
        self.owed = None;
    }

    /// What a move changes, whoever decided it.
    fn made(&mut self, step: &Move, turn: TurnId) {
        match step {
            Move::Open => self.enter(first_phase(self.question().kind)),
            Move::Clarify { answers, .. } => self.clarified.extend(answers.iter().cloned()),
            Move::Probe { target } => self.probe(target, turn),
            Move::Challenge { what, step } => self.challenge(what, *step),
            Move::Concede { what } | Move::Park { what } => self.flagged.push(what.clone()),
            Move::Steer => self.steered = true,
            Move::Hint { point, rung } => {
                self.hints += 1;
                self.ledger.hint(point, *rung);
            }
            Move::Redirect { from } => *self.redirects.entry(*from).or_default() += 1,
            Move::Nudge { why } => {
                self.nudges.insert(*why);
            }
            Move::Extend { follow_up } => {
                self.follow_ups.push(follow_up.clone());
                self.phase = Phase::Extension;
                self.yields = 0;
                self.invited = false;
            }
            Move::Transition { to } => {
                self.enter(*to);
                self.invited = true;
            }
            Move::Pump { .. } => self.invited = true,
            Move::Release { point } => {
                self.answer_asks = 0;
                point.iter().for_each(|point| self.ledger.give_up(point));
            }
            Move::Close { .. } => self.enter(Phase::Closing),
            _ => {}
        }
    }

    fn probe(&mut self, target: &Target, turn: TurnId) {
        *self.probed.entry(target.clone()).or_default() += 1;
        self.probed_at.entry(target.clone()).or_insert(turn);
        if let Target::Point { id } = target {
            self.ledger.probe(id);
        }
        if let Some(phase) = super::targets::phase_of(self, target) {
            self.enter(phase);
        }
        self.invited = true;
    }

    fn challenge(&mut self, what: &Challenged, step: u8) {
        for belief in same_belief(self.heard.values(), what) {
            self.challenged.insert(belief, step);
        }
    }

    fn skip(&mut self) {
        if let Some(point) = self.focus() {
            self.ledger.give_up(&point);
        }
        self.owed = Some(Trigger::Skip);
    }

    /// The point that the interviewer's last question was about.
    #[must_use]
    pub fn focus(&self) -> Option<ExpectationId> {
        let point = match self.asked.as_ref()? {
            Move::Probe { target: Target::Point { id } } => id,
            Move::Hint { point, .. } | Move::Pump { point: Some(point) } => point,
            _ => return None,
        };
        self.ledger.get(point).is_open().then(|| point.clone())
    }

    fn undo(&mut self) {
        if let Some(before) = self.before_answer.take() {
            let at_ms = self.at_ms;
            *self = *before;
            self.at_ms = at_ms;
            self.owed = None;
        }
    }

    /// The last utterance is taken back with all that it changed, and is owed again.
    fn retry(&mut self) {
        let is_last = self.turns.last().is_some_and(|turn| turn.speaker == Speaker::Interviewer);
        if let Some(before) = self.before_utterance.take_if(|_| is_last) {
            let notes = std::mem::take(&mut self.notes);
            let (at_ms, retries, finished) = (self.at_ms, self.retries + 1, self.finished);
            *self = Self { at_ms, retries, notes, finished, ..*before };
        }
    }

    fn silent(&mut self, for_ms: u64) {
        let is_due = |nudge: &Nudge| self.setup.staging.silence_ms(*nudge).is_some_and(|due| for_ms >= due);
        let stage = STIRS.into_iter().find(is_due).unwrap_or(Nudge::TakeYourTime);
        if !self.nudges.contains(&stage) {
            self.owed = Some(Trigger::Silence(stage));
        }
    }
}

fn resource(about: About) -> Option<Resource> {
    match about {
        About::Time => Some(Resource::Time),
        About::Space => Some(Resource::Space),
        About::Count | About::YesNo => None,
    }
}
