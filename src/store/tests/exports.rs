use serde_json::{Value, json};

use super::*;
use crate::{bank::Planned, interview::Round};

fn scored(store: &Store, session: &str, events: &[Stamped]) {
    hold(store, session, events, NOON);
    let card = Scorecard {
        judge: Judge::Endpoint,
        model: Some("llama3".to_owned()),
        json: json!({"session": session, "overall": {"level": 2.6, "max": 4}}),
        rubric_hash: "r1".to_owned(),
        prompt_hash: None,
        wall_ms: NOON + 7,
    };
    store.save_scorecard(&id(session), &card).unwrap();
    store
        .save_self_rating(&id(session), &SelfRating { json: json!({"level": 3}), wall_ms: NOON + 8 })
        .unwrap();
}

#[test]
fn an_export_is_a_header_and_a_line_for_each_thing_stored() {
    let store = Store::in_memory().unwrap();
    scored(&store, "s1", &[answered(2000, "A \"map\".")]);
    let text = store.export_jsonl(&id("s1")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[0], r#"{"viva_export":1,"session":"s1","started_ms":1790000000000}"#);
    let body: String =
        store.db.query_row("SELECT body FROM events WHERE seq = 2", [], |row| row.get(0)).unwrap();
    assert_eq!(lines[2], format!(r#"{{"seq":2,"wall_ms":1790000001000,"event":{body}}}"#));
    for line in &lines {
        serde_json::from_str::<Value>(line).unwrap();
    }
    assert!(lines[3].starts_with(r#"{"scorecard":{"session":"s1","#));
    assert_eq!(lines[4], r#"{"self_rating":{"level":3},"wall_ms":1790000000008}"#);
}

#[test]
fn what_was_exported_comes_back_byte_for_byte() {
    let (from, to) = (Store::in_memory().unwrap(), Store::in_memory().unwrap());
    scored(&from, "s1", &[spoken(1, "Which?"), answered(2, "é 漢\u{2028}\u{7f}\n\"event\":")]);
    scored(&from, "s2", &[]);
    let export =
        |store: &Store| ["s1", "s2"].map(|session| store.export_jsonl(&id(session)).unwrap()).concat();
    let imported = to.import_jsonl(&export(&from)).unwrap();
    assert_eq!(imported, Imported { added: vec![id("s1"), id("s2")], present: vec![] });
    assert_eq!(export(&to), export(&from));
    assert_eq!(to.list(&Filter::default()).unwrap(), from.list(&Filter::default()).unwrap());
    assert_eq!(to.scorecards(&id("s1")).unwrap(), from.scorecards(&id("s1")).unwrap());
}

#[test]
fn a_number_keeps_the_form_in_which_it_was_written() {
    let (from, to) = (Store::in_memory().unwrap(), Store::in_memory().unwrap());
    hold(&from, "s1", &[], NOON);
    let card = r#"{"overall":{"level":2.60},"share":1E2}"#;
    from.db
        .execute("INSERT INTO scorecards VALUES (1, 's1', 0, 'builtin', NULL, 'r', NULL, ?1)", [card])
        .unwrap();
    let text = from.export_jsonl(&id("s1")).unwrap();
    to.import_jsonl(&text).unwrap();
    assert!(text.contains(card));
    assert_eq!(to.export_jsonl(&id("s1")).unwrap(), text);
}

#[test]
fn a_session_that_is_there_already_is_left_as_it_is() {
    let (from, to) = (Store::in_memory().unwrap(), Store::in_memory().unwrap());
    hold(&from, "s1", &[answered(1, "from elsewhere")], NOON);
    hold(&to, "s1", &[answered(1, "from here")], NOON);
    let imported = to.import_jsonl(&from.export_jsonl(&id("s1")).unwrap()).unwrap();
    assert_eq!(imported, Imported { added: vec![], present: vec![id("s1")] });
    assert_eq!(to.events(&id("s1")).unwrap()[1], answered(1, "from here"));
}

/// The error of importing an export after a change to it, and what is stored then.
fn refused(change: impl Fn(Vec<String>) -> Vec<String>) -> (String, usize) {
    let (from, to) = (Store::in_memory().unwrap(), Store::in_memory().unwrap());
    hold(&from, "s1", &[answered(1, "A map."), finished(2)], NOON);
    let lines = from.export_jsonl(&id("s1")).unwrap().lines().map(str::to_owned).collect();
    let error = to.import_jsonl(&change(lines).join("\n")).unwrap_err();
    (error.to_string(), to.list(&Filter::default()).unwrap().len())
}

#[test]
fn an_import_is_all_or_nothing_and_names_the_line() {
    let garbage = refused(|mut lines| {
        lines.push("and so on".to_owned());
        lines
    });
    assert_eq!(garbage, ("line 5 of the import: it is no line of an export".to_owned(), 0));
    let gap = refused(|mut lines| {
        lines.remove(2);
        lines
    });
    assert_eq!(gap, ("line 3 of the import: event 2 is missing".to_owned(), 0));
}

#[test]
fn an_import_needs_a_header_and_a_setup() {
    let (headless, _) = refused(|lines| lines[1..].to_vec());
    assert_eq!(headless, "line 1 of the import: a header and the first event must stand before it");
    let (empty, _) = refused(|lines| lines[..1].to_vec());
    assert_eq!(empty, "line 1 of the import: session `s1` has no events");
    let (swapped, _) = refused(|lines| vec![lines[0].clone(), lines[2].clone()]);
    assert_eq!(swapped, "line 2 of the import: the first event of a session must be `started`");
    let (other, _) = refused(|lines| vec![lines[0].replace("s1", "s9"), lines[1].clone()]);
    assert_eq!(other, "line 2 of the import: its setup is another session's");
}

#[test]
fn an_import_of_a_later_program_is_refused() {
    let (newer, _) = refused(|lines| vec![lines[0].replace(":1,", ":2,"), lines[1].clone()]);
    assert_eq!(newer, "line 1 of the import: it is of export version 2, and this program knows up to 1");
}

#[test]
fn an_import_cannot_name_a_file_elsewhere() {
    let (path, stored) =
        refused(|lines| lines.iter().map(|line| line.replace("\"s1\"", "\"../s1\"")).collect());
    assert_eq!((path.as_str(), stored), ("`../s1` cannot be a session's id", 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_export_comes_back_byte_for_byte(events in prop::collection::vec(any_event(), 0..8)) {
        let (from, to) = (Store::in_memory().unwrap(), Store::in_memory().unwrap());
        hold(&from, "s1", &events, NOON);
        let text = from.export_jsonl(&id("s1")).unwrap();
        to.import_jsonl(&text).unwrap();
        prop_assert_eq!(to.export_jsonl(&id("s1")).unwrap(), text);
    }
}

#[test]
fn the_rounds_of_a_loop_are_found_in_order_and_stay_one_after_an_export() {
    let store = Store::in_memory().unwrap();
    for number in [2, 1] {
        let mut setup = setup(&format!("round-{number}"));
        let plan = vec![Planned { kind: setup.question.kind, minutes: 20 }; 2];
        let (first, topics) = (id("round-1"), Vec::new());
        setup.staging.round = Some(Round { first, number, plan, topics, seed: 7, seeded: true });
        drop(store.create(&setup, NOON).unwrap());
    }
    hold(&store, "alone", &[], NOON);
    let rounds = |store: &Store| {
        let rounds = store.rounds(&id("round-1")).unwrap();
        rounds.into_iter().map(|session| (session.id.to_string(), session.round)).collect::<Vec<_>>()
    };
    let expected = [("round-1".to_owned(), Some(1)), ("round-2".to_owned(), Some(2))];
    assert_eq!(rounds(&store), expected);
    let elsewhere = Store::in_memory().unwrap();
    for session in ["round-1", "round-2"] {
        elsewhere.import_jsonl(&store.export_jsonl(&id(session)).unwrap()).unwrap();
    }
    assert_eq!(rounds(&elsewhere), expected);
}
