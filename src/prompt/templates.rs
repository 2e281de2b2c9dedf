//! The template set: one file a template, written in Jinja (`minijinja`).

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use minijinja::{Environment, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    bank::{Fault, SourceFile},
    llm::{Message, Role},
};

use super::samples::{self, Sample};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/prompts");

const EXTENSION: &str = ".md.j2";
/// A line that begins so sets the role of what follows.
const ROLE_MARK: &str = "--- ";

/// Why a template gave no text.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// There is no template of this name.
    #[error("there is no prompt `{0}`")]
    Unknown(String),
    /// A template cannot be rendered.
    #[error("the prompt `{id}` cannot be rendered: {message}")]
    Broken {
        /// Its id.
        id: String,
        /// What the template engine says.
        message: String,
    },
}

/// All templates by id: `interviewer`, `turn`, `moves/probe`, `judge`, and so on.
#[derive(Debug)]
pub struct TemplateSet {
    environment: Environment<'static>,
    sources: BTreeMap<String, Source>,
}

/// A template as it was written.
#[derive(Debug, Clone)]
struct Source {
    text: String,
    /// Whether it is the user's.
    own: bool,
}

impl TemplateSet {
    /// The embedded templates, and the user's in the place of those with their ids. A template that is broken,
    /// or asks for a value that it is not given, is a fault, and the embedded one stays.
    #[must_use]
    pub fn load(user_files: &[SourceFile]) -> (Self, Vec<Fault>) {
        let mut all = Self { environment: environment(), sources: BTreeMap::new() };
        let mut faults = Vec::new();
        for file in embedded(&EMBEDDED) {
            all.add(&file, id_of(&file.name), false).unwrap_or_else(|fault| faults.push(fault));
        }
        for file in user_files.iter().filter(|file| file.name.ends_with(EXTENSION)) {
            let added = all.known_id(file).and_then(|id| all.add(file, id, true));
            added.unwrap_or_else(|fault| faults.push(fault));
        }
        (all, faults)
    }

    /// The ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }

    /// A template as it was written.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&str> {
        self.sources.get(id).map(|source| source.text.as_str())
    }

    /// Whether a template is the user's own and stands in the place of the embedded one.
    #[must_use]
    pub fn is_own(&self, id: &str) -> bool {
        self.sources.get(id).is_some_and(|source| source.own)
    }

    /// A template's version: the first twelve hexadecimal digits of the SHA-256 over it.
    #[must_use]
    pub fn version(&self, id: &str) -> Option<String> {
        Some(twelve_digits(Sha256::new().chain_update(self.source(id)?)))
    }

    /// What a template is for, in a few words.
    #[must_use]
    pub fn about(id: &str) -> &'static str {
        samples::of(id).map_or("", |sampled| &sampled.about)
    }

    /// The states in which the program renders a template, the usual one first.
    pub fn states(id: &str) -> impl Iterator<Item = &'static str> {
        samples_of(id).iter().map(|sample| sample.id.as_str())
    }

    /// A template rendered with the values that `prompt check` tries it with, in one of its states.
    ///
    /// # Errors
    /// [`PromptError`] where there is no such template or state, or it cannot be rendered.
    pub fn render_sample(&self, id: &str, state: &str) -> Result<String, PromptError> {
        let sample = samples_of(id).iter().find(|sample| sample.id == state);
        let sample = sample.ok_or_else(|| PromptError::Unknown(format!("{id}, {state}")))?;
        self.render(id, &sample.values)
    }

    /// A template rendered, without blank space at its ends.
    ///
    /// # Errors
    /// [`PromptError`] where there is no such template, or it cannot be rendered.
    pub fn render(&self, id: &str, values: impl Serialize) -> Result<String, PromptError> {
        let template = self.environment.get_template(id).map_err(|_| PromptError::Unknown(id.to_owned()))?;
        let text = template.render(Value::from(Serde(values)));
        let text =
            text.map_err(|error| PromptError::Broken { id: id.to_owned(), message: error.to_string() })?;
        Ok(text.trim().to_owned())
    }

    /// A template of several messages, each under a line `--- system`, `--- user` or `--- assistant`.
    ///
    /// # Errors
    /// [`PromptError`] where there is no such template, or it cannot be rendered.
    pub fn messages(&self, id: &str, values: impl Serialize) -> Result<Vec<Message>, PromptError> {
        Ok(messages_in(&self.render(id, values)?))
    }

    /// The first twelve hexadecimal digits of the SHA-256 over the judge's templates.
    #[must_use]
    pub fn judge_hash(&self) -> String {
        let mut digest = Sha256::new();
        for (id, source) in self.sources.iter().filter(|(id, _)| id.starts_with("judge")) {
            digest.update(id.as_bytes());
            digest.update([0]);
            digest.update(source.text.as_bytes());
            digest.update([0]);
        }
        twelve_digits(digest)
    }

    fn known_id(&self, file: &SourceFile) -> Result<String, Fault> {
        let id = id_of(&file.name);
        if self.sources.contains_key(&id) {
            return Ok(id);
        }
        let ids: Vec<&str> = self.ids().collect();
        let message = format!("there is no prompt `{id}` to override: use one of {}", ids.join(", "));
        Err(Fault { file: file.name.clone(), line: 1, message })
    }

    fn add(&mut self, file: &SourceFile, id: String, own: bool) -> Result<(), Fault> {
        let before = self.sources.get(&id).cloned();
        let tried = self.environment.add_template_owned(id.clone(), file.text.clone()).and_then(|()| {
            let template = self.environment.get_template(&id)?;
            let mut samples = samples_of(&id).iter();
            samples.try_for_each(|sample| template.render(Value::from(Serde(&sample.values))).map(drop))
        });
        match tried {
            Ok(()) => {
                self.sources.insert(id, Source { text: file.text.clone(), own });
                Ok(())
            }
            Err(error) => {
                self.restore(&id, before);
                Err(fault(file, &error))
            }
        }
    }

    fn restore(&mut self, id: &str, before: Option<Source>) {
        self.environment.remove_template(id);
        if let Some(source) = before {
            // It was added before, so it is sound.
            let _ = self.environment.add_template_owned(id.to_owned(), source.text);
        }
    }
}

