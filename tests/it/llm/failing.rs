//! What goes wrong, and when the same is asked again.

use std::time::Duration;

use serde_json::json;
use viva::llm::{ChatModel, Endpoint, LlmError, Notice, OpenAiClient, StreamEvent, TimeoutKind};

use super::{LONGEST_PAUSE, Lab, question, saying, stopped, text};
use crate::support::clock::TestClock;
use crate::support::server::Answer;

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test]
async fn a_limited_rate_is_waited_out_as_asked() {
    let lab = Lab::new();
    let busy = json!({"error": {"message": "slow down"}});
    lab.server.answer(Answer::json(429, &busy).header("retry-after", "7"));
    lab.server.answer(Answer::json(429, &json!({"error": {"message": "Please try again in 5.289s."}})));
    lab.server.answer(Answer::events(&saying("Hello")));
    let heard = lab.everything().await;
    let limited = LlmError::RateLimited { retry_after: Some(seconds(7)), message: "slow down".into() };
    let notice = Notice::Retrying { attempt: 2, wait: seconds(7), because: limited };
    assert_eq!(heard[0], Ok(StreamEvent::Notice(notice)));
    assert_eq!(heard[2..], [text("Hello"), stopped()]);
    assert_eq!(lab.clock.waits_up_to(LONGEST_PAUSE), [seconds(7), Duration::from_millis(5289)]);
}

#[tokio::test]
async fn too_long_a_wait_is_an_error_that_says_how_long() {
    let lab = Lab::new();
    lab.server.answer(Answer::json(429, &json!({"error": "slow down"})).header("retry-after", "3600"));
    let error = lab.error().await;
    assert_eq!(
        error,
        LlmError::RateLimited { retry_after: Some(seconds(3600)), message: "slow down".into() }
    );
    assert_eq!(error.hint(), "try again in 3600 s");
}

#[tokio::test]
async fn a_used_up_quota_is_final() {
    let lab = Lab::new();
    lab.server.answer(Answer::json(429, &json!({"error": {"message": "no", "code": "insufficient_quota"}})));
    assert_eq!(lab.error().await, LlmError::QuotaExhausted { message: "no".into() });
    assert_eq!(lab.server.requests().len(), 1);
}

#[tokio::test]
async fn a_failing_server_is_asked_four_times_ever_more_patiently() {
    let lab = Lab::new();
    for _ in 0..4 {
        lab.server.answer(Answer::new(502, "text/html", "<html><title>502 Bad Gateway</title></html>"));
    }
    assert_eq!(lab.error().await, LlmError::Server { status: 502, message: "502 Bad Gateway".into() });
    assert_eq!(lab.server.requests().len(), 4);
    let waits = lab.clock.waits_up_to(LONGEST_PAUSE);
    for (wait, most_ms) in waits.iter().zip([500, 1000, 2000]) {
        let most = Duration::from_millis(most_ms);
        assert!(*wait <= most && *wait >= most / 2, "{waits:?}");
    }
    assert_eq!(waits.len(), 3);
}

#[tokio::test]
async fn an_endpoint_may_forbid_another_attempt() {
    let lab = Lab::new();
    lab.server.answer(Answer::json(500, &json!({"error": "boom"})).header("x-should-retry", "false"));
    assert_eq!(lab.error().await, LlmError::Server { status: 500, message: "boom".into() });
    assert_eq!(lab.server.requests().len(), 1);
}

#[tokio::test]
async fn a_failure_that_speaks_of_the_request_is_not_repeated() {
    let lab = Lab::new();
    lab.server.answer(Answer::json(500, &json!({"error": "cannot parse messages[0]"})));
    assert!(matches!(lab.error().await, LlmError::Server { status: 500, .. }));
    assert_eq!(lab.server.requests().len(), 1);
}

#[tokio::test]
async fn an_error_at_the_head_of_a_stream_may_be_tried_again() {
    let lab = Lab::new();
    let overloaded = "data: {\"error\":{\"message\":\"overloaded\",\"code\":529}}\n\ndata: [DONE]\n\n";
    lab.server.answer(Answer::events(overloaded)).answer(Answer::events(&saying("Hello")));
    assert_eq!(lab.heard().await, [text("Hello"), stopped()]);
}

