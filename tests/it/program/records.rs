//! What is stored: the scorecard of the contract, sessions, reports, scoring again.

use serde_json::Value;

use super::{ANSWERS, after_an_interview, indicators};
use crate::support::viva::Viva;

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap_or_else(|| panic!("{object}")).keys().map(String::as_str).collect()
}

#[track_caller]
fn has(object: &Value, names: &[&str]) {
    for name in names {
        assert!(object.get(name).is_some(), "`{name}` is not among {:?}", keys(object));
    }
}

#[test]
fn the_scorecard_has_the_fields_of_the_contract() {
    let (viva, session) = after_an_interview();
    let card = viva.run(&["score", &session, "--json"]).success().json();
    assert_eq!(card["session"], session);
    assert_eq!(card["judge"], serde_json::json!({"kind": "builtin", "model": null, "samples": 1}));
    assert_eq!(card["rubric"], "coding");
    has(&card["overall"], &["level", "max", "recommendation"]);
    has(&card, &["delivery", "dropped_evidence", "unscored", "rubric_hash", "prompt_hash", "calibration"]);
    let delivery =
        ["words", "words_per_minute", "fillers_per_100_words", "hedges_per_100_words", "longest_pause_s"];
    has(&card["delivery"], &delivery);
    for dimension in card["dimensions"].as_array().unwrap() {
        has(dimension, &["id", "level", "max", "weight", "indicators", "next_level"]);
    }
    for indicator in indicators(&card) {
        has(indicator, &["id", "verdict", "credit", "evidence", "reason"]);
        let verdict = indicator["verdict"].as_str().unwrap();
        assert!(["met", "partial", "unmet", "unsure", "not-applicable"].contains(&verdict), "{verdict}");
    }
    assert_eq!(card["dropped_evidence"], 0);
    assert_eq!(card["unscored"], Value::Null);
}

#[test]
fn levels_are_within_their_bounds_and_weights_make_a_whole() {
    let (viva, session) = after_an_interview();
    let card = viva.run(&["report", &session, "--format", "json"]).success().json();
    let dimensions = card["dimensions"].as_array().unwrap();
    let whole: f64 = dimensions.iter().map(|dimension| dimension["weight"].as_f64().unwrap()).sum();
    assert!((whole - 1.0).abs() < 1e-9, "{whole}");
    for dimension in dimensions {
        assert!(dimension["level"].is_null() || (1..=4).contains(&dimension["level"].as_u64().unwrap()));
        assert_eq!(dimension["max"], 4);
    }
    let level = card["overall"]["level"].as_f64().unwrap();
    assert!((1.0..=4.0).contains(&level), "{level}");
}

#[test]
fn every_quote_stands_where_it_says() {
    let (viva, session) = after_an_interview();
    let card = viva.run(&["score", &session, "--json"]).success().json();
    let turns = viva.shown(&session)["turns"].as_array().unwrap().clone();
    let mut quotes = 0;
    for evidence in indicators(&card).iter().flat_map(|indicator| indicator["evidence"].as_array().unwrap()) {
        let turn = turns.iter().find(|turn| turn["turn"] == evidence["turn"]).unwrap();
        let at = |name: &str| usize::try_from(evidence[name].as_u64().unwrap()).unwrap();
        assert_eq!(
            turn["text"].as_str().unwrap()[at("start")..at("end")],
            *evidence["quote"].as_str().unwrap()
        );
        assert_eq!(turn["speaker"], "candidate");
        quotes += 1;
    }
    assert!(quotes >= 5, "only {quotes} quotes");
}

#[test]
fn whoever_asked_first_is_credited_with_asking() {
    let (viva, session) = after_an_interview();
    let card = viva.run(&["score", &session, "--json"]).success().json();
    let asked: Vec<&Value> =
        indicators(&card).into_iter().filter(|indicator| indicator["verdict"] == "met").collect();
    assert!(asked.iter().any(|indicator| indicator["credit"] == "unprompted"), "{asked:#?}");
}

#[test]
fn the_scorecard_of_the_interview_is_the_one_that_is_stored() {
    let viva = Viva::new();
    let mut talk = viva.interview();
    for answer in ANSWERS {
        talk.answer(answer);
    }
    assert_eq!(talk.finish(), 0);
    let mut heard = talk.all("scorecard")[0].clone();
    heard.as_object_mut().unwrap().shift_remove("type");
    let stored = viva.run(&["report", "--format", "json"]).success().json();
    assert_eq!(heard, stored);
}

