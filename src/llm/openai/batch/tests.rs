use serde_json::{Map, json};

use super::*;
use crate::llm::{JsonSchema, Message};

fn result(response: &Value, error: &Value) -> BatchResult {
    let line = json!({"id": "batch_req_1", "custom_id": "a.1", "response": response, "error": error});
    BatchResult::read(&line.to_string()).unwrap()
}

fn answered(content: &str) -> Value {
    let message = json!({"role": "assistant", "content": content});
    json!({"status_code": 200, "request_id": "r", "body": {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}})
}

#[test]
fn a_request_is_a_line_as_batch_engines_take_it() {
    let schema = JsonSchema { name: "finding".to_owned(), schema: json!({"type": "object"}) };
    let request =
        ChatRequest::new(vec![Message::user("Is it there?")], 160).with_temperature(0.0).with_format(schema);
    let extra: Map<String, Value> = [("seed".to_owned(), json!(7))].into_iter().collect();
    assert_eq!(
        line("a.1", "tiny", &request, &Traits::default(), &extra),
        json!({
            "custom_id": "a.1",
            "method": "POST",
            "url": "/v1/chat/completions",
            "body": {
                "model": "tiny",
                "messages": [{"role": "user", "content": "Is it there?"}],
                "temperature": 0.0,
                "seed": 7,
                "max_tokens": 160,
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "finding", "strict": true, "schema": {"type": "object"}},
                },
            },
        })
    );
}

#[test]
fn a_result_is_what_the_model_said_without_what_it_thought() {
    assert_eq!(
        result(&answered("{\"verdict\":\"met\"}"), &Value::Null).reply,
        Ok("{\"verdict\":\"met\"}".to_owned())
    );
    assert_eq!(result(&answered("<think>Hm.</think>Yes."), &Value::Null).reply, Ok("Yes.".to_owned()));
}

#[test]
fn a_request_that_failed_says_why() {
    let expired = json!({"code": "batch_expired", "message": "This request could not be executed in time."});
    assert_eq!(
        result(&Value::Null, &expired).reply,
        Err("This request could not be executed in time.".to_owned())
    );
    let refused =
        json!({"status_code": 400, "body": {"error": {"message": "maximum context length exceeded"}}});
    assert_eq!(result(&refused, &Value::Null).reply, Err("maximum context length exceeded".to_owned()));
    let silent = json!({"status_code": 500, "body": null});
    assert!(result(&silent, &Value::Null).reply.is_err());
    assert!(result(&json!({"status_code": 200, "body": {"choices": []}}), &Value::Null).reply.is_err());
}

#[test]
fn a_line_that_breaks_off_or_is_something_else_is_no_result() {
    let whole = json!({"custom_id": "a.1", "response": answered("Yes."), "error": null}).to_string();
    assert!(BatchResult::read(&whole).is_some());
    assert_eq!(BatchResult::read(&whole[..whole.len() / 2]), None);
    assert_eq!(BatchResult::read("{\"id\":\"b\"}"), None);
    assert_eq!(BatchResult::read(""), None);
}
