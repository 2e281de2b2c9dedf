//! `viva judge-me`: labelled transcripts, labelled once more.

use serde_json::Value;

use crate::support::viva::{Ran, Viva};

const OWN: &str = r#"
id = "own"
question = "two-sum"
seniority = "mid"
candidate = "medium"
labelled = "seeing"
turns = [
  { speaker = "interviewer", move = "open", text = "Two numbers that make a target, please." },
  { speaker = "candidate", text = "I'd keep a dict from each value to its index and look for the partner." },
]
[labels]
[[labels.shown]]
indicator = "names-data-structure"
verdict = "met"
quote = "a dict from each value to its index"
"#;

/// The objects of this type.
fn all<'l>(lines: &'l [Value], kind: &str) -> Vec<&'l Value> {
    lines.iter().filter(|line| line["type"] == kind).collect()
}

fn json(viva: &Viva, args: &[&str], input: &str) -> Vec<Value> {
    viva.pipe(&[&["judge-me", "--json"], args].concat(), input).success().json_lines()
}

fn with_own() -> Viva {
    let viva = Viva::new();
    viva.user_file("calibration/own.toml", OWN);
    viva
}

#[test]
fn ten_indicators_of_one_transcript_are_asked() {
    let lines = json(&Viva::new(), &[], &"y\n".repeat(20));
    assert_eq!(all(&lines, "transcript").len(), 1);
    assert!(all(&lines, "transcript")[0]["turns"].as_array().unwrap().len() > 1);
    assert_eq!(all(&lines, "indicator").len(), 10);
    let result = all(&lines, "result")[0];
    assert_eq!(result["now"]["answered"], 10);
    assert_eq!(result["now"]["kappa"], 0.0, "yes to everything is worth nothing");
}

#[test]
fn who_labels_as_the_labels_do_has_a_kappa_of_one() {
    let viva = with_own();
    let mut talk = viva.talk(&["judge-me", "own"]);
    for _ in 0..10 {
        let is_shown = talk.until("indicator")["id"] == "names-data-structure";
        talk.send(if is_shown { "y" } else { "n" });
    }
    let result = talk.until("result");
    assert_eq!((&result["all"]["kappa"], &result["all"]["accuracy"]), (&1.0.into(), &1.0.into()));
    assert_eq!(result["differing"][0]["disagreements"], Value::Array(Vec::new()));
}

#[test]
fn a_disagreement_shows_the_label_with_its_quote_and_why() {
    let viva = with_own();
    let lines = json(&viva, &["own"], &"n\n".repeat(10));
    let differing = &all(&lines, "result")[0]["differing"][0]["disagreements"];
    assert_eq!(differing.as_array().unwrap().len(), 1);
    let one = &differing[0];
    assert_eq!(
        (&one["indicator"], &one["own"], &one["label"]),
        (&"names-data-structure".into(), &"unmet".into(), &"met".into())
    );
    assert_eq!((&one["quote"], &one["turn"]), (&"a dict from each value to its index".into(), &2.into()));
    assert_eq!(one["why"], "these words show it");
    assert_eq!(one["builtin"]["verdict"], "unsure", "heard once, where little else is to the point");
}

#[test]
fn what_was_answered_is_kept_and_gone_on_with() {
    let viva = Viva::new();
    let first = json(&viva, &[], "y\nn\n?\n");
    assert_eq!(all(&first, "result")[0]["now"]["answered"], 3);
    let second = json(&viva, &[], &"{\"type\":\"answer\",\"text\":\"p\"}\n".repeat(7));
    assert_eq!(all(&second, "transcript")[0]["id"], all(&first, "transcript")[0]["id"]);
    assert_eq!(all(&second, "indicator")[0]["number"], 4);
    let result = all(&second, "result")[0];
    assert_eq!((&result["now"]["answered"], &result["now"]["decided"]), (&10.into(), &9.into()));
    let third = json(&viva, &[], "");
    assert_ne!(all(&third, "transcript")[0]["id"], all(&first, "transcript")[0]["id"], "it was done");
}

#[test]
fn kappa_is_told_over_time() {
    let viva = Viva::new();
    json(&viva, &["--sample", "2"], &"y\nn\n".repeat(10));
    let told = json(&viva, &["--results"], "");
    let rounds = told[0]["rounds"].as_array().unwrap();
    assert_eq!(rounds.len(), 2);
    assert!(rounds.iter().all(|round| round["done"] == true && round["agreement"]["kappa"].is_number()));
    let shown = viva.run(&["judge-me", "--results"]).success().stdout;
    assert!(shown.contains("All so far: ") && shown.contains("kappa"), "{shown}");
}

#[test]
fn a_line_that_is_no_answer_is_named_and_the_others_are_kept() {
    let viva = Viva::new();
    let ran: Ran = viva.pipe(&["judge-me"], "y\nperhaps\n");
    ran.exits(2).says(&["`perhaps` is no answer to", "y, p, n or ?"]);
    assert_eq!(json(&viva, &["--results"], "")[0]["all"]["answered"], 1);
}

#[test]
fn a_transcript_that_is_not_there_is_named_with_the_nearest() {
    Viva::new().run(&["judge-me", "two-sum-stron"]).exits(2).says(&["did you mean `two-sum-strong`?"]);
}
