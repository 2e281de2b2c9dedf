//! `viva prompt list|show|check`.

use clap::Subcommand;

use super::{Global, open, print, print_json};
use crate::{
    bank::Fault,
    error::{AppError, Exit},
    prompt::TemplateSet,
    settings::{Flags, Settings},
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
    match command {
        PromptCommand::List { json } => list(&open::templates(global, &settings), json)?,
        PromptCommand::Show { id, render, json } => {
            let text = shown(&open::templates(global, &settings), &id, render)?;
            if json { print_json(&serde_json::json!({"id": id, "text": text}))? } else { print(&text)? }
        }
        PromptCommand::Check { json } => return check(global, &settings, json),
    }
    Ok(Exit::Done)
}

fn list(templates: &TemplateSet, json: bool) -> Result<(), AppError> {
    if json {
        return print_json(&templates.ids().map(|id| serde_json::json!({"id": id})).collect::<Vec<_>>());
    }
    print(&templates.ids().map(|id| format!("{id}\n")).collect::<String>())
}

fn shown(templates: &TemplateSet, id: &str, render: bool) -> Result<String, AppError> {
    let source = templates.source(id).ok_or_else(|| open::no_such("template", id, templates.ids()))?;
    if !render {
        return Ok(source.to_owned());
    }
    templates
        .render_sample(id)
        .map_err(|error| AppError::failure(format!("the template `{id}` cannot be rendered")).because(error))
}

/// The user's own that could not be taken, and every one in use that cannot be rendered.
fn check(global: &Global, settings: &Settings, json: bool) -> Result<Exit, AppError> {
    let (templates, mut faults) = open::read_templates(global, settings);
    let ids: Vec<&str> = templates.ids().collect();
    faults.extend(ids.iter().filter_map(|id| {
        let message = templates.render_sample(id).err()?.to_string();
        Some(Fault { file: (*id).to_owned(), line: 1, message })
    }));
    if json {
        print_json(&serde_json::json!({"prompts": ids.len(), "faults": faults}))?;
    } else {
        let lines: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
        print(&format!("{lines}{} templates, {} faults\n", ids.len(), faults.len()))?;
    }
    Ok(if faults.is_empty() { Exit::Done } else { Exit::Failure })
}
