//! Choosing a question: by what was asked for, the role's weights, what was asked before, what was weak, and what
//! the candidate's papers speak of. A seed repeats a choice.

use std::collections::BTreeMap;

use crate::transcript::{Kind, QuestionId, RoleId, Seniority};

use super::{Bank, Company, Heading, Role};

/// What is wanted.
#[derive(Debug, Clone)]
pub struct Wanted<'w> {
    /// For whom.
    pub role: &'w Role,
    /// In whose style.
    pub company: Option<&'w Company>,
    /// At which seniority.
    pub seniority: Seniority,
    /// Of which kind; any where none is given.
    pub kind: Option<Kind>,
    /// On any of these topics; empty means any.
    pub topics: &'w [String],
    /// Topics that come up more often than others.
    pub prefers: &'w [String],
    /// What was asked before, in any order: not asked again until the pool is spent.
    pub asked: &'w [QuestionId],
    /// What was weak before.
    pub weak: &'w Weak,
    /// How long there is, in minutes.
    pub minutes: u32,
}

/// What was weak before, so that it comes up more often.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weak {
    /// How many times as often, by topic.
    pub topics: BTreeMap<String, u32>,
    /// How many times as often, by kind.
    pub kinds: BTreeMap<Kind, u32>,
}

/// What an interview came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome<'o> {
    /// Of which kind it was.
    pub kind: Kind,
    /// What its question was on.
    pub topics: &'o [String],
    /// Its overall level, 1 to 4.
    pub level: f64,
}

impl Weak {
    /// What was weak in interviews, the newest first: of each topic and kind the last few count.
    #[must_use]
    pub fn of(outcomes: &[Outcome<'_>]) -> Self {
        const LAST: usize = 3;
        let (mut topics, mut kinds) = (BTreeMap::<&str, Vec<f64>>::new(), BTreeMap::<Kind, Vec<f64>>::new());
        for outcome in outcomes {
            kinds.entry(outcome.kind).or_default().push(outcome.level);
            for topic in outcome.topics {
                topics.entry(topic).or_default().push(outcome.level);
            }
        }
        let times = |levels: &[f64]| times_as_often(&levels[..levels.len().min(LAST)]);
        let topics =
            topics.into_iter().filter_map(|(topic, levels)| Some((topic.to_owned(), times(&levels)?)));
        let kinds = kinds.into_iter().filter_map(|(kind, levels)| Some((kind, times(&levels)?)));
        Self { topics: topics.collect(), kinds: kinds.collect() }
    }
}

/// How many times as often something comes up that went like this; none where it went well.
#[expect(clippy::cast_precision_loss, reason = "a few interviews")]
fn times_as_often(levels: &[f64]) -> Option<u32> {
    let mean = levels.iter().sum::<f64>() / levels.len().max(1) as f64;
    match mean {
        ..2.0 => Some(3),
        ..2.5 => Some(2),
        _ => None,
    }
}

/// Chooses; none where nothing fits.
#[must_use]
pub fn choose<'b>(bank: &'b Bank, wanted: &Wanted<'_>, seed: u64) -> Option<&'b Heading> {
    let odds = odds(bank, wanted);
    let total: u64 = odds.iter().map(|(_, parts)| parts).sum();
    let mut place = fastrand::Rng::with_seed(seed).u64(..total.max(1));
    for (question, parts) in &odds {
        if place < *parts {
            return Some(question);
        }
        place -= parts;
    }
    odds.first().map(|(question, _)| *question)
}

/// The questions that may come next, each with its parts of the whole: those of what fits that were asked least.
#[must_use]
pub fn odds<'b>(bank: &'b Bank, wanted: &Wanted<'_>) -> Vec<(&'b Heading, u64)> {
    let pool = pool(bank, wanted);
    let fewest = pool.iter().map(|q| wanted.times_asked(q)).min().unwrap_or(0);
    let fresh: Vec<&Heading> = pool.into_iter().filter(|q| wanted.times_asked(q) == fewest).collect();
    fresh.iter().map(|question| (*question, wanted.parts(question, &fresh))).collect()
}

/// What fits the role; where a kind or a topic was asked for and the role has none, what fits but for the role.
fn pool<'b>(bank: &'b Bank, wanted: &Wanted<'_>) -> Vec<&'b Heading> {
    let fitting: Vec<&Heading> = bank.headings().filter(|question| wanted.fits(question)).collect();
    let own: Vec<&Heading> = fitting.iter().copied().filter(|q| wanted.is_of_the_role(q)).collect();
    let was_asked_for = wanted.kind.is_some() || !wanted.topics.is_empty();
    if own.is_empty() && was_asked_for { fitting } else { own }
}

impl Wanted<'_> {
    fn fits(&self, question: &Heading) -> bool {
        let meant = |id: &RoleId| *id == self.role.id || self.role.like.contains(id);
        (question.roles.is_empty() || question.roles.iter().any(meant))
            && question.seniorities.contains(&self.seniority)
            && self.kind.is_none_or(|kind| question.kind == kind)
            && (self.topics.is_empty() || question.topics.iter().any(|topic| self.topics.contains(topic)))
    }

    fn is_of_the_role(&self, question: &Heading) -> bool {
        self.track_parts(question) > 0 && self.role.topic_parts(&question.topics) > 0
    }

    fn track_parts(&self, question: &Heading) -> u64 {
        u64::from(self.role.tracks.get(&question.track).copied().unwrap_or(0))
    }

    fn topic_parts(&self, question: &Heading) -> u64 {
        u64::from(self.role.topic_parts(&question.topics)).max(1)
    }

    fn times_asked(&self, question: &Heading) -> usize {
        self.asked.iter().filter(|id| **id == question.id).count()
    }

    /// A track's weight is shared among its questions, so that a full folder is not chosen more often.
    fn parts(&self, question: &Heading, pool: &[&Heading]) -> u64 {
        const SCALE: u64 = 5040;
        let mates = pool.iter().filter(|other| other.track == question.track);
        let all: u64 = mates.map(|mate| self.topic_parts(mate)).sum();
        let share = self.track_parts(question).max(1) * SCALE * self.topic_parts(question) / all.max(1);
        share.max(1) * self.times_as_often(question)
    }

    fn times_as_often(&self, question: &Heading) -> u64 {
        const PREFERRED: u64 = 4;
        const FITS_THE_TIME: u64 = 4;
        let style = self.company.and_then(|company| company.kinds.get(&question.kind)).copied().unwrap_or(1);
        let weak_topic =
            question.topics.iter().filter_map(|topic| self.weak.topics.get(topic)).max().copied();
        let weak_kind = self.weak.kinds.get(&question.kind).copied();
        let preferred = question.topics.iter().any(|topic| self.prefers.contains(topic));
        let fits_the_time = question.minutes <= self.minutes.saturating_mul(2);
        u64::from(style)
            * u64::from(weak_topic.unwrap_or(1))
            * u64::from(weak_kind.unwrap_or(1))
            * if preferred { PREFERRED } else { 1 }
            * if fits_the_time { FITS_THE_TIME } else { 1 }
    }
}

#[cfg(test)]
mod tests;
