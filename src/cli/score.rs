//! `viva score`: a session scored again, by another judge or by the candidate.

mod own;

use super::{Global, open, print, print_json, sessions};
use crate::{app, error::AppError, settings::Flags, term::Spinner};

#[derive(Debug, clap::Args)]
pub(crate) struct ScoreArgs {
    /// The session, or the beginning of its id; the newest where it is not given
    session: Option<String>,
    /// Who scores
    #[arg(long, value_name = "WHO", value_parser = ["auto", "builtin", "endpoint"])]
    judge: Option<String>,
    /// The endpoint, by name or address
    #[arg(long, value_name = "NAME|URL")]
    endpoint: Option<String>,
    /// The model
    #[arg(long, value_name = "ID")]
    model: Option<String>,
    /// How many times a model judges each indicator
    #[arg(long, value_name = "N")]
    samples: Option<u32>,
    /// Tick the indicators yourself
    #[arg(long = "self", conflicts_with = "judge")]
    own: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(global: &Global, args: ScoreArgs) -> Result<(), AppError> {
    let flags = Flags {
        judge: args.judge,
        endpoint: args.endpoint,
        model: args.model,
        samples: args.samples,
        ..Flags::default()
    };
    let opened = open::settings(global, flags)?;
    let store = open::store(&opened.settings)?;
    let id = sessions::find(&store, args.session.as_deref())?;
    let theme = open::stdout_theme(&opened.settings);
    if args.own {
        return own::run(global, &store, &id, theme, args.json);
    }
    let connection = open::connection(global, &opened, &store, app::endpoint::Use::Judge)?;
    let mut sign: Option<Spinner> = None;
    let scored = app::records::score(&store, &id, &connection.marker().0, &mut |text| {
        sign.get_or_insert_with(|| Spinner::start(text)).relabel(text);
        Ok(())
    })?;
    drop(sign);
    for remark in &scored.remarks {
        super::warn(global, remark);
    }
    if args.json {
        print_json(&scored.scorecard)
    } else {
        print(&app::records::shown(&store, &id, &scored.scorecard, theme)?)
    }
}
