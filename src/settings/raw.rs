//! Values as they are written, checked against what a key takes.

use serde_json::{Map, Value};
use toml::de::{DeInteger, DeTable, DeValue};

/// A value of a kind that some key takes.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Raw {
    Text(String),
    Whole(u32),
    YesNo(bool),
    Words(Vec<String>),
    Pairs(Vec<(String, String)>),
    Members(Map<String, Value>),
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Text,
    OneOf(&'static [&'static str]),
    /// A whole number between these, both included.
    Whole(u32, u32),
    YesNo,
    /// A program and its arguments.
    Command,
    /// Names with texts.
    Pairs,
    /// Names with values of any kind, as JSON has them.
    Members,
    /// The name of an environment variable, and by no accident the key itself.
    VariableName,
    /// `bearer`, `none` or `header:NAME`.
    Auth,
}

impl Takes {
    /// The value of a file.
    pub(super) fn read_toml(self, value: &DeValue<'_>) -> Result<Raw, String> {
        let raw = match value {
            DeValue::String(text) => return self.read_string(text),
            DeValue::Integer(number) => whole(number).map(Raw::Whole),
            DeValue::Boolean(yes) => Some(Raw::YesNo(*yes)),
            DeValue::Array(items) => {
                items.iter().map(|item| string(item.get_ref())).collect::<Option<_>>().map(Raw::Words)
            }
            DeValue::Table(table) if self == Self::Members => members(table).map(Raw::Members),
            DeValue::Table(table) => pairs(table).map(Raw::Pairs),
            DeValue::Float(_) | DeValue::Datetime(_) => None,
        };
        raw.filter(|raw| self.fits(raw)).ok_or_else(|| self.wanted())
    }

    /// The value of a variable or a flag. Lists and tables are written as in the file.
    pub(super) fn read_text(self, text: &str) -> Result<Raw, String> {
        let raw = match self {
            Self::Whole(..) => text.trim().parse().ok().map(Raw::Whole),
            Self::YesNo => yes_or_no(text).map(Raw::YesNo),
            Self::Command | Self::Pairs | Self::Members => {
                let value = DeValue::parse(text).map_err(|_| self.wanted())?;
                return self.read_toml(value.get_ref());
            }
            Self::Text | Self::OneOf(_) | Self::VariableName | Self::Auth => return self.read_string(text),
        };
        raw.filter(|raw| self.fits(raw)).ok_or_else(|| self.wanted())
    }

    fn read_string(self, text: &str) -> Result<Raw, String> {
        let raw = Raw::Text(text.trim().to_owned());
        if self.fits(&raw) { Ok(raw) } else { Err(self.wanted()) }
    }

    fn fits(self, raw: &Raw) -> bool {
        match (self, raw) {
            (Self::Text, Raw::Text(text)) => !text.is_empty(),
            (Self::OneOf(names), Raw::Text(text)) => names.contains(&text.as_str()),
            (Self::VariableName, Raw::Text(text)) => is_variable_name(text),
            (Self::Auth, Raw::Text(text)) => {
                matches!(text.as_str(), "bearer" | "none")
                    || text.strip_prefix("header:").is_some_and(is_header_name)
            }
            (Self::Whole(least, most), Raw::Whole(number)) => (least..=most).contains(number),
            (Self::Command, Raw::Words(words)) => words.first().is_some_and(|program| !program.is_empty()),
            (Self::YesNo, Raw::YesNo(_))
            | (Self::Pairs, Raw::Pairs(_))
            | (Self::Members, Raw::Members(_)) => true,
            _ => false,
        }
    }

    /// What is wanted. What was given is not repeated: it may be a secret in the wrong place.
    fn wanted(self) -> String {
        match self {
            Self::Text => "takes a text in quotes".to_owned(),
            Self::OneOf(names) => format!("takes one of {}", names.join(", ")),
            Self::Whole(least, most) => format!("takes a whole number from {least} to {most}"),
            Self::YesNo => "takes true or false".to_owned(),
            Self::Command => r#"takes a list of words, such as ["pass", "show", "key"]"#.to_owned(),
            Self::Pairs => r#"takes a table of texts, such as { "X-Title" = "viva" }"#.to_owned(),
            Self::Members => r#"takes a table, such as { reasoning_effort = "low" }"#.to_owned(),
            Self::VariableName => "takes the name of an environment variable, not a key".to_owned(),
            Self::Auth => "takes bearer, none or header:NAME".to_owned(),
        }
    }
}

fn whole(number: &DeInteger<'_>) -> Option<u32> {
    u32::from_str_radix(number.as_str(), number.radix()).ok()
}

fn string(value: &DeValue<'_>) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn pairs(table: &DeTable<'_>) -> Option<Vec<(String, String)>> {
    table.iter().map(|(name, value)| Some((name.get_ref().to_string(), string(value.get_ref())?))).collect()
}

fn members(table: &DeTable<'_>) -> Option<Map<String, Value>> {
    table.iter().map(|(name, value)| Some((name.get_ref().to_string(), json(value.get_ref())?))).collect()
}

/// As JSON; dates have no place there.
fn json(value: &DeValue<'_>) -> Option<Value> {
    match value {
        DeValue::String(text) => Some(text.as_ref().into()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(Into::into),
        DeValue::Float(number) => number.as_str().parse::<f64>().ok().map(Into::into),
        DeValue::Boolean(yes) => Some((*yes).into()),
        DeValue::Array(items) => {
            items.iter().map(|item| json(item.get_ref())).collect::<Option<Vec<_>>>().map(Value::Array)
        }
        DeValue::Table(table) => members(table).map(Value::Object),
        DeValue::Datetime(_) => None,
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

fn is_variable_name(text: &str) -> bool {
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    text.bytes().next().is_some_and(|b| !b.is_ascii_digit()) && text.bytes().all(is_part)
}

/// A token of RFC 9110, section 5.6.2.
fn is_header_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}
