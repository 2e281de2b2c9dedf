//! The contract with programs: one JSON object a line, in the promised order.

use serde_json::Value;

use super::ANSWERS;
use crate::support::viva::{Talk, Viva};

/// The pieces that came before each utterance, joined.
fn deltas_of_each_utterance(talk: &Talk) -> Vec<String> {
    let mut all = Vec::new();
    let mut said = String::new();
    for object in &talk.heard {
        match object["type"].as_str().unwrap() {
            "delta" => said.push_str(object["text"].as_str().unwrap()),
            "utterance" => all.push(std::mem::take(&mut said)),
            _ => {}
        }
    }
    all
}

fn text(object: &Value) -> String {
    object["text"].as_str().unwrap().to_owned()
}

#[test]
fn an_interview_comes_in_the_promised_order() {
    let viva = Viva::new();
    let mut talk = viva.interview();
    for answer in ANSWERS {
        talk.answer(answer);
    }
    assert_eq!(talk.finish(), 0);
    let mut order = vec!["session", "question"];
    order.extend(ANSWERS.iter().flat_map(|_| ["delta", "utterance"]));
    order.extend(["scorecard", "end"]);
    assert_eq!(talk.order(), order);
}

#[test]
fn each_answer_gets_one_utterance_and_its_deltas_are_its_text() {
    let viva = Viva::new();
    let mut talk = viva.interview();
    for answer in ANSWERS {
        talk.answer(answer);
    }
    talk.finish();
    let texts: Vec<String> = talk.all("utterance").into_iter().map(text).collect();
    assert_eq!(texts.len(), ANSWERS.len());
    assert_eq!(deltas_of_each_utterance(&talk), texts);
}

#[test]
fn the_session_and_the_question_say_what_is_held() {
    let viva = Viva::new();
    let mut talk = viva.talk(&["start", "--question", "two-sum", "--minutes", "30", "--level", "senior"]);
    let session = talk.until("session");
    assert_eq!(session["minutes"], 30);
    assert_eq!(session["seniority"], "senior");
    assert_eq!(session["interviewer"], "builtin");
    assert_eq!(session["resumed"], false);
    let question = talk.until("question");
    assert_eq!(question["id"], "two-sum");
    assert_eq!(question["kind"], "coding");
    assert!(text(&question).starts_with("I have a list of numbers and a target."));
    talk.finish();
    assert_eq!(viva.session(), session["id"].as_str().unwrap());
}

#[test]
fn a_line_that_is_no_object_is_told_and_the_interview_goes_on() {
    let viva = Viva::new();
    let mut talk = viva.interview();
    talk.send("this is no JSON");
    let error = talk.until("error");
    assert_eq!(error["code"], "malformed");
    assert!(error["message"].as_str().unwrap().starts_with("line 1 is not understood"), "{error}");
    assert!(error["hint"].as_str().unwrap().contains(r#"{"type":"answer","text":…}"#), "{error}");
    assert_eq!(talk.answer("Is the list sorted?")["move"], "clarify");
    assert_eq!(talk.finish(), 0);
}

#[test]
fn a_command_that_there_is_not_is_told_with_the_nearest_one() {
    let viva = Viva::new();
    let mut talk = viva.interview();
    talk.command("hnit");
    let error = talk.until("error");
    assert!(error["hint"].as_str().unwrap().contains("/hint"), "{error}");
    assert_eq!(talk.finish(), 0);
    assert_eq!(viva.shown(&viva.session())["turns"].as_array().unwrap().len(), 1);
}

#[test]
fn commands_do_what_they_do_in_a_terminal() {
    let viva = Viva::new();
    let mut talk = viva.interview();
    talk.command("hint");
    assert_eq!(talk.until("utterance")["move"], "hint");
    talk.command("/repeat");
    assert_eq!(talk.until("utterance")["move"], "repeat");
    talk.command("time");
    assert!(text(&talk.until("notice")).contains("left of 7 minutes"));
    talk.command("done");
    talk.until("end");
    assert_eq!(talk.finish(), 0);
}

#[test]
fn input_that_comes_early_waits_its_turn() {
    let viva = Viva::new();
    let mut talk = viva.talk(&["start", "--question", "two-sum"]);
    for answer in ANSWERS {
        talk.say(answer);
    }
    assert_eq!(talk.finish(), 0);
    assert_eq!(talk.all("utterance").len(), ANSWERS.len());
    let turns = viva.shown(&viva.session())["turns"].clone();
    let said: Vec<String> =
        turns.as_array().unwrap().iter().filter(|turn| turn["speaker"] == "candidate").map(text).collect();
    assert_eq!(said, ANSWERS);
}

#[test]
fn quitting_keeps_the_interview_and_ends_without_a_scorecard() {
    let viva = Viva::new();
    let mut talk = viva.interview();
    talk.answer(ANSWERS[0]);
    talk.command("quit");
    talk.until("end");
    assert_eq!(talk.finish(), 0);
    assert!(talk.all("scorecard").is_empty());
    assert_eq!(viva.sessions()[0]["state"], "open");
}

#[test]
fn control_characters_of_an_answer_come_back_harmless() {
    let viva = Viva::new();
    let mut talk = viva.interview();
    talk.say("I'd use a \u{1b}[31mdict\u{1b}[0m from value to index.\u{7}");
    talk.until("utterance");
    talk.command("transcript");
    let transcript = text(&talk.until("notice"));
    assert!(!transcript.contains(['\u{1b}', '\u{7}']), "{transcript:?}");
    assert_eq!(talk.finish(), 0);
}
