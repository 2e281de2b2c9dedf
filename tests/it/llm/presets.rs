//! What each endpoint that is known by name is sent: where to, with which header, in which words.

use serde_json::{Value, json};
use viva::app::endpoint::{builder_of, key_of};
use viva::llm::{ChatModel, ChatRequest, JsonSchema, Message};
use viva::settings::{Endpoint, Environment, Flags, Given, Settings};

use crate::support::server::{Answer, Seen, Server};

const AZURE: &str = "https://mine.openai.azure.com/openai/v1";

/// The endpoint of this name on a machine where this variable holds a key.
fn preset(name: &str, variable: &str) -> (Endpoint, Environment) {
    let environment: Environment =
        [(variable, "key-0123456789"), ("VIVA_ENDPOINTS_AZURE_OPENAI_BASE_URL", AZURE)].into_iter().collect();
    let given =
        Given { flags: Flags { endpoint: Some(name.to_owned()), ..Flags::default() }, ..Given::default() };
    let (settings, faults) = Settings::load(&given, &environment, None).unwrap();
    assert_eq!(faults, []);
    (settings.endpoint().unwrap().unwrap(), environment)
}

/// What a server gets that stands in the place of this preset's own.
async fn sent(name: &str, variable: &str) -> Seen {
    let server = Server::start();
    let (mut endpoint, environment) = preset(name, variable);
    let (_, rest) = endpoint.base_url.value.split_once("://").unwrap();
    let path = rest.find('/').map_or("", |at| &rest[at..]);
    endpoint.base_url.value = format!("{}{path}", server.url());
    let key = key_of(&endpoint, &environment).unwrap();
    let client = builder_of(&endpoint, key.as_ref(), "m".to_owned(), None).unwrap().build().unwrap();
    server.answer(Answer::reply(r#"{"ok":true}"#));
    let messages = vec![Message::system("Be brief."), Message::user("Hi")];
    let format = JsonSchema { name: "shape".to_owned(), schema: json!({"type": "object"}) };
    client.complete(ChatRequest::new(messages, 40).with_format(format)).await.unwrap();
    server.requests().remove(0)
}

/// Name, variable of the key, target, header of the key, name of the token limit, kind of format.
type Row =
    (&'static str, &'static str, &'static str, Option<&'static str>, &'static str, Option<&'static str>);

const BEARER: Option<&str> = Some("authorization");
const SCHEMA: Option<&str> = Some("json_schema");
const OLD: &str = "max_tokens";
const NEW: &str = "max_completion_tokens";
const V1: &str = "/v1/chat/completions";

const ROWS: [Row; 20] = [
    ("openai", "OPENAI_API_KEY", V1, BEARER, NEW, SCHEMA),
    ("azure-openai", "AZURE_OPENAI_API_KEY", "/openai/v1/chat/completions", Some("api-key"), NEW, SCHEMA),
    ("ollama", "NONE", V1, None, OLD, SCHEMA),
    ("lm-studio", "LM_API_TOKEN", V1, BEARER, OLD, SCHEMA),
    ("lm-studio", "NONE", V1, None, OLD, SCHEMA),
    ("llama-cpp", "LLAMA_API_KEY", V1, BEARER, OLD, SCHEMA),
    ("vllm", "VLLM_API_KEY", V1, BEARER, OLD, SCHEMA),
    ("sglang", "NONE", V1, None, OLD, SCHEMA),
    ("litellm", "LITELLM_API_KEY", V1, BEARER, OLD, SCHEMA),
    ("koboldcpp", "NONE", V1, None, OLD, SCHEMA),
    ("jan", "NONE", V1, None, OLD, SCHEMA),
    ("openrouter", "OPENROUTER_API_KEY", "/api/v1/chat/completions", BEARER, OLD, SCHEMA),
    ("groq", "GROQ_API_KEY", "/openai/v1/chat/completions", BEARER, OLD, SCHEMA),
    ("together", "TOGETHER_API_KEY", V1, BEARER, OLD, SCHEMA),
    ("mistral", "MISTRAL_API_KEY", V1, BEARER, OLD, SCHEMA),
    ("deepseek", "DEEPSEEK_API_KEY", V1, BEARER, OLD, Some("json_object")),
    ("xai", "XAI_API_KEY", V1, BEARER, OLD, SCHEMA),
    ("gemini", "GEMINI_API_KEY", "/v1beta/openai/chat/completions", BEARER, OLD, SCHEMA),
    ("anthropic", "ANTHROPIC_API_KEY", V1, BEARER, OLD, None),
    ("github-models", "GITHUB_TOKEN", "/inference/chat/completions", BEARER, OLD, SCHEMA),
];

#[tokio::test]
async fn every_preset_is_asked_where_and_as_it_wants_to_be() {
    for (name, variable, target, header, limit, format) in ROWS {
        let seen = sent(name, variable).await;
        assert_eq!(seen.target, target, "{name}");
        for possible in ["authorization", "api-key"] {
            let prefix = if possible == "authorization" { "Bearer " } else { "" };
            let expected = (header == Some(possible)).then(|| format!("{prefix}key-0123456789"));
            assert_eq!(seen.header(possible), expected.as_deref(), "{name}: {possible}");
        }
        let body = seen.json();
        assert_eq!(body[limit], 40, "{name}: {body}");
        assert_eq!(body["response_format"]["type"].as_str(), format, "{name}");
        assert_conservative(name, &body);
    }
}

/// Nothing that some server refuses and no other needs.
fn assert_conservative(name: &str, body: &Value) {
    let known = ["model", "messages", "max_tokens", "max_completion_tokens", "response_format"];
    let unknown: Vec<_> =
        body.as_object().unwrap().keys().filter(|key| !known.contains(&key.as_str())).collect();
    assert!(unknown.is_empty(), "{name}: {unknown:?}");
    assert!(body["max_tokens"].is_null() || body["max_completion_tokens"].is_null(), "{name}: both limits");
    let roles: Vec<_> =
        body["messages"].as_array().unwrap().iter().map(|message| message["role"].clone()).collect();
    assert_eq!(roles, ["system", "user"], "{name}");
}

#[test]
fn every_preset_has_its_row() {
    let names = Settings::load(&Given::default(), &Environment::default(), None).unwrap().0.endpoint_names();
    for name in names {
        assert!(ROWS.iter().any(|row| row.0 == name), "{name} is not in the table");
    }
}
