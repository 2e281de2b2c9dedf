//! `viva score`: a session scored again, by another judge or by the candidate.

mod all;
mod batch;
mod compare;
mod contest;
mod own;

use std::path::PathBuf;

use super::{Global, open, print, print_json, sessions};
use crate::{
    app::{
        self,
        endpoint::{Chosen, Use},
        marking::Marker,
    },
    error::AppError,
    rubric::Scorecard,
    settings::Flags,
    store::{Filter, Store},
    term::Spinner,
    transcript::SessionId,
};

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
    /// The words that say it, as they stand in your answers, or a sentence's number; empty takes it back
    #[arg(long, value_name = "WORDS", requires = "contest")]
    quote: Option<String>,
    /// All sessions that have ended and that this judge has not scored yet
    #[arg(long, conflicts_with_all = ["session", "own", "contest", "compare"])]
    all: bool,
    /// How many requests are under way at once
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=64))]
    jobs: Option<u32>,
    /// Two scorecards of the session side by side; the two newest of judges where none are named; `2,1` (1 is the newest) or `builtin,endpoint` names them
    #[arg(long, value_name = "A,B", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["own", "judge", "contest"])]
    compare: Option<String>,
    /// Write the requests to this file instead, for OpenAI's Batch API or vLLM's `run-batch`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["own", "judge", "contest", "compare", "import_batch"])]
    export_batch: Option<PathBuf>,
    /// Take in the results of such a file; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["session", "all", "own", "judge", "contest", "compare"])]
    import_batch: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(global: &Global, mut args: ScoreArgs) -> Result<(), AppError> {
    let flags = Flags {
        judge: args.judge.take(),
        endpoint: args.endpoint.take(),
        model: args.model.take(),
        samples: args.samples,
        ..Flags::default()
    };
    let opened = open::settings(global, flags)?;
    let store = open::store(&opened.settings)?;
    if args.export_batch.is_some() || args.import_batch.is_some() {
        return with_batch(global, &opened, &store, &args);
    }
    if args.all {
        let (marker, chosen) = judge(global, &opened, &store, args.jobs)?;
        let scored = all::run(&store, &marker, args.json);
        chosen.remember(&store)?;
        return scored;
    }
    let session = sessions::find(&store, args.session.as_deref())?;
    let theme = open::stdout_theme(&opened.settings);
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
    let (marker, chosen) = judge(global, &opened, &store, args.jobs)?;
    let scored = again(global, &store, &session, &marker)?;
    chosen.remember(&store)?;
    if args.json {
        print_json(&scored)
    } else {
        print(&app::records::shown(&store, &session, &scored, theme)?)
    }
}

/// Who judges, with so many requests at once.
fn judge(
    global: &Global,
    opened: &open::Opened,
    store: &Store,
    jobs: Option<u32>,
) -> Result<(Marker, Chosen), AppError> {
    let chosen = open::connection(global, opened, store, Use::Judge)?;
    let jobs = jobs.and_then(|jobs| usize::try_from(jobs).ok());
    Ok((chosen.marker().0.with_jobs(jobs), chosen))
}

/// One session, scored again.
fn again(
    global: &Global,
    store: &Store,
    session: &SessionId,
    marker: &Marker,
) -> Result<Scorecard, AppError> {
    let mut sign: Option<Spinner> = None;
    let scored = app::records::score(store, session, marker, &mut |text| {
        sign.get_or_insert_with(|| Spinner::start(text)).relabel(text);
        Ok(())
    })?;
    drop(sign);
    for remark in &scored.remarks {
        super::warn(global, remark);
    }
    Ok(scored.scorecard)
}

fn with_batch(
    global: &Global,
    opened: &open::Opened,
    store: &Store,
    args: &ScoreArgs,
) -> Result<(), AppError> {
    let templates = open::templates(global, &opened.settings);
    if let Some(file) = &args.import_batch {
        return batch::import(global, store, &templates, (file, args.json));
    }
    let Some(file) = &args.export_batch else { return Ok(()) };
    let mut sessions = store.list(&Filter::default())?;
    if !args.all {
        let one = sessions::find(store, args.session.as_deref())?;
        sessions.retain(|session| session.id == one);
    }
    batch::export(opened, store, &templates, (&sessions, file, args.json))
}
