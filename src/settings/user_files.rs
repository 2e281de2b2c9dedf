//! The user's own files, which take the place of built-in ones with the same id.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Fault, Origin, Places, load::not_utf8};

/// Folders within folders are read down to here; it ends loops of links, too.
const DEEPEST: usize = 8;

/// A kind of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserFiles {
    /// Templates, in folders within folders.
    Prompts,
    /// Rubrics.
    Rubrics,
    /// Questions, in folders within folders.
    Questions,
    /// Roles.
    Roles,
    /// Company styles.
    Companies,
    /// Personas.
    Personas,
    /// Labelled transcripts.
    Calibration,
}

impl UserFiles {
    /// The folder in the configuration directory.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Prompts => "prompts",
            Self::Rubrics => "rubrics",
            Self::Questions => "questions",
            Self::Roles => "roles",
            Self::Companies => "companies",
            Self::Personas => "personas",
            Self::Calibration => "calibration",
        }
    }

    /// Whether there are folders within: of questions a track each, of templates `moves`.
    fn has_folders(self) -> bool {
        matches!(self, Self::Prompts | Self::Questions)
    }

    fn takes(self, name: &str) -> bool {
        let is_of = |ending: &str| name.ends_with(ending) && !name.starts_with('.');
        is_of(".toml") || (self == Self::Prompts && is_of(".j2"))
    }
}

/// A file of the user's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its name in the folder, with `/` between folders.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl Places {
    /// The user's files of a kind, in order of their names, and what could not be read of them.
    #[must_use]
    pub fn user_files(&self, kind: UserFiles) -> (Vec<UserFile>, Vec<Fault>) {
        let mut gathered = Gathered { kind, files: Vec::new(), faults: Vec::new() };
        if let Some(dir) = self.config_dir() {
            gathered.folder(&dir.join(kind.folder()), "", 0);
        }
        gathered.files.sort_by(|a, b| a.name.cmp(&b.name));
        (gathered.files, gathered.faults)
    }
}

struct Gathered {
    kind: UserFiles,
    files: Vec<UserFile>,
    faults: Vec<Fault>,
}

impl Gathered {
    fn folder(&mut self, dir: &Path, prefix: &str, depth: usize) {
        let entries = match fs::read_dir(dir) {
            Ok(entries) => entries,
            Err(error) if depth == 0 && error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => return self.fault(dir, &error),
        };
        for entry in entries {
            match entry {
                Ok(entry) => self.entry(&entry.path(), prefix, depth),
                Err(error) => self.fault(dir, &error),
            }
        }
    }

    fn entry(&mut self, path: &Path, prefix: &str, depth: usize) {
        let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { return };
        let full = format!("{prefix}{name}");
        if path.is_dir() {
            if self.kind.has_folders() && depth < DEEPEST && !name.starts_with('.') {
                self.folder(path, &format!("{full}/"), depth + 1);
            }
        } else if self.kind.takes(&name) {
            match fs::read(path) {
                Ok(bytes) => self.file(path, full, bytes),
                Err(error) => self.fault(path, &error),
            }
        }
    }

    fn file(&mut self, path: &Path, name: String, bytes: Vec<u8>) {
        match String::from_utf8(bytes) {
            Ok(text) => self.files.push(UserFile { path: path.to_owned(), name, text }),
            Err(error) => self.faults.push(not_utf8(path, error.as_bytes(), error.utf8_error())),
        }
    }

    fn fault(&mut self, path: &Path, error: &io::Error) {
        let at = Origin::File(path.to_owned(), None);
        self.faults.push(Fault::new(at, format!("it cannot be read: {error}")));
    }
}
