//! `viva report`: the debrief of a session.

use std::path::PathBuf;

use super::{Global, open, sessions};
use crate::{
    app::{self, rounds},
    error::AppError,
    settings::Flags,
};

#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    /// The session, or the beginning of its id; the newest where it is not given
    session: Option<String>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "terminal", value_parser = ["terminal", "markdown", "json"])]
    format: String,
    /// Over all rounds of the loop that it belongs to
    #[arg(long = "loop")]
    rounds: bool,
    /// To this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(global: &Global, args: &ReportArgs) -> Result<(), AppError> {
    let settings = open::settings(global, Flags::default())?.settings;
    let store = open::store(&settings)?;
    let id = sessions::find(&store, args.session.as_deref())?;
    if args.rounds {
        let format = match args.format.as_str() {
            "markdown" => rounds::Format::Markdown,
            "json" => rounds::Format::Json,
            _ => rounds::Format::Terminal(open::stdout_theme(&settings)),
        };
        let text = rounds::report(&store, &id, format)?;
        return open::write_or_print(args.output.as_deref(), &text);
    }
    let format = match args.format.as_str() {
        "markdown" => app::records::Format::Markdown,
        "json" => app::records::Format::Json,
        _ => app::records::Format::Terminal(open::stdout_theme(&settings)),
    };
    let text = app::records::report(&store, &id, &format)?;
    open::write_or_print(args.output.as_deref(), &text)
}
