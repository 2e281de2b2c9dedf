use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use proptest::prelude::*;

use super::*;
use crate::llm::{Completeness, FinishReason, Usage};

/// What a decoder makes of a body cut into pieces: its events with neighbours joined, and its end.
fn decode(pieces: &[&[u8]], broken: Option<LlmError>) -> (Vec<StreamEvent>, Result<End, Trouble>) {
    let mut decoder = Decoder::new(false);
    let mut events = Vec::new();
    let pushed = pieces.iter().try_for_each(|piece| decoder.push(piece, &mut events));
    let end = pushed.and_then(|()| decoder.finish(broken, &mut events));
    (joined(events), end)
}

fn joined(events: Vec<StreamEvent>) -> Vec<StreamEvent> {
    events.into_iter().fold(Vec::new(), |mut all, event| {
        match (all.last_mut(), event) {
            (Some(StreamEvent::Text(last)), StreamEvent::Text(more)) => last.push_str(&more),
            (Some(StreamEvent::Reasoning(last)), StreamEvent::Reasoning(more)) => last.push_str(&more),
            (_, event) => all.push(event),
        }
        all
    })
}

fn body(body: &str) -> (Vec<StreamEvent>, Result<End, Trouble>) {
    decode(&[body.as_bytes()], None)
}

fn text(text: &str) -> StreamEvent {
    StreamEvent::Text(text.to_owned())
}

fn thought(text: &str) -> StreamEvent {
    StreamEvent::Reasoning(text.to_owned())
}

fn delta(content: &str) -> String {
    format!("data: {{\"choices\":[{{\"delta\":{{\"content\":{}}}}}]}}\n\n", Value::from(content))
}

fn finish(reason: &str) -> String {
    format!("data: {{\"choices\":[{{\"delta\":{{}},\"finish_reason\":\"{reason}\"}}]}}\n\n")
}

fn completeness(of: &str, broken: Option<LlmError>) -> Completeness {
    decode(&[of.as_bytes()], broken).1.unwrap().completeness
}

fn error(of: &str) -> LlmError {
    match body(of).1.unwrap_err() {
        Trouble::Error(error) => error,
        Trouble::Fault(fault) => panic!("{fault:?}"),
    }
}

fn reset() -> LlmError {
    LlmError::Interrupted { message: "connection reset".to_owned() }
}

fn unfinished() -> LlmError {
    LlmError::Interrupted { message: "it ended without a finish reason".to_owned() }
}

#[test]
fn the_end_of_a_stream_is_judged_by_what_came() {
    let hi = delta("Hi");
    let stop = finish("stop");
    let done = "data: [DONE]\n\n";
    assert_eq!(completeness(&format!("{hi}{stop}{done}"), None), Completeness::Complete);
    assert_eq!(completeness(&format!("{hi}{stop}"), None), Completeness::Complete);
    assert_eq!(completeness(&format!("{hi}{stop}"), Some(reset())), Completeness::Complete);
    assert_eq!(completeness(&format!("{hi}{done}"), None), Completeness::CompleteWithWarning);
    assert_eq!(completeness(&hi, None), Completeness::Cut(unfinished()));
    assert_eq!(completeness(&hi, Some(reset())), Completeness::Cut(reset()));
    assert_eq!(
        completeness(&format!("{hi}{}", finish("content_filter")), None),
        Completeness::CompleteWithWarning
    );
    assert!(matches!(
        completeness(&format!("{hi}{}", finish("error")), None),
        Completeness::Cut(LlmError::Server { .. })
    ));
}

