//! The endpoint in use: found, told to a client, tried, and handed to those who speak and judge.
//!
//! | part | what it is |
//! |---|---|
//! | [`told`](client_of) | settings as a client wants them told |
//! | [`link`](Link) | a client that shows signs of life, awaited in the background |
//! | [`choice`](Chosen) | who speaks and who judges |
//! | [`voice`](AwaitedVoice) | a voice whose endpoint may still be looked at while the question is read |
//! | [`found`](Found) | what answers on this machine when nothing is configured |
//! | [`advice`] | an error's hint, with what only the settings know |

pub mod advice;
mod choice;
mod found;
mod link;
mod told;
mod voice;

use std::sync::Arc;

use tokio::runtime::Runtime;

use crate::{
    error::{AppError, Exit},
    llm::openai::ModelInfo,
    settings::{self, Environment, Settings},
};

pub use choice::{Asker, Chosen, Use, builtin_because};
pub use found::{A_MOMENT, Found, Memory, Offer, look};
pub use link::{Connection, Link, likeliest};
pub use told::{builder_of, client_of, endpoint_of, key_of};
pub use voice::AwaitedVoice;

/// What the endpoint of the settings offers.
///
/// # Errors
/// Exit code 3 for settings and keys, and where no endpoint is configured; 4 for the endpoint.
pub fn models(settings: &Settings, environment: &Environment) -> Result<Vec<ModelInfo>, AppError> {
    let configured = endpoint_of(settings)?.ok_or_else(none_configured)?;
    models_of(&configured, environment)
}

/// What this endpoint offers.
///
/// # Errors
/// As [`models`].
pub fn models_of(
    configured: &settings::Endpoint,
    environment: &Environment,
) -> Result<Vec<ModelInfo>, AppError> {
    if !configured.lists_models {
        let message = format!("`{}` has no list of models that could be asked for", configured.name);
        return Err(AppError::new(Exit::Configuration, message).hint("name one with `--model ID`"));
    }
    let key = key_of(configured, environment)?;
    let client = client_of(configured, key.as_ref(), String::new(), None)?;
    runtime()?.block_on(client.list_models()).map_err(|error| advice::app_error(error, configured, &[]))
}

/// There is no endpoint to use.
#[must_use]
pub fn none_configured() -> AppError {
    AppError::new(Exit::Configuration, "no endpoint is configured")
        .hint("set `OPENAI_BASE_URL` (and `OPENAI_API_KEY`), give `--endpoint URL`, or choose one with `viva config init`")
}

/// Where requests run.
///
/// # Errors
/// Where the system gives nothing to wait with.
pub fn runtime() -> Result<Arc<Runtime>, AppError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map(Arc::new)
        .map_err(|error| AppError::failure("no runtime for requests can be made").because(error))
}
