//! What is found on this machine when nothing is configured.

use std::time::Duration;

use serde_json::json;
use viva::app::endpoint::{A_MOMENT, look};
use viva::settings::{Environment, Given, Settings};

use crate::support::server::{Answer, Server};

/// Only a server that is not there takes so long.
const LONG: Duration = Duration::from_secs(60);

/// The llama.cpp of a machine on which it is to be found at this server, with a key at hand.
fn llama(server: &Server) -> viva::settings::Endpoint {
    let environment: Environment = [
        ("VIVA_ENDPOINTS_LLAMA_CPP_BASE_URL", format!("{}/v1", server.url())),
        ("LLAMA_API_KEY", "key-0123456789".to_owned()),
    ]
    .into_iter()
    .collect();
    let settings = Settings::load(&Given::default(), &environment, None).unwrap().0;
    settings.endpoints_here().into_iter().find(|endpoint| endpoint.name == "llama-cpp").unwrap()
}

#[test]
fn a_server_with_a_model_to_talk_with_is_found_and_sent_no_key() {
    let server = Server::start();
    let list = json!({"data": [{"id": "nomic-embed-text"}, {"id": "qwen2.5:14b"}, {"id": "llama3"}]});
    server.answer(Answer::json(200, &list));
    let found = look(vec![llama(&server)], LONG);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].model, "qwen2.5:14b");
    assert_eq!(found[0].question(), "llama-cpp answers on this machine with qwen2.5:14b and 1 more. Use it?");
    let seen = &server.requests()[0];
    assert_eq!((seen.target.as_str(), seen.header("authorization")), ("/v1/models", None));
}

#[test]
fn a_server_that_only_embeds_or_is_something_else_is_not_found() {
    for answer in [
        Answer::json(200, &json!({"data": [{"id": "nomic-embed-text"}]})),
        Answer::json(200, &json!({"hello": "world"})),
        Answer::new(200, "text/html", "<title>My router</title>"),
        Answer::json(401, &json!({"error": "Unauthorized"})),
    ] {
        let server = Server::start();
        server.answer(answer);
        assert_eq!(look(vec![llama(&server)], LONG), []);
    }
}

#[test]
fn a_server_that_says_nothing_is_waited_for_a_moment_only() {
    let server = Server::start();
    let _gate = server.silent();
    assert_eq!(look(vec![llama(&server)], A_MOMENT), []);
}
