//! `viva grade`: one answer, or many, outside an interview.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use super::{Global, open, print};
use crate::{
    app::grade::{Graded, batch},
    error::{AppError, Exit},
    scoring::coverage::{Coverage, Idea, Yardstick, against_question, against_reference},
};

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("against").required(true).args(["question", "reference", "batch"])))]
pub(crate) struct GradeArgs {
    /// Against this question of the bank
    #[arg(long, value_name = "ID")]
    question: Option<String>,
    /// Against this text: what a good answer says
    #[arg(long, value_name = "FILE")]
    reference: Option<PathBuf>,
    /// What was asked, so that repeating it counts for nothing
    #[arg(long, value_name = "TEXT", requires = "reference")]
    ask: Option<String>,
    /// The answer; standard input where it is not given
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    answer: Option<PathBuf>,
    /// The rubric, where it is not the one of the question's kind
    #[arg(long, value_name = "ID", requires = "question")]
    rubric: Option<String>,
    /// Many: a JSON object a line with `id`, `question`, `reference`, `answer`; `-` is standard input
    #[arg(long, value_name = "FILE")]
    batch: Option<PathBuf>,
    /// Do without one of the scorer's ideas, to see what it is worth; `scripts/score-eval.py` asks for it
    #[arg(long, value_name = "IDEA", requires = "batch", hide = true, value_parser = Idea::ALL.map(|(name, _)| name))]
    without: Option<String>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(global: &Global, args: &GradeArgs) -> Result<Exit, AppError> {
    if let Some(file) = &args.batch {
        return many(file, args.without.as_deref());
    }
    let answer = text_of(args.answer.as_deref())?;
    let (id, coverage) = match (&args.question, &args.reference) {
        (Some(id), _) => {
            let data = open::data(global)?;
            if let Some(rubric) = &args.rubric {
                open::rubric(&data.rubrics, rubric)?;
            }
            let question = open::question(&data.bank, id)?;
            (serde_json::json!(question.id), against_question(question, &answer))
        }
        (None, Some(file)) => {
            let reference = open::read_text(file)?;
            let asked = args.ask.as_deref().unwrap_or_default();
            (serde_json::Value::Null, against_reference(asked, &reference, &answer, &Yardstick::default()))
        }
        (None, None) => return Err(AppError::usage("name a `--question`, a `--reference` or a `--batch`")),
    };
    if args.json {
        line(&Graded::new(id, coverage))?
    } else {
        print(&words(&coverage))?
    }
    Ok(Exit::Done)
}

fn line(graded: &Graded) -> Result<(), AppError> {
    let text = serde_json::to_string(graded)
        .map_err(|error| AppError::failure("the grade cannot be written as JSON").because(error))?;
    print(&format!("{text}\n"))
}

fn words(coverage: &Coverage) -> String {
    let list = |title: &str, mark: &str, points: &[String]| {
        let lines: String = points.iter().map(|point| format!("  {mark} {point}\n")).collect();
        if lines.is_empty() { lines } else { format!("{title}\n{lines}") }
    };
    format!(
        "coverage of the expected points: {:.2} of {:.0}\n{}{}",
        coverage.score,
        coverage.max,
        list("heard", "●", &coverage.covered),
        list("not heard", "○", &coverage.missing),
    )
}

/// Every line in gives one line out; the exit code tells whether all could be read.
fn many(file: &Path, without: Option<&str>) -> Result<Exit, AppError> {
    let text = text_of((file != Path::new("-")).then_some(file))?;
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let left_out = Idea::ALL.into_iter().find(|(name, _)| Some(*name) == without);
    let graded = batch(&lines, left_out.map(|(_, idea)| idea));
    let unread = graded.iter().filter(|line| line.error.is_some()).count();
    let mut out = String::new();
    for line in &graded {
        let json = serde_json::to_string(line)
            .map_err(|error| AppError::failure("a grade cannot be written as JSON").because(error))?;
        out.push_str(&json);
        out.push('\n');
    }
    print(&out)?;
    if unread > 0 {
        return Err(AppError::failure(format!("{unread} of {} lines could not be read", graded.len()))
            .hint("their `error` says why; a line is {\"id\", \"question\", \"reference\", \"answer\"}"));
    }
    Ok(Exit::Done)
}

fn text_of(file: Option<&Path>) -> Result<String, AppError> {
    if let Some(file) = file {
        return open::read_text(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| AppError::failure("standard input cannot be read").because(error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
