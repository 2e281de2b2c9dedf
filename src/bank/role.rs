//! Roles: whose interview it is. A role weights the tracks and sets the interviewer's voice.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};

use crate::transcript::RoleId;

use super::{Fault, SourceFile, embedded_files};

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
    /// How the interviewer is: told to the model, second person.
    pub persona: String,
    /// What this interviewer listens for.
    pub listens_for: Vec<String>,
    /// How often each track is chosen, in parts; a track that is not named is not chosen.
    pub tracks: BTreeMap<String, u32>,
}

/// All roles by id.
#[derive(Debug, Clone, Default)]
pub struct Roles {
    roles: BTreeMap<RoleId, Role>,
}

impl Roles {
    /// The embedded roles and the user's files.
    #[must_use]
    pub fn load(user_files: &[SourceFile]) -> (Self, Vec<Fault>) {
        let embedded = embedded_files(&EMBEDDED);
        let mut all = Self::default();
        let mut faults = Vec::new();
        for file in embedded.iter().chain(user_files) {
            match file.parse::<Role>() {
                Ok(role) => {
                    all.roles.insert(role.id.clone(), role);
                }
                Err(fault) => faults.push(fault),
            }
        }
        (all, faults)
    }

    /// One role.
    #[must_use]
    pub fn get(&self, id: &RoleId) -> Option<&Role> {
        self.roles.get(id)
    }

    /// All roles, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Role> {
        self.roles.values()
    }
}
