//! All values of all layers, by the path of their key.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Origin, Setting,
    keys::{endpoint_path, is_name},
    origin::Rank,
    presets::also_called,
    raw::Raw,
    server::same,
};

/// One layer's value of a key.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) rank: Rank,
    pub(super) origin: Origin,
    pub(super) raw: Raw,
}

impl Entry {
    pub(super) fn text(&self) -> Option<&str> {
        match &self.raw {
            Raw::Text(text) => Some(text),
            Raw::Whole(_) | Raw::YesNo(_) | Raw::Words(_) | Raw::Pairs(_) | Raw::Members(_) => None,
        }
    }
}

/// The values of every layer. What a lower layer says is kept: a key belongs to the server of its own layer.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Layers {
    entries: BTreeMap<String, BTreeMap<Rank, Entry>>,
}

impl Layers {
    pub(super) fn set(&mut self, path: impl Into<String>, entry: Entry) {
        self.entries.entry(path.into()).or_default().insert(entry.rank, entry);
    }

    /// What counts.
    pub(super) fn best(&self, path: &str) -> Option<&Entry> {
        self.up_to(path, Rank::Flag)
    }

    /// What would count without the layers above this one.
    pub(super) fn up_to(&self, path: &str, rank: Rank) -> Option<&Entry> {
        self.entries.get(path)?.range(..=rank).next_back().map(|(_, entry)| entry)
    }

    /// What one layer says.
    pub(super) fn at(&self, path: &str, rank: Rank) -> Option<&Entry> {
        self.entries.get(path)?.get(&rank)
    }

    /// The names of endpoints of which something is said in this layer or above it.
    pub(super) fn endpoints_from(&self, rank: Rank) -> BTreeSet<&str> {
        self.entries
            .iter()
            .filter(|(_, layers)| layers.range(rank..).next().is_some())
            .filter_map(|(path, _)| path.strip_prefix("endpoints."))
            .filter_map(|path| path.rsplit_once('.'))
            .map(|(name, _)| name)
            .collect()
    }

    /// The endpoint of this name, or with this address.
    pub(super) fn endpoint_called(&self, text: &str) -> Option<&str> {
        let known = self.endpoints_from(Rank::Default);
        let has_address = |name: &&str| {
            let base_url = self.best(&endpoint_path(name, "base_url")).and_then(Entry::text);
            !is_name(text) && base_url.is_some_and(|base_url| same(base_url, text))
        };
        known.get(text).copied().or_else(|| known.into_iter().find(has_address)).or_else(|| also_called(text))
    }

    pub(super) fn text(&self, path: &str) -> Setting<Option<String>> {
        let entry = self.best(path);
        Setting { value: entry.and_then(Entry::text).map(str::to_owned), origin: origin(entry) }
    }

    pub(super) fn whole(&self, path: &str) -> Setting<Option<u32>> {
        let entry = self.best(path);
        let value =
            entry.and_then(|entry| if let Raw::Whole(number) = entry.raw { Some(number) } else { None });
        Setting { value, origin: origin(entry) }
    }

    pub(super) fn yes(&self, path: &str) -> Setting<bool> {
        let entry = self.best(path);
        Setting { value: entry.is_some_and(|entry| entry.raw == Raw::YesNo(true)), origin: origin(entry) }
    }
}

fn origin(entry: Option<&Entry>) -> Origin {
    entry.map_or(Origin::Default, |entry| entry.origin.clone())
}
