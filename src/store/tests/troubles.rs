use std::io::{Error, ErrorKind};

use super::*;

#[test]
fn a_file_in_the_place_of_the_directory_is_named() {
    let dir = data();
    let file = dir.path().join("viva");
    fs::write(&file, "").unwrap();
    let error = Store::open(&file).unwrap_err();
    assert_eq!(error.to_string(), format!("`{}` is not a directory", file.display()));
    assert!(error.hint().unwrap().contains("--data-dir"));
}

#[test]
fn a_file_above_the_directory_is_no_directory_either() {
    let dir = data();
    let file = dir.path().join("viva");
    fs::write(&file, "").unwrap();
    assert!(matches!(Store::open(&file.join("data")), Err(StoreError::NotADirectory { .. })));
}

#[test]
fn a_store_that_can_only_be_read_says_so() {
    let store = Store::in_memory().unwrap();
    let lease = store.create(&setup("s1"), NOON).unwrap();
    store.db.pragma_update(None, "query_only", true).unwrap();
    let error = store.append(&lease, &answered(1, "A map."), NOON).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly));
    assert_eq!(error.to_string(), "the data directory can only be read");
    assert_eq!(store.events(&id("s1")).unwrap().len(), 1, "what is there can still be read");
}

#[test]
fn a_full_disk_keeps_what_was_there_and_says_so() {
    let dir = data();
    let store = open(&dir);
    let lease = store.create(&setup("s1"), NOON).unwrap();
    let pages: u32 = store.db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    store.db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).unwrap();
    let error = store.append(&lease, &answered(1, &"long ".repeat(5000)), NOON).unwrap_err();
    assert!(matches!(error, StoreError::Full));
    assert!(error.hint().unwrap().contains("space"));
    drop(store);
    assert_eq!(open(&dir).events(&id("s1")).unwrap(), [started("s1")]);
}

#[test]
fn after_room_is_made_the_same_store_goes_on() {
    let dir = data();
    let store = open(&dir);
    let lease = store.create(&setup("s1"), NOON).unwrap();
    let limit = |pages: u32| {
        store.db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).unwrap();
    };
    let long = answered(1, &"long ".repeat(5000));
    limit(store.db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap());
    store.append(&lease, &long, NOON).unwrap_err();
    limit(100_000);
    assert_eq!(store.append(&lease, &long, NOON).unwrap(), Seq(2));
}

#[test]
fn a_store_that_another_program_keeps_locked_is_busy() {
    let dir = data();
    let (store, other) = (open(&dir), open(&dir));
    let lease = store.create(&setup("s1"), NOON).unwrap();
    store.db.busy_timeout(std::time::Duration::ZERO).unwrap();
    let writing = other.writing().unwrap();
    assert!(matches!(store.append(&lease, &answered(1, "A map."), NOON), Err(StoreError::Busy)));
    drop(writing);
    assert_eq!(store.append(&lease, &answered(1, "A map."), NOON).unwrap(), Seq(2));
}

#[test]
fn each_trouble_of_the_file_system_has_its_own_error() {
    let of = |kind: ErrorKind| StoreError::io(Path::new("/data"), Error::from(kind));
    assert!(matches!(of(ErrorKind::PermissionDenied), StoreError::NoPermission { .. }));
    assert!(matches!(of(ErrorKind::ReadOnlyFilesystem), StoreError::ReadOnly));
    assert!(matches!(of(ErrorKind::StorageFull), StoreError::Full));
    assert!(matches!(of(ErrorKind::NotADirectory), StoreError::NotADirectory { .. }));
    assert!(matches!(of(ErrorKind::Other), StoreError::Io { .. }));
}

#[test]
fn a_session_deleted_meanwhile_takes_no_events() {
    let store = Store::in_memory().unwrap();
    let lease = store.create(&setup("s1"), NOON).unwrap();
    store.db.execute("DELETE FROM sessions", []).unwrap();
    let error = store.append(&lease, &answered(1, "A map."), NOON).unwrap_err();
    assert_eq!(error.to_string(), "there is no session `s1`");
}