#[tokio::test]
async fn a_connection_cut_before_the_first_word_is_tried_again() {
    let lab = Lab::new();
    lab.server.silent().cut();
    let gate = lab.server.gated();
    gate.send(": ping\n\n");
    gate.cut();
    lab.server.answer(Answer::events(&saying("Hello")));
    assert_eq!(lab.heard().await, [text("Hello"), stopped()]);
    assert_eq!(lab.server.requests().len(), 3);
}

#[tokio::test]
async fn a_local_server_may_take_its_time_to_load() {
    let lab = Lab::new();
    let loading = json!({"error": {"message": "Loading model", "type": "unavailable_error", "code": 503}});
    for _ in 0..20 {
        lab.server.answer(Answer::json(503, &loading));
    }
    lab.server.answer(Answer::events(&saying("Hello")));
    let heard = lab.everything().await;
    assert_eq!(heard[1], Ok(StreamEvent::Notice(Notice::LoadingModel { waited: seconds(2) })));
    assert_eq!(heard[20..], [text("Hello"), stopped()]);
    assert_eq!(lab.clock.waits_up_to(LONGEST_PAUSE), [seconds(2); 20]);
}

#[tokio::test]
async fn loading_for_ever_is_an_error() {
    let lab = Lab::impatient();
    lab.server.answer(Answer::json(503, &json!({"error": {"message": "Loading model"}})));
    assert_eq!(lab.error().await, LlmError::Loading);
}

#[tokio::test]
async fn an_empty_stream_is_asked_for_whole_once() {
    let lab = Lab::new();
    let overflow = json!({"error": {"message": "This model's maximum context length is 2048 tokens.", "code": "context_length_exceeded"}});
    lab.server.answer(Answer::events("")).answer(Answer::json(400, &overflow));
    let heard = lab.everything().await;
    assert_eq!(heard[0], Ok(StreamEvent::Notice(Notice::WithoutStreaming)));
    let Err(error) = &heard[1] else { panic!("{heard:?}") };
    assert!(matches!(error, LlmError::ContextOverflow { limit_tokens: Some(2048), .. }));
    assert_eq!(lab.server.requests()[1].json().get("stream"), None);
}

#[tokio::test]
async fn empty_twice_is_an_error_of_its_own() {
    let lab = Lab::new();
    lab.server.answer(Answer::events("")).answer(Answer::reply("  "));
    assert_eq!(lab.error().await, LlmError::Empty);
    assert_eq!(lab.server.requests().len(), 2);
}

#[tokio::test]
async fn a_model_that_only_reasoned_gets_more_room_once() {
    let lab = Lab::new();
    let only =
        json!({"choices": [{"message": {"content": null, "reasoning": "hm"}, "finish_reason": "length"}]});
    lab.server.answer(Answer::json(200, &only)).answer(Answer::json(200, &only));
    let heard = lab.everything().await;
    assert!(heard.contains(&Ok(StreamEvent::Notice(Notice::MoreTokens { max_tokens: 160 }))), "{heard:?}");
    assert_eq!(heard.last(), Some(&Err(LlmError::OnlyReasoning { out_of_tokens: true })));
    assert_eq!(lab.server.requests()[1].json()["max_tokens"], 160);
}

#[tokio::test]
async fn a_redirect_within_the_host_is_followed_with_the_question() {
    let lab = Lab::with(|endpoint| endpoint.with_key("sk-key-of-ours"));
    lab.server.answer(Answer::new(308, "text/html", "moved").header("location", "/api/v1/chat/completions"));
    lab.server.answer(Answer::events(&saying("Hello")));
    assert_eq!(lab.heard().await, [text("Hello"), stopped()]);
    let seen = &lab.server.requests()[1];
    assert_eq!(seen.target, "/api/v1/chat/completions");
    assert_eq!(seen.header("authorization"), Some("Bearer sk-key-of-ours"));
    assert_eq!(seen.json()["messages"][0]["content"], "Hi");
}

#[tokio::test]
async fn a_redirect_elsewhere_is_never_followed() {
    let other = Lab::new();
    let lab = Lab::with(|endpoint| endpoint.with_key("sk-key-of-ours"));
    let elsewhere = format!("{}/v1/chat/completions?token=1", other.server.url());
    lab.server.answer(Answer::new(307, "text/html", "").header("location", &elsewhere));
    let location = format!("{}/v1/chat/completions", other.server.url());
    assert_eq!(lab.error().await, LlmError::Redirected { status: 307, location });
    assert!(other.server.requests().is_empty());
}

