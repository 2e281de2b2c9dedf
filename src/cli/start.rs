//! `viva start`: an interview is chosen and begun.

use super::{
    Global,
    hold::{hold, is_terminal, opposite},
    open,
    papers::{Given, PapersArgs},
    shelf, warn,
    who::WhoArgs,
};
use crate::{
    app::{
        begin::{self, Setup, Wish},
        rounds,
        session::Session,
    },
    bank::Source,
    error::{AppError, Exit},
    settings::{Origin, Settings},
    store::Store,
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
    /// Several rounds with breaks, and one debrief over all, like an onsite
    #[arg(long = "loop", conflicts_with_all = ["kind", "question"])]
    rounds: bool,
    /// On this topic; repeatable
    #[arg(long = "topic", value_name = "TOPIC")]
    topics: Vec<String>,
    /// This question
    #[arg(long, value_name = "ID", conflicts_with_all = ["kind", "topics"])]
    question: Option<String>,
    /// What is expected: junior, mid, senior or staff
    #[arg(long, value_name = "LEVEL", value_parser = open::seniority)]
    level: Option<Seniority>,
    /// In which style: how a kind of company asks
    #[arg(long, value_name = "ID|FILE")]
    company: Option<String>,
    /// Who sits opposite: how the interviewer behaves
    #[arg(long, value_name = "ID|FILE")]
    persona: Option<String>,
    /// How long, from 5 to 240 minutes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(5..=240))]
    minutes: Option<u32>,
    /// Repeat every choice that was made with this number, whatever was asked since
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    #[command(flatten)]
    papers: PapersArgs,
    #[command(flatten)]
    who: WhoArgs,
}

pub(crate) fn start(global: &Global, args: StartArgs) -> Result<Exit, AppError> {
    let opened = open::settings(global, args.who.flags())?;
    let data = open::data_of(global, &opened.settings);
    let mut wish = wish(&args, &data, &opened.settings)?;
    let store = store_or_memory(global, &opened.settings, &args.who)?;
    let chosen = opposite(global, &opened, &store, &args.who)?;
    let given = Given {
        role: args.role.is_some(),
        level: args.level.is_some(),
        asks: !args.who.json && is_terminal(),
    };
    wish.papers = args.papers.take(global, &data, &chosen, given)?;
    follow_papers(&mut wish, &data, &opened.settings);
    let setup = if args.rounds {
        rounds::first_round(wish, &data.bank, &data.rubrics, &store)?
    } else {
        begin::setup(wish, &data.bank, &data.rubrics, &store)?
    };
    say_plan(global, &setup);
    let session = Session::begin(store, setup)?;
    args.who.keep(&session)?;
    hold(global, &opened, session, chosen, &args.who)
}

/// The rounds of a loop; and where one question is given far more time than it takes, what would fill it.
fn say_plan(global: &Global, setup: &Setup) {
    let Some(round) = &setup.staging.round else {
        if setup.minutes > 2 * setup.question.minutes.max(20) {
            let (minutes, usual) = (setup.minutes, setup.question.minutes);
            let text =
                format!("one question of about {usual} minutes; `--loop` makes rounds of {minutes} minutes");
            open::remark(global, &text);
        }
        return;
    };
    let rounds: Vec<String> =
        round.plan.iter().map(|planned| format!("{} {} min", planned.kind, planned.minutes)).collect();
    let all: u32 = round.plan.iter().map(|planned| planned.minutes).sum();
    open::remark(global, &format!("a loop of {all} minutes: {}", rounds.join(", ")));
}

/// What the flags and the settings ask for.
fn wish(args: &StartArgs, data: &open::Data, settings: &Settings) -> Result<Wish, AppError> {
    let role = args.role.as_deref().or(settings.role.value.as_deref()).unwrap_or(begin::USUAL_ROLE);
    let company = args.company.as_deref().or(settings.company.value.as_deref());
    let persona = args.persona.as_deref().or(settings.persona.value.as_deref());
    for topic in &args.topics {
        if !data.bank.topics().contains(topic) {
            return Err(open::no_such("topic", topic, data.bank.topics().iter().map(String::as_str)));
        }
    }
    Ok(Wish {
        role: shelf::named(&data.roles, role)?,
        company: company.map(|id| shelf::named(&data.companies, id)).transpose()?,
        persona: persona.map(|id| shelf::named(&data.personas, id)).transpose()?,
        papers: None,
        seniority: seniority(args.level, settings)?,
        kind: args.kind,
        topics: args.topics.clone(),
        question: args.question.as_deref().map(|id| open::question(&data.bank, id).cloned()).transpose()?,
        minutes: args.minutes.or(minutes_if_set(settings)),
        usual_minutes: settings.minutes.value,
        seed: args.seed,
    })
}

/// Papers go before settings, but for the level of a CV: what somebody is says less than what they asked for.
fn follow_papers(wish: &mut Wish, data: &open::Data, settings: &Settings) {
    let Some(papers) = &wish.papers else { return };
    if let Some(role) = papers.role.as_ref().and_then(|taken| data.roles.get(&taken.what)) {
        wish.role = role.clone();
    }
    let is_set = settings.level.value.is_some();
    if let Some(level) = papers.seniority.as_ref().filter(|taken| taken.from != Source::Cv || !is_set) {
        wish.seniority = level.what;
    }
}

/// What is expected, by flag or by setting.
fn seniority(flag: Option<Seniority>, settings: &Settings) -> Result<Seniority, AppError> {
    match (flag, settings.level.value.as_deref()) {
        (Some(level), _) => Ok(level),
        (None, Some(text)) => text.parse().map_err(|error: crate::transcript::ParseNameError| {
            AppError::new(Exit::Configuration, format!("the setting `level`: {error}"))
        }),
        (None, None) => Ok(Seniority::Mid),
    }
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
