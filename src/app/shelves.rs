//! What roles, company styles and personas are checked against, and what comes of a role.

use std::collections::BTreeMap;

use crate::{
    bank::{Bank, Known, Role, Roles, Wanted, Weak, odds},
    interviewer,
    rubric::Rubrics,
    transcript::{Kind, Seniority},
};

/// What there is for a file to speak of.
#[must_use]
pub fn known(bank: &Bank, rubrics: &Rubrics, roles: &Roles) -> Known {
    Known {
        tracks: bank.headings().map(|question| question.track.clone()).collect(),
        topics: bank.topics().iter().cloned().collect(),
        roles: roles.iter().map(|role| role.id.clone()).collect(),
        dimensions: rubrics
            .iter()
            .flat_map(|rubric| rubric.dimensions.iter())
            .map(|d| d.id.clone())
            .collect(),
        slots: interviewer::own_lines().clone(),
    }
}

/// What a role's weights come to with the questions that there are.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// How many questions may come.
    pub questions: usize,
    /// Kinds of rounds with their shares, from 0 to 1, the most likely first.
    pub kinds: Vec<(Kind, f64)>,
    /// Topics with the chance that a question is on them, likewise.
    pub topics: Vec<(String, f64)>,
}

/// What somebody may be asked who was never asked anything.
#[must_use]
pub fn outlook(bank: &Bank, role: &Role, seniority: Seniority, minutes: u32) -> Outlook {
    let wanted = Wanted {
        role,
        company: None,
        seniority,
        kind: None,
        topics: &[],
        prefers: &[],
        asked: &[],
        weak: &Weak::default(),
        minutes,
    };
    let odds = odds(bank, &wanted);
    let (mut kinds, mut topics) = (BTreeMap::<Kind, u64>::new(), BTreeMap::<String, u64>::new());
    for (question, parts) in &odds {
        *kinds.entry(question.kind).or_default() += parts;
        for topic in &question.topics {
            *topics.entry(topic.clone()).or_default() += parts;
        }
    }
    let all = odds.iter().map(|(_, parts)| parts).sum();
    Outlook { questions: odds.len(), kinds: shares(kinds, all), topics: shares(topics, all) }
}

#[expect(clippy::cast_precision_loss, reason = "parts of a whole")]
fn shares<K: Ord>(parts: BTreeMap<K, u64>, all: u64) -> Vec<(K, f64)> {
    let mut shares: Vec<(K, f64)> =
        parts.into_iter().map(|(key, own)| (key, own as f64 / all.max(1) as f64)).collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares
}
