//! The example of a configuration file, with every setting in it.

/// A configuration file with every setting in it, each explained and none in force: what `config init` writes.
#[must_use]
pub fn example() -> &'static str {
    include_str!("../../config.example.toml")
}
