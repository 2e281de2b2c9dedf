//! Settings as `config show` tells them: every value with its origin, and no secret.

use super::{
    Origin, Settings,
    keys::{ENDPOINT_KEYS, KEYS, endpoint_path},
    layers::Entry,
    origin::Rank,
    raw::Raw,
    server::shown,
};

/// A setting to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The path of its key, such as `timeouts.idle_s`.
    pub key: String,
    /// Its value, with secrets left out; none where nothing is set.
    pub value: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Settings {
    /// Every key, then what is said of endpoints: those that were configured, and the one in use.
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let mut names = self.layers.endpoints_from(Rank::Ambient);
        let used = self.endpoint().ok().flatten().map(|endpoint| endpoint.name);
        names.extend(used.as_deref());
        let of_endpoints = names.iter().flat_map(|name| {
            let paths = ENDPOINT_KEYS.iter().map(|(field, _)| endpoint_path(name, field));
            paths.filter_map(|path| self.layers.best(&path).map(|entry| line(&path, Some(entry))))
        });
        KEYS.iter().map(|key| line(key.path, self.layers.best(key.path))).chain(of_endpoints).collect()
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.shown()).finish()
    }
}

fn line(path: &str, entry: Option<&Entry>) -> Shown {
    Shown {
        key: path.to_owned(),
        value: entry.map(|entry| value(&entry.raw)),
        origin: entry.map_or(Origin::Default, |entry| entry.origin.clone()),
    }
}

fn value(raw: &Raw) -> String {
    match raw {
        Raw::Text(text) => shown(text),
        Raw::Whole(number) => number.to_string(),
        Raw::YesNo(yes) => yes.to_string(),
        Raw::Words(words) if words.len() > 1 => format!("{} …", words[0]),
        Raw::Words(words) => words.concat(),
        Raw::Pairs(pairs) => hidden(pairs.iter().map(|(name, _)| name)),
        Raw::Members(members) => hidden(members.keys()),
    }
}

/// Names without their values, any of which may be a key.
fn hidden<'n>(names: impl Iterator<Item = &'n String>) -> String {
    names.map(|name| format!("{name} = …")).collect::<Vec<_>>().join(", ")
}
