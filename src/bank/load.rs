//! The bank: the embedded questions, overridden by the user's by id. A broken file is a fault, and the rest works.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};

use crate::transcript::QuestionId;

use super::Question;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/questions");

/// A data file with the name that errors call it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path, or its path in the program.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What is wrong in a data file, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what is expected.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// Where in a text a byte stands, as a line from 1.
pub(crate) fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|b| *b == b'\n').count()
}

impl SourceFile {
    /// Reads the file as TOML.
    ///
    /// # Errors
    /// A fault with the line where reading stopped.
    pub fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, Fault> {
        toml::from_str(&self.text).map_err(|error| Fault {
            file: self.name.clone(),
            line: error.span().map_or(1, |span| line_of(&self.text, span.start)),
            message: error.message().to_owned(),
        })
    }

    /// A fault at the first line that contains `text`.
    #[must_use]
    pub fn fault_at(&self, text: &str, message: String) -> Fault {
        let line = self.text.find(text).map_or(1, |byte| line_of(&self.text, byte));
        Fault { file: self.name.clone(), line, message }
    }
}

/// Every file of an embedded folder that ends in `.toml`, folders within included, in order of their paths.
#[must_use]
pub fn embedded_files(dir: &Dir<'_>) -> Vec<SourceFile> {
    let mut files = Vec::new();
    gather(dir, &mut files);
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

fn gather(dir: &Dir<'_>, files: &mut Vec<SourceFile>) {
    for file in dir.files().filter(|file| file.path().extension().is_some_and(|e| e == "toml")) {
        let name = file.path().to_string_lossy().into_owned();
        let text = String::from_utf8_lossy(file.contents()).into_owned();
        files.push(SourceFile { name, text });
    }
    for inner in dir.dirs() {
        gather(inner, files);
    }
}

/// All questions by id.
#[derive(Debug, Clone, Default)]
pub struct Bank {
    questions: BTreeMap<QuestionId, Question>,
    topics: Vec<String>,
}

impl Bank {
    /// The embedded questions and the user's files; a user's question takes the place of one with its id.
    #[must_use]
    pub fn load(user_files: &[SourceFile]) -> (Self, Vec<Fault>) {
        let embedded = embedded_files(&EMBEDDED);
        Self::from_files(embedded.iter().chain(user_files))
    }

    /// A bank out of files alone.
    pub fn from_files<'f>(files: impl IntoIterator<Item = &'f SourceFile>) -> (Self, Vec<Fault>) {
        let mut bank = Self::default();
        let mut faults = Vec::new();
        for file in files {
            if let Err(fault) = bank.add(file) {
                faults.push(fault);
            }
        }
        (bank, faults)
    }

    fn add(&mut self, file: &SourceFile) -> Result<(), Fault> {
        if file.name.ends_with("topics.toml") {
            let groups: BTreeMap<String, Vec<String>> = file.parse()?;
            self.topics.extend(groups.into_values().flatten());
        } else {
            let question: Question = file.parse()?;
            self.questions.insert(question.id.clone(), question);
        }
        Ok(())
    }

    /// The embedded files themselves, for `bank check`.
    #[must_use]
    pub fn embedded_sources() -> Vec<SourceFile> {
        embedded_files(&EMBEDDED)
    }

    /// One question.
    #[must_use]
    pub fn get(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.get(id)
    }

    /// All questions, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Question> {
        self.questions.values()
    }

    /// The closed list of topics.
    #[must_use]
    pub fn topics(&self) -> &[String] {
        &self.topics
    }
}
