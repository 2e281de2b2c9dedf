//! What a candidate's words show of a question: points made, approaches, values, wrong beliefs, questions asked.
//!
//! It is a reading and not a judgement: what is not recognised is *not heard*, never *wrong*.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use serde::{Deserialize, Serialize};

use crate::{
    language::{
        Cues, Hit, Spoken,
        acts::{ActHeard, acts, grader_sentences},
        asking::{Asking, Form, asking},
        complexity::{Case, Resource},
        speech_like,
    },
    transcript::{ApproachId, ClarificationId, ExpectationId, MisconceptionId},
};

use super::{About, Category, Clarification, Expectation, Question, topic, values};

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
        let spoken = Spoken::new(text);
        let ear = Ear::new(question, &spoken);
        let approaches = ear.approaches(question);
        let claims = values::claims(question, &ear, &approaches, context);
        let mut heard = Self {
            points: ear.points(question, &claims),
            misconceptions: ear.misconceptions(question),
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

/// A text, listened to.
pub(super) struct Ear<'a> {
    pub(super) spoken: &'a Spoken<'a>,
    barred: BTreeSet<usize>,
    asking: Vec<Asking>,
    /// The sentences that ask rather than state.
    questions: BTreeSet<usize>,
    /// The clarifications that each sentence speaks of.
    covered: BTreeMap<usize, Vec<&'a Clarification>>,
}

impl<'a> Ear<'a> {
    /// Everything that is asked of a text more than once is found out here, once.
    fn new(question: &'a Question, spoken: &'a Spoken<'a>) -> Self {
        let asking = asking(spoken);
        let mut covered: BTreeMap<usize, Vec<&Clarification>> = BTreeMap::new();
        for clarification in &question.clarifications {
            for hit in clarification.cues.hits(spoken) {
                let of = covered.entry(spoken.tokens[hit.first].sentence).or_default();
                if of.last().is_none_or(|last| last.id != clarification.id) {
                    of.push(clarification);
                }
            }
        }
        Self {
            spoken,
            barred: grader_sentences(spoken).into_iter().collect(),
            questions: asking.iter().filter(|a| a.form == Form::Question).map(|a| a.sentence).collect(),
            asking,
            covered,
        }
    }
}

