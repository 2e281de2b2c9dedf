//! The format of the file: whose it is, which version, and the steps from one to the next.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::StoreError;

/// Marks the file as this program's: "viva" in ASCII (<https://www.sqlite.org/pragma.html#pragma_application_id>).
const APPLICATION_ID: u32 = 0x7669_7661;

/// The steps; the file's `user_version` is the number of those it has taken. Steps are added, never changed.
const MIGRATIONS: &[&str] = &[include_str!("migrations/1.sql"), include_str!("migrations/2.sql")];

/// The format that this program writes.
pub(super) fn known() -> u32 {
    u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
}

/// Brings the file to the format of this program, all steps or none.
pub(super) fn migrate(db: &Connection) -> Result<(), StoreError> {
    if version(db)? == known() {
        return Ok(());
    }
    let all = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
    let found = version(&all)?;
    for step in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or(usize::MAX)) {
        all.execute_batch(step)?;
    }
    all.pragma_update(None, "application_id", APPLICATION_ID)?;
    all.pragma_update(None, "user_version", known())?;
    Ok(all.commit()?)
}

/// The file's version, after making sure that the file is this program's and not too new for it.
fn version(db: &Connection) -> Result<u32, StoreError> {
    let pragma = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
    let (owner, found) = (pragma("application_id")?, pragma("user_version")?);
    let tables: u32 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let is_new = owner == 0 && found == 0 && tables == 0;
    if owner != APPLICATION_ID && !is_new {
        return Err(StoreError::NotOurs);
    }
    if found > known() {
        return Err(StoreError::Newer { found, known: known() });
    }
    Ok(found)
}
