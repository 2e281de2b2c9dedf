//! The environment, read once; and what it says of settings.

use std::{collections::BTreeMap, fmt};

use super::{
    Fault, Origin,
    fault::did_you_mean,
    keys::{ENDPOINT_KEYS, KEYS, endpoint_key, endpoint_path, variable},
    layers::{Entry, Layers},
    origin::Rank,
    raw::{Raw, Takes},
};

/// Variables that are no settings.
const OTHERS: &[&str] = &["VIVA_CONFIG", "VIVA_DATA_DIR"];

/// The environment variables. An empty one counts as none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Environment {
    variables: BTreeMap<String, String>,
}

impl fmt::Debug for Environment {
    /// Names only: a value may be a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.variables.keys()).finish()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Environment {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(variables: I) -> Self {
        let variables = variables.into_iter().map(|(name, value)| (name.into(), value.into()));
        Self { variables: variables.filter(|(_, value)| !value.is_empty()).collect() }
    }
}

impl Environment {
    /// The environment of this process; variables that are no Unicode are left out.
    #[must_use]
    #[allow(clippy::disallowed_methods, reason = "this is the room that reads the environment")]
    pub fn of_process() -> Self {
        std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect()
    }

    /// A variable's value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// What the environment says to every program.
    pub(super) fn ambient(&self, layers: &mut Layers) {
        let mut say = |path: String, name: &str, text: &str| {
            let origin = Origin::Env(name.to_owned());
            layers.set(path, Entry { rank: Rank::Ambient, origin, raw: Raw::Text(text.to_owned()) });
        };
        if self.get("NO_COLOR").is_some() {
            say("color".to_owned(), "NO_COLOR", "never");
        }
        if let Some((name, editor)) = self.first(["VISUAL", "EDITOR"]) {
            say("editor".to_owned(), name, editor);
        }
        if let Some((name, _)) = self.first(["OPENAI_BASE_URL", "OPENAI_API_KEY"]) {
            say("endpoint".to_owned(), name, "openai");
        }
        if let Some(base_url) = self.get("OPENAI_BASE_URL") {
            say(endpoint_path("openai", "base_url"), "OPENAI_BASE_URL", base_url);
            if self.get("OPENAI_API_KEY").is_some() {
                say(endpoint_path("openai", "key_env"), "OPENAI_BASE_URL", "OPENAI_API_KEY");
            }
        }
    }

    fn first<'n>(&self, names: [&'n str; 2]) -> Option<(&'n str, &str)> {
        names.into_iter().find_map(|name| Some((name, self.get(name)?)))
    }

    /// `VIVA_*`, but for the endpoint in use.
    pub(super) fn overrides(&self, layers: &mut Layers) -> Vec<Fault> {
        let names: Vec<String> = KEYS.iter().map(|key| variable(key.path)).collect();
        let mut faults = Vec::new();
        for (name, value) in self.variables.iter().filter(|(name, _)| name.starts_with("VIVA_")) {
            let known = KEYS.iter().zip(&names).find(|(_, variable)| *variable == name).map(|(key, _)| key);
            if let Some(key) = known {
                faults.extend(set(layers, key.path, key.takes, (name, value)).err());
            } else if let Some(rest) = name.strip_prefix("VIVA_ENDPOINTS_") {
                match named_endpoint(rest, layers) {
                    Some((path, takes)) => faults.extend(set(layers, &path, takes, (name, value)).err()),
                    None => faults.push(unknown(name, None)),
                }
            } else if !name.starts_with("VIVA_ENDPOINT_") && !OTHERS.contains(&name.as_str()) {
                let meant =
                    did_you_mean(name, names.iter().map(String::as_str).chain(OTHERS.iter().copied()));
                // Somebody else's variable may begin so, too.
                faults.extend(meant.map(|meant| unknown(name, Some(meant))));
            }
        }
        faults
    }

    /// `VIVA_ENDPOINT_*`, which speak of the endpoint that is used unless a flag names another.
    pub(super) fn endpoint_in_use(&self, endpoint: &str, layers: &mut Layers) -> Vec<Fault> {
        let fields = self.variables.iter().filter_map(|(name, value)| {
            Some((name, value, name.strip_prefix("VIVA_ENDPOINT_")?.to_ascii_lowercase()))
        });
        fields
            .filter_map(|(name, value, field)| match endpoint_key(&field) {
                Some(takes) => set(layers, &endpoint_path(endpoint, &field), takes, (name, value)).err(),
                None => {
                    let names: Vec<String> =
                        ENDPOINT_KEYS.iter().map(|(f, _)| variable(&format!("endpoint.{f}"))).collect();
                    Some(unknown(name, did_you_mean(name, names.iter().map(String::as_str))))
                }
            })
            .collect()
    }
}

fn set(layers: &mut Layers, path: &str, takes: Takes, (name, value): (&str, &str)) -> Result<(), Fault> {
    let origin = Origin::Env(name.to_owned());
    match takes.read_text(value) {
        Ok(raw) => {
            layers.set(path, Entry { rank: Rank::Env, origin, raw });
            Ok(())
        }
        Err(wanted) => Err(Fault::new(origin, format!("`{path}` {wanted}"))),
    }
}

fn unknown(name: &str, hint: Option<String>) -> Fault {
    Fault::new(Origin::Env(name.to_owned()), "it is no setting").hint(hint)
}

/// The key that `NAME_FIELD` stands for: an endpoint there is, or else a new one.
fn named_endpoint(rest: &str, layers: &Layers) -> Option<(String, Takes)> {
    let (field, takes) = ENDPOINT_KEYS
        .iter()
        .filter(|(field, _)| rest.ends_with(&format!("_{}", field.to_ascii_uppercase())))
        .max_by_key(|(field, _)| field.len())?;
    let name = rest.get(..rest.len() - field.len() - 1).filter(|name| !name.is_empty())?;
    let known = layers.endpoints_from(Rank::Default);
    let same = |known: &&str| known.replace('-', "_").eq_ignore_ascii_case(name);
    let name = known
        .into_iter()
        .find(same)
        .map_or_else(|| name.to_ascii_lowercase().replace('_', "-"), str::to_owned);
    Some((endpoint_path(&name, field), *takes))
}
