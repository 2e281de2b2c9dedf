//! The rubrics: embedded, overridden by the user's by id.

use std::{collections::BTreeMap, sync::OnceLock};

use include_dir::{Dir, File, include_dir};

use crate::{
    bank::{Fault, SourceFile, embedded, embedded_files},
    transcript::{Kind, RubricId},
};

use super::Rubric;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rubrics");

/// All rubrics by id. The embedded ones are read when they are asked for.
#[derive(Debug, Default)]
pub struct Rubrics {
    rubrics: BTreeMap<RubricId, Entry>,
}

#[derive(Debug)]
struct Entry {
    /// Where it is to be read from, unless it was read at once.
    file: Option<&'static File<'static>>,
    whole: OnceLock<Option<Rubric>>,
}

impl Entry {
    fn whole(&self) -> Option<&Rubric> {
        self.whole.get_or_init(|| SourceFile::embedded(self.file?).parse().ok()).as_ref()
    }
}

impl Rubrics {
    /// The embedded rubrics and the user's files; a user's rubric takes the place of one with its id.
    #[must_use]
    pub fn load(user_files: &[SourceFile]) -> (Self, Vec<Fault>) {
        let mut all = Self::default();
        let mut faults = Vec::new();
        for file in embedded(&EMBEDDED) {
            // An embedded rubric's file is called as its id; a test holds it to that.
            let stem = file.path().file_stem().unwrap_or_default();
            if let Ok(id) = stem.to_string_lossy().parse() {
                all.rubrics.insert(id, Entry { file: Some(file), whole: OnceLock::new() });
            }
        }
        for file in user_files {
            match file.parse::<Rubric>() {
                Ok(rubric) => {
                    let id = rubric.id.clone();
                    let entry = Entry { file: None, whole: OnceLock::from(Some(rubric)) };
                    all.rubrics.insert(id, entry);
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
        self.rubrics.get(id)?.whole()
    }

    /// The rubric for a kind: the one that is named after it, else any that marks it.
    #[must_use]
    pub fn for_kind(&self, kind: Kind) -> Option<&Rubric> {
        let named = kind.as_str().parse().ok().and_then(|id| self.get(&id));
        named.or_else(|| self.iter().find(|rubric| rubric.kind == kind))
    }

    /// All rubrics, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Rubric> {
        self.rubrics.values().filter_map(Entry::whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_holds_the_rubric_that_it_is_called_after() {
        let (rubrics, _) = Rubrics::load(&[]);
        let ids: Vec<_> = rubrics.iter().map(|rubric| rubric.id.clone()).collect();
        assert_eq!(ids, rubrics.rubrics.keys().cloned().collect::<Vec<_>>());
        assert_eq!(ids.len(), Kind::ALL.len());
    }
}
