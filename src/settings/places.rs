//! Where things are: configuration, data, the home directory.

use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

use super::{ConfigFile, Environment, Given, Origin, layers::Entry};

const CONFIG_FILE: &str = "config.toml";

/// The directories that the platform gives a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directories {
    /// The user's own.
    pub home: PathBuf,
    /// For configuration.
    pub config: PathBuf,
    /// For data.
    pub data: PathBuf,
}

impl Directories {
    /// This platform's; none where there is no home directory.
    #[must_use]
    pub fn of_platform() -> Option<Self> {
        let (base, project) = (BaseDirs::new()?, ProjectDirs::from("", "", "viva")?);
        Some(Self {
            home: base.home_dir().to_owned(),
            config: project.config_dir().to_owned(),
            data: project.data_dir().to_owned(),
        })
    }
}

/// There is no home directory, and nothing else was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no home directory")]
pub struct NoHome;

impl NoHome {
    /// What to do about it.
    #[must_use]
    pub fn hint(self) -> &'static str {
        "name a directory with `--data-dir DIR`"
    }
}

/// Where things are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    home: Option<PathBuf>,
    config_dir: Option<PathBuf>,
    config_file: Option<PathBuf>,
    data_dir: Option<PathBuf>,
}

impl Places {
    pub(super) fn choose(given: &Given, environment: &Environment, platform: Option<&Directories>) -> Self {
        let platform_config = platform.map(|dirs| dirs.config.clone());
        let named = environment.get("VIVA_CONFIG").map(PathBuf::from);
        let (config_dir, config_file) = match &given.config {
            ConfigFile::None => (None, None),
            ConfigFile::Named(file) => (platform_config, Some(file.clone())),
            ConfigFile::Usual => {
                let usual = platform_config.as_ref().map(|dir| dir.join(CONFIG_FILE));
                (platform_config, named.or(usual))
            }
        };
        let data_dir = given
            .data_dir
            .clone()
            .or_else(|| environment.get("VIVA_DATA_DIR").map(PathBuf::from))
            .or_else(|| platform.map(|dirs| dirs.data.clone()));
        Self { home: platform.map(|dirs| dirs.home.clone()), config_dir, config_file, data_dir }
    }

    /// The directory of what is stored.
    ///
    /// # Errors
    /// [`NoHome`], where none was named either; an interview can be held unsaved.
    pub fn data_dir(&self) -> Result<&Path, NoHome> {
        self.data_dir.as_deref().ok_or(NoHome)
    }

    /// A directory for what is written for a moment only: that of the data, or the platform's where there is none.
    #[must_use]
    pub fn scratch_dir(&self) -> PathBuf {
        self.data_dir.clone().unwrap_or_else(std::env::temp_dir)
    }

    /// The directory of the user's own files; none with `--no-config` or without a home directory.
    #[must_use]
    pub fn config_dir(&self) -> Option<&Path> {
        self.config_dir.as_deref()
    }

    /// The configuration file, whether it is there or not; none with `--no-config` or without a home directory.
    #[must_use]
    pub fn config_file(&self) -> Option<&Path> {
        self.config_file.as_deref()
    }

    /// The path that a value names: `~` is the home directory, and a path in a file starts from that file.
    pub(super) fn path_of(&self, entry: &Entry) -> Option<PathBuf> {
        let text = entry.text()?;
        if let (Some(rest), Some(home)) = (text.strip_prefix("~/"), &self.home) {
            return Some(home.join(rest));
        }
        match &entry.origin {
            Origin::File(file, _) => Some(file.parent().unwrap_or(Path::new("")).join(text)),
            Origin::Default | Origin::Env(_) | Origin::Flag(_) => Some(PathBuf::from(text)),
        }
    }
}
