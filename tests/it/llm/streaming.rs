//! Replies piece by piece: whole, stalled, cut and cancelled.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::json;
use viva::llm::{
    ChatModel, ChatRequest, Completeness, LlmError, Message, Notice, Secret, StreamEvent, TimeoutKind,
};

use super::{Lab, delta, event, finish, reasoning, saying, stopped, stopped_after, text};
use crate::support::server::Answer;

/// How a cut reply broke off.
fn why_cut(last: Option<&Result<StreamEvent, LlmError>>) -> &LlmError {
    match last {
        Some(Ok(StreamEvent::End(end))) => match &end.completeness {
            Completeness::Cut(why) => why,
            whole => panic!("{whole:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_reply_is_heard_as_it_is_sent() {
    let lab = Lab::new();
    let gate = lab.server.gated();
    let mut reply = lab.stream().await;
    gate.send(event(&json!({"delta": {"role": "assistant", "content": null, "reasoning": "hm"}})));
    assert_eq!(reply.next().await, Some(reasoning("hm")));
    gate.send(delta("Hel"));
    assert_eq!(reply.next().await, Some(text("Hel")));
    gate.send(delta("lo"));
    assert_eq!(reply.next().await, Some(text("lo")));
    gate.send(finish("stop"));
    gate.send("data: [DONE]\n\n");
    assert_eq!(reply.next().await, Some(stopped_after(3)));
    assert_eq!(reply.next().await, None);
}

#[tokio::test]
async fn the_question_goes_out_as_it_was_meant() {
    let lab = Lab::with(|mut endpoint| {
        endpoint.headers = vec![("X-Title".into(), Secret::new("viva"))];
        endpoint.query = vec![("api-version".into(), Secret::new("1 2"))];
        endpoint.with_key(" sk-key-of-ours\n")
    });
    lab.server.answer(Answer::events(&saying("Hello")));
    let asked = ChatRequest::new(vec![Message::system("Be brief."), Message::assistant("Hi")], 7)
        .with_temperature(0.2);
    let _ = lab.client.stream(asked).await.unwrap().collect::<Vec<_>>().await;
    let seen = &lab.server.requests()[0];
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("POST", "/v1/chat/completions?api-version=1+2")
    );
    assert_eq!(seen.header("authorization"), Some("Bearer sk-key-of-ours"));
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.header("x-title"), Some("viva"));
    let messages = json!([
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Please begin."},
        {"role": "assistant", "content": "Hi"},
        {"role": "user", "content": "Please continue."},
    ]);
    let expected =
        json!({"model": "tiny", "messages": messages, "stream": true, "temperature": 0.2, "max_tokens": 7});
    assert_eq!(seen.json(), expected);
}

#[tokio::test]
async fn without_a_key_no_key_is_sent() {
    let lab = Lab::new();
    lab.server.answer(Answer::events(&saying("Hello")));
    assert_eq!(lab.heard().await, [text("Hello"), stopped()]);
    assert_eq!(lab.server.requests()[0].header("authorization"), None);
}

#[tokio::test]
async fn a_key_may_have_a_header_of_its_own() {
    let lab = Lab::with(|mut endpoint| {
        endpoint.auth = viva::llm::Auth::Header("api-key".into());
        endpoint.with_key("azure-key")
    });
    lab.server.answer(Answer::events(&saying("Hello")));
    lab.heard().await;
    let seen = &lab.server.requests()[0];
    assert_eq!((seen.header("api-key"), seen.header("authorization")), (Some("azure-key"), None));
}

#[tokio::test]
async fn nothing_is_asked_when_there_is_nothing_to_say() {
    let lab = Lab::new();
    let nothing = ChatRequest::new(vec![Message::user(" ")], 40);
    assert_eq!(lab.client.stream(nothing).await.err(), Some(LlmError::NothingToSay));
    assert!(lab.server.requests().is_empty());
}

#[tokio::test]
async fn a_cut_stream_keeps_what_was_heard() {
    let lab = Lab::new();
    let gate = lab.server.gated();
    let mut reply = lab.stream().await;
    gate.send(delta("Hel"));
    assert_eq!(reply.next().await, Some(text("Hel")));
    gate.cut();
    let last = reply.next().await;
    assert!(matches!(why_cut(last.as_ref()), LlmError::Interrupted { .. }));
    assert_eq!(reply.next().await, None);
    assert_eq!(lab.server.requests().len(), 1, "what was heard in part is never asked again");
}

#[tokio::test]
async fn a_body_that_ends_without_a_finish_reason_is_cut() {
    let lab = Lab::new();
    let gate = lab.server.gated();
    gate.send(delta("Hel"));
    gate.finish();
    let heard = lab.heard().await;
    assert_eq!(heard[0], text("Hel"));
    assert_eq!(why_cut(heard.last()).to_string(), "the answer broke off: it ended without a finish reason");
}

#[tokio::test]
async fn an_error_in_mid_reply_cuts_it_and_is_kept() {
    let lab = Lab::new();
    let fault = "data: {\"error\":{\"message\":\"out of memory\",\"code\":500}}\n\n";
    lab.server.answer(Answer::events(&(delta("Hel") + fault)));
    let heard = lab.heard().await;
    assert_eq!(heard[0], text("Hel"));
    let out_of_memory = LlmError::Server { status: 500, message: "out of memory".into() };
    assert_eq!(*why_cut(heard.last()), out_of_memory);
}

#[tokio::test]
async fn a_stalled_reply_is_cut_after_the_idle_timeout() {
    let lab = Lab::new();
    let gate = lab.server.gated();
    let mut reply = lab.stream().await;
    gate.send(delta("Hel"));
    assert_eq!(reply.next().await, Some(text("Hel")));
    lab.clock.let_pass(Duration::from_secs(120));
    let idle = LlmError::Timeout { which: TimeoutKind::Idle, after: Duration::from_secs(120) };
    assert_eq!(*why_cut(reply.next().await.as_ref()), idle);
    gate.gone().await;
}

#[tokio::test]
async fn the_first_word_may_take_longer_than_the_next() {
    let lab = Lab::new();
    let gate = lab.server.gated();
    let reply = lab.stream().await;
    let reply = tokio::spawn(reply.collect::<Vec<_>>());
    gate.send(": still reading the prompt\n\n");
    lab.server.asked(1).await;
    lab.clock.let_pass(Duration::from_secs(299));
    assert!(!reply.is_finished());
    lab.clock.let_pass(Duration::from_secs(300));
    let first_byte = LlmError::Timeout { which: TimeoutKind::FirstByte, after: Duration::from_secs(300) };
    assert_eq!(reply.await.unwrap(), [Err(first_byte)]);
    drop(gate);
}

#[tokio::test]
async fn a_server_that_says_nothing_at_all_is_given_up() {
    let lab = Lab::new();
    let gate = lab.server.silent();
    let reply = tokio::spawn(lab.stream().await.collect::<Vec<_>>());
    lab.server.asked(1).await;
    lab.clock.let_pass(Duration::from_secs(300));
    let first_byte = LlmError::Timeout { which: TimeoutKind::FirstByte, after: Duration::from_secs(300) };
    assert_eq!(reply.await.unwrap(), [Err(first_byte)]);
    gate.gone().await;
}

#[tokio::test]
async fn a_finished_reply_does_not_wait_for_the_connection_to_close() {
    let lab = Lab::new();
    let gate = lab.server.gated();
    let mut reply = lab.stream().await;
    gate.send(delta("Hello"));
    assert_eq!(reply.next().await, Some(text("Hello")));
    gate.send(finish("stop"));
    let rest = tokio::spawn(reply.collect::<Vec<_>>());
    lab.clock.let_pass(Duration::from_secs(110));
    gate.gone().await;
    assert_eq!(rest.await.unwrap(), [stopped()]);
}

#[tokio::test]
async fn dropping_the_stream_hangs_up() {
    let lab = Lab::new();
    let gate = lab.server.gated();
    let mut reply = lab.stream().await;
    gate.send(delta("Hel"));
    assert_eq!(reply.next().await, Some(text("Hel")));
    drop(reply);
    gate.gone().await;
}

#[tokio::test]
async fn an_answer_in_one_piece_is_heard_too() {
    let lab = Lab::new();
    lab.server.answer(Answer::reply("Hello"));
    assert_eq!(lab.heard().await, [text("Hello"), stopped()]);
}

#[tokio::test]
async fn the_content_type_does_not_matter() {
    let lab = Lab::new();
    lab.server.answer(Answer::new(200, "application/json", saying("Hello")));
    lab.server.answer(Answer::new(200, "", saying("Hello")));
    assert_eq!(lab.heard().await, [text("Hello"), stopped()]);
    assert_eq!(lab.heard().await, [text("Hello"), stopped()]);
}

#[tokio::test]
async fn an_endpoint_that_forgets_in_silence_is_found_out_by_what_it_counts() {
    let lab = Lab::new();
    let counted = |tokens: u32| {
        let usage = json!({"choices": [], "usage": {"prompt_tokens": tokens, "completion_tokens": 2}});
        Answer::events(&format!("{}{}data: {usage}\n\n", delta("Hello"), finish("stop")))
    };
    let sixteen_thousand_tokens = Message::user("word ".repeat(13_000));
    for (read, known) in [(15_000, None), (20, None), (4000, Some(4040))] {
        lab.server.answer(counted(read));
        let asked = ChatRequest::new(vec![sixteen_thousand_tokens.clone()], 40);
        let heard: Vec<_> = lab.client.stream(asked).await.unwrap().collect().await;
        let notice = Ok(StreamEvent::Notice(Notice::Forgotten { read: read.into(), sent: 16_250 }));
        assert_eq!(heard.contains(&notice), known.is_some(), "{read}");
        assert_eq!(lab.client.traits().context_tokens, known, "{read}");
    }
}

#[tokio::test]
async fn what_an_overflow_tells_of_the_context_is_remembered() {
    let lab = Lab::new();
    let told =
        "This model's maximum context length is 2048 tokens. Please reduce the length of the messages.";
    lab.server.answer(Answer::json(400, &json!({"error": {"message": told}})));
    assert!(matches!(lab.error().await, LlmError::ContextOverflow { limit_tokens: Some(2048), .. }));
    assert_eq!(lab.client.traits().context_tokens, Some(2048));
}
