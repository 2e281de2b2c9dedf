use serde_json::json;

use super::*;

fn card(json: serde_json::Value, wall_ms: i64) -> Scorecard {
    Scorecard {
        judge: Judge::Builtin,
        model: None,
        json,
        rubric_hash: "r1".to_owned(),
        prompt_hash: None,
        wall_ms,
    }
}

fn only(store: &Store) -> SessionSummary {
    let mut all = store.list(&Filter::default()).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

#[test]
fn a_summary_tells_what_a_list_needs() {
    let store = Store::in_memory().unwrap();
    hold(&store, "s1", &[spoken(1, "Which two?"), answered(2, "A map.")], NOON);
    let expected = SessionSummary {
        loop_of: None,
        round: None,
        id: id("s1"),
        started_ms: NOON,
        used_ms: NOON + 2000,
        question: "two-sum".parse().unwrap(),
        kind: crate::transcript::Kind::Coding,
        role: "software-engineer".parse().unwrap(),
        seniority: Seniority::Mid,
        voice: Some("builtin".to_owned()),
        turns: 2,
        state: SessionState::Open,
        overall: None,
    };
    assert_eq!(only(&store), expected);
}

#[test]
fn a_session_is_open_then_finished_then_scored() {
    let store = Store::in_memory().unwrap();
    let lease = store.create(&setup("s1"), NOON).unwrap();
    assert_eq!((only(&store).state, only(&store).voice), (SessionState::Open, None));
    store.append(&lease, &finished(9), NOON).unwrap();
    assert_eq!(only(&store).state, SessionState::Finished);
    store.save_scorecard(&id("s1"), &card(json!({"overall": {"level": 2.6}}), NOON)).unwrap();
    assert_eq!((only(&store).state, only(&store).overall), (SessionState::Scored, Some(2.6)));
}

#[test]
fn an_unscored_card_has_no_overall() {
    let store = Store::in_memory().unwrap();
    hold(&store, "s1", &[finished(1)], NOON);
    store.save_scorecard(&id("s1"), &card(json!({"overall": {"level": null}}), NOON)).unwrap();
    assert_eq!((only(&store).state, only(&store).overall), (SessionState::Scored, None));
}

#[test]
fn turns_taken_back_do_not_count() {
    let store = Store::in_memory().unwrap();
    let undone = Stamped { at_ms: 5, event: Event::Undone };
    let retried = Stamped { at_ms: 6, event: Event::Retried };
    hold(&store, "s1", &[spoken(1, "Which?"), answered(2, "No."), spoken(3, "Why?"), undone.clone()], NOON);
    assert_eq!(only(&store).turns, 1);
    let lease = store.lease(&id("s1")).unwrap();
    store.append(&lease, &undone, NOON).unwrap();
    assert_eq!(only(&store).turns, 1, "a second undo finds nothing");
    store.append(&lease, &retried, NOON).unwrap();
    assert_eq!(only(&store).turns, 0);
}

#[test]
fn an_ending_taken_back_leaves_the_session_open() {
    let store = Store::in_memory().unwrap();
    let undone = Stamped { at_ms: 5, event: Event::Undone };
    hold(&store, "s1", &[answered(2, "Done."), finished(3), undone], NOON);
    assert_eq!(only(&store).state, SessionState::Open);
}

#[test]
fn the_newest_session_comes_first() {
    let store = Store::in_memory().unwrap();
    hold(&store, "older", &[], NOON);
    hold(&store, "newer", &[], NOON + 1);
    let ids: Vec<_> = store.list(&Filter::default()).unwrap().into_iter().map(|s| s.id).collect();
    assert_eq!(ids, [id("newer"), id("older")]);
}

#[test]
fn a_filter_leaves_what_fits() {
    let store = Store::in_memory().unwrap();
    hold(&store, "done", &[finished(1)], NOON);
    hold(&store, "open", &[], NOON + 10);
    let fits = |filter: Filter| -> Vec<String> {
        store.list(&filter).unwrap().into_iter().map(|s| s.id.to_string()).collect()
    };
    assert_eq!(fits(Filter { state: Some(SessionState::Finished), ..Filter::default() }), ["done"]);
    assert_eq!(fits(Filter { since_ms: Some(NOON + 1), ..Filter::default() }), ["open"]);
    assert_eq!(fits(Filter { limit: Some(1), ..Filter::default() }), ["open"]);
    assert_eq!(fits(Filter { question: Some("two-sum".parse().unwrap()), ..Filter::default() }).len(), 2);
    let behavioral = Some(crate::transcript::Kind::Behavioral);
    assert!(fits(Filter { kind: behavioral, ..Filter::default() }).is_empty());
}

#[test]
fn the_session_used_last_is_resumed_unless_it_is_scored() {
    let store = Store::in_memory().unwrap();
    assert_eq!(store.latest_unscored().unwrap(), None);
    hold(&store, "begun-first", &[], NOON);
    hold(&store, "begun-later", &[], NOON + 1);
    let lease = store.lease(&id("begun-first")).unwrap();
    store.append(&lease, &answered(1, "More."), NOON + 2).unwrap();
    assert_eq!(store.latest_unscored().unwrap(), Some(id("begun-first")));
}

#[test]
fn a_session_killed_while_it_was_scored_is_resumed() {
    let store = Store::in_memory().unwrap();
    hold(&store, "open", &[], NOON);
    hold(&store, "ended", &[finished(1)], NOON + 1);
    assert_eq!(store.latest_unscored().unwrap(), Some(id("ended")));
    store.save_scorecard(&id("ended"), &card(json!({"overall": {"level": 2.6}}), NOON + 2)).unwrap();
    assert_eq!(store.latest_unscored().unwrap(), Some(id("open")));
}

#[test]
fn a_session_is_found_by_the_beginning_of_its_id() {
    let store = Store::in_memory().unwrap();
    for session in ["0199-aa", "0199-ab", "0200"] {
        hold(&store, session, &[], NOON);
    }
    assert_eq!(store.find("02").unwrap(), id("0200"));
    assert_eq!(store.find("0199-AB").unwrap(), id("0199-ab"));
    let error = store.find("0199").unwrap_err();
    assert_eq!(error.to_string(), "`0199` fits 2 sessions: 0199-aa, 0199-ab");
    for none in ["03", "", "%", "_200"] {
        assert!(matches!(store.find(none), Err(StoreError::NoSession { .. })), "{none}");
    }
}

#[test]
fn a_whole_id_is_found_though_another_begins_with_it() {
    let store = Store::in_memory().unwrap();
    hold(&store, "abc", &[], NOON);
    hold(&store, "abcd", &[], NOON);
    assert_eq!(store.find("abc").unwrap(), id("abc"));
}

#[test]
fn scorecards_stay_and_the_newest_comes_first() {
    let store = Store::in_memory().unwrap();
    hold(&store, "s1", &[], NOON);
    let first = card(json!({"overall": {"level": 2.6}}), NOON);
    let second = Scorecard {
        judge: Judge::Endpoint,
        model: Some("llama3".to_owned()),
        prompt_hash: Some("p1".to_owned()),
        ..card(json!({"overall": {"level": 3}}), NOON + 1)
    };
    store.save_scorecard(&id("s1"), &first).unwrap();
    store.save_scorecard(&id("s1"), &second).unwrap();
    assert_eq!(store.scorecards(&id("s1")).unwrap(), [second, first]);
    assert_eq!(only(&store).overall, Some(3.0));
}

#[test]
fn a_self_rating_is_kept_beside_the_scorecards() {
    let store = Store::in_memory().unwrap();
    hold(&store, "s1", &[], NOON);
    let rating = SelfRating { json: json!({"complexity-analysis": 3, "verdict": "hire"}), wall_ms: NOON };
    store.save_self_rating(&id("s1"), &rating).unwrap();
    assert_eq!(store.self_ratings(&id("s1")).unwrap(), [rating]);
    assert!(store.scorecards(&id("s1")).unwrap().is_empty());
}

#[test]
fn nothing_is_saved_for_a_session_that_is_not_there() {
    let store = Store::in_memory().unwrap();
    let rating = SelfRating { json: json!({}), wall_ms: NOON };
    assert!(matches!(
        store.save_scorecard(&id("s1"), &card(json!({}), 0)),
        Err(StoreError::NoSession { .. })
    ));
    assert!(matches!(store.save_self_rating(&id("s1"), &rating), Err(StoreError::NoSession { .. })));
    assert!(matches!(store.events(&id("s1")), Err(StoreError::NoSession { .. })));
}

#[test]
fn deleting_leaves_no_byte_of_what_was_said() {
    let dir = data();
    let store = open(&dir);
    let secret = "my last salary was";
    // Neighbours, long and short, so that pages were split and shared.
    for n in 0..30 {
        let events: Vec<_> = (0..10)
            .map(|k| answered(k, &"other words ".repeat(usize::try_from(k * n % 70).unwrap())))
            .collect();
        hold(&store, &format!("other-{n}"), &events, NOON);
        if n % 10 == 0 {
            let told: Vec<_> = (0..40)
                .map(|k| {
                    answered(k, &format!("{secret} {k} {}", "so ".repeat(usize::try_from(k * k).unwrap())))
                })
                .collect();
            hold(&store, &format!("told-{n}"), &told, NOON);
            let told = id(&format!("told-{n}"));
            store.save_scorecard(&told, &card(json!({"quote": secret}), NOON)).unwrap();
        }
    }
    assert!(has(&bytes_in(dir.path()), secret));
    for n in [0, 10, 20] {
        store.delete(&id(&format!("told-{n}"))).unwrap();
    }
    assert!(!has(&bytes_in(dir.path()), secret));
    assert_eq!(store.list(&Filter::default()).unwrap().len(), 30);
    store.check().unwrap();
}

#[test]
fn words_are_found_in_what_both_said() {
    let store = Store::in_memory().unwrap();
    hold(&store, "s1", &[spoken(1, "Why a Hash map?"), answered(2, "Lookups in a hash are cheap.")], NOON);
    hold(&store, "s2", &[answered(1, "I would SORT it.")], NOON + 1);
    let texts =
        |words: &str| -> Vec<String> { store.search(words).unwrap().into_iter().map(|f| f.text).collect() };
    assert_eq!(texts("hash"), ["Why a Hash map?", "Lookups in a hash are cheap."]);
    assert_eq!(texts("cheap LOOKUP"), ["Lookups in a hash are cheap."]);
    assert_eq!(texts("sort"), ["I would SORT it."]);
    assert!(texts("  ").is_empty());
    assert!(texts("two-sum").is_empty(), "the setup was not said");
}
