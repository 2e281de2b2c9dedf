//! What the line editor calls while keys are pressed.

use crate::repl::{command, parts};
use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};
use std::borrow::Cow;
use std::cell::RefCell;
use std::path::MAIN_SEPARATOR;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What the front may know of the line that is being edited in the other thread.
#[derive(Debug)]
pub(super) struct Activity {
    state: Mutex<State>,
    drawn: Condvar,
}

#[derive(Debug)]
struct State {
    last_key: Instant,
    line_is_empty: bool,
    pasted: bool,
    /// How often the prompt was drawn.
    draws: u64,
}

impl Activity {
    pub(super) fn new() -> Self {
        let state = State { last_key: Instant::now(), line_is_empty: true, pasted: false, draws: 0 };
        Self { state: Mutex::new(state), drawn: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new prompt opens.
    pub(super) fn reset(&self) {
        let mut state = self.state();
        state.last_key = Instant::now();
        state.line_is_empty = true;
        state.pasted = false;
    }

    /// Since the last key, or since the prompt was opened.
    pub(super) fn quiet(&self) -> Duration {
        self.state().last_key.elapsed()
    }

    pub(super) fn line_is_empty(&self) -> bool {
        self.state().line_is_empty
    }

    pub(super) fn pasted(&self) -> bool {
        self.state().pasted
    }

    pub(super) fn draws(&self) -> u64 {
        self.state().draws
    }

    /// Waits until the prompt was drawn again after it had been drawn `draws` times, but no longer than `limit`.
    pub(super) fn await_draw_after(&self, draws: u64, limit: Duration) {
        let waiting = self.drawn.wait_timeout_while(self.state(), limit, |state| state.draws == draws);
        drop(waiting.unwrap_or_else(PoisonError::into_inner));
    }

    fn changed(&self, line: &str, brought_lines: bool) {
        let mut state = self.state();
        state.last_key = Instant::now();
        state.line_is_empty = line.is_empty();
        state.pasted |= brought_lines;
    }

    fn was_drawn(&self) {
        self.state().draws += 1;
        self.drawn.notify_all();
    }
}

/// Completion of commands, the rule for going on in a further line, and the trace of activity.
pub(super) struct Hooks {
    activity: Arc<Activity>,
    files: FilenameCompleter,
    /// The line and the cursor at the last call, to tell keys from mere redrawing.
    last: RefCell<(String, usize)>,
}

impl Hooks {
    pub(super) fn new(activity: Arc<Activity>) -> Self {
        Self { activity, files: FilenameCompleter::new(), last: RefCell::default() }
    }

    fn observe(&self, line: &str, cursor: usize) {
        let mut last = self.last.borrow_mut();
        if last.0 == line && last.1 == cursor {
            return;
        }
        let grown = line.len().saturating_sub(last.0.len());
        let line_feeds = |text: &str| text.bytes().filter(|&byte| byte == b'\n').count();
        let brought_lines = grown > 1 && line_feeds(line) > line_feeds(&last.0);
        self.activity.changed(line, brought_lines);
        *last = (line.to_owned(), cursor);
    }
}

impl Helper for Hooks {}

impl Hinter for Hooks {
    type Hint = String;

    fn hint(&self, line: &str, cursor: usize, _: &Context<'_>) -> Option<String> {
        self.observe(line, cursor);
        None
    }
}

impl Highlighter for Hooks {
    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        self.activity.was_drawn();
        Cow::Borrowed(prompt)
    }

    fn highlight_char(&self, line: &str, cursor: usize, _: rustyline::highlight::CmdKind) -> bool {
        self.observe(line, cursor);
        false
    }
}

impl Validator for Hooks {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(if goes_on(context.input()) {
            ValidationResult::Incomplete
        } else {
            ValidationResult::Valid(None)
        })
    }
}

impl Completer for Hooks {
    type Candidate = Pair;

    fn complete(&self, line: &str, cursor: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        match line[..cursor].strip_prefix('/') {
            Some(rest) if rest.starts_with("code ") => self.files.complete_path(line, cursor),
            Some(name) if !name.contains([' ', '\n', MAIN_SEPARATOR]) => Ok((0, command_pairs(name))),
            _ => Ok((cursor, Vec::new())),
        }
    }
}

fn command_pairs(prefix: &str) -> Vec<Pair> {
    command::completions(prefix)
        .map(|name| Pair { display: format!("/{name}"), replacement: format!("/{name} ") })
        .collect()
}

/// Whether Enter goes on in a further line: after a `\`, and inside a fence.
pub(super) fn goes_on(input: &str) -> bool {
    input.ends_with('\\') || parts::fence_is_open(input)
}

/// The input as it was meant: the `\` that only made a line go on is taken away.
pub(super) fn joined(input: &str, pasted: bool) -> String {
    if pasted { input.to_owned() } else { input.replace("\\\n", "\n") }
}