#[test]
fn an_answer_of_nothing_is_an_error() {
    assert_eq!(error(""), LlmError::Empty);
    assert_eq!(error("data: [DONE]\n\n"), LlmError::Empty);
    assert_eq!(error(": ping\n\n"), LlmError::Empty);
    assert_eq!(error(&(delta(" \n ") + &finish("stop"))), LlmError::Empty);
    assert_eq!(error(r#"{"choices":[{"message":{"content":""},"finish_reason":"stop"}]}"#), LlmError::Empty);
}

#[test]
fn nothing_and_a_broken_connection_is_a_broken_connection() {
    assert_eq!(decode(&[b""], Some(reset())).1, Err(Trouble::Error(reset())));
    assert_eq!(decode(&[b"data: {\"cho"], Some(reset())).1, Err(Trouble::Error(reset())));
}

#[test]
fn reasoning_alone_is_no_answer() {
    let hm = "data: {\"choices\":[{\"delta\":{\"reasoning\":\"hm\"}}]}\n\n";
    assert_eq!(error(&format!("{hm}{}", finish("length"))), LlmError::OnlyReasoning { out_of_tokens: true });
    assert_eq!(error(&format!("{hm}{}", finish("stop"))), LlmError::OnlyReasoning { out_of_tokens: false });
    assert_eq!(error(hm), unfinished());
}

#[test]
fn a_refusal_is_declined_with_its_words() {
    let refusal = "data: {\"choices\":[{\"delta\":{\"refusal\":\"I can't.\"}}]}\n\n";
    assert_eq!(
        error(&format!("{refusal}{}", finish("stop"))),
        LlmError::Declined { message: "I can't.".into() }
    );
    let filtered = LlmError::Declined { message: "a content filter stopped it".into() };
    assert_eq!(error(&finish("content_filter")), filtered);
}

#[test]
fn an_error_within_a_stream_is_found_in_every_shape() {
    for fault in [
        "data: {\"error\":{\"message\":\"boom\",\"code\":500}}\n\n",
        "data: {\"error\":\"boom\"}\n\n",
        "data:{\"error\":\"boom\",\"error_type\":\"x\"}\n\ndata: [DONE]\n\n",
        "event: error\ndata: boom\n\n",
        "event: error\ndata: {\"message\":\"boom\"}\n\n",
        "{\"error\":\"boom\"}\n",
    ] {
        let (events, end) = body(&(delta("Hi") + fault));
        assert_eq!(events, [text("Hi")]);
        let Err(Trouble::Fault(fault)) = end else { panic!("{fault}") };
        assert_eq!(fault.message, "boom");
    }
}

#[test]
fn an_answer_given_up_keeps_its_text() {
    let mut decoder = Decoder::new(false);
    let mut events = Vec::new();
    decoder.push(delta("Hi <th").as_bytes(), &mut events).unwrap();
    let end = decoder.give_up(reset(), &mut events).unwrap();
    assert_eq!(end.completeness, Completeness::Cut(reset()));
    assert_eq!(joined(events), [text("Hi <th")]);
    assert_eq!(Decoder::new(false).give_up(reset(), &mut Vec::new()), Err(reset()));
}

#[test]
fn an_answer_given_up_while_it_was_held_back_keeps_its_text_too() {
    let mut decoder = Decoder::new(true);
    let mut events = Vec::new();
    decoder.push(delta("Hi").as_bytes(), &mut events).unwrap();
    assert_eq!(events, []);
    let end = decoder.give_up(reset(), &mut events).unwrap();
    assert_eq!((events, end.completeness), (vec![text("Hi")], Completeness::Cut(reset())));
}

#[test]
fn what_comes_together_is_handed_on_together() {
    let mut decoder = Decoder::new(false);
    let mut events = Vec::new();
    decoder.push((delta("Hi") + &delta(" you") + "data: {\"cut").as_bytes(), &mut events).unwrap();
    assert_eq!(events, [text("Hi you")]);
    assert_eq!(decoder.finish(None, &mut events).unwrap().pieces, 2);
}

#[test]
fn what_stands_between_events_does_not_matter() {
    let odd = format!(
        "\u{feff}: OPENROUTER PROCESSING\n\ndata: : PROCESSING\n\ndata: not json\n\n{}data:\n\nid: 7\nretry: 3\n{}data: [DONE] \n\n",
        delta("Hi"),
        finish("stop")
    );
    let (events, end) = body(&odd);
    assert_eq!(events, [text("Hi")]);
    assert_eq!(end.unwrap().completeness, Completeness::Complete);
}

#[test]
fn events_glued_together_are_taken_apart() {
    let glued = "data: {\"choices\":[{\"delta\":{\"content\":\"H\"}}]}{\"choices\":[{\"delta\":{\"content\":\"i\"}}]}[DONE]data: x\n\n";
    assert_eq!(body(glued).0, [text("Hi")]);
    assert_eq!(body(&format!("data: {}", delta("Hi"))).0, [text("Hi")]);
    let without_blank_lines = (delta("H") + &delta("i")).replace("\n\n", "\n");
    assert_eq!(body(&without_blank_lines).0, [text("Hi")]);
}

#[test]
fn nothing_after_done_is_heard() {
    let mut decoder = Decoder::new(false);
    let mut events = Vec::new();
    decoder.push((delta("Hi") + "data: [DONE]\n\n" + &delta("!")).as_bytes(), &mut events).unwrap();
    assert!(decoder.is_done());
    assert_eq!(events, [text("Hi")]);
}

#[test]
fn events_that_are_no_json_at_all_are_a_protocol_error() {
    assert!(matches!(error("data: hello\n\ndata: world\n\n"), LlmError::Protocol { .. }));
}

#[test]
fn one_json_value_is_an_answer_too() {
    let whole = r#"

        {"model":"m","choices":[{"message":{"content":"Hi","reasoning":"hm"},"finish_reason":"stop"}],
         "usage":{"prompt_tokens":1,"completion_tokens":2}} data: [DONE]"#;
    let (events, end) = body(whole);
    assert_eq!(events, [thought("hm"), text("Hi")]);
    assert_eq!(
        end,
        Ok(End {
            finish: FinishReason::Stop,
            usage: Some(Usage { prompt_tokens: 1, completion_tokens: 2 }),
            model: Some("m".into()),
            completeness: Completeness::Complete,
            pieces: 1,
        })
    );
    let unsaid = r#"{"choices":[{"message":{"content":"Hi"},"finish_reason":null}]}"#;
    assert_eq!(completeness(unsaid, None), Completeness::CompleteWithWarning);
}

#[test]
fn half_a_json_value_is_none() {
    assert!(matches!(error("{\"choices\":[{\"mess"), LlmError::Protocol { .. }));
    assert_eq!(decode(&[b"{\"choices\":[{\"mess"], Some(reset())).1, Err(Trouble::Error(reset())));
    assert!(matches!(error("{\"ok\":true}"), LlmError::Protocol { .. }));
}

#[test]
fn a_web_page_is_known_by_its_first_sign() {
    let page = "\n<!doctype html><title>Sign\u{1b} in</title>";
    assert_eq!(error(page), LlmError::NotAnApi { status: 200, title: "Sign in".into() });
}

#[test]
fn the_last_usage_that_is_told_counts() {
    let usage = |n: u64| {
        format!("data: {{\"choices\":[],\"usage\":{{\"prompt_tokens\":1,\"completion_tokens\":{n}}}}}\n\n")
    };
    let stream = delta("Hi") + &usage(1) + &usage(2) + "data: {\"usage\":null}\n\n" + &finish("stop");
    assert_eq!(body(&stream).1.unwrap().usage, Some(Usage { prompt_tokens: 1, completion_tokens: 2 }));
}

#[test]
fn a_message_that_repeats_the_deltas_is_heard_once() {
    let message =
        |text: &str| format!("data: {{\"choices\":[{{\"message\":{{\"content\":\"{text}\"}}}}]}}\n\n");
    assert_eq!(body(&(delta("Hi") + &delta(" you") + &message("Hi you there"))).0, [text("Hi you there")]);
    assert_eq!(body(&(message("Hi") + &message(" you"))).0, [text("Hi you")]);
}

#[test]
fn blank_space_before_an_answer_is_not_part_of_it() {
    assert_eq!(body(&(delta("\n") + &delta("\n Hi") + &delta(" \n"))).0, [text("Hi \n")]);
}

#[test]
fn reasoning_without_its_opening_tag_is_retracted_and_noted() {
    let mut decoder = Decoder::new(false);
    let mut events = Vec::new();
    decoder.push((delta("hm") + &delta("</think>\n\nHi") + &finish("stop")).as_bytes(), &mut events).unwrap();
    decoder.finish(None, &mut events).unwrap();
    assert_eq!(events, [text("hm"), StreamEvent::Retract, text("Hi")]);
    assert!(decoder.saw_unopened_thinking());
}

#[test]
fn a_character_in_two_pieces_is_whole() {
    let stream = delta("¿qué? 日本 🦀");
    let letters: Vec<&[u8]> = stream.as_bytes().chunks(1).collect();
    assert_eq!(decode(&letters, None).0, [text("¿qué? 日本 🦀")]);
}

/// Every captured answer of a real server; some are cut, some are errors.
static CAPTURES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/tests/it/fixtures/captures");

/// The bodies of those that need no unpacking.
static BODIES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let raw = CAPTURES.files().filter(|file| file.path().extension().is_some_and(|end| end == "raw"));
    raw.map(|file| file.contents()).filter(|raw| !has(raw, b"gzip")).map(body_of).collect()
});

