//! The debrief in a terminal: about two screens, the verdict first and the next step last. Details are in Markdown.

pub(super) mod page;

use crate::{
    bank::{Cost, written},
    rubric::Recommendation,
    term::{
        Role, Theme,
        width::{display_width, truncate},
    },
    transcript::Evidence,
};

use self::page::Page;
use super::{Compared, Debrief, DimensionNote, Disputed, Mark, Shown, Tick, WayCost, phrases};

/// Most of each list; the rest is in the Markdown.
const MOST_SHOWN: usize = 2;
const MOST_CORRECTIONS: usize = 4;
const MOST_UNHEARD: usize = 3;
const MOST_READING: usize = 3;
/// Words that were contested are shown whole, where they are no speech.
const MOST_CONTESTED: usize = 160;
/// A quote keeps so many columns at least.
const QUOTE_COLUMNS: usize = 28;

/// The debrief as lines of at most `width` columns.
#[must_use]
pub fn write(debrief: &Debrief, theme: Theme, width: usize) -> String {
    let mut page = Page::new(theme, width);
    page.pieces(&[(Role::Heading, &debrief.heading.title)]);
    page.text(0, Role::Dim, &phrases::setup(&debrief.heading));
    page.gap();
    match &debrief.scorecard.unscored {
        Some(why) => unscored(&mut page, debrief, why),
        None => scored(&mut page, debrief),
    }
    page.finish()
}

/// What was contested, alone: both readings, as lines of at most `width` columns.
#[must_use]
pub fn contested(disputed: &Disputed, theme: Theme, width: usize) -> String {
    let mut page = Page::new(theme, width);
    contest(&mut page, disputed);
    page.finish()
}

fn contest(page: &mut Page, disputed: &Disputed) {
    page.heading("What you contested", "your word beside the judge's");
    for claim in &disputed.claims {
        let words = phrases::quoted(&claim.evidence, |text| truncate(text, MOST_CONTESTED));
        page.item(2, (Role::Notice, "✎"), Role::Plain, &format!("{words} for: {}", claim.says));
    }
    page.text(2, Role::Plain, &phrases::disputed(disputed));
}

fn unscored(page: &mut Page, debrief: &Debrief, why: &str) {
    page.pieces(&[(Role::Warning, "NOT SCORED")]);
    page.text(2, Role::Plain, &format!("{}.", capital(why.trim_end_matches('.'))));
    own_rating(page, debrief);
    page.heading("Next", "");
    numbered(page, &phrases::unscored_steps(debrief));
}

fn scored(page: &mut Page, debrief: &Debrief) {
    headline(page, debrief);
    own_rating(page, debrief);
    if let Some(disputed) = &debrief.disputed {
        contest(page, disputed);
    }
    page.gap();
    page.text(0, Role::Dim, "● unprompted  ◐ when asked  ◔ after a hint  ○ not heard  ? unsure");
    let (seen, unseen): (Vec<_>, Vec<_>) = debrief.dimensions.iter().partition(|d| d.level.is_some());
    for note in seen {
        dimension(page, note);
    }
    if !unseen.is_empty() {
        let names: Vec<&str> = unseen.iter().map(|note| note.name.as_str()).collect();
        page.gap();
        page.text(0, Role::Plain, &format!("Too little to see, and not counted: {}.", names.join(", ")));
    }
    corrections(page, debrief);
    not_heard(page, debrief);
    reference(page, debrief);
    sounded(page, debrief);
    page.heading("Next", "");
    let mut steps = phrases::next_steps(debrief);
    steps.push(phrases::details(debrief));
    numbered(page, &steps);
}

fn headline(page: &mut Page, debrief: &Debrief) {
    let card = &debrief.scorecard;
    if let (Some(recommendation), Some(level)) =
        (card.overall.recommendation, phrases::overall_level(&card.overall))
    {
        let verdict = phrases::verdict(recommendation).to_uppercase();
        let at = format!(" at {}   ", card.seniority);
        let bar = overall_bar(card.overall.level.unwrap_or(1.0), card.overall.max);
        let role = verdict_role(recommendation);
        page.pieces(&[
            (role, &verdict),
            (Role::Plain, &at),
            (role, &bar),
            (Role::Heading, &format!("  {level}")),
        ]);
    } else {
        page.pieces(&[
            (Role::Warning, "NO VERDICT"),
            (Role::Plain, ": too little of what the rubric looks for came up"),
        ]);
    }
    page.text(2, Role::Plain, &phrases::scored_by(card));
    if let Some(dropped) = phrases::dropped(card) {
        page.text(2, Role::Warning, &dropped);
    }
    if let Some(caps) = phrases::caps(&card.overall) {
        page.text(2, Role::Warning, &caps);
    }
    if let Some(bars) = phrases::other_bars(&card.overall, card.seniority) {
        page.text(2, Role::Dim, &format!("Other bars: {bars}"));
    }
    for line in [phrases::points_line(&debrief.points), phrases::extremes(debrief)].into_iter().flatten() {
        page.text(2, Role::Plain, &line);
    }
}

