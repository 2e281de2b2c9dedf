//! An interview is held: whoever speaks is chosen, and the front that the candidate sits at is opened.

use std::{
    io::{BufReader, IsTerminal},
    time::Instant,
};

use super::{Global, open, warn, who::WhoArgs};
use crate::{
    app::{
        endpoint::{Chosen, Memory, Offer, Use},
        hold::{Interview, Outcome},
        rounds::Rounds,
        session::Session,
    },
    error::{AppError, Exit},
    repl::{Front, Json, Piped, Terminal, TerminalOptions, terminal::ExternalEditor},
    settings::{Backend, Flags, Settings},
    store::Store,
    term::{Output, Theme},
};

/// Who speaks and who judges; where nothing is configured, what was found on this machine before.
pub(super) fn opposite(
    global: &Global,
    opened: &open::Opened,
    store: &Store,
    who: &WhoArgs,
) -> Result<Chosen, AppError> {
    let offerable = may_be_offered(&opened.settings, who);
    let accepted = if offerable { accepted(global, opened, store, who)? } else { None };
    let opened = accepted.as_ref().unwrap_or(opened);
    let mut chosen = open::connection(global, opened, store, Use::Interview)?;
    if offerable && accepted.is_none() {
        chosen.offer = Some(Offer::begin(&opened.settings, store));
    }
    Ok(chosen)
}

/// Holds an interview to its debrief, or until it is left.
pub(super) fn hold(
    global: &Global,
    opened: &open::Opened,
    session: Session,
    chosen: Chosen,
    who: &WhoArgs,
) -> Result<Exit, AppError> {
    let theme = open::stdout_theme(&opened.settings);
    let mut front = front(&opened.settings, who.json, theme)?;
    let (remembered, ended) = if session.state().setup.staging.round.is_some() {
        // What is wrong in the data files was said when the first round was chosen.
        let quiet = Global { quiet: true, ..global.clone() };
        let data = open::data_of(&quiet, &opened.settings);
        let (bank, rubrics) = (&data.bank, &data.rubrics);
        let ended = Rounds { front: front.as_mut(), theme, bank, rubrics }.hold(session, chosen);
        (Ok(()), ended)
    } else {
        hold_one(Interview::new(session, front.as_mut(), chosen, theme))
    };
    front.end()?;
    if let Err(error) = remembered {
        warn(global, &error.to_string());
    }
    match ended {
        // The reader of the output went away: a clean end, and everything said is stored.
        Err(error) if error.is_closed_output() => Ok(Exit::Done),
        Err(error) => Err(error),
        Ok(()) => Ok(Exit::Done),
    }
}

/// Holds a single interview; what was learnt of the endpoint is kept, however it ends.
fn hold_one(mut interview: Interview<'_>) -> (Result<(), AppError>, Result<(), AppError>) {
    let ended = match interview.hold() {
        Ok(Outcome::Finished) => interview.debrief(),
        Ok(Outcome::Left) => interview.leave(),
        Err(error) => Err(error),
    };
    (interview.chosen.remember(&interview.session.store), ended)
}

/// Somebody who has configured nothing, sits at a terminal and has not asked for the built-in interviewer.
fn may_be_offered(settings: &Settings, who: &WhoArgs) -> bool {
    let nothing = settings.endpoint.value.is_none();
    nothing && settings.interviewer.value == Backend::Auto && !who.json && is_terminal()
}

/// The settings with the endpoint that was once offered and accepted.
fn accepted(
    global: &Global,
    opened: &open::Opened,
    store: &Store,
    who: &WhoArgs,
) -> Result<Option<open::Opened>, AppError> {
    for endpoint in opened.settings.endpoints_here() {
        if let Some(Memory::Accepted { model }) = Memory::of(&endpoint.base_url.value, store)? {
            let model = who.model.clone().or(Some(model));
            let flags = Flags { endpoint: Some(endpoint.name), model, ..who.flags() };
            // What is wrong in the settings has been said already.
            let quiet = Global { quiet: true, ..global.clone() };
            return open::settings(&quiet, flags).map(Some);
        }
    }
    Ok(None)
}

/// Whether a person sits at both ends.
pub(super) fn is_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

fn front(settings: &Settings, json: bool, theme: Theme) -> Result<Box<dyn Front>, AppError> {
    let stdin = || BufReader::new(std::io::stdin());
    if json {
        return Ok(Box::new(Json::new(stdin(), Output::stdout())));
    }
    if !is_terminal() {
        return Ok(Box::new(Piped::new(stdin(), Output::stdout(), Output::stderr())));
    }
    let folder = settings.places.scratch_dir();
    let history = settings.places.data_dir().ok().map(|dir| dir.join("history"));
    let began = Instant::now();
    let clock = Box::new(move || u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX));
    let editor = ExternalEditor { command: settings.editor.value.clone(), folder };
    Ok(Box::new(Terminal::open(TerminalOptions { theme, clock, editor, history })?))
}
