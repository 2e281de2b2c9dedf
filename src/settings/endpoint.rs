//! The endpoint in use, with everything that is said of it.

use std::path::PathBuf;

use serde_json::{Map, Value};

use super::{
    Key, Origin, Secret, Setting, Settings, Timeouts,
    fault::nearest,
    keys::{endpoint_path, is_name},
    layers::Entry,
    origin::Rank,
    presets::{at_host_of, known_of},
    raw::Raw,
    server::{OPENAI, is_loopback, server, shown, with_scheme},
};

/// The variable of OpenAI's key, which may always be sent to OpenAI.
const OPENAI_KEY: &str = "OPENAI_API_KEY";

/// How a key is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Auth {
    /// `Authorization: Bearer KEY`.
    Bearer,
    /// Not at all.
    None,
    /// In a header of this name, which holds nothing else.
    Header(String),
}

/// An endpoint, ready to be used but for its key, which [`Key::resolve`] gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name, or its address where it has none.
    pub name: String,
    /// Its address, with a scheme.
    pub base_url: Setting<String>,
    /// The model to ask for.
    pub model: Setting<Option<String>>,
    /// How the key is sent.
    pub auth: Auth,
    /// Where the key is.
    pub key: Key,
    /// Further headers. None where they were given for another server.
    pub headers: Vec<(String, Secret)>,
    /// Further parameters of every address. None where they were given for another server.
    pub query: Vec<(String, Secret)>,
    /// How many tokens the model takes at once, where it is said.
    pub context_tokens: Option<u32>,
    /// A certificate authority to trust, as a PEM file.
    pub ca_file: Option<PathBuf>,
    /// Whether its certificate goes unchecked.
    pub insecure: bool,
    /// Whether a key may go to another machine unencrypted.
    pub plain_http: bool,
    /// Further members of every request. None where they were given for another server.
    pub body: Map<String, Value>,
    /// How it wants to be asked, as far as that is said.
    pub manners: Manners,
    /// Whether it has a list of models that can be asked for, as far as that is known.
    pub lists_models: bool,
    /// What starts it, where that is known.
    pub start: Option<String>,
    /// What gets a model for it, where that is known.
    pub get_model: Option<String>,
    /// How long to wait.
    pub timeouts: Timeouts,
}

impl Endpoint {
    /// Its address without a password and without parameters.
    #[must_use]
    pub fn shown_url(&self) -> String {
        shown(&self.base_url.value)
    }

    /// The table of the configuration file that it has, or could have.
    #[must_use]
    pub fn table(&self) -> String {
        format!("[endpoints.{}]", if is_name(&self.name) { &self.name } else { "NAME" })
    }

    /// Whether it is on this very machine.
    #[must_use]
    pub fn is_here(&self) -> bool {
        is_loopback(&self.base_url.value)
    }
}

/// How an endpoint wants to be asked, by the names that the configuration has for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manners {
    /// How the length of a reply is limited.
    pub token_limit: Option<Setting<String>>,
    /// How JSON is asked for.
    pub structured: Option<Setting<String>>,
    /// Where instructions go.
    pub system: Option<Setting<String>>,
}

/// Why there is no such endpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    /// Nothing is known by that name.
    #[error("there is no endpoint `{name}` ({origin})")]
    Unknown {
        /// The name.
        name: String,
        /// Where it was named.
        origin: Origin,
        /// What was probably meant.
        near: Option<String>,
        /// All names there are.
        known: Vec<String>,
    },
    /// It has no address.
    #[error("the endpoint `{name}` has no `base_url`")]
    NoAddress {
        /// Its name.
        name: String,
    },
}

impl EndpointError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::Unknown { known, .. } => format!("give an address, or one of {}", known.join(", ")),
            Self::NoAddress { name } => format!("add `base_url` under `[endpoints.{name}]`"),
        }
    }
}

impl Settings {
    /// The endpoint in use; none where nothing names one.
    ///
    /// # Errors
    /// [`EndpointError`], where it is named and is not there.
    pub fn endpoint(&self) -> Result<Option<Endpoint>, EndpointError> {
        let Some(named) = &self.endpoint.value else { return Ok(None) };
        self.endpoint_named(named, &self.endpoint.origin).map(Some)
    }

