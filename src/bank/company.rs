//! Company styles, described by how they behave: the mood of an interview, and what is asked about first.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};

use crate::{
    language::{Cues, Spoken},
    transcript::{CompanyId, DimensionId, Kind},
};

use super::{
    FollowUp, Known, Lines, Shelf, Shelved,
    shelf::{blank, lines, told_to_the_interviewer, unknown},
};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/prompts/companies");

/// One company style. It changes what is asked and in which order, never what an answer is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Company {
    /// Its id, which is its file's name too.
    pub id: CompanyId,
    /// Its name.
    pub title: String,
    /// What it is like, in a sentence, for whoever chooses it.
    pub says: String,
    /// The mood: told to the model, second person.
    pub mood: String,
    /// Dimensions of the rubrics that are asked about first.
    #[serde(default)]
    pub first: Vec<DimensionId>,
    /// Words of follow-ups that are put before others.
    #[serde(default)]
    pub likes: Cues,
    /// How often each kind of round comes up, against the role's own share; 1 where it is not named.
    #[serde(default)]
    pub kinds: BTreeMap<Kind, u32>,
    /// Lines in the place of the built-in voice's.
    #[serde(default)]
    pub voice: Lines,
}

/// All company styles by id.
pub type Companies = Shelf<Company>;

impl Shelved for Company {
    type Id = CompanyId;
    const WHAT: &'static str = "company";
    const STARTER: &'static str = include_str!("../../prompts/starters/company.toml");

    fn embedded() -> &'static Dir<'static> {
        &EMBEDDED
    }

    fn id(&self) -> &CompanyId {
        &self.id
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn says(&self) -> &str {
        &self.says
    }

    fn inspect(&self, known: &Known) -> Vec<(String, String)> {
        let mut faults = blank(&[("title", &self.title), ("says", &self.says), ("mood", &self.mood)]);
        faults.extend(told_to_the_interviewer("mood", &self.mood));
        faults.extend(unknown("dimension", self.first.iter().map(DimensionId::as_str), &known.dimensions));
        faults.extend(lines(&self.voice, known));
        faults
    }
}

impl Company {
    /// Whether a follow-up is one that it likes to put.
    #[must_use]
    pub fn likes(&self, follow_up: &FollowUp) -> bool {
        self.likes.best(&Spoken::new(&follow_up.ask)).is_some()
    }
}
