//! One writer a session: an exclusive lock on a file of its own, which the system lets go when its holder dies.

use std::{
    fs::{self, File, TryLockError},
    io::{ErrorKind, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use crate::transcript::SessionId;

use super::{
    Store, StoreError,
    open::{make_private_dir, open_private},
};

/// The right to write one session. It ends when it is dropped, or with the program, however that ends.
#[derive(Debug)]
pub struct Lease {
    session: SessionId,
    /// The locked file and its path; none for a store in memory, which nobody else can reach.
    held: Option<(File, PathBuf)>,
}

impl Lease {
    /// The session that may be written.
    #[must_use]
    pub fn session(&self) -> &SessionId {
        &self.session
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // While it is still locked, so that nobody holds a lock on a file that is then taken away.
        // Where it fails an empty file stays, which the next lease uses.
        if cfg!(unix)
            && let Some((_, path)) = &self.held
        {
            let _ = fs::remove_file(path);
        }
    }
}

impl Store {
    /// Takes the right to write a stored session.
    ///
    /// # Errors
    /// [`StoreError::NoSession`]; [`StoreError::InUse`] while another program, or another part of this one, has it.
    pub fn lease(&self, session: &SessionId) -> Result<Lease, StoreError> {
        self.must_exist(session)?;
        self.take(session)
    }

    /// The same for a session that need not be stored yet.
    pub(super) fn take(&self, session: &SessionId) -> Result<Lease, StoreError> {
        let held = match &self.dir {
            Some(dir) => Some(lock(&dir.join("leases"), session)?),
            None => None,
        };
        Ok(Lease { session: session.clone(), held })
    }
}

fn lock(dir: &Path, session: &SessionId) -> Result<(File, PathBuf), StoreError> {
    make_private_dir(dir)?;
    let path = dir.join(format!("{session}.lock"));
    loop {
        let mut file = open_private(&path)?;
        match file.try_lock() {
            Ok(()) if is_gone(&file) => {}
            Ok(()) => {
                let wrote = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
                wrote.map_err(|error| StoreError::io(&path, error))?;
                return Ok((file, path));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::InUse { session: session.clone(), process: holder(&mut file) });
            }
            // A file system without locks is no reason to hold no interview.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                return Ok((file, path));
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::io(&path, error)),
        }
    }
}

/// Whether the last holder took the file away between our opening and locking it.
fn is_gone(file: &File) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        file.metadata().is_ok_and(|meta| meta.nlink() == 0)
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        false
    }
}

fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.seek(SeekFrom::Start(0)).ok()?;
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
