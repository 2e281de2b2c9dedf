//! `viva prompt list|show|check`.

use clap::Subcommand;

use super::{Global, open, print, print_json};
use crate::{
    error::{AppError, Exit},
    settings::Flags,
};

#[derive(Debug, Subcommand)]
pub(crate) enum PromptCommand {
    /// Every template, a line each
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// One template
    Show {
        /// The template
        id: String,
        /// What would be sent, over a sample
        #[arg(long)]
        render: bool,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Render every template over a sample
    Check {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

pub(crate) fn run(global: &Global, command: PromptCommand) -> Result<Exit, AppError> {
    let settings = open::settings(global, Flags::default())?.settings;
    let templates = open::templates(global, &settings);
    let ids: Vec<&str> = templates.ids().collect();
    match command {
        PromptCommand::List { json: true } => print_json(&ids)?,
        PromptCommand::List { json: false } => {
            print(&ids.iter().map(|id| format!("{id}\n")).collect::<String>())?
        }
        PromptCommand::Show { id, render, json } => {
            let source =
                templates.source(&id).ok_or_else(|| open::no_such("template", &id, ids.iter().copied()))?;
            let text = if render {
                templates.render_sample(&id).map_err(|error| broken(&id, &error.to_string()))?
            } else {
                source.to_owned()
            };
            if json { print_json(&serde_json::json!({"id": id, "text": text}))? } else { print(&text)? }
        }
        PromptCommand::Check { json } => {
            let faults: Vec<_> = ids
                .iter()
                .filter_map(|id| Some((*id, templates.render_sample(id).err()?.to_string())))
                .map(|(id, message)| serde_json::json!({"file": id, "line": 1, "message": message}))
                .collect();
            if json {
                print_json(&serde_json::json!({"prompts": ids.len(), "faults": faults}))?;
            } else {
                print(&format!("{} templates, {} faults\n", ids.len(), faults.len()))?;
            }
            return Ok(if faults.is_empty() { Exit::Done } else { Exit::Failure });
        }
    }
    Ok(Exit::Done)
}

fn broken(id: &str, message: &str) -> AppError {
    AppError::failure(format!("the template `{id}` cannot be rendered: {message}"))
}
