//! What the command line says.

use super::{
    Fault, Origin,
    keys::KEYS,
    layers::{Entry, Layers},
    origin::Rank,
};

/// The flags that are settings, as typed; each is called as its field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    /// `--role`.
    pub role: Option<String>,
    /// `--level`.
    pub level: Option<String>,
    /// `--minutes`.
    pub minutes: Option<u32>,
    /// `--interviewer`.
    pub interviewer: Option<String>,
    /// `--judge`.
    pub judge: Option<String>,
    /// `--endpoint`: a name or an address.
    pub endpoint: Option<String>,
    /// `--model`.
    pub model: Option<String>,
    /// `--color`.
    pub color: Option<String>,
    /// `--samples`.
    pub samples: Option<u32>,
    /// `--reasoning`.
    pub reasoning: bool,
}

impl Flags {
    pub(super) fn apply(&self, layers: &mut Layers) -> Vec<Fault> {
        let given = [
            ("role", self.role.clone()),
            ("level", self.level.clone()),
            ("minutes", self.minutes.map(|n| n.to_string())),
            ("interviewer", self.interviewer.clone()),
            ("judge", self.judge.clone()),
            ("endpoint", self.endpoint.clone()),
            ("model", self.model.clone()),
            ("color", self.color.clone()),
            ("samples", self.samples.map(|n| n.to_string())),
            ("reasoning", self.reasoning.then(|| "true".to_owned())),
        ];
        let mut faults = Vec::new();
        for (path, text) in given {
            let takes = KEYS.iter().find(|key| key.path == path).map(|key| key.takes);
            let (Some(text), Some(takes)) = (text, takes) else { continue };
            let origin = Origin::Flag(format!("--{path}"));
            match takes.read_text(&text) {
                Ok(raw) => layers.set(path, Entry { rank: Rank::Flag, origin, raw }),
                Err(wanted) => faults.push(Fault::new(origin, format!("`{path}` {wanted}"))),
            }
        }
        faults
    }
}
