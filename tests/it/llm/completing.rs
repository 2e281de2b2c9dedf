//! Whole replies, and replies in a shape.

use serde_json::json;
use viva::llm::{ChatModel, ChatRequest, FinishReason, JsonSchema, LlmError, Rung, Usage, json_in};

use super::{Lab, delta, question, saying};
use crate::support::server::Answer;

fn shaped() -> ChatRequest {
    question().with_format(JsonSchema { name: "verdict".into(), schema: json!({"type": "object"}) })
}

fn types(lab: &Lab) -> Vec<Option<String>> {
    let kind = |seen: &crate::support::server::Seen| {
        seen.json()["response_format"]["type"].as_str().map(str::to_owned)
    };
    lab.server.requests().iter().map(kind).collect()
}

#[tokio::test]
async fn a_whole_reply_is_not_asked_for_as_a_stream() {
    let lab = Lab::new();
    let answer = json!({
        "model": "tiny-2", "usage": {"prompt_tokens": 3, "completion_tokens": 5},
        "choices": [{"message": {"content": "Hello", "reasoning_content": "hm"}, "finish_reason": "length"}],
    });
    lab.server.answer(Answer::json(200, &answer));
    let reply = lab.client.complete(question()).await.unwrap();
    assert_eq!((reply.text.as_str(), reply.reasoning.as_str(), reply.rung), ("Hello", "hm", None));
    assert_eq!(reply.end.finish, FinishReason::Length);
    assert_eq!(reply.end.usage, Some(Usage { prompt_tokens: 3, completion_tokens: 5 }));
    assert_eq!(reply.end.model.as_deref(), Some("tiny-2"));
    assert_eq!(lab.server.requests()[0].json().get("stream"), None);
}

#[tokio::test]
async fn a_stream_nobody_asked_for_is_a_whole_reply_too() {
    let lab = Lab::new();
    lab.server.answer(Answer::events(&saying("Hello")));
    assert_eq!(lab.client.complete(question()).await.unwrap().text, "Hello");
}

#[tokio::test]
async fn a_whole_reply_that_breaks_off_is_an_error() {
    let lab = Lab::new();
    lab.server.answer(Answer::events(&delta("Hel")));
    assert!(matches!(lab.client.complete(question()).await, Err(LlmError::Interrupted { .. })));
}

#[tokio::test]
async fn blank_answers_are_asked_for_once_more() {
    let lab = Lab::new();
    lab.server.answer(Answer::reply("   \n  ")).answer(Answer::reply("Hello"));
    assert_eq!(lab.client.complete(question()).await.unwrap().text, "Hello");
    lab.server.answer(Answer::reply("")).answer(Answer::reply(""));
    assert_eq!(lab.client.complete(question()).await, Err(LlmError::Empty));
    assert_eq!(lab.server.requests().len(), 4);
}

#[tokio::test]
async fn the_strictest_shape_is_asked_for_first() {
    let lab = Lab::new();
    lab.server.answer(Answer::reply("{\"ok\": true}"));
    let reply = lab.client.complete(shaped()).await.unwrap();
    assert_eq!((reply.rung, json_in(&reply.text)), (Some(Rung::StrictSchema), Some(json!({"ok": true}))));
    assert_eq!(lab.server.requests()[0].json()["response_format"]["json_schema"]["strict"], true);
}

#[tokio::test]
async fn the_ladder_is_gone_down_to_what_is_taken_and_remembered() {
    let lab = Lab::new();
    let refused = |text: &str| Answer::json(400, &json!({"error": text}));
    lab.server.answer(refused("unknown response_format"));
    lab.server.answer(refused("response_format: unknown field `schema`"));
    lab.server.answer(refused("response_format is not supported"));
    lab.server.answer(Answer::reply("Sure: {\"ok\": true}"));
    lab.server.answer(Answer::reply("{\"ok\": false}"));
    assert_eq!(lab.client.complete(shaped()).await.unwrap().rung, Some(Rung::Prompt));
    assert_eq!(lab.client.complete(shaped()).await.unwrap().rung, Some(Rung::Prompt));
    let kinds = types(&lab);
    assert_eq!(
        kinds.iter().map(Option::as_deref).collect::<Vec<_>>(),
        [Some("json_schema"), Some("json_object"), Some("json_object"), None, None]
    );
    let asked = lab.server.requests()[3].json()["messages"][0]["content"].as_str().unwrap().to_owned();
    assert!(asked.contains("JSON") && asked.ends_with("{\"type\":\"object\"}"), "{asked}");
}

#[tokio::test]
async fn a_shape_that_was_taken_and_ignored_is_asked_for_by_the_prompt() {
    let lab = Lab::new();
    lab.server.answer(Answer::reply("I think it is good.")).answer(Answer::reply("{\"ok\": true}"));
    let reply = lab.client.complete(shaped()).await.unwrap();
    assert_eq!((reply.rung, reply.text.as_str()), (Some(Rung::Prompt), "{\"ok\": true}"));
    assert_eq!(lab.client.traits().structured, Rung::Prompt);
}

#[tokio::test]
async fn a_model_without_json_on_any_rung_changes_nothing() {
    let lab = Lab::new();
    lab.server.answer(Answer::reply("I think it is good.")).answer(Answer::reply("Very good."));
    assert_eq!(lab.client.complete(shaped()).await.unwrap().text, "Very good.");
    assert_eq!(lab.client.traits().structured, Rung::StrictSchema);
}

#[tokio::test]
async fn a_model_has_a_name_for_a_person() {
    let lab = Lab::new();
    assert_eq!(lab.client.label(), format!("tiny at {}", lab.server.url().trim_start_matches("http://")));
}
