//! From settings to a client that answers, or to a sentence that says why there is none.

use std::{sync::Arc, time::Duration};

use tokio::runtime::Runtime;

use crate::{
    error::{AppError, Exit},
    interviewer::{EndpointVoice, VoiceOptions},
    llm::{
        self, ChatModel, LlmError, OpenAiClient, Timeouts, Tls,
        openai::{ModelInfo, Traits},
    },
    prompt::TemplateSet,
    settings::{self, Backend, Environment, Settings},
    store::Store,
};

use super::{
    clock::{SystemClock, wall_ms},
    marking::Marker,
    speaking::Speaker,
};

/// What is learnt of an endpoint is believed for so long.
pub const TRAITS_LAST_MS: i64 = 30 * 24 * 3600 * 1000;
/// An endpoint that shall be used if it is there gets so long to show that it is.
const SIGN_OF_LIFE: Duration = Duration::from_secs(5);

/// A client, and where its requests run.
#[derive(Clone)]
pub struct Connection {
    /// The client.
    pub client: OpenAiClient,
    /// Where its requests run.
    pub runtime: Arc<Runtime>,
    /// The model's id.
    pub model: String,
    /// How many tokens its context holds, where that is known.
    pub context_tokens: Option<u32>,
    base_url: String,
}

impl Connection {
    /// Keeps what was learnt about the endpoint for next time.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn remember(&self, store: &Store) -> Result<(), AppError> {
        let traits = serde_json::to_value(self.client.traits())
            .map_err(|error| AppError::failure("what was learnt cannot be written").because(error))?;
        store.remember_traits(&self.base_url, &self.model, &traits, wall_ms() + TRAITS_LAST_MS)?;
        Ok(())
    }

    /// As a model to talk with.
    #[must_use]
    pub fn model(&self) -> Arc<dyn ChatModel> {
        Arc::new(self.client.clone())
    }
}

/// Connects to the endpoint of the settings, and sees whether it answers; none where none is configured.
///
/// # Errors
/// Exit code 3 for settings and keys, 4 for the endpoint.
pub fn connect(
    settings: &Settings,
    environment: &Environment,
    store: Option<&Store>,
) -> Result<Option<Connection>, AppError> {
    let Some(configured) = endpoint_of(settings)? else { return Ok(None) };
    let runtime = Arc::new(runtime()?);
    let named = configured.model.value.clone();
    let probe = client(&configured, environment, named.clone().unwrap_or_default(), None)?;
    let models = runtime.block_on(sign_of_life(&probe, named.is_some()))?;
    let model = match named.or_else(|| likeliest(&models)) {
        Some(model) => model,
        None => {
            return Err(AppError::new(
                Exit::Configuration,
                format!("endpoint `{}` names no model of its own", configured.name),
            )
            .hint("choose one with `--model ID`"));
        }
    };
    let base_url = configured.base_url.value.clone();
    let learnt = store.and_then(|store| store.traits(&base_url, &model, wall_ms()).ok().flatten());
    let traits = learnt.and_then(|json| serde_json::from_value::<Traits>(json).ok());
    let published = models.iter().find(|info| info.id == model).and_then(|info| info.context_tokens);
    let context_tokens = configured.context_tokens.or(published);
    let client = client(&configured, environment, model.clone(), traits)?;
    tracing::info!(endpoint = %client.label(), ?context_tokens, "connected");
    Ok(Some(Connection { client, runtime, model, context_tokens, base_url }))
}

/// What the endpoint of the settings offers.
///
/// # Errors
/// As [`connect`]; exit code 3 where none is configured.
pub fn models(settings: &Settings, environment: &Environment) -> Result<Vec<ModelInfo>, AppError> {
    let configured = endpoint_of(settings)?.ok_or_else(none_configured)?;
    let client = client(&configured, environment, String::new(), None)?;
    Ok(runtime()?.block_on(client.list_models())?)
}

/// There is no endpoint to use.
#[must_use]
pub fn none_configured() -> AppError {
    AppError::new(Exit::Configuration, "no endpoint is configured")
        .hint("set `OPENAI_BASE_URL` (and `OPENAI_API_KEY`), give `--endpoint URL`, or write one with `viva config init`")
}

