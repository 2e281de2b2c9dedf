//! Roles: whose interview it is. A role weights the tracks and topics, and says who the interviewer is.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};

use crate::{language::Cues, transcript::RoleId};

use super::{
    Known, Shelf, Shelved,
    shelf::{blank, told_to_the_interviewer, unknown},
};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/prompts/roles");

/// One role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its id, which is its file's name too.
    pub id: RoleId,
    /// Its name, as in "interview for a …".
    pub title: String,
    /// What the work is, in a sentence or two: the interviewer knows it.
    pub work: String,
    /// Who the interviewer is: told to the model, second person. How they behave is a persona's.
    pub persona: String,
    /// What this interviewer listens for.
    pub listens_for: Vec<String>,
    /// What job descriptions call it.
    #[serde(default, skip_serializing_if = "Cues::is_empty")]
    pub called: Cues,
    /// Roles whose own questions are asked here too.
    #[serde(default)]
    pub like: Vec<RoleId>,
    /// How often each track is chosen, in parts; a track that is not named is not chosen.
    pub tracks: BTreeMap<String, u32>,
    /// How often a topic is chosen within its track: 1 where it is not named, 2 twice as often, 0 never.
    #[serde(default)]
    pub topics: BTreeMap<String, u32>,
}

/// All roles by id.
pub type Roles = Shelf<Role>;

impl Shelved for Role {
    type Id = RoleId;
    const WHAT: &'static str = "role";
    const STARTER: &'static str = include_str!("../../prompts/starters/role.toml");

    fn embedded() -> &'static Dir<'static> {
        &EMBEDDED
    }

    fn id(&self) -> &RoleId {
        &self.id
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn says(&self) -> &str {
        &self.work
    }

    fn inspect(&self, known: &Known) -> Vec<(String, String)> {
        let mut faults = blank(&[("title", &self.title), ("work", &self.work), ("persona", &self.persona)]);
        faults.extend(told_to_the_interviewer("persona", &self.persona));
        faults.extend(unknown("track", self.tracks.keys().map(String::as_str), &known.tracks));
        faults.extend(unknown("topic", self.topics.keys().map(String::as_str), &known.topics));
        faults.extend(unknown("role", self.like.iter().map(RoleId::as_str), &known.roles));
        if self.listens_for.is_empty() {
            faults.push(("listens_for".to_owned(), "`listens_for` names nothing".to_owned()));
        }
        if self.tracks.values().all(|parts| *parts == 0) {
            faults.push(("[tracks]".to_owned(), "no track is ever chosen".to_owned()));
        }
        faults
    }
}

impl Role {
    /// How often a question with these topics is chosen within its track; 0 where one of them is ruled out.
    #[must_use]
    pub fn topic_parts(&self, topics: &[String]) -> u32 {
        let parts = || topics.iter().map(|topic| self.topics.get(topic).copied().unwrap_or(1));
        if parts().any(|parts| parts == 0) { 0 } else { parts().max().unwrap_or(1) }
    }
}
