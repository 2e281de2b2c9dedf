//! `viva calibrate`: how far a judge is to be trusted.

use std::{fmt::Write as _, io::IsTerminal};

use super::{Global, open, print, print_json};
use crate::{
    app::{
        calibrate::{Calibrated, Calibration, Forecast, duration},
        endpoint::Use,
    },
    error::AppError,
    scoring::calibration::{Difference, FEWEST_TRANSCRIPTS, Plan, Row, Stage, Transcripts, Verdict},
    settings::Flags,
    term::Spinner,
};

/// A call that was never timed is taken to last so long.
const USUAL_MS_A_CALL: u64 = 1000;

#[derive(Debug, clap::Args)]
pub(crate) struct CalibrateArgs {
    /// Whom to measure
    #[arg(long, value_name = "WHO", value_parser = ["auto", "builtin", "endpoint"])]
    judge: Option<String>,
    /// The endpoint, by name or address
    #[arg(long, value_name = "NAME|URL")]
    endpoint: Option<String>,
    /// The model
    #[arg(long, value_name = "ID")]
    model: Option<String>,
    /// Only so many transcripts and so many questions
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    sample: Option<u32>,
    /// Also where the judge and the labels part, with the words that each goes by
    #[arg(long)]
    differences: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(global: &Global, args: CalibrateArgs) -> Result<(), AppError> {
    let flags = Flags { judge: args.judge, endpoint: args.endpoint, model: args.model, ..Flags::default() };
    let opened = open::settings(global, flags)?;
    let data = open::data_of(global, &opened.settings);
    let transcripts = transcripts(global, &opened, &data);
    let role = data.roles.iter().next().ok_or_else(|| AppError::failure("there is no role"))?;
    let stage = Stage { bank: &data.bank, rubrics: &data.rubrics, role };
    let sample = args.sample.and_then(|n| usize::try_from(n).ok());
    let plan = Plan::new(stage, &transcripts, sample);
    let store = open::store(&opened.settings)?;
    let chosen = open::connection(global, &opened, &store, Use::Judge)?;
    // Measured in a model's stead, the built-in scorer would be taken for it.
    let marker = match chosen.marker() {
        (marker, None) => marker,
        (_, Some(error)) => return Err(error.into()),
    };
    let calibration =
        Calibration { store: &store, marker: &marker, plan: &plan, differences: args.differences };
    let forecast = calibration.forecast()?;
    if !agreed(global, &plan, forecast, args.json)? {
        return Ok(());
    }
    let mut sign: Option<Spinner> = None;
    let calibrated = calibration.run(forecast, &mut |text| {
        sign.get_or_insert_with(|| Spinner::start(text)).relabel(text);
        Ok(())
    })?;
    drop(sign);
    chosen.remember(&store)?;
    if args.json { print_json(&calibrated) } else { print(&shown(&calibrated, &calibration)) }
}

/// The labelled transcripts; a broken one is said, and left out.
fn transcripts(global: &Global, opened: &open::Opened, data: &open::Data) -> Transcripts {
    let files = open::user_calibration(global, &opened.settings);
    let (transcripts, faults) = Transcripts::load(&files, &data.bank, &data.rubrics);
    for fault in faults {
        super::warn(global, &fault.to_string());
    }
    transcripts
}

/// Says what it will take; somebody at a keyboard may still say no.
fn agreed(global: &Global, plan: &Plan<'_>, forecast: Forecast, json: bool) -> Result<bool, AppError> {
    if forecast.calls == 0 {
        return Ok(true);
    }
    let pace = forecast.ms_a_call.unwrap_or(USUAL_MS_A_CALL);
    let calls = u64::try_from(forecast.calls).unwrap_or(u64::MAX);
    let supposed = if forecast.ms_a_call.is_some() { "as fast as last time" } else { "at a second a call" };
    let text = format!(
        "{}: {} of {} things are still to be scored, in about {calls} calls. That is {}, {supposed}. \
         Ctrl-C stops it; what is done is kept.",
        measured_by(plan),
        forecast.left,
        forecast.trials,
        duration(calls.saturating_mul(pace)),
    );
    open::remark(global, &text);
    if json || !std::io::stdin().is_terminal() {
        return Ok(true);
    }
    open::confirm("Begin?")
}

fn measured_by(plan: &Plan<'_>) -> String {
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let (talks, questions) = (plan.transcripts(), plan.questions());
    let changed = match plan.changed() {
        changed if changed == questions => String::new(),
        changed => format!(", of which {changed} are changed in many ways"),
    };
    format!(
        "{} and the samples of {}{changed}",
        counted(talks, "labelled transcript"),
        counted(questions, "question")
    )
}

fn shown(calibrated: &Calibrated, calibration: &Calibration<'_>) -> String {
    let plan = calibration.plan;
    let judge = calibrated.judge.model.as_deref().unwrap_or("the built-in scorer");
    let mut text = format!("{judge}, on {}\n\n", measured_by(plan));
    let width = calibrated.rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let _ = writeln!(text, "{:<width$}  {:>6}  want", "figure", "value");
    for row in &calibrated.rows {
        let pass = if row.pass { "ok" } else { "FAILS" };
        let line =
            format!("{:<width$}  {:>6.3}  {:<7}  {pass:<5}  {}", row.name, row.value, row.want, detail(row));
        let _ = writeln!(text, "{}", line.trim_end());
    }
    let verdict = match calibrated.verdict {
        Verdict::Trust => "trust it",
        Verdict::Care => "use with care",
        Verdict::No => "do not use as a judge",
    };
    let known = match calibration.is_kept() {
        true => "Scorecards made by this judge will say so".to_owned(),
        false => format!("On fewer than {FEWEST_TRANSCRIPTS} transcripts it is too uncertain to be kept"),
    };
    let _ = writeln!(text, "\nVerdict: {verdict}. {known}.");
    calibrated.differences.iter().for_each(|all| text.push_str(&parted(all)));
    crate::term::sanitize(&text)
}

/// Transcript by transcript, and the words under each indicator.
fn parted(differences: &[Difference]) -> String {
    let mut text = String::new();
    for together in differences.chunk_by(|one, next| one.transcript == next.transcript) {
        let _ = together.first().map(|first| writeln!(text, "\n{}", first.transcript));
        for one in together {
            let _ = writeln!(text, "  {}/{}", one.dimension, one.indicator);
            let _ = writeln!(text, "    the label: {}{}", one.label, quoted(one.labelled_quote.as_deref()));
            let _ = writeln!(text, "    the judge: {}{}", one.judge, quoted(one.judge_quote.as_deref()));
        }
    }
    text
}

fn quoted(words: Option<&str>) -> String {
    words
        .map(|words| format!(" “{}”", words.split_whitespace().collect::<Vec<_>>().join(" ")))
        .unwrap_or_default()
}

/// The first few of those that are not as they should be; `--json` has them all.
fn detail(row: &Row) -> String {
    const MOST: usize = 2;
    let named = row.wrong.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    match row.wrong.len() {
        0 => row.detail.clone(),
        count if count > MOST => format!("{}; not {named} and {} more", row.detail, count - MOST),
        _ => format!("{}; not {named}", row.detail),
    }
}
