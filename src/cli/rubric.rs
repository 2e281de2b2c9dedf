//! `viva rubric list|show|check`.

use std::{fmt::Write as _, path::PathBuf};

use clap::Subcommand;

use super::{Global, open, print, print_json};
use crate::{
    bank::SourceFile,
    error::{AppError, Exit},
    rubric::{self, Rubric, Rubrics},
    transcript::Seniority,
};

#[derive(Debug, Subcommand)]
pub(crate) enum RubricCommand {
    /// Every rubric, a line each
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// One rubric: its dimensions, levels and indicators
    Show {
        /// The rubric
        id: String,
        /// The rungs of this seniority
        #[arg(long, value_name = "LEVEL", default_value = "mid", value_parser = open::seniority)]
        level: Seniority,
        /// The whole file as JSON
        #[arg(long)]
        json: bool,
    },
    /// Validate rubrics: all of them, or these files
    Check {
        /// The files; none: all rubrics
        files: Vec<PathBuf>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

pub(crate) fn run(global: &Global, command: RubricCommand) -> Result<Exit, AppError> {
    let data = open::data(global)?;
    match command {
        RubricCommand::List { json } => list(&data.rubrics, json)?,
        RubricCommand::Show { id, level, json } => {
            let rubric = open::rubric(&data.rubrics, &id)?;
            if json { print_json(rubric)? } else { print(&shown(rubric, level))? }
        }
        RubricCommand::Check { files, json } => return check(&data, &files, json),
    }
    Ok(Exit::Done)
}

fn list(rubrics: &Rubrics, json: bool) -> Result<(), AppError> {
    let row = |rubric: &Rubric| {
        serde_json::json!({
            "id": rubric.id, "kind": rubric.kind, "title": rubric.title,
            "dimensions": rubric.dimensions.iter().map(|d| &d.id).collect::<Vec<_>>(),
            "indicators": rubric.indicators().count(),
        })
    };
    if json {
        return print_json(&rubrics.iter().map(row).collect::<Vec<_>>());
    }
    let lines: String = rubrics
        .iter()
        .map(|r| {
            let (dimensions, indicators) = (r.dimensions.len(), r.indicators().count());
            format!("{:<14}  {dimensions} dimensions, {indicators} indicators  {}\n", r.id, r.title)
        })
        .collect();
    print(&lines)
}

fn shown(rubric: &Rubric, seniority: Seniority) -> String {
    let mut text = format!("{} ({})\n", rubric.title, rubric.id);
    for dimension in &rubric.dimensions {
        let _ = writeln!(text, "\n{} · {} %\n  {}", dimension.name, dimension.weight_percent, dimension.says);
        for (level, anchor) in &dimension.anchors {
            let _ = writeln!(text, "  {level}  {anchor}");
        }
        for rung in 2..=rubric::MAX_LEVEL {
            for indicator in dimension.indicators.iter().filter(|i| i.rung.at(seniority) == rung) {
                let must = if indicator.must { " (must)" } else { "" };
                let _ = writeln!(text, "    {rung} · {}{must}", indicator.says);
            }
        }
    }
    let _ = writeln!(
        text,
        "\nRungs as for {seniority}; a level needs two thirds of its own rung, two thirds of all below, and every must."
    );
    text
}

fn check(data: &open::Data, files: &[PathBuf], json: bool) -> Result<Exit, AppError> {
    let mut sources = Vec::new();
    if files.is_empty() {
        sources.extend(Rubrics::embedded_sources());
        sources.extend(data.user_rubrics.iter().cloned());
    }
    for file in files {
        sources.push(SourceFile { name: file.display().to_string(), text: open::read_text(file)? });
    }
    let faults = rubric::check(&sources);
    if json {
        print_json(&serde_json::json!({"rubrics": sources.len(), "faults": faults}))?;
    } else {
        let mut text: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
        let _ = writeln!(text, "{} rubrics, {} faults", sources.len(), faults.len());
        print(&text)?;
    }
    Ok(if faults.is_empty() { Exit::Done } else { Exit::Failure })
}
