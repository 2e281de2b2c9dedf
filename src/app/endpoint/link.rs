//! A client that shows signs of life. It is looked at in the background, while the candidate reads the question.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use tokio::{runtime::Runtime, sync::watch};

use crate::{
    app::clock::wall_ms,
    error::AppError,
    llm::{
        ChatModel, LlmError, OpenAiClient, TimeoutKind,
        openai::{ModelInfo, Traits},
    },
    settings::{Endpoint, Environment, Secret},
    store::Store,
};

use super::{client_of, key_of, runtime};

/// An endpoint that shall be used if it is there gets so long to show that it is.
const SIGN_OF_LIFE: Duration = Duration::from_secs(5);

/// A client that has shown a sign of life.
#[derive(Clone)]
pub struct Connection {
    /// The client.
    pub client: OpenAiClient,
    /// How many tokens its context holds, where that is known.
    pub context_tokens: Option<u32>,
}

/// What the look at the endpoint has found; none while it is under way.
type Seen = Option<Result<Vec<ModelInfo>, LlmError>>;

/// The way to the endpoint of the settings. It is first looked at in the background, and again when somebody wants to
/// speak through it after it did not answer.
pub struct Link {
    /// Where requests run.
    pub runtime: Arc<Runtime>,
    /// The endpoint, as the settings have it.
    pub configured: Endpoint,
    key: Option<Secret>,
    probe: OpenAiClient,
    learnt: Vec<(String, Traits)>,
    seen: watch::Receiver<Seen>,
    connected: OnceLock<Connection>,
}

impl Link {
    /// Begins to look at an endpoint, and does not wait for what comes of it.
    ///
    /// # Errors
    /// Exit code 3 where its settings or its key cannot be used: that needs no looking.
    pub fn begin(
        configured: Endpoint,
        environment: &Environment,
        store: Option<&Store>,
    ) -> Result<Self, AppError> {
        let model = configured.model.value.clone();
        let key = key_of(&configured, environment)?;
        let probe = client_of(&configured, key.as_ref(), model.clone().unwrap_or_default(), None)?;
        let (sender, seen) = watch::channel(None);
        let (background, model_is_known) = (probe.clone(), model.is_some());
        if configured.lists_models {
            std::thread::spawn(move || {
                let Ok(runtime) = runtime() else { return };
                let found = runtime.block_on(sign_of_life(&background, model_is_known));
                // Nobody may be waiting any more.
                let _ = sender.send(Some(found));
            });
        } else {
            // There is nothing to look at: the first request shows what is there.
            let _ = sender.send(Some(Ok(Vec::new())));
        }
        let learnt = store.map_or_else(Vec::new, |store| all_learnt(store, &configured.base_url.value));
        Ok(Self { runtime: runtime()?, configured, key, probe, learnt, seen, connected: OnceLock::new() })
    }

    /// What to call it before it has answered.
    #[must_use]
    pub fn name(&self) -> String {
        let label = self.probe.label();
        match &self.configured.model.value {
            Some(_) => label,
            None => label.trim_start_matches(" at ").to_owned(),
        }
    }

    /// The models that it lists, as far as that is known by now.
    #[must_use]
    pub fn listed(&self) -> Vec<ModelInfo> {
        match &*self.seen.borrow() {
            Some(Ok(models)) => models.clone(),
            Some(Err(_)) | None => Vec::new(),
        }
    }