fn endpoint_of(settings: &Settings) -> Result<Option<settings::Endpoint>, AppError> {
    settings
        .endpoint()
        .map_err(|error| AppError::new(Exit::Configuration, error.to_string()).hint(error.hint()))
}

fn runtime() -> Result<Runtime, AppError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| AppError::failure("no runtime for requests can be made").because(error))
}

fn client(
    configured: &settings::Endpoint,
    environment: &Environment,
    model: String,
    traits: Option<Traits>,
) -> Result<OpenAiClient, AppError> {
    let endpoint = told(configured, environment, model)?;
    let timeouts = timeouts(configured);
    let mut builder = OpenAiClient::builder(endpoint, Arc::new(SystemClock)).timeouts(timeouts);
    if let Some(traits) = traits {
        builder = builder.traits(traits);
    }
    Ok(builder.build()?)
}

/// The endpoint as the client wants it told, with its key.
fn told(
    configured: &settings::Endpoint,
    environment: &Environment,
    model: String,
) -> Result<llm::Endpoint, AppError> {
    let key = configured
        .key
        .resolve(environment)
        .map_err(|error| AppError::new(Exit::Configuration, error.to_string()).hint(error.hint()))?;
    let hidden = |pairs: &[(String, settings::Secret)]| {
        pairs.iter().map(|(name, value)| (name.clone(), llm::Secret::new(value.expose()))).collect()
    };
    let mut endpoint = llm::Endpoint::new(&configured.base_url.value, model);
    endpoint.name.clone_from(&configured.name);
    endpoint.key = key.map(|key| llm::Secret::new(key.expose()));
    endpoint.auth = match &configured.auth {
        settings::Auth::Bearer => llm::Auth::Bearer,
        settings::Auth::Header(name) => llm::Auth::Header(name.clone()),
        settings::Auth::None => llm::Auth::None,
    };
    endpoint.headers = hidden(&configured.headers);
    endpoint.query = hidden(&configured.query);
    endpoint.context_tokens = configured.context_tokens;
    if let Some(path) = &configured.ca_file {
        let pem = std::fs::read(path).map_err(|error| {
            AppError::new(
                Exit::Configuration,
                format!("the certificate file {} cannot be read", path.display()),
            )
            .because(error)
        })?;
        endpoint.tls = Tls { extra_roots_pem: Some(pem), ..Tls::default() };
    }
    Ok(endpoint)
}

fn timeouts(configured: &settings::Endpoint) -> Timeouts {
    let host = configured.base_url.value.as_str();
    let loopback = ["localhost", "127.", "[::1]"].iter().any(|name| host.contains(&format!("//{name}")));
    let seconds = |s: u32| Duration::from_secs(u64::from(s));
    let mut timeouts = Timeouts::for_host(loopback);
    let asked = configured.timeouts;
    if asked.connect_s > 0 {
        timeouts.connect = seconds(asked.connect_s);
    }
    if asked.first_byte_s > 0 {
        timeouts.first_byte = seconds(asked.first_byte_s);
    }
    if asked.idle_s > 0 {
        timeouts.idle = seconds(asked.idle_s);
    }
    timeouts
}

/// The first model of a list that is one to talk with, going by its name.
fn likeliest(models: &[ModelInfo]) -> Option<String> {
    const OTHERS: [&str; 11] = [
        "embed",
        "whisper",
        "tts",
        "dall-e",
        "moderation",
        "audio",
        "image",
        "realtime",
        "transcribe",
        "rerank",
        "instruct-0914",
    ];
    let talks = |model: &&ModelInfo| !OTHERS.iter().any(|other| model.id.to_lowercase().contains(other));
    models.iter().find(talks).or(models.first()).map(|model| model.id.clone())
}

