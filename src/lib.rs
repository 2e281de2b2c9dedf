//! `viva`: a technical interviewer that lives in a terminal.

pub mod repl; // fronts: terminal, piped, json; slash commands as an enum
pub mod term; // what reaches a terminal: sanitizing, theme, width, markdown, spinner, echo, output
