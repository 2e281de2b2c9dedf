//! "I did say that": what was not heard, contested with one's own words.

use serde_json::Value;

use super::indicators;
use crate::support::viva::Viva;

/// Nobody hears the complement in this, for its words are no cue of it.
const TALK: &str = "I would note down what is still wanted by everything that came by. Each newcomer finds its mate.\n\n\
                    It is linear time because I go through once.\n";

fn after_a_talk() -> (Viva, String) {
    let viva = Viva::new();
    viva.pipe(&["start", "--question", "two-sum", "--minutes", "20"], TALK).success();
    let session = viva.session();
    (viva, session)
}

#[test]
fn both_readings_are_kept_and_shown() {
    let (viva, session) = after_a_talk();
    let judged = viva.run(&["report", &session, "--format", "json"]).success().json();
    let args =
        ["score", &session, "--contest", "complement", "--quote", "each newcomer finds its mate", "--json"];
    let card = viva.run(&args).success().json();
    assert_eq!(card["judge"]["kind"], "contest");
    assert_eq!(card["contest"]["overall"], judged["overall"]);
    assert!(card["overall"]["level"].as_f64() > judged["overall"]["level"].as_f64());
    let claim = &card["contest"]["claims"][0];
    assert_eq!(claim["evidence"]["quote"], "Each newcomer finds its mate");
    let contested: Vec<&Value> = indicators(&card)
        .into_iter()
        .filter(|indicator| {
            indicator["readings"].as_array().is_some_and(|r| r.iter().any(|r| r["by"] == "candidate"))
        })
        .collect();
    assert_eq!(contested.len(), 1);
    assert_eq!(contested[0]["id"], claim["changes"][0]);
    assert_eq!(contested[0]["readings"][0], serde_json::json!({"by": "builtin", "verdict": "unmet"}));
    let report = viva.run(&["report", &session, "--format", "json"]).success().json();
    assert_eq!(report["overall"], judged["overall"], "the judge's stands");
    assert_eq!(report["contested"]["overall"], card["overall"]);
    let shown = viva.run(&["report", &session]).success().stdout;
    assert!(shown.contains("What you contested · your word beside the judge's"), "{shown}");
    let markdown = viva.run(&["report", &session, "--format", "markdown"]).success().stdout;
    assert!(markdown.contains("## What you contested, your word beside the judge's"), "{markdown}");
}

#[test]
fn a_contested_scorecard_changes_no_level_in_the_list() {
    let (viva, session) = after_a_talk();
    let before = viva.sessions()[0]["overall"].clone();
    viva.run(&["score", &session, "--contest", "complement", "--quote", "each newcomer finds its mate"])
        .success();
    assert_eq!(viva.sessions()[0]["overall"], before);
    assert_eq!(viva.shown(&session)["scorecards"].as_array().unwrap().len(), 2);
}

#[test]
fn what_can_be_contested_is_listed_for_programs_and_people() {
    let (viva, session) = after_a_talk();
    let listed = viva.run(&["score", &session, "--contest", "--json"]).success().json();
    let ids: Vec<&str> =
        listed["contestable"].as_array().unwrap().iter().map(|offer| offer["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"complement"), "{ids:?}");
    assert_eq!(listed["sentences"][1]["quote"], "Each newcomer finds its mate.");
    assert_eq!(listed["sentences"][1]["number"], 2);
    let shown = viva.run(&["score", &session, "--contest"]).success().stdout;
    assert!(
        shown.contains("complement  ") && shown.contains("  2  Each newcomer finds its mate."),
        "{shown}"
    );
}

#[test]
fn a_sentence_may_be_named_by_its_number() {
    let (viva, session) = after_a_talk();
    let args = ["score", &session, "--contest", "complement", "--quote", "2", "--json"];
    let card = viva.run(&args).success().json();
    assert_eq!(card["contest"]["claims"][0]["evidence"]["quote"], "Each newcomer finds its mate.");
}

#[test]
fn words_that_nobody_said_end_with_two_and_change_nothing() {
    let (viva, session) = after_a_talk();
    let contest = |id: &str, words: &str| viva.run(&["score", &session, "--contest", id, "--quote", words]);
    contest("complement", "I look up target minus the number")
        .exits(2)
        .says(&["these words are not among what you said", "--contest` lists what you said"]);
    contest("complement", "each newcomer will find its mate").exits(2).says(&["the nearest is in turn 2"]);
    contest("complemnt", "each newcomer finds its mate")
        .exits(2)
        .says(&["no point and no indicator `complemnt`"]);
    contest("takes-few-hints", "each newcomer finds its mate")
        .exits(2)
        .says(&["the hints that were taken decide it"]);
    viva.run(&["score", &session, "--contest", "complement"]).exits(2).says(&["--quote WORDS"]);
    assert_eq!(viva.shown(&session)["scorecards"].as_array().unwrap().len(), 1);
}

#[test]
fn an_interview_with_too_little_in_it_has_nothing_to_contest() {
    let viva = Viva::new();
    viva.pipe(&["start", "--question", "two-sum"], "No idea, sorry.\n").success();
    let session = viva.session();
    let args = ["score", &session, "--contest", "complement", "--quote", "no idea"];
    viva.run(&args).exits(2).says(&["there is nothing to contest: only"]);
}

#[test]
fn a_contested_scorecard_comes_back_from_an_export() {
    let (viva, session) = after_a_talk();
    viva.run(&["score", &session, "--contest", "complement", "--quote", "each newcomer finds its mate"])
        .success();
    let lines = viva.run(&["sessions", "export", &session, "--format", "jsonl"]).success().json_lines();
    assert!(lines.iter().any(|line| line["judge"] == "contest"), "{lines:#?}");
}

#[test]
fn during_the_interview_one_is_told_when_it_can_be_done() {
    let viva = Viva::new();
    let mut talk = viva.interview();
    talk.command("contest");
    assert!(talk.until("notice")["text"].as_str().unwrap().contains("viva score SESSION --contest"));
    talk.finish();
}

#[test]
fn what_was_contested_can_be_taken_back() {
    let (viva, session) = after_a_talk();
    let contest = |words: &str| viva.run(&["score", &session, "--contest", "complement", "--quote", words]);
    contest("").exits(2).says(&["`complement` was not contested"]);
    contest("each newcomer finds its mate").success();
    assert_eq!(contest("").success().stdout, "taken back; nothing is contested\n");
    let report = viva.run(&["report", &session, "--format", "json"]).success().json();
    assert_eq!(report.get("contested"), None);
}
