//! Every key there is: what it takes, and its default.

use super::raw::Takes::{self, Auth, Command, Members, OneOf, Pairs, Text, VariableName, Whole, YesNo};

/// A key of the configuration file.
pub(super) struct Key {
    /// Its path, such as `timeouts.idle_s`.
    pub(super) path: &'static str,
    pub(super) takes: Takes,
    /// As one would write it in a variable.
    pub(super) default: Option<&'static str>,
}

const LONGEST_WAIT_S: u32 = 24 * 60 * 60;
const BACKENDS: Takes = OneOf(&["auto", "builtin", "endpoint"]);
const SECONDS: Takes = Whole(1, LONGEST_WAIT_S);

const fn key(path: &'static str, takes: Takes, default: Option<&'static str>) -> Key {
    Key { path, takes, default }
}

/// All keys but those of endpoints.
pub(super) const KEYS: &[Key] = &[
    key("role", Text, None),
    key("company", Text, None),
    key("persona", Text, None),
    key("level", Text, None),
    key("minutes", Whole(1, 480), Some("20")),
    key("interviewer", BACKENDS, Some("auto")),
    key("judge", BACKENDS, Some("auto")),
    key("samples", Whole(1, 25), Some("1")),
    key("endpoint", Text, None),
    key("model", Text, None),
    key("color", OneOf(&["auto", "always", "never"]), Some("auto")),
    key("echo", YesNo, Some("false")),
    key("raw", YesNo, Some("false")),
    key("editor", Text, None),
    key("reasoning", YesNo, Some("false")),
    key("read_ahead", YesNo, Some("true")),
    key("timeouts.connect_s", SECONDS, Some("10")),
    key("timeouts.first_byte_s", SECONDS, None),
    key("timeouts.idle_s", SECONDS, Some("120")),
];

/// The keys of an endpoint, under `endpoints.NAME`.
pub(super) const ENDPOINT_KEYS: &[(&str, Takes)] = &[
    ("base_url", Text),
    ("model", Text),
    ("key_env", VariableName),
    ("key_command", Command),
    ("key_file", Text),
    ("auth", Auth),
    ("headers", Pairs),
    ("query", Pairs),
    ("context_tokens", Whole(256, 100_000_000)),
    ("ca_file", Text),
    ("insecure", YesNo),
    ("plain_http", YesNo),
    ("body", Members),
    ("token_limit", OneOf(&["max_tokens", "max_completion_tokens", "unsent"])),
    ("structured", OneOf(&["strict-schema", "schema", "object-with-schema", "object", "prompt"])),
    ("system", OneOf(&["leading", "folded"])),
    ("connect_s", SECONDS),
    ("first_byte_s", SECONDS),
    ("idle_s", SECONDS),
];

/// What stands at a path.
pub(super) enum Place {
    Value(Takes),
    Table,
    /// An endpoint's name that is none.
    BadName,
    Unknown,
}

/// What stands at a path, given as its segments.
pub(super) fn place(segments: &[&str]) -> Place {
    match segments {
        ["timeouts" | "endpoints"] => Place::Table,
        ["endpoints", name] if is_name(name) => Place::Table,
        ["endpoints", _] => Place::BadName,
        ["endpoints", _, field] => endpoint_key(field).map_or(Place::Unknown, Place::Value),
        _ => {
            let path = segments.join(".");
            KEYS.iter().find(|key| key.path == path).map_or(Place::Unknown, |key| Place::Value(key.takes))
        }
    }
}

/// The names that may stand in the table at these segments.
pub(super) fn names_in(table: &[&str]) -> Vec<&'static str> {
    match table {
        [] => {
            let plain = KEYS.iter().map(|key| key.path).filter(|path| !path.contains('.'));
            plain.chain(["timeouts", "endpoints"]).collect()
        }
        ["endpoints", _] => ENDPOINT_KEYS.iter().map(|(field, _)| *field).collect(),
        _ => {
            let prefix = format!("{}.", table.join("."));
            KEYS.iter().filter_map(|key| key.path.strip_prefix(&prefix)).collect()
        }
    }
}

/// What a key of an endpoint takes.
pub(super) fn endpoint_key(field: &str) -> Option<Takes> {
    ENDPOINT_KEYS.iter().find(|(name, _)| *name == field).map(|(_, takes)| *takes)
}

/// The path of an endpoint's key.
pub(super) fn endpoint_path(name: &str, field: &str) -> String {
    format!("endpoints.{name}.{field}")
}

/// Whether a text can be an endpoint's name; anything else is an address.
pub(super) fn is_name(text: &str) -> bool {
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    !text.is_empty() && text != "localhost" && text.bytes().all(is_part)
}

/// The variable that overrides a key.
pub(super) fn variable(path: &str) -> String {
    format!("VIVA_{}", path.replace(['.', '-'], "_").to_ascii_uppercase())
}
