use super::*;

#[test]
fn a_session_begins_with_its_setup_whole() {
    let store = Store::in_memory().unwrap();
    store.create(&setup("s1"), NOON).unwrap();
    assert_eq!(store.events(&id("s1")).unwrap(), [started("s1")]);
}

#[test]
fn events_are_numbered_from_the_setup_on() {
    let store = Store::in_memory().unwrap();
    let lease = store.create(&setup("s1"), NOON).unwrap();
    assert_eq!(store.append(&lease, &answered(1, "A map."), NOON).unwrap(), Seq(2));
    assert_eq!(store.append(&lease, &spoken(2, "Why?"), NOON).unwrap(), Seq(3));
}

#[test]
fn an_event_survives_a_program_that_never_closes() {
    let dir = data();
    let store = open(&dir);
    let lease = store.create(&setup("s1"), NOON).unwrap();
    store.append(&lease, &answered(1000, "A map."), NOON).unwrap();
    // What a kill leaves: the files as they are now, with the journal not yet folded in.
    let after = data();
    for file in ["viva.db", "viva.db-wal"] {
        fs::copy(dir.path().join(file), after.path().join(file)).unwrap();
    }
    assert_eq!(open(&after).events(&id("s1")).unwrap(), [started("s1"), answered(1000, "A map.")]);
}

#[test]
fn an_event_is_seen_by_others_when_append_returns() {
    let dir = data();
    let (writer, reader) = (open(&dir), open(&dir));
    let lease = writer.create(&setup("s1"), NOON).unwrap();
    for n in 1..=5 {
        writer.append(&lease, &answered(n, "More."), NOON).unwrap();
        assert_eq!(reader.events(&id("s1")).unwrap().last(), Some(&answered(n, "More.")));
    }
}

#[test]
fn every_commit_is_synced() {
    let dir = data();
    let store = open(&dir);
    let full: u32 = store.db.query_row("PRAGMA synchronous", [], |row| row.get(0)).unwrap();
    let journal: String = store.db.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!((full, journal.as_str()), (2, "wal"));
}

#[test]
fn two_programs_write_two_sessions_in_turns() {
    let dir = data();
    let (one, two) = (open(&dir), open(&dir));
    let first = one.create(&setup("s1"), NOON).unwrap();
    let second = two.create(&setup("s2"), NOON).unwrap();
    for n in 1..=20 {
        one.append(&first, &answered(n, "one"), NOON).unwrap();
        two.append(&second, &answered(n, "two"), NOON).unwrap();
    }
    for (session, text) in [("s1", "one"), ("s2", "two")] {
        let mut expected = vec![started(session)];
        expected.extend((1..=20).map(|n| answered(n, text)));
        assert_eq!(two.events(&id(session)).unwrap(), expected);
    }
}

#[test]
fn two_programs_write_at_the_same_time_and_lose_nothing() {
    let dir = data();
    std::thread::scope(|threads| {
        for session in ["s1", "s2"] {
            let dir = &dir;
            threads.spawn(move || {
                let store = open(dir);
                let events: Vec<_> = (1..=50).map(|n| answered(n, session)).collect();
                hold(&store, session, &events, NOON);
            });
        }
    });
    let store = open(&dir);
    assert_eq!(store.events(&id("s1")).unwrap().len(), 51);
    assert_eq!(store.events(&id("s2")).unwrap().len(), 51);
}

#[test]
fn a_session_begins_once() {
    let store = Store::in_memory().unwrap();
    let lease = store.create(&setup("s1"), NOON).unwrap();
    assert!(matches!(store.append(&lease, &started("s1"), NOON), Err(StoreError::Begun { .. })));
    assert!(matches!(store.create(&setup("s1"), NOON), Err(StoreError::Exists { .. })));
    assert_eq!(store.events(&id("s1")).unwrap().len(), 1);
}

#[test]
fn an_event_cannot_be_altered() {
    let store = Store::in_memory().unwrap();
    store.create(&setup("s1"), NOON).unwrap();
    let altered = store.db.execute("UPDATE events SET body = '{}'", []);
    assert!(altered.unwrap_err().to_string().contains("only ever added"));
}

#[test]
fn a_session_without_a_plain_id_is_refused() {
    let dir = data();
    let store = open(&dir);
    for bad in ["", "../../elsewhere", "two words", &"x".repeat(65)] {
        assert!(matches!(store.create(&setup(bad), NOON), Err(StoreError::BadId { .. })), "{bad}");
    }
}

#[test]
fn an_event_of_a_later_program_is_named() {
    let store = Store::in_memory().unwrap();
    store.create(&setup("s1"), NOON).unwrap();
    let body = r#"{"at_ms":1,"event":"teleported"}"#;
    store.db.execute("INSERT INTO events VALUES ('s1', 2, 0, 1, 'teleported', ?1)", [body]).unwrap();
    let error = store.events(&id("s1")).unwrap_err();
    assert_eq!(error.to_string(), "event 2 of session `s1` cannot be read");
}

#[test]
fn fresh_ids_sort_by_time() {
    let (earlier, later) = (fresh_session_id(NOON), fresh_session_id(NOON + 1));
    assert!(earlier < later);
    assert_eq!(earlier.as_str().len(), 36);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_goes_in_comes_out(events in prop::collection::vec(any_event(), 0..12)) {
        let store = Store::in_memory().unwrap();
        hold(&store, "s1", &events, NOON);
        let stored = store.events(&id("s1")).unwrap();
        prop_assert_eq!(&stored[0], &started("s1"));
        prop_assert_eq!(&stored[1..], &events[..]);
    }
}