fn verdict_role(recommendation: Recommendation) -> Role {
    match recommendation {
        Recommendation::StrongNoHire | Recommendation::NoHire => Role::Bad,
        Recommendation::LeanNoHire | Recommendation::LeanHire => Role::Warning,
        Recommendation::Hire | Recommendation::StrongHire => Role::Good,
    }
}

/// Twelve cells from 1 to the best level: a bar that is empty at the bottom.
fn overall_bar(level: f64, max: u8) -> String {
    const CELLS: u8 = 12;
    let share = ((level - 1.0) / f64::from(max.saturating_sub(1).max(1))).clamp(0.0, 1.0);
    let full = (1..=CELLS).filter(|cell| f64::from(*cell) - 0.5 <= share * f64::from(CELLS)).count();
    cells(full, usize::from(CELLS))
}

fn cells(full: usize, all: usize) -> String {
    "■".repeat(full.min(all)) + &"□".repeat(all.saturating_sub(full))
}

fn dimension(page: &mut Page, note: &DimensionNote) {
    const NAME_COLUMNS: usize = 30;
    const ALL_COLUMNS: usize = 64;
    let Some(level) = note.level else { return };
    let role = match level {
        0 | 1 => Role::Bad,
        2 => Role::Warning,
        _ => Role::Good,
    };
    page.gap();
    let name = format!("{:<NAME_COLUMNS$}", note.name);
    let bar = cells(usize::from(level), 4);
    let level_name = format!("  {level} {}", phrases::level_name(note, level));
    let has_room = page.width() >= ALL_COLUMNS;
    let count = if has_room {
        format!(" · {} of {} shown", note.shown.len(), note.applicable)
    } else {
        String::new()
    };
    page.pieces(&[(Role::Heading, &name), (role, &bar), (Role::Plain, &level_name), (Role::Dim, &count)]);
    if let Some((label, musts)) = phrases::held(note) {
        page.run_in(2, (Role::Warning, &label), &musts);
    }
    if let Some(anchor) = &note.anchor {
        page.run_in(2, (Role::Heading, &format!("A {level} is:")), anchor);
    }
    for shown in pick(&note.shown).into_iter().chain(&note.unsure) {
        proven(page, shown);
    }
    if let Some((next, lacks)) = &note.next {
        page.run_in(2, (Role::Heading, &format!("A {next} needed:")), &lacks.join("; "));
    }
}

/// The first of each quote, so that two points never show the same words.
fn pick(shown: &[Shown]) -> Vec<&Shown> {
    let mut picked: Vec<&Shown> = Vec::new();
    for candidate in shown.iter().filter(|shown| shown.quote.is_some()) {
        let is_new = picked.iter().all(|other| other.quote != candidate.quote);
        if is_new && picked.len() < MOST_SHOWN {
            picked.push(candidate);
        }
    }
    if picked.is_empty() { shown.iter().take(MOST_SHOWN).collect() } else { picked }
}

fn proven(page: &mut Page, shown: &Shown) {
    let role = match shown.mark {
        Mark::Unsure => Role::Warning,
        _ => Role::Good,
    };
    let says = phrases::shown(shown);
    let proof = match &shown.quote {
        Some(evidence) => format!(": {}", quote(page, &says, evidence)),
        None if shown.reason.is_empty() => String::new(),
        None => format!(": {}", shown.reason),
    };
    page.item(2, (role, shown.mark.as_str()), Role::Plain, &format!("{says}{proof}"));
}

/// A quote that, with what stands before it, takes two lines where it can.
fn quote(page: &Page, before: &str, evidence: &Evidence) -> String {
    const MARGIN: usize = 32;
    let two_lines = (2 * page.width()).saturating_sub(display_width(before) + MARGIN);
    phrases::quoted(evidence, |text| truncate(text, two_lines.max(QUOTE_COLUMNS)))
}

