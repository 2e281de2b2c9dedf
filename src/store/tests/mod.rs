//! A store in a directory of its own, and interviews short enough to read.

mod endpoints;
mod events;
mod exports;
mod kill;
mod leases;
mod opening;
mod sessions;
mod troubles;

use std::{fs, path::Path};

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::{
    bank::{Heard, Question, Roles},
    interview::{Ending, Event, Move, Setup, Staging, Stamped},
    rubric::Rubric,
    transcript::{Seniority, SessionId},
};

const QUESTION: &str = r#"
id = "two-sum"
title = "Two sum"
kind = "coding"
track = "algorithms"
topics = ["arrays"]
seniorities = ["junior", "mid"]
minutes = 20
ask = "Which two numbers add up to the target?"
expectations = []
research = ["hash table"]
samples = { weak = "Sort it.", medium = "Two loops.", strong = "A map from value to index." }
"#;

const RUBRIC: &str = r#"
id = "coding"
kind = "coding"
title = "Coding"
dimensions = []
"#;

/// Wall time of the first moment of every test.
const NOON: i64 = 1_790_000_000_000;

fn data() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn open(dir: &TempDir) -> Store {
    Store::open(dir.path()).unwrap()
}

fn id(text: &str) -> SessionId {
    SessionId::from_stored(text.to_owned())
}

fn setup(session: &str) -> Setup {
    let (roles, _) = Roles::load(&[]);
    Setup {
        session: id(session),
        question: toml::from_str::<Question>(QUESTION).unwrap(),
        rubric: toml::from_str::<Rubric>(RUBRIC).unwrap(),
        role: roles.get(&"software-engineer".parse().unwrap()).unwrap().clone(),
        seniority: Seniority::Mid,
        minutes: 20,
        seed: 7,
        staging: Staging::default(),
    }
}

fn answered(at_ms: u64, text: &str) -> Stamped {
    let heard = Box::new(Heard::default());
    Stamped { at_ms, event: Event::Answered { text: text.to_owned(), parts: Vec::new(), heard } }
}

fn spoken(at_ms: u64, text: &str) -> Stamped {
    let event = Event::Spoken {
        moves: vec![Move::Acknowledge],
        text: text.to_owned(),
        cut: false,
        voice: "builtin".to_owned(),
        guarded: Vec::new(),
    };
    Stamped { at_ms, event }
}

fn finished(at_ms: u64) -> Stamped {
    Stamped { at_ms, event: Event::Finished { why: Ending::Done } }
}

fn started(session: &str) -> Stamped {
    Stamped { at_ms: 0, event: Event::Started(Box::new(setup(session))) }
}

/// Stores a session with these events after its first one, a second apart.
fn hold(store: &Store, session: &str, events: &[Stamped], from_ms: i64) {
    let lease = store.create(&setup(session), from_ms).unwrap();
    for (n, event) in (1..).zip(events) {
        store.append(&lease, event, from_ms + n * 1000).unwrap();
    }
}

/// Every byte of every file under a directory.
fn bytes_in(dir: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        all.extend(if path.is_dir() { bytes_in(&path) } else { fs::read(&path).unwrap() });
    }
    all
}

fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// Texts of all kinds, line breaks, quotes and other alphabets among them.
fn said() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,80}", "\\PC{0,40}", Just("a\r\nb\u{2028}c\0\"\\ é 漢 👋".to_owned())]
}

fn any_event() -> impl Strategy<Value = Stamped> {
    let event = prop_oneof![
        said().prop_map(|text| answered(0, &text).event),
        said().prop_map(|text| spoken(0, &text).event),
        said().prop_map(|text| Event::Noted { text }),
        any::<u64>().prop_map(|for_ms| Event::Silent { for_ms }),
        Just(Event::HintAsked),
        Just(Event::Undone),
        Just(Event::Retried),
        Just(Event::Finished { why: Ending::TimeUp }),
    ];
    (any::<u64>(), event).prop_map(|(at_ms, event)| Stamped { at_ms, event })
}