fn has(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// The body of an answer without its chunked framing, where it has one.
fn body_of(capture: &[u8]) -> Vec<u8> {
    let head = capture.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let mut rest = &capture[head + 4..];
    let mut body = Vec::new();
    while let Some((size, after)) = chunk_size(rest) {
        let size = size.min(after.len());
        body.extend_from_slice(&after[..size]);
        rest = after[size..].strip_prefix(b"\r\n").unwrap_or_default();
    }
    if body.is_empty() { rest.to_vec() } else { body }
}

/// The length of the chunk that begins here, and what follows.
fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(8).position(|byte| *byte == b'\r')?;
    let size = usize::from_str_radix(std::str::from_utf8(&bytes[..end]).ok()?, 16).ok()?;
    Some((size, bytes[end..].strip_prefix(b"\r\n")?))
}

#[test]
fn most_captures_are_cut_in_every_way_below() {
    assert!(BODIES.len() > 40, "{}", BODIES.len());
    assert!(BODIES.iter().filter(|body| has(body, b"data: ")).count() > 12);
}

fn cut<'a>(bytes: &'a [u8], cuts: &[prop::sample::Index]) -> Vec<&'a [u8]> {
    let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
    at.extend([0, bytes.len()]);
    at.sort_unstable();
    at.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect()
}

fn any_body() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just(delta("Hi")),
        Just(delta("<think>")),
        Just(delta("</think>")),
        Just(delta("<|im_")),
        Just(delta("end|> ü🦀\n")),
        Just(finish("stop")),
        Just(": ping\r\n\r\n".to_owned()),
        Just("data: [DONE]\r\r".to_owned()),
        Just("data: {\"error\":\"boom\"}\n\n".to_owned()),
        Just("data: {\"cut".to_owned()),
    ];
    prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn cutting_changes_nothing(stream in any_body(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12)) {
        prop_assert_eq!(decode(&cut(stream.as_bytes(), &cuts), None), decode(&[stream.as_bytes()], None));
    }

    #[test]
    fn cutting_a_captured_reply_changes_nothing(which in 0..BODIES.len(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..30)) {
        let stream = &BODIES[which];
        prop_assert_eq!(decode(&cut(stream, &cuts), None), decode(&[stream], None));
    }

    #[test]
    fn any_bytes_are_decoded_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&[&bytes], None);
    }
}
