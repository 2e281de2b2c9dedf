//! The client against a real server, row by row: `scripts/conformance.sh URL MODEL`.

use std::sync::Arc;

use futures_util::StreamExt;
use serde_json::json;
use viva::app::clock::SystemClock;
use viva::llm::openai::RetryPolicy;
use viva::llm::{
    ChatModel, ChatRequest, Completeness, Endpoint, JsonSchema, LlmError, Message, OpenAiClient, StreamEvent,
    json_in,
};
use viva::settings::Environment;

/// What a row says, or what is wrong with the server or the client.
type Row = Result<String, String>;

fn client(model: &str) -> OpenAiClient {
    let environment = Environment::of_process();
    let mut endpoint = Endpoint::new(environment.get("CONFORMANCE_URL").expect("CONFORMANCE_URL"), model);
    if let Some(key) = environment.get("CONFORMANCE_KEY") {
        endpoint = endpoint.with_key(key);
    }
    let retry = RetryPolicy { attempts: 3, ..RetryPolicy::default() };
    OpenAiClient::builder(endpoint, Arc::new(SystemClock)).retry(retry).build().unwrap()
}

fn counting(max_tokens: u32) -> ChatRequest {
    ChatRequest::new(vec![Message::user("Count from one to fifty, in words.")], max_tokens)
}

fn told(error: LlmError) -> String {
    error.to_string()
}

async fn list(client: &OpenAiClient) -> Row {
    match client.list_models().await {
        Ok(models) => Ok(models.len().to_string()),
        Err(LlmError::NotFound { .. } | LlmError::Protocol { .. }) => Ok("none".to_owned()),
        Err(error) => Err(told(error)),
    }
}

async fn context(client: &OpenAiClient) -> Row {
    Ok(client.context_tokens().await.map_or_else(|| "not published".to_owned(), |size| size.to_string()))
}

/// A limit of eight tokens is heeded: some servers ignore the name that they do not know.
async fn limit(client: &OpenAiClient) -> Row {
    let reply = client.complete(counting(8)).await.map_err(told)?;
    let words = reply.text.split_whitespace().count();
    if words <= 12 { Ok("heeded".to_owned()) } else { Err(format!("{words} words came")) }
}

async fn stream(client: &OpenAiClient) -> Row {
    let mut events = client.stream(counting(24)).await.map_err(told)?;
    let (mut pieces, mut end) = (0, None);
    while let Some(event) = events.next().await {
        match event.map_err(told)? {
            StreamEvent::Text(_) | StreamEvent::Reasoning(_) => pieces += 1,
            StreamEvent::End(found) => end = Some(found),
            StreamEvent::Retract | StreamEvent::Notice(_) => {}
        }
    }
    match end.map(|end| end.completeness) {
        Some(Completeness::Complete) if pieces > 1 => Ok("whole".to_owned()),
        Some(Completeness::CompleteWithWarning) if pieces > 1 => Ok("whole, no reason given".to_owned()),
        end => Err(format!("{pieces} pieces, {end:?}")),
    }
}

/// The interviewer speaks first and twice: no template takes that as it is.
async fn speaks_first(client: &OpenAiClient) -> Row {
    let messages = vec![
        Message::system("You are an interviewer."),
        Message::assistant("What is a set?"),
        Message::user("A bag of things."),
        Message::user("Each of them once."),
    ];
    let reply = client.complete(ChatRequest::new(messages, 16)).await.map_err(told)?;
    if reply.text.is_empty() { Err("nothing came".to_owned()) } else { Ok("taken".to_owned()) }
}

/// A shape that nobody would answer in of their own accord.
async fn shape(client: &OpenAiClient) -> Row {
    let schema = json!({
        "type": "object",
        "properties": { "zyzzyva": { "type": "string", "enum": ["heliotrope"] } },
        "required": ["zyzzyva"],
        "additionalProperties": false,
    });
    let format = JsonSchema { name: "check".to_owned(), schema };
    let question = vec![Message::user("What is the colour of a clear sky? Answer as JSON.")];
    let request = ChatRequest::new(question, 60).with_temperature(0.0).with_format(format);
    let reply = client.complete(request).await.map_err(told)?;
    let fits = json_in(&reply.text).is_some_and(|value| value["zyzzyva"] == "heliotrope");
    let rung = reply.rung.unwrap_or_default();
    Ok(format!("{rung:?}, {}", if fits { "fits" } else { "does not fit" }))
}

/// A reply that is given up in its midst leaves the server free for the next one.
async fn cancelled(client: &OpenAiClient) -> Row {
    let mut events = client.stream(counting(200)).await.map_err(told)?;
    events.next().await;
    drop(events);
    client.complete(counting(4)).await.map_err(told)?;
    Ok("asked again".to_owned())
}

/// What becomes of a talk that is far too long.
async fn overflow(client: &OpenAiClient) -> Row {
    let long = vec![Message::user("word ".repeat(40_000))];
    match client.complete(ChatRequest::new(long.clone(), 8)).await {
        Err(LlmError::ContextOverflow { limit_tokens: Some(limit), .. }) => Ok(format!("told: {limit}")),
        Err(LlmError::ContextOverflow { .. }) => Ok("told".to_owned()),
        Err(error) => Err(told(error)),
        Ok(_) => Ok("not told".to_owned()),
    }
}

async fn overflow_in_a_stream(client: &OpenAiClient) -> Row {
    let mut events = client
        .stream(ChatRequest::new(vec![Message::user("word ".repeat(40_000))], 8))
        .await
        .map_err(told)?;
    while let Some(event) = events.next().await {
        match event {
            Err(LlmError::ContextOverflow { .. }) => return Ok("told".to_owned()),
            Err(error) => return Err(told(error)),
            Ok(_) => {}
        }
    }
    Ok("not told".to_owned())
}

async fn unknown_model() -> Row {
    match client("no-such-model-anywhere").complete(counting(4)).await {
        Err(LlmError::ModelNotFound { .. }) => Ok("told".to_owned()),
        Ok(_) => Ok("served all the same".to_owned()),
        Err(error) => Err(told(error)),
    }
}

#[tokio::test]
#[ignore = "asks a real server: scripts/conformance.sh URL MODEL"]
async fn a_real_server_is_understood() {
    let client = client(Environment::of_process().get("CONFORMANCE_MODEL").expect("CONFORMANCE_MODEL"));
    let rows = [
        ("list of models", list(&client).await),
        ("context", context(&client).await),
        ("limit of 8 tokens", limit(&client).await),
        ("stream", stream(&client).await),
        ("interviewer speaks first", speaks_first(&client).await),
        ("JSON by a schema", shape(&client).await),
        ("given up midway", cancelled(&client).await),
        ("too long", overflow(&client).await),
        ("too long, in a stream", overflow_in_a_stream(&client).await),
        ("unknown model", unknown_model().await),
    ];
    for (name, row) in &rows {
        let (mark, text) = match row {
            Ok(text) => ("ok", text),
            Err(text) => ("FAULT", text),
        };
        println!("| {name} | {mark} | {text} |");
    }
    println!("| learnt | ok | {} |", viva::app::doctor::learnt_in_words(&client.traits()).join("; "));
    let faults: Vec<_> = rows.iter().filter(|(_, row)| row.is_err()).map(|(name, _)| *name).collect();
    assert!(faults.is_empty(), "{faults:?}");
}
