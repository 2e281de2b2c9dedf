//! Values of a closed kind.

use super::Setting;

/// Who does it: a model or the program itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// The endpoint where one can be used.
    Auto,
    /// The program itself.
    Builtin,
    /// The endpoint, or nobody.
    Endpoint,
}

/// When there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorChoice {
    /// Where a terminal shows them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How long to wait for a server, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For the connection.
    pub connect_s: u32,
    /// For the first byte of a reply; longer for this machine, where nobody says how long.
    pub first_byte_s: Option<u32>,
    /// Between two bytes of a reply.
    pub idle_s: u32,
}

/// A number whose default is in the lowest layer.
pub(super) fn or_zero(setting: Setting<Option<u32>>) -> Setting<u32> {
    Setting { value: setting.value.unwrap_or_default(), origin: setting.origin }
}

pub(super) fn backend(setting: &Setting<Option<String>>) -> Setting<Backend> {
    let value = match setting.value.as_deref() {
        Some("builtin") => Backend::Builtin,
        Some("endpoint") => Backend::Endpoint,
        _ => Backend::Auto,
    };
    Setting { value, origin: setting.origin.clone() }
}

pub(super) fn color(setting: &Setting<Option<String>>) -> Setting<ColorChoice> {
    let value = match setting.value.as_deref() {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    };
    Setting { value, origin: setting.origin.clone() }
}
