//! What the endpoint answers: list, one token, a stream, a shape; and what has been learnt of it.

use std::time::Instant;

use serde_json::json;

use crate::{
    app::{
        clock::wall_ms,
        endpoint::{advice, builder_of, likeliest, runtime},
    },
    error::{AppError, Exit},
    llm::{
        ChatModel, ChatRequest, JsonSchema, LlmError, Message, OpenAiClient, json_in,
        openai::{ModelInfo, RetryPolicy, Traits},
    },
    settings::{Endpoint, Key, Secret},
    store::TRAITS_LIVE_MS,
};

use super::{
    Check, Examination, Notes, Patient, Status,
    streamed::watch,
    words::{learnt_in_words, same_model, shaped},
};

/// All that is asked of an endpoint, in order.
const OF_ENDPOINT: [&str; 9] =
    ["key", "reachable", "model", "reply", "streaming", "structured", "context", "learnt", "audio"];
/// What is assumed of a context of unknown size.
const ASSUMED_TOKENS: u32 = 4096;
/// A reply of so many tokens shows whether it comes in pieces.
const STREAMED_TOKENS: u32 = 24;
const SHAPED_TOKENS: u32 = 60;
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

impl Examination<'_> {
    /// Looks at the endpoint of the settings, as far as each step lets the next one make sense.
    pub(super) fn endpoint(&self, notes: &mut Notes<'_, '_>) -> Option<Patient> {
        let endpoint = match self.which() {
            Ok((endpoint, check)) => {
                notes.add(check);
                endpoint
            }
            Err(check) => {
                notes.add(check);
                notes.skip(&OF_ENDPOINT, "there is no endpoint");
                return None;
            }
        };
        let mut visit = Visit { examination: self, endpoint, key: None, listed: None, notes };
        let asked = visit.ask();
        let missing: Vec<&'static str> = OF_ENDPOINT
            .into_iter()
            .filter(|id| !visit.notes.checks.iter().any(|check| check.id == *id))
            .collect();
        visit.notes.skip(&missing, "the endpoint could not be asked");
        let (model, context_tokens) =
            asked.map_or((visit.endpoint.model.value.clone(), None), |(model, n)| (Some(model), n));
        Some(Patient {
            name: visit.endpoint.name.clone(),
            base_url: visit.endpoint.shown_url(),
            model,
            context_tokens,
        })
    }
}

/// A visit to one endpoint.
struct Visit<'v, 'n, 't> {
    examination: &'v Examination<'v>,
    endpoint: Endpoint,
    key: Option<Secret>,
    listed: Option<Vec<ModelInfo>>,
    notes: &'v mut Notes<'n, 't>,
}

