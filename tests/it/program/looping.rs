//! Several rounds one after another, and one debrief over all.

use serde_json::Value;

use super::ANSWERS;
use crate::support::viva::{Talk, Viva};

const LOOP: [&str; 8] = ["start", "--loop", "--minutes", "60", "--role", "python-backend", "--seed", "5"];

/// A round's place among three.
fn place(number: u32) -> Value {
    serde_json::json!({"number": number, "of": 3})
}

/// Answers twice and ends the round.
fn sit_a_round(talk: &mut Talk) -> Value {
    let question = talk.until("question");
    talk.answer(ANSWERS[1]);
    talk.answer(ANSWERS[2]);
    talk.command("done");
    question
}

fn kinds(viva: &Viva) -> Vec<(u64, String, String)> {
    let mut rounds: Vec<_> = viva
        .sessions()
        .iter()
        .map(|session| {
            let text = |field: &str| session[field].as_str().unwrap().to_owned();
            (session["round"].as_u64().unwrap(), text("kind"), text("state"))
        })
        .collect();
    rounds.sort();
    rounds
}

#[test]
fn a_loop_has_a_round_of_each_kind_and_one_debrief_over_all() {
    let viva = Viva::new();
    let mut talk = viva.talk(&LOOP);
    for round in 1..=3 {
        let session = talk.until("session");
        assert_eq!((&session["round"], &session["minutes"]), (&place(round), &20.into()));
        sit_a_round(&mut talk);
    }
    let all = talk.until("loop");
    assert_eq!(talk.until("end")["type"], "end");
    assert_eq!(talk.all("scorecard").len(), 3);
    assert_eq!(all["rounds"].as_array().unwrap().len(), 3);
    assert_eq!(all["not_held"], serde_json::json!([]));
    assert!(all["level"].is_f64() && all["competencies"].is_array() && all["weak"].is_array(), "{all}");
    let first = &viva.sessions()[2]["id"];
    assert_eq!(&all["loop"], first);
    let text = viva.run(&["report", "--loop", first.as_str().unwrap()]).success().stdout;
    assert!(
        text.starts_with("The loop, over all its rounds\n3 rounds · mid · Python backend engineer"),
        "{text}"
    );
    assert_eq!(viva.run(&["report", "--loop", "--format", "json"]).success().json()["rounds"], all["rounds"]);
}

#[test]
fn no_question_comes_twice_in_a_loop_and_a_seed_repeats_all_of_them() {
    let asked = |viva: &Viva| {
        let mut talk =
            viva.talk(&["start", "--loop", "--minutes", "100", "--seed", "9", "--level", "senior"]);
        let ids: Vec<Value> = (0..5).map(|_| sit_a_round(&mut talk)["id"].clone()).collect();
        talk.until("end");
        ids
    };
    let viva = Viva::new();
    let first = asked(&viva);
    let different: std::collections::BTreeSet<String> = first.iter().map(ToString::to_string).collect();
    assert_eq!(different.len(), 5);
    assert_eq!(asked(&viva), first);
    assert_eq!(asked(&Viva::new()), first);
}

#[test]
fn a_loop_that_is_killed_in_a_round_goes_on_in_that_round_and_to_the_end() {
    let viva = Viva::new();
    let mut talk = viva.talk(&LOOP);
    let first = sit_a_round(&mut talk);
    let second = talk.until("question");
    talk.answer("Hm, let me think aloud for a moment about where the cost comes from.");
    talk.kill();
    let mut talk = viva.talk(&["resume"]);
    assert_eq!(talk.until("session")["round"], place(2));
    assert_eq!(talk.until("question")["id"], second["id"]);
    talk.answer(ANSWERS[2]);
    talk.command("done");
    let third = sit_a_round(&mut talk);
    let all = talk.until("loop");
    let questions: Vec<&Value> =
        all["rounds"].as_array().unwrap().iter().map(|round| &round["question"]).collect();
    assert_eq!(questions, [&first["id"], &second["id"], &third["id"]]);
    assert_eq!(talk.finish(), 0);
    assert!(kinds(&viva).iter().all(|(_, _, state)| state == "scored"), "{:?}", kinds(&viva));
}

#[test]
fn a_loop_that_is_left_between_two_rounds_goes_on_with_the_next() {
    let viva = Viva::new();
    let mut talk = viva.talk(&LOOP);
    let first = sit_a_round(&mut talk);
    // The next round has begun on the disk before its question is put; it is taken back to the moment before.
    talk.until("question");
    talk.kill();
    let second = viva.sessions()[0]["id"].as_str().unwrap().to_owned();
    viva.run(&["sessions", "delete", &second, "--yes"]).success();
    let mut talk = viva.talk(&["resume"]);
    assert_eq!(talk.until("session")["round"], place(2));
    assert_ne!(talk.until("question")["id"], first["id"]);
    assert_eq!(talk.finish(), 0);
}

#[test]
fn when_the_input_ends_the_rounds_that_are_left_are_not_held() {
    let viva = Viva::new();
    let ran = viva.pipe(&LOOP, format!("{}\n\n{}\n", ANSWERS[1], ANSWERS[2])).success();
    assert!(ran.stdout.contains("Planned and not held: concepts, system-design."), "{}", ran.stdout);
    let rounds = kinds(&viva);
    assert_eq!(rounds, [(1, "coding".to_owned(), "scored".to_owned())]);
}

#[test]
fn leaving_a_round_keeps_the_loop() {
    let viva = Viva::new();
    let mut talk = viva.talk(&LOOP);
    talk.until("question");
    talk.command("quit");
    talk.until("end");
    drop(talk);
    assert_eq!(kinds(&viva), [(1, "coding".to_owned(), "open".to_owned())]);
    assert_eq!(viva.talk(&["resume"]).until("session")["round"], place(1));
}

#[test]
fn every_length_makes_a_loop() {
    let viva = Viva::new();
    for minutes in ["5", "11", "240"] {
        let ran = viva.pipe(&["start", "--loop", "--minutes", minutes, "--seed", "1"], "Hm.\n").success();
        ran.says(&[&format!("a loop of {minutes} minutes")]);
    }
}

#[test]
fn what_is_no_round_has_no_loop_to_report() {
    let viva = Viva::new();
    viva.pipe(&["start", "--question", "two-sum"], "Is it sorted?\n").success();
    viva.run(&["report", "--loop"]).exits(2).says(&["is no round of a loop"]);
    viva.run(&["start", "--loop", "--question", "two-sum"]).exits(2);
}
