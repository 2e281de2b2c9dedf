use serde_json::json;

use super::*;

fn delta(delta: Value) -> Chunk {
    read(&json!({"choices": [{"index": 0, "delta": delta}]})).unwrap()
}

fn text(text: &str) -> Chunk {
    Chunk { text: text.into(), ..Chunk::default() }
}

fn thought(thought: &str) -> Chunk {
    Chunk { reasoning: thought.into(), ..Chunk::default() }
}

#[test]
fn content_is_a_string_or_parts_or_nothing() {
    assert_eq!(delta(json!({"content": "Hi"})), text("Hi"));
    assert_eq!(delta(json!({"content": [{"type": "text", "text": "H"}, "i"]})), text("Hi"));
    assert_eq!(delta(json!({"role": null, "content": null})), Chunk::default());
    assert_eq!(delta(json!(null)), Chunk::default());
}

#[test]
fn reasoning_has_many_spellings() {
    assert_eq!(delta(json!({"reasoning_content": "hm"})), thought("hm"));
    assert_eq!(delta(json!({"reasoning": "hm"})), thought("hm"));
    assert_eq!(delta(json!({"reasoning": {"content": "hm"}})), thought("hm"));
    assert_eq!(delta(json!({"reasoning": {"text": "hm"}})), thought("hm"));
    assert_eq!(delta(json!({"thinking": "hm"})), thought("hm"));
    let part = json!([{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}]);
    assert_eq!(delta(json!({"content": part})), thought("hm"));
}

#[test]
fn one_thought_under_two_names_is_one_thought() {
    assert_eq!(delta(json!({"reasoning": "hm", "reasoning_content": "hm"})), thought("hm"));
    assert_eq!(delta(json!({"reasoning": "hm", "reasoning_content": ""})), thought("hm"));
}

#[test]
fn a_message_stands_in_for_a_delta() {
    let chunk = read(&json!({"choices": [{"message": {"content": "Hi"}, "finish_reason": "stop"}]})).unwrap();
    assert_eq!(chunk, Chunk { finish: Some(FinishReason::Stop), is_message: true, ..text("Hi") });
    assert_eq!(read(&json!({"choices": [{"text": "Hi"}]})).unwrap(), text("Hi"));
}

#[test]
fn chunks_without_choices_may_bring_usage() {
    let spent = Usage { prompt_tokens: 30, completion_tokens: 40 };
    let usage = json!({"prompt_tokens": 30, "completion_tokens": 40, "total_tokens": 70});
    assert_eq!(read(&json!({"choices": [], "usage": usage})).unwrap().usage, Some(spent));
    assert_eq!(read(&json!({"x_groq": {"usage": usage}})).unwrap().usage, Some(spent));
    assert_eq!(read(&json!({"choices": [{"usage": usage}], "usage": null})).unwrap().usage, Some(spent));
    assert_eq!(read(&json!({"usage": {}})).unwrap(), Chunk::default());
}

#[test]
fn only_the_first_choice_is_heard() {
    let two = json!({"choices": [{"index": 1, "delta": {"content": "B"}}, {"index": 0, "delta": {"content": "A"}}]});
    assert_eq!(read(&two).unwrap(), text("A"));
}

#[test]
fn a_blank_finish_reason_is_none() {
    let finish = |reason: Value| read(&json!({"choices": [{"finish_reason": reason}]})).unwrap().finish;
    assert_eq!(finish(json!("")), None);
    assert_eq!(finish(json!(null)), None);
    assert_eq!(finish(json!("eos_token")), Some(FinishReason::Stop));
    assert_eq!(finish(json!("BLOCKLIST")), Some(FinishReason::Other("blocklist".into())));
}

#[test]
fn a_refusal_is_no_answer() {
    assert_eq!(
        delta(json!({"refusal": "I can't."})),
        Chunk { refusal: "I can't.".into(), ..Chunk::default() }
    );
}

#[test]
fn an_error_comes_before_everything_else() {
    assert!(read(&json!({"choices": [{"delta": {"content": "Hi"}}], "error": "boom"})).is_err());
    assert!(read(&json!({"choices": [{"delta": {"content": "Hi"}}], "error": null})).is_ok());
}

#[test]
fn values_of_any_other_type_say_nothing() {
    for value in [json!(null), json!(3), json!("x"), json!({"choices": "x"}), json!({"choices": [null, 1]})] {
        assert_eq!(read(&value).unwrap(), Chunk::default(), "{value}");
    }
}
