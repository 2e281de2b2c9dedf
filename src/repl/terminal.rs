//! The front at a terminal: a line editor below, the interviewer's speech streaming above.

mod compose;
mod editor;
mod elsewhere;
mod floor;
mod hooks;
mod selection;
mod speaking;
#[cfg(test)]
mod tests;

pub use compose::ExternalEditor;
pub use editor::{Keyed, LineEditor, PromptText, Readline};
pub use floor::Entry;

use super::command::{self, Command, ParseError, Typed};
use super::front::{
    Answer, Clock, Debrief, Front, FrontError, Input, Prompt, QuestionAsked, Reply, Selection, SessionOpened,
    Spoken,
};
use super::limit::{ANSWER_MAX_BYTES, cut_warning, head};
use crate::term::{EchoGuard, ErrorReport, Output, Role, Theme, report, sanitize, width};
use floor::Floor;
use selection::chosen;
use speaking::{Speaking, Thought, Waiting};
use std::path::PathBuf;
use std::time::Duration;

/// What the front needs from outside.
pub struct TerminalOptions {
    /// How text looks.
    pub theme: Theme,
    /// The time, in milliseconds.
    pub clock: Clock,
    /// The candidate's own editor.
    pub editor: ExternalEditor,
    /// Where typed lines are kept for the next session, if anywhere.
    pub history: Option<PathBuf>,
}

/// A person at a terminal: both stdin and stdout have to be one.
pub struct Terminal<E = Readline> {
    lines: E,
    out: Output,
    theme: Theme,
    clock: Clock,
    external: ExternalEditor,
    floor: Floor,
    speaking: Option<Speaking>,
    waiting: Option<Waiting>,
    thought: Option<Thought>,
    /// Between prompts nothing is echoed, and an Enter typed ahead stays an Enter for the next one.
    quiet: Option<EchoGuard>,
    /// Ctrl-C was the last thing that happened at the prompt.
    interrupted: bool,
    thinking_explained: bool,
}

const THINKING_ALOUD: &str =
    "Think aloud: each Enter keeps a line, an empty line yields the floor (/think switches).";
const AGAIN_TO_LEAVE: &str = "(Ctrl-C again to leave; the interview is kept)";
const LEAVE: &str = "Leave? The interview is kept and can be resumed.";

impl Terminal {
    /// Takes hold of the terminal.
    ///
    /// # Errors
    /// [`FrontError::Editor`] when the terminal cannot be used.
    pub fn open(options: TerminalOptions) -> Result<Self, FrontError> {
        let lines = Readline::start(options.history.clone())?;
        let quiet = Some(EchoGuard::engage());
        Ok(Self { quiet, ..Self::over(lines, Output::stdout(), options) })
    }
}

impl<E: LineEditor> Terminal<E> {
    /// A front that takes its lines from anywhere and shows everything in one place.
    pub fn over(lines: E, out: Output, options: TerminalOptions) -> Self {
        Self {
            lines,
            out,
            theme: options.theme,
            clock: options.clock,
            external: options.editor,
            floor: Floor::default(),
            speaking: None,
            waiting: None,
            thought: None,
            quiet: None,
            interrupted: false,
            thinking_explained: false,
        }
    }

    /// Shows text of the program or of the interviewer, above the prompt if one is open.
    fn show(&mut self, text: &str) -> Result<(), FrontError> {
        self.waiting = None;
        if text.is_empty() || self.lines.print_above(text) {
            return Ok(());
        }
        Ok(self.out.write(text)?)
    }

    fn show_line(&mut self, role: Role, text: &str) -> Result<(), FrontError> {
        let wrapped = width::wrap(sanitize(text).trim_end(), prose_width(), 0);
        let painted: Vec<String> = wrapped.lines().map(|line| self.theme.paint(role, line)).collect();
        self.show(&format!("{}\n", painted.join("\n")))
    }

    fn prompt_text(&self, label: &str, mark: &str) -> PromptText {
        let text = sanitize(label).replace(['\n', '\t'], " ") + mark;
        PromptText {
            plain: format!("{text} "),
            styled: format!("{} ", self.theme.paint(Role::Candidate, &text)),
        }
    }

    /// A prompt that goes on is as wide as the first one.
    fn answer_prompt(&self, prompt: &Prompt) -> PromptText {
        if self.floor.has_lines() {
            let blank = " ".repeat(width::display_width(&prompt.label).saturating_sub(1));
            self.prompt_text(&blank, "…>")
        } else {
            self.prompt_text(&prompt.label, ">")
        }
    }

    fn explain_thinking(&mut self, prompt: &Prompt) -> Result<(), FrontError> {
        if prompt.thinking_aloud && !std::mem::replace(&mut self.thinking_explained, true) {
            self.show_line(Role::Dim, THINKING_ALOUD)?;
        }
        Ok(())
    }

