//! An interview behind a pipe, and input that is not as one would wish.

use super::ANSWERS;
use crate::support::viva::{Ran, Viva};

const START: &[&str] = &["start", "--question", "two-sum"];

fn held(viva: &Viva, input: impl AsRef<[u8]>) -> Ran {
    viva.pipe(START, input)
}

/// What the candidate is on record with.
fn said(viva: &Viva) -> Vec<String> {
    let turns = viva.shown(&viva.session())["turns"].clone();
    let own = turns.as_array().unwrap().iter().filter(|turn| turn["speaker"] == "candidate");
    own.map(|turn| turn["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn paragraphs_are_answers_and_the_end_closes_scores_and_reports() {
    let viva = Viva::new();
    let ran = held(&viva, ANSWERS.join("\n\n")).success();
    assert_eq!(said(&viva), ANSWERS);
    assert!(ran.stdout.contains("Interviewer: No. They come in whatever order they come."), "{}", ran.stdout);
    assert!(ran.stdout.contains("hash map") || ran.stdout.contains("dict"), "{}", ran.stdout);
    assert_eq!(viva.sessions()[0]["state"], "scored");
    assert_eq!(viva.shown(&viva.session())["scorecards"].as_array().unwrap().len(), 1);
}

/// `viva --seed 7` was refused, though `viva` alone is `viva start`.
#[test]
fn the_options_of_start_need_no_start() {
    let viva = Viva::new();
    let long = viva.pipe(&["start", "--question", "gil", "--seed", "7"], ANSWERS[0]).success();
    let short = Viva::new().pipe(&["--question", "gil", "--seed", "7"], ANSWERS[0]).success();
    let lines = |ran: &Ran| ran.stdout.lines().take(6).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&short), lines(&long));
    let ran = viva.pipe(&["--sed", "7"], "").exits(2);
    assert!(ran.stderr.contains("'--seed'"), "{}", ran.stderr);
}

#[test]
fn no_escape_code_reaches_a_pipe() {
    let viva = Viva::new();
    let ran = held(&viva, ANSWERS.join("\n\n")).success();
    assert!(!ran.everything().contains('\u{1b}'), "{}", ran.everything());
}

#[test]
fn no_input_at_all_is_an_interview_with_nothing_to_score() {
    let viva = Viva::new();
    held(&viva, "").success();
    let card = viva.run(&["report", "--format", "json"]).success().json();
    assert!(card["unscored"].is_string(), "{card}");
    assert!(card["overall"]["level"].is_null(), "{card}");
}

#[test]
fn empty_answers_are_not_answers() {
    let viva = Viva::new();
    held(&viva, "\n\n   \n\t\n\n\nIs it sorted?\n\n\n\n").success();
    assert_eq!(said(&viva), ["Is it sorted?"]);
}

#[test]
fn an_empty_json_answer_waits_for_a_real_one() {
    let viva = Viva::new();
    let mut talk = viva.interview();
    talk.say("");
    talk.say("  \n ");
    assert_eq!(talk.answer("Is it sorted?")["move"], "clarify");
    assert_eq!(talk.finish(), 0);
    assert_eq!(said(&viva), ["Is it sorted?"]);
}

#[test]
fn a_paste_of_a_megabyte_is_kept_whole() {
    let viva = Viva::new();
    let paste = "I would walk through the list and look at every number in it, one by one.\n".repeat(14_000);
    assert!(paste.len() > 1_000_000);
    held(&viva, &paste).success();
    assert_eq!(said(&viva), [paste.trim_end()]);
}

#[test]
fn a_megabyte_without_a_space_is_kept_whole_too() {
    let viva = Viva::new();
    let paste = "x".repeat(1 << 20);
    held(&viva, &paste).success();
    assert_eq!(said(&viva), [paste]);
}

#[test]
fn what_is_no_utf8_is_said_and_read_as_far_as_it_goes() {
    let viva = Viva::new();
    held(&viva, b"Is it \xff sorted?\n").success().says(&["not UTF-8", "byte 6"]);
    assert_eq!(said(&viva), ["Is it \u{fffd} sorted?"]);
}

#[test]
fn an_unknown_command_goes_to_nobody() {
    let viva = Viva::new();
    held(&viva, "/hnit\n\nIs it sorted?\n").success().says(&["hnit", "/hint"]);
    assert_eq!(said(&viva), ["Is it sorted?"]);
}

#[test]
fn commands_end_a_paragraph_and_take_their_turn() {
    let viva = Viva::new();
    let ran =
        held(&viva, "Is it sorted?\n/hint\n/note ask about bisect\n/done\nthis is not read\n").success();
    assert_eq!(said(&viva), ["Is it sorted?"]);
    assert!(ran.stdout.contains("most of the other numbers can't help you"), "{}", ran.stdout);
    assert_eq!(viva.shown(&viva.session())["notes"][0], "ask about bisect");
}

#[test]
fn code_in_a_fence_is_one_answer_and_its_words_prove_nothing() {
    let viva = Viva::new();
    let code = "def two_sum(numbers, target):\n\n    # a hash map from value to index\n    seen = {}";
    held(&viva, format!("```python\n{code}\n```\n\nThat's it.\n")).success();
    assert_eq!(said(&viva)[0], code);
    assert_eq!(viva.shown(&viva.session())["ledger"]["entries"]["hash-map"]["made"], serde_json::Value::Null);
}

#[test]
fn windows_line_ends_are_line_ends() {
    let viva = Viva::new();
    held(&viva, "Is it sorted?\r\n\r\nI'd use a dict from value to index.\r\n").success();
    assert_eq!(said(&viva), ["Is it sorted?", "I'd use a dict from value to index."]);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_a_clean_end() {
    use std::process::{Command, Stdio};
    let viva = Viva::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_viva"))
        .args(["bank", "list"])
        .env_clear()
        .env("HOME", viva.path("home"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap().as_str()), (Some(0), ""));
}
