//! What is learnt from refusals, and remembered.

use serde_json::{Value, json};
use viva::llm::openai::{TokenLimit, Traits};
use viva::llm::{
    ChatModel, ChatRequest, Endpoint, LlmError, Message, Notice, OpenAiClient, StreamEvent, SystemStyle,
};

use super::{LONGEST_PAUSE, Lab, delta, finish, question, reasoning, saying, stopped, stopped_after, text};
use crate::support::clock::TestClock;
use crate::support::server::Answer;

fn refusal(status: u16, message: &str) -> Answer {
    Answer::json(status, &json!({"error": {"message": message}}))
}

fn bodies(lab: &Lab) -> Vec<Value> {
    lab.server.requests().iter().map(crate::support::server::Seen::json).collect()
}

#[tokio::test]
async fn the_new_token_limit_is_learnt_and_remembered() {
    let lab = Lab::new();
    lab.server
        .answer(refusal(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."));
    lab.server.answer(Answer::events(&saying("Hello"))).answer(Answer::events(&saying("Again")));
    let heard = lab.everything().await;
    let change = "`max_completion_tokens` limits the reply".to_owned();
    assert_eq!(heard, [Ok(StreamEvent::Notice(Notice::Adapted { change })), text("Hello"), stopped()]);
    lab.heard().await;
    let limits: Vec<_> = bodies(&lab)
        .iter()
        .map(|body| (body.get("max_tokens").is_some(), body["max_completion_tokens"].as_u64()))
        .collect();
    assert_eq!(limits, [(true, None), (false, Some(40)), (false, Some(40))]);
    assert_eq!(lab.client.traits().token_limit, TokenLimit::MaxCompletionTokens);
    assert!(lab.clock.waits_up_to(LONGEST_PAUSE).is_empty(), "a lesson costs no wait");
}

#[tokio::test]
async fn several_lessons_in_a_row_lead_to_an_answer() {
    let lab = Lab::new();
    lab.server.answer(refusal(422, "Unexpected fields in the request: {'temperature'}"));
    lab.server.answer(refusal(500, "Jinja Exception: System role not supported"));
    lab.server.answer(Answer::events(&saying("Hello")));
    let asked =
        ChatRequest::new(vec![Message::system("Be brief."), Message::user("Hi")], 40).with_temperature(1.0);
    let mut call = lab.client.complete(asked).await;
    assert_eq!(call.as_mut().unwrap().text, "Hello");
    let last = bodies(&lab).pop().unwrap();
    let messages = json!([{"role": "user", "content": "Be brief.\n\nHi"}]);
    assert_eq!(last, json!({"model": "tiny", "messages": messages, "max_tokens": 40}));
    let traits = lab.client.traits();
    assert_eq!(traits.system, SystemStyle::Folded);
    assert!(traits.unsent.contains("temperature"));
}

#[tokio::test]
async fn what_led_to_no_answer_is_not_remembered() {
    let lab = Lab::new();
    lab.server.answer(refusal(400, "max_tokens")).answer(refusal(400, "no"));
    assert_eq!(lab.error().await, LlmError::Refused { status: 400, message: "no".into() });
    assert_eq!(lab.client.traits(), Traits::default());
}

#[tokio::test]
async fn what_an_earlier_client_learnt_is_heeded_from_the_first() {
    let lab = Lab::new();
    lab.server.answer(Answer::events(&saying("Hello")));
    let known = Traits { token_limit: TokenLimit::Unsent, other_path: true, ..Traits::default() };
    let endpoint = Endpoint::new(lab.server.url(), "tiny");
    let client =
        OpenAiClient::builder(endpoint, TestClock::passing(LONGEST_PAUSE)).traits(known).build().unwrap();
    assert_eq!(client.complete(question()).await.unwrap().text, "Hello");
    assert_eq!(lab.server.requests()[0].target, "/chat/completions");
    assert_eq!(bodies(&lab)[0].get("max_tokens"), None);
}

#[tokio::test]
async fn an_address_without_its_v1_is_found() {
    let lab = Lab::with(|mut endpoint| {
        endpoint.base_url.push_str("/api");
        endpoint
    });
    lab.server.answer(Answer::new(404, "text/plain", "404 page not found"));
    lab.server.answer(Answer::events(&saying("Hello"))).answer(Answer::events(&saying("Again")));
    let heard = lab.everything().await;
    let change = format!("the address is `{}/api/v1`", lab.server.url());
    assert_eq!(heard, [Ok(StreamEvent::Notice(Notice::Adapted { change })), text("Hello"), stopped()]);
    lab.heard().await;
    let targets: Vec<_> = lab.server.requests().into_iter().map(|seen| seen.target).collect();
    assert_eq!(targets, ["/api/chat/completions", "/api/v1/chat/completions", "/api/v1/chat/completions"]);
    assert_eq!(lab.client.address(), format!("{}/api/v1", lab.server.url()));
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_tried_twice_and_not_changed() {
    let lab = Lab::new();
    lab.server.answer(refusal(404, "Not Found")).answer(refusal(404, "Not Found"));
    assert_eq!(lab.error().await, LlmError::NotFound { message: "Not Found".into() });
    assert_eq!(lab.server.requests().len(), 2);
    assert!(!lab.client.traits().other_path);
}

#[tokio::test]
async fn an_unknown_model_is_not_a_wrong_address() {
    let lab = Lab::new();
    lab.server.answer(refusal(404, "The model `tiny` does not exist."));
    let error = lab.error().await;
    assert!(matches!(&error, LlmError::ModelNotFound { model, .. } if model == "tiny"), "{error:?}");
    assert_eq!(lab.server.requests().len(), 1);
}

#[tokio::test]
async fn a_model_that_begins_with_reasoning_is_known_the_second_time() {
    let lab = Lab::new();
    let stream = delta("hm") + &delta("</think>\n\nHello") + &finish("stop");
    lab.server.answer(Answer::events(&stream)).answer(Answer::events(&stream));
    assert_eq!(lab.heard().await, [text("hm"), Ok(StreamEvent::Retract), text("Hello"), stopped_after(2)]);
    assert_eq!(lab.heard().await, [reasoning("hm"), text("Hello"), stopped_after(2)]);
}

#[tokio::test]
async fn a_server_that_does_not_stream_is_asked_for_the_whole() {
    let lab = Lab::new();
    lab.server.answer(refusal(400, "stream is not supported")).answer(Answer::reply("Hello"));
    assert_eq!(lab.heard().await, [text("Hello"), stopped()]);
    assert_eq!(bodies(&lab)[1].get("stream"), None);
}

#[tokio::test]
async fn a_member_of_the_users_own_that_is_refused_is_left_out() {
    let lab = Lab::with(|mut endpoint| {
        endpoint.extra.insert("reasoning_effort".into(), json!("low"));
        endpoint
    });
    lab.server.answer(refusal(
        400,
        "UnsupportedParamsError: openai does not support parameters: ['reasoning_effort']",
    ));
    lab.server.answer(Answer::events(&saying("Hello")));
    assert_eq!(lab.heard().await, [text("Hello"), stopped()]);
    assert_eq!(bodies(&lab)[0]["reasoning_effort"], "low");
    assert_eq!(bodies(&lab)[1].get("reasoning_effort"), None);
}
