use super::Json;
use crate::repl::ANSWER_MAX_BYTES;
use crate::repl::command::Command;
use crate::repl::front::{Answer, Debrief, Front, Input, QuestionAsked, SessionOpened, Spoken};
use crate::repl::testing::{Screen, sending, spoken};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::Cursor;

fn sit(input: impl Into<Vec<u8>>) -> (Json<Cursor<Vec<u8>>>, Screen) {
    let out = Screen::default();
    (Json::new(Cursor::new(input.into()), out.output()), out)
}

fn inputs(input: impl Into<Vec<u8>>) -> (Vec<Input>, Vec<Value>) {
    let (mut front, out) = sit(input);
    let mut inputs = Vec::new();
    loop {
        match front.read(&sending(), None).unwrap() {
            Input::EndOfInput => return (inputs, objects(&out)),
            input => inputs.push(input),
        }
    }
}

fn objects(out: &Screen) -> Vec<Value> {
    out.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn answer(text: &str) -> Input {
    Input::Answer(Answer::untimed(text))
}

#[test]
fn objects_in_become_inputs() {
    let (inputs, out) = inputs(
        r#"{"type":"answer","text":"a map\nof positions"}
{"type":"command","name":"hint"}
{"type":"command","name":"/note","args":"ask about ties"}
{"type":"command","name":"code","args":["two","sum.py"]}
{"type":"command","name":"done","args":null}

{"type":"audio","path":"answer.wav","rate":16000}"#,
    );
    assert_eq!(
        inputs,
        [
            answer("a map\nof positions"),
            Input::Command(Command::Hint),
            Input::Command(Command::Note("ask about ties".into())),
            Input::Command(Command::Code(Some("two sum.py".into()))),
            Input::Command(Command::Done),
            Input::Audio("answer.wav".into()),
        ]
    );
    assert_eq!(out, Vec::<Value>::new());
}

#[test]
fn a_malformed_line_is_an_error_and_the_session_goes_on() {
    let (inputs, out) = inputs(
        "{oops\n[1]\n{\"type\":\"dance\"}\n{\"type\":\"answer\"}\n{\"type\":\"answer\",\"text\":\"on\"}",
    );
    assert_eq!(inputs, [answer("on")]);
    assert_eq!(out.len(), 4);
    for (number, error) in (1..).zip(&out) {
        assert_eq!((error["type"].as_str(), error["code"].as_str()), (Some("error"), Some("malformed")));
        let message = error["message"].as_str().unwrap();
        assert!(message.starts_with(&format!("line {number} is not understood: ")), "{message}");
        assert!(error["hint"].as_str().unwrap().contains(r#"{"type":"answer","text":…}"#));
    }
}

#[test]
fn an_unknown_command_is_an_error_with_the_nearest_names() {
    let (inputs, out) = inputs(r#"{"type":"command","name":"hnit"}"#);
    assert_eq!(inputs, []);
    assert_eq!(
        out,
        [
            json!({"type":"error","code":"unknown-command","message":"there is no command `/hnit`","hint":"did you mean `/hint`?"})
        ]
    );
}

#[test]
fn bytes_that_are_no_text_are_located() {
    let (inputs, out) = inputs(b"{\"type\":\"answer\",\"text\":\"\xff\"}".to_vec());
    assert_eq!(inputs, [answer("\u{fffd}")]);
    assert_eq!(out[0]["type"], "notice");
    assert!(out[0]["text"].as_str().unwrap().contains("at byte 25;"), "{}", out[0]);
}

#[test]
fn a_longer_answer_is_cut_and_that_is_said() {
    let (inputs, out) = inputs(json!({"type":"answer","text":"x".repeat(ANSWER_MAX_BYTES + 1)}).to_string());
    assert_eq!(inputs, [answer(&"x".repeat(ANSWER_MAX_BYTES))]);
    assert_eq!(
        out,
        [
            json!({"type":"notice","level":"warning","text":"the answer was longer than 4 MiB and was cut there"})
        ]
    );
}

#[test]
fn the_whole_conversation_is_one_object_a_line() {
    let (mut front, out) = sit("");
    front
        .session(&SessionOpened {
            id: "0190".into(),
            kind: "coding".into(),
            seniority: "mid".into(),
            minutes: 20,
            round: None,
            role: "software-engineer".into(),
            company: None,
            persona: Some("terse".into()),
            interviewer: "builtin".into(),
            resumed: false,
        })
        .unwrap();
    front
        .question(&QuestionAsked {
            id: "two-sum".into(),
            title: "Two sum".into(),
            kind: "coding".into(),
            minutes: 20,
            text: "Given an array…".into(),
        })
        .unwrap();
    front.waiting("thinking").unwrap();
    front.delta("How ").unwrap();
    front.delta("").unwrap();
    front.delta("large?").unwrap();
    front.utterance(&spoken("How large?")).unwrap();
    front.notice("half time").unwrap();
    front
        .scorecard(&Debrief { text: "ignored".into(), json: json!({"session":"0190","dropped_evidence":0}) })
        .unwrap();
    front.end().unwrap();
    assert_eq!(
        out.text(),
        r#"{"type":"session","id":"0190","kind":"coding","seniority":"mid","minutes":20,"role":"software-engineer","company":null,"persona":"terse","interviewer":"builtin","resumed":false}
{"type":"question","id":"two-sum","title":"Two sum","kind":"coding","minutes":20,"text":"Given an array…"}
{"type":"delta","text":"How "}
{"type":"delta","text":"large?"}
{"type":"utterance","move":"probe","text":"How large?","cut":false}
{"type":"notice","level":"info","text":"half time"}
{"type":"scorecard","session":"0190","dropped_evidence":0}
{"type":"end"}
"#
    );
}

#[test]
fn an_utterance_that_did_not_stream_comes_as_one_delta() {
    let (mut front, out) = sit("");
    front.utterance(&spoken("Go on.")).unwrap();
    assert_eq!(
        objects(&out),
        [
            json!({"type":"delta","text":"Go on."}),
            json!({"type":"utterance","move":"probe","text":"Go on.","cut":false})
        ]
    );
}

proptest! {
    #[test]
    fn deltas_concatenate_to_the_utterance(pieces in prop::collection::vec("[a\\x1b\\r\\n\u{202e}é]{0,6}", 0..8), streamed in 0usize..9) {
        let (mut front, out) = sit("");
        for piece in pieces.iter().take(streamed) {
            front.delta(piece).unwrap();
        }
        front.utterance(&Spoken { move_name: "probe".into(), text: pieces.concat(), cut: false }).unwrap();
        let sent = objects(&out);
        let joined: String = sent.iter().filter(|object| object["type"] == "delta").map(|delta| delta["text"].as_str().unwrap()).collect();
        let utterance = sent.last().unwrap()["text"].as_str().unwrap();
        prop_assert_eq!(joined, utterance);
        prop_assert!(!utterance.contains(['\x1b', '\r', '\u{202e}']), "steering characters");
    }

    #[test]
    fn no_line_ever_stops_the_session(lines in prop::collection::vec("\\PC{0,30}|[{}\":a-z,]{0,30}", 0..6)) {
        let (inputs, _) = inputs(lines.join("\n") + "\n{\"type\":\"answer\",\"text\":\"still here\"}");
        prop_assert_eq!(inputs.last(), Some(&answer("still here")));
    }
}

#[test]
fn thoughts_are_objects_of_their_own_and_no_part_of_the_utterance() {
    let (mut front, out) = sit("");
    front.reasoning("They said \u{1b}[2Ja map.").unwrap();
    front.delta("Why?").unwrap();
    front.utterance(&spoken("Why?")).unwrap();
    let types: Vec<Value> = objects(&out).iter().map(|object| object["type"].clone()).collect();
    assert_eq!(types, ["reasoning", "delta", "utterance"]);
    assert_eq!(objects(&out)[0]["text"], "They said \u{241b}[2Ja map.");
    assert_eq!(objects(&out)[2]["text"], "Why?");
}
