//! `viva models`: what the endpoint offers.

use super::{Global, open, print, print_json};
use crate::{app::endpoint, error::AppError, settings::Flags};

#[derive(Debug, clap::Args)]
pub(crate) struct ModelsArgs {
    /// The endpoint, by name or address
    #[arg(long, value_name = "NAME|URL")]
    endpoint: Option<String>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(global: &Global, args: &ModelsArgs) -> Result<(), AppError> {
    let flags = Flags { endpoint: args.endpoint.clone(), ..Flags::default() };
    let opened = open::settings(global, flags)?;
    let models = endpoint::models(&opened.settings, &opened.environment)?;
    if args.json {
        let rows: Vec<_> = models
            .iter()
            .map(|model| serde_json::json!({"id": model.id, "context_tokens": model.context_tokens}))
            .collect();
        return print_json(&rows);
    }
    let line = |model: &crate::llm::openai::ModelInfo| {
        let id = crate::term::sanitize(&model.id);
        model.context_tokens.map_or_else(|| format!("{id}\n"), |n| format!("{id}  ({n} tokens of context)\n"))
    };
    print(&models.iter().map(line).collect::<String>())
}