    /// Waits for what comes of the look at it. Where nothing good came of the last one, looks again.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub async fn connect(&self, again: bool) -> Result<Connection, LlmError> {
        if let Some(connected) = self.connected.get() {
            return Ok(connected.clone());
        }
        let mut seen = self.seen.clone();
        let first = match seen.wait_for(Option::is_some).await {
            Ok(found) => found.clone(),
            Err(_) => None,
        };
        let known = self.configured.model.value.is_some();
        let models = match first {
            Some(Ok(models)) => models,
            Some(Err(error)) if !again => return Err(error),
            Some(Err(_)) | None => sign_of_life(&self.probe, known).await?,
        };
        let connection = self.client(&models)?;
        Ok(self.connected.get_or_init(|| connection).clone())
    }

    /// A client of its own for requests on another runtime: connections belong to the runtime that made them.
    ///
    /// # Errors
    /// Why the endpoint cannot be used.
    pub async fn aside(&self) -> Result<OpenAiClient, LlmError> {
        let client = self.connect(false).await?.client;
        self.client_for(client.model().to_owned(), Some(client.traits()))
    }

    /// Keeps what was learnt about the endpoint for next time.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn remember(&self, store: &Store) -> Result<(), AppError> {
        let Some(connection) = self.connected.get() else { return Ok(()) };
        let client = &connection.client;
        let traits = serde_json::to_value(client.traits())
            .map_err(|error| AppError::failure("what was learnt cannot be written").because(error))?;
        Ok(store.remember_traits(&self.configured.base_url.value, client.model(), &traits, wall_ms())?)
    }

    fn client(&self, models: &[ModelInfo]) -> Result<Connection, LlmError> {
        let named = self.configured.model.value.clone();
        let model = named.or_else(|| likeliest(models));
        let model = model.ok_or_else(|| LlmError::NoModel { host: self.name() })?;
        let learnt = self.learnt.iter().find(|(known, _)| *known == model).map(|(_, traits)| traits.clone());
        let published = models.iter().find(|info| info.id == model).and_then(|info| info.context_tokens);
        let told = learnt.as_ref().and_then(|traits| traits.context_tokens);
        let context_tokens = self.configured.context_tokens.or(told).or(published);
        let client = self.client_for(model, learnt)?;
        tracing::info!(endpoint = %client.label(), ?context_tokens, "connected");
        Ok(Connection { client, context_tokens })
    }

    fn client_for(&self, model: String, learnt: Option<Traits>) -> Result<OpenAiClient, LlmError> {
        client_of(&self.configured, self.key.as_ref(), model, learnt)
            .map_err(|error| LlmError::Setup { message: error.message })
    }
}

impl Connection {
    /// As a model to talk with.
    #[must_use]
    pub fn model(&self) -> Arc<dyn ChatModel> {
        Arc::new(self.client.clone())
    }
}

/// What is known of every model of an endpoint; what cannot be read was never learnt.
fn all_learnt(store: &Store, base_url: &str) -> Vec<(String, Traits)> {
    let all = store.all_traits(base_url, wall_ms()).unwrap_or_default();
    all.into_iter()
        .filter_map(|learnt| Some((learnt.model, serde_json::from_value(learnt.traits).ok()?)))
        .collect()
}

/// The first model of a list that is one to talk with, going by its name.
#[must_use]
pub fn likeliest(models: &[ModelInfo]) -> Option<String> {
    models.iter().find(|model| talks(&model.id)).or(models.first()).map(|model| model.id.clone())
}

/// Whether a model is one to talk with, going by its name.
pub(super) fn talks(id: &str) -> bool {
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
    let id = id.to_lowercase();
    !OTHERS.iter().any(|other| id.contains(other))
}

/// The list of models, if it comes soon. Many endpoints have none, which says nothing against one whose model is
/// known; a model that is being loaded is a sign of life too.
async fn sign_of_life(client: &OpenAiClient, model_is_known: bool) -> Result<Vec<ModelInfo>, LlmError> {
    match tokio::time::timeout(SIGN_OF_LIFE, client.list_models()).await {
        Err(_) => Err(LlmError::Timeout { which: TimeoutKind::FirstByte, after: SIGN_OF_LIFE }),
        Ok(Err(LlmError::NotFound { .. } | LlmError::Protocol { .. } | LlmError::Loading))
            if model_is_known =>
        {
            Ok(Vec::new())
        }
        Ok(answer) => answer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(ids: &[&str]) -> Vec<ModelInfo> {
        ids.iter().map(|id| ModelInfo { id: (*id).to_owned(), context_tokens: None }).collect()
    }

    #[test]
    fn a_model_that_only_embeds_is_passed_over() {
        let models = listed(&["nomic-embed-text", "qwen2.5:14b", "llama3"]);
        assert_eq!(likeliest(&models).as_deref(), Some("qwen2.5:14b"));
        assert_eq!(likeliest(&listed(&["nomic-embed-text"])).as_deref(), Some("nomic-embed-text"));
        assert_eq!(likeliest(&[]), None);
    }
}
