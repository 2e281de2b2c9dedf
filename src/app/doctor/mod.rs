//! `viva doctor`: what is set up, looked at piece by piece, and what to do about what does not work.

mod asked;
mod local;
mod streamed;
mod words;

use serde::Serialize;

use crate::{
    error::{AppError, Exit},
    settings::{Environment, Fault, Settings},
    store::Store,
};

pub use words::learnt_in_words;

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// All is well.
    Ok,
    /// It works, with something to know.
    Warning,
    /// It does not work.
    Failed,
    /// It was not looked at, for a reason.
    Skipped,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Its name.
    pub id: &'static str,
    /// How it came out.
    pub status: Status,
    /// What was found, and where.
    pub detail: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// How long it took, in milliseconds, where that says something.
    pub ms: Option<u64>,
    /// The exit code that it asks for.
    #[serde(skip)]
    pub exit: Exit,
}

impl Check {
    fn new(id: &'static str, status: Status, detail: impl Into<String>) -> Self {
        Self { id, status, detail: detail.into(), hint: None, ms: None, exit: Exit::Done }
    }

    /// Something that is well.
    pub fn ok(id: &'static str, detail: impl Into<String>) -> Self {
        Self::new(id, Status::Ok, detail)
    }

    /// Something to know.
    pub fn warning(id: &'static str, detail: impl Into<String>) -> Self {
        Self::new(id, Status::Warning, detail)
    }

    /// Something that was not looked at.
    pub fn skipped(id: &'static str, detail: impl Into<String>) -> Self {
        Self::new(id, Status::Skipped, detail)
    }

    /// Something that does not work.
    fn failed(id: &'static str, exit: Exit, detail: impl Into<String>) -> Self {
        Self { exit, ..Self::new(id, Status::Failed, detail) }
    }

    /// An error, as it would have ended the program.
    fn of_error(id: &'static str, error: &AppError) -> Self {
        let cause = error.source.as_ref().map_or_else(String::new, |cause| format!(": {cause}"));
        Self { hint: error.hint.clone(), ..Self::failed(id, error.exit, format!("{}{cause}", error.message)) }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    fn after(mut self, ms: u64) -> Self {
        self.ms = Some(ms);
        self
    }
}

/// The endpoint that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Patient {
    /// Its name, or its address where it has none.
    pub name: String,
    /// Its address.
    pub base_url: String,
    /// The model that was asked.
    pub model: Option<String>,
    /// How many tokens its context holds, where that is known.
    pub context_tokens: Option<u32>,
}

/// What is looked at.
pub struct Examination<'e> {
    /// The settings.
    pub settings: &'e Settings,
    /// What is wrong with them.
    pub faults: &'e [Fault],
    /// The environment.
    pub environment: &'e Environment,
    /// The store, or why there is none.
    pub store: Result<Store, AppError>,
    /// Forget what was learnt of the endpoint first.
    pub forget: bool,
}

/// Hears of each check as it is done.
pub type Told<'t> = dyn FnMut(&Check) + 't;

/// All that was found.
#[derive(Debug, Clone, Serialize)]
pub struct Findings {
    /// Whether nothing failed.
    pub ok: bool,
    /// The endpoint, where one is configured.
    pub endpoint: Option<Patient>,
    /// Each check, in order.
    pub checks: Vec<Check>,
}

impl Findings {
    /// The exit code: that of the first check that failed.
    #[must_use]
    pub fn exit(&self) -> Exit {
        let failed = self.checks.iter().find(|check| check.status == Status::Failed);
        failed.map_or(Exit::Done, |check| check.exit)
    }
}

impl Examination<'_> {
    /// Looks at everything, first what is on this machine, then the endpoint.
    pub fn run(&self, first: Vec<Check>, told: &mut Told<'_>) -> Findings {
        let mut notes = Notes { checks: Vec::new(), told };
        first.into_iter().for_each(|check| notes.add(check));
        notes.add(self.configuration());
        notes.add(self.storage());
        let endpoint = self.endpoint(&mut notes);
        let checks = notes.checks;
        Findings { ok: checks.iter().all(|check| check.status != Status::Failed), endpoint, checks }
    }
}

/// What was found so far, told as it is found.
struct Notes<'n, 't> {
    checks: Vec<Check>,
    told: &'n mut Told<'t>,
}

impl Notes<'_, '_> {
    fn add(&mut self, check: Check) {
        (self.told)(&check);
        self.checks.push(check);
    }

    fn skip(&mut self, ids: &[&'static str], why: &str) {
        for id in ids {
            self.add(Check::skipped(id, why));
        }
    }
}
