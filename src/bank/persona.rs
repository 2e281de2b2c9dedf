//! Personas: how an interviewer behaves. They change how things are said and how patiently, never what is scored.

use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};

use crate::transcript::PersonaId;

use super::{
    Known, Lines, Shelf, Shelved,
    shelf::{blank, lines, told_to_the_interviewer},
};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/prompts/personas");

/// One persona.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Persona {
    /// Its id, which is its file's name too.
    pub id: PersonaId,
    /// Its name.
    pub title: String,
    /// What it is like to sit opposite, in a sentence, for whoever chooses it.
    pub says: String,
    /// How the interviewer behaves: told to the model, second person.
    pub manner: String,
    /// What it does more or less of.
    #[serde(default)]
    pub habits: Habits,
    /// Lines in the place of the built-in voice's.
    #[serde(default)]
    pub voice: Lines,
}

/// All personas by id.
pub type Personas = Shelf<Persona>;

names!(
    /// How often a sign of having heard is given.
    Often("frequency") {
        /// With nearly every answer.
        Often = "often",
        /// Now and then, as people do.
        NowAndThen = "now-and-then",
        /// Never.
        Never = "never",
    }
);

/// What an interviewer does more or less of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Habits {
    /// How often a sign of having heard is given.
    pub acknowledges: Often,
    /// Of so many right claims one is doubted, so that a doubt tells nothing.
    pub doubts_one_in: u32,
    /// No more than so many right claims are doubted.
    pub doubts_at_most: u32,
    /// How long a silence is left alone, in hundredths of the usual.
    pub patience_percent: u32,
}

impl Default for Habits {
    fn default() -> Self {
        Self { acknowledges: Often::NowAndThen, doubts_one_in: 4, doubts_at_most: 1, patience_percent: 100 }
    }
}

impl Shelved for Persona {
    type Id = PersonaId;
    const WHAT: &'static str = "persona";
    const STARTER: &'static str = include_str!("../../prompts/starters/persona.toml");

    fn embedded() -> &'static Dir<'static> {
        &EMBEDDED
    }

    fn id(&self) -> &PersonaId {
        &self.id
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn says(&self) -> &str {
        &self.says
    }

    fn inspect(&self, known: &Known) -> Vec<(String, String)> {
        let mut faults = blank(&[("title", &self.title), ("says", &self.says), ("manner", &self.manner)]);
        faults.extend(told_to_the_interviewer("manner", &self.manner));
        faults.extend(lines(&self.voice, known));
        let ranges = [
            ("doubts_one_in", self.habits.doubts_one_in, 1..=1000),
            ("doubts_at_most", self.habits.doubts_at_most, 0..=20),
            ("patience_percent", self.habits.patience_percent, 25..=1000),
        ];
        for (name, value, range) in ranges {
            if !range.contains(&value) {
                let message =
                    format!("`{name}` is {value}: from {} to {} makes sense", range.start(), range.end());
                faults.push((name.to_owned(), message));
            }
        }
        faults
    }
}
