//! What an endpoint offers.

use serde_json::json;
use viva::llm::LlmError;
use viva::llm::openai::ModelInfo;

use super::Lab;
use crate::support::server::Answer;

fn model(id: &str, context_tokens: Option<u32>) -> ModelInfo {
    ModelInfo { id: id.to_owned(), context_tokens }
}

#[tokio::test]
async fn the_models_are_listed_with_their_context() {
    let lab = Lab::with(|endpoint| endpoint.with_key("sk-key-of-ours"));
    let list = json!({"data": [{"id": "a", "max_model_len": 2048}, {"id": "b"}]});
    lab.server.answer(Answer::json(200, &list));
    assert_eq!(lab.client.list_models().await, Ok(vec![model("a", Some(2048)), model("b", None)]));
    let seen = &lab.server.requests()[0];
    assert_eq!((seen.method.as_str(), seen.target.as_str()), ("GET", "/v1/models"));
    assert_eq!(seen.header("authorization"), Some("Bearer sk-key-of-ours"));
}

#[tokio::test]
async fn the_list_is_looked_for_with_and_without_v1() {
    let lab = Lab::new();
    lab.server
        .answer(Answer::json(404, &json!({"detail": "Not Found"})))
        .answer(Answer::json(200, &json!(["a"])));
    assert_eq!(lab.client.list_models().await, Ok(vec![model("a", None)]));
    assert_eq!(lab.server.requests()[1].target, "/models");
}

#[tokio::test]
async fn no_list_is_an_error_that_says_what_came() {
    let lab = Lab::new();
    lab.server.answer(Answer::new(200, "text/html", "<title>Welcome</title>"));
    assert_eq!(
        lab.client.list_models().await,
        Err(LlmError::NotAnApi { status: 200, title: "Welcome".into() })
    );
    lab.server.answer(Answer::json(200, &json!({"ok": true})));
    assert!(matches!(lab.client.list_models().await, Err(LlmError::Protocol { .. })));
    lab.server.answer(Answer::json(401, &json!({"error": "Unauthorized"})));
    assert_eq!(
        lab.client.list_models().await,
        Err(LlmError::Unauthorized { message: "Unauthorized".into() })
    );
}

#[tokio::test]
async fn the_context_is_what_the_user_says_or_the_endpoint_publishes() {
    let lab = Lab::new();
    lab.server.answer(Answer::json(
        200,
        &json!({"data": [{"id": "big", "max_model_len": 9}, {"id": "tiny", "max_model_len": 7}]}),
    ));
    assert_eq!(lab.client.context_tokens().await, Some(7));
    let told = Lab::with(|mut endpoint| {
        endpoint.context_tokens = Some(4096);
        endpoint
    });
    assert_eq!(told.client.context_tokens().await, Some(4096));
    assert!(told.server.requests().is_empty());
}
