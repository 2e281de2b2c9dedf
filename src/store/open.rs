//! Opening the file, with everything that makes a commit last.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::ErrorKind,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{StoreError, schema};

const FILE: &str = "viva.db";
const OPENING: &str = "viva.lock";
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The store: one connection to one file, or to memory.
///
/// Several programs may use one file at a time; each session is written by one of them ([`super::Lease`]).
#[derive(Debug)]
pub struct Store {
    pub(super) db: Connection,
    /// The data directory; none in memory.
    pub(super) dir: Option<PathBuf>,
}

impl Store {
    /// Opens the store in a data directory; both are made where they are missing, for their owner's eyes only.
    ///
    /// # Errors
    /// [`StoreError`], where the directory cannot be used or the file is another program's, newer, or damaged.
    pub fn open(data_dir: &Path) -> Result<Self, StoreError> {
        make_private_dir(data_dir)?;
        // Two programs that make the file at the same time would meet while its journal mode changes.
        let opening = open_private(&data_dir.join(OPENING))?;
        match opening.lock() {
            Err(error) if error.kind() != ErrorKind::Unsupported => {
                return Err(StoreError::io(data_dir, error));
            }
            // Where there are no locks that meeting is left to SQLite's own.
            Ok(()) | Err(_) => {}
        }
        let file = data_dir.join(FILE);
        open_private(&file)?;
        let db = Connection::open(&file)?;
        prepare(&db)?;
        Ok(Self { db, dir: Some(data_dir.to_owned()) })
    }

    /// A store that is gone with the program, for an interview that cannot be saved.
    ///
    /// # Errors
    /// Only where SQLite itself fails.
    pub fn in_memory() -> Result<Self, StoreError> {
        let db = Connection::open_in_memory()?;
        prepare(&db)?;
        Ok(Self { db, dir: None })
    }

    /// The file; none in memory, where nothing is saved.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        self.dir.as_ref().map(|dir| dir.join(FILE))
    }

    /// Reads the whole file and checks that it is sound. It takes a while with a large one.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] with the first thing found.
    pub fn check(&self) -> Result<(), StoreError> {
        let detail: String = self.db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if detail == "ok" { Ok(()) } else { Err(StoreError::Corrupt { detail }) }
    }

    /// A transaction that may write from the start, so that it never has to give way half-way.
    pub(super) fn writing(&self) -> Result<Transaction<'_>, StoreError> {
        Ok(Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?)
    }
}

fn prepare(db: &Connection) -> Result<(), StoreError> {
    db.busy_timeout(BUSY_TIMEOUT)?;
    db.pragma_update(None, "journal_mode", "wal")?;
    // In WAL mode only FULL syncs every commit (<https://www.sqlite.org/pragma.html#pragma_synchronous>).
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "secure_delete", true)?;
    db.pragma_update(None, "trusted_schema", false)?;
    schema::migrate(db)
}

/// Makes a directory and what is missing above it.
pub(super) fn make_private_dir(dir: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|error| StoreError::io(dir, error))?;
    match fs::metadata(dir) {
        Ok(meta) if meta.is_dir() => Ok(()),
        Ok(_) => Err(StoreError::NotADirectory { path: dir.to_owned() }),
        Err(error) => Err(StoreError::io(dir, error)),
    }
}

/// Opens a file for reading and writing; where it is made, for its owner only. SQLite gives its journal the same mode.
pub(super) fn open_private(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| StoreError::io(path, error))
}
