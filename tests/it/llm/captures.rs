//! Every captured answer of a real server, byte for byte, through the client.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::Value;
use viva::llm::openai::ModelInfo;
use viva::llm::{Completeness, End, FinishReason, LlmError, StreamEvent, Usage};

use super::{Lab, joined, without_notices};
use crate::support::server::Answer;

type Heard = Vec<Result<StreamEvent, LlmError>>;

fn path(name: &str, end: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/captures").join(format!("{name}.{end}"))
}

/// The bytes of a capture as they are to be sent. In some, the capturing tool took the chunked
/// framing away and left the header: there the body ends with the connection, as it was whole, or
/// is put into a chunked body without its end, as the connection was lost.
fn wire(name: &str) -> Vec<u8> {
    let raw = fs::read(path(name, "raw")).unwrap();
    let head_len = raw.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let (head, body) = (String::from_utf8(raw[..head_len].to_vec()).unwrap(), &raw[head_len + 4..]);
    let first_line = body.split(|byte| *byte == b'\r').next().unwrap();
    let framed =
        !first_line.is_empty() && first_line.len() < 6 && first_line.iter().all(u8::is_ascii_hexdigit);
    if framed || body.is_empty() || !head.to_lowercase().contains("transfer-encoding: chunked") {
        return raw;
    }
    if ["llama-server-killed-midstream", "llama-server-slowprompt-ping", "llama-server-slowprompt-progress"]
        .contains(&name)
    {
        let chunk = format!("{head}\r\n\r\n{:x}\r\n", body.len());
        return [chunk.as_bytes(), body, b"\r\n"].concat();
    }
    let lines = head.split("\r\n").filter(|line| !line.to_lowercase().starts_with("transfer-encoding"));
    let head = lines.collect::<Vec<_>>().join("\r\n");
    [head.as_bytes(), b"\r\n\r\n", body].concat()
}

async fn heard(name: &str) -> Heard {
    heard_in_pieces(&[&wire(name)]).await
}

/// What is heard of an answer that is sent piece by piece, head and all.
async fn heard_in_pieces(pieces: &[&[u8]]) -> Heard {
    let lab = Lab::impatient();
    // Whoever gets an empty answer, or a wrong address, asks once more and gets the same.
    for _ in 0..2 {
        let gate = lab.server.silent();
        pieces.iter().for_each(|piece| gate.send(piece));
        gate.finish();
    }
    without_notices(joined(lab.everything().await))
}

async fn error(name: &str) -> LlmError {
    let mut heard = heard(name).await;
    assert_eq!(heard.len(), 1, "{name}: {heard:?}");
    heard.remove(0).unwrap_err()
}

/// Text, reasoning and end of a reply.
async fn reply(name: &str) -> (String, String, End) {
    let (mut text, mut reasoning, mut end) = (String::new(), String::new(), None);
    for event in heard(name).await {
        match event.unwrap_or_else(|error| panic!("{name}: {error}")) {
            StreamEvent::Text(more) => text.push_str(&more),
            StreamEvent::Reasoning(more) => reasoning.push_str(&more),
            StreamEvent::End(last) => end = Some(last),
            other => panic!("{name}: {other:?}"),
        }
    }
    (text, reasoning, end.unwrap())
}

fn meta(name: &str) -> Value {
    serde_json::from_slice(&fs::read(path(name, "meta.json")).unwrap()).unwrap()
}

fn usage(value: &Value) -> Option<Usage> {
    let count = |name: &str| value[name].as_u64();
    Some(Usage { prompt_tokens: count("prompt_tokens")?, completion_tokens: count("completion_tokens")? })
}

/// Streams that came whole: what is heard is what the notes beside them say.
const WHOLE: [&str; 13] = [
    "lcp-python-badkey",
    "lcp-python-stream",
    "lcp-python-stream-usage",
    "litellm-json_schema",
    "litellm-stream",
    "llama-server-badmodel",
    "llama-server-json_schema",
    "llama-server-stream",
    "llama-server-stream-usage",
    "llama-server-think-stream",
    "transformers-stream",
    "vllm-json_schema",
    "vllm-stream",
];

#[tokio::test]
async fn a_whole_stream_says_what_was_noted_beside_it() {
    for name in WHOLE {
        let (text, _, end) = reply(name).await;
        let meta = meta(name);
        assert_eq!(text, meta["text"].as_str().unwrap().trim_start(), "{name}");
        assert_eq!(end.finish, FinishReason::parse(meta["finish"][0].as_str().unwrap()), "{name}");
        assert_eq!(end.usage, usage(&meta["usage"]), "{name}");
        assert_eq!(end.completeness, Completeness::Complete, "{name}");
    }
}

