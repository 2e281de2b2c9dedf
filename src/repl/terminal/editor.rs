//! The line editor, in a thread of its own, so that waiting for the candidate can end while the prompt stays open.

use super::floor::Entry;
use super::hooks::{Activity, Hooks, joined};
use crate::repl::front::FrontError;
use crate::term::Output;
use crate::term::echo::TerminalMode;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{Cmd, ColorMode, CompletionType, Config, ExternalPrinter, KeyCode, KeyEvent, Modifiers};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// The text before the cursor, with and without its looks; both are equally wide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromptText {
    /// Without colour.
    pub plain: String,
    /// As it is shown.
    pub styled: String,
}

/// What became of waiting for a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keyed {
    /// An entry.
    Line(Entry),
    /// Ctrl-C.
    Interrupted {
        /// There was a line to throw away.
        cleared: bool,
    },
    /// Ctrl-D, or the terminal is gone.
    Closed,
    /// No key was pressed.
    Idle {
        /// Since the last key, or since the prompt was opened.
        quiet: Duration,
    },
}

/// Where lines come from: a prompt that stays open until a line is entered.
pub trait LineEditor {
    /// Waits for a line, opening the prompt if it is not open. When `patience` passes without a key the prompt stays
    /// open, and the text given with it stays as well.
    ///
    /// # Errors
    /// [`FrontError::Editor`] when the editor is gone.
    fn wait(&mut self, prompt: &PromptText, patience: Option<Duration>) -> Result<Keyed, FrontError>;
    /// Whether a prompt is on the screen now.
    fn is_open(&mut self) -> bool;
    /// Prints above the open prompt; false when none is open, so that the caller may print as usual.
    fn print_above(&mut self, text: &str) -> bool;
    /// Keeps the line for later sessions.
    fn remember(&mut self, line: &str);
    /// Gives the terminal back, even with a prompt open. Nothing is read afterwards.
    fn close(&mut self);
}

/// What is passed to the editor's thread.
enum Request {
    Read(PromptText),
    Remember(String),
}

/// Longer entries are not kept in the history, in bytes: they are essays, not lines.
const HISTORY_ENTRY_MAX: usize = 1_000;
/// How many lines the history keeps.
const HISTORY_MAX: usize = 1_000;
/// Ctrl-J and Alt-Enter go on in a further line.
const FURTHER_LINE: [KeyEvent; 2] =
    [KeyEvent(KeyCode::Char('J'), Modifiers::CTRL), KeyEvent(KeyCode::Enter, Modifiers::ALT)];
/// How long a text printed above the prompt is waited for.
const DRAW_LIMIT: Duration = Duration::from_millis(300);

/// The line editor of a real terminal.
pub struct Readline {
    requests: Sender<Request>,
    events: Receiver<Keyed>,
    /// To the thread that prints above the prompt; absent where the terminal cannot.
    above: Option<Sender<String>>,
    activity: Arc<Activity>,
    /// The mode to go back to.
    mode: Option<TerminalMode>,
    open: bool,
    closed: bool,
    /// Came while the prompt was believed to be open.
    early: Option<Keyed>,
}

type Printer = Box<dyn ExternalPrinter + Send>;

impl Readline {
    /// Starts the editor's thread. `history` is where lines are kept, if anywhere.
    ///
    /// # Errors
    /// [`FrontError::Editor`] when the terminal cannot be used.
    pub fn start(history: Option<PathBuf>) -> Result<Self, FrontError> {
        let mode = TerminalMode::current();
        let activity = Arc::new(Activity::new());
        let (requests, todo) = mpsc::channel();
        let (done, events) = mpsc::channel();
        let (ready, started) = mpsc::channel();
        let hooks_activity = Arc::clone(&activity);
        thread::Builder::new()
            .name("line editor".into())
            .spawn(move || match Session::open(hooks_activity, history) {
                Ok((session, printer)) => {
                    let _ = ready.send(Ok(printer));
                    session.serve(&todo, &done);
                }
                Err(error) => {
                    let _ = ready.send(Err(FrontError::Editor(error.to_string())));
                }
            })
            .map_err(FrontError::Input)?;
        let printer = started.recv().map_err(|_| stopped())??;
        let above = printer.and_then(|printer| print_in_background(printer).ok());
        Ok(Self { requests, events, above, activity, mode, open: false, closed: false, early: None })
    }

    fn open(&mut self, prompt: &PromptText) -> Result<(), FrontError> {
        self.activity.reset();
        self.requests.send(Request::Read(prompt.clone())).map_err(|_| stopped())?;
        self.open = true;
        Ok(())
    }

    /// `None` when the time is over.
    fn next_event(&self, limit: Option<Duration>) -> Result<Option<Keyed>, FrontError> {
        match limit {
            None => self.events.recv().map(Some).map_err(|_| stopped()),
            Some(limit) => match self.events.recv_timeout(limit) {
                Ok(event) => Ok(Some(event)),
                Err(RecvTimeoutError::Timeout) => Ok(None),
                Err(RecvTimeoutError::Disconnected) => Err(stopped()),
            },
        }
    }
}

