//! How far a judge is to be trusted.

use serde_json::{Value, json};

use crate::support::{
    server::{Answer, Server},
    viva::Viva,
};

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

#[test]
fn the_built_in_scorer_is_measured_without_a_word_about_calls() {
    let viva = Viva::new();
    let ran = viva.run(&["calibrate", "--judge", "builtin", "--sample", "2", "--json"]).success();
    assert_eq!(ran.stderr, "");
    let measured = ran.json();
    assert_eq!(measured["judge"], json!({"kind": "builtin", "model": null, "samples": 1}));
    assert!(["trust", "care", "no"].contains(&measured["verdict"].as_str().unwrap()));
    let rows = measured["rows"].as_array().unwrap();
    assert!(rows.len() > 10, "{measured}");
    for row in rows {
        let has = |name: &str, is: fn(&Value) -> bool| is(&row[name]);
        assert!(has("name", Value::is_string) && has("value", Value::is_number), "{row}");
        assert!(has("want", Value::is_string) && has("pass", Value::is_boolean), "{row}");
    }
    let names: Vec<&Value> = rows.iter().map(|row| &row["name"]).collect();
    assert!(!names.contains(&&json!("scorecards-of-its-own")), "the row is for models");
}

#[test]
fn where_the_judge_and_the_labels_part_is_shown_with_the_words_of_both() {
    let viva = Viva::new();
    let asked = ["calibrate", "--judge", "builtin", "--sample", "2", "--differences"];
    let measured = viva.run(&[&asked[..], &["--json"]].concat()).success().json();
    let differences = measured["differences"].as_array().unwrap();
    let shown = |verdict: &Value| ["met", "partial"].contains(&verdict.as_str().unwrap());
    for one in differences {
        assert_ne!(shown(&one["label"]), shown(&one["judge"]), "{one}");
        assert_eq!(shown(&one["label"]), one["labelled_quote"].is_string(), "{one}");
    }
    let first = &differences[0];
    let told = format!("{}/{}", first["dimension"].as_str().unwrap(), first["indicator"].as_str().unwrap());
    let text = viva.run(&asked).success().stdout;
    let listed = text.split_once("Verdict:").unwrap().1;
    assert!(listed.contains(first["transcript"].as_str().unwrap()) && listed.contains(&told), "{listed}");
    assert_eq!(listed.matches("    the label: ").count(), differences.len());
    assert!(viva.run(&["calibrate", "--judge", "builtin", "--sample", "1", "--json"]).success().json()["differences"].is_null());
}

#[test]
fn a_label_whose_quote_nobody_said_is_told_with_its_line() {
    let viva = Viva::new();
    viva.user_file("calibration/own.toml", &OWN.replace("quote = \"a dict", "quote = \"a map"));
    viva.run(&["calibrate", "--judge", "builtin", "--sample", "1"]).success().says(&[
        "own.toml:15: the quote is expected to stand in one turn of the candidate's, letter by letter",
    ]);
}

#[test]
fn calls_and_time_are_said_before_a_model_is_asked() {
    let server = Server::start();
    server.answer(Answer::json(200, &json!({"data": [{"id": "tiny"}]})));
    for _ in 0..20 {
        server.answer(Answer::json(401, &json!({"error": {"message": "who are you?"}})));
    }
    let viva = Viva::new()
        .env("OPENAI_BASE_URL", format!("{}/v1", server.url()))
        .env("OPENAI_API_KEY", "sk-0123456789");
    viva.run(&["calibrate", "--judge", "endpoint", "--model", "tiny", "--sample", "1"])
        .exits(4)
        .says(&["1 labelled transcript and the samples of 1 question: 19 of 19 things are still to be scored, in about"])
        .says(&["at a second a call", "the endpoint does not answer", "the same command goes on from here"]);
}
