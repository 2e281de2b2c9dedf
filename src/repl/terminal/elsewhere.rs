//! Answers and code written elsewhere: in the candidate's own editor.

use super::compose::{ComposeError, fenced};
use super::{Entry, LineEditor, Terminal};
use crate::repl::front::{Front, FrontError, Input};
use crate::term::{EchoGuard, ErrorReport};

const NO_EDITOR: &str = "set `EDITOR`, or paste the text: several lines at once are one answer";

impl<E: LineEditor> Terminal<E> {
    /// What was said so far, rewritten in the candidate's editor.
    pub(super) fn edit(&mut self) -> Result<Option<Input>, FrontError> {
        let Some(text) = self.compose(&self.floor.text(), "md")? else { return Ok(None) };
        Ok(self.floor.replace(text, (self.clock)()).map(Input::Answer))
    }

    /// Code from the candidate's editor, said after what was said so far.
    pub(super) fn write_code(&mut self) -> Result<Option<Input>, FrontError> {
        let Some(code) = self.compose("", "txt")? else { return Ok(None) };
        let entry = Entry { text: fenced(&code), pasted: false };
        Ok(self.floor.enter(entry, false, (self.clock)()).map(Input::Answer))
    }

    /// `None` when nothing came of it, which has then been said.
    fn compose(&mut self, initial: &str, extension: &str) -> Result<Option<String>, FrontError> {
        // The editor gets the terminal as the shell left it.
        let was_quiet = self.quiet.take().is_some();
        let composed = self.external.compose(initial, extension);
        self.quiet = was_quiet.then(EchoGuard::engage);
        match composed {
            Ok(text) if text.trim().is_empty() => {
                self.notice("nothing was written, so nothing was sent").map(|()| None)
            }
            Ok(text) => self.bounded(text).map(Some),
            Err(error) => self.compose_failed(&error).map(|()| None),
        }
    }

    fn compose_failed(&mut self, error: &ComposeError) -> Result<(), FrontError> {
        let hint = matches!(error, ComposeError::NoEditor).then(|| NO_EDITOR.to_owned());
        let report = ErrorReport::from_error(error, hint).render(self.theme);
        self.show(&report)
    }
}