impl LineEditor for Readline {
    fn wait(&mut self, prompt: &PromptText, patience: Option<Duration>) -> Result<Keyed, FrontError> {
        if self.closed {
            return Ok(Keyed::Closed);
        }
        if let Some(event) = self.early.take() {
            return Ok(event);
        }
        if !self.open {
            self.open(prompt)?;
        }
        let called = Instant::now();
        loop {
            let idle = self.activity.quiet().min(called.elapsed());
            let left = patience.map(|patience| patience.saturating_sub(idle));
            if let Some(event) = self.next_event(left)? {
                self.open = false;
                return Ok(event);
            }
            if patience.is_some_and(|patience| self.activity.quiet().min(called.elapsed()) >= patience) {
                return Ok(Keyed::Idle { quiet: self.activity.quiet() });
            }
        }
    }

    fn is_open(&mut self) -> bool {
        if self.open
            && let Ok(event) = self.events.try_recv()
        {
            self.early = Some(event);
            self.open = false;
        }
        self.open
    }

    fn print_above(&mut self, text: &str) -> bool {
        if !self.is_open() {
            return false;
        }
        let Some(above) = &self.above else { return false };
        let draws = self.activity.draws();
        if above.send(text.to_owned()).is_err() {
            return false;
        }
        self.activity.await_draw_after(draws, DRAW_LIMIT);
        true
    }

    fn remember(&mut self, line: &str) {
        if line.len() <= HISTORY_ENTRY_MAX {
            // A history that cannot be kept is not worth stopping an interview for.
            let _ = self.requests.send(Request::Remember(line.to_owned()));
        }
    }

    fn close(&mut self) {
        if std::mem::replace(&mut self.closed, true) || !self.is_open() {
            return;
        }
        // The editor's thread still waits for a key and cannot be called back; its terminal can.
        if let Some(mode) = &self.mode {
            mode.restore();
        }
        let _ = Output::stdout().write(LEAVE_OPEN_PROMPT);
    }
}

/// Bracketed paste off, as the editor itself does when a line ends, and a new line.
const LEAVE_OPEN_PROMPT: &str = "\x1b[?2004l\r\n";

impl Drop for Readline {
    fn drop(&mut self) {
        self.close();
    }
}

fn stopped() -> FrontError {
    FrontError::Editor("it stopped".into())
}

/// Printing waits for the editor, which may be about to stop reading: nobody else should wait with it.
fn print_in_background(mut printer: Printer) -> std::io::Result<Sender<String>> {
    let (texts, todo) = mpsc::channel::<String>();
    thread::Builder::new().name("print above the prompt".into()).spawn(move || {
        for text in todo {
            if printer.print(text).is_err() {
                return;
            }
        }
    })?;
    Ok(texts)
}

/// What lives in the editor's thread.
struct Session {
    editor: rustyline::Editor<Hooks, DefaultHistory>,
    activity: Arc<Activity>,
    history: Option<PathBuf>,
}

impl Session {
    fn open(activity: Arc<Activity>, history: Option<PathBuf>) -> rustyline::Result<(Self, Option<Printer>)> {
        let config = Config::builder()
            .max_history_size(HISTORY_MAX)?
            .history_ignore_space(true)
            .completion_type(CompletionType::List)
            // Drawing goes through the hooks only in this mode; whether there is colour is in the prompt's own text.
            .color_mode(ColorMode::Enabled)
            .build();
        let mut editor = rustyline::Editor::with_config(config)?;
        editor.set_helper(Some(Hooks::new(Arc::clone(&activity))));
        for key in FURTHER_LINE {
            editor.bind_sequence(key, Cmd::Newline);
        }
        if let Some(path) = &history {
            // None yet, the first time.
            let _ = editor.load_history(path);
        }
        let printer = editor.create_external_printer().ok().map(|printer| Box::new(printer) as Printer);
        Ok((Self { editor, activity, history }, printer))
    }

    /// Until the front is gone.
    fn serve(mut self, todo: &Receiver<Request>, done: &Sender<Keyed>) {
        for request in todo {
            match request {
                Request::Remember(line) => self.remember(&line),
                Request::Read(prompt) => {
                    if done.send(self.read(prompt)).is_err() {
                        return;
                    }
                }
            }
        }
    }

    fn read(&mut self, prompt: PromptText) -> Keyed {
        match self.editor.readline(&(prompt.plain, prompt.styled)) {
            Ok(line) => {
                let pasted = self.activity.pasted();
                Keyed::Line(Entry { text: joined(&line, pasted), pasted })
            }
            Err(ReadlineError::Interrupted) => Keyed::Interrupted { cleared: !self.activity.line_is_empty() },
            Err(_) => Keyed::Closed,
        }
    }

    fn remember(&mut self, line: &str) {
        let added = self.editor.add_history_entry(line).unwrap_or(false);
        if let (true, Some(path)) = (added, &self.history) {
            let _ = self.editor.append_history(path);
        }
    }
}
