//! The slash commands: one table, from which parsing, help and completion all derive.
//!
//! To add a command, add a variant to [`Command`] and a row to [`COMMANDS`].

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use thiserror::Error;

/// What the candidate asks of the program rather than of the interviewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// List the commands.
    Help,
    /// Ask for a hint.
    Hint,
    /// Have the interviewer's last words again.
    Repeat,
    /// Switch thinking aloud on or off.
    Think,
    /// Give code: from this file, or from the editor.
    Code(Option<PathBuf>),
    /// Write the answer in the editor.
    Edit,
    /// Try the weakest point once more.
    Again,
    /// Say "I did say that" of something not heard.
    Contest,
    /// Ask how much time is left.
    Time,
    /// Stop the clock, or start it again.
    Pause,
    /// Write something down for oneself.
    Note(String),
    /// Take the last answer back.
    Undo,
    /// Give this question up.
    Skip,
    /// Have the last reply made anew.
    Retry,
    /// Show what was said so far.
    Transcript,
    /// Show how it stands.
    Score,
    /// Keep the interview and go on.
    Save,
    /// End the interview, or the round.
    Done,
    /// Leave; the interview is kept.
    Quit,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct CommandSpec {
    /// As typed, without the slash.
    pub name: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Bare(Command0),
    Optional(&'static str, fn(Option<String>) -> Command),
    Required(&'static str, fn(String) -> Command),
}

type Command0 = fn() -> Command;

impl CommandSpec {
    const fn bare(name: &'static str, make: Command0, help: &'static str) -> Self {
        Self { name, help, form: Form::Bare(make) }
    }

    /// The command as it is typed: `/code [FILE]`.
    pub fn usage(&self) -> String {
        match self.form {
            Form::Bare(_) => format!("/{}", self.name),
            Form::Optional(argument, _) => format!("/{} [{argument}]", self.name),
            Form::Required(argument, _) => format!("/{} {argument}", self.name),
        }
    }
}

/// Every command of this version, in the order help lists them.
pub const COMMANDS: &[CommandSpec] = &[
    CommandSpec::bare("help", || Command::Help, "list these commands"),
    CommandSpec::bare("hint", || Command::Hint, "ask the interviewer for a hint"),
    CommandSpec::bare("repeat", || Command::Repeat, "hear the last words again"),
    CommandSpec::bare(
        "think",
        || Command::Think,
        "think aloud: Enter keeps a line, an empty line yields the floor",
    ),
    CommandSpec {
        name: "code",
        help: "give code, from a file or from your editor",
        form: Form::Optional("FILE", |file| Command::Code(file.map(PathBuf::from))),
    },
    CommandSpec::bare("edit", || Command::Edit, "write the answer in your editor"),
    CommandSpec::bare("again", || Command::Again, "after the scorecard: try the weakest point once more"),
    CommandSpec::bare("contest", || Command::Contest, "after the scorecard: show that you said something"),
    CommandSpec::bare("time", || Command::Time, "say how much time is left"),
    CommandSpec::bare("pause", || Command::Pause, "stop the clock, or start it again"),
    CommandSpec {
        name: "note",
        help: "write something down for yourself",
        form: Form::Required("TEXT", Command::Note),
    },
    CommandSpec::bare("undo", || Command::Undo, "take the last answer back"),
    CommandSpec::bare("skip", || Command::Skip, "give this question up and move on"),
    CommandSpec::bare("retry", || Command::Retry, "have the last reply made anew"),
    CommandSpec::bare("transcript", || Command::Transcript, "show what was said so far"),
    CommandSpec::bare("score", || Command::Score, "show how it stands"),
    CommandSpec::bare("save", || Command::Save, "keep the interview as it is, and go on"),
    CommandSpec::bare("done", || Command::Done, "end the interview and see the debrief"),
    CommandSpec::bare("quit", || Command::Quit, "leave; the interview is kept"),
];

/// Why something typed as a command is none.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ParseError {
    /// No such command.
    #[error("there is no command `/{name}`")]
    Unknown {
        /// As typed.
        name: String,
        /// The names it may have meant, nearest first.
        nearest: Vec<&'static str>,
    },
    /// The command needs an argument.
    #[error("`{usage}` needs an argument")]
    MissingArgument {
        /// How it is typed.
        usage: String,
    },
    /// The command takes no argument.
    #[error("`/{name}` takes no argument")]
    UnexpectedArgument {
        /// The command.
        name: &'static str,
    },
}

impl ParseError {
    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "unknown-command",
            Self::MissingArgument { .. } => "missing-argument",
            Self::UnexpectedArgument { .. } => "unexpected-argument",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown { nearest, .. } if !nearest.is_empty() => {
                let names: Vec<String> = nearest.iter().map(|name| format!("`/{name}`")).collect();
                format!("did you mean {}?", names.join(" or "))
            }
            Self::Unknown { name, .. } => format!("`/help` lists the commands; `//{name}` sends it as text"),
            Self::MissingArgument { usage } => format!("type `{usage}`"),
            Self::UnexpectedArgument { name } => format!("type `/{name}` alone"),
        }
    }
}

