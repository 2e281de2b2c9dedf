//! `viva doctor` against servers that are well, and against servers that are not.

use serde_json::{Value, json};

use crate::support::{
    server::{Answer, Server},
    viva::{Ran, Viva},
};

const KEY: &str = "sk-very-secret-0123456789";

fn machine(server: &Server) -> Viva {
    Viva::new().env("OPENAI_BASE_URL", format!("{}/v1", server.url())).env("OPENAI_API_KEY", KEY)
}

fn lists(models: &Value) -> Answer {
    Answer::json(200, &json!({ "data": models }))
}

fn streamed(words: &[&str]) -> Answer {
    let chunk = |choice: Value| format!("data: {}\n\n", json!({ "choices": [choice] }));
    let said: String = words.iter().map(|word| chunk(json!({"delta": {"content": word}}))).collect();
    Answer::events(&format!("{said}{}data: [DONE]\n\n", chunk(json!({"delta": {}, "finish_reason": "stop"}))))
}

/// A server on which everything works.
fn well() -> Server {
    let server = Server::start();
    server
        .answer(lists(&json!([{"id": "tiny", "max_model_len": 8192}])))
        .answer(Answer::reply("yes"))
        .answer(streamed(&["one ", "two"]))
        .answer(Answer::reply(r#"{"zyzzyva":"heliotrope"}"#));
    server
}

/// A check of a report by its name.
fn check(report: &Value, id: &str) -> Value {
    let checks = report["checks"].as_array().unwrap();
    checks.iter().find(|check| check["id"] == id).unwrap_or_else(|| panic!("no {id} in {report:#}")).clone()
}

/// The statuses of all checks of an endpoint, in order.
fn statuses(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    report["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|check| (text(&check["id"]), text(&check["status"])))
        .collect()
}

fn failing(ran: &Ran) -> Vec<String> {
    let failed = |(id, status): (String, String)| (status == "failed").then_some(id);
    statuses(&ran.json()).into_iter().filter_map(failed).collect()
}

#[test]
fn an_endpoint_that_is_well_passes_every_check() {
    let server = well();
    let ran = machine(&server).run(&["doctor", "--json"]).success();
    let report = ran.json();
    assert_eq!(report["ok"], true);
    let expected = [
        ("terminal", "ok"),
        ("config", "ok"),
        ("store", "ok"),
        ("endpoint", "ok"),
        ("key", "ok"),
        ("reachable", "ok"),
        ("model", "ok"),
        ("reply", "ok"),
        ("streaming", "ok"),
        ("structured", "ok"),
        ("context", "ok"),
        ("learnt", "ok"),
        ("audio", "skipped"),
    ];
    assert_eq!(statuses(&report), expected.map(|(id, status)| (id.to_owned(), status.to_owned())));
    assert_eq!(check(&report, "key")["detail"], "from `$OPENAI_API_KEY`");
    assert_eq!(check(&report, "structured")["detail"], "enforced (json_schema, strict)");
    assert_eq!(report["endpoint"]["context_tokens"], 8192);
    assert!(!ran.everything().contains(KEY));
}

#[test]
fn the_report_for_people_says_the_same_a_line_each() {
    let server = well();
    let ran = machine(&server).run(&["doctor"]).success();
    for line in ["ok    model       tiny", "ok    structured  enforced", "skip  audio: "] {
        assert!(ran.stdout.contains(line), "{line:?} is not in:\n{}", ran.stdout);
    }
}

#[test]
fn with_nothing_configured_nothing_fails() {
    let ran = Viva::new().run(&["doctor", "--json"]).success();
    assert_eq!(check(&ran.json(), "endpoint")["status"], "skipped");
    assert_eq!(check(&ran.json(), "reply")["status"], "skipped");
}

#[test]
fn an_endpoint_that_is_wanted_and_not_configured_ends_with_three() {
    let viva = Viva::new().env("VIVA_INTERVIEWER", "endpoint");
    assert_eq!(failing(&viva.run(&["doctor", "--json"]).exits(3)), ["endpoint"]);
}

#[test]
fn a_key_that_is_not_there_ends_with_three_and_nothing_is_asked() {
    let ran = Viva::new().run(&["doctor", "--endpoint", "groq", "--json"]).exits(3);
    assert_eq!(failing(&ran), ["key"]);
    assert!(check(&ran.json(), "key")["hint"].as_str().unwrap().contains("GROQ_API_KEY"));
}

#[test]
fn a_refused_key_ends_with_three_and_names_its_variable() {
    let server = Server::start();
    server.answer(Answer::json(401, &json!({"error": {"message": format!("Incorrect API key: {KEY}")}})));
    let ran = machine(&server).run(&["doctor", "--json"]).exits(3);
    assert_eq!(failing(&ran), ["reachable"]);
    assert!(check(&ran.json(), "reachable")["hint"].as_str().unwrap().contains("`$OPENAI_API_KEY` was used"));
    assert!(!ran.everything().contains(KEY));
}

#[test]
fn a_server_that_is_not_there_ends_with_four() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let ran = Viva::new().run(&["doctor", "--endpoint", &url, "--json"]).exits(4);
    assert_eq!(failing(&ran), ["reachable"]);
}

#[test]
fn a_model_that_is_not_in_the_list_is_told_by_the_nearest_names() {
    let server = Server::start();
    server.answer(lists(&json!([{"id": "qwen2.5:7b"}, {"id": "phi4"}])));
    server.answer(Answer::json(404, &json!({"error": {"message": "model 'qwen' not found"}})));
    let ran = machine(&server).run(&["doctor", "--model", "qwen", "--json"]).exits(4);
    assert_eq!(failing(&ran), ["reply"]);
    let model = check(&ran.json(), "model");
    assert_eq!(model["status"], "warning");
    assert_eq!(model["hint"], "there is `qwen2.5:7b`, `phi4`; choose with `--model`");
}

#[test]
fn a_shape_that_is_accepted_and_ignored_is_called_so() {
    let server = Server::start();
    server
        .answer(lists(&json!(["tiny"])))
        .answer(Answer::reply("yes"))
        .answer(streamed(&["one ", "two"]))
        .answer(Answer::reply(r#"{"colour":"blue"}"#));
    let report = machine(&server).run(&["doctor", "--json"]).success().json();
    assert_eq!(check(&report, "structured")["status"], "warning");
    assert_eq!(check(&report, "structured")["detail"], "accepted and not enforced (json_schema, strict)");
}

#[test]
fn what_the_doctor_learns_is_kept_told_and_forgotten_on_demand() {
    let server = Server::start();
    let refused = json!({"error": {"message": "response_format is not supported"}});
    server
        .answer(lists(&json!(["tiny"])))
        .answer(Answer::reply("yes"))
        .answer(streamed(&["one ", "two"]))
        .answer(Answer::json(400, &refused))
        .answer(Answer::reply(r#"{"zyzzyva":"heliotrope"}"#));
    let viva = machine(&server);
    let report = viva.run(&["doctor", "--json"]).success().json();
    assert_eq!(check(&report, "learnt")["detail"], "JSON by `json_object`; believed for 14 days");
    for (flags, asked) in
        [(&["doctor", "--json"][..], "json_object"), (&["doctor", "--forget", "--json"], "json_schema")]
    {
        let before = server.requests().len();
        server
            .answer(lists(&json!(["tiny"])))
            .answer(Answer::reply("yes"))
            .answer(streamed(&["one ", "two"]))
            .answer(Answer::reply(r#"{"zyzzyva":"heliotrope"}"#));
        viva.run(flags).success();
        assert_eq!(server.requests()[before + 3].json()["response_format"]["type"], asked, "{flags:?}");
    }
}

#[test]
fn a_setting_that_is_wrong_ends_with_three_and_its_line() {
    let viva = Viva::new();
    viva.user_file("config.toml", "minutes = 20\nmodle = \"tiny\"\n");
    let ran = viva.run(&["doctor", "--json"]).exits(3);
    assert_eq!(failing(&ran), ["config"]);
    let config = check(&ran.json(), "config");
    assert!(config["detail"].as_str().unwrap().ends_with("config.toml:2: unknown key `modle`"), "{config}");
    assert_eq!(config["hint"], "did you mean `model`?");
}

#[test]
fn a_store_that_is_not_ours_ends_with_three() {
    let viva = Viva::new();
    viva.file("data/viva.db", "this is no database, and it is long enough to be looked at as one");
    let ran = viva.run(&["doctor", "--json"]).exits(3);
    assert_eq!(failing(&ran), ["store"]);
}

#[test]
fn an_address_without_its_v1_is_found_and_the_right_one_told() {
    let server = Server::start();
    let nowhere = || Answer::json(404, &json!({"detail": "Not Found"}));
    server
        .answer(nowhere())
        .answer(lists(&json!(["tiny"])))
        .answer(nowhere())
        .answer(Answer::reply("yes"))
        .answer(streamed(&["one ", "two"]))
        .answer(Answer::reply(r#"{"zyzzyva":"heliotrope"}"#));
    let url = format!("{}/api", server.url());
    let report = Viva::new().run(&["doctor", "--endpoint", &url, "--json"]).success().json();
    assert_eq!(check(&report, "learnt")["status"], "warning");
    assert_eq!(check(&report, "learnt")["hint"], format!("make `{url}/v1` its address"));
}