#[test]
fn scoring_again_keeps_the_earlier_scorecard() {
    let (viva, session) = after_an_interview();
    viva.run(&["score", &session]).success();
    assert_eq!(viva.shown(&session)["scorecards"].as_array().unwrap().len(), 2);
}

#[test]
fn a_session_is_found_by_the_beginning_of_its_id_or_as_the_newest() {
    let (viva, session) = after_an_interview();
    let whole = viva.shown(&session);
    assert_eq!(viva.shown(&session[..20]), whole);
    assert_eq!(viva.run(&["sessions", "show", "--json"]).success().json(), whole);
    viva.run(&["sessions", "show", "ffffffff"]).exits(2).says(&["there is no session `ffffffff`", "hint: "]);
}

#[test]
fn an_ambiguous_beginning_names_what_it_fits() {
    let (viva, first) = after_an_interview();
    viva.pipe(&["start", "--question", "gil"], "").success();
    let second = viva.session();
    let common: String =
        first.chars().zip(second.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    viva.run(&["sessions", "show", &common]).exits(2).says(&[&first, &second]);
}

#[test]
fn sessions_are_listed_the_newest_first() {
    let (viva, first) = after_an_interview();
    viva.pipe(&["start", "--question", "gil"], "").success();
    let listed = viva.sessions();
    let questions: Vec<&str> = listed.iter().map(|session| session["question"].as_str().unwrap()).collect();
    assert_eq!(questions, ["gil", "two-sum"]);
    assert_eq!(listed[1]["id"], first);
    assert_eq!(
        viva.run(&["sessions", "list", "-n", "1", "--json"]).success().json().as_array().unwrap().len(),
        1
    );
    let shown = viva.run(&["sessions", "list"]).success().stdout;
    assert!(shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
    let id = shown.lines().last().unwrap().split(' ').next().unwrap();
    assert_eq!(viva.run(&["sessions", "show", id, "--json"]).success().json()["id"], first);
}

#[test]
fn a_deleted_session_is_gone_and_nothing_is_deleted_unasked() {
    let (viva, session) = after_an_interview();
    viva.run(&["sessions", "delete", &session]).exits(2).says(&["nothing was deleted", "--yes"]);
    assert_eq!(viva.sessions().len(), 1);
    viva.run(&["sessions", "delete", &session, "--yes"]).success();
    assert_eq!(viva.sessions().len(), 0);
    viva.run(&["report", &session]).exits(2);
}

#[test]
fn an_export_has_every_event_and_is_readable() {
    let (viva, session) = after_an_interview();
    let events = viva.run(&["sessions", "export", &session, "--format", "jsonl"]).success().json_lines();
    let said: Vec<&Value> = events.iter().filter(|event| event.to_string().contains(ANSWERS[0])).collect();
    assert!(!said.is_empty());
    let file = viva.path("talk.md");
    viva.run(&["sessions", "export", &session, "-o", file.to_str().unwrap()]).success();
    let text = std::fs::read_to_string(file).unwrap();
    for answer in ANSWERS {
        assert!(text.contains(answer), "{text}");
    }
}

#[test]
fn reports_come_in_every_format_and_into_a_file() {
    let (viva, session) = after_an_interview();
    let terminal = viva.run(&["report", &session]).success().stdout;
    assert!(!terminal.contains('\u{1b}'), "{terminal}");
    let coloured = viva.run(&["report", &session, "--color", "always"]).success().stdout;
    assert!(coloured.contains('\u{1b}'));
    let file = viva.path("debrief.md");
    viva.run(&["report", &session, "--format", "markdown", "-o", file.to_str().unwrap()]).success();
    assert_eq!(
        viva.run(&["report", &session, "--format", "markdown"]).success().stdout,
        std::fs::read_to_string(file).unwrap()
    );
}

#[test]
fn an_interview_that_is_over_is_not_resumed() {
    let (viva, session) = after_an_interview();
    viva.run(&["resume", &session]).exits(2).says(&["is over and scored", "viva report"]);
    viva.run(&["resume"]).exits(2).says(&["no interview is open"]);
}
