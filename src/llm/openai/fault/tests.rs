use serde_json::json;

use super::*;
use crate::llm::{LlmError, Secret};

fn error(status: u16, body: &str) -> LlmError {
    let fault = Fault::in_body(body.as_bytes());
    let retry_after = fault.wait_in_body();
    let secrets = [Secret::new("our-own-key-1")];
    classify(&fault, &Circumstances { status, model: "m", secrets: &secrets, retry_after })
}

fn message_of(body: Value) -> String {
    Fault::in_body(body.to_string().as_bytes()).message
}

#[test]
fn every_shape_in_use_gives_its_message() {
    for body in [
        json!({"error": {"message": "boom", "type": "x", "code": 400}}),
        json!({"error": "boom"}),
        json!({"error": "boom", "error_type": "validation"}),
        json!([{"error": {"code": 400, "message": "boom", "status": "INVALID_ARGUMENT"}}]),
        json!({"detail": "boom"}),
        json!({"object": "error", "message": "boom"}),
        json!({"message": "boom", "type": "invalid_request_error"}),
        json!({"statusCode": 401, "message": "boom"}),
        json!({"success": false, "error": {"message": "boom", "status": "x"}}),
        json!({"errors": [{"message": "boom"}]}),
        json!({"error": true, "message": "boom"}),
        json!({"type": "error", "error": {"type": "x", "message": "boom"}}),
        json!("boom"),
    ] {
        assert_eq!(message_of(body.clone()), "boom", "{body}");
    }
    assert_eq!(
        message_of(json!({"detail": [{"type": "missing", "loc": ["body", 0, "role"], "msg": "boom"}]})),
        "boom (body.0.role)"
    );
    assert_eq!(
        message_of(json!({"object": "error", "message": {"detail": [{"msg": "boom", "loc": []}]}})),
        "boom"
    );
    let passed_on = json!({"error": {"message": "Provider returned error", "metadata": {"raw": "boom"}}});
    assert_eq!(message_of(passed_on), "Provider returned error: boom");
}

#[test]
fn an_answer_is_no_fault() {
    for value in
        [json!({"choices": []}), json!({"error": null}), json!({"error": {}}), json!({"id": "x"}), json!(1)]
    {
        assert_eq!(Fault::in_stream(&value), None, "{value}");
    }
}

#[test]
fn a_body_that_is_no_json_is_the_message_and_a_page_only_its_title() {
    assert_eq!(Fault::in_body(b"Internal Server Error").message, "Internal Server Error");
    assert_eq!(page_title("<html><TITLE lang=en> Sign in </TITLE>"), "Sign in");
    assert_eq!(page_title("<html><h1>Down</h1>"), "Down");
    assert_eq!(page_title("<p>x"), "a page without a title");
}

#[test]
fn an_unknown_body_is_never_passed_on() {
    assert_eq!(
        error(400, r#"{"secret": "value"}"#),
        LlmError::Refused { status: 400, message: "no reason given".into() }
    );
}

#[test]
fn a_page_keeps_the_class_of_its_status() {
    let page = "<html><title>Oops</title></html>";
    let message = || "Oops".to_owned();
    assert_eq!(error(502, page), LlmError::Server { status: 502, message: message() });
    assert_eq!(error(429, page), LlmError::RateLimited { retry_after: None, message: message() });
    assert_eq!(error(404, page), LlmError::NotFound { message: message() });
    assert_eq!(error(200, page), LlmError::NotAnApi { status: 200, title: message() });
}

#[test]
fn the_overflow_of_each_server_is_one_with_its_limit() {
    let cases = [
        (
            400,
            r#"{"error":{"code":400,"message":"request exceeds the available context size (2048 tokens)","type":"exceed_context_size_error","n_ctx":2048}}"#,
            Some(2048),
        ),
        (
            400,
            r#"{"error":{"message":"This model's maximum context length is 8192 tokens. However"}}"#,
            Some(8192),
        ),
        (400, r#"{"error":"Trying to keep the first 5000 tokens when context the overflows."}"#, None),
        (
            200,
            r#"{"error":"Requested token count exceeds the model's maximum context length of 4096 tokens."}"#,
            Some(4096),
        ),
    ];
    for (status, body, limit) in cases {
        assert!(
            matches!(error(status, body), LlmError::ContextOverflow { limit_tokens, .. } if limit_tokens == limit),
            "{body}"
        );
    }
}

#[test]
fn a_refused_parameter_is_no_overflow() {
    let body =
        r#"{"error":{"message":"Unsupported parameter: 'max_tokens' exceeds what is supported, too long"}}"#;
    assert!(matches!(error(400, body), LlmError::Refused { status: 400, .. }));
}

#[test]
fn a_wrong_key_is_one_whatever_the_status() {
    for (status, body) in [
        (401, ""),
        (400, r#"{"error":{"message":"No connected db.","type":"no_db_connection","code":"400"}}"#),
        (400, r#"[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key."}}]"#),
        (403, r#"{"error":"Unauthorized"}"#),
    ] {
        assert!(matches!(error(status, body), LlmError::Unauthorized { .. }), "{body}");
    }
}

#[test]
fn a_used_up_quota_is_final_but_a_limit_by_the_minute_is_not() {
    let quota = r#"{"error":{"message":"You exceeded your current quota, check your billing","code":"insufficient_quota"}}"#;
    assert!(matches!(error(429, quota), LlmError::QuotaExhausted { .. }));
    assert!(matches!(error(402, ""), LlmError::QuotaExhausted { .. }));
    let minute = r#"[{"error":{"code":429,"message":"You exceeded your current quota. Please retry in 12.5s.","details":[{"retryDelay":"12s"}]}}]"#;
    let LlmError::RateLimited { retry_after, .. } = error(429, minute) else { panic!() };
    assert_eq!(retry_after, Some(Duration::from_secs(12)));
}

#[test]
fn an_unknown_model_is_told_from_an_unknown_address() {
    for (status, body) in [
        (404, r#"{"error":{"message":"The model `m` does not exist.","code":404}}"#),
        (404, r#"{"error":{"message":"model \"m\" not found, try pulling it first"}}"#),
        (400, r#"{"error":{"message":"m is not a valid model ID","code":400}}"#),
        (400, "Unknown model: m"),
    ] {
        assert!(matches!(error(status, body), LlmError::ModelNotFound { .. }), "{body}");
    }
    for (status, body) in [
        (404, r#"{"detail":"Not Found"}"#),
        (404, "404 page not found"),
        (405, ""),
        (200, r#"{"error":"Unexpected endpoint or method. (POST /chat/completions)"}"#),
    ] {
        assert!(matches!(error(status, body), LlmError::NotFound { .. }), "{body}");
    }
}

#[test]
fn a_fault_in_a_stream_gives_its_own_status() {
    assert_eq!(
        error(200, r#"{"error":{"message":"busy","code":429}}"#),
        LlmError::RateLimited { retry_after: None, message: "busy".into() }
    );
    assert_eq!(error(200, r#"{"error":"boom"}"#), LlmError::Server { status: 200, message: "boom".into() });
    assert!(matches!(error(200, r#"{"error":"bad","error_type":"validation"}"#), LlmError::Refused { .. }));
}

#[test]
fn a_message_never_holds_our_key() {
    let LlmError::Unauthorized { message } = error(401, r#"{"error":"bad key our-own-key-1"}"#) else {
        panic!()
    };
    assert_eq!(message, "bad key ***");
}
