//! A session as Markdown: what was said, by whom and with which move, and then the scorecard.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::{
    interview::State,
    transcript::{PartKind, Speaker, Turn},
};

use super::{
    Debrief,
    escape::{escape, escape_flat, fenced},
    markdown,
};

/// The transcript of a session held on `date`; the scorecard follows where there is one.
#[must_use]
pub fn write(state: &State, date: Date, debrief: Option<&Debrief>) -> String {
    let setup = &state.setup;
    let mut out = format!("# {}\n\n{date}\n\n", escape_flat(&setup.question.title));
    let line = [
        setup.question.kind.as_str().to_owned(),
        setup.seniority.to_string(),
        setup.role.title.clone(),
        format!("{} minutes", setup.minutes),
        format!("question {}", setup.question.id),
        format!("session {}", setup.session),
    ];
    let _ = write!(out, "{}\n\n", escape_flat(&line.join(" · ")));
    for turn in &state.turns {
        out += &said(turn);
    }
    if let Some(debrief) = debrief {
        out += &markdown::scorecard(debrief);
    }
    out.trim_end().to_owned() + "\n"
}

fn said(turn: &Turn) -> String {
    let name = match (turn.speaker, &turn.move_name) {
        (Speaker::Candidate, _) => "**Candidate**".to_owned(),
        (Speaker::Interviewer, None) => "**Interviewer**".to_owned(),
        (Speaker::Interviewer, Some(name)) => format!("**Interviewer** ({})", escape_flat(name)),
    };
    let cut = if turn.cut { " …" } else { "" };
    let body: Vec<String> =
        stretches(turn).into_iter().filter_map(|(kind, text)| written(kind, text)).collect();
    format!("{name}\n\n{}{cut}\n\n", body.join("\n\n"))
}

/// Words and code in the order in which they were given.
fn stretches(turn: &Turn) -> Vec<(PartKind, &str)> {
    let words = turn.words().map(|(at, text)| (at, PartKind::Words, text));
    let code = turn.code().map(|(at, text)| (at, PartKind::Code, text));
    let mut all: Vec<_> = words.chain(code).collect();
    all.sort_by_key(|(at, _, _)| *at);
    all.into_iter().map(|(_, kind, text)| (kind, text)).collect()
}

fn written(kind: PartKind, text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    Some(match kind {
        PartKind::Words => escape(text.trim()),
        PartKind::Code => {
            let (language, code) = unfenced(text);
            fenced(code, language).trim_end().to_owned()
        }
    })
}

/// Code that was given inside a fence comes without it, and with its language.
fn unfenced(text: &str) -> (&str, &str) {
    let trimmed = text.trim();
    let inner = trimmed.strip_prefix("```").and_then(|rest| rest.split_once('\n'));
    match inner {
        Some((language, code)) => (language.trim(), code.strip_suffix("```").unwrap_or(code)),
        None => ("", text),
    }
}
