//! `viva start` and `viva resume`: an interview is held.

use std::{
    io::{BufReader, IsTerminal},
    time::Instant,
};

use super::{Global, open, warn};
use crate::{
    app::{
        begin::{self, Wish},
        endpoint::{Memory, Offer},
        hold::{Interview, Outcome},
        session::Session,
    },
    error::{AppError, Exit},
    repl::{Front, Json, Piped, Terminal, TerminalOptions, terminal::ExternalEditor},
    settings::{Backend, Flags, Origin, Settings},
    store::Store,
    term::{Output, Theme},
    transcript::{Kind, Seniority},
};

#[derive(Debug, Default, clap::Args)]
pub(crate) struct StartArgs {
    /// Whose interview it is
    #[arg(long, value_name = "ID|FILE")]
    role: Option<String>,
    /// Which kind of round
    #[arg(long, value_name = "KIND", value_parser = open::kind)]
    kind: Option<Kind>,
    /// On this topic; repeatable
    #[arg(long = "topic", value_name = "TOPIC")]
    topics: Vec<String>,
    /// This question
    #[arg(long, value_name = "ID", conflicts_with_all = ["kind", "topics"])]
    question: Option<String>,
    /// What is expected: junior, mid, senior or staff
    #[arg(long, value_name = "LEVEL", value_parser = open::seniority)]
    level: Option<Seniority>,
    /// How long, from 5 to 240 minutes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(5..=240))]
    minutes: Option<u32>,
    /// Repeat every choice of an earlier interview
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    #[command(flatten)]
    who: WhoArgs,
}

/// Who speaks and who judges, and how the program talks.
#[derive(Debug, Default, Clone, clap::Args)]
pub(crate) struct WhoArgs {
    /// Who asks
    #[arg(long, value_name = "WHO", value_parser = ["auto", "builtin", "endpoint"])]
    interviewer: Option<String>,
    /// Who scores
    #[arg(long, value_name = "WHO", value_parser = ["auto", "builtin", "endpoint"])]
    judge: Option<String>,
    /// The endpoint, by name or address
    #[arg(long, value_name = "NAME|URL")]
    endpoint: Option<String>,
    /// The model
    #[arg(long, value_name = "ID")]
    model: Option<String>,
    /// Show what the model thinks before it speaks
    #[arg(long)]
    reasoning: bool,
    /// Hold the interview even where it cannot be saved
    #[arg(long)]
    unsaved: bool,
    /// Speak JSON, one object a line, for programs
    #[arg(long)]
    json: bool,
}

fn who_key(session: &Session) -> String {
    format!("session:{}:who", session.id())
}

#[derive(Debug, clap::Args)]
pub(crate) struct ResumeArgs {
    /// The session, or the beginning of its id; the one used last where it is not given
    session: Option<String>,
    #[command(flatten)]
    who: WhoArgs,
}

/// Who spoke and judged, as flags had it: a session taken up again keeps its own.
#[derive(serde::Serialize, serde::Deserialize)]
struct Who {
    interviewer: Option<String>,
    judge: Option<String>,
    endpoint: Option<String>,
    model: Option<String>,
}

impl WhoArgs {
    fn keep(&self, session: &Session) -> Result<(), AppError> {
        let Self { interviewer, judge, endpoint, model, .. } = self.clone();
        let who = Who { interviewer, judge, endpoint, model };
        let text = serde_json::to_string(&who)
            .map_err(|error| AppError::failure("the session's flags cannot be written").because(error))?;
        Ok(session.store.remember(&who_key(session), &text, crate::app::clock::wall_ms())?)
    }

    /// What was not said anew is as it was.
    fn take_over(&mut self, session: &Session) -> Result<(), AppError> {
        let Some(text) = session.store.recall(&who_key(session))? else { return Ok(()) };
        let Ok(who) = serde_json::from_str::<Who>(&text) else { return Ok(()) };
        let anew = self.endpoint.is_some();
        self.interviewer = self.interviewer.take().or(who.interviewer);
        self.judge = self.judge.take().or(who.judge);
        self.endpoint = self.endpoint.take().or(who.endpoint);
        // Another endpoint has models of its own.
        self.model = self.model.take().or(who.model.filter(|_| !anew));
        Ok(())
    }

