//! Shelves: kinds of data files that the user can add to by dropping one in, found by their ids.

use std::collections::{BTreeMap, BTreeSet};

use include_dir::Dir;
use serde::{Serialize, de::DeserializeOwned};

use crate::transcript::{DimensionId, RoleId};

use super::{Fault, SourceFile, embedded_files};

/// Lines of an interviewer by the slots of the built-in voice.
pub type Lines = BTreeMap<String, Vec<String>>;

/// Something of which there is a file each.
pub trait Shelved: DeserializeOwned + Serialize + Clone {
    /// Its id's type.
    type Id: Ord + Clone + std::fmt::Display + std::str::FromStr + AsRef<str>;
    /// What one calls it: "role".
    const WHAT: &'static str;
    /// A file to begin with, `{id}` where its id goes.
    const STARTER: &'static str;

    /// The embedded files.
    fn embedded() -> &'static Dir<'static>;
    /// Its id, which is its file's name too.
    fn id(&self) -> &Self::Id;
    /// Its name.
    fn title(&self) -> &str;
    /// What it is, in a sentence.
    fn says(&self) -> &str;
    /// What is wrong with it beyond the schema: words to look for in the file, and the fault.
    fn inspect(&self, known: &Known) -> Vec<(String, String)>;
}

/// What there is for a file to speak of.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Tracks of the bank.
    pub tracks: BTreeSet<String>,
    /// The closed list of topics.
    pub topics: BTreeSet<String>,
    /// Roles.
    pub roles: BTreeSet<RoleId>,
    /// Dimensions of the rubrics.
    pub dimensions: BTreeSet<DimensionId>,
    /// The built-in voice's own lines, slot by slot.
    pub slots: Lines,
}

/// All of one kind, by id: the embedded ones, and the user's over them.
#[derive(Debug, Clone)]
pub struct Shelf<T: Shelved> {
    items: BTreeMap<T::Id, T>,
}

impl<T: Shelved> Default for Shelf<T> {
    fn default() -> Self {
        Self { items: BTreeMap::new() }
    }
}

impl<T: Shelved> Shelf<T> {
    /// The embedded files and the user's. A broken one is a fault, and the rest works.
    #[must_use]
    pub fn load(user_files: &[SourceFile]) -> (Self, Vec<Fault>) {
        let mut all = Self::default();
        let mut faults = Vec::new();
        for file in Self::embedded_sources().iter().chain(user_files) {
            match file.parse::<T>() {
                Ok(item) => {
                    all.items.insert(item.id().clone(), item);
                }
                Err(fault) => faults.push(fault),
            }
        }
        (all, faults)
    }

    /// The embedded files themselves.
    #[must_use]
    pub fn embedded_sources() -> Vec<SourceFile> {
        embedded_files(T::embedded())
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: &T::Id) -> Option<&T> {
        self.items.get(id)
    }

    /// All, by id.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.items.values()
    }
}

/// Faults of such files.
#[must_use]
pub fn check_shelved<T: Shelved>(files: &[SourceFile], known: &Known) -> Vec<Fault> {
    let faults_of = |file: &SourceFile| match file.parse::<T>() {
        Ok(item) => {
            let misnamed = misnamed(file, item.id().as_ref());
            let wrong = item.inspect(known).into_iter().map(|(near, message)| file.fault_at(&near, message));
            misnamed.into_iter().chain(wrong).collect()
        }
        Err(fault) => vec![fault],
    };
    files.iter().flat_map(faults_of).collect()
}

/// A file that is called otherwise than its id.
fn misnamed(file: &SourceFile, id: &str) -> Option<Fault> {
    let stem = file.name.rsplit(['/', '\\']).next().unwrap_or("").trim_end_matches(".toml");
    let message = || format!("the file is called `{stem}`, its id is `{id}`");
    (stem != id).then(|| file.fault_at("id =", message()))
}

/// Faults of fields that must be filled in.
pub(super) fn blank(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let fault = |(name, text): &(&str, &str)| {
        let message = match text.trim() {
            "" => format!("`{name}` is empty"),
            text if text.contains('…') => format!("`{name}` still has the `…` that it was begun with"),
            _ => return None,
        };
        Some(((*name).to_owned(), message))
    };
    fields.iter().filter_map(fault).collect()
}

/// Faults of names that there are not, with the nearest that there is.
pub(super) fn unknown<'n, K: AsRef<str> + 'n>(
    what: &str,
    names: impl Iterator<Item = &'n str>,
    known: &BTreeSet<K>,
) -> Vec<(String, String)> {
    names
        .filter(|name| !known.iter().any(|k| k.as_ref() == *name))
        .map(|name| {
            let all: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
            (name.to_owned(), format!("there is no {what} `{name}`: use one of {}", all.join(", ")))
        })
        .collect()
}

/// Told to a model as its own part, so it must be.
pub(super) fn told_to_the_interviewer(field: &str, text: &str) -> Option<(String, String)> {
    let fault = |message: String| Some((field.to_owned(), message));
    if !text.trim().is_empty() && !text.contains("You") {
        return fault(format!("`{field}` is told to the interviewer: write it as `You …`"));
    }
    if text.lines().any(|line| line.starts_with("--- ")) {
        return fault(format!(
            "a line of `{field}` begins with `--- `, which parts the messages of a prompt"
        ));
    }
    None
}

/// Faults of lines that are to take the place of the built-in voice's.
pub(super) fn lines(voice: &Lines, known: &Known) -> Vec<(String, String)> {
    let slots: BTreeSet<&str> = known.slots.keys().map(String::as_str).collect();
    let mut faults = unknown("slot of the built-in voice", voice.keys().map(String::as_str), &slots);
    for (slot, own) in voice {
        let Some(usual) = known.slots.get(slot) else { continue };
        faults.extend(too_few(slot, own));
        faults.extend(own.iter().filter_map(|line| line_fault(slot, line, usual)));
    }
    faults
}

/// The slots that come up in nearly every turn need more lines than the others, or they repeat.
fn too_few(slot: &str, own: &[String]) -> Option<(String, String)> {
    let needed = if matches!(slot, "acknowledge" | "pump") { 8 } else { 2 };
    let different: BTreeSet<&String> = own.iter().collect();
    let message = || format!("slot `{slot}` has {} different lines and needs {needed}", different.len());
    (different.len() < needed).then(|| (slot.to_owned(), message()))
}

fn line_fault(slot: &str, line: &str, usual: &[String]) -> Option<(String, String)> {
    let may: BTreeSet<&str> = usual.iter().flat_map(|line| names_in(line)).collect();
    let must: BTreeSet<&str> =
        may.iter().copied().filter(|name| usual.iter().all(|line| names_in(line).contains(name))).collect();
    let own = names_in(line);
    let message = if line.trim().is_empty() {
        "an empty line".to_owned()
    } else if line.matches('?').count() > 1 {
        "a line that asks two things".to_owned()
    } else if let Some(name) = own.iter().find(|name| !may.contains(*name)) {
        format!("`{{{name}}}` is nothing that can be filled in here")
    } else if let Some(name) = must.iter().find(|name| !own.contains(*name)) {
        format!("a line without `{{{name}}}`")
    } else {
        return None;
    };
    Some((line.to_owned(), format!("slot `{slot}`: {message}")))
}

/// The names in curly brackets.
fn names_in(line: &str) -> BTreeSet<&str> {
    line.split('{').skip(1).filter_map(|piece| piece.split_once('}')).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests;
