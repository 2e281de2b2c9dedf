//! The command line: what is typed, one file a subcommand.

mod bank;
mod calibrate;
mod completions;
mod config;
mod doctor;
mod grade;
mod hold;
mod init;
mod judge_me;
mod log;
mod models;
mod open;
mod papers;
mod prompt;
mod report;
mod resume;
mod rubric;
mod score;
mod sessions;
mod shelf;
mod simulate;
mod start;
mod starter;
mod who;

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::{CommandFactory, Parser, Subcommand, error::ErrorKind};

use crate::{
    error::{AppError, Exit},
    term::{ColorChoice, ErrorReport, Output, Theme},
};

/// A technical interviewer in your terminal: it asks, listens, follows up, and scores with evidence.
#[derive(Debug, Parser)]
#[command(name = "viva", version, max_term_width = 100, after_help = AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

const AFTER_HELP: &str = "`viva` alone holds an interview with nothing configured.\n\
    Exit codes: 0 done, 1 failure, 2 wrong usage, 3 configuration or key, 4 endpoint, 130 interrupted.";

/// What every command takes.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Global {
    /// Read this configuration file instead of the usual one
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long, global = true)]
    pub(crate) no_config: bool,
    /// Keep all data in this directory
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_parser = ["auto", "always", "never"])]
    pub(crate) color: Option<String>,
    /// Say less
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say more on standard error; twice for everything
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Hold an interview
    Start(start::StartArgs),
    /// Continue an interview
    Resume(resume::ResumeArgs),
    /// What is stored: list, show, delete, export
    #[command(subcommand)]
    Sessions(sessions::SessionsCommand),
    /// Score a session again
    Score(score::ScoreArgs),
    /// Score one answer, or many, outside an interview
    Grade(grade::GradeArgs),
    /// Measure how far a judge is to be trusted
    Calibrate(calibrate::CalibrateArgs),
    /// Let scripted candidates sit interviews, and count how disciplined the interviewer is
    Simulate(simulate::SimulateArgs),
    /// Judge labelled transcripts yourself, and see how far you agree with the labels
    JudgeMe(judge_me::JudgeMeArgs),
    /// The debrief of a session
    Report(report::ReportArgs),
    /// The question bank: list, show, check, new
    #[command(subcommand)]
    Bank(bank::BankCommand),
    /// The rubrics: list, show, check
    #[command(subcommand)]
    Rubric(rubric::RubricCommand),
    /// The roles that are interviewed for: list, show, check, new
    #[command(subcommand)]
    Role(shelf::ShelfCommand),
    /// The company styles: list, show, check, new
    #[command(subcommand)]
    Company(shelf::ShelfCommand),
    /// The personas of the interviewer: list, show, check, new
    #[command(subcommand)]
    Persona(shelf::ShelfCommand),
    /// The prompt templates: list, show, check
    #[command(subcommand)]
    Prompt(prompt::PromptCommand),
    /// Try everything that is set up, the endpoint first of all, and say what to do
    Doctor(doctor::DoctorArgs),
    /// What the endpoint offers
    Models(models::ModelsArgs),
    /// Settings, each with its origin
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Shell completions
    Completions(completions::CompletionsArgs),
    /// The manual page
    Man,
}

/// Parses the arguments, runs the command, and tells the exit code.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match parse(args.into_iter().collect()) {
        Ok(cli) => cli,
        Err(error) => return shown(&error),
    };
    let color = cli.global.color.clone();
    match run(cli) {
        Ok(exit) => code(exit),
        Err(error) => failed(&error, color.as_deref()),
    }
}

/// `viva` alone means `viva start`, and so does `viva` with the options of `start`.
fn parse(mut args: Vec<OsString>) -> Result<Cli, clap::Error> {
    let begins_with_an_option =
        args.get(1).and_then(|arg| arg.to_str()).is_some_and(|arg| arg.starts_with('-'));
    match Cli::try_parse_from(&args) {
        Err(error) if error.kind() == ErrorKind::UnknownArgument && begins_with_an_option => {
            args.insert(1, "start".into());
            Cli::try_parse_from(args)
        }
        parsed => parsed,
    }
}