#[tokio::test]
async fn reasoning_is_told_from_the_answer_however_it_is_marked() {
    let expected = ("(I'm a Rust developer.)", "I'm a Rust developer. What's your favorite");
    for name in ["llama-server-think-stream", "llama-server-thinkinline-stream"] {
        let (text, reasoning, end) = reply(name).await;
        assert_eq!((text.as_str(), reasoning.trim()), expected, "{name}");
        assert_eq!((end.finish, end.completeness), (FinishReason::Stop, Completeness::Complete), "{name}");
    }
}

#[tokio::test]
async fn reasoning_alone_is_an_error_after_one_more_try() {
    for name in ["vllm-reasoning-stream", "vllm-reasoning-nostream"] {
        let heard = heard(name).await;
        assert_eq!(heard.last(), Some(&Err(LlmError::OnlyReasoning { out_of_tokens: true })), "{name}");
        let Some(Ok(StreamEvent::Reasoning(thought))) = heard.first() else { panic!("{name}: {heard:?}") };
        assert!(thought.starts_with("One question that has been on my mind lately."), "{name}: {thought}");
    }
}

#[tokio::test]
async fn an_answer_in_one_piece_is_heard_to_its_end() {
    let (text, _, end) = reply("vllm-json_object").await;
    assert!(text.starts_with("{\n  \"score\": 1,") && text.ends_with("\"quen_quen_name"), "{text}");
    assert_eq!(end.finish, FinishReason::Length);
    assert_eq!(end.usage, Some(Usage { prompt_tokens: 54, completion_tokens: 120 }));
}

#[tokio::test]
async fn what_stands_between_does_not_change_a_reply() {
    let (text, _, end) = reply("nginx-http10").await;
    assert_eq!(text, "Mais de hello. 😊\n\nMais de hello is a Japanese word used as a");
    assert_eq!((end.finish, end.completeness), (FinishReason::Length, Completeness::Complete));
    let (text, _, end) = reply("nginx-gzip-sse").await;
    assert_eq!(
        text,
        "I'm your friendly AI assistant, and I'll always be happy to help with your quests. What"
    );
    assert_eq!((end.finish, end.completeness), (FinishReason::Length, Completeness::Complete));
}

#[tokio::test]
async fn a_server_that_was_killed_leaves_half_a_reply() {
    let (text, _, end) = reply("llama-server-killed-midstream").await;
    assert_eq!(text.len(), 658);
    assert!(text.ends_with("He could do this because of his special"), "{text}");
    assert_eq!(end.finish, FinishReason::Unknown);
    assert!(matches!(end.completeness, Completeness::Cut(LlmError::Interrupted { .. })));
}

#[tokio::test]
async fn a_proxy_may_hide_that_its_server_was_killed() {
    // Nothing in the bytes tells: whoever reads the text has to see that it ends in mid-sentence.
    let (text, _, end) = reply("litellm-upstream-killed-midstream").await;
    assert!(text.ends_with("In a modern-day setting, a fox"), "{text}");
    assert_eq!((end.finish, end.completeness), (FinishReason::Stop, Completeness::Complete));
}

#[tokio::test]
async fn a_reply_that_never_began_is_broken_off() {
    for name in ["llama-server-slowprompt-ping", "llama-server-slowprompt-progress", "nginx-slow"] {
        let error = error(name).await;
        assert!(matches!(error, LlmError::Interrupted { .. }), "{name}: {error:?}");
    }
}

#[tokio::test]
async fn an_answer_of_nothing_is_empty() {
    for name in ["lcp-python-overflow", "lcp-python-parts"] {
        assert_eq!(error(name).await, LlmError::Empty, "{name}");
    }
}

