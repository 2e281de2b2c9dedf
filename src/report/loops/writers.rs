//! A loop's debrief for a terminal and as Markdown: the same sentences.

use std::fmt::Write as _;

use crate::{
    report::{escape::escape_flat, phrases, terminal::page::Page},
    rubric::{Across, WeakRound},
    term::{Role, Theme},
};

use super::{LoopDebrief, RoundNote};

/// As lines of at most `width` columns.
#[must_use]
pub fn terminal(debrief: &LoopDebrief, theme: Theme, width: usize) -> String {
    let mut page = Page::new(theme, width);
    page.pieces(&[(Role::Heading, "The loop, over all its rounds")]);
    page.text(0, Role::Dim, &setup(debrief));
    page.gap();
    page.pieces(&[(Role::Heading, &headline(debrief))]);
    for line in remarks(debrief) {
        page.text(2, Role::Plain, &line);
    }
    page.heading("Rounds", "");
    for round in &debrief.rounds {
        page.item(2, (Role::Heading, &format!("{}.", round.round)), Role::Plain, &round_line(round));
    }
    if !debrief.all.competencies.is_empty() {
        page.heading("Across the rounds", "level in each round that could show it");
        for across in &debrief.all.competencies {
            page.item(2, mark(across), Role::Plain, &across_line(across));
        }
    }
    if !debrief.all.weak.is_empty() {
        page.heading("Weak rounds", "outweighed only by the same competency shown elsewhere");
        for weak in &debrief.all.weak {
            page.item(2, (Role::Warning, "▾"), Role::Plain, &weak_line(weak));
        }
    }
    page.heading("Next", "");
    for (number, step) in next(debrief).iter().enumerate() {
        page.item(2, (Role::Heading, &format!("{}.", number + 1)), Role::Plain, step);
    }
    page.finish()
}

/// As Markdown.
#[must_use]
pub fn markdown(debrief: &LoopDebrief) -> String {
    let mut text = format!("# The loop, over all its rounds\n\n{}\n\n", escape_flat(&setup(debrief)));
    let _ = writeln!(text, "**{}**\n", escape_flat(&headline(debrief)));
    section(&mut text, "", &remarks(debrief));
    section(&mut text, "Rounds", &debrief.rounds.iter().map(round_line).collect::<Vec<_>>());
    section(
        &mut text,
        "Across the rounds",
        &debrief.all.competencies.iter().map(across_line).collect::<Vec<_>>(),
    );
    section(&mut text, "Weak rounds", &debrief.all.weak.iter().map(weak_line).collect::<Vec<_>>());
    section(&mut text, "Next", &next(debrief));
    text.trim_end().to_owned() + "\n"
}

fn section(text: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    if !title.is_empty() {
        let _ = writeln!(text, "## {title}\n");
    }
    for line in lines {
        let _ = writeln!(text, "- {}", escape_flat(line));
    }
    text.push('\n');
}

/// "4 rounds · senior · data engineer · 71 of 80 minutes".
fn setup(debrief: &LoopDebrief) -> String {
    let took: u64 = debrief.rounds.iter().map(|round| round.took_ms).sum();
    let minutes: u32 = debrief.rounds.iter().map(|round| round.minutes).sum();
    let rounds = match debrief.rounds.len() {
        1 => "1 round".to_owned(),
        n => format!("{n} rounds"),
    };
    let seniority = debrief.seniority.map(|s| s.to_string()).unwrap_or_default();
    let length = format!("{} of {minutes} minutes", (took + 30_000) / 60_000);
    [rounds.as_str(), &seniority, &debrief.role, &length].join(" · ")
}

fn headline(debrief: &LoopDebrief) -> String {
    match (debrief.all.recommendation, debrief.all.level, debrief.seniority) {
        (Some(verdict), Some(level), Some(seniority)) => {
            let verdict = phrases::verdict(verdict).to_uppercase();
            format!("{verdict} at {seniority}   {level:.1} of {}", debrief.max)
        }
        _ => "NOT SCORED: in no round was enough said".to_owned(),
    }
}

fn remarks(debrief: &LoopDebrief) -> Vec<String> {
    let mut lines = Vec::new();
    if debrief.by_cues {
        lines.push("Built-in scorer: it hears by cues; never a “strong” verdict.".to_owned());
    }
    if debrief.all.held_down {
        let holds_down = |weak: &&WeakRound| !weak.not_shown_elsewhere.is_empty();
        let rounds = debrief.all.weak.iter().filter(holds_down).map(|weak| weak.round.to_string());
        let rounds: Vec<String> = rounds.collect();
        let plural = if rounds.len() == 1 { "round" } else { "rounds" };
        lines.push(format!("Held down by {plural} {}: no better than lean no-hire.", rounds.join(" and ")));
    }
    if !debrief.not_held.is_empty() {
        let left: Vec<String> = debrief.not_held.iter().map(|planned| planned.kind.to_string()).collect();
        lines.push(format!("Planned and not held: {}.", left.join(", ")));
    }
    lines
}

fn round_line(round: &RoundNote) -> String {
    let came_to = match (round.recommendation, round.level) {
        (Some(verdict), Some(level)) => format!("{}, {level:.1}", phrases::verdict(verdict)),
        _ => "not scored".to_owned(),
    };
    let expected = match (round.predicted, round.recommendation) {
        (Some(own), Some(given)) if own == given => "; as you expected".to_owned(),
        (Some(own), _) => format!("; you expected {}", phrases::verdict(own)),
        (None, _) => String::new(),
    };
    format!("{}, {}: {came_to}{expected}", round.kind, round.title)
}

fn mark(across: &Across) -> (Role, &'static str) {
    if across.shown_in().is_some() { (Role::Good, "●") } else { (Role::Bad, "○") }
}

fn across_line(across: &Across) -> String {
    let levels: Vec<String> =
        across.levels.iter().map(|(round, level)| format!("{level} in round {round}")).collect();
    format!("{}: {}", across.name, levels.join(", "))
}

fn weak_line(weak: &WeakRound) -> String {
    let verdict = phrases::verdict(weak.recommendation);
    if weak.not_shown_elsewhere.is_empty() {
        return format!(
            "Round {}, {verdict}: outweighed, all that was weak was shown elsewhere.",
            weak.round
        );
    }
    format!(
        "Round {}, {verdict}. Shown in no other round: {}.",
        weak.round,
        weak.not_shown_elsewhere.join("; ")
    )
}

fn next(debrief: &LoopDebrief) -> Vec<String> {
    let mut steps = Vec::new();
    if let Some(weakest) = debrief.never_shown().first() {
        steps.push(format!("Begin with what no round showed: {}.", weakest.name.to_lowercase()));
    }
    for round in &debrief.rounds {
        steps.push(format!("Round {} in full: viva report {}", round.round, round.session.short()));
    }
    steps
}

#[cfg(test)]
mod tests;
