//! `viva sessions list|show|delete|export`.

use std::{fmt::Write as _, path::PathBuf};

use clap::Subcommand;

use super::{Global, open, print, print_json};
use crate::{
    app,
    error::AppError,
    settings::Flags,
    store::{Filter, SessionSummary, Store},
    transcript::SessionId,
};

#[derive(Debug, Subcommand)]
pub(crate) enum SessionsCommand {
    /// What is stored, the newest first
    List {
        /// No more than so many
        #[arg(short = 'n', long, value_name = "N")]
        limit: Option<usize>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// One session, turn by turn
    Show {
        /// The session, or the beginning of its id; the newest where it is not given
        session: Option<String>,
        /// The whole session as JSON
        #[arg(long)]
        json: bool,
    },
    /// Delete a session; it is gone for good
    Delete {
        /// The session, or the beginning of its id
        session: String,
        /// Do not ask
        #[arg(short, long)]
        yes: bool,
    },
    /// Write a session to a file or to standard output
    Export {
        /// The session, or the beginning of its id; the newest where it is not given
        session: Option<String>,
        /// `jsonl` has everything, event by event; `md` is for reading
        #[arg(long, value_name = "FORMAT", default_value = "md", value_parser = ["jsonl", "md"])]
        format: String,
        /// To this file
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

pub(crate) fn run(global: &Global, command: SessionsCommand) -> Result<(), AppError> {
    let settings = open::settings(global, Flags::default())?.settings;
    let store = open::store(&settings)?;
    match command {
        SessionsCommand::List { limit, json } => list(&store, limit, json),
        SessionsCommand::Show { session, json } => show(&store, session.as_deref(), json),
        SessionsCommand::Delete { session, yes } => delete(&store, &session, yes),
        SessionsCommand::Export { session, format, output } => {
            let id = find(&store, session.as_deref())?;
            let text = if format == "jsonl" {
                store.export_jsonl(&id)?
            } else {
                app::records::markdown(&store, &id)?
            };
            open::write_or_print(output.as_deref(), &text)
        }
    }
}

/// The session that was named, or the newest.
pub(crate) fn find(store: &Store, prefix: Option<&str>) -> Result<SessionId, AppError> {
    if let Some(prefix) = prefix {
        return Ok(store.find(prefix)?);
    }
    let newest = store.list(&Filter { limit: Some(1), ..Filter::default() })?.into_iter().next();
    newest
        .map(|s| s.id)
        .ok_or_else(|| AppError::usage("nothing is stored yet").hint("`viva` holds an interview"))
}

fn list(store: &Store, limit: Option<usize>, json: bool) -> Result<(), AppError> {
    let all = store.list(&Filter { limit, ..Filter::default() })?;
    if json {
        return print_json(&all);
    }
    if all.is_empty() {
        return print("nothing is stored yet; `viva` holds an interview\n");
    }
    let mut text = String::new();
    for session in &all {
        let _ = writeln!(text, "{}", row(session));
    }
    print(&text)
}

fn row(session: &SessionSummary) -> String {
    let round = session.round.map(|round| format!("  round {round}")).unwrap_or_default();
    let level = session.overall.map_or("   –".to_owned(), |level| format!("{level:4.1}"));
    format!(
        "{}  {}  {:<24} {:<14} {:<7} {:>3} turns  {:<8} {level}{round}",
        session.id.short(),
        app::clock::day(session.started_ms),
        session.question,
        session.kind,
        session.seniority,
        session.turns,
        session.state,
    )
}

fn show(store: &Store, session: Option<&str>, json: bool) -> Result<(), AppError> {
    let id = find(store, session)?;
    if json {
        return print_json(&app::records::whole(store, &id)?);
    }
    let text = app::records::markdown(store, &id)?;
    print(&crate::term::sanitize(&text))
}

fn delete(store: &Store, prefix: &str, yes: bool) -> Result<(), AppError> {
    let id = store.find(prefix)?;
    if !yes && !open::confirm(&format!("Delete session {id} for good?"))? {
        return Err(AppError::usage("nothing was deleted").hint("`--yes` deletes without asking"));
    }
    store.delete(&id)?;
    print(&format!("deleted {id}\n"))
}
