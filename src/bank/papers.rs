//! A job description and a CV: what was taken from them for an interview, and changing it before the start.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    language::{Cues, Spoken},
    transcript::{RoleId, Seniority},
};

use super::FollowUp;

names!(
    /// Where something was taken from.
    Source("source") {
        /// The job description.
        Job = "job",
        /// The CV.
        Cv = "cv",
        /// The candidate, who put it right.
        Hand = "hand",
    }
);

/// What was taken from the candidate's papers. None of their text is kept but what is shown here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    /// The role, and what spoke for it.
    pub role: Option<Taken<RoleId>>,
    /// What is expected, and what spoke for it.
    pub seniority: Option<Taken<Seniority>>,
    /// Topics that come up more often, the most spoken of first.
    pub topics: Vec<Topic>,
    /// Words of follow-ups that are put before others.
    #[serde(default, skip_serializing_if = "Cues::is_empty")]
    pub likes: Cues,
    /// Questions about the candidate's own projects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<Project>,
}

/// Something that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken<T> {
    /// What.
    pub what: T,
    /// From where.
    pub from: Source,
    /// By which words.
    pub because: String,
}

/// A topic that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Which.
    pub topic: String,
    /// What spoke for it, by the names that this program has for it.
    pub skills: BTreeSet<String>,
    /// From where.
    pub from: BTreeSet<Source>,
    /// How often it was spoken of.
    pub times: usize,
}

/// A question about a project of the candidate's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// The words of the CV that it is about.
    pub quote: String,
    /// The question.
    pub ask: String,
}

impl Papers {
    /// Two papers as one: a job says more of what is wanted, a CV of what was done.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for topic in other.topics {
            match self.topics.iter_mut().find(|own| own.topic == topic.topic) {
                Some(own) => {
                    own.skills.extend(topic.skills);
                    own.from.extend(topic.from);
                    own.times += topic.times;
                }
                None => self.topics.push(topic),
            }
        }
        // What both speak of comes first.
        self.topics.sort_by_key(|topic| std::cmp::Reverse((topic.from.len(), topic.times)));
        Self {
            role: self.role.or(other.role),
            seniority: self.seniority.or(other.seniority),
            projects: [self.projects, other.projects].concat(),
            ..self
        }
    }

    /// No more than so many topics.
    #[must_use]
    pub fn of_topics(mut self, most: usize) -> Self {
        self.topics.truncate(most);
        self
    }

    /// The topics by name.
    #[must_use]
    pub fn topic_names(&self) -> Vec<String> {
        self.topics.iter().map(|topic| topic.topic.clone()).collect()
    }

    /// Whether a follow-up is about a project of theirs, or speaks of what they speak of.
    #[must_use]
    pub fn likes(&self, follow_up: &FollowUp) -> bool {
        let is_own = self.projects.iter().any(|project| project.ask == follow_up.ask);
        is_own || self.likes.best(&Spoken::new(&follow_up.ask)).is_some()
    }

    /// Adds a topic by hand, before all others.
    pub fn add(&mut self, topic: &str) {
        self.remove(topic);
        let (skills, from) = (BTreeSet::new(), [Source::Hand].into());
        self.topics.insert(0, Topic { topic: topic.to_owned(), skills, from, times: 1 });
    }

    /// Takes a topic out; tells whether it was there.
    pub fn remove(&mut self, topic: &str) -> bool {
        let before = self.topics.len();
        self.topics.retain(|own| own.topic != topic);
        self.topics.len() < before
    }
}
