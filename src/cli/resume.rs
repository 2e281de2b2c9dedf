//! `viva resume`: an interview goes on where it stopped.

use super::{
    Global,
    hold::{hold, opposite},
    open,
    who::WhoArgs,
};
use crate::{
    app::session::Session,
    error::{AppError, Exit},
    settings::Flags,
};

#[derive(Debug, clap::Args)]
pub(crate) struct ResumeArgs {
    /// The session, or the beginning of its id; the one used last where it is not given
    session: Option<String>,
    #[command(flatten)]
    who: WhoArgs,
}

pub(crate) fn resume(global: &Global, mut args: ResumeArgs) -> Result<Exit, AppError> {
    let store = open::store(&open::settings(global, Flags::default())?.settings)?;
    let id = match &args.session {
        Some(prefix) => store.find(prefix)?,
        None => store.latest_unscored()?.ok_or_else(|| {
            AppError::usage("no interview is open")
                .hint("`viva` begins one, `viva sessions list` shows the ended ones")
        })?,
    };
    let session = Session::resume(store, &id)?;
    args.who.take_over(&session)?;
    let opened = open::settings(global, args.who.flags())?;
    if session.state().finished.is_some() && !session.store.scorecards(&id)?.is_empty() {
        return Err(AppError::usage(format!("session {id} is over and scored"))
            .hint(format!("`viva report {id}` shows the debrief")));
    }
    let chosen = opposite(global, &opened, &session.store, &args.who)?;
    hold(global, &opened, session, chosen, &args.who)
}