/// What one entry of the candidate is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// Part of an answer.
    Text(String),
    /// A command.
    Command(Command),
    /// Meant as a command, but none; never sent on.
    Rejected(ParseError),
}

impl Command {
    /// The command of this name (case does not matter) with this argument.
    ///
    /// # Errors
    /// [`ParseError`] when there is no such command or the argument does not suit it.
    pub fn new(name: &str, argument: Option<&str>) -> Result<Self, ParseError> {
        let argument = argument.map(str::trim).filter(|argument| !argument.is_empty()).map(str::to_owned);
        let lower = name.to_lowercase();
        let Some(spec) = COMMANDS.iter().find(|spec| spec.name == lower) else {
            return Err(ParseError::Unknown { name: name.to_owned(), nearest: nearest(&lower) });
        };
        match (spec.form, argument) {
            (Form::Bare(make), None) => Ok(make()),
            (Form::Bare(_), Some(_)) => Err(ParseError::UnexpectedArgument { name: spec.name }),
            (Form::Optional(_, make), argument) => Ok(make(argument)),
            (Form::Required(_, make), Some(argument)) => Ok(make(argument)),
            (Form::Required(..), None) => Err(ParseError::MissingArgument { usage: spec.usage() }),
        }
    }
}

/// Reads one entry. A command is `/` and a word of letters at the very start of a single line, so that paths
/// (`/usr/bin`), comments (`// first`) and pasted text of several lines stay answers; `//word` sends `/word`.
pub fn parse(entry: &str) -> Typed {
    let text = || Typed::Text(entry.to_owned());
    let Some(rest) = entry.strip_prefix('/') else { return text() };
    if entry.trim_end().contains('\n') {
        return text();
    }
    if rest.strip_prefix('/').and_then(command_word).is_some() {
        return Typed::Text(rest.to_owned());
    }
    let Some(word) = command_word(rest) else { return text() };
    let argument = rest.split_once(char::is_whitespace).map(|(_, argument)| argument);
    match Command::new(word, argument) {
        Ok(command) => Typed::Command(command),
        Err(error) => Typed::Rejected(error),
    }
}

/// The first word, if it can be the name of a command; `/hint?` is meant as one.
fn command_word(text: &str) -> Option<&str> {
    let word = text.split(char::is_whitespace).next()?.trim_end_matches(['?', '!', '.', ',']);
    let is_name =
        word.starts_with(char::is_alphabetic) && word.chars().all(|c| c.is_alphabetic() || c == '-');
    is_name.then_some(word)
}

/// The commands and what they do, one a line.
pub fn help() -> String {
    let usages: Vec<String> = COMMANDS.iter().map(CommandSpec::usage).collect();
    let width = usages.iter().map(String::len).max().unwrap_or(0);
    let rows = usages.iter().zip(COMMANDS);
    rows.map(|(usage, spec)| format!("{usage:width$}  {}\n", spec.help)).collect()
}

/// The names that start like this, for completion.
pub fn completions(prefix: &str) -> impl Iterator<Item = &'static str> {
    let prefix = prefix.to_lowercase();
    COMMANDS.iter().map(|spec| spec.name).filter(move |name| name.starts_with(&prefix))
}

/// At most this many names are offered.
const NEAREST_MAX: usize = 3;

fn nearest(name: &str) -> Vec<&'static str> {
    let mut near: Vec<(usize, &'static str)> = COMMANDS
        .iter()
        .filter_map(|spec| {
            let distance = strsim::osa_distance(name, spec.name);
            let begins = name.len() > 1 && spec.name.starts_with(name);
            let close = distance <= 1 + spec.name.len() / 5 && distance < spec.name.len();
            (begins || close).then_some((if begins { 0 } else { distance }, spec.name))
        })
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(_, name)| name).take(NEAREST_MAX).collect()
}
