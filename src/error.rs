//! What ends the program: a message, its cause, a hint, and the exit code of the contract.

use std::error::Error;

use crate::{llm::LlmError, repl::FrontError, store::StoreError};

/// Exit codes; their numbers are a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All went well.
    Done = 0,
    /// Something failed.
    Failure = 1,
    /// The command line was wrong.
    Usage = 2,
    /// The configuration or a key was wrong or missing.
    Configuration = 3,
    /// The endpoint failed.
    Endpoint = 4,
    /// Interrupted.
    Interrupted = 130,
}

/// Why the program ends early.
#[derive(Debug)]
pub struct AppError {
    /// The exit code.
    pub exit: Exit,
    /// What happened.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// What caused it.
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

impl AppError {
    /// An error with its exit code.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), hint: None, source: None }
    }

    /// A plain failure.
    pub fn failure(message: impl Into<String>) -> Self {
        Self::new(Exit::Failure, message)
    }

    /// Wrong usage.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// Whether the reader of the output merely went away, which is a clean end.
    #[must_use]
    pub fn is_closed_output(&self) -> bool {
        let front = self.source.as_deref().and_then(|source| source.downcast_ref::<FrontError>());
        front.is_some_and(FrontError::is_closed_output)
    }

    /// The same error with what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same error with its cause.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for AppError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

impl From<LlmError> for AppError {
    fn from(error: LlmError) -> Self {
        let exit = match error {
            LlmError::Unauthorized { .. }
            | LlmError::Forbidden { .. }
            | LlmError::Setup { .. }
            | LlmError::KeyInTheClear { .. }
            | LlmError::NoModel { .. } => Exit::Configuration,
            _ => Exit::Endpoint,
        };
        let hint = error.hint();
        let mut app = Self::new(exit, "the endpoint cannot be used").because(error);
        app.hint = Some(hint.into_owned());
        app
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        let exit = match error {
            StoreError::NotADirectory { .. }
            | StoreError::NoPermission { .. }
            | StoreError::ReadOnly
            | StoreError::Newer { .. }
            | StoreError::Io { .. }
            | StoreError::NotOurs => Exit::Configuration,
            StoreError::NoSession { .. } | StoreError::Ambiguous { .. } => Exit::Usage,
            _ => Exit::Failure,
        };
        let hint = error.hint().map(str::to_owned);
        let mut app = Self::new(exit, error.to_string());
        app.source = error.source().map(|source| source.to_string().into());
        app.hint = hint;
        app
    }
}

impl From<FrontError> for AppError {
    fn from(error: FrontError) -> Self {
        Self::failure("the terminal cannot be used").because(error)
    }
}
