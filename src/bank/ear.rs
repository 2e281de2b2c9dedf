//! A text, listened to against one question: everything that is asked of it more than once is found out once.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    language::{
        Cues, Hit, Spoken,
        acts::{grader_sentences, take_backs},
        asking::{Asking, Form, asking},
        is_denied,
    },
    transcript::{ExpectationId, MisconceptionId},
};

use super::{
    Clarification, Expectation, Misconception, Question,
    heard::{ApproachHeard, Asked, ClaimHeard, MisconceptionHeard, NoteHeard, PointHeard, Truth},
};

/// A text, listened to.
pub(super) struct Ear<'a> {
    pub(super) spoken: &'a Spoken<'a>,
    barred: BTreeSet<usize>,
    asking: Vec<Asking>,
    /// The sentences that ask rather than state.
    questions: BTreeSet<usize>,
    /// Words that take back what was said right before them: "no wait, that's wrong".
    take_backs: Vec<Hit>,
    /// The clarifications that each sentence speaks of.
    covered: BTreeMap<usize, Vec<&'a Clarification>>,
}

impl<'a> Ear<'a> {
    /// Everything that is asked of a text more than once is found out here, once.
    pub(super) fn new(question: &'a Question, spoken: &'a Spoken<'a>) -> Self {
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
            take_backs: take_backs(spoken),
            covered,
        }
    }
}

impl Ear<'_> {
    /// The best hit outside the sentences that speak to a grader.
    pub(super) fn best(&self, cues: &Cues) -> Option<Hit> {
        self.hits(cues).into_iter().min_by_key(|hit| (hit.negated || self.is_asked(hit), hit.first))
    }

    /// The statement that stands in the end: the best one that nothing takes back.
    pub(super) fn settled(&self, cues: &Cues) -> Option<Hit> {
        let mut stated = self.hits(cues);
        stated.retain(|hit| !self.is_asked(hit) && !self.is_taken_back(hit));
        stated.into_iter().min_by_key(|hit| (hit.negated, hit.first))
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

    pub(super) fn points(&self, question: &Question, claims: &[ClaimHeard]) -> Vec<PointHeard> {
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

    pub(super) fn approaches(&self, question: &Question) -> Vec<ApproachHeard> {
        let mut heard: Vec<(usize, ApproachHeard)> = question
            .approaches
            .iter()
            .filter_map(|approach| {
                let hit = self.best(&approach.cues).filter(|hit| !is_denied(self.spoken, hit.first))?;
                let certain = self.certain(&hit);
                Some((hit.first, ApproachHeard { id: approach.id.clone(), span: self.span(&hit), certain }))
            })
            .collect();
        heard.sort_by_key(|(first, _)| *first);
        heard.into_iter().map(|(_, approach)| approach).collect()
    }

    pub(super) fn misconceptions(&self, question: &Question) -> Vec<MisconceptionHeard> {
        question
            .misconceptions
            .iter()
            .filter(|belief| self.best(&belief.unless).is_none_or(|hit| hit.negated))
            .filter_map(|belief| {
                let hit = self.asserted(&belief.cues)?;
                Some(MisconceptionHeard { id: belief.id.clone(), span: self.span(&hit) })
            })
            .collect()
    }

    /// The first certain hit that nothing takes back, and that is no mere "if I did so".
    fn asserted(&self, cues: &Cues) -> Option<Hit> {
        let stands = |hit: &Hit| self.certain(hit) && !self.is_taken_back(hit) && !self.is_supposed(hit);
        self.hits(cues).into_iter().filter(stands).min_by_key(|hit| hit.first)
    }

    /// The wrong beliefs that are denied where something is taken back, whenever they were asserted: "no wait, that's
    /// wrong, it isn't atomic after all".
    pub(super) fn denied(&self, question: &Question) -> Vec<MisconceptionId> {
        const SET_PHRASE_WORDS: usize = 3;
        let says_so = |hit: &Hit| {
            let here = self.sentence(hit.first);
            let near = |back: &Hit| {
                let sentence = self.sentence(back.first);
                sentence == here || sentence + 1 == here
            };
            // "No wait, that's wrong" is a set phrase: it takes back, and says nothing of what is right.
            let within = |back: &Hit| hit.first >= back.first && hit.last <= back.last;
            let takes_back =
                self.take_backs.iter().any(|back| back.last - back.first < SET_PHRASE_WORDS && within(back));
            !takes_back && self.take_backs.iter().any(near)
        };
        let denies = |belief: &&Misconception| {
            let otherwise = self.hits(&belief.unless).into_iter().filter(|hit| !hit.negated);
            let not_so = self.hits(&belief.cues).into_iter().filter(|hit| hit.negated);
            otherwise.chain(not_so).any(|hit| says_so(&hit))
        };
        if self.take_backs.is_empty() {
            return Vec::new();
        }
        question.misconceptions.iter().filter(denies).map(|belief| belief.id.clone()).collect()
    }

    /// Whether the words stand in an "if" clause: "if I sorted by the end, …" tries a thing, and claims nothing.
    fn is_supposed(&self, hit: &Hit) -> bool {
        /// So far behind its "if" a clause of speech has often come to its end, comma or not.
        const REACH_WORDS: usize = 4;
        let tokens = &self.spoken.tokens;
        let near = hit.first.saturating_sub(REACH_WORDS)..hit.first;
        let supposing = tokens[near].iter().rfind(|token| {
            token.sentence == self.sentence(hit.first)
                && matches!(token.word.as_str(), "if" | "suppose" | "supposing" | "unless" | "had")
        });
        supposing.is_some_and(|token| !self.spoken.text[token.end..tokens[hit.first].start].contains(','))
    }

    /// Whether the next sentence, or the rest of this one, takes it back.
    fn is_taken_back(&self, hit: &Hit) -> bool {
        let here = self.sentence(hit.last);
        self.take_backs.iter().any(|back| {
            let sentence = self.sentence(back.first);
            sentence == here + 1 || sentence == here && back.first > hit.last
        })
    }

    /// What is only asked of the interviewer is a clarification, and not noted as a case or an option too.
    pub(super) fn notes<'c>(&self, all: impl Iterator<Item = &'c Cues>) -> Vec<NoteHeard> {
        let clarified =
            |hit: &Hit| self.is_asked(hit) && self.covered.contains_key(&self.sentence(hit.first));
        let denied = |hit: &Hit| is_denied(self.spoken, hit.first);
        all.enumerate()
            .filter_map(|(index, cues)| {
                let hit = self.hits(cues).into_iter().find(|hit| !clarified(hit) && !denied(hit))?;
                Some(NoteHeard { index, span: self.span(&hit) })
            })
            .collect()
    }

    pub(super) fn asked(&self) -> Vec<Asked> {
        let mut all = Vec::new();
        for asking in &self.asking {
            let sentence = &self.spoken.sentences[asking.sentence];
            let span = sentence.start..sentence.end;
            // "Sorted, and how large?" asks for two.
            let Some(covered) = self.covered.get(&asking.sentence) else {
                all.push(Asked { id: None, category: None, form: asking.form, last: asking.last, span });
                continue;
            };
            all.extend(covered.iter().map(|c| Asked {
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
