//! What came of it: how far one agrees with the labels, where not and why, and how that went over time.

use std::fmt::Write as _;

use serde_json::json;

use super::super::print;
use crate::{
    app::{
        clock::day,
        judge_me::{Agreement, Disagreement, Judging, Round, builtin_agreement, own_agreement},
    },
    error::AppError,
    rubric::Verdict,
    scoring::calibration::Exercise,
    term::{
        sanitize,
        width::{prose_width, terminal_width, wrap},
    },
};

/// With fewer answers kappa says next to nothing.
const FEWEST_ANSWERS: usize = 30;
/// So many rounds are shown, the newest.
const MOST_ROUNDS: usize = 12;

/// The figures, and where this time's answers differ from the labels.
pub(super) fn results(judging: &Judging<'_>, judged: &[Exercise<'_>], json: bool) -> Result<(), AppError> {
    let rounds = judging.rounds()?;
    let newest: Vec<&Round> = judged
        .iter()
        .filter_map(|exercise| rounds.iter().rev().find(|round| round.transcript == exercise.labelled.id()))
        .collect();
    let mut differing = Vec::new();
    for exercise in judged {
        differing.push((exercise.labelled.id(), judging.disagreements(exercise)?));
    }
    if json { as_json(&rounds, &newest, &differing) } else { as_text(&rounds, &newest, &differing) }
}

type Differing<'e> = (&'e str, Vec<Disagreement>);

fn as_json(rounds: &[Round], newest: &[&Round], differing: &[Differing<'_>]) -> Result<(), AppError> {
    let of_round = |round: &Round| {
        json!({
            "transcript": round.transcript, "began_ms": round.began_ms, "done": round.done,
            "agreement": own_agreement([round]),
        })
    };
    let differing: Vec<_> = differing
        .iter()
        .map(|(transcript, all)| json!({ "transcript": transcript, "disagreements": all }))
        .collect();
    let result = json!({
        "type": "result",
        "now": own_agreement(newest.iter().copied()),
        "all": own_agreement(rounds),
        "builtin": builtin_agreement(rounds),
        "rounds": rounds.iter().map(of_round).collect::<Vec<_>>(),
        "differing": differing,
    });
    print(&format!("{result}\n"))
}

fn as_text(rounds: &[Round], newest: &[&Round], differing: &[Differing<'_>]) -> Result<(), AppError> {
    if rounds.is_empty() {
        return print("nothing is judged yet; `viva judge-me` begins\n");
    }
    let mut text = String::new();
    for (_, all) in differing {
        for one in all {
            text += &difference(one);
        }
    }
    if !newest.is_empty() {
        let _ = writeln!(text, "\nThis time: {}.", figures(&own_agreement(newest.iter().copied())));
    }
    let all = own_agreement(rounds);
    let _ = writeln!(text, "All so far: {}.", figures(&all));
    let _ = writeln!(text, "The built-in scorer on the same: {}.", figures(&builtin_agreement(rounds)));
    let shown = rounds.len().saturating_sub(MOST_ROUNDS);
    for round in &rounds[shown..] {
        let agreement = own_agreement([round]);
        let _ = writeln!(text, "  {}  {:<26} {}", day(round.began_ms), round.transcript, figures(&agreement));
    }
    if all.decided < FEWEST_ANSWERS {
        let _ =
            writeln!(text, "Kappa means little before some {FEWEST_ANSWERS} answers; a good judge has 0.7.");
    }
    let open = newest.iter().any(|round| !round.done);
    if open {
        text += "What was answered is kept; `viva judge-me` goes on.\n";
    }
    print(&sanitize(&text))
}

/// "8 of 10 as labelled (80 %), kappa 0.60, 1 left open".
fn figures(agreement: &Agreement) -> String {
    let Agreement { answered, decided, accuracy, kappa } = *agreement;
    let Some(accuracy) = accuracy else { return "nothing decided".to_owned() };
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "counts of answers")]
    let same = (accuracy * decided as f64).round() as i64;
    let kappa = kappa.map_or_else(|| "no kappa".to_owned(), |kappa| format!("kappa {kappa:.2}"));
    let open = if answered > decided { format!(", {} left open", answered - decided) } else { String::new() };
    format!("{same} of {decided} as labelled ({:.0} %), {kappa}{open}", accuracy * 100.0)
}

fn difference(one: &Disagreement) -> String {
    let word = |verdict| match verdict {
        Verdict::Met => "shown",
        Verdict::Partial => "shown in part",
        Verdict::Unmet => "not shown",
        Verdict::Unsure => "cannot tell",
        Verdict::NotApplicable => "does not apply",
    };
    let quote = match (&one.quote, one.turn) {
        (Some(quote), Some(turn)) => {
            format!(": “{}” (turn {turn})", quote.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        _ => String::new(),
    };
    let reason =
        if one.builtin.reason.is_empty() { String::new() } else { format!(", {}", one.builtin.reason) };
    let lines = [
        format!("You: {}. Label: {}; {}{quote}.", word(one.own), word(one.label), one.why),
        format!("The built-in scorer: {}{reason}.", word(one.builtin.verdict)),
    ];
    let width = prose_width(terminal_width()).saturating_sub(4);
    let body: String = lines
        .iter()
        .map(|line| wrap(line, width, 0).lines().map(|l| format!("    {l}\n")).collect::<String>())
        .collect();
    format!("\n≠ {}\n{body}", one.says)
}
