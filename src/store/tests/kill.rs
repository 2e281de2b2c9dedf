//! The promise itself: whatever was said to be stored is there after a kill.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
};

use super::*;

const DIR: &str = "STORE_TO_BE_KILLED_IN";

#[test]
#[ignore = "the process that `a_kill_loses_nothing_that_was_confirmed` kills"]
#[allow(clippy::disallowed_methods, reason = "a test's process is told its directory so")]
fn writes_until_it_is_killed() {
    let Ok(dir) = std::env::var(DIR) else { return };
    let store = Store::open(Path::new(&dir)).unwrap();
    let lease = store.create(&setup("s1"), NOON).unwrap();
    loop {
        let seq = store.append(&lease, &answered(1, &"more words ".repeat(100)), NOON).unwrap();
        writeln!(std::io::stdout(), "\nstored {}", seq.0).unwrap();
    }
}

#[test]
fn a_kill_loses_nothing_that_was_confirmed() {
    let dir = data();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::tests::kill::writes_until_it_is_killed", "--ignored", "--nocapture"])
        .env(DIR, dir.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut confirmed =
        || lines.find_map(|line| line.unwrap().strip_prefix("stored ")?.parse::<usize>().ok());
    while confirmed().is_some_and(|seq| seq < 200) {}
    let store = open(&dir);
    assert!(matches!(store.lease(&id("s1")), Err(StoreError::InUse { .. })), "it is alive");
    child.kill().unwrap();
    child.wait().unwrap();
    let last = std::iter::from_fn(confirmed).last().unwrap_or(200);
    let store = open(&dir);
    store.check().unwrap();
    assert!(store.events(&id("s1")).unwrap().len() >= last);
    assert!(store.lease(&id("s1")).is_ok(), "the dead process holds nothing");
}
