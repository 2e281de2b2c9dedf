//! `viva prompt list|show|check`.

use clap::Subcommand;
use serde_json::{Value, json};

use super::{Global, open, print, print_json};
use crate::{
    bank::Fault,
    error::{AppError, Exit},
    prompt::TemplateSet,
    settings::{Flags, Settings},
};

#[derive(Debug, Subcommand)]
pub(crate) enum PromptCommand {
    /// Every template with its version and its states, a line each
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
        /// In which of its states; the first one unless told
        #[arg(long, requires = "render")]
        state: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Render every template in each of its states, over samples
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
        PromptCommand::Show { id, render, state, json } => {
            let templates = open::templates(global, &settings);
            let source = templates.source(&id);
            let source = source.ok_or_else(|| open::no_such("template", &id, templates.ids()))?;
            let text = if render { rendered(&templates, &id, state)? } else { source.to_owned() };
            if json {
                print_json(&json!({"id": id, "version": templates.version(&id), "text": text}))?
            } else {
                print(&text)?
            }
        }
        PromptCommand::Check { json } => return check(global, &settings, json),
    }
    Ok(Exit::Done)
}

fn list(templates: &TemplateSet, json: bool) -> Result<(), AppError> {
    if json {
        return print_json(&templates.ids().map(|id| entry(templates, id)).collect::<Vec<_>>());
    }
    print(&templates.ids().map(|id| line(templates, id)).collect::<String>())
}

fn entry(templates: &TemplateSet, id: &str) -> Value {
    json!({
        "id": id,
        "version": templates.version(id),
        "own": templates.is_own(id),
        "about": TemplateSet::about(id),
        "states": TemplateSet::states(id).collect::<Vec<_>>(),
    })
}

fn line(templates: &TemplateSet, id: &str) -> String {
    let version = templates.version(id).unwrap_or_default();
    let own = if templates.is_own(id) { "; your own" } else { "" };
    let states: Vec<&str> = TemplateSet::states(id).collect();
    format!("{id:<18}  {version}  {} ({}{own})\n", TemplateSet::about(id), states.join(", "))
}

fn rendered(templates: &TemplateSet, id: &str, state: Option<String>) -> Result<String, AppError> {
    let states = || TemplateSet::states(id);
    let state = state.or_else(|| states().next().map(str::to_owned)).unwrap_or_default();
    if !states().any(|known| known == state) {
        return Err(open::no_such("state", &state, states()));
    }
    templates
        .render_sample(id, &state)
        .map_err(|error| AppError::failure(format!("the template `{id}` cannot be rendered")).because(error))
}

/// The user's own that could not be taken, and every one in use that cannot be rendered.
fn check(global: &Global, settings: &Settings, json: bool) -> Result<Exit, AppError> {
    let (templates, mut faults) = open::read_templates(global, settings);
    let ids: Vec<&str> = templates.ids().collect();
    for id in &ids {
        let broken = TemplateSet::states(id).find_map(|state| templates.render_sample(id, state).err());
        faults.extend(broken.map(|error| Fault {
            file: (*id).to_owned(),
            line: 1,
            message: error.to_string(),
        }));
    }
    if json {
        print_json(&json!({"prompts": ids.len(), "faults": faults}))?;
    } else {
        let lines: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
        print(&format!("{lines}{} templates, {} faults\n", ids.len(), faults.len()))?;
    }
    Ok(if faults.is_empty() { Exit::Done } else { Exit::Failure })
}
