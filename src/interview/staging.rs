//! How an interview is staged: who sits opposite, and whose style it has. It changes what is asked first and how
//! things are said; an answer is worth the same with and without it.

use serde::{Deserialize, Serialize};

use crate::{
    bank::{Company, FollowUp, Habits, Papers, Persona, Planned},
    transcript::SessionId,
};

use super::moves::Nudge;

/// How an interview is staged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staging {
    /// The company style, if one was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<Company>,
    /// The persona, if one was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<Persona>,
    /// What was taken from the candidate's papers, if there were any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers: Option<Papers>,
    /// Its place in a loop, if it is a round of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Round>,
}

/// A place in a loop. Every round knows the whole plan, so that a loop goes on from any of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The session of the first round, after which the loop is called.
    pub first: SessionId,
    /// Which round this is, from 1.
    pub number: u32,
    /// All rounds.
    pub plan: Vec<Planned>,
    /// The topics that were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// The seed of the loop.
    pub seed: u64,
    /// Whether somebody named that seed, so that nothing of before the loop counts.
    pub seeded: bool,
}

impl Round {
    /// The round after this one, if there is one.
    #[must_use]
    pub fn next(&self) -> Option<(Planned, Self)> {
        let planned = self.plan.get(usize::try_from(self.number).ok()?)?;
        Some((*planned, Self { number: self.number + 1, ..self.clone() }))
    }
}

impl Staging {
    /// Whether nothing was chosen.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// What the interviewer does more or less of.
    #[must_use]
    pub fn habits(&self) -> Habits {
        self.persona.as_ref().map_or_else(Habits::default, |persona| persona.habits)
    }

    /// The lines that take the place of the built-in voice's in a slot: the persona's before the company's.
    #[must_use]
    pub fn lines(&self, slot: &str) -> Option<&[String]> {
        let persona = self.persona.as_ref().and_then(|persona| persona.voice.get(slot));
        let company = || self.company.as_ref().and_then(|company| company.voice.get(slot));
        persona.or_else(company).map(Vec::as_slice)
    }

    /// Whether a follow-up is put before others.
    #[must_use]
    pub fn likes(&self, follow_up: &FollowUp) -> bool {
        self.company.as_ref().is_some_and(|company| company.likes(follow_up))
            || self.papers.as_ref().is_some_and(|papers| papers.likes(follow_up))
    }

    /// How long a silence lasts before the interviewer stirs, in milliseconds.
    #[must_use]
    pub fn silence_ms(&self, nudge: Nudge) -> Option<u64> {
        let usual = match nudge {
            Nudge::TakeYourTime => 60_000,
            Nudge::WhereAreYou => 150_000,
            Nudge::HintOffered => 240_000,
            Nudge::LastMinutes => return None,
        };
        Some(usual / 100 * u64::from(self.habits().patience_percent))
    }
}

/// What breaks a silence, the latest first.
pub(super) const STIRS: [Nudge; 3] = [Nudge::HintOffered, Nudge::WhereAreYou, Nudge::TakeYourTime];