/// The list of models, if it comes soon. Many endpoints have none, which says nothing against one whose model is
/// known; a model that is being loaded is a sign of life too.
async fn sign_of_life(client: &OpenAiClient, model_is_known: bool) -> Result<Vec<ModelInfo>, AppError> {
    let Ok(answer) = tokio::time::timeout(SIGN_OF_LIFE, client.list_models()).await else {
        return Err(AppError::new(Exit::Endpoint, format!("{} did not answer within 5 s", client.address()))
            .hint("is it running? `viva models` asks it for its models"));
    };
    match answer {
        Ok(models) => Ok(models),
        Err(LlmError::NotFound { .. } | LlmError::Protocol { .. } | LlmError::Loading) if model_is_known => {
            Ok(Vec::new())
        }
        Err(error) => Err(error.into()),
    }
}

/// What an endpoint is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// To hold an interview, and to judge it.
    Interview,
    /// To judge only.
    Judge,
}

/// Who speaks and who judges.
pub struct Chosen {
    /// One line that says who speaks, where there was a choice.
    pub remark: Option<String>,
    connection: Option<Connection>,
    speaks: bool,
    judges: bool,
    samples: u32,
    raw: bool,
    templates: Arc<TemplateSet>,
}

impl Chosen {
    /// Chooses by the settings: with `auto`, the endpoint where one is configured and answers.
    ///
    /// # Errors
    /// Where an endpoint was asked for by name and cannot be used.
    pub fn choose(
        settings: &Settings,
        environment: &Environment,
        store: &Store,
        templates: TemplateSet,
        purpose: Use,
    ) -> Result<Self, AppError> {
        let speaker = if purpose == Use::Judge { Backend::Builtin } else { settings.interviewer.value };
        let judge = settings.judge.value;
        let wanted = |backend| backend != Backend::Builtin;
        let mut chosen = Self {
            remark: None,
            connection: None,
            speaks: false,
            judges: false,
            samples: settings.samples.value,
            raw: settings.raw.value,
            templates: Arc::new(templates),
        };
        // A candidate who wants the built-in interviewer and says nothing of the judge is not sent anywhere.
        let judge_alone = purpose == Use::Interview && !wanted(speaker) && judge == Backend::Auto;
        if judge_alone || !wanted(speaker) && !wanted(judge) {
            return Ok(chosen);
        }
        let must = speaker == Backend::Endpoint || judge == Backend::Endpoint;
        match connect(settings, environment, Some(store)) {
            Ok(Some(connection)) => {
                chosen.speaks = wanted(speaker);
                chosen.judges = wanted(judge);
                chosen.remark = chosen.speaks.then(|| format!("interviewer: {}", connection.client.label()));
                chosen.connection = Some(connection);
            }
            Ok(None) if must => return Err(none_configured()),
            Ok(None) => {}
            Err(error) if must => return Err(error),
            Err(error) => {
                let cause = error.source.as_ref().map_or_else(|| error.message.clone(), ToString::to_string);
                chosen.remark = Some(format!("interviewer: built in, because {cause}"));
            }
        }
        Ok(chosen)
    }

    /// Who speaks.
    #[must_use]
    pub fn speaker(&self) -> Speaker {
        let Some(connection) = self.connection.as_ref().filter(|_| self.speaks) else {
            return Speaker::Builtin;
        };
        let usual = VoiceOptions::default();
        let context_tokens =
            connection.context_tokens.and_then(|n| usize::try_from(n).ok()).unwrap_or(usual.context_tokens);
        let options = VoiceOptions { context_tokens, raw: self.raw, ..usual };
        let voice = EndpointVoice::new(connection.model(), Arc::clone(&self.templates), options);
        Speaker::Model { voice: Arc::new(voice), runtime: Arc::clone(&connection.runtime), rests_until: None }
    }

    /// Who judges.
    #[must_use]
    pub fn marker(&self) -> Marker {
        match self.connection.as_ref().filter(|_| self.judges) {
            Some(connection) => Marker::Model {
                model: connection.model(),
                runtime: Arc::clone(&connection.runtime),
                templates: Arc::clone(&self.templates),
                samples: self.samples,
                context_tokens: connection.context_tokens,
            },
            None => Marker::Builtin,
        }
    }

    /// Keeps what was learnt about the endpoint.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn remember(&self, store: &Store) -> Result<(), AppError> {
        self.connection.as_ref().map_or(Ok(()), |connection| connection.remember(store))
    }
}
