//! What each template is for, and the states in which the program renders it, each with values to try it with.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;
use toml::Table;

static EMBEDDED: LazyLock<BTreeMap<String, Sampled>> =
    LazyLock::new(|| toml::from_str(include_str!("../../prompts/samples.toml")).unwrap_or_default());

/// A template's purpose and states.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Sampled {
    /// What it is for, in a few words.
    pub(super) about: String,
    /// The states, the usual one first.
    pub(super) states: Vec<Sample>,
}

/// A state in which a template is rendered.
#[derive(Debug, Deserialize)]
pub(super) struct Sample {
    /// Its name.
    pub(super) id: String,
    /// The values that the template is given in it.
    #[serde(default)]
    pub(super) values: Table,
}

/// A template's samples; none for one that there is not.
pub(super) fn of(id: &str) -> Option<&'static Sampled> {
    EMBEDDED.get(id)
}

/// The ids of all that have samples.
#[cfg(test)]
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    EMBEDDED.keys().map(String::as_str)
}
