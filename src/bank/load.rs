//! The bank: the embedded questions, overridden by the user's by id. A broken file is a fault, and the rest works.

use std::{collections::BTreeMap, sync::OnceLock};

use include_dir::{Dir, File, include_dir};
use memchr::memmem;
use serde::{Deserialize, Serialize};

use crate::transcript::{Kind, QuestionId, RoleId, Seniority};

use super::Question;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/questions");

/// A question's file to begin with; `{id}`, `{kind}` and `{track}` stand where they go.
pub const QUESTION_STARTER: &str = include_str!("../../prompts/starters/question.toml");

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
    /// An embedded file.
    #[must_use]
    pub fn embedded(file: &File<'_>) -> Self {
        Self { name: name_of(file), text: String::from_utf8_lossy(file.contents()).into_owned() }
    }

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

    /// A fault at the line of a byte.
    #[must_use]
    pub fn fault_at_byte(&self, byte: usize, message: String) -> Fault {
        Fault { file: self.name.clone(), line: line_of(&self.text, byte), message }
    }
}

/// Every file of an embedded folder that ends in `.toml`, folders within included, in order of their paths.
#[must_use]
pub fn embedded_files(dir: &Dir<'_>) -> Vec<SourceFile> {
    embedded(dir).into_iter().map(SourceFile::embedded).collect()
}

/// The same, not yet read: what nobody looks at is then never brought into memory.
#[must_use]
pub fn embedded<'d>(dir: &Dir<'d>) -> Vec<&'d File<'d>> {
    let mut files = Vec::new();
    gather(dir, &mut files);
    files.sort_by_cached_key(|file| name_of(file));
    files
}

fn gather<'d>(dir: &Dir<'d>, files: &mut Vec<&'d File<'d>>) {
    files.extend(dir.files().filter(|file| file.path().extension().is_some_and(|e| e == "toml")));
    for inner in dir.dirs() {
        gather(inner, files);
    }
}

fn name_of(file: &File<'_>) -> String {
    file.path().to_string_lossy().into_owned()
}

/// What a list or a choice needs of a question: the head of its file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Heading {
    /// Its id.
    pub id: QuestionId,
    /// A few words.
    pub title: String,
    /// What kind of round it makes.
    pub kind: Kind,
    /// The folder it lives in.
    pub track: String,
    /// Topics.
    pub topics: Vec<String>,
    /// Whom it suits.
    pub seniorities: Vec<Seniority>,
    /// The roles it is for; empty means all.
    #[serde(default)]
    pub roles: Vec<RoleId>,
    /// How long it takes.
    pub minutes: u32,
}

/// All questions by id. Only the heads of the embedded ones are read at once; a start must not wait for the rest.
#[derive(Debug, Default)]
pub struct Bank {
    questions: BTreeMap<QuestionId, Entry>,
    topics: Vec<String>,
}

#[derive(Debug)]
struct Entry {
    heading: Heading,
    /// Where the whole is to be read from, unless it was read with the heading.
    file: Option<&'static File<'static>>,
    whole: OnceLock<Option<Question>>,
}

impl Entry {
    fn whole(&self) -> Option<&Question> {
        self.whole.get_or_init(|| SourceFile::embedded(self.file?).parse().ok()).as_ref()
    }
}

impl Bank {
    /// The embedded questions and the user's files; a user's question takes the place of one with its id.
    #[must_use]
    pub fn load(user_files: &[SourceFile]) -> (Self, Vec<Fault>) {
        let mut bank = Self::default();
        let mut faults = Vec::new();
        for file in embedded(&EMBEDDED) {
            faults.extend(bank.add_head(file).err());
        }
        for file in user_files {
            faults.extend(bank.add_whole(file).err());
        }
        (bank, faults)
    }

    /// A bank out of files alone, each read to its end.
    pub fn from_files<'f>(files: impl IntoIterator<Item = &'f SourceFile>) -> (Self, Vec<Fault>) {
        let mut bank = Self::default();
        let faults = files.into_iter().filter_map(|file| bank.add_whole(file).err()).collect();
        (bank, faults)
    }

    fn add_head(&mut self, file: &'static File<'static>) -> Result<(), Fault> {
        if file.path().ends_with("topics.toml") {
            return self.add_topics(&SourceFile::embedded(file));
        }
        // Everything but tables stands before the first of them; the rest is read when it is asked for.
        let bytes = file.contents();
        let head = &bytes[..memmem::find(bytes, b"\n[").unwrap_or(bytes.len())];
        let head = SourceFile { name: name_of(file), text: String::from_utf8_lossy(head).into_owned() };
        self.insert(Entry { heading: head.parse()?, file: Some(file), whole: OnceLock::new() });
        Ok(())
    }

    fn add_whole(&mut self, file: &SourceFile) -> Result<(), Fault> {
        if file.name.ends_with("topics.toml") {
            return self.add_topics(file);
        }
        let question: Question = file.parse()?;
        let heading = Heading::of(&question);
        self.insert(Entry { heading, file: None, whole: OnceLock::from(Some(question)) });
        Ok(())
    }

    fn add_topics(&mut self, file: &SourceFile) -> Result<(), Fault> {
        let groups: BTreeMap<String, Vec<String>> = file.parse()?;
        self.topics.extend(groups.into_values().flatten());
        Ok(())
    }

    fn insert(&mut self, entry: Entry) {
        self.questions.insert(entry.heading.id.clone(), entry);
    }

    /// The embedded files themselves, for `bank check`.
    #[must_use]
    pub fn embedded_sources() -> Vec<SourceFile> {
        embedded_files(&EMBEDDED)
    }

    /// One question.
    #[must_use]
    pub fn get(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.get(id)?.whole()
    }

    /// The head of one question.
    #[must_use]
    pub fn heading(&self, id: &QuestionId) -> Option<&Heading> {
        self.questions.get(id).map(|entry| &entry.heading)
    }

    /// The heads of all questions, by id.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.questions.values().map(|entry| &entry.heading)
    }

    /// All questions, by id, each read to its end.
    pub fn iter(&self) -> impl Iterator<Item = &Question> {
        self.questions.values().filter_map(Entry::whole)
    }

    /// The closed list of topics.
    #[must_use]
    pub fn topics(&self) -> &[String] {
        &self.topics
    }
}

impl Heading {
    fn of(question: &Question) -> Self {
        Self {
            id: question.id.clone(),
            title: question.title.clone(),
            kind: question.kind,
            track: question.track.clone(),
            topics: question.topics.clone(),
            seniorities: question.seniorities.clone(),
            roles: question.roles.clone(),
            minutes: question.minutes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_every_embedded_file_says_what_the_whole_says() {
        let (bank, faults) = Bank::load(&[]);
        assert_eq!(faults, []);
        for heading in bank.headings() {
            assert_eq!(*heading, Heading::of(bank.get(&heading.id).unwrap()), "{}", heading.id);
        }
        assert_eq!(bank.headings().count(), bank.iter().count());
    }
}
