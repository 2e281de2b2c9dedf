use super::*;

#[test]
fn a_session_is_written_by_one_program_only() {
    let dir = data();
    let (one, two) = (open(&dir), open(&dir));
    let _lease = one.create(&setup("s1"), NOON).unwrap();
    let error = two.lease(&id("s1")).unwrap_err();
    let own = std::process::id();
    assert_eq!(error.to_string(), format!("session `s1` is open in another program (process {own})"));
    assert!(two.events(&id("s1")).is_ok(), "others may read it");
}

#[test]
fn a_dropped_lease_is_free_and_leaves_no_file() {
    let dir = data();
    let (one, two) = (open(&dir), open(&dir));
    drop(one.create(&setup("s1"), NOON).unwrap());
    let lease = two.lease(&id("s1")).unwrap();
    assert_eq!(lease.session(), &id("s1"));
    drop(lease);
    if cfg!(unix) {
        assert_eq!(fs::read_dir(dir.path().join("leases")).unwrap().count(), 0);
    }
}

#[test]
fn a_dead_programs_lease_is_taken_over() {
    let dir = data();
    let store = open(&dir);
    drop(store.create(&setup("s1"), NOON).unwrap());
    // What a kill leaves: the file with the dead process's id, and no lock on it.
    fs::write(dir.path().join("leases/s1.lock"), "4194305").unwrap();
    assert!(store.lease(&id("s1")).is_ok());
}

#[test]
fn two_programs_have_two_sessions_of_one_store() {
    let dir = data();
    let (one, two) = (open(&dir), open(&dir));
    let _first = one.create(&setup("s1"), NOON).unwrap();
    assert!(two.create(&setup("s2"), NOON).is_ok());
}

#[test]
fn a_session_that_is_being_written_is_not_deleted() {
    let dir = data();
    let (one, two) = (open(&dir), open(&dir));
    let lease = one.create(&setup("s1"), NOON).unwrap();
    assert!(matches!(two.delete(&id("s1")), Err(StoreError::InUse { .. })));
    drop(lease);
    two.delete(&id("s1")).unwrap();
}

#[test]
fn of_many_that_reach_for_a_lease_one_gets_it() {
    let dir = data();
    drop(open(&dir).create(&setup("s1"), NOON).unwrap());
    let stores: Vec<Store> = (0..8).map(|_| open(&dir)).collect();
    let leases: Vec<_> = std::thread::scope(|threads| {
        let reaching: Vec<_> =
            stores.into_iter().map(|store| threads.spawn(move || store.lease(&id("s1")))).collect();
        reaching.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(leases.iter().filter(|lease| lease.is_ok()).count(), 1);
}

#[test]
fn a_session_that_is_not_there_has_no_lease() {
    let dir = data();
    assert!(matches!(open(&dir).lease(&id("s1")), Err(StoreError::NoSession { .. })));
}
