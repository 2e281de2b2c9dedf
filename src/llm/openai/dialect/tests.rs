use super::*;

fn sent() -> Sent {
    Sent {
        members: ["stream", "max_tokens", "temperature"].map(str::to_owned).to_vec(),
        system: true,
        rung: Some(Rung::StrictSchema),
    }
}

/// What is learnt from this message with this status.
fn after(status: u16, message: &str) -> Option<Traits> {
    let mut traits = Traits::default();
    learn(status, &Fault::of_text(message), &sent(), &mut traits).map(|_| traits)
}

fn unsent(name: &str) -> Option<Traits> {
    Some(Traits { unsent: [name.to_owned()].into(), ..Traits::default() })
}

#[test]
fn the_new_name_of_the_token_limit_is_taken_on_demand() {
    let told = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
    assert_eq!(
        after(400, told),
        Some(Traits { token_limit: TokenLimit::MaxCompletionTokens, ..unsent("max_tokens").unwrap() })
    );
}

#[test]
fn a_token_limit_refused_under_both_names_is_not_sent() {
    let mut traits = Traits { token_limit: TokenLimit::MaxCompletionTokens, ..Traits::default() };
    let mut sent = sent();
    sent.members = vec!["max_completion_tokens".to_owned()];
    let first =
        learn(400, &Fault::of_text("Unrecognized argument: max_completion_tokens"), &sent, &mut traits);
    assert_eq!(
        (first.as_deref(), traits.token_limit),
        (Some("`max_tokens` limits the reply"), TokenLimit::MaxTokens)
    );
    sent.members = vec!["max_tokens".to_owned()];
    let second = learn(400, &Fault::of_text("max_tokens: use max_completion_tokens"), &sent, &mut traits);
    assert_eq!(
        (second.as_deref(), traits.token_limit),
        (Some("the reply is not limited"), TokenLimit::Unsent)
    );
}

#[test]
fn a_refused_temperature_is_not_sent_again() {
    assert_eq!(after(400, "Unsupported value: 'temperature' does not support 0"), unsent("temperature"));
    assert_eq!(after(422, "Unexpected fields in the request: {'temperature'}"), unsent("temperature"));
}

#[test]
fn only_a_word_of_its_own_names_a_parameter() {
    assert_eq!(after(400, "the temperature_of_the_room is stream_options"), None);
    assert_eq!(after(400, "the stream broke"), None);
    assert_eq!(after(400, "stream is not supported"), unsent("stream"));
}

#[test]
fn a_status_of_another_kind_teaches_nothing() {
    assert_eq!(after(429, "temperature"), None);
    assert_eq!(after(503, "temperature"), None);
}

#[test]
fn instructions_are_folded_where_roles_must_alternate() {
    let folded = Some(Traits { system: SystemStyle::Folded, ..Traits::default() });
    assert_eq!(after(400, "Conversation roles must alternate user/assistant/user/assistant/..."), folded);
    assert_eq!(after(500, "System role not supported"), folded);
    let mut already = folded.clone().unwrap();
    assert_eq!(learn(400, &Fault::of_text("System role not supported"), &sent(), &mut already), None);
}

#[test]
fn the_ladder_is_gone_down_by_what_is_said() {
    let rung = |status, message| after(status, message).map(|traits| traits.structured);
    assert_eq!(
        rung(400, "Invalid schema for response_format 'x': 'additionalProperties' is required"),
        Some(Rung::Schema)
    );
    assert_eq!(
        rung(
            500,
            "('body', 'response_format', 'type'), \"Input should be 'text' or 'json_object'\", 'json_schema'"
        ),
        Some(Rung::ObjectWithSchema)
    );
    assert_eq!(rung(400, "This response_format type is unavailable now"), Some(Rung::ObjectWithSchema));
    assert_eq!(
        rung(404, "No endpoints found that can handle the requested parameters."),
        Some(Rung::ObjectWithSchema)
    );
}

#[test]
fn a_server_that_knows_no_json_object_is_asked_by_the_prompt() {
    let mut traits = Traits { structured: Rung::ObjectWithSchema, ..Traits::default() };
    let sent = Sent { rung: Some(Rung::ObjectWithSchema), ..sent() };
    let fault = Fault::of_text("'response_format.type' must be 'json_schema' or 'text'");
    assert!(learn(400, &fault, &sent, &mut traits).is_some());
    assert_eq!(traits.structured, Rung::Prompt);
}

#[test]
fn traits_of_an_older_version_are_still_read() {
    let old: Traits = serde_json::from_str(r#"{"token_limit":"max_completion_tokens"}"#).unwrap();
    assert_eq!(old, Traits { token_limit: TokenLimit::MaxCompletionTokens, ..Traits::default() });
    let kept = serde_json::to_string(&old).unwrap();
    assert_eq!(serde_json::from_str::<Traits>(&kept).unwrap(), old);
}
