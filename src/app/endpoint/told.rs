//! Settings as a client wants them told.

use std::{sync::Arc, time::Duration};

use serde::de::DeserializeOwned;
use serde_json::json;

use crate::{
    app::clock::SystemClock,
    error::{AppError, Exit},
    llm::{
        self, OpenAiClient, Timeouts, Tls,
        openai::{BaseUrl, Builder, Traits},
    },
    settings::{self, Environment, Manners, Origin, Secret, Setting, Settings},
};

/// The endpoint of the settings; none where none is configured.
///
/// # Errors
/// Where one is named that is not there.
pub fn endpoint_of(settings: &Settings) -> Result<Option<settings::Endpoint>, AppError> {
    settings
        .endpoint()
        .map_err(|error| AppError::new(Exit::Configuration, error.to_string()).hint(error.hint()))
}

/// The key of an endpoint. It is got once: the command that prints it may ask for a password.
///
/// # Errors
/// Exit code 3 where it cannot be had.
pub fn key_of(
    configured: &settings::Endpoint,
    environment: &Environment,
) -> Result<Option<Secret>, AppError> {
    let resolved = configured.key.resolve(environment);
    resolved.map_err(|error| AppError::new(Exit::Configuration, error.to_string()).hint(error.hint()))
}

/// A client for an endpoint and a model, with what was learnt of them.
///
/// # Errors
/// Exit code 3 where the settings cannot be used.
pub fn client_of(
    configured: &settings::Endpoint,
    key: Option<&Secret>,
    model: String,
    learnt: Option<Traits>,
) -> Result<OpenAiClient, AppError> {
    Ok(builder_of(configured, key, model, learnt)?.build()?)
}

/// The same, to be changed before it is built.
///
/// # Errors
/// As [`client_of`].
pub fn builder_of(
    configured: &settings::Endpoint,
    key: Option<&Secret>,
    model: String,
    learnt: Option<Traits>,
) -> Result<Builder, AppError> {
    let endpoint = told(configured, key, model)?;
    let builder = OpenAiClient::builder(endpoint, Arc::new(SystemClock)).timeouts(timeouts(configured));
    Ok(builder.traits(traits(&configured.manners, learnt)))
}

fn told(
    configured: &settings::Endpoint,
    key: Option<&Secret>,
    model: String,
) -> Result<llm::Endpoint, AppError> {
    let hidden = |pairs: &[(String, Secret)]| {
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
    endpoint.extra.clone_from(&configured.body);
    endpoint.context_tokens = configured.context_tokens;
    endpoint.plain_http = configured.plain_http;
    endpoint.tls = Tls { extra_roots_pem: authority(configured)?, verify: !configured.insecure };
    Ok(endpoint)
}

fn authority(configured: &settings::Endpoint) -> Result<Option<Vec<u8>>, AppError> {
    let Some(path) = &configured.ca_file else { return Ok(None) };
    std::fs::read(path).map(Some).map_err(|error| {
        AppError::new(Exit::Configuration, format!("the certificate file {} cannot be read", path.display()))
            .hint("check `ca_file` in the configuration")
            .because(error)
    })
}

/// How the endpoint wants to be asked: what was learnt goes before what a preset says, and what the user says goes
/// before both.
fn traits(manners: &Manners, learnt: Option<Traits>) -> Traits {
    let is_new = learnt.is_none();
    let mut traits = learnt.unwrap_or_default();
    put(&manners.token_limit, is_new, &mut traits.token_limit);
    put(&manners.structured, is_new, &mut traits.structured);
    put(&manners.system, is_new, &mut traits.system);
    traits
}

fn put<T: DeserializeOwned>(said: &Option<Setting<String>>, is_new: bool, place: &mut T) {
    let counts = said.as_ref().filter(|said| is_new || said.origin != Origin::Default);
    let value = counts.and_then(|said| serde_json::from_value(json!(said.value)).ok());
    if let Some(value) = value {
        *place = value;
    }
}

fn timeouts(configured: &settings::Endpoint) -> Timeouts {
    let loopback = BaseUrl::parse(&configured.base_url.value).is_ok_and(|base| base.is_loopback());
    let seconds = |s: u32| Duration::from_secs(u64::from(s));
    let usual = Timeouts::for_host(loopback);
    let asked = configured.timeouts;
    Timeouts {
        connect: seconds(asked.connect_s),
        first_byte: asked.first_byte_s.map_or(usual.first_byte, seconds),
        idle: seconds(asked.idle_s),
        ..usual
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::{Rung, openai::TokenLimit};

    fn said(value: &str, origin: Origin) -> Option<Setting<String>> {
        Some(Setting { value: value.to_owned(), origin })
    }

    fn manners(structured: Option<Setting<String>>) -> Manners {
        Manners { token_limit: said("max_completion_tokens", Origin::Default), structured, system: None }
    }

    #[test]
    fn what_the_settings_let_pass_reaches_the_client() {
        let environment: Environment = [
            ("VIVA_ENDPOINT_BASE_URL", "http://gpu.example/v1"),
            ("VIVA_ENDPOINT_INSECURE", "true"),
            ("VIVA_ENDPOINT_PLAIN_HTTP", "true"),
            ("VIVA_ENDPOINT_BODY", r#"{ reasoning_effort = "low", top_k = 4 }"#),
        ]
        .into_iter()
        .collect();
        let (settings, faults) = Settings::load(&settings::Given::default(), &environment, None).unwrap();
        assert_eq!(faults, []);
        let configured = settings.endpoint().unwrap().unwrap();
        let told = told(&configured, None, "m".to_owned()).unwrap();
        assert!(told.plain_http && !told.tls.verify);
        assert_eq!(serde_json::Value::Object(told.extra), json!({"reasoning_effort": "low", "top_k": 4}));
    }

    #[test]
    fn a_server_of_this_machine_may_take_longer_to_begin_unless_the_user_says_how_long() {
        let first_byte = |base_url: &str, said: Option<&str>| {
            let mut variables = vec![("VIVA_ENDPOINT_BASE_URL", base_url)];
            variables.extend(said.map(|seconds| ("VIVA_TIMEOUTS_FIRST_BYTE_S", seconds)));
            let environment: Environment = variables.into_iter().collect();
            let settings = Settings::load(&settings::Given::default(), &environment, None).unwrap().0;
            timeouts(&settings.endpoint().unwrap().unwrap()).first_byte.as_secs()
        };
        assert_eq!(first_byte("http://localhost:8080", None), 300);
        assert_eq!(first_byte("https://llm.example", None), 120);
        assert_eq!(first_byte("https://llm.example", Some("7")), 7);
    }

    #[test]
    fn a_preset_counts_until_something_is_learnt() {
        let preset = manners(said("object", Origin::Default));
        let new = traits(&preset, None);
        assert_eq!((new.token_limit, new.structured), (TokenLimit::MaxCompletionTokens, Rung::Object));
        let learnt = Traits { structured: Rung::Schema, ..Traits::default() };
        assert_eq!(traits(&preset, Some(learnt.clone())), learnt);
    }

    #[test]
    fn what_the_user_says_counts_before_what_was_learnt() {
        let own = manners(said("prompt", Origin::Flag("x".to_owned())));
        let learnt = Traits { structured: Rung::Schema, ..Traits::default() };
        assert_eq!(traits(&own, Some(learnt)), Traits { structured: Rung::Prompt, ..Traits::default() });
    }
}
