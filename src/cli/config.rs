//! `viva config path|show|init`.

use clap::Subcommand;

use super::{Global, open, print, print_json};
use crate::{error::AppError, settings::Flags};

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Where the configuration and the data are
    Path,
    /// Every setting, its value and where it comes from; secrets are never shown
    Show {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Write a commented configuration file; at a terminal, choose an endpoint and its model for it
    Init(super::init::InitArgs),
}

pub(crate) fn run(global: &Global, command: ConfigCommand) -> Result<(), AppError> {
    let settings = open::settings(global, Flags::default())?.settings;
    let file = settings.places.config_file().map(std::path::Path::to_owned);
    match command {
        ConfigCommand::Path => {
            let shown =
                |path: Option<&std::path::Path>| path.map_or("none".to_owned(), |p| p.display().to_string());
            let data = settings.places.data_dir().ok();
            print(&format!("configuration  {}\ndata           {}\n", shown(file.as_deref()), shown(data)))
        }
        ConfigCommand::Show { json } => {
            let all = settings.shown();
            if json {
                let rows: Vec<_> = all
                    .iter()
                    .map(|s| serde_json::json!({"key": s.key, "value": s.value, "origin": s.origin.to_string()}))
                    .collect();
                return print_json(&rows);
            }
            let width = all.iter().map(|s| s.key.len()).max().unwrap_or(0);
            let line = |s: &crate::settings::Shown| {
                let value = s.value.as_deref().unwrap_or("(not set)");
                format!("{:<width$}  {value:<28}  {}\n", s.key, s.origin)
            };
            print(&all.iter().map(line).collect::<String>())
        }
        ConfigCommand::Init(args) => super::init::run(global, &args),
    }
}
