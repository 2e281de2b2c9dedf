//! Keys: where they are, and getting them only when they are needed.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::Environment;

/// A text that is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a text out of sight.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself, to be sent and for nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Where an endpoint's key is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// It has none.
    None,
    /// In an environment variable.
    Variable(String),
    /// In an environment variable, which need not be set: a server of this machine seldom wants one.
    VariableIfSet(String),
    /// A command prints it: the program and its arguments.
    Command(Vec<String>),
    /// In a file.
    File(PathBuf),
    /// There is one, but it was given for another server, and is sent to no other.
    Withheld {
        /// The server that it belongs to.
        server: String,
    },
}

/// Why a key could not be had. It names where the key should be, and never what was there.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The variable is not set, or empty.
    #[error("the environment variable `{name}` holds no key")]
    Variable {
        /// Its name.
        name: String,
    },
    /// The command could not be run.
    #[error("`{program}`, which should print the key, could not be run")]
    Command {
        /// The program.
        program: String,
        /// Why.
        source: io::Error,
    },
    /// The command failed.
    #[error("`{program}`, which should print the key, ended with {status}")]
    CommandFailed {
        /// The program.
        program: String,
        /// How it ended.
        status: std::process::ExitStatus,
    },
    /// The file could not be read.
    #[error("the key file `{}` could not be read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There was nothing, or something that cannot be sent in a header.
    #[error("{place} holds no usable key")]
    Unusable {
        /// The variable, command or file.
        place: String,
    },
}

impl KeyError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Variable { name } => {
                format!(
                    "set it with `export {name}=…`, or name a `key_command` or `key_file` in the configuration"
                )
            }
            Self::Command { program, .. } | Self::CommandFailed { program, .. } => {
                format!(
                    "try `{program}` by itself, with the arguments of `key_command`; no shell is involved"
                )
            }
            Self::File { .. } => "check `key_file` in the configuration".to_owned(),
            Self::Unusable { .. } => "a key is one line of printable ASCII characters".to_owned(),
        }
    }
}

impl fmt::Display for Key {
    /// Where it is, never what it is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Variable(name) | Self::VariableIfSet(name) => write!(f, "`${name}`"),
            Self::Command(argv) => {
                write!(f, "what `{}` prints", argv.first().map_or("key_command", String::as_str))
            }
            Self::File(path) => write!(f, "the file `{}`", path.display()),
            Self::Withheld { server } => write!(f, "none, since the one there is belongs to {server}"),
        }
    }
}

impl Key {
    /// Gets the key, running the command or reading the file now.
    ///
    /// # Errors
    /// [`KeyError`], where there should be a key and is none.
    pub fn resolve(&self, environment: &Environment) -> Result<Option<Secret>, KeyError> {
        match self {
            Self::None | Self::Withheld { .. } => Ok(None),
            Self::Variable(name) => {
                let text = environment.get(name).ok_or_else(|| KeyError::Variable { name: name.clone() })?;
                usable(text, &format!("the environment variable `{name}`")).map(Some)
            }
            Self::VariableIfSet(name) => {
                let text = environment.get(name);
                text.map(|text| usable(text, &format!("the environment variable `{name}`"))).transpose()
            }
            Self::Command(argv) => printed_by(argv).map(Some),
            Self::File(path) => held_in(path).map(Some),
        }
    }
}

fn printed_by(argv: &[String]) -> Result<Secret, KeyError> {
    let (program, arguments) = match argv {
        [] => return Err(KeyError::Unusable { place: "an empty `key_command`".to_owned() }),
        [program, arguments @ ..] => (program.clone(), arguments),
    };
    // What it has to say goes to the terminal; what stands in our own input is not for it.
    let output = Command::new(&program)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| KeyError::Command { program: program.clone(), source })?;
    if !output.status.success() {
        return Err(KeyError::CommandFailed { program, status: output.status });
    }
    usable(&String::from_utf8_lossy(&output.stdout), &format!("what `{program}` printed"))
}

fn held_in(path: &Path) -> Result<Secret, KeyError> {
    let bytes = fs::read(path).map_err(|source| KeyError::File { path: path.to_owned(), source })?;
    usable(&String::from_utf8_lossy(&bytes), &format!("the key file `{}`", path.display()))
}

fn usable(text: &str, place: &str) -> Result<Secret, KeyError> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic() || b == b' ') {
        Ok(Secret::new(text.to_owned()))
    } else {
        Err(KeyError::Unusable { place: place.to_owned() })
    }
}
