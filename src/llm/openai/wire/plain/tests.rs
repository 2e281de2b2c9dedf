use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::read;
use super::*;

fn plain(value: &Value) -> Option<Chunk> {
    read_plain(&value.to_string()).map(|(chunk, _)| chunk)
}

#[test]
fn a_piece_of_text_is_plain_however_it_is_escaped() {
    let text = r#"{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"a\n\u00e9"},"logprobs":null,"finish_reason":null}]} rest"#;
    let chunk = Chunk { text: "a\né".into(), model: Some("m".into()), ..Chunk::default() };
    assert_eq!(read_plain(text), Some((chunk, text.len() - " rest".len())));
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
}