impl Ear<'_> {
    /// The best hit outside the sentences that speak to a grader.
    pub(super) fn best(&self, cues: &Cues) -> Option<Hit> {
        self.hits(cues).into_iter().min_by_key(|hit| (hit.negated || self.is_asked(hit), hit.first))
    }

    fn hits(&self, cues: &Cues) -> Vec<Hit> {
        let mut hits = cues.hits(self.spoken);
        hits.retain(|hit| !self.barred.contains(&self.sentence(hit.first)));
        hits
    }

    pub(super) fn sentence(&self, token: usize) -> usize {
        self.spoken.tokens[token].sentence
    }

    /// Whether the words are a question rather than a statement.
    fn is_asked(&self, hit: &Hit) -> bool {
        self.questions.contains(&self.sentence(hit.first))
    }

    fn certain(&self, hit: &Hit) -> bool {
        !hit.negated && !self.is_asked(hit)
    }

    pub(super) fn span(&self, hit: &Hit) -> Range<usize> {
        self.spoken.quote(hit)
    }

    fn points(&self, question: &Question, claims: &[ClaimHeard]) -> Vec<PointHeard> {
        let wrong = |id: &ExpectationId| {
            let of = || claims.iter().filter(|claim| claim.id == *id);
            of().any(|claim| claim.truth == Truth::Wrong) && !of().any(|claim| claim.truth == Truth::Right)
        };
        let right = |point: &Expectation| {
            let fits = |claim: &ClaimHeard| {
                // A right cost of another way ("brute force is n squared") does not make this way's point.
                point.approach.is_none() || claim.approach.is_none() || point.approach == claim.approach
            };
            claims.iter().find(|claim| claim.id == point.id && claim.truth == Truth::Right && fits(claim))
        };
        question
            .every_expectation()
            .filter_map(|expectation| {
                if wrong(&expectation.id) {
                    return None;
                }
                if let Some(claim) = right(expectation) {
                    return Some(PointHeard {
                        id: claim.id.clone(),
                        span: claim.span.clone(),
                        certain: true,
                    });
                }
                self.point(expectation)
            })
            .collect()
    }

    fn point(&self, expectation: &Expectation) -> Option<PointHeard> {
        let barred: BTreeSet<usize> =
            self.hits(&expectation.anti_cues).iter().map(|hit| self.sentence(hit.first)).collect();
        let hit = self
            .hits(&expectation.cues)
            .into_iter()
            .filter(|hit| !barred.contains(&self.sentence(hit.first)))
            .min_by_key(|hit| (!self.certain(hit), hit.first))?;
        Some(PointHeard { id: expectation.id.clone(), span: self.span(&hit), certain: self.certain(&hit) })
    }

    fn approaches(&self, question: &Question) -> Vec<ApproachHeard> {
        let mut heard: Vec<(usize, ApproachHeard)> = question
            .approaches
            .iter()
            .filter_map(|approach| {
                let hit = self.best(&approach.cues)?;
                let certain = self.certain(&hit);
                Some((hit.first, ApproachHeard { id: approach.id.clone(), span: self.span(&hit), certain }))
            })
            .collect();
        heard.sort_by_key(|(first, _)| *first);
        heard.into_iter().map(|(_, approach)| approach).collect()
    }

    fn misconceptions(&self, question: &Question) -> Vec<MisconceptionHeard> {
        question
            .misconceptions
            .iter()
            .filter(|belief| self.best(&belief.unless).is_none_or(|hit| hit.negated))
            .filter_map(|belief| {
                let hit = self.best(&belief.cues).filter(|hit| self.certain(hit))?;
                Some(MisconceptionHeard { id: belief.id.clone(), span: self.span(&hit) })
            })
            .collect()
    }

    /// What is only asked of the interviewer is a clarification, and not noted as a case or an option too.
    fn notes<'c>(&self, all: impl Iterator<Item = &'c Cues>) -> Vec<NoteHeard> {
        let clarified =
            |hit: &Hit| self.is_asked(hit) && self.covered.contains_key(&self.sentence(hit.first));
        all.enumerate()
            .filter_map(|(index, cues)| {
                let hit = self.hits(cues).into_iter().find(|hit| !clarified(hit))?;
                Some(NoteHeard { index, span: self.span(&hit) })
            })
            .collect()
    }

    fn asked(&self) -> Vec<Asked> {
        let mut all = Vec::new();
        for asking in &self.asking {
            let sentence = &self.spoken.sentences[asking.sentence];
            let span = sentence.start..sentence.end;
            // "Sorted, and how large?" asks for two.
            let Some(covered) = self.covered.get(&asking.sentence) else {
                all.push(Asked { id: None, category: None, form: asking.form, last: asking.last, span });
                continue;
            };
            all.extend(covered.into_iter().map(|c| Asked {
                id: Some(c.id.clone()),
                category: Some(c.category),
                form: asking.form,
                last: asking.last,
                span: span.clone(),
            }));
        }
        all
    }
}

impl Question {
    /// Its own points, then those of its follow-ups.
    pub fn every_expectation(&self) -> impl Iterator<Item = &Expectation> {
        self.expectations.iter().chain(self.follow_ups.iter().flat_map(|f| f.expectations.iter()))
    }
}

/// The numbers in a text, as digits.
pub(super) fn numbers(text: &str) -> Vec<String> {
    let starts_with_digit = |word: &str| word.bytes().next().is_some_and(|b| b.is_ascii_digit());
    Spoken::new(text).tokens.into_iter().map(|t| t.word).filter(|w| starts_with_digit(w)).collect()
}

#[cfg(test)]
mod tests;
