//! An utterance on its way to the screen.

use crate::repl::speech::Speech;
use crate::term::{EchoGuard, MarkdownStream, Role, Sanitizer, Spinner, Theme};

/// Nothing was said yet: a sign of life, and no echo of what is typed meanwhile.
pub(super) struct Waiting {
    spinner: Spinner,
    echo: EchoGuard,
}

impl Waiting {
    pub(super) fn begin(label: &str) -> Self {
        Self { spinner: Spinner::start(label), echo: EchoGuard::engage() }
    }

    pub(super) fn goes_on(&self, label: &str) {
        self.spinner.relabel(label);
    }
}

/// What a model thinks, shown dim as it comes.
pub(super) struct Thought {
    theme: Theme,
    sanitizer: Sanitizer,
    ends_a_line: bool,
}

impl Thought {
    pub(super) fn begin(theme: Theme) -> Self {
        Self { theme, sanitizer: Sanitizer::default(), ends_a_line: true }
    }

    /// Takes the next piece and returns what is shown of it.
    pub(super) fn think(&mut self, piece: &str) -> String {
        let text = self.sanitizer.push(piece);
        self.ends_a_line = text.chars().next_back().map_or(self.ends_a_line, |last| last == '\n');
        self.theme.paint(Role::Dim, text)
    }

    /// Returns what sets it apart from what follows.
    pub(super) fn end(self) -> String {
        if self.ends_a_line { "\n".to_owned() } else { "\n\n".to_owned() }
    }
}

/// Something was said.
pub(super) struct Speaking {
    theme: Theme,
    speech: Speech,
    markdown: MarkdownStream,
    /// Laid out but not shown, because a prompt is open: it appears above it as a whole.
    held: Option<String>,
    _echo: EchoGuard,
}

impl Speaking {
    /// Begins an utterance; `above` a prompt that is open, or right on the screen.
    pub(super) fn begin(theme: Theme, width: usize, above: bool, waiting: Option<Waiting>) -> Self {
        Self {
            theme,
            speech: Speech::default(),
            markdown: MarkdownStream::new(theme, width),
            held: above.then(String::new),
            _echo: waiting.map_or_else(EchoGuard::engage, |waiting| waiting.echo),
        }
    }

    /// Takes the next piece and returns what can be shown now.
    pub(super) fn say(&mut self, piece: &str) -> String {
        let begins = !self.speech.has_begun();
        let piece = self.speech.delta(piece);
        let mut shown = String::new();
        if begins && !piece.is_empty() {
            shown = format!("{}\n", self.theme.paint(Role::Interviewer, "Interviewer"));
        }
        shown += &self.markdown.push(&piece);
        match &mut self.held {
            Some(held) => {
                held.push_str(&shown);
                String::new()
            }
            None => shown,
        }
    }

    /// What of this text was not said yet.
    pub(super) fn tail(&self, text: &str) -> String {
        self.speech.tail(text)
    }

    /// Returns all that is left to show.
    pub(super) fn end(self, cut: bool) -> String {
        let mut rest = self.held.unwrap_or_default();
        rest += &self.markdown.finish();
        if cut {
            rest += &format!("{}\n", self.theme.paint(Role::Dim, "(stopped)"));
        }
        rest.push('\n');
        rest
    }
}
