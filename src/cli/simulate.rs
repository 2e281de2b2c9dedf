//! `viva simulate`: how disciplined an interviewer is, with candidates who behave in many ways.

use std::{fmt::Write as _, path::Path};

use super::{Global, open, print, print_json, shelf};
use crate::{
    app::{
        endpoint::Use,
        simulate::{Candidate, Counted, Discipline, Played, counted, embedded, setup, sit},
    },
    bank::{Question, SourceFile},
    error::{AppError, Exit},
    settings::Flags,
    term::Spinner,
    transcript::Speaker as Who,
};

/// The role of every simulated interview.
const ROLE: &str = "software-engineer";
/// So many failures are shown; `--json` has them all.
const MOST_SHOWN: usize = 20;

#[derive(Debug, clap::Args)]
pub(crate) struct SimulateArgs {
    /// Who sits the interview: strong, medium, weak, silent, rambling, wrong, asking, injecting, off-topic, or a file;
    /// all of them by default
    #[arg(long, value_name = "NAME|FILE")]
    candidate: Vec<String>,
    /// On which question; on all of them by default
    #[arg(long, value_name = "ID")]
    question: Vec<String>,
    /// Who asks
    #[arg(long, value_name = "WHO", value_parser = ["builtin", "endpoint"], default_value = "builtin")]
    interviewer: String,
    /// The endpoint, by name or address
    #[arg(long, value_name = "NAME|URL")]
    endpoint: Option<String>,
    /// The model
    #[arg(long, value_name = "ID")]
    model: Option<String>,
    /// Repeat the choices of an earlier run
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Print the interviews too
    #[arg(long, conflicts_with = "json")]
    transcripts: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Exit code 1 where a figure is not as wanted.
pub(crate) fn run(global: &Global, args: SimulateArgs) -> Result<Exit, AppError> {
    let flags = Flags {
        interviewer: Some(args.interviewer.clone()),
        endpoint: args.endpoint.clone(),
        model: args.model.clone(),
        judge: Some("builtin".to_owned()),
        ..Flags::default()
    };
    let opened = open::settings(global, flags)?;
    let data = open::data_of(global, &opened.settings);
    let role = shelf::named(&data.roles, ROLE)?;
    let candidates = candidates(&args.candidate)?;
    let questions = questions(&data, &args.question)?;
    let store = open::store(&opened.settings)?;
    let chosen = open::connection(global, &opened, &store, Use::Interview)?;
    chosen.speaker().assure()?;
    let mut all = Counted::default();
    let mut sign: Option<Spinner> = None;
    let total = questions.len() * candidates.len();
    for question in &questions {
        let rubric = data.rubrics.for_kind(question.kind);
        let rubric =
            rubric.ok_or_else(|| AppError::failure(format!("there is no rubric for {}", question.kind)))?;
        for candidate in &candidates {
            let far =
                format!("interview {} of {total}: {} on {}", all.interviews() + 1, candidate.id, question.id);
            sign.get_or_insert_with(|| Spinner::start(&far)).relabel(&far);
            let played = sit(setup(question, rubric, &role, args.seed), candidate, chosen.speaker())?;
            if args.transcripts {
                sign = None;
                print(&transcript(&played, candidate))?;
            }
            all.add(counted(&played, candidate));
        }
    }
    drop(sign);
    chosen.remember(&store)?;
    let discipline = Discipline::new(&args.interviewer, all);
    let passes = discipline.figures().iter().all(|figure| figure.pass);
    if args.json {
        print_json(&discipline)?
    } else {
        print(&shown(&discipline))?
    }
    Ok(if passes { Exit::Done } else { Exit::Failure })
}

fn candidates(wanted: &[String]) -> Result<Vec<Candidate>, AppError> {
    let known = embedded().map_err(|fault| AppError::failure(fault.to_string()))?;
    if wanted.is_empty() {
        return Ok(known);
    }
    wanted
        .iter()
        .map(|name| {
            if let Some(candidate) = known.iter().find(|candidate| candidate.id == *name) {
                return Ok(candidate.clone());
            }
            let path = Path::new(name);
            if path.extension().is_some_and(|end| end == "toml") || path.exists() {
                let file = SourceFile { name: name.clone(), text: open::read_text(path)? };
                return file.parse().map_err(|fault| AppError::new(Exit::Configuration, fault.to_string()));
            }
            Err(open::no_such("candidate", name, known.iter().map(|candidate| candidate.id.as_str())))
        })
        .collect()
}

fn questions(data: &open::Data, wanted: &[String]) -> Result<Vec<Question>, AppError> {
    if wanted.is_empty() {
        return Ok(data.bank.headings().filter_map(|heading| data.bank.get(&heading.id)).cloned().collect());
    }
    wanted.iter().map(|id| open::question(&data.bank, id).cloned()).collect()
}

fn transcript(played: &Played, candidate: &Candidate) -> String {
    let mut text = format!("## {} on {}: {}\n\n", candidate.id, played.state.question().id, candidate.title);
    for turn in &played.state.turns {
        let who = if turn.speaker == Who::Interviewer { "Interviewer" } else { "Candidate" };
        let _ = writeln!(text, "{who}: {}\n", turn.text.trim());
    }
    crate::term::sanitize(&text)
}

fn shown(discipline: &Discipline) -> String {
    let whose =
        if discipline.is_builtin() { "the built-in interviewer" } else { "the endpoint's interviewer" };
    let plural = if discipline.interviews == 1 { "" } else { "s" };
    let mut text = format!("{whose}, in {} simulated interview{plural}\n\n", discipline.interviews);
    let figures = discipline.figures();
    let width = figures.iter().map(|figure| figure.name.len()).max().unwrap_or(0);
    for figure in figures {
        let pass = if figure.pass { "ok" } else { "FAILS" };
        let _ = writeln!(text, "{:<width$}  {:>6}  {:<12}  {pass}", figure.name, figure.value, figure.want);
    }
    for failure in discipline.failures.iter().take(MOST_SHOWN) {
        let _ = write!(text, "\n{} on {}: {}", failure.candidate, failure.question, failure.what);
        if !failure.utterance.is_empty() {
            let _ = write!(text, "\n  {}", failure.utterance);
        }
    }
    if discipline.failures.len() > MOST_SHOWN {
        let _ = write!(text, "\nand {} more; `--json` has them all", discipline.failures.len() - MOST_SHOWN);
    }
    text.push('\n');
    crate::term::sanitize(&text)
}
