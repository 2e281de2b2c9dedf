//! What answers on this machine when nothing is configured: the usual ports, looked at for a moment, without a key.

use std::{
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use tokio::net::TcpStream;

use crate::{
    app::clock::{SystemClock, wall_ms},
    error::AppError,
    llm::{self, OpenAiClient, openai::BaseUrl},
    settings::{self, Key, Setting, Settings},
    store::Store,
};

use super::{likeliest, link::talks, runtime};

/// All of them together get so long.
pub const A_MOMENT: Duration = Duration::from_millis(150);

/// A server of this machine that has a model to talk with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The endpoint, with its model and without a key.
    pub endpoint: settings::Endpoint,
    /// The model that would be taken.
    pub model: String,
    /// How many models it lists.
    pub models: usize,
}

impl Found {
    /// The question whether it shall be used, in one line.
    #[must_use]
    pub fn question(&self) -> String {
        let Self { endpoint, model, models } = self;
        let others = match models {
            0 | 1 => String::new(),
            n => format!(" and {} more", n - 1),
        };
        format!("{} answers on this machine with {model}{others}. Use it?", endpoint.name)
    }
}

/// What was answered to an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Memory {
    /// Use this model of it.
    Accepted {
        /// The model.
        model: String,
    },
    /// Don't, and don't ask again.
    Declined,
}

impl Memory {
    fn key(base_url: &str) -> String {
        format!("offer:{base_url}")
    }

    /// What was answered about the server at this address.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn of(base_url: &str, store: &Store) -> Result<Option<Self>, AppError> {
        let text = store.recall(&Self::key(base_url))?;
        Ok(text.and_then(|text| match text.split_once(' ') {
            Some(("yes", model)) => Some(Self::Accepted { model: model.to_owned() }),
            _ => (text == "no").then_some(Self::Declined),
        }))
    }

    /// Remembers it.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn keep(&self, base_url: &str, store: &Store) -> Result<(), AppError> {
        let text = match self {
            Self::Accepted { model } => format!("yes {model}"),
            Self::Declined => "no".to_owned(),
        };
        Ok(store.remember(&Self::key(base_url), &text, wall_ms())?)
    }
}

/// A look at this machine under way.
pub struct Offer {
    found: mpsc::Receiver<Vec<Found>>,
    until: Instant,
}

impl Offer {
    /// Begins to look at the endpoints of the settings that are on this machine, but for those that were declined.
    #[must_use]
    pub fn begin(settings: &Settings, store: &Store) -> Self {
        let mut here = settings.endpoints_here();
        here.retain(|endpoint| {
            !matches!(Memory::of(&endpoint.base_url.value, store), Ok(Some(Memory::Declined)))
        });
        let (sender, found) = mpsc::channel();
        std::thread::spawn(move || {
            // Nobody may be waiting any more.
            let _ = sender.send(look(here, A_MOMENT));
        });
        Self { found, until: Instant::now() + A_MOMENT }
    }

    /// What was found, after no more than what is left of the moment.
    #[must_use]
    pub fn found(self) -> Option<Found> {
        let left = self.until.saturating_duration_since(Instant::now());
        self.found.recv_timeout(left).ok()?.into_iter().next()
    }
}

/// The endpoints that answer within this time, all at once, and have a model to talk with. They are sent no key.
#[must_use]
pub fn look(endpoints: Vec<settings::Endpoint>, patience: Duration) -> Vec<Found> {
    let Ok(runtime) = runtime() else { return Vec::new() };
    let looks =
        futures_util::future::join_all(endpoints.into_iter().map(|endpoint| look_at(endpoint, patience)));
    let found = runtime.block_on(looks);
    found.into_iter().flatten().collect()
}

async fn look_at(endpoint: settings::Endpoint, patience: Duration) -> Option<Found> {
    tokio::time::timeout(patience, found_at(endpoint)).await.ok()?
}

async fn found_at(mut endpoint: settings::Endpoint) -> Option<Found> {
    // A client takes longer to build than it takes to see that nobody is there.
    let base = BaseUrl::parse(&endpoint.base_url.value).ok()?;
    TcpStream::connect(base.socket()?).await.ok()?;
    endpoint.key = Key::None;
    let told = llm::Endpoint::new(&endpoint.base_url.value, "");
    let client = OpenAiClient::builder(told, Arc::new(SystemClock)).build().ok()?;
    let mut listed = client.list_models().await.ok()?;
    listed.retain(|model| talks(&model.id));
    let model = likeliest(&listed)?;
    let origin = endpoint.base_url.origin.clone();
    endpoint.model = Setting { value: Some(model.clone()), origin };
    Some(Found { endpoint, model, models: listed.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLLAMA: &str = "http://localhost:11434/v1";

    #[test]
    fn what_was_answered_to_an_offer_is_remembered() {
        let store = Store::in_memory().unwrap();
        assert_eq!(Memory::of(OLLAMA, &store).unwrap(), None);
        let accepted = Memory::Accepted { model: "qwen2.5:14b".to_owned() };
        accepted.keep(OLLAMA, &store).unwrap();
        assert_eq!(Memory::of(OLLAMA, &store).unwrap(), Some(accepted));
        Memory::Declined.keep(OLLAMA, &store).unwrap();
        assert_eq!(Memory::of(OLLAMA, &store).unwrap(), Some(Memory::Declined));
        assert_eq!(Memory::of("http://localhost:1234/v1", &store).unwrap(), None);
    }
}
