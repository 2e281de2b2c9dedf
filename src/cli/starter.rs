//! A file of the user's own to begin with.

use std::path::{Path, PathBuf};

use super::{Global, open, print};
use crate::{
    error::{AppError, Exit},
    settings::{Flags, UserFiles},
};

#[derive(Debug, clap::Args)]
pub(crate) struct NewArgs {
    /// Its id: lower-case letters, digits and hyphens
    pub(super) id: String,
    /// To this file instead of your own folder
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Take the place of the file that is there
    #[arg(long)]
    pub(super) force: bool,
}

/// Writes a file to begin with, and says what comes next; `what` is the command that checks it.
pub(crate) fn write(
    global: &Global,
    args: &NewArgs,
    folder: UserFiles,
    what: &str,
    text: &str,
) -> Result<Exit, AppError> {
    let path = match &args.output {
        Some(path) => path.clone(),
        None => own_folder(global, folder)?.join(format!("{}.toml", args.id)),
    };
    if path.exists() && !args.force {
        return Err(AppError::usage(format!("{} is there already", path.display()))
            .hint("edit it, or give `--force` to write it anew"));
    }
    let wrote =
        path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, text));
    wrote
        .map_err(|error| AppError::failure(format!("{} cannot be written", path.display())).because(error))?;
    print(&format!("wrote {}\nfill it in, then: viva {what} check {}\n", path.display(), quoted(&path)))?;
    Ok(Exit::Done)
}

fn own_folder(global: &Global, folder: UserFiles) -> Result<PathBuf, AppError> {
    let settings = open::settings(global, Flags::default())?.settings;
    let dir = settings.places.config_dir().ok_or_else(|| {
        AppError::new(Exit::Configuration, "there is no place for files of your own")
            .hint("name a file with `-o FILE`")
    })?;
    Ok(dir.join(folder.folder()))
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    if text.contains(' ') { format!("'{text}'") } else { text }
}
