//! Settings out of a file's text, variables and flags, as if on a machine of their own.

mod endpoints;
mod environment;
mod examples;
mod files;
mod keys;
mod layers;
mod places;
mod secrets;

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use super::*;

/// A machine: a home with directories, variables, flags.
struct Machine {
    dir: TempDir,
    given: Given,
    variables: Vec<(&'static str, String)>,
}

fn machine() -> Machine {
    Machine { dir: tempfile::tempdir().unwrap(), given: Given::default(), variables: Vec::new() }
}

impl Machine {
    fn file(self, text: impl AsRef<[u8]>) -> Self {
        self.user_file("config.toml", text)
    }

    fn user_file(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.config().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn variable(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    fn endpoint_flag(mut self, text: &str) -> Self {
        self.given.flags.endpoint = Some(text.to_owned());
        self
    }

    fn config(&self) -> PathBuf {
        self.dir.path().join("config")
    }

    fn config_file(&self) -> PathBuf {
        self.config().join("config.toml")
    }

    fn line(&self, line: usize) -> Origin {
        Origin::File(self.config_file(), Some(line))
    }

    fn environment(&self) -> Environment {
        self.variables.iter().cloned().collect()
    }

    fn directories(&self) -> Directories {
        let home = self.dir.path();
        Directories { home: home.join("home"), config: self.config(), data: home.join("data") }
    }

    fn load(&self) -> (Settings, Vec<Fault>) {
        Settings::load(&self.given, &self.environment(), Some(&self.directories())).unwrap()
    }

    /// The settings, where nothing is wrong with them.
    fn settings(&self) -> Settings {
        let (settings, faults) = self.load();
        assert_eq!(faults, []);
        settings
    }

    fn endpoint(&self) -> Endpoint {
        self.settings().endpoint().unwrap().unwrap()
    }

    /// What is wrong, a line each.
    fn faults(&self) -> Vec<String> {
        let shown = |fault: &Fault| match &fault.at {
            Origin::File(path, line) => {
                let name = path.file_name().unwrap().to_string_lossy();
                let line = line.map_or(String::new(), |line| format!(":{line}"));
                format!("{name}{line}: {}", fault.message)
            }
            at => format!("{at}: {}", fault.message),
        };
        self.load().1.iter().map(shown).collect()
    }

    fn hint(&self) -> String {
        self.load().1[0].hint.clone().unwrap()
    }
}

fn env(name: &str) -> Origin {
    Origin::Env(name.to_owned())
}

fn flag(name: &str) -> Origin {
    Origin::Flag(name.to_owned())
}