impl Visit<'_, '_, '_> {
    /// Asks everything; none where a step failed that the others stand on. Gives the model and its context.
    fn ask(&mut self) -> Option<(String, Option<u32>)> {
        self.key()?;
        let runtime = runtime().map_err(|error| self.notes.add(Check::of_error("reachable", &error))).ok()?;
        let named = self.endpoint.model.value.clone();
        let client = self.client(named.clone().unwrap_or_default(), None)?;
        self.listed = runtime.block_on(self.reachable(&client));
        self.listed.as_ref()?;
        let model = self.model(named)?;
        let client = self.client(model.clone(), self.learnt_before(&model))?;
        let replied = runtime.block_on(self.reply(&client));
        if replied {
            runtime.block_on(self.streaming(&client));
            runtime.block_on(self.structured(&client));
        } else {
            self.notes.skip(&["streaming", "structured"], "it does not reply");
        }
        let context_tokens = self.context(&client);
        self.learnt(&client, replied);
        self.notes.add(Check::skipped("audio", "this version takes no audio"));
        Some((model, context_tokens))
    }

    fn client(&mut self, model: String, learnt: Option<Traits>) -> Option<OpenAiClient> {
        // A doctor does not wait as long as an interviewer: what fails now is told now.
        let retry = RetryPolicy {
            attempts: 1,
            loading_patience: std::time::Duration::ZERO,
            ..RetryPolicy::default()
        };
        let built = builder_of(&self.endpoint, self.key.as_ref(), model, learnt)
            .and_then(|builder| Ok(builder.retry(retry).build()?));
        built.map_err(|error| self.notes.add(Check::of_error("reachable", &error))).ok()
    }

    /// Whether there is a key, and where; never which.
    fn key(&mut self) -> Option<()> {
        let key = &self.endpoint.key;
        let check =
            match (key.resolve(self.examination.environment), key) {
                (Err(error), _) => {
                    Check::failed("key", Exit::Configuration, error.to_string()).hint(error.hint())
                }
                (Ok(Some(found)), _) => {
                    self.key = Some(found);
                    Check::ok("key", format!("from {key}"))
                }
                (Ok(None), Key::Withheld { .. }) if self.endpoint.is_here() => {
                    Check::ok("key", "none is sent; a server on this machine seldom wants one")
                }
                (Ok(None), Key::Withheld { server }) => Check::warning(
                    "key",
                    format!("none is sent: the one that is configured belongs to {server}"),
                )
                .hint(format!("give one for this address with `key_env` under `{}`", self.endpoint.table())),
                (Ok(None), Key::VariableIfSet(name)) => {
                    Check::ok("key", format!("none is sent: `${name}` is not set"))
                }
                (Ok(None), _) => Check::ok("key", "none is sent"),
            };
        let failed = check.status == Status::Failed;
        self.notes.add(check);
        (!failed).then_some(())
    }

    fn failed(&self, id: &'static str, error: LlmError) -> Check {
        let listed = self.listed.as_deref().unwrap_or_default();
        let hint = advice::hint(&error, &self.endpoint, listed);
        let message = error.to_string();
        Check::failed(id, AppError::from(error).exit, message).hint(hint)
    }

    /// Asks for the list of models, which shows whether anybody is there and lets us in.
    async fn reachable(&mut self, client: &OpenAiClient) -> Option<Vec<ModelInfo>> {
        if !self.endpoint.lists_models {
            self.notes.add(Check::skipped("reachable", "it has no list of models that could be asked for"));
            return Some(Vec::new());
        }
        let began = Instant::now();
        let listed = client.list_models().await;
        let ms = since(began);
        let (check, listed) = match listed {
            Ok(models) => (
                Check::ok(
                    "reachable",
                    format!("{} answers, with {}", client.address(), counted(models.len())),
                ),
                Some(models),
            ),
            Err(LlmError::NotFound { .. } | LlmError::Protocol { .. })
                if self.endpoint.model.value.is_some() =>
            {
                (
                    Check::ok("reachable", format!("{} answers, without a list of models", client.address())),
                    Some(Vec::new()),
                )
            }
            Err(error) => (self.failed("reachable", error), None),
        };
        self.notes.add(check.after(ms));
        listed
    }

    fn model(&mut self, named: Option<String>) -> Option<String> {
        let listed = self.listed.as_deref().unwrap_or_default();
        let is_listed = |model: &String| listed.iter().any(|info| info.id == *model);
        let (check, model) = match named.or_else(|| likeliest(listed)) {
            None => {
                let error = LlmError::NoModel { host: self.endpoint.shown_url() };
                (self.failed("model", error), None)
            }
            Some(model) if is_listed(&model) && self.endpoint.model.value.is_none() => {
                let check = Check::ok("model", format!("{model}, since none is named"));
                (
                    if listed.len() > 1 {
                        check.hint("`viva models` lists them, `--model ID` chooses")
                    } else {
                        check
                    },
                    Some(model),
                )
            }
            Some(model) if is_listed(&model) => {
                (Check::ok("model", format!("{model} is in the list")), Some(model))
            }
            Some(model) if listed.is_empty() => {
                (Check::ok("model", format!("{model}; there is no list to look it up in")), Some(model))
            }
            Some(model) => {
                let error = LlmError::ModelNotFound { model: model.clone(), message: String::new() };
                let hint = advice::hint(&error, &self.endpoint, listed);
                (Check::warning("model", format!("{model} is not in the list")).hint(hint), Some(model))
            }
        };
        self.notes.add(check);
        model
    }

    /// The shortest reply there is.
    async fn reply(&mut self, client: &OpenAiClient) -> bool {
        let request = ChatRequest::new(vec![Message::user("Say yes.")], 1);
        let began = Instant::now();
        let reply = client.complete(request).await;
        let ms = since(began);
        let check = match reply {
            Ok(reply) => match reply.end.model.filter(|model| !same_model(model, client.model())) {
                Some(other) => Check::warning("reply", format!("one token came, from the model `{other}`"))
                    .hint("the server may serve one model whatever it is asked for"),
                None => Check::ok("reply", "one token came"),
            },
            Err(LlmError::OnlyReasoning { .. }) => Check::ok("reply", "the model began to reason"),
            Err(error) => self.failed("reply", error),
        };
        let replied = check.status != Status::Failed;
        self.notes.add(check.after(ms));
        replied
    }

    async fn streaming(&mut self, client: &OpenAiClient) {
        let began = Instant::now();
        let request =
            ChatRequest::new(vec![Message::user("Count from one to twenty, in words.")], STREAMED_TOKENS);
        let check = match watch(client, request).await {
            Ok(watched) => watched.check(),
            Err(error) => self.failed("streaming", error),
        };
        self.notes.add(check.after(since(began)));
    }

    /// Asks for a shape that nobody would answer in of their own accord.
    async fn structured(&mut self, client: &OpenAiClient) {
        let schema = json!({
            "type": "object",
            "properties": { "zyzzyva": { "type": "string", "enum": ["heliotrope"] } },
            "required": ["zyzzyva"],
            "additionalProperties": false,
        });
        let format = JsonSchema { name: "check".to_owned(), schema };
        let question = "What is the colour of a clear sky? Answer as JSON.";
        let request = ChatRequest::new(vec![Message::user(question)], SHAPED_TOKENS)
            .with_temperature(0.0)
            .with_format(format);
        let began = Instant::now();
        let check = match client.complete(request).await {
            Ok(reply) => {
                let fits = json_in(&reply.text).is_some_and(|value| value["zyzzyva"] == "heliotrope");
                shaped(reply.rung.unwrap_or_default(), fits)
            }
            Err(error) => {
                let hint = advice::hint(&error, &self.endpoint, &[]);
                Check::warning("structured", error.to_string()).hint(hint)
            }
        };
        self.notes.add(check.after(since(began)));
    }

    fn context(&mut self, client: &OpenAiClient) -> Option<u32> {
        let listed = self.listed.as_deref().unwrap_or_default();
        let published =
            listed.iter().find(|info| info.id == client.model()).and_then(|info| info.context_tokens);
        let (size, whence) = match (self.endpoint.context_tokens, client.traits().context_tokens, published) {
            (Some(size), _, _) => (size, "as configured"),
            (None, Some(size), _) => (size, "as it said when a talk was too long"),
            (None, None, Some(size)) => (size, "as it publishes"),
            (None, None, None) => {
                self.notes.add(
                    Check::warning("context", format!("unknown; {ASSUMED_TOKENS} tokens are assumed"))
                        .hint(format!("set `context_tokens` under `{}`; some servers forget in silence what does not fit", self.endpoint.table())),
                );
                return None;
            }
        };
        let check = if size < ASSUMED_TOKENS {
            Check::warning("context", format!("{size} tokens, {whence}"))
                .hint("a long interview will not fit; start the server with a larger context")
        } else {
            Check::ok("context", format!("{size} tokens, {whence}"))
        };
        self.notes.add(check);
        Some(size)
    }

    fn learnt_before(&self, model: &str) -> Option<Traits> {
        let store = self.examination.store.as_ref().ok()?;
        if self.examination.forget {
            store.forget_traits(&self.endpoint.base_url.value).ok()?;
            return None;
        }
        let traits = store.traits(&self.endpoint.base_url.value, model, wall_ms()).ok().flatten()?;
        serde_json::from_value(traits).ok()
    }

    /// Tells what was learnt, and keeps it.
    fn learnt(&mut self, client: &OpenAiClient, replied: bool) {
        let traits = client.traits();
        let words = learnt_in_words(&traits);
        let days = TRAITS_LIVE_MS / DAY_MS;
        let check = if traits.other_path {
            Check::warning("learnt", words.join("; "))
                .hint(format!("make `{}` its address", client.address()))
        } else if words.is_empty() {
            Check::ok("learnt", "nothing: it takes what it is sent")
        } else {
            Check::ok("learnt", format!("{}; believed for {days} days", words.join("; ")))
                .hint("`viva doctor --forget` learns it anew")
        };
        if let (Ok(store), true) = (&self.examination.store, replied)
            && let Ok(json) = serde_json::to_value(&traits)
        {
            // What cannot be kept is learnt again.
            let _ = store.remember_traits(&self.endpoint.base_url.value, client.model(), &json, wall_ms());
        }
        self.notes.add(check);
    }
}

/// Milliseconds since then.
pub(super) fn since(began: Instant) -> u64 {
    u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX)
}

fn counted(models: usize) -> String {
    if models == 1 { "one model".to_owned() } else { format!("{models} models") }
}
