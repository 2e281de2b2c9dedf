//! The example of a configuration file, with every setting in it; and the same with an endpoint in force.

use toml::Value;

use super::keys::is_name;

/// The name of an endpoint that was chosen by its address.
const OWN: &str = "mine";

/// A configuration file with every setting in it, each explained and none in force: what `config init` writes.
#[must_use]
pub fn example() -> &'static str {
    include_str!("../../config.example.toml")
}

/// An endpoint that is to be kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keep {
    /// Its name or its address.
    pub endpoint: String,
    /// The model to ask for.
    pub model: Option<String>,
    /// The variable that holds its key.
    pub key_env: Option<String>,
}

/// The example with this endpoint in force.
#[must_use]
pub fn example_keeping(keep: &Keep) -> String {
    let by_name = is_name(&keep.endpoint);
    let name = if by_name { &keep.endpoint } else { OWN };
    let fields = [
        ("base_url", (!by_name).then_some(&keep.endpoint)),
        ("model", keep.model.as_ref()),
        ("key_env", keep.key_env.as_ref()),
    ];
    let fields: String = fields
        .into_iter()
        .filter_map(|(field, value)| Some(format!("{field} = {}\n", quoted(value?))))
        .collect();
    let in_use = format!("endpoint = {}", quoted(name));
    let line = |line: &str| if line.starts_with("#endpoint = ") { in_use.clone() } else { line.to_owned() };
    let example: String = example().lines().map(|text| line(text) + "\n").collect();
    if fields.is_empty() { example } else { format!("{example}\n[endpoints.{name}]\n{fields}") }
}

fn quoted(text: &str) -> Value {
    Value::String(text.to_owned())
}
