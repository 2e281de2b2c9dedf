//! Choosing a question: by what was asked for, the role's weights, and what was asked before. A seed repeats it.

use crate::transcript::{Kind, QuestionId, Seniority};

use super::{Bank, Heading, Role};

/// What is wanted.
#[derive(Debug, Clone)]
pub struct Wanted<'w> {
    /// For whom.
    pub role: &'w Role,
    /// At which seniority.
    pub seniority: Seniority,
    /// Of which kind; any where none is given.
    pub kind: Option<Kind>,
    /// On any of these topics; empty means any.
    pub topics: &'w [String],
    /// What was asked before, in any order: not asked again until the pool is spent.
    pub asked: &'w [QuestionId],
}

/// Chooses; none where nothing fits.
#[must_use]
pub fn choose<'b>(bank: &'b Bank, wanted: &Wanted<'_>, seed: u64) -> Option<&'b Heading> {
    let pool: Vec<&Heading> = bank.headings().filter(|question| wanted.fits(question)).collect();
    let fewest = pool.iter().map(|q| wanted.times_asked(q)).min()?;
    let fresh: Vec<&Heading> = pool.into_iter().filter(|q| wanted.times_asked(q) == fewest).collect();
    let total: u64 = fresh.iter().map(|q| wanted.weight(q, &fresh)).sum();
    let mut place = fastrand::Rng::with_seed(seed).u64(..total.max(1));
    for question in &fresh {
        let weight = wanted.weight(question, &fresh);
        if place < weight {
            return Some(question);
        }
        place -= weight;
    }
    fresh.first().copied()
}

impl Wanted<'_> {
    fn fits(&self, question: &Heading) -> bool {
        (question.roles.is_empty() || question.roles.contains(&self.role.id))
            && question.seniorities.contains(&self.seniority)
            && self.kind.is_none_or(|kind| question.kind == kind)
            && (self.topics.is_empty() || question.topics.iter().any(|topic| self.topics.contains(topic)))
            && (self.kind.is_some()
                || !self.topics.is_empty()
                || self.role.tracks.contains_key(&question.track))
    }

    fn times_asked(&self, question: &Heading) -> usize {
        self.asked.iter().filter(|id| **id == question.id).count()
    }

    /// A track's weight is shared among its questions, so that a full folder is not chosen more often.
    fn weight(&self, question: &Heading, pool: &[&Heading]) -> u64 {
        const SCALE: u64 = 840;
        let mates = pool.iter().filter(|other| other.track == question.track).count() as u64;
        let track = u64::from(self.role.tracks.get(&question.track).copied().unwrap_or(1));
        track * SCALE / mates.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Roles;
    use super::*;

    fn wanted<'w>(role: &'w Role, asked: &'w [QuestionId]) -> Wanted<'w> {
        Wanted { role, seniority: Seniority::Mid, kind: Some(Kind::Coding), topics: &[], asked }
    }

    #[test]
    fn a_seed_repeats_a_choice() {
        let (bank, roles) = (Bank::load(&[]).0, Roles::load(&[]).0);
        let role = roles.get(&"software-engineer".parse().unwrap()).unwrap();
        for seed in 0..20 {
            let first = choose(&bank, &wanted(role, &[]), seed).unwrap();
            assert_eq!(choose(&bank, &wanted(role, &[]), seed).unwrap().id, first.id);
        }
    }

    #[test]
    fn nothing_is_asked_twice_until_the_pool_is_spent() {
        let (bank, roles) = (Bank::load(&[]).0, Roles::load(&[]).0);
        let role = roles.get(&"software-engineer".parse().unwrap()).unwrap();
        let mut asked = Vec::new();
        let pool = bank.headings().filter(|q| wanted(role, &[]).fits(q)).count();
        for seed in 0..pool as u64 {
            let next = choose(&bank, &wanted(role, &asked), seed).unwrap().id.clone();
            assert!(!asked.contains(&next), "{next} came twice");
            asked.push(next);
        }
    }

    #[test]
    fn what_does_not_fit_is_not_chosen() {
        let (bank, roles) = (Bank::load(&[]).0, Roles::load(&[]).0);
        let role = roles.get(&"data-scientist".parse().unwrap()).unwrap();
        let topics = ["gil".to_owned()];
        let wanted = Wanted { topics: &topics, kind: None, ..wanted(role, &[]) };
        assert!(choose(&bank, &wanted, 1).is_none());
    }
}
