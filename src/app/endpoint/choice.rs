//! Who speaks and who judges.

use std::sync::Arc;

use crate::{
    app::{
        background::Background,
        marking::{Marker, USUAL_JOBS},
        speaking::Speaker,
    },
    error::AppError,
    interview::State,
    llm::LlmError,
    prompt::TemplateSet,
    scoring::judge::{Assessed, assess},
    settings::{Backend, Endpoint, Environment, Settings},
    store::Store,
};

use super::{AwaitedVoice, Connection, Link, Offer, advice, endpoint_of, none_configured};

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
    /// What may still be offered: nothing is configured, and somebody sits at a terminal.
    pub offer: Option<Offer>,
    link: Option<Arc<Link>>,
    speaker: Backend,
    judge: Backend,
    samples: u32,
    raw: bool,
    reasoning: bool,
    read_ahead: bool,
    templates: Arc<TemplateSet>,
}

/// The interviewer's model before the interview.
pub struct Asker {
    /// The way to it.
    pub link: Arc<Link>,
    /// What it is asked with.
    pub templates: Arc<TemplateSet>,
}

impl Chosen {
    /// Chooses by the settings: with `auto`, the endpoint where one is configured and answers. For an interview that
    /// is not waited for.
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
        let judge = match settings.judge.value {
            // A candidate who wants the built-in interviewer and says nothing of the judge is not sent anywhere.
            Backend::Auto if purpose == Use::Interview && speaker == Backend::Builtin => Backend::Builtin,
            judge => judge,
        };
        let mut chosen = Self {
            remark: None,
            offer: None,
            link: None,
            speaker,
            judge,
            samples: settings.samples.value,
            raw: settings.raw.value,
            reasoning: settings.reasoning.value,
            read_ahead: settings.read_ahead.value,
            templates: Arc::new(templates),
        };
        if speaker == Backend::Builtin && judge == Backend::Builtin {
            return Ok(chosen);
        }
        match chosen.link_of(settings, environment, store, purpose) {
            Ok(link) => chosen.link = link,
            Err(error) if chosen.insists() => return Err(error),
            Err(error) => chosen.remark = Some(builtin_because(&cause(&error))),
        }
        Ok(chosen)
    }

    fn link_of(
        &self,
        settings: &Settings,
        environment: &Environment,
        store: &Store,
        purpose: Use,
    ) -> Result<Option<Arc<Link>>, AppError> {
        let Some(configured) = endpoint_of(settings)? else {
            return if self.insists() { Err(none_configured()) } else { Ok(None) };
        };
        let link = Arc::new(Link::begin(configured, environment, Some(store))?);
        if purpose == Use::Judge {
            let connected = link.runtime.block_on(link.connect(false));
            connected.map_err(|error| advice::app_error(error, &link.configured, &link.listed()))?;
        }
        Ok(Some(link))
    }

    fn insists(&self) -> bool {
        self.speaker == Backend::Endpoint || self.judge == Backend::Endpoint
    }

    /// Takes an endpoint that was found after all.
    ///
    /// # Errors
    /// Where its settings cannot be used.
    pub fn take(&mut self, found: Endpoint, store: &Store) -> Result<(), AppError> {
        // It was found without a key, and is used without one.
        let environment = Environment::default();
        self.link = Some(Arc::new(Link::begin(found, &environment, Some(store))?));
        Ok(())
    }

    /// Who speaks.
    #[must_use]
    pub fn speaker(&self) -> Speaker {
        let Some(link) = self.link.as_ref().filter(|_| self.speaker != Backend::Builtin) else {
            return Speaker::Builtin;
        };
        let voice = AwaitedVoice::new(Arc::clone(link), Arc::clone(&self.templates), self.raw);
        Speaker::Model {
            voice: Arc::new(voice),
            link: Arc::clone(link),
            rests_until: None,
            insists: self.speaker == Backend::Endpoint,
            has_spoken: false,
            shows_reasoning: self.reasoning,
        }
    }

    /// What can be done while the candidate reads, thinks and types; nothing without an endpoint.
    ///
    /// Before the first answer the interviewer's model is warmed up. After an answer the judge's reads it, and then the
    /// interviewer's is warmed up again: the reading may have pushed its prompt out of the cache.
    #[must_use]
    pub fn meanwhile(&self, speaker: &Speaker, state: &State) -> Option<Background<Assessed>> {
        let link = Arc::clone(self.link.as_ref().filter(|_| self.read_ahead)?);
        let reads = self.judge != Backend::Builtin && state.last_answer().is_some();
        let warms = match speaker {
            Speaker::Model { voice, .. } => Some(Arc::clone(voice)),
            Speaker::Builtin => None,
        };
        if !reads && (warms.is_none() || state.last_answer().is_some()) {
            return None;
        }
        let (state, templates) = (state.clone(), Arc::clone(&self.templates));
        Some(Background::begin(async move |sender| {
            let Ok(client) = link.aside().await else { return };
            if reads {
                // The receiver lives as long as the work.
                let hands_over = |assessed| drop(sender.send(assessed));
                assess(&state, &client, &templates, &hands_over).await;
            }
            if let Some(voice) = warms {
                // What does not answer now will be told when there is something to say.
                let _ = voice.warm_up(&state, &client).await;
            }
        }))
    }

    /// What to ask the interviewer's model with before the interview; none where no model interviews.
    #[must_use]
    pub fn asker(&self) -> Option<Asker> {
        let link = self.link.as_ref().filter(|_| self.speaker != Backend::Builtin)?;
        Some(Asker { link: Arc::clone(link), templates: Arc::clone(&self.templates) })
    }

    /// Who judges; with it, why it is not the endpoint where that was wanted.
    #[must_use]
    pub fn marker(&self) -> (Marker, Option<LlmError>) {
        let Some(link) = self.link.as_ref().filter(|_| self.judge != Backend::Builtin) else {
            return (Marker::Builtin, None);
        };
        match link.runtime.block_on(link.connect(true)) {
            Ok(Connection { client, context_tokens }) => {
                let marker = Marker::Model {
                    model: Arc::new(client),
                    runtime: Arc::clone(&link.runtime),
                    templates: Arc::clone(&self.templates),
                    samples: self.samples,
                    jobs: USUAL_JOBS,
                    context_tokens,
                };
                (marker, None)
            }
            Err(error) => (Marker::Builtin, Some(error)),
        }
    }

    /// What to call the endpoint.
    #[must_use]
    pub fn endpoint_name(&self) -> String {
        self.link.as_ref().map_or_else(String::new, |link| link.name())
    }

    /// Keeps what was learnt about the endpoint.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn remember(&self, store: &Store) -> Result<(), AppError> {
        self.link.as_ref().map_or(Ok(()), |link| link.remember(store))
    }
}

/// One line that says why a model does not speak.
pub fn builtin_because(cause: &str) -> String {
    format!("interviewer: built in, because {cause}")
}

fn cause(error: &AppError) -> String {
    error.source.as_ref().map_or_else(|| error.message.clone(), ToString::to_string)
}
