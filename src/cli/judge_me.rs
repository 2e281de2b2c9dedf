//! `viva judge-me`: labelled transcripts to be labelled once more, and how far the two agree.

mod asked;
mod told;

use std::io::IsTerminal;

use super::{Global, open};
use crate::{
    app::judge_me::Judging,
    error::AppError,
    scoring::calibration::{Exercise, Plan, Stage, Transcripts},
    settings::Flags,
};

use asked::{Asker, Heard};

/// About five minutes.
const ITEMS: usize = 10;

#[derive(Debug, clap::Args)]
pub(crate) struct JudgeMeArgs {
    /// This labelled transcript; where it is not given, one you have not judged yet
    #[arg(value_name = "TRANSCRIPT", conflicts_with = "sample")]
    transcript: Option<String>,
    /// So many transcripts, ten indicators of each
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    sample: u32,
    /// Only the figures so far
    #[arg(long, conflicts_with_all = ["transcript", "sample"])]
    results: bool,
    /// Speak JSON, one object a line, for programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(global: &Global, args: &JudgeMeArgs) -> Result<(), AppError> {
    let opened = open::settings(global, Flags::default())?;
    let data = open::data_of(global, &opened.settings);
    let files = open::user_calibration(global, &opened.settings);
    let (transcripts, faults) = Transcripts::load(&files, &data.bank, &data.rubrics);
    for fault in faults {
        super::warn(global, &fault.to_string());
    }
    let role = data.roles.iter().next().ok_or_else(|| AppError::failure("there is no role"))?;
    let stage = Stage { bank: &data.bank, rubrics: &data.rubrics, role };
    let plan = Plan::new(stage, &transcripts, None);
    let store = open::store(&opened.settings)?;
    let judging = Judging {
        store: &store,
        bank: &data.bank,
        rubrics: &data.rubrics,
        transcripts: &transcripts,
        plan: &plan,
        items: ITEMS,
    };
    if let Some(id) = args.transcript.as_deref().filter(|id| transcripts.get(id).is_none()) {
        return Err(open::no_such("labelled transcript", id, transcripts.iter().map(|t| t.id())));
    }
    let asker = Asker { json: args.json, sits: std::io::stdin().is_terminal() && !args.json };
    let judged = if args.results { Vec::new() } else { judge(&judging, args, asker)? };
    told::results(&judging, &judged, args.json)
}

/// Goes through the transcripts; those that were gone through, wholly or in part.
fn judge<'a>(judging: &Judging<'a>, args: &JudgeMeArgs, asker: Asker) -> Result<Vec<Exercise<'a>>, AppError> {
    let mut judged = Vec::new();
    for number in 1..=args.sample {
        let exercise = judging.next(args.transcript.as_deref())?;
        let heard = one(judging, &exercise, (number, args.sample), asker)?;
        judged.push(exercise);
        if heard == Heard::Enough {
            break;
        }
    }
    Ok(judged)
}

fn one(
    judging: &Judging<'_>,
    exercise: &Exercise<'_>,
    place: (u32, u32),
    asker: Asker,
) -> Result<Heard, AppError> {
    let open = judging.open(exercise)?;
    let title = judging.bank.get(exercise.labelled.question.get_ref()).map_or("", |question| &question.title);
    if asker.transcript(exercise, title, place, open.len())? == Heard::Enough {
        return Ok(Heard::Enough);
    }
    let all = exercise.items.len();
    let done = all - open.len();
    for (number, item) in (done + 1..).zip(open) {
        match asker.item(exercise, item, (number, all))? {
            Heard::Enough => return Ok(Heard::Enough),
            Heard::Verdict(own) => judging.answer(exercise, item, own)?,
        }
    }
    Ok(Heard::Verdict(crate::rubric::Verdict::Met))
}
