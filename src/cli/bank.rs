//! `viva bank list|show|check|new`.

use std::{fmt::Write as _, path::PathBuf};

use clap::Subcommand;

use super::{Global, open, print, print_json, shelf::not_an_id, starter};
use crate::{
    bank::{self, Bank, Heading, QUESTION_STARTER, SourceFile},
    error::{AppError, Exit},
    rubric::{Rubrics, unknown_indicators},
    settings::UserFiles,
    transcript::{Kind, QuestionId},
};

#[derive(Debug, Subcommand)]
pub(crate) enum BankCommand {
    /// Every question, a line each
    List {
        /// Of this kind only
        #[arg(long, value_name = "KIND", value_parser = open::kind)]
        kind: Option<Kind>,
        /// On this topic only
        #[arg(long)]
        topic: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// One question: what a candidate is asked, or all of it
    Show {
        /// The question
        id: String,
        /// The sheet of a human interviewer, with all the answers
        #[arg(long)]
        sheet: bool,
        /// The whole file as JSON
        #[arg(long)]
        json: bool,
    },
    /// Validate questions: all of them, or these files
    Check {
        /// The files; none: the whole bank
        files: Vec<PathBuf>,
        /// As JSON, with counts
        #[arg(long)]
        json: bool,
    },
    /// Begin a question of your own
    New {
        #[command(flatten)]
        args: starter::NewArgs,
        /// Of this kind
        #[arg(long, value_name = "KIND", default_value = "concepts", value_parser = open::kind)]
        kind: Kind,
    },
}

pub(crate) fn run(global: &Global, command: BankCommand) -> Result<Exit, AppError> {
    if let BankCommand::New { args, kind } = command {
        return new(global, &args, kind);
    }
    let data = open::data(global)?;
    match command {
        BankCommand::List { kind, topic, json } => list(&data.bank, kind, topic.as_deref(), json)?,
        BankCommand::Show { id, sheet, json } => show(&data.bank, &id, sheet, json)?,
        BankCommand::Check { files, json } => return check(&data, &files, json),
        BankCommand::New { .. } => {}
    }
    Ok(Exit::Done)
}

fn list(bank: &Bank, kind: Option<Kind>, topic: Option<&str>, json: bool) -> Result<(), AppError> {
    if let Some(topic) = topic.filter(|topic| !bank.topics().iter().any(|t| t == topic)) {
        return Err(open::no_such("topic", topic, bank.topics().iter().map(String::as_str)));
    }
    let wanted = |question: &&Heading| {
        kind.is_none_or(|kind| question.kind == kind)
            && topic.is_none_or(|topic| question.topics.iter().any(|t| t == topic))
    };
    let mut questions: Vec<&Heading> = bank.headings().filter(wanted).collect();
    questions.sort_by_key(|question| (question.kind, question.id.clone()));
    if json {
        return print_json(&questions.iter().map(|q| summary(q)).collect::<Vec<_>>());
    }
    let width = questions.iter().map(|q| q.id.as_str().len()).max().unwrap_or(0);
    let mut text = String::new();
    for question in questions {
        let (from, to) = (question.seniorities.first(), question.seniorities.last());
        let span = from.zip(to).map_or_else(String::new, |(from, to)| format!("{from}–{to}"));
        let _ = writeln!(
            text,
            "{:<width$}  {:<13}  {:<13}  {:>2} min  {}",
            question.id, question.kind, span, question.minutes, question.title
        );
    }
    print(&text)
}

fn summary(question: &Heading) -> serde_json::Value {
    serde_json::json!({
        "id": question.id,
        "title": question.title,
        "kind": question.kind,
        "track": question.track,
        "topics": question.topics,
        "seniorities": question.seniorities,
        "roles": question.roles,
        "minutes": question.minutes,
    })
}

fn show(bank: &Bank, id: &str, sheet: bool, json: bool) -> Result<(), AppError> {
    let question = open::question(bank, id)?;
    if json {
        return print_json(question);
    }
    if sheet {
        return print(&crate::report::sheet::write(question));
    }
    let spoiler = format!(
        "{} · {} · {} minutes\n\n{}\n\nThe interviewer's sheet, with all the answers: viva bank show {} --sheet\n",
        question.title,
        question.kind,
        question.minutes,
        question.ask.trim(),
        question.id
    );
    print(&spoiler)
}

fn new(global: &Global, args: &starter::NewArgs, kind: Kind) -> Result<Exit, AppError> {
    let _: QuestionId = args.id.parse().map_err(|_| not_an_id(&args.id))?;
    let track = match kind {
        Kind::Coding => "algorithms",
        Kind::Concepts => "python-core",
        Kind::SystemDesign => "system-design",
        Kind::Behavioral => "behavioral",
    };
    let text =
        QUESTION_STARTER.replace("{id}", &args.id).replace("{kind}", kind.as_str()).replace("{track}", track);
    starter::write(global, args, UserFiles::Questions, "bank", &text)
}

fn check(data: &open::Data, files: &[PathBuf], json: bool) -> Result<Exit, AppError> {
    let mut sources = Vec::new();
    if files.is_empty() {
        sources.extend(Bank::embedded_sources());
        sources.extend(data.user_questions.iter().cloned());
    }
    for file in files {
        let text = open::read_text(file)?;
        sources.push(SourceFile { name: file.display().to_string(), text });
    }
    let mut checked = bank::check(&sources, data.bank.topics());
    checked.faults.extend(loose_ends(&sources));
    if json {
        print_json(&checked)?;
    } else {
        let mut text: String = checked.faults.iter().map(|fault| format!("{fault}\n")).collect();
        let _ = writeln!(text, "{} questions, {} faults", checked.questions, checked.faults.len());
        print(&text)?;
    }
    Ok(if checked.faults.is_empty() { Exit::Done } else { Exit::Failure })
}

/// Points that feed an indicator which no rubric has.
fn loose_ends(sources: &[SourceFile]) -> Vec<bank::Fault> {
    let (rubrics, _) = Rubrics::load(&[]);
    let loose = |source: &SourceFile| {
        let (bank, _) = Bank::from_files([source]);
        let faults = unknown_indicators(&bank, &rubrics);
        faults.into_iter().map(|message| source.fault_at("[[expectations]]", message)).collect::<Vec<_>>()
    };
    sources.iter().flat_map(loose).collect()
}
