//! Endpoints that are known by name.

use std::{collections::BTreeMap, sync::LazyLock};

use super::{
    Origin,
    keys::{endpoint_key, endpoint_path},
    layers::{Entry, Layers},
    origin::Rank,
    server::{host, server},
};

/// The fields of each. The table is embedded and tested: what cannot be read of it is not there.
static PRESETS: LazyLock<BTreeMap<String, BTreeMap<String, String>>> =
    LazyLock::new(|| toml::from_str(include_str!("../../prompts/endpoints.toml")).unwrap_or_default());

/// Puts them into the lowest layer.
pub(super) fn apply(layers: &mut Layers) {
    for (name, fields) in PRESETS.iter() {
        for (field, text) in fields {
            let Some(Ok(raw)) = endpoint_key(field).map(|takes| takes.read_text(text)) else { continue };
            let entry = Entry { rank: Rank::Default, origin: Origin::Default, raw };
            layers.set(endpoint_path(name, field), entry);
        }
    }
}

/// The preset that goes by this other name.
pub(super) fn also_called(text: &str) -> Option<&'static str> {
    named_by("also", |names| names.split(' ').any(|name| name == text))
}

/// The preset whose manners the host of this address has.
pub(super) fn at_host_of(address: &str) -> Option<&'static str> {
    let host = host(address);
    named_by("host", |pattern| match pattern.strip_prefix('*') {
        Some(end) => host.ends_with(end),
        None => host == pattern,
    })
}

/// What is known of a server by its name or its address, beside its settings.
pub(super) fn known_of(name: &str, address: &str, field: &str) -> Option<String> {
    let is_it = |preset: &BTreeMap<String, String>| {
        preset.get("base_url").is_some_and(|known| server(known) == server(address))
    };
    let preset = PRESETS.get(name).or_else(|| PRESETS.values().find(|preset| is_it(preset)))?;
    preset.get(field).cloned()
}

fn named_by(field: &str, fits: impl Fn(&str) -> bool) -> Option<&'static str> {
    let found = PRESETS.iter().find(|(_, fields)| fields.get(field).is_some_and(|text| fits(text)));
    found.map(|(name, _)| name.as_str())
}