fn corrections(page: &mut Page, debrief: &Debrief) {
    if debrief.corrections.is_empty() {
        return;
    }
    page.heading("To put right", "");
    for correction in debrief.corrections.iter().take(MOST_CORRECTIONS) {
        let mended =
            correction.mended.map_or_else(String::new, |turn| format!(" You put it right in turn {turn}."));
        let words = quote(page, &correction.said, &correction.quote);
        page.item(2, (Role::Bad, "✗"), Role::Plain, &format!("{}: {words}{mended}", correction.said));
        page.item(4, (Role::Good, "→"), Role::Plain, &correction.right);
    }
    rest(page, debrief.corrections.len(), MOST_CORRECTIONS);
}

fn not_heard(page: &mut Page, debrief: &Debrief) {
    let points = &debrief.points;
    if !points.doubted.is_empty() {
        page.heading("Perhaps heard", "say it plainly next time");
        for point in &points.doubted {
            let words = point
                .quote
                .as_ref()
                .map_or_else(String::new, |e| format!(" {}", quote(page, &point.says, e)));
            page.item(2, (Role::Warning, "?"), Role::Plain, &format!("{}{words}", point.says));
        }
    }
    if !points.unheard.is_empty() {
        page.heading("Not heard", "which is not the same as not said");
        for point in points.unheard.iter().take(MOST_UNHEARD) {
            let asked = if point.asked > 0 { " (you were asked)" } else { "" };
            page.item(2, (Role::Bad, "○"), Role::Plain, &format!("{}{asked}", point.says));
        }
        rest(page, points.unheard.len(), MOST_UNHEARD);
    }
}

fn rest(page: &mut Page, all: usize, most: usize) {
    if all > most {
        page.text(4, Role::Dim, &format!("and {} more", all - most));
    }
}

fn reference(page: &mut Page, debrief: &Debrief) {
    let reference = &debrief.reference;
    if let Some((best, others)) = reference.ways.split_first() {
        page.heading("What it costs", "");
        page.text(2, Role::Heading, &best.name);
        for (what, cost) in [("time", &best.time), ("space", &best.space)] {
            if let Some(Cost { value, because }) = cost {
                page.item(4, (Role::Code, &written(value)), Role::Plain, &format!("{what}. {because}"));
            }
        }
        for way in others.iter().filter(|way| way.named) {
            page.text(2, Role::Plain, &in_short(way));
        }
    }
    if !reference.research.is_empty() {
        page.heading("To read", "");
        for name in reference.research.iter().take(MOST_READING) {
            page.item(2, (Role::Dim, "·"), Role::Plain, name);
        }
    }
}

fn in_short(way: &WayCost) -> String {
    let value = |cost: &Option<Cost>, what: &str| {
        cost.as_ref().map(|cost| format!("{} {what}", written(&cost.value)))
    };
    let costs: Vec<String> = value(&way.time, "time").into_iter().chain(value(&way.space, "space")).collect();
    format!("{}: {}", way.name, costs.join(", "))
}

fn sounded(page: &mut Page, debrief: &Debrief) {
    page.heading("How it sounded", "never part of the score");
    page.text(2, Role::Plain, &phrases::delivery(&debrief.delivery).join(" "));
}

fn own_rating(page: &mut Page, debrief: &Debrief) {
    let Some(comparison) = &debrief.comparison else { return };
    page.heading("You about yourself", "");
    let differing = |compared: &&Compared| compared.difference() != Some(0);
    for compared in comparison.dimensions.iter().filter(differing) {
        let judged = compared.judged.map_or_else(|| "–".to_owned(), |level| level.to_string());
        let levels = format!("you {}, judge {judged}", compared.own);
        let line = format!("{:<30}{levels:<16}{}", compared.name, compared.in_words());
        page.text(2, Role::Plain, &line);
    }
    page.text(2, Role::Plain, &phrases::comparison(debrief).join(" "));
    if let Some(ticked) = &comparison.ticked {
        page.text(2, Role::Plain, &phrases::ticked(ticked));
        for tick in ticked.indicators.iter().filter(|tick| tick.differs()) {
            let (mark, role) = if is_over(tick) {
                ("you ●  judge ○", Role::Bad)
            } else {
                ("you ○  judge ●", Role::Good)
            };
            page.item(4, (role, mark), Role::Plain, &format!(" {}", tick.says));
        }
    }
}

fn is_over(tick: &Tick) -> bool {
    tick.decided().is_some_and(|(own, _)| own)
}

fn numbered(page: &mut Page, steps: &[String]) {
    for (number, step) in steps.iter().enumerate() {
        page.item(2, (Role::Heading, &format!("{}.", number + 1)), Role::Plain, step);
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
