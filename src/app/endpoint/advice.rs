//! What to do about an error of the endpoint: its own hint, with what only the settings know.

use crate::{
    error::AppError,
    llm::{LlmError, openai::ModelInfo},
    settings::{Endpoint, Key},
};

/// So many models are named when the right one is not there.
const NAMED_MODELS: usize = 3;

/// The error that ends the program, with its hint.
#[must_use]
pub fn app_error(error: LlmError, configured: &Endpoint, models: &[ModelInfo]) -> AppError {
    let hint = hint(&error, configured, models);
    AppError::from(error).hint(hint)
}

/// What to do about an error; `models` are those that the endpoint lists, as far as that is known.
#[must_use]
pub fn hint(error: &LlmError, configured: &Endpoint, models: &[ModelInfo]) -> String {
    match error {
        LlmError::Unauthorized { .. } => key_hint(&configured.key, &configured.table()),
        LlmError::Forbidden { .. } => format!("{}; the key came from {}", error.hint(), configured.key),
        LlmError::Unreachable { .. } => match &configured.start {
            Some(command) => format!("is it running? `{command}` starts it"),
            None => error.hint().into_owned(),
        },
        LlmError::ModelNotFound { model, .. } => model_hint(model, configured, models),
        LlmError::NotFound { .. } => format!(
            "neither `{}` nor the same {} `/v1` has a chat: check the address of the endpoint",
            configured.shown_url(),
            if configured.base_url.value.trim_end_matches('/').ends_with("/v1") { "without" } else { "with" },
        ),
        LlmError::KeyInTheClear { .. } => {
            format!("use `https://`, or allow it with `plain_http = true` under `{}`", configured.table())
        }
        LlmError::Untrusted { .. } => format!(
            "{}, under `{}`; `insecure = true` there leaves it unchecked",
            error.hint(),
            configured.table()
        ),
        _ => error.hint().into_owned(),
    }
}

fn key_hint(key: &Key, table: &str) -> String {
    match key {
        Key::None => format!(
            "no key was sent: name where it is with `key_env`, `key_file` or `key_command` under `{table}`"
        ),
        Key::Withheld { server } => {
            format!("no key was sent: the one that is configured belongs to {server}")
        }
        Key::VariableIfSet(variable) => {
            format!("it wants a key: check that `{variable}` holds the right one")
        }
        Key::Variable(_) | Key::Command(_) | Key::File(_) => {
            format!("check the key: {key} was used; a proxy may report any wrong key this way")
        }
    }
}

fn model_hint(model: &str, configured: &Endpoint, models: &[ModelInfo]) -> String {
    let near = nearest(model, models);
    let there = if near.is_empty() {
        "see what there is with `viva models`, and choose with `--model`".to_owned()
    } else {
        format!("there is {}; choose with `--model`", near.join(", "))
    };
    match &configured.get_model {
        Some(command) => format!("{there}, or get it with `{command} {model}`"),
        None => there,
    }
}

/// The models whose names are most like this one.
fn nearest(model: &str, models: &[ModelInfo]) -> Vec<String> {
    let mut by_likeness: Vec<(f64, &str)> =
        models.iter().map(|known| (strsim::jaro_winkler(&known.id, model), known.id.as_str())).collect();
    by_likeness.sort_by(|a, b| b.0.total_cmp(&a.0));
    by_likeness.into_iter().take(NAMED_MODELS).map(|(_, id)| format!("`{id}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Environment, Flags, Given, Settings};

    /// An endpoint as the environment and a flag have it.
    fn endpoint(flag: &str, variables: &[(&str, &str)]) -> Endpoint {
        let environment: Environment = variables.iter().copied().collect();
        let flags = Flags { endpoint: Some(flag.to_owned()), ..Flags::default() };
        let given = Given { flags, ..Given::default() };
        Settings::load(&given, &environment, None).unwrap().0.endpoint().unwrap().unwrap()
    }

    fn unauthorized() -> LlmError {
        LlmError::Unauthorized { message: "no".to_owned() }
    }

    #[test]
    fn a_refused_key_is_told_by_its_variable_and_never_by_its_value() {
        let groq = endpoint("groq", &[("GROQ_API_KEY", "gsk_0123456789")]);
        assert_eq!(
            hint(&unauthorized(), &groq, &[]),
            "check the key: `$GROQ_API_KEY` was used; a proxy may report any wrong key this way"
        );
        let none = endpoint("http://10.0.0.7/v1", &[]);
        assert!(hint(&unauthorized(), &none, &[]).starts_with("no key was sent: "));
    }

    #[test]
    fn a_server_that_is_not_there_is_told_how_to_start() {
        let error = LlmError::Unreachable { host: "localhost:11434".to_owned(), message: "no".to_owned() };
        let started = |name: &str| hint(&error, &endpoint(name, &[]), &[]);
        assert_eq!(started("ollama"), "is it running? `ollama serve` starts it");
        assert_eq!(started("http://localhost:11434"), "is it running? `ollama serve` starts it");
        assert_eq!(
            started("https://llm.example.com/v1"),
            "check the address, that the server runs, and the proxy settings"
        );
    }

    #[test]
    fn a_model_that_is_not_there_is_told_by_the_nearest_names() {
        let listed = ["llama3.1:8b", "qwen2.5:7b", "qwen2.5:14b", "phi4"]
            .map(|id| ModelInfo { id: id.to_owned(), context_tokens: None });
        let error = LlmError::ModelNotFound { model: "qwen2.5".to_owned(), message: "no".to_owned() };
        assert_eq!(
            hint(&error, &endpoint("ollama", &[]), &listed),
            "there is `qwen2.5:7b`, `qwen2.5:14b`, `llama3.1:8b`; choose with `--model`, or get it with `ollama pull qwen2.5`"
        );
    }
}
