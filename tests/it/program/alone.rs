//! Whom the program speaks with: the endpoint that is configured, and nobody else.
//!
//! Every request to another machine would go through the proxy that the environment names, which is watched here.

use serde_json::json;

use super::ANSWERS;
use crate::support::{
    server::{Answer, Server},
    viva::Viva,
};

/// A machine all of whose ways out lead to this server.
fn watched(by: &Server) -> Viva {
    ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]
        .iter()
        .fold(Viva::new(), |viva, name| viva.env(name, by.url()))
}

#[test]
fn with_nothing_configured_nobody_is_spoken_with() {
    let watcher = Server::start();
    let viva = watched(&watcher);
    viva.pipe(&["start", "--question", "two-sum"], ANSWERS.join("\n\n")).success();
    for command in [&["doctor"][..], &["report"], &["score"], &["sessions", "list"], &["bank", "check"]] {
        viva.run(command).success();
    }
    assert_eq!(watcher.requests().len(), 0);
}

#[test]
fn with_an_endpoint_on_this_machine_only_that_is_spoken_with() {
    let (watcher, server) = (Server::start(), Server::start());
    server.answer(Answer::json(200, &json!({"data": [{"id": "tiny"}]})));
    server.answer(Answer::reply("What would you keep as you go along?"));
    let viva = watched(&watcher).env("OPENAI_BASE_URL", server.url()).env("OPENAI_API_KEY", "sk-0123456789");
    let args = ["start", "--question", "two-sum", "--judge", "builtin", "--interviewer", "endpoint"];
    viva.pipe(&args, "I'd use a dict from value to index.\n").success();
    assert_eq!(server.requests().len(), 2);
    assert_eq!(watcher.requests().len(), 0);
}

#[test]
fn a_proxy_is_used_for_another_machine_as_the_environment_says() {
    let proxy = Server::start();
    proxy.answer(Answer::json(200, &json!({"data": [{"id": "tiny"}]})));
    let viva = watched(&proxy);
    let ran = viva.run(&["models", "--endpoint", "http://llm.example.invalid/v1", "--json"]).success();
    assert_eq!(ran.json()[0]["id"], "tiny");
    assert_eq!(proxy.requests()[0].target, "http://llm.example.invalid/v1/models");
}

#[test]
fn a_key_that_would_go_unencrypted_to_another_machine_ends_with_three() {
    let proxy = Server::start();
    let viva = watched(&proxy)
        .env("OPENAI_BASE_URL", "http://llm.example.invalid/v1")
        .env("OPENAI_API_KEY", "sk-0123456789");
    viva.run(&["models"]).exits(3).says(&["unencrypted", "plain_http = true"]);
    assert_eq!(proxy.requests().len(), 0);
    proxy.answer(Answer::json(200, &json!({"data": [{"id": "tiny"}]})));
    viva.env("VIVA_ENDPOINTS_OPENAI_PLAIN_HTTP", "true").run(&["models"]).success();
    assert_eq!(proxy.requests()[0].header("authorization"), Some("Bearer sk-0123456789"));
}

/// Its list of models refuses the header that its chat wants, and so the endpoint seemed to refuse the key.
#[test]
fn an_endpoint_without_a_list_of_models_is_not_asked_for_one() {
    let proxy = Server::start();
    let viva = watched(&proxy).env("ANTHROPIC_API_KEY", "sk-0123456789");
    viva.run(&["models", "--endpoint", "anthropic"]).exits(3).says(&["has no list of models", "--model ID"]);
    let ran = viva.run(&["doctor", "--endpoint", "anthropic", "--json"]).exits(3);
    assert_eq!(proxy.requests().len(), 0);
    let failed: Vec<_> = ran.json()["checks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|check| check["status"] == "failed")
        .map(|check| check["id"].clone())
        .collect();
    assert_eq!(failed, ["model"]);
}
