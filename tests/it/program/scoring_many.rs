//! `viva score` over all sessions, by several samples, and two scorecards side by side.

use serde_json::{Value, json};

use super::{ANSWERS, after_an_interview, indicators};
use crate::support::server::{Answer, Server};

/// Says what a judge says of one indicator.
fn verdict(verdict: &str) -> Answer {
    Answer::reply(&json!({"quote": "", "verdict": verdict, "reason": "so it is"}).to_string())
}

/// A server that judges so, often enough; a list of models it has not.
fn judging(verdicts: &[&str]) -> Server {
    let server = Server::start();
    server.answer(Answer::json(404, &json!({})));
    server.answer(Answer::json(404, &json!({})));
    for verdict_of in verdicts.iter().cycle().take(400) {
        server.answer(verdict(verdict_of));
    }
    server
}

fn asking<'a>(url: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["score", "--judge", "endpoint", "--endpoint", url, "--model", "tiny"], more].concat()
}

fn count(all: &Value, became: &str) -> u64 {
    all[became].as_u64().unwrap()
}

#[test]
fn all_sessions_that_have_ended_are_scored_once() {
    let (viva, first) = after_an_interview();
    viva.pipe(&["start", "--question", "gil"], "No idea.\n").success();
    let mut open = viva.talk(&["start", "--question", "lru-cache"]);
    open.answer(ANSWERS[1]);
    open.kill();
    let server = judging(&["unmet"]);
    let url = server.url();
    let scored = viva.run(&asking(&url, &["--all", "--json"])).success().json();
    assert_eq!(
        ["scored", "skipped", "unscored", "open", "failed"].map(|name| count(&scored, name)),
        [1, 0, 1, 1, 0]
    );
    let row =
        scored["sessions"].as_array().unwrap().iter().find(|row| row["session"] == first).unwrap().clone();
    assert_eq!(row["became"], "scored");
    assert!(row["level"].is_number());
    let asked = server.requests().len();
    let again = viva.run(&asking(&url, &["--all", "--json"])).success().json();
    assert_eq!((count(&again, "scored"), count(&again, "skipped")), (0, 1));
    assert!(server.requests().len() <= asked + 2, "the model was asked again");
    assert_eq!(viva.shown(&first)["scorecards"].as_array().unwrap().len(), 2);
}

#[test]
fn the_built_in_scorer_makes_no_scorecard_twice() {
    let (viva, session) = after_an_interview();
    let shown = viva.run(&["score", "--all", "--judge", "builtin"]).success().stdout;
    assert!(shown.ends_with("1 scored by this judge already\n"), "{shown}");
    assert_eq!(viva.shown(&session)["scorecards"].as_array().unwrap().len(), 1);
}

#[test]
fn an_endpoint_that_fails_midway_ends_with_four_and_nothing_half_done_is_kept() {
    let (viva, session) = after_an_interview();
    let server = Server::start();
    let url = server.url();
    viva.run(&asking(&url, &["--all"])).exits(4).says(&["hint: "]);
    assert_eq!(viva.shown(&session)["scorecards"].as_array().unwrap().len(), 1);
}

#[test]
fn several_samples_show_their_spread() {
    let (viva, session) = after_an_interview();
    let server = Server::start();
    server.answer(Answer::json(404, &json!({})));
    server.answer(Answer::json(404, &json!({})));
    for number in 0..400 {
        server.answer(verdict(if number < 60 { "unmet" } else { "not-applicable" }));
    }
    let card = viva.run(&asking(&server.url(), &[&session, "--samples", "3", "--json"])).success().json();
    assert_eq!(card["judge"]["samples"], 3);
    assert!(card["spread"].as_f64().unwrap() > 0.0, "{}", card["spread"]);
    let split = indicators(&card)
        .into_iter()
        .filter_map(|indicator| indicator["readings"].as_array())
        .flatten()
        .find(|reading| reading["by"] == "judge" && reading["votes"].is_object())
        .unwrap();
    let votes: u64 = split["votes"].as_object().unwrap().values().map(|votes| votes.as_u64().unwrap()).sum();
    assert_eq!(votes, 3);
    let shown = viva.run(&["report", &session]).success().stdout;
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("3 samples, which split on"), "{shown}");
}

#[test]
fn two_scorecards_stand_side_by_side_with_their_readings() {
    let (viva, session) = after_an_interview();
    let server = judging(&["unmet"]);
    viva.run(&asking(&server.url(), &[&session])).success();
    let both = viva.run(&["score", &session, "--compare", "--json"]).success().json();
    assert_eq!(
        (&both["before"]["judge"]["kind"], &both["after"]["judge"]["kind"]),
        (&"builtin".into(), &"endpoint".into())
    );
    let moved = both["moved"].as_array().unwrap();
    let doubted = moved.iter().find(|one| one["before"]["verdict"] == "met").unwrap();
    assert_eq!(doubted["after"]["verdict"], "unsure");
    assert_eq!(doubted["after"]["readings"][1], json!({"by": "judge", "verdict": "unmet"}));
    assert!(both["same"].as_u64().unwrap() > 10);
    let shown = viva.run(&["score", &session, "--compare"]).success().stdout;
    assert!(shown.contains("indicators moved") && shown.contains("judge: unmet"), "{shown}");
    let turned = viva.run(&["score", &session, "--compare", "endpoint,builtin", "--json"]).success().json();
    assert_eq!((&turned["before"], &turned["after"]), (&both["after"], &both["before"]));
    viva.pipe(&["score", &session, "--self"], "y\nq\n").success();
    assert_eq!(
        viva.run(&["score", &session, "--compare", "--json"]).success().json(),
        both,
        "ticks are no judge's"
    );
    let own = viva.run(&["score", &session, "--compare", "builtin,self"]).success().stdout;
    assert!(own.contains(" more stand on one of them only"), "{own}");
    assert_eq!(viva.run(&["score", &session, "--compare", "2,3", "--json"]).success().json(), turned);
}

#[test]
fn a_comparison_needs_two_scorecards_that_are_there() {
    let (viva, session) = after_an_interview();
    viva.run(&["score", &session, "--compare"])
        .exits(2)
        .says(&["there is only one judge's scorecard", "makes another"]);
    viva.run(&["score", &session, "--compare", "1,self"])
        .exits(2)
        .says(&["no scorecard `self`", "1 builtin"]);
    viva.run(&["score", "--jobs", "0"]).exits(2);
    viva.run(&["score", &session, "--compare", "1"]).exits(2).says(&["`1` names no two scorecards"]);
}