    /// All endpoints there are, presets included, that are on this very machine.
    #[must_use]
    pub fn endpoints_here(&self) -> Vec<Endpoint> {
        let all = self.endpoint_names();
        let all = all.iter().filter_map(|name| self.endpoint_named(name, &Origin::Default).ok());
        all.filter(Endpoint::is_here).collect()
    }

    /// An endpoint by its name or address, whether it is the one in use or not.
    ///
    /// # Errors
    /// [`EndpointError`], where it is not there.
    pub fn endpoint_named(&self, named: &str, origin: &Origin) -> Result<Endpoint, EndpointError> {
        let name = self.name_of(named, origin)?;
        let of = |field| self.layers.best(&endpoint_path(&name, field));
        let base_url = match of("base_url") {
            Some(entry) => {
                Setting { value: with_scheme(entry.text().unwrap_or_default()), origin: entry.origin.clone() }
            }
            None if is_name(&name) => return Err(EndpointError::NoAddress { name }),
            None => Setting { value: with_scheme(&name), origin: origin.clone() },
        };
        let field = |field| Field { settings: self, name: &name, field, to: &base_url.value };
        let auth = auth(field("auth").of_server().and_then(Entry::text));
        Ok(Endpoint {
            model: self.model_of(&name),
            key: if auth == Auth::None { Key::None } else { self.key_of(&name, &base_url.value) },
            auth,
            headers: field("headers").secrets(),
            query: field("query").secrets(),
            context_tokens: field("context_tokens").whole(),
            ca_file: of("ca_file").and_then(|entry| self.places.path_of(entry)),
            insecure: field("insecure").is_yes(),
            plain_http: field("plain_http").is_yes(),
            body: field("body").members(),
            manners: Manners {
                token_limit: field("token_limit").manner(),
                structured: field("structured").manner(),
                system: field("system").manner(),
            },
            timeouts: Timeouts {
                connect_s: field("connect_s").whole().unwrap_or(self.timeouts.connect_s),
                first_byte_s: field("first_byte_s").whole().or(self.timeouts.first_byte_s),
                idle_s: field("idle_s").whole().unwrap_or(self.timeouts.idle_s),
            },
            lists_models: known_of(&name, &base_url.value, "list").as_deref() != Some("none"),
            start: known_of(&name, &base_url.value, "start"),
            get_model: known_of(&name, &base_url.value, "get_model"),
            base_url,
            name,
        })
    }

    /// The names of all endpoints there are, presets included.
    #[must_use]
    pub fn endpoint_names(&self) -> Vec<String> {
        self.layers.endpoints_from(Rank::Default).into_iter().map(str::to_owned).collect()
    }

    /// An address that an endpoint has is that endpoint; any other is one of its own, without a key.
    fn name_of(&self, text: &str, origin: &Origin) -> Result<String, EndpointError> {
        match self.layers.endpoint_called(text) {
            Some(name) => Ok(name.to_owned()),
            None if !is_name(text) => Ok(text.to_owned()),
            None => {
                let known = self.endpoint_names();
                let near = nearest(text, known.iter().map(String::as_str)).map(str::to_owned);
                Err(EndpointError::Unknown { name: text.to_owned(), origin: origin.clone(), near, known })
            }
        }
    }

    /// The model of the highest layer; in the same layer the endpoint's own goes before the general one.
    fn model_of(&self, name: &str) -> Setting<Option<String>> {
        let path = endpoint_path(name, "model");
        let rank = |path: &str| self.layers.best(path).map(|entry| entry.rank);
        if rank(&path) >= rank("model") { self.layers.text(&path) } else { self.layers.text("model") }
    }

