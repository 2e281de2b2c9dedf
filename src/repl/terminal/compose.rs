//! An answer written in the candidate's own editor.

#[cfg(test)]
mod tests;

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use thiserror::Error;

/// The editor to open, and where its file may lie.
#[derive(Debug, Clone)]
pub struct ExternalEditor {
    /// The command, as `EDITOR` holds it: it may have arguments. `None` when the user named none.
    pub command: Option<String>,
    /// A private folder for the file while it is edited.
    pub folder: PathBuf,
}

/// Why nothing came back from the editor.
#[derive(Debug, Error)]
pub(super) enum ComposeError {
    #[error("no editor is set")]
    NoEditor,
    #[error("the editor `{command}` could not be started")]
    Start { command: String, source: io::Error },
    #[error("the editor `{command}` gave up ({status}), so nothing was sent")]
    GaveUp { command: String, status: ExitStatus },
    #[error("the file for the editor could not be used")]
    File(#[source] io::Error),
}

impl ExternalEditor {
    /// Lets the candidate edit the text, and returns what they left, without blank lines at its end.
    pub(super) fn compose(&self, initial: &str, extension: &str) -> Result<String, ComposeError> {
        let command = self.command.as_deref().map(str::trim).filter(|command| !command.is_empty());
        let command = command.ok_or(ComposeError::NoEditor)?;
        let draft = Draft::create(&self.folder, extension, initial).map_err(ComposeError::File)?;
        let status = invocation(command, &draft.path)
            .status()
            .map_err(|source| ComposeError::Start { command: command.to_owned(), source })?;
        if !status.success() {
            return Err(ComposeError::GaveUp { command: command.to_owned(), status });
        }
        draft.read().map_err(ComposeError::File)
    }
}

/// A fence that is longer than any inside.
pub(super) fn fenced(code: &str) -> String {
    let longest = code
        .lines()
        .map(|line| line.trim_start())
        .map(|line| line.len() - line.trim_start_matches('`').len());
    let fence = "`".repeat(longest.max().unwrap_or(0).max(2) + 1);
    format!("{fence}\n{code}\n{fence}")
}

/// The shell splits the command, as it does for other programs that honour `EDITOR`; the path is never parsed.
#[cfg(unix)]
fn invocation(command: &str, path: &Path) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{command} \"$1\"")).arg("sh").arg(path);
    shell
}

#[cfg(not(unix))]
fn invocation(command: &str, path: &Path) -> Command {
    let mut words = command.split_whitespace();
    let mut invocation = Command::new(words.next().unwrap_or(command));
    invocation.args(words).arg(path);
    invocation
}

/// The file while it is edited; gone afterwards.
struct Draft {
    path: PathBuf,
}

impl Draft {
    fn create(folder: &Path, extension: &str, text: &str) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        for number in 0..100 {
            let path = folder.join(format!("answer-{}-{number}.{extension}", std::process::id()));
            match private(&path) {
                Ok(mut file) => {
                    let draft = Self { path };
                    file.write_all(text.as_bytes())?;
                    return Ok(draft);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    fn read(&self) -> io::Result<String> {
        let bytes = fs::read(&self.path)?;
        Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Nothing depends on it being gone, and there is nobody to tell.
        let _ = fs::remove_file(&self.path);
    }
}

/// A new file that only its owner can read.
fn private(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