    /// The line is an input, or was dealt with here.
    fn entered(&mut self, entry: Entry, prompt: &Prompt) -> Result<Option<Input>, FrontError> {
        if !entry.text.trim().is_empty() {
            self.lines.remember(&entry.text);
        }
        match command::parse(&entry.text) {
            Typed::Text(text) => {
                let entry = Entry { text: self.bounded(text)?, ..entry };
                Ok(self.floor.enter(entry, prompt.thinking_aloud, (self.clock)()).map(Input::Answer))
            }
            Typed::Command(Command::Edit) => self.edit(),
            Typed::Command(Command::Code(None)) => self.write_code(),
            Typed::Command(command) => {
                self.floor.interrupt();
                Ok(Some(Input::Command(command)))
            }
            Typed::Rejected(error) => self.reject(&error).map(|()| None),
        }
    }

    fn reject(&mut self, error: &ParseError) -> Result<(), FrontError> {
        self.error(error.code(), &error.to_string(), Some(&error.hint()))
    }

    fn bounded(&mut self, mut text: String) -> Result<String, FrontError> {
        if text.len() > ANSWER_MAX_BYTES {
            text.truncate(head(&text, ANSWER_MAX_BYTES).len());
            self.warning(&cut_warning())?;
        }
        Ok(text)
    }

    /// The first Ctrl-C clears the line; the second in a row offers to leave.
    fn on_interrupt(&mut self, cleared: bool) -> Result<Option<Input>, FrontError> {
        let again = std::mem::replace(&mut self.interrupted, true);
        if cleared || !again {
            self.show_line(Role::Dim, AGAIN_TO_LEAVE)?;
            return Ok(None);
        }
        self.interrupted = false;
        self.show_line(Role::Notice, LEAVE)?;
        let prompt = self.prompt_text("leave", " [y/N]");
        match self.lines.wait(&prompt, None)? {
            Keyed::Line(entry) if !entry.text.trim().to_lowercase().starts_with('y') => Ok(None),
            _ => Ok(Some(Input::Leave)),
        }
    }

    /// Lays the piece out and shows it, or holds it back while a prompt is open.
    fn speak(&mut self, piece: &str) -> Result<(), FrontError> {
        if piece.is_empty() {
            return Ok(());
        }
        let waiting = self.waiting.take();
        let (theme, above) = (self.theme, self.lines.is_open());
        let speaking =
            self.speaking.get_or_insert_with(|| Speaking::begin(theme, prose_width(), above, waiting));
        let shown = speaking.say(piece);
        Ok(self.out.write(&shown)?)
    }

    fn choose(&mut self, selection: &Selection) -> Result<Reply, FrontError> {
        let prompt = self.prompt_text("choose", ">");
        loop {
            let Keyed::Line(entry) = self.lines.wait(&prompt, None)? else { return Ok(Reply::Skipped) };
            let typed = entry.text.trim();
            if let Some(index) = chosen(selection, typed) {
                return Ok(Reply::Chosen(index));
            }
            if typed.is_empty() || matches!(command::parse(typed), Typed::Command(_)) {
                return Ok(Reply::Skipped);
            }
            let keys: Vec<&str> = selection.choices.iter().map(|(key, _)| key.as_str()).collect();
            self.show_line(Role::Dim, &format!("One of {}, or Enter to pass over it.", keys.join(", ")))?;
        }
    }
}

impl<E: LineEditor> Front for Terminal<E> {
    fn read(&mut self, prompt: &Prompt, patience: Option<Duration>) -> Result<Input, FrontError> {
        self.waiting = None;
        self.explain_thinking(prompt)?;
        loop {
            self.floor.open((self.clock)());
            let text = self.answer_prompt(prompt);
            let input = match self.lines.wait(&text, patience)? {
                Keyed::Idle { quiet } => return Ok(Input::Idle { quiet }),
                Keyed::Closed => return Ok(Input::Leave),
                Keyed::Interrupted { cleared } => self.on_interrupt(cleared)?,
                Keyed::Line(entry) => {
                    self.interrupted = false;
                    self.entered(entry, prompt)?
                }
            };
            if let Some(input) = input {
                return Ok(input);
            }
        }
    }

    fn take_unsent(&mut self) -> Option<Answer> {
        self.floor.take((self.clock)())
    }

