//! The debrief in Markdown, with every indicator and every quote.

use std::fmt::Write as _;

use crate::{bank::written, rubric::IndicatorScore};

use super::{
    Debrief, Disputed, Mark, Ticked, WayCost,
    escape::{escape, escape_flat, fenced},
    phrases,
};

/// The whole debrief.
#[must_use]
pub fn write(debrief: &Debrief) -> String {
    let heading = &debrief.heading;
    let mut out =
        format!("# {}\n\n{}\n\n", escape_flat(&heading.title), escape_flat(&phrases::setup(heading)));
    out += &scorecard(debrief);
    out += &afterwards(debrief);
    out
}

/// The scorecard: verdict, levels, and dimension by dimension every indicator.
pub(super) fn scorecard(debrief: &Debrief) -> String {
    if let Some(why) = &debrief.scorecard.unscored {
        return format!(
            "## Not scored\n\n{}.\n\n{}",
            escape_flat(why),
            list(&phrases::unscored_steps(debrief))
        );
    }
    let mut out = verdict(debrief);
    out += &comparison(debrief);
    out += &debrief.disputed.as_ref().map_or_else(String::new, disputed);
    out += &levels(debrief);
    for (note, score) in debrief.dimensions.iter().zip(&debrief.scorecard.dimensions) {
        let level = note.level.map_or_else(
            || "not scored".to_owned(),
            |level| format!("{level} {}", phrases::level_name(note, level)),
        );
        let _ = write!(out, "### {}: {level}\n\n", escape_flat(&note.name));
        if let Some((label, musts)) = phrases::held(note) {
            let _ = write!(out, "**{label}** {}\n\n", escape_flat(&musts));
        }
        if let Some(anchor) = &note.anchor {
            let _ = write!(out, "{}\n\n", escape_flat(anchor));
        }
        for score in &score.indicators {
            out += &indicator(score);
        }
        if let Some((next, lacks)) = &note.next {
            let _ = write!(out, "\n**A {next} needed:** {}\n", escape_flat(&lacks.join("; ")));
        }
        out.push('\n');
    }
    out
}

fn verdict(debrief: &Debrief) -> String {
    let card = &debrief.scorecard;
    let mut out = String::new();
    if let (Some(recommendation), Some(level)) =
        (card.overall.recommendation, phrases::overall_level(&card.overall))
    {
        let verdict = phrases::verdict(recommendation);
        let _ = write!(out, "**{verdict}** at {}, {level}\n\n", card.seniority);
    }
    let mut lines = vec![phrases::scored_by(card)];
    lines.extend(phrases::dropped(card));
    lines.extend(phrases::caps(&card.overall));
    lines
        .extend(phrases::other_bars(&card.overall, card.seniority).map(|bars| format!("Other bars: {bars}")));
    lines.extend(phrases::points_line(&debrief.points));
    out + &list(&lines) + "\n"
}

fn levels(debrief: &Debrief) -> String {
    let mut out = "## Scorecard\n\n| dimension | level | | weight |\n|---|---|---|---|\n".to_owned();
    for (note, score) in debrief.dimensions.iter().zip(&debrief.scorecard.dimensions) {
        let (level, name) = match note.level {
            Some(level) => (level.to_string(), phrases::level_name(note, level)),
            None => ("–".to_owned(), "too little to see"),
        };
        let _ = writeln!(
            out,
            "| {} | {level} | {name} | {:.0} % |",
            escape_flat(&note.name),
            score.weight * 100.0
        );
    }
    out + "\n● unprompted · ◐ when asked · ◔ after a hint · ◌ when all but told · ○ not heard · ? unsure · – no occasion\n\n"
}

fn indicator(score: &IndicatorScore) -> String {
    let mark = Mark::of(score);
    let must = if score.must { ", indispensable" } else { "" };
    let part = if score.verdict == crate::rubric::Verdict::Partial { " (in part)" } else { "" };
    let mut out = format!("- {mark} {}{part} *(level {}{must})*", escape_flat(&score.says), score.rung);
    if !score.reason.is_empty() {
        let _ = write!(out, " — {}", escape_flat(&score.reason));
    }
    out.push('\n');
    for reading in &score.readings {
        let _ = writeln!(out, "  - {}", escape_flat(&phrases::reading(reading)));
    }
    for evidence in &score.evidence {
        let _ = writeln!(out, "  - {}", escape_flat(&phrases::quoted(evidence, str::to_owned)));
    }
    out
}

