use super::*;

#[cfg(unix)]
#[test]
fn what_is_made_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let dir = data();
    let home = dir.path().join("viva");
    let store = Store::open(&home).unwrap();
    store.create(&setup("s1"), NOON).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home), 0o700);
    for file in ["viva.db", "viva.db-wal", "viva.db-shm"] {
        assert_eq!(mode(&home.join(file)), 0o600, "{file}");
    }
}

#[test]
fn a_file_says_whose_it_is_and_which_format() {
    let dir = data();
    let store = open(&dir);
    let pragma = |name: &str| store.db.pragma_query_value(None, name, |row| row.get::<_, u32>(0)).unwrap();
    assert_eq!(pragma("application_id").to_be_bytes(), *b"viva");
    assert_eq!(pragma("user_version"), 2);
}

#[test]
fn a_newer_file_is_left_alone() {
    let dir = data();
    open(&dir).db.pragma_update(None, "user_version", 9).unwrap();
    let error = Store::open(dir.path()).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 9, known: 2 }));
    assert_eq!(error.to_string(), "the data is in format 9, and this program knows formats up to 2");
    assert!(error.hint().unwrap().contains("update"));
}

#[test]
fn garbage_is_no_database() {
    let dir = data();
    fs::write(dir.path().join("viva.db"), "Dear diary, ".repeat(1000)).unwrap();
    assert!(matches!(Store::open(dir.path()), Err(StoreError::NotOurs)));
    assert!(has(&fs::read(dir.path().join("viva.db")).unwrap(), "Dear diary"), "it is left as it was");
}

#[test]
fn another_programs_database_is_left_alone() {
    let dir = data();
    let other = rusqlite::Connection::open(dir.path().join("viva.db")).unwrap();
    other.execute_batch("CREATE TABLE bookmarks (url TEXT)").unwrap();
    assert!(matches!(Store::open(dir.path()), Err(StoreError::NotOurs)));
    let tables: u32 = other.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 1);
}

#[test]
fn a_truncated_file_is_damaged() {
    let dir = data();
    hold(&open(&dir), "s1", &[answered(1, &"long ".repeat(5000))], NOON);
    let file = fs::OpenOptions::new().write(true).open(dir.path().join("viva.db")).unwrap();
    file.set_len(8192).unwrap();
    assert!(matches!(Store::open(dir.path()), Err(StoreError::Corrupt { .. })));
}

#[test]
fn damage_in_the_middle_is_found_by_a_check() {
    use std::io::{Seek, SeekFrom, Write};
    let dir = data();
    hold(&open(&dir), "s1", &[answered(1, &"long ".repeat(5000))], NOON);
    open(&dir).check().unwrap();
    let mut file = fs::OpenOptions::new().write(true).open(dir.path().join("viva.db")).unwrap();
    let length = file.metadata().unwrap().len();
    file.seek(SeekFrom::Start(4096)).unwrap();
    file.write_all(&vec![0xAA; usize::try_from(length - 4096).unwrap()]).unwrap();
    drop(file);
    let found = Store::open(dir.path()).and_then(|store| store.check());
    assert!(matches!(found, Err(StoreError::Corrupt { .. })), "{found:?}");
}

#[test]
fn a_store_in_memory_works_and_has_no_file() {
    let store = Store::in_memory().unwrap();
    hold(&store, "s1", &[answered(1, "A map.")], NOON);
    assert_eq!(store.events(&id("s1")).unwrap().len(), 2);
    assert_eq!(store.path(), None);
    assert!(store.lease(&id("s1")).is_ok());
}

#[test]
fn programs_that_open_a_new_store_at_once_all_get_it() {
    let dir = data();
    std::thread::scope(|threads| {
        for _ in 0..8 {
            threads.spawn(|| open(&dir));
        }
    });
    assert!(open(&dir).list(&Filter::default()).unwrap().is_empty());
}

#[test]
fn a_file_of_the_first_format_is_brought_to_this_one_with_all_that_is_in_it() {
    let dir = data();
    let store = open(&dir);
    hold(&store, "old", &[], NOON);
    // As it was before there were loops.
    let before = "ALTER TABLE sessions DROP COLUMN loop; ALTER TABLE sessions DROP COLUMN round;
        PRAGMA user_version = 1;";
    store.db.execute_batch(before).unwrap();
    drop(store);
    let store = open(&dir);
    let sessions = store.list(&Filter::default()).unwrap();
    assert_eq!((sessions.len(), &sessions[0].id, &sessions[0].loop_of), (1, &id("old"), &None));
}
