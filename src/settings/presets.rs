//! Endpoints that are known by name.

use std::collections::BTreeMap;

use super::{
    Origin,
    keys::endpoint_path,
    layers::{Entry, Layers},
    origin::Rank,
    raw::Raw,
};

const PRESETS: &str = include_str!("../../prompts/endpoints.toml");

/// Puts them into the lowest layer. The table is embedded and tested: what cannot be read of it is not there.
pub(super) fn apply(layers: &mut Layers) {
    let presets: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(PRESETS).unwrap_or_default();
    for (name, fields) in presets {
        for (field, text) in fields {
            let entry = Entry { rank: Rank::Default, origin: Origin::Default, raw: Raw::Text(text) };
            layers.set(endpoint_path(&name, &field), entry);
        }
    }
}
