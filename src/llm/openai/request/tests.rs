use super::*;
use crate::llm::openai::TokenLimit;
use crate::llm::{JsonSchema, Rung, SystemStyle};

fn written(request: &ChatRequest, traits: &Traits, extra: Value) -> (Value, Sent) {
    let extra = extra.as_object().cloned().unwrap_or_default();
    body(&Question { model: "m", request, traits, max_tokens: 40, stream: true, extra: &extra })
}

fn greeting() -> ChatRequest {
    ChatRequest::new(vec![Message::system("Be brief."), Message::user("Hi")], 40)
}

#[test]
fn nothing_unusual_is_sent() {
    let (body, sent) = written(&greeting().with_temperature(0.2), &Traits::default(), json!(null));
    let messages = json!([{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]);
    assert_eq!(
        body,
        json!({"model": "m", "messages": messages, "stream": true, "temperature": 0.2, "max_tokens": 40})
    );
    assert_eq!(sent.members, ["stream", "temperature", "max_tokens"]);
    assert!(sent.system);
}

#[test]
fn what_was_refused_is_not_sent() {
    let traits = Traits {
        token_limit: TokenLimit::MaxCompletionTokens,
        system: SystemStyle::Folded,
        unsent: ["temperature", "stream", "max_tokens"].map(str::to_owned).into(),
        ..Traits::default()
    };
    let (body, sent) = written(&greeting().with_temperature(0.2), &traits, json!(null));
    let messages = json!([{"role": "user", "content": "Be brief.\n\nHi"}]);
    assert_eq!(body, json!({"model": "m", "messages": messages, "max_completion_tokens": 40}));
    assert!(!sent.system);
}

#[test]
fn the_shape_is_asked_for_on_the_rung_that_is_known_to_hold() {
    let format = JsonSchema { name: "n".into(), schema: json!({"type": "object"}) };
    let request = greeting().with_format(format.clone());
    let (body, sent) = written(&request, &Traits::default(), json!(null));
    assert_eq!(body["response_format"]["json_schema"]["strict"], true);
    assert_eq!(sent.rung, Some(Rung::StrictSchema));
    let (body, _) = written(&request, &Traits { structured: Rung::Prompt, ..Traits::default() }, json!(null));
    assert_eq!(body.get("response_format"), None);
    assert!(body["messages"][1]["content"].as_str().unwrap().ends_with("{\"type\":\"object\"}"));
}

#[test]
fn members_of_the_users_own_are_added_but_replace_nothing_essential() {
    let (body, sent) =
        written(&greeting(), &Traits::default(), json!({"reasoning_effort": "low", "model": "x"}));
    assert_eq!((&body["reasoning_effort"], &body["model"]), (&json!("low"), &json!("m")));
    assert!(sent.members.contains(&"reasoning_effort".to_owned()));
}

#[test]
fn options_of_a_stream_go_with_a_stream_only() {
    let extra = json!({"stream_options": {"include_usage": true}});
    let (body, _) = written(&greeting(), &Traits::default(), extra.clone());
    assert_eq!(body["stream_options"]["include_usage"], true);
    let whole = Traits { unsent: ["stream".to_owned()].into(), ..Traits::default() };
    assert_eq!(written(&greeting(), &whole, extra).0.get("stream_options"), None);
}
