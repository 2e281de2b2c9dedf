//! What the tests of the fronts share.

use super::front::{Prompt, Spoken};
use crate::term::Output;
use crate::term::output::Flush;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// A screen whose text can be read back.
#[derive(Clone, Default)]
pub(super) struct Screen(Arc<Mutex<Vec<u8>>>);

impl Screen {
    pub(super) fn output(&self) -> Output {
        Output::to(self.clone(), Flush::Line)
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// What appeared since the last look.
    pub(super) fn news(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn sending() -> Prompt {
    Prompt { label: "you".into(), thinking_aloud: false }
}

pub(super) fn thinking() -> Prompt {
    Prompt { thinking_aloud: true, ..sending() }
}

pub(super) fn spoken(text: &str) -> Spoken {
    Spoken { move_name: "probe".into(), text: text.into(), cut: false }
}