fn code(exit: Exit) -> ExitCode {
    ExitCode::from(exit as u8)
}

/// Help and version are no errors; everything else that clap says is wrong usage.
fn shown(error: &clap::Error) -> ExitCode {
    let help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let mut out = if help { Output::stdout() } else { Output::stderr() };
    let text = error.render();
    // Nobody is left to tell when the reader has gone.
    let _ = out.write(&text.to_string()).and_then(|()| out.flush());
    code(if help { Exit::Done } else { Exit::Usage })
}

fn failed(error: &AppError, color: Option<&str>) -> ExitCode {
    let theme = open::stderr_theme(color);
    let report = ErrorReport::from_error(error, error.hint.clone()).render(theme);
    let mut err = Output::stderr();
    let _ = err.write(&report).and_then(|()| err.flush());
    code(error.exit)
}

fn run(cli: Cli) -> Result<Exit, AppError> {
    let global = &cli.global;
    let done = |result: Result<(), AppError>| result.map(|()| Exit::Done);
    match cli.command.unwrap_or_else(|| Command::Start(start::StartArgs::default())) {
        Command::Start(args) => start::start(global, args),
        Command::Resume(args) => resume::resume(global, args),
        Command::Sessions(command) => done(sessions::run(global, command)),
        Command::Score(args) => done(score::run(global, args)),
        Command::Grade(args) => grade::run(global, &args),
        Command::Calibrate(args) => done(calibrate::run(global, args)),
        Command::Simulate(args) => simulate::run(global, args),
        Command::JudgeMe(args) => done(judge_me::run(global, &args)),
        Command::Report(args) => done(report::run(global, &args)),
        Command::Bank(command) => bank::run(global, command),
        Command::Rubric(command) => rubric::run(global, command),
        Command::Role(command) => shelf::roles(global, command),
        Command::Company(command) => shelf::companies(global, command),
        Command::Persona(command) => shelf::personas(global, command),
        Command::Prompt(command) => prompt::run(global, command),
        Command::Doctor(args) => doctor::run(global, &args),
        Command::Models(args) => done(models::run(global, &args)),
        Command::Config(command) => done(config::run(global, command)),
        Command::Completions(args) => done(completions::completions(&args, &mut Cli::command())),
        Command::Man => done(completions::man(Cli::command())),
    }
}

/// Standard output for what a person would pipe; a reader that has gone is a clean end.
pub(crate) fn print(text: &str) -> Result<(), AppError> {
    let mut out = Output::stdout();
    let ended = if text.ends_with('\n') { out.write(text) } else { out.line(text) };
    finish(ended.and_then(|()| out.flush()))
}

/// A value as JSON on standard output.
pub(crate) fn print_json<T: serde::Serialize>(value: &T) -> Result<(), AppError> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| AppError::failure("the answer cannot be written as JSON").because(error))?;
    print(&text)
}

fn finish(result: Result<(), crate::term::OutputError>) -> Result<(), AppError> {
    match result {
        Ok(()) | Err(crate::term::OutputError::Closed) => Ok(()),
        Err(error) => Err(AppError::failure("standard output cannot be written").because(error)),
    }
}

/// A remark on standard error, unless it was to be quiet.
pub(crate) fn warn(global: &Global, text: &str) {
    if global.quiet {
        return;
    }
    let theme: Theme = open::stderr_theme(global.color.as_deref());
    let mut err = Output::stderr();
    let _ = err.write(&crate::term::report::warning(text, theme)).and_then(|()| err.flush());
}

/// The user's wish for colour.
pub(crate) fn color_choice(text: Option<&str>) -> ColorChoice {
    match text {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}
