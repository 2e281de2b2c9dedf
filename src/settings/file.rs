//! The configuration file: what can be read of it counts, and every fault has its line.

use std::path::Path;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Fault, Origin,
    fault::did_you_mean,
    keys::{Place, endpoint_key, endpoint_path, names_in, place},
    layers::{Entry, Layers},
    origin::Rank,
};

/// Reads a file's text into the layer of files.
pub(super) fn read(path: &Path, text: &str, layers: &mut Layers) -> Vec<Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reading = Reading { path, text, layers, faults: Vec::new() };
    for error in errors {
        let at = reading.origin(error.span().map_or(0, |span| span.start));
        reading.faults.push(Fault::new(at, error.message()));
    }
    reading.table(&[], table.get_ref());
    reading.faults.sort_by_key(|fault| match fault.at {
        Origin::File(_, line) => line,
        Origin::Default | Origin::Env(_) | Origin::Flag(_) => None,
    });
    reading.faults
}

struct Reading<'r> {
    path: &'r Path,
    text: &'r str,
    layers: &'r mut Layers,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn origin(&self, byte: usize) -> Origin {
        let line = 1 + self.text.bytes().take(byte).filter(|b| *b == b'\n').count();
        Origin::File(self.path.to_owned(), Some(line))
    }

    fn table(&mut self, within: &[&str], table: &DeTable<'_>) {
        for (key, value) in table {
            let segments: Vec<&str> = within.iter().copied().chain([key.get_ref().as_ref()]).collect();
            self.value(&segments, self.origin(key.span().start), value);
        }
        if let ["endpoints", name] = within {
            self.one_key_only(name);
        }
    }

    fn value(&mut self, segments: &[&str], at: Origin, value: &Spanned<DeValue<'_>>) {
        let path = segments.join(".");
        match (place(segments), value.get_ref()) {
            (Place::Value(takes), value) => match takes.read_toml(value) {
                Ok(raw) => self.layers.set(path, Entry { rank: Rank::File, origin: at, raw }),
                Err(wanted) => self.faults.push(Fault::new(at, format!("`{path}` {wanted}"))),
            },
            (Place::Table, DeValue::Table(table)) => self.table(segments, table),
            (Place::Table, _) => self.faults.push(Fault::new(at, format!("`{path}` is a table: `[{path}]`"))),
            (Place::BadName, _) => {
                let message = format!("`{path}`: a name has letters, digits, hyphens and underscores only");
                self.faults.push(Fault::new(at, message));
            }
            (Place::Unknown, _) => {
                self.faults.push(Fault::new(at, format!("unknown key `{path}`")).hint(hint(segments)));
            }
        }
    }

    fn one_key_only(&mut self, name: &str) {
        let given: Vec<&Entry> = ["key_env", "key_command", "key_file"]
            .iter()
            .filter_map(|field| self.layers.at(&endpoint_path(name, field), Rank::File))
            .collect();
        if let [_, .., last] = given.as_slice() {
            let message = format!("`endpoints.{name}` has its key from {} places", given.len());
            let hint = "keep one of `key_env`, `key_command` and `key_file`".to_owned();
            self.faults.push(Fault::new(last.origin.clone(), message).hint(Some(hint)));
        }
    }
}

fn hint(segments: &[&str]) -> Option<String> {
    let (key, table) = segments.split_last()?;
    if matches!(key.to_ascii_lowercase().replace('-', "_").as_str(), "key" | "api_key" | "apikey" | "token") {
        let hint =
            "no key is kept in this file: name where it is with `key_env`, `key_command` or `key_file`";
        return Some(hint.to_owned());
    }
    if table.is_empty() && endpoint_key(key).is_some() {
        return Some(format!("`{key}` belongs to an endpoint: put it under `[endpoints.NAME]`"));
    }
    did_you_mean(key, names_in(table))
}