fn comparison(debrief: &Debrief) -> String {
    let Some(comparison) = &debrief.comparison else { return String::new() };
    let mut out = "## You about yourself\n\n| dimension | you | judge | |\n|---|---|---|---|\n".to_owned();
    for compared in &comparison.dimensions {
        let judged = compared.judged.map_or_else(|| "–".to_owned(), |level| level.to_string());
        let name = escape_flat(&compared.name);
        let _ = writeln!(out, "| {name} | {} | {judged} | {} |", compared.own, compared.in_words());
    }
    let said = escape_flat(&phrases::comparison(debrief).join(" "));
    out + "\n" + &said + "\n\n" + &comparison.ticked.as_ref().map_or_else(String::new, ticked)
}

fn disputed(disputed: &Disputed) -> String {
    let claims = disputed.claims.iter();
    let mut lines: Vec<String> = claims
        .map(|claim| format!("✎ {} {}", claim.says, phrases::quoted(&claim.evidence, str::to_owned)))
        .collect();
    lines.push(phrases::disputed(disputed));
    section("What you contested, your word beside the judge's", &lines) + "\n"
}

fn ticked(ticked: &Ticked) -> String {
    let mut out = escape_flat(&phrases::ticked(ticked)) + "\n\n| you | judge | |\n|---|---|---|\n";
    for tick in &ticked.indicators {
        let _ = writeln!(out, "| {} | {} | {} |", tick.own, tick.judged, escape_flat(&tick.says));
    }
    out + "\n"
}

/// What stands after the scorecard: corrections, points, the reference, how it sounded, what next.
fn afterwards(debrief: &Debrief) -> String {
    let mut out = corrections(debrief);
    out += &points(debrief);
    out += &reference(debrief);
    out += &section("Your notes", &debrief.notes);
    out += &section("How it sounded (never part of the score)", &phrases::delivery(&debrief.delivery));
    if debrief.scorecard.unscored.is_none() {
        out += &section("Next", &phrases::next_steps(debrief));
    }
    out.trim_end().to_owned() + "\n"
}

fn corrections(debrief: &Debrief) -> String {
    let lines: Vec<String> = debrief
        .corrections
        .iter()
        .map(|correction| {
            let mended = correction
                .mended
                .map_or_else(String::new, |turn| format!(" You put it right in turn {turn}."));
            let quote = phrases::quoted(&correction.quote, str::to_owned);
            format!("{}: {quote}.{mended} Right: {}", correction.said, correction.right)
        })
        .collect();
    section("To put right", &lines)
}

fn points(debrief: &Debrief) -> String {
    let points = &debrief.points;
    let doubted = points.doubted.iter().map(|point| {
        let words = point
            .quote
            .as_ref()
            .map_or_else(String::new, |e| format!(" {}", phrases::quoted(e, str::to_owned)));
        format!("? {}{words}", point.says)
    });
    let unheard = points.unheard.iter().map(|point| {
        let must = if point.must { " (indispensable)" } else { "" };
        let asked = if point.asked > 0 { " (you were asked)" } else { "" };
        format!("○ {}{must}{asked}", point.says)
    });
    section("Not heard, which is not the same as not said", &doubted.chain(unheard).collect::<Vec<_>>())
}

fn reference(debrief: &Debrief) -> String {
    let reference = &debrief.reference;
    let ways: Vec<String> = reference.ways.iter().flat_map(way).collect();
    let mut out = section("What it costs", &ways);
    if let Some(solution) = &reference.solution {
        out += "## A solution\n\n";
        if solution.language == "prose" {
            let _ = write!(out, "{}\n\n", escape(solution.text.trim()));
        } else {
            let _ = writeln!(out, "{}", fenced(&solution.text, &solution.language));
        }
    }
    out + &section("To read", &reference.research)
}

fn way(way: &WayCost) -> Vec<String> {
    let named = if way.named { " (you named it)" } else { "" };
    [("time", &way.time), ("space", &way.space)]
        .into_iter()
        .filter_map(|(what, cost)| {
            let cost = cost.as_ref()?;
            Some(format!("{}{named}: {} {what}. {}", way.name, written(&cost.value), cost.because))
        })
        .collect()
}

fn section(title: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    format!("## {title}\n\n{}\n", list(lines))
}

/// Program text in back quotes stays so: only what people said is escaped.
fn list(lines: &[String]) -> String {
    lines.iter().fold(String::new(), |out, line| out + "- " + &keep_code(line) + "\n")
}

/// Escapes all but what stands between two back quotes.
fn keep_code(line: &str) -> String {
    line.split('`').enumerate().fold(String::new(), |out, (number, piece)| {
        if number % 2 == 0 {
            out + &escape_inline(piece)
        } else {
            out + "`" + &crate::term::sanitize(piece) + "`"
        }
    })
}

/// Blanks at the ends belong to the sentence around the code.
fn escape_inline(piece: &str) -> String {
    let lead = if piece.starts_with(' ') { " " } else { "" };
    let trail = if piece.len() > 1 && piece.ends_with(' ') { " " } else { "" };
    format!("{lead}{}{trail}", escape_flat(piece))
}
