//! Judging by an engine that works through files: requests go out, results come in, in pieces and broken too.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{ANSWERS, after_an_interview, indicators};
use crate::support::viva::{Ran, Viva};

/// A machine with one interview, and the requests that a batch of it holds.
struct Batch {
    viva: Viva,
    session: String,
    requests: Vec<Value>,
}

impl Batch {
    fn written() -> Self {
        let (viva, session) = after_an_interview();
        let mut batch = Self { viva, session, requests: Vec::new() };
        batch.requests = batch.export(&["--all"]);
        batch
    }

    fn export(&self, more: &[&str]) -> Vec<Value> {
        let file = self.viva.path("requests.jsonl");
        let file = file.to_str().unwrap();
        self.viva.run(&[&["score", "--model", "tiny", "--export-batch", file], more].concat()).success();
        let text = std::fs::read_to_string(file).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn results(&self, lines: &[String]) -> PathBuf {
        self.viva.file("results.jsonl", lines.join("\n"))
    }

    fn import(&self, lines: &[String]) -> Ran {
        let file = self.results(lines);
        self.viva.run(&["score", "--import-batch", file.to_str().unwrap(), "--json"])
    }

    fn scorecards(&self) -> Vec<Value> {
        self.viva.shown(&self.session)["scorecards"].as_array().unwrap().clone()
    }
}

/// What an engine says of a request: the model's words.
fn answered(request: &Value) -> String {
    let verdict = json!({"quote": "", "verdict": "unmet", "reason": "it is not there"}).to_string();
    let body =
        json!({"choices": [{"message": {"role": "assistant", "content": verdict}, "finish_reason": "stop"}]});
    json!({"id": "x", "custom_id": request["custom_id"], "response": {"status_code": 200, "body": body}, "error": null})
        .to_string()
}

/// What an engine says of a request that it could not answer.
fn failed(request: &Value) -> String {
    json!({"custom_id": request["custom_id"], "response": null, "error": {"message": "expired"}}).to_string()
}

#[test]
fn a_batch_holds_requests_as_the_engines_take_them() {
    let batch = Batch::written();
    assert!(batch.requests.len() > 30, "{}", batch.requests.len());
    let mut ids = std::collections::BTreeSet::new();
    for request in &batch.requests {
        assert_eq!((&request["method"], &request["url"]), (&"POST".into(), &"/v1/chat/completions".into()));
        assert_eq!(request["body"]["model"], "tiny");
        assert!(request["body"]["messages"].as_array().unwrap().len() >= 2);
        assert_eq!(request["body"]["response_format"]["type"], "json_schema");
        assert_eq!(request["body"].get("stream"), None);
        let id = request["custom_id"].as_str().unwrap().to_owned();
        assert!(id.len() <= 64 && id.starts_with(&batch.session), "{id}");
        ids.insert(id);
    }
    assert_eq!(ids.len(), batch.requests.len(), "names that are not unique");
}

#[test]
fn results_make_a_scorecard_and_nothing_is_asked_twice() {
    let batch = Batch::written();
    let lines: Vec<String> = batch.requests.iter().rev().map(answered).collect();
    let imported = batch.import(&lines).success().json();
    assert_eq!((&imported["lines"], &imported["replies"]), (&lines.len().into(), &lines.len().into()));
    assert_eq!(imported["scored"], json!([batch.session]));
    let card = &batch.scorecards()[0];
    assert_eq!(card["judge"], json!({"kind": "endpoint", "model": "tiny", "samples": 1}));
    assert!(
        indicators(card).iter().any(|indicator| indicator["verdict"] == "unsure"),
        "the judge was not heard"
    );
    assert_eq!(batch.export(&["--all"]), [] as [Value; 0], "what is scored is not asked again");
    let again = batch.import(&lines).success().json();
    assert_eq!(batch.scorecards().len(), 2, "{again}");
}

#[test]
fn a_file_that_breaks_off_is_read_to_where_it_breaks_and_the_rest_is_asked_again() {
    let batch = Batch::written();
    let all = batch.requests.len();
    let mut lines: Vec<String> = batch.requests.iter().take(all - 3).map(answered).collect();
    let last = lines.pop().unwrap();
    lines.push(last[..last.len() / 2].to_owned());
    let ran = batch.import(&lines).exits(1).says(&["not all of it could be used", "--export-batch"]);
    let imported = ran.json();
    assert_eq!((&imported["replies"], &imported["unreadable"]["count"]), (&(all - 4).into(), &1.into()));
    assert_eq!(imported["unreadable"]["first"], json!([all - 3]));
    assert_eq!(imported["lacking"][&batch.session], 4);
    assert_eq!(batch.scorecards().len(), 1, "half a reading is no scorecard");
    let missing = batch.export(&["--all"]);
    assert_eq!(missing, batch.requests[all - 4..]);
    let rest: Vec<String> = missing.iter().map(answered).collect();
    assert_eq!(batch.import(&rest).success().json()["scored"], json!([batch.session]));
}

#[test]
fn requests_that_failed_are_counted_and_written_again() {
    let batch = Batch::written();
    let lines: Vec<String> = batch
        .requests
        .iter()
        .enumerate()
        .map(|(number, request)| if number % 2 == 0 { failed(request) } else { answered(request) })
        .collect();
    let imported = batch.import(&lines).exits(1).json();
    assert_eq!(imported["failed"]["count"], lines.len().div_ceil(2));
    assert_eq!(imported["first_failure"], "expired");
    let again: Vec<Value> = batch.export(&[&batch.session.clone()]);
    let halves: Vec<Value> = batch.requests.iter().step_by(2).cloned().collect();
    assert_eq!(again, halves);
}

#[test]
fn what_a_model_says_that_is_no_judgement_is_counted_on_the_scorecard() {
    let batch = Batch::written();
    let mut lines: Vec<String> = batch.requests.iter().map(answered).collect();
    lines[0] = lines[0].replace("verdict", "opinion");
    let ran = batch.import(&lines).success().says(&["judgements could not be read"]);
    assert_eq!(ran.json()["scored"], json!([batch.session]));
}

#[test]
fn results_of_others_are_counted_and_left_alone() {
    let batch = Batch::written();
    let foreign = json!({"custom_id": "somebody-elses.1", "response": null, "error": null});
    let lines = [foreign.to_string(), "not json".to_owned(), String::new()];
    let imported = batch.import(&lines).exits(1).json();
    assert_eq!(
        (&imported["foreign"], &imported["unreadable"]["count"], &imported["lines"]),
        (&1.into(), &1.into(), &2.into())
    );
    assert_eq!(batch.scorecards().len(), 1);
}

#[test]
fn results_to_other_prompts_than_todays_are_not_used() {
    let batch = Batch::written();
    let lines: Vec<String> = batch.requests.iter().map(answered).collect();
    let prompt = batch.viva.run(&["prompt", "show", "judge-point"]).success().stdout;
    batch.viva.user_file("prompts/judge-point.md.j2", &prompt.replace("transcript", "Transcript"));
    let imported = batch.import(&lines).success().json();
    assert_eq!((&imported["stale"], &imported["scored"]), (&lines.len().into(), &json!([])));
}

#[test]
fn replies_go_when_their_session_goes() {
    let batch = Batch::written();
    let lines: Vec<String> = batch.requests.iter().take(3).map(answered).collect();
    batch.import(&lines).exits(1);
    batch.viva.run(&["sessions", "delete", &batch.session, "--yes"]).success();
    let bytes = std::fs::read(batch.viva.database()).unwrap();
    let reply = b"it is not there";
    assert!(
        !bytes.windows(reply.len()).any(|window| window == reply),
        "words about a deleted session are left"
    );
}

#[test]
fn only_what_has_ended_and_says_something_is_written_and_the_counts_are_said() {
    let (viva, _) = after_an_interview();
    viva.pipe(&["start", "--question", "gil"], "No idea.\n").success();
    let mut open = viva.talk(&["start", "--question", "lru-cache"]);
    open.answer(ANSWERS[1]);
    open.kill();
    let file = viva.path("requests.jsonl");
    let args = ["score", "--all", "--model", "tiny", "--export-batch", file.to_str().unwrap()];
    let said = viva.run(&args).success().stdout;
    assert!(said.contains(" requests of 1 session in "), "{said}");
    assert!(said.ends_with("1 with too little said, 1 not ended\n"), "{said}");
}

#[test]
fn a_batch_must_name_its_model() {
    let (viva, _) = after_an_interview();
    viva.run(&["score", "--all", "--export-batch", "x.jsonl"])
        .exits(2)
        .says(&["a batch must name its model", "--model ID"]);
    viva.run(&["score", "--import-batch", "nowhere.jsonl"])
        .exits(1)
        .says(&["`nowhere.jsonl` cannot be read"]);
}
