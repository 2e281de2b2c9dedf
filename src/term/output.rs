//! The only place that writes to stdout and stderr.

#[cfg(test)]
mod tests;

use std::io::{self, IsTerminal, Write};
use thiserror::Error;

/// Why a write failed.
#[derive(Debug, Error)]
pub enum OutputError {
    /// The reader went away (`viva … | head`): a clean end, not a failure.
    #[error("the output was closed by its reader")]
    Closed,
    /// Anything else, such as a full disk.
    #[error("the output could not be written")]
    Io(#[source] io::Error),
}

impl From<io::Error> for OutputError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Io(error),
        }
    }
}

/// When written text is handed on to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flush {
    /// At once: somebody watches it stream.
    Immediate,
    /// With each finished line.
    Line,
}

/// A text stream for a person or a program.
pub struct Output {
    sink: Box<dyn Write + Send>,
    flush: Flush,
}

impl Output {
    /// The standard output: immediate on a terminal, by line into a pipe or file.
    pub fn stdout() -> Self {
        let stdout = io::stdout();
        let flush = if stdout.is_terminal() { Flush::Immediate } else { Flush::Line };
        Self::to(stdout, flush)
    }

    /// The standard error output, always immediate.
    pub fn stderr() -> Self {
        Self::to(io::stderr(), Flush::Immediate)
    }

    /// Any other sink.
    pub fn to(sink: impl Write + Send + 'static, flush: Flush) -> Self {
        Self { sink: Box::new(sink), flush }
    }

    /// Writes the text as it is; nothing for an empty one.
    ///
    /// # Errors
    /// [`OutputError::Closed`] when the reader is gone, [`OutputError::Io`] for the rest.
    pub fn write(&mut self, text: &str) -> Result<(), OutputError> {
        if text.is_empty() {
            return Ok(());
        }
        self.sink.write_all(text.as_bytes())?;
        if self.flush == Flush::Immediate || text.contains('\n') {
            self.sink.flush()?;
        }
        Ok(())
    }

    /// Writes the text and ends the line, if the text did not.
    ///
    /// # Errors
    /// As [`Output::write`].
    pub fn line(&mut self, text: &str) -> Result<(), OutputError> {
        if text.ends_with('\n') { self.write(text) } else { self.write(&format!("{text}\n")) }
    }

    /// Hands on whatever is still held back.
    ///
    /// # Errors
    /// As [`Output::write`].
    pub fn flush(&mut self) -> Result<(), OutputError> {
        Ok(self.sink.flush()?)
    }
}
