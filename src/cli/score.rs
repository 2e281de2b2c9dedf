//! `viva score`: a session scored again, by another judge or by the candidate.

mod all;
mod compare;
mod contest;
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
    /// Say “I did say that” of a point or an indicator; alone, lists what can be contested
    #[arg(long, value_name = "ID", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["own", "judge"])]
    contest: Option<String>,
    /// The words that say it, as they stand in your answers, or a sentence's number
    #[arg(long, value_name = "WORDS", requires = "contest")]
    quote: Option<String>,
    /// All sessions that have ended and that this judge has not scored yet
    #[arg(long, conflicts_with_all = ["session", "own", "contest", "compare"])]
    all: bool,
    /// How many requests are under way at once
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=64))]
    jobs: Option<u32>,
    /// Two scorecards of the session side by side; `2,1` are the two newest, `builtin,endpoint` names them by judge
    #[arg(long, value_name = "A,B", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["own", "judge", "contest"])]
    compare: Option<String>,
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
    let theme = open::stdout_theme(&opened.settings);
    let marker = || {
        let chosen = open::connection(global, &opened, &store, app::endpoint::Use::Judge)?;
        let jobs = args.jobs.and_then(|jobs| usize::try_from(jobs).ok());
        Ok::<_, AppError>((chosen.marker().0.with_jobs(jobs), chosen))
    };
    if args.all {
        let (marker, chosen) = marker()?;
        let scored = all::run(&store, &marker, args.json);
        chosen.remember(&store)?;
        return scored;
    }
    let session = sessions::find(&store, args.session.as_deref())?;
    if let Some(which) = &args.compare {
        return compare::run(&store, &session, which, args.json);
    }
    if let Some(id) = &args.contest {
        let wanted = contest::Wanted { id, quote: args.quote.as_deref(), theme, json: args.json };
        return contest::run(global, &store, &session, &wanted);
    }
    if args.own {
        return own::run(global, &store, &session, theme, args.json);
    }
    let (marker, chosen) = marker()?;
    let mut sign: Option<Spinner> = None;
    let scored = app::records::score(&store, &session, &marker, &mut |text| {
        sign.get_or_insert_with(|| Spinner::start(text)).relabel(text);
        Ok(())
    })?;
    drop(sign);
    chosen.remember(&store)?;
    for remark in &scored.remarks {
        super::warn(global, remark);
    }
    if args.json {
        print_json(&scored.scorecard)
    } else {
        print(&app::records::shown(&store, &session, &scored.scorecard, theme)?)
    }
}
