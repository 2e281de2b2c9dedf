//! `kill -9` at any point loses nothing that was acknowledged.

use serde_json::Value;

use super::ANSWERS;
use crate::support::{
    server::{Answer, Server},
    viva::{Talk, Viva},
};

fn said(viva: &Viva, session: &str) -> Vec<String> {
    let turns = viva.shown(session)["turns"].clone();
    let own = turns.as_array().unwrap().iter().filter(|turn| turn["speaker"] == "candidate");
    own.map(|turn| turn["text"].as_str().unwrap().to_owned()).collect()
}

fn resumed(viva: &Viva) -> Talk {
    let mut talk = viva.talk(&["resume"]);
    assert_eq!(talk.until("session")["resumed"], true);
    talk.until("question");
    talk
}

#[test]
fn killed_after_any_answer_the_interview_goes_on_where_it_was() {
    for answered in 0..=ANSWERS.len() {
        let viva = Viva::new();
        let mut talk = viva.interview();
        for answer in &ANSWERS[..answered] {
            talk.answer(answer);
        }
        talk.kill();
        assert_eq!(said(&viva, &viva.session()), ANSWERS[..answered]);

        let mut talk = resumed(&viva);
        for answer in &ANSWERS[answered..] {
            talk.answer(answer);
        }
        assert_eq!(talk.finish(), 0);
        assert_eq!(said(&viva, &viva.session()), ANSWERS, "killed after {answered}");
        assert_eq!(talk.all("scorecard").len(), 1);
    }
}

#[test]
fn killed_amid_a_flood_of_answers_every_acknowledged_one_is_there() {
    // The program is killed as soon as so many lines came, wherever it is then.
    for lines in 1..=2 + 2 * ANSWERS.len() {
        let viva = Viva::new();
        let mut talk = viva.talk(&["start", "--question", "two-sum"]);
        for answer in ANSWERS {
            talk.say(answer);
        }
        for _ in 0..lines {
            talk.next();
        }
        let acknowledged = talk.all("utterance").len();
        talk.kill();
        let kept = said(&viva, &viva.session());
        assert!(kept.len() >= acknowledged, "{} of {acknowledged} after {lines} lines", kept.len());
        assert_eq!(kept, ANSWERS[..kept.len()]);

        let mut talk = viva.talk(&["resume"]);
        assert_eq!(talk.until("session")["resumed"], true);
        assert_eq!(talk.finish(), 0);
        assert_eq!(said(&viva, &viva.session()), kept);
        assert_eq!(viva.sessions()[0]["state"], "scored");
    }
}

#[test]
fn an_interview_killed_and_resumed_is_scored_like_one_that_ran_through() {
    let card = |killed: bool| {
        let viva = Viva::new();
        let mut talk = viva.talk(&["start", "--question", "two-sum", "--seed", "1"]);
        for (at, answer) in ANSWERS.iter().enumerate() {
            talk.answer(answer);
            if killed && at == 2 {
                talk.kill();
                talk = resumed(&viva);
            }
        }
        assert_eq!(talk.finish(), 0);
        let mut card: Value = talk.all("scorecard")[0].clone();
        card["session"] = Value::Null;
        card
    };
    assert_eq!(card(true), card(false));
}

/// An interview with a model behind the server.
fn begun_with(viva: &Viva, server: &Server, who: &[&str]) -> Talk {
    let url = format!("{}/v1", server.url());
    let start = ["start", "--question", "two-sum", "--endpoint", &url, "--model", "tiny"];
    viva.talk(&[&start, who].concat())
}

#[tokio::test]
async fn killed_while_scoring_the_scorecard_is_made_on_resume() {
    let viva = Viva::new();
    let server = Server::start();
    server.answer(Answer::json(200, &serde_json::json!({"data": [{"id": "tiny"}]})));
    let judge = server.silent();
    let mut talk = begun_with(&viva, &server, &["--interviewer", "builtin", "--judge", "endpoint"]);
    for answer in ANSWERS {
        talk.answer(answer);
    }
    talk.command("done");
    server.asked(2).await;
    talk.kill();
    drop(judge);
    assert_eq!(viva.sessions()[0]["state"], "finished");
    assert_eq!(said(&viva, &viva.session()), ANSWERS);

    let mut talk = viva.talk(&["resume", "--judge", "builtin"]);
    talk.until("scorecard");
    talk.until("end");
    assert_eq!(talk.finish(), 0);
    assert_eq!(viva.sessions()[0]["state"], "scored");
}

#[tokio::test]
async fn killed_while_a_reply_streams_the_answer_is_there_and_is_answered_on_resume() {
    let viva = Viva::new();
    let server = Server::start();
    server.answer(Answer::json(200, &serde_json::json!({"data": [{"id": "tiny"}]})));
    let reply = server.gated();
    let mut talk = begun_with(&viva, &server, &["--interviewer", "endpoint"]);
    talk.until("question");
    let answer = "I'd use a dict from value to index.";
    talk.say(answer);
    server.asked(2).await;
    reply.send("data: {\"choices\":[{\"delta\":{\"content\":\"What does the dict hold, \"}}]}\n\n");
    talk.until("delta");
    talk.kill();
    assert_eq!(said(&viva, &viva.session()), [answer]);

    let mut talk = viva.talk(&["resume", "--interviewer", "builtin"]);
    assert_eq!(talk.until("utterance")["move"], "probe");
    assert_eq!(talk.finish(), 0);
}
