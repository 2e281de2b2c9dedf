//! The rubrics: embedded, overridden by the user's by id.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::{
    bank::{Fault, SourceFile, embedded_files},
    transcript::{Kind, RubricId},
};

use super::Rubric;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rubrics");

/// All rubrics by id.
#[derive(Debug, Clone, Default)]
pub struct Rubrics {
    rubrics: BTreeMap<RubricId, Rubric>,
}

impl Rubrics {
    /// The embedded rubrics and the user's files; a user's rubric takes the place of one with its id.
    #[must_use]
    pub fn load(user_files: &[SourceFile]) -> (Self, Vec<Fault>) {
        let embedded = Self::embedded_sources();
        let mut all = Self::default();
        let mut faults = Vec::new();
        for file in embedded.iter().chain(user_files) {
            match file.parse::<Rubric>() {
                Ok(rubric) => {
                    all.rubrics.insert(rubric.id.clone(), rubric);
                }
                Err(fault) => faults.push(fault),
            }
        }
        (all, faults)
    }

    /// The embedded files themselves, for `rubric check`.
    #[must_use]
    pub fn embedded_sources() -> Vec<SourceFile> {
        embedded_files(&EMBEDDED)
    }

    /// One rubric.
    #[must_use]
    pub fn get(&self, id: &RubricId) -> Option<&Rubric> {
        self.rubrics.get(id)
    }

    /// The rubric for a kind: the one that is named after it, else any that marks it.
    #[must_use]
    pub fn for_kind(&self, kind: Kind) -> Option<&Rubric> {
        let named = self.rubrics.values().find(|rubric| rubric.id == *kind.as_str());
        named.or_else(|| self.rubrics.values().find(|rubric| rubric.kind == kind))
    }

    /// All rubrics, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Rubric> {
        self.rubrics.values()
    }
}
