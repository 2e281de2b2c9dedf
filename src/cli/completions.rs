//! `viva completions` and `viva man`.

use clap_complete::Shell;

use super::print;
use crate::error::AppError;

#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// For which shell
    shell: Shell,
}

pub(crate) fn completions(args: &CompletionsArgs, command: &mut clap::Command) -> Result<(), AppError> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, command, "viva", &mut text);
    print(&String::from_utf8_lossy(&text))
}

pub(crate) fn man(command: clap::Command) -> Result<(), AppError> {
    let mut text = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut text)
        .map_err(|error| AppError::failure("the manual page cannot be made").because(error))?;
    print(&String::from_utf8_lossy(&text))
}