fn samples_of(id: &str) -> &'static [Sample] {
    samples::of(id).map_or(&[], |sampled| &sampled.states)
}

fn twelve_digits(digest: Sha256) -> String {
    digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// Block tags leave no blank lines behind, and a value that is not there is an error.
fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default(),
    );
    environment
}

fn fault(file: &SourceFile, error: &minijinja::Error) -> Fault {
    let what = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Fault { file: file.name.clone(), line: error.line().unwrap_or(1), message: what }
}

/// `moves/probe` for a file `probe.md.j2` in a folder `moves`, else the file's name alone.
fn id_of(name: &str) -> String {
    let name = name.strip_suffix(EXTENSION).unwrap_or(name).replace('\\', "/");
    let mut parts = name.rsplit('/');
    let stem = parts.next().unwrap_or_default();
    if parts.next() == Some("moves") { format!("moves/{stem}") } else { stem.to_owned() }
}

fn embedded(dir: &Dir<'_>) -> Vec<SourceFile> {
    let mut files: Vec<SourceFile> = dir.dirs().flat_map(embedded).collect();
    files.extend(dir.files().filter_map(|file| {
        let name = file.path().to_string_lossy().into_owned();
        let text = file.contents_utf8()?.to_owned();
        name.ends_with(EXTENSION).then_some(SourceFile { name, text })
    }));
    files
}

fn messages_in(text: &str) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    for line in text.lines() {
        if let Some(role) = line.strip_prefix(ROLE_MARK).and_then(role) {
            messages.push(Message { role, text: String::new() });
            continue;
        }
        if messages.is_empty() {
            messages.push(Message::system(""));
        }
        if let Some(last) = messages.last_mut() {
            last.text.push_str(line);
            last.text.push('\n');
        }
    }
    for message in &mut messages {
        message.text = message.text.trim().to_owned();
    }
    messages.retain(|message| !message.text.is_empty());
    messages
}

fn role(name: &str) -> Option<Role> {
    match name.trim() {
        "system" => Some(Role::System),
        "user" => Some(Role::User),
        "assistant" => Some(Role::Assistant),
        _ => None,
    }
}