    fn key_of(&self, name: &str, base_url: &str) -> Key {
        let given = ["key_env", "key_file", "key_command"]
            .into_iter()
            .filter_map(|field| self.layers.best(&endpoint_path(name, field)).map(|entry| (field, entry)))
            .max_by_key(|(_, entry)| entry.rank);
        let is_openai = server(base_url) == OPENAI;
        let Some((field, entry)) = given else {
            return if is_openai { Key::Variable(OPENAI_KEY.to_owned()) } else { Key::None };
        };
        let is_openais = is_openai && entry.text() == Some(OPENAI_KEY);
        let is_nobodys = entry.rank == Rank::Default && self.is_self_hosted(name);
        match (self.elsewhere(name, entry, base_url), &entry.raw) {
            (Some(server), _) if !is_openais && !is_nobodys => Key::Withheld { server },
            (_, Raw::Words(argv)) => Key::Command(argv.clone()),
            (_, Raw::Text(_)) if field == "key_file" => {
                self.places.path_of(entry).map_or(Key::None, Key::File)
            }
            (_, Raw::Text(variable)) if is_nobodys => Key::VariableIfSet(variable.clone()),
            (_, Raw::Text(variable)) => Key::Variable(variable.clone()),
            (_, Raw::Whole(_) | Raw::YesNo(_) | Raw::Pairs(_) | Raw::Members(_)) => Key::None,
        }
    }

    /// Whether a preset is of a program that everybody runs for themselves: its key belongs to wherever that is.
    fn is_self_hosted(&self, name: &str) -> bool {
        let usual = self.layers.at(&endpoint_path(name, "base_url"), Rank::Default).and_then(Entry::text);
        usual.is_some_and(is_loopback)
    }

    /// The server that a value was given for, if it is another one than is spoken to now: what somebody wrote
    /// beside one address must not follow when a variable or a flag puts another in its place.
    fn elsewhere(&self, name: &str, entry: &Entry, base_url: &str) -> Option<String> {
        let meant = self.layers.up_to(&endpoint_path(name, "base_url"), entry.rank)?;
        let meant = server(meant.text()?);
        (meant != server(base_url)).then_some(meant)
    }
}

/// One field of one endpoint.
struct Field<'s> {
    settings: &'s Settings,
    name: &'s str,
    field: &'s str,
    to: &'s str,
}

impl Field<'_> {
    fn entry(&self) -> Option<&Entry> {
        self.settings.layers.best(&endpoint_path(self.name, self.field))
    }

    fn whole(&self) -> Option<u32> {
        match self.entry()?.raw {
            Raw::Whole(number) => Some(number),
            Raw::Text(_) | Raw::YesNo(_) | Raw::Words(_) | Raw::Pairs(_) | Raw::Members(_) => None,
        }
    }

    /// The value that was given for this very server; else that of the preset which knows its host.
    fn of_server(&self) -> Option<&Entry> {
        let own = self.entry().filter(|entry| {
            entry.rank > Rank::Default || self.settings.elsewhere(self.name, entry, self.to).is_none()
        });
        own.or_else(|| self.settings.layers.best(&endpoint_path(at_host_of(self.to)?, self.field)))
    }

    fn manner(&self) -> Option<Setting<String>> {
        let entry = self.of_server()?;
        Some(Setting { value: entry.text()?.to_owned(), origin: entry.origin.clone() })
    }

    /// A yes that was given for this very server: what is let pass there is not let pass elsewhere.
    fn is_yes(&self) -> bool {
        self.entry().is_some_and(|entry| {
            entry.raw == Raw::YesNo(true) && self.settings.elsewhere(self.name, entry, self.to).is_none()
        })
    }

    fn members(&self) -> Map<String, Value> {
        match self.entry() {
            Some(entry @ Entry { raw: Raw::Members(members), .. })
                if self.settings.elsewhere(self.name, entry, self.to).is_none() =>
            {
                members.clone()
            }
            _ => Map::new(),
        }
    }

    fn secrets(&self) -> Vec<(String, Secret)> {
        match self.entry() {
            Some(entry @ Entry { raw: Raw::Pairs(pairs), .. })
                if self.settings.elsewhere(self.name, entry, self.to).is_none() =>
            {
                pairs.iter().map(|(name, value)| (name.clone(), Secret::new(value.clone()))).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn auth(text: Option<&str>) -> Auth {
    match text {
        None | Some("bearer") => Auth::Bearer,
        Some("none") => Auth::None,
        Some(other) => Auth::Header(other.strip_prefix("header:").unwrap_or(other).to_owned()),
    }
}