    fn flags(&self) -> Flags {
        Flags {
            interviewer: self.interviewer.clone(),
            judge: self.judge.clone(),
            endpoint: self.endpoint.clone(),
            model: self.model.clone(),
            reasoning: self.reasoning,
            ..Flags::default()
        }
    }
}

pub(crate) fn start(global: &Global, args: StartArgs) -> Result<Exit, AppError> {
    let opened = open::settings(global, args.who.flags())?;
    let settings = &opened.settings;
    let data = open::data_of(global, settings);
    let role_id = args.role.as_deref().or(settings.role.value.as_deref()).unwrap_or("software-engineer");
    let level = match (args.level, settings.level.value.as_deref()) {
        (Some(level), _) => level,
        (None, Some(text)) => text.parse().map_err(|error: crate::transcript::ParseNameError| {
            AppError::new(Exit::Configuration, format!("the setting `level`: {error}"))
        })?,
        (None, None) => Seniority::Mid,
    };
    for topic in &args.topics {
        if !data.bank.topics().contains(topic) {
            return Err(open::no_such("topic", topic, data.bank.topics().iter().map(String::as_str)));
        }
    }
    let wish = Wish {
        role: open::role(&data.roles, role_id)?,
        seniority: level,
        kind: args.kind,
        topics: args.topics,
        question: args.question.as_deref().map(|id| open::question(&data.bank, id).cloned()).transpose()?,
        minutes: args.minutes.or(minutes_if_set(settings)),
        usual_minutes: settings.minutes.value,
        seed: args.seed,
    };
    let store = store_or_memory(global, settings, &args.who)?;
    let setup = begin::setup(wish, &data.bank, &data.rubrics, &store)?;
    let session = Session::begin(store, setup)?;
    args.who.keep(&session)?;
    hold(global, &opened, session, &args.who)
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
    hold(global, &opened, session, &args.who)
}

/// How long, where somebody said so.
fn minutes_if_set(settings: &Settings) -> Option<u32> {
    (settings.minutes.origin != Origin::Default).then_some(settings.minutes.value)
}

/// The store, or one in memory where that is wanted: nobody is let begin without knowing.
fn store_or_memory(global: &Global, settings: &Settings, who: &WhoArgs) -> Result<Store, AppError> {
    let error = match open::store(settings) {
        Ok(store) => return Ok(store),
        Err(error) => error,
    };
    let asked = !who.unsaved && !who.json && is_terminal();
    if asked {
        warn(global, &error.to_string());
    }
    if who.unsaved || asked && open::confirm("Hold the interview without saving it?")? {
        warn(global, "this interview is not saved");
        return Ok(Store::in_memory()?);
    }
    let hint = error.hint.clone().map_or_else(String::new, |hint| format!("{hint}; "));
    Err(error.hint(format!("{hint}`--unsaved` holds the interview all the same")))
}

fn is_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

fn hold(global: &Global, opened: &open::Opened, session: Session, who: &WhoArgs) -> Result<Exit, AppError> {
    let offerable = may_be_offered(&opened.settings, who);
    let accepted = if offerable { accepted(global, opened, &session.store, who)? } else { None };
    let opened = accepted.as_ref().unwrap_or(opened);
    let mut chosen = open::connection(global, opened, &session.store, crate::app::endpoint::Use::Interview)?;
    if offerable && accepted.is_none() {
        chosen.offer = Some(Offer::begin(&opened.settings, &session.store));
    }
    let theme = open::stdout_theme(&opened.settings);
    let mut front = front(&opened.settings, who.json, theme)?;
    let mut interview = Interview::new(session, front.as_mut(), chosen, theme);
    let outcome = interview.hold();
    let ended = match outcome {
        Ok(Outcome::Finished) => interview.debrief(),
        Ok(Outcome::Left) => interview.leave(),
        Err(error) => Err(error),
    };
    let remembered = interview.chosen.remember(&interview.session.store);
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