#[tokio::test]
async fn a_redirect_to_a_login_page_is_an_error() {
    let lab = Lab::new();
    lab.server.answer(Answer::new(302, "text/html", "").header("location", "/sso/login?next=x"));
    let location = format!("{}/sso/login", lab.server.url());
    assert_eq!(lab.error().await, LlmError::Redirected { status: 302, location });
}

#[tokio::test]
async fn redirects_in_a_circle_come_to_an_end() {
    let lab = Lab::new();
    for _ in 0..4 {
        lab.server.answer(Answer::new(307, "text/html", "").header("location", "/round"));
    }
    assert!(matches!(lab.error().await, LlmError::Redirected { .. }));
}

#[tokio::test]
async fn a_web_page_is_no_answer() {
    let lab = Lab::new();
    lab.server.answer(Answer::new(200, "text/html", "<!doctype html><title>Hotel WiFi</title>"));
    assert_eq!(lab.error().await, LlmError::NotAnApi { status: 200, title: "Hotel WiFi".into() });
}

#[tokio::test]
async fn nobody_there_is_unreachable_after_all_attempts() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let clock = TestClock::passing(LONGEST_PAUSE);
    let client =
        OpenAiClient::builder(Endpoint::new(address.to_string(), "tiny"), clock.clone()).build().unwrap();
    let Err(LlmError::Unreachable { host, message }) = client.complete(question()).await else { panic!() };
    assert_eq!(host, address.to_string());
    assert!(message.to_lowercase().contains("refused"), "{message}");
    assert_eq!(clock.waits_up_to(seconds(8)).len(), 3);
}

#[tokio::test]
async fn no_error_shows_a_key() {
    let lab = Lab::with(|endpoint| endpoint.with_key("our-secret-key-1"));
    lab.server.answer(Answer::json(401, &json!({"error": "wrong key our-secret-key-1\u{1b}[2J"})));
    let error = lab.error().await;
    assert_eq!(error, LlmError::Unauthorized { message: "wrong key *** [2J".into() });
}

#[test]
fn a_wrong_setup_is_told_before_anything_is_sent() {
    let build =
        |endpoint: Endpoint| OpenAiClient::builder(endpoint, TestClock::passing(LONGEST_PAUSE)).build();
    let mut bad_root = Endpoint::new("https://example.com", "tiny");
    bad_root.tls.extra_roots_pem = Some(b"no certificate".to_vec());
    let two_lines = Endpoint::new("https://example.com", "tiny").with_key("one\ntwo");
    for endpoint in [Endpoint::new("ftp://example.com", "tiny"), bad_root, two_lines] {
        assert!(matches!(build(endpoint), Err(LlmError::Setup { .. })));
    }
}

#[tokio::test]
async fn a_whole_reply_may_take_longer_than_a_first_word() {
    let lab = Lab::new();
    let gate = lab.server.silent();
    let client = lab.client.clone();
    let reply = tokio::spawn(async move { client.complete(question()).await });
    lab.server.asked(1).await;
    lab.clock.let_pass(seconds(900));
    let patience = LlmError::Timeout { which: TimeoutKind::FirstByte, after: seconds(900) };
    assert_eq!(reply.await.unwrap(), Err(patience));
    gate.gone().await;
}

/// It was asked for the same stream again and again: the server breaks off where the prompt is too long for it.
#[tokio::test]
async fn a_stream_that_breaks_off_before_its_first_word_is_asked_for_as_a_whole() {
    let lab = Lab::new();
    lab.server.gated().cut();
    lab.server.answer(Answer::json(
        400,
        &json!({"error": {"message": "This model's maximum context length is 4096 tokens."}}),
    ));
    assert!(matches!(lab.error().await, LlmError::ContextOverflow { limit_tokens: Some(4096), .. }));
    let asked: Vec<_> =
        lab.server.requests().iter().map(|seen| seen.json().get("stream").is_some()).collect();
    assert_eq!(asked, [true, false]);
}
