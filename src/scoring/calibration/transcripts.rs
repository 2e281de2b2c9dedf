//! The labelled transcripts: embedded, and the user's beside them.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::{
    bank::{Bank, Fault, SourceFile, embedded_files},
    rubric::Rubrics,
};

use super::{Labelled, check::check};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/calibration");

/// All labelled transcripts, by id.
#[derive(Debug, Default)]
pub struct Transcripts {
    transcripts: BTreeMap<String, Labelled>,
}

impl Transcripts {
    /// The embedded transcripts and the user's; a user's takes the place of one with its id. One in which something is
    /// wrong is left out, and what is wrong is told.
    #[must_use]
    pub fn load(user_files: &[SourceFile], bank: &Bank, rubrics: &Rubrics) -> (Self, Vec<Fault>) {
        let embedded = embedded_files(&EMBEDDED);
        Self::from_files(embedded.iter().chain(user_files), bank, rubrics)
    }

    /// Transcripts out of files alone.
    pub fn from_files<'f>(
        files: impl IntoIterator<Item = &'f SourceFile>,
        bank: &Bank,
        rubrics: &Rubrics,
    ) -> (Self, Vec<Fault>) {
        let mut all = Self::default();
        let mut faults = Vec::new();
        for file in files {
            match file.parse::<Labelled>() {
                Err(fault) => faults.push(fault),
                Ok(labelled) => {
                    let wrong = check(file, &labelled, bank, rubrics);
                    if wrong.is_empty() {
                        all.transcripts.insert(labelled.id().to_owned(), labelled);
                    }
                    faults.extend(wrong);
                }
            }
        }
        (all, faults)
    }

    /// One transcript.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Labelled> {
        self.transcripts.get(id)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Labelled> {
        self.transcripts.values()
    }
}
