//! The candidate's papers: a job description and a CV, read on this machine.

use std::{
    panic::catch_unwind,
    path::Path,
    sync::{Once, mpsc},
    time::Duration,
};

use crate::{bank::Project, error::AppError, interviewer::project_questions};

use super::endpoint::Chosen;

/// A longer file is no CV.
const MOST_BYTES: u64 = 10_000_000;
/// More than a person writes about themselves.
const MOST_TEXT_BYTES: usize = 500_000;
/// A PDF that takes longer is built to.
const PATIENCE: Duration = Duration::from_secs(20);
/// Fonts and forms are nested; a reader that recurses gets room for it.
const STACK_BYTES: usize = 64 << 20;
const PDF_THREAD: &str = "pdf";
/// Where the context of an endpoint is not known.
const USUAL_CONTEXT_TOKENS: usize = 4096;

/// Why a paper cannot be read.
#[derive(Debug, thiserror::Error)]
enum PaperError {
    #[error("it cannot be read")]
    Io(#[from] std::io::Error),
    #[error("it has {0} bytes, and that is no text about a person or a job")]
    TooLarge(u64),
    #[error("it is neither a PDF nor text in UTF-8")]
    NotText,
    #[error("the PDF is damaged, or of a kind that cannot be read: {0}")]
    BrokenPdf(String),
    #[error("reading the PDF took more than {} s and was given up", PATIENCE.as_secs())]
    EndlessPdf,
    #[error("there are no words in it")]
    NoWords,
}

impl PaperError {
    fn hint(&self) -> &'static str {
        match self {
            Self::Io(_) => "check the path",
            Self::TooLarge(_) => "is it the right file?",
            Self::NotText => "save it as text, Markdown or PDF",
            Self::BrokenPdf(_) | Self::EndlessPdf => "export it anew, or save it as text",
            Self::NoWords => "a scan has none: save it as text",
        }
    }
}

/// The text of a paper: Markdown, plain text or PDF.
///
/// # Errors
/// What is wrong with it, and what to do.
pub fn read(path: &Path) -> Result<String, AppError> {
    text_of(path).map_err(|error| {
        let hint = error.hint();
        AppError::usage(format!("`{}` cannot be used", path.display())).because(error).hint(hint)
    })
}

fn text_of(path: &Path) -> Result<String, PaperError> {
    let bytes = std::fs::metadata(path)?.len();
    if bytes > MOST_BYTES {
        return Err(PaperError::TooLarge(bytes));
    }
    let bytes = std::fs::read(path)?;
    let text = if bytes.starts_with(b"%PDF-") {
        pdf(bytes)?
    } else {
        String::from_utf8(bytes).map_err(|_| PaperError::NotText)?
    };
    let size = text.len();
    if size > MOST_TEXT_BYTES {
        return Err(PaperError::TooLarge(u64::try_from(size).unwrap_or(u64::MAX)));
    }
    if text.contains('\0') {
        return Err(PaperError::NotText);
    }
    let text = text.trim_start_matches('\u{feff}').to_owned();
    if text.chars().any(char::is_alphabetic) { Ok(text) } else { Err(PaperError::NoWords) }
}

/// A reader of PDFs meets every kind of damage, and some of it by a panic or a loop: it works apart from the rest.
fn pdf(bytes: Vec<u8>) -> Result<String, PaperError> {
    keep_panics_to_themselves();
    let (sender, text) = mpsc::channel();
    let reader = move || {
        let read = catch_unwind(|| pdf_extract::extract_text_from_mem(&bytes));
        let read = match read {
            Ok(Ok(text)) => Ok(text),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("it broke the reader".to_owned()),
        };
        // Nobody may be waiting any more.
        let _ = sender.send(read);
    };
    std::thread::Builder::new().name(PDF_THREAD.to_owned()).stack_size(STACK_BYTES).spawn(reader)?;
    match text.recv_timeout(PATIENCE) {
        Ok(read) => read.map_err(PaperError::BrokenPdf),
        Err(_) => Err(PaperError::EndlessPdf),
    }
}

/// What breaks in the reader is told once, as an error.
fn keep_panics_to_themselves() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() != Some(PDF_THREAD) {
                usual(info);
            }
        }));
    });
}

/// Questions about the projects of a CV, through the interviewer's model; none where no model interviews.
///
/// # Errors
/// Why there are none.
pub fn projects(chosen: &Chosen, cv: &str) -> Result<Vec<Project>, String> {
    let Some(asker) = chosen.asker() else { return Ok(Vec::new()) };
    let runtime = &asker.link.runtime;
    runtime.block_on(async {
        let connection = asker.link.connect(true).await.map_err(|error| error.to_string())?;
        let context_tokens = connection.context_tokens.and_then(|n| usize::try_from(n).ok());
        let context_tokens = context_tokens.unwrap_or(USUAL_CONTEXT_TOKENS);
        let model = connection.model();
        let found = project_questions(model.as_ref(), &asker.templates, cv, context_tokens).await;
        found.map_err(|error| error.to_string())
    })
}

#[cfg(test)]
mod tests;
