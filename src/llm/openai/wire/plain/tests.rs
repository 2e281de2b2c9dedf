use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{Chunk, read};
use super::*;

/// What a reader makes of a chunk, and how many bytes it takes.
fn taken(reader: &mut PlainReader, text: &str) -> Option<(Chunk, usize)> {
    let (words, length) = reader.read(text)?;
    let model = reader.model().map(str::to_owned);
    Some((Chunk { text: words.into_owned(), model, ..Chunk::default() }, length))
}

/// What a reader makes of a chunk that is the first of its stream.
fn alone(text: &str) -> Option<(Chunk, usize)> {
    taken(&mut PlainReader::default(), text)
}

fn plain(value: &Value) -> Option<Chunk> {
    alone(&value.to_string()).map(|(chunk, _)| chunk)
}

#[test]
fn a_piece_of_text_is_plain_however_it_is_escaped() {
    let text = r#"{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"a\n\u00e9"},"logprobs":null,"finish_reason":null}]} rest"#;
    let chunk = Chunk { text: "a\né".into(), model: Some("m".into()), ..Chunk::default() };
    assert_eq!(alone(text), Some((chunk, text.len() - " rest".len())));
}

#[test]
fn what_says_more_than_text_is_not_plain() {
    for chunk in [
        json!({"choices": [{"delta": {"content": "a"}, "finish_reason": "stop"}]}),
        json!({"choices": [{"delta": {"content": "a", "reasoning": "b"}}]}),
        json!({"choices": [{"delta": {"content": ["a"]}}]}),
        json!({"choices": [{"delta": {"content": "a"}, "index": 1}]}),
        json!({"choices": [{"delta": {"content": "a"}}], "usage": {"prompt_tokens": 1}}),
        json!({"choices": [{"delta": {"content": "a"}}], "error": {"message": "no"}}),
        json!({"choices": [{"delta": {"content": "a"}}, {"delta": {"content": "b"}}]}),
        json!({"choices": []}),
    ] {
        assert_eq!(plain(&chunk), None, "{chunk}");
    }
}

/// Any value that a server has been seen to give a member.
fn member() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!("")),
        Just(json!("x")),
        Just(json!(0)),
        Just(json!(1)),
        Just(json!({})),
        Just(json!([])),
        Just(json!({"prompt_tokens": 3})),
    ]
}

fn members(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop::collection::btree_map(prop::sample::select(names), member(), 0..4)
        .prop_map(|members| json!(members))
}

/// The text of a chunk, often hardly different from the one before it and often not quite JSON.
fn raw_chunk() -> impl Strategy<Value = String> {
    let model = prop::sample::select(&["", r#""model":"m","#, r#""model":"other","#, r#""model":"","#][..]);
    let words = r#"([a-c "ü\u{0}\u{1f}\u{7f}]|\\n|\\"|\\u00e9|\\ud83d|\\|","index":1,"x":"){0,4}"#;
    let content = prop_oneof![
        words.prop_map(|words| format!("\"{words}\"")),
        words.prop_map(|words| format!(" \"{words}\" ")),
        Just("null".to_owned()),
        Just("[\"a\"]".to_owned()),
    ];
    let more = prop::sample::select(&["", r#","finish_reason":null"#, r#","finish_reason":"stop""#][..]);
    let rest = prop::sample::select(&["", " ", "[DONE]", "{}", "}"][..]);
    (model, content, more, rest).prop_map(|(model, content, more, rest)| {
        format!(r#"{{{model}"choices":[{{"delta":{{"content":{content}}}{more}}}]}}{rest}"#)
    })
}

#[test]
fn words_in_the_envelope_of_the_last_chunk_are_read_alone() {
    let chunk = |words: &str| format!(r#"{{"model":"m","choices":[{{"delta":{{"content":"{words}"}}}}]}}"#);
    let (first, next, escaped) = (chunk("a"), chunk("b c"), chunk(r"\n\u00e9"));
    let mut reader = PlainReader::default();
    assert_eq!(reader.read(&first), Some(("a".into(), first.len())));
    let envelope = reader.envelope.as_ref().unwrap();
    assert_eq!(envelope.open(&next).as_deref(), Some("b c"));
    assert_eq!(envelope.open(&escaped).as_deref(), Some("\né"));
    assert_eq!(envelope.open(&next.replace('m', "n")), None);
}

proptest! {
    #[test]
    fn what_is_read_as_plain_is_what_the_tree_says(
        chunk in members(&["model", "usage", "id", "error", "x_groq", "object"]),
        choice in members(&["index", "finish_reason", "logprobs", "usage", "text"]),
        delta in members(&["reasoning", "role", "refusal", "reasoning_content", "thinking"]),
    ) {
        let (mut chunk, mut choice, mut delta) = (chunk, choice, delta);
        delta["content"] = json!("a");
        choice["delta"] = delta;
        chunk["choices"] = json!([choice]);
        if let Some(plain) = plain(&chunk) {
            prop_assert_eq!(Ok(plain), read(&chunk));
        }
    }
    #[test]
    fn what_came_before_a_chunk_changes_nothing_of_what_it_says(stream in prop::collection::vec(raw_chunk(), 0..6)) {
        let mut reader = PlainReader::default();
        for chunk in &stream {
            prop_assert_eq!(taken(&mut reader, chunk), alone(chunk), "{}", chunk);
        }
    }
}