#[tokio::test]
async fn a_conversation_too_long_is_known_from_every_server() {
    for name in ["lcp-python-overflow-nostream", "llama-server-overflow", "vllm-overflow"] {
        let error = error(name).await;
        assert!(
            matches!(error, LlmError::ContextOverflow { limit_tokens: Some(2048), .. }),
            "{name}: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_wrong_key_is_known_from_every_server() {
    let message = |said: &str| LlmError::Unauthorized { message: said.to_owned() };
    assert_eq!(error("llama-server-badkey").await, message("Invalid API Key"));
    assert_eq!(error("litellm-badkey").await, message("No connected db."));
    assert_eq!(error("vllm-reasoning-nokey").await, message("Unauthorized"));
}

#[tokio::test]
async fn refusals_keep_their_status_and_one_line_of_their_words() {
    let refused = |status, message: &str| LlmError::Refused { status, message: message.to_owned() };
    assert_eq!(
        error("transformers-unknown_param").await,
        refused(422, "Unexpected fields in the request: {'frobnicate'}")
    );
    assert_eq!(
        error("vllm-stream_options_nostream").await,
        refused(400, "Stream options can only be defined when `stream=True`. (parameter=stream_options)")
    );
    for name in [
        "litellm-reasoning_effort",
        "llama-server-stricttmpl-assistant_first",
        "llama-server-stricttmpl-two_users",
    ] {
        let LlmError::Refused { status: 400, message } = error(name).await else { panic!("{name}") };
        assert!(message.chars().count() <= 301 && !message.contains('\n'), "{name}: {message}");
    }
}

#[tokio::test]
async fn a_server_that_calls_a_refusal_a_failure_is_believed() {
    for name in ["lcp-python-developer", "lcp-python-json_schema"] {
        let LlmError::Server { status: 500, message } = error(name).await else { panic!("{name}") };
        assert!(message.contains("validation error"), "{name}: {message}");
    }
    let plain = LlmError::Server { status: 500, message: "Internal Server Error".into() };
    assert_eq!(error("lcp-python-malformed").await, plain);
}

#[tokio::test]
async fn an_unknown_model_is_named() {
    let message = "The model `no-such-model` does not exist. Valid aliases: smollm2.".to_owned();
    assert_eq!(error("vllm-badmodel").await, LlmError::ModelNotFound { model: "tiny".into(), message });
}

#[tokio::test]
async fn a_server_that_loads_is_known() {
    assert_eq!(error("llama-server-loading").await, LlmError::Loading);
}

#[tokio::test]
async fn pages_of_a_proxy_are_shown_by_their_title() {
    let server = |status, message: &str| LlmError::Server { status, message: message.to_owned() };
    assert_eq!(error("nginx-dead").await, server(502, "502 Bad Gateway"));
    assert_eq!(error("nginx-maint").await, server(503, "Down for maintenance"));
    let wait = Some(std::time::Duration::from_secs(10));
    let limited = LlmError::RateLimited { retry_after: wait, message: "429 Too Many Requests".into() };
    assert_eq!(error("nginx-limit429").await, limited);
    let location = "http://127.0.0.1:8120/sso/login".to_owned();
    assert_eq!(error("nginx-login").await, LlmError::Redirected { status: 302, location });
}

#[tokio::test]
async fn the_models_of_every_server_are_listed() {
    for (name, expected) in [
        ("llama-server-models", Some(Some(2048))),
        ("vllm-models", Some(Some(2048))),
        ("lcp-python-models", Some(None)),
        ("transformers-models", None),
    ] {
        let lab = Lab::impatient();
        lab.server.answer(Answer::raw(&wire(name)));
        let expected: Vec<ModelInfo> = expected
            .into_iter()
            .map(|context_tokens| ModelInfo { id: "smollm2".into(), context_tokens })
            .collect();
        assert_eq!(lab.client.list_models().await, Ok(expected), "{name}");
    }
}

/// One of what the decoder alone cannot be tried with: compressed, chunked, with a length, refused, redirected, broken.
const FRAMED: [&str; 8] = [
    "nginx-gzip-sse",
    "llama-server-stream",
    "litellm-stream",
    "nginx-http10",
    "vllm-json_object",
    "llama-server-overflow",
    "nginx-login",
    "llama-server-killed-midstream",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_answer_is_the_same_wherever_the_network_cuts_it(
        name in prop::sample::select(&FRAMED[..]),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 1..40),
    ) {
        let bytes = wire(name);
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len())).collect();
        at.extend([0, bytes.len()]);
        at.sort_unstable();
        let pieces: Vec<&[u8]> = at.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (cut, whole) = runtime.block_on(async { (heard_in_pieces(&pieces).await, heard(name).await) });
        prop_assert_eq!(cut, whole);
    }
}

/// No capture lies there unread.
#[test]
fn every_capture_is_expected_to_say_something() {
    let this = include_str!("captures.rs");
    for entry in fs::read_dir(path("x", "raw").parent().unwrap()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        if let Some(name) = file.strip_suffix(".raw") {
            assert!(this.contains(&format!("\"{name}\"")), "{name} is not in any test");
        }
    }
}