    fn session(&mut self, session: &SessionOpened) -> Result<(), FrontError> {
        let verb = if session.resumed { "resumed" } else { "begun" };
        let SessionOpened { id, kind, seniority, minutes, interviewer, .. } = session;
        let staged = session.staged().map(|staged| format!(", {staged}")).unwrap_or_default();
        let round = session.place().map(|place| format!("{place}: ")).unwrap_or_default();
        let text =
            format!("{round}{kind} interview {verb}: {minutes} minutes, {seniority}{staged}. Session {id}.");
        self.show_line(Role::Dim, &text)?;
        let who = if interviewer == "builtin" {
            "The interviewer is the built-in one: no model, it works from the question's own sheet."
                .to_owned()
        } else {
            format!("The interviewer is {interviewer}; the program decides what is asked.")
        };
        self.show_line(Role::Dim, &format!("{who} /help lists the commands, /done ends it."))
    }

    fn question(&mut self, question: &QuestionAsked) -> Result<(), FrontError> {
        let title = format!("{} ({} min)", question.title, question.minutes);
        self.show("\n")?;
        self.show_line(Role::Heading, &title)?;
        self.show("\n")?;
        let opening = Spoken { move_name: "open".into(), text: question.text.clone(), cut: false };
        self.utterance(&opening)
    }

    fn waiting(&mut self, label: &str) -> Result<(), FrontError> {
        match &self.waiting {
            Some(waiting) => waiting.goes_on(label),
            None if self.speaking.is_none() && !self.lines.is_open() => {
                self.waiting = Some(Waiting::begin(label));
            }
            None => {}
        }
        Ok(())
    }

    fn reasoning(&mut self, text: &str) -> Result<(), FrontError> {
        // Once it speaks, or above a prompt, there is no place left for what it thinks.
        if self.speaking.is_some() || self.lines.is_open() {
            return Ok(());
        }
        let shown = self.thought.get_or_insert_with(|| Thought::begin(self.theme)).think(text);
        self.show(&shown)
    }

    fn delta(&mut self, text: &str) -> Result<(), FrontError> {
        if let Some(thought) = self.thought.take() {
            self.show(&thought.end())?;
        }
        self.speak(text)
    }

    fn utterance(&mut self, spoken: &Spoken) -> Result<(), FrontError> {
        if let Some(thought) = self.thought.take() {
            self.show(&thought.end())?;
        }
        let tail = match &self.speaking {
            Some(speaking) => speaking.tail(&spoken.text),
            None => spoken.text.clone(),
        };
        self.speak(&tail)?;
        self.waiting = None;
        match self.speaking.take() {
            Some(speaking) => self.show(&speaking.end(spoken.cut)),
            None => Ok(()),
        }
    }

    fn notice(&mut self, text: &str) -> Result<(), FrontError> {
        self.show_line(Role::Notice, text)
    }

    fn warning(&mut self, text: &str) -> Result<(), FrontError> {
        self.show(&report::warning(text, self.theme))
    }

    fn error(&mut self, _: &str, message: &str, hint: Option<&str>) -> Result<(), FrontError> {
        let report = ErrorReport::new(message, hint.map(str::to_owned)).render(self.theme);
        self.show(&report)
    }

    fn scorecard(&mut self, debrief: &Debrief) -> Result<(), FrontError> {
        self.show(&format!("{}\n", debrief.text.trim_end_matches('\n')))
    }

    fn ask(&mut self, selection: &Selection) -> Result<Reply, FrontError> {
        let row = format!("{}  ({})", selection.question, row_of_choices(selection));
        if width::display_width(&row) <= prose_width() {
            self.show_line(Role::Plain, &row)?;
            return self.choose(selection);
        }
        self.show_line(Role::Plain, &selection.question)?;
        let choices = format!("  {}", row_of_choices(selection));
        if width::display_width(&choices) <= prose_width() {
            self.show_line(Role::Dim, &choices)?;
            return self.choose(selection);
        }
        for (key, meaning) in &selection.choices {
            let line = width::wrap(&format!("  {}  {}", sanitize(key), sanitize(meaning)), prose_width(), 5);
            self.show(&format!("{line}\n"))?;
        }
        self.choose(selection)
    }

    fn ask_words(&mut self, label: &str) -> Result<Option<String>, FrontError> {
        let prompt = self.prompt_text(label, ">");
        let Keyed::Line(entry) = self.lines.wait(&prompt, None)? else { return Ok(None) };
        let typed = entry.text.trim();
        Ok((!typed.is_empty()).then(|| typed.to_owned()))
    }

    fn end(&mut self) -> Result<(), FrontError> {
        self.waiting = None;
        self.speaking = None;
        self.lines.close();
        self.quiet = None;
        Ok(self.out.flush()?)
    }

    fn interactive(&self) -> bool {
        true
    }
}

/// "1 not shown · 2 developing".
fn row_of_choices(selection: &Selection) -> String {
    let choices = selection.choices.iter().map(|(key, meaning)| format!("{key} {meaning}"));
    choices.collect::<Vec<_>>().join(" · ")
}

fn prose_width() -> usize {
    width::prose_width(width::terminal_width())
}
