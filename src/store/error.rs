//! What can go wrong with what is kept, and what to do about it.

use std::{io, path::Path, path::PathBuf};

use rusqlite::ErrorCode;

use crate::transcript::SessionId;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something that is no directory stands where the data directory should be.
    #[error("`{}` is not a directory", path.display())]
    NotADirectory {
        /// What stands in the way.
        path: PathBuf,
    },
    /// The data directory may not be used.
    #[error("no permission to write `{}`", path.display())]
    NoPermission {
        /// The directory, or a file in it.
        path: PathBuf,
    },
    /// The file system, or the file, cannot be written.
    #[error("the data directory can only be read")]
    ReadOnly,
    /// No room is left.
    #[error("the disk is full")]
    Full,
    /// The file was written by a later program.
    #[error("the data is in format {found}, and this program knows formats up to {known}")]
    Newer {
        /// The file's format.
        found: u32,
        /// The last one known here.
        known: u32,
    },
    /// The file is no SQLite database, or another program's.
    #[error("`viva.db` is not a database of this program")]
    NotOurs,
    /// The file is damaged.
    #[error("the data is damaged: {detail}")]
    Corrupt {
        /// What SQLite says of it.
        detail: String,
    },
    /// Another program held the file for too long.
    #[error("another program keeps the data busy")]
    Busy,
    /// The session is being written by another program.
    #[error("session `{session}` is open in another program{}", by(*process))]
    InUse {
        /// The session.
        session: SessionId,
        /// The other program's process id, where it is known.
        process: Option<u32>,
    },
    /// No session has such an id.
    #[error("there is no session `{id}`")]
    NoSession {
        /// The id, or its beginning, as given.
        id: String,
    },
    /// Several sessions' ids begin so.
    #[error("`{prefix}` fits {} sessions: {}", candidates.len(), listed(candidates))]
    Ambiguous {
        /// The beginning, as given.
        prefix: String,
        /// All that fit.
        candidates: Vec<SessionId>,
    },
    /// A session of that id is there already.
    #[error("session `{session}` is there already")]
    Exists {
        /// The session.
        session: SessionId,
    },
    /// A text that cannot be a session's id.
    #[error("`{id}` cannot be a session's id")]
    BadId {
        /// The text.
        id: String,
    },
    /// A session begins once.
    #[error("session `{session}` has begun already")]
    Begun {
        /// The session.
        session: SessionId,
    },
    /// An event is stored that this program cannot read.
    #[error("event {seq} of session `{session}` cannot be read")]
    Unreadable {
        /// The session.
        session: SessionId,
        /// The event's number.
        seq: u64,
        /// Why.
        source: serde_json::Error,
    },
    /// A file to import is not as an export writes it.
    #[error("line {line} of the import: {message}")]
    Import {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A value could not be turned into JSON.
    #[error("a value could not be stored as JSON")]
    Json(#[from] serde_json::Error),
    /// A file operation failed otherwise.
    #[error("`{}` cannot be used", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// SQLite failed otherwise.
    #[error("the data could not be read or written")]
    Sqlite(#[source] rusqlite::Error),
}

fn by(process: Option<u32>) -> String {
    process.map_or_else(String::new, |id| format!(" (process {id})"))
}

fn listed(candidates: &[SessionId]) -> String {
    const SHOWN: usize = 5;
    let mut shown: Vec<&str> = candidates.iter().take(SHOWN).map(SessionId::as_str).collect();
    if candidates.len() > SHOWN {
        shown.push("…");
    }
    shown.join(", ")
}

impl StoreError {
    /// What to do about it, where something can be done.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotADirectory { .. } => "move it away, or name another directory with `--data-dir DIR`",
            Self::NoPermission { .. } => "make it yours, or name another directory with `--data-dir DIR`",
            Self::ReadOnly => "name a directory that can be written with `--data-dir DIR`",
            Self::Full => "free some space, or name a directory on another disk with `--data-dir DIR`",
            Self::Newer { .. } => "update `viva`, or name another directory with `--data-dir DIR`",
            Self::NotOurs => "move it away, or name another directory with `--data-dir DIR`",
            Self::Corrupt { .. } => {
                "keep a copy of `viva.db` (`viva config path` tells where it is), then move it away"
            }
            Self::Busy => "end the other program, or wait for it",
            Self::InUse { .. } => "go on there, or end that program first",
            Self::NoSession { .. } => "`viva sessions list` shows what is stored",
            Self::Ambiguous { .. } => "give more of the id",
            Self::Exists { .. } => "delete it first with `viva sessions delete`, if it shall be replaced",
            Self::Unreadable { .. } => "a later `viva` may have written it: update",
            Self::Import { .. } => "import only what `viva sessions export --format jsonl` wrote",
            Self::BadId { .. } | Self::Begun { .. } | Self::Json(_) | Self::Io { .. } | Self::Sqlite(_) => {
                return None;
            }
        })
    }

    /// What an operation on `path` failed of.
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => Self::NotADirectory { path },
            io::ErrorKind::PermissionDenied => Self::NoPermission { path },
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io { path, source },
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::NotADatabase) => Self::NotOurs,
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt { detail: error.to_string() },
            Some(
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed,
            ) => Self::Busy,
            _ => Self::Sqlite(error),
        }
    }
}
