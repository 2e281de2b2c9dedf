//! What a candidate's words show of a question: points made, approaches, values, wrong beliefs, questions asked.
//!
//! It is a reading and not a judgement: what is not recognised is *not heard*, never *wrong*.

use std::{collections::BTreeMap, ops::Range};

use serde::{Deserialize, Serialize};

use crate::{
    language::{
        Spoken,
        acts::{ActHeard, acts},
        asking::Form,
        complexity::{Case, Resource},
        speech_like,
    },
    transcript::{ApproachId, ClarificationId, ExpectationId, MisconceptionId, TurnId},
};

use super::{About, Category, Expectation, Question, ear::Ear, topic, values};

/// What was heard in one turn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// Points made, follow-ups' points too.
    pub points: Vec<PointHeard>,
    /// Approaches named.
    pub approaches: Vec<ApproachHeard>,
    /// Values stated.
    pub claims: Vec<ClaimHeard>,
    /// Wrong beliefs asserted.
    pub misconceptions: Vec<MisconceptionHeard>,
    /// Wrong beliefs taken back, asserted in this turn or before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken_back: Vec<MisconceptionId>,
    /// Questions to the interviewer, and assumptions.
    pub asked: Vec<Asked>,
    /// Edge cases named, by their place in the question.
    pub edge_cases: Vec<NoteHeard>,
    /// Trade-offs weighed, by their place in the question.
    pub trade_offs: Vec<NoteHeard>,
    /// What else was done with words.
    pub acts: Vec<ActHeard>,
    /// How many words.
    pub words: usize,
    /// Whether it speaks of the question at all, recognised or not.
    #[serde(default)]
    pub on_topic: bool,
}

/// A point that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointHeard {
    /// Which.
    pub id: ExpectationId,
    /// Where, in bytes.
    pub span: Range<usize>,
    /// False where a negation or a question mark makes it doubtful that the point was made.
    pub certain: bool,
}

/// An approach that was named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproachHeard {
    /// Which.
    pub id: ApproachId,
    /// Where, in bytes.
    pub span: Range<usize>,
    /// False where it is negated, or only asked about.
    pub certain: bool,
}

/// Whether a stated value is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// Right for the approach in question.
    Right,
    /// Wrong for it.
    Wrong,
    /// The cost of a step, or of an approach that was not named: nothing can be said.
    Open,
}

/// A value that was stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimHeard {
    /// The claim of the question that it answers.
    pub id: ExpectationId,
    /// Of what.
    pub about: About,
    /// As it was understood: `O(n)`, `40`, `yes`.
    pub value: String,
    /// The approach that it was taken to be said of.
    pub approach: Option<ApproachId>,
    /// Whether it is right.
    pub truth: Truth,
    /// Whether a reason stands with it.
    pub justified: bool,
    /// Which case it speaks of.
    pub case: Option<Case>,
    /// Where, in bytes.
    pub span: Range<usize>,
}

/// A wrong belief that was asserted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MisconceptionHeard {
    /// Which.
    pub id: MisconceptionId,
    /// Where, in bytes.
    pub span: Range<usize>,
}

/// A question to the interviewer, or an assumption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The clarification that answers it, if the facts cover it.
    pub id: Option<ClarificationId>,
    /// What it is about, if the facts cover it.
    pub category: Option<Category>,
    /// Question or assumption.
    pub form: Form,
    /// Whether nothing but questions followed.
    pub last: bool,
    /// Where, in bytes.
    pub span: Range<usize>,
}

/// Something noted, by its place in the question's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteHeard {
    /// Its place, from 0.
    pub index: usize,
    /// Where, in bytes.
    pub span: Range<usize>,
}

/// What is known of the talk so far, without which "it's linear" means nothing.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The approach that the candidate is on.
    pub approach: Option<ApproachId>,
    /// What the interviewer's last question asked about.
    pub asked_about: Option<Resource>,
}

impl Heard {
    /// Reads a turn's words. `text` has its code blanked out, so that offsets are those of the turn.
    #[must_use]
    pub fn new(question: &Question, text: &str, context: &Context) -> Self {
        let spoken = Spoken::fluent(text);
        let ear = Ear::new(question, &spoken);
        let approaches = ear.approaches(question);
        let claims = values::claims(question, &ear, &approaches, context);
        let mut heard = Self {
            points: ear.points(question, &claims),
            misconceptions: ear.misconceptions(question),
            taken_back: ear.denied(question),
            asked: ear.asked(),
            edge_cases: ear.notes(question.edge_cases.iter().map(|case| &case.cues)),
            trade_offs: ear.notes(question.trade_offs.iter().map(|option| &option.cues)),
            acts: acts(&spoken),
            words: spoken.tokens.len(),
            on_topic: topic::is_on_topic(question, &spoken),
            approaches,
            claims,
        };
        heard.leave_out(&speech_like::barred(&spoken));
        heard
    }

    /// A list of keywords makes no point. Edge cases are listed in earnest, and stay.
    fn leave_out(&mut self, barred: &[Range<usize>]) {
        let read = |span: &Range<usize>| !speech_like::overlaps(barred, span);
        self.points.retain(|point| read(&point.span));
        self.approaches.retain(|approach| read(&approach.span));
        self.claims.retain(|claim| read(&claim.span));
        self.misconceptions.retain(|belief| read(&belief.span));
        self.trade_offs.retain(|option| read(&option.span));
    }

    /// Whether an act was heard.
    #[must_use]
    pub fn did(&self, act: crate::language::acts::Act) -> bool {
        self.acts.iter().any(|heard| heard.act == act)
    }

    /// Whether anything of the question was heard at all.
    #[must_use]
    pub fn has_content(&self) -> bool {
        !(self.points.is_empty()
            && self.approaches.is_empty()
            && self.claims.is_empty()
            && self.misconceptions.is_empty()
            && self.edge_cases.is_empty()
            && self.trade_offs.is_empty())
    }

    /// Whether it is an answer of some kind: something recognised, or words enough about the question.
    #[must_use]
    pub fn is_answer(&self) -> bool {
        const FEWEST_WORDS: usize = 8;
        self.has_content() || self.on_topic && self.words >= FEWEST_WORDS
    }
}

/// The turn in which a wrong belief was taken back for good; none where it was not, or was asserted once more.
#[must_use]
pub fn taken_back_at(heard: &BTreeMap<TurnId, Heard>, belief: &MisconceptionId) -> Option<TurnId> {
    let asserts = |heard: &Heard| heard.misconceptions.iter().any(|known| known.id == *belief);
    let asserted = heard.iter().filter(|(_, heard)| asserts(heard)).map(|(turn, _)| *turn).next_back()?;
    let denied = |(turn, heard): &(&TurnId, &Heard)| **turn > asserted && heard.taken_back.contains(belief);
    heard.iter().find(denied).map(|(turn, _)| *turn)
}

impl Question {
    /// Its own points, then those of its follow-ups.
    pub fn every_expectation(&self) -> impl Iterator<Item = &Expectation> {
        self.expectations.iter().chain(self.follow_ups.iter().flat_map(|f| f.expectations.iter()))
    }
}

#[cfg(test)]
mod tests;
