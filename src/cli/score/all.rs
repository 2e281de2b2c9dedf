//! `viva score --all`: every session that this judge has not scored yet.

use std::fmt::Write as _;

use super::super::{print, print_json};
use crate::{
    app::{
        marking::Marker,
        scoring_all::{Became, Row, Scored, score_all},
    },
    error::AppError,
    store::Store,
    term::Spinner,
};

pub(super) fn run(store: &Store, marker: &Marker, json: bool) -> Result<(), AppError> {
    let mut sign: Option<Spinner> = None;
    let scored = score_all(store, marker, &mut |text| {
        sign.get_or_insert_with(|| Spinner::start(text)).relabel(text);
        Ok(())
    })?;
    drop(sign);
    if json {
        let count = |became| scored.count(became);
        print_json(&serde_json::json!({
            "scored": count(Became::Scored), "skipped": count(Became::Skipped),
            "unscored": count(Became::Unscored), "open": count(Became::Open), "failed": count(Became::Failed),
            "sessions": scored.sessions,
        }))?;
    } else {
        print(&shown(&scored))?;
    }
    match scored.count(Became::Failed) {
        0 => Ok(()),
        failed => {
            Err(AppError::failure(format!("{failed} of {} could not be scored", scored.sessions.len()))
                .hint("the same command tries these again"))
        }
    }
}

fn shown(scored: &Scored) -> String {
    let mut text: String = scored.sessions.iter().map(line).collect();
    let told = [
        (Became::Scored, "scored"),
        (Became::Skipped, "scored by this judge already"),
        (Became::Unscored, "with too little said"),
        (Became::Open, "not ended"),
        (Became::Failed, "failed"),
    ];
    let counts: Vec<String> = told
        .into_iter()
        .map(|(became, what)| (scored.count(became), what))
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let counts = if counts.is_empty() { "nothing is stored yet".to_owned() } else { counts.join(", ") };
    let _ = writeln!(text, "{counts}");
    crate::term::sanitize(&text)
}

fn line(row: &Row) -> String {
    let level = row.level.map_or("  –".to_owned(), |level| format!("{level:.1}"));
    let verdict = row.recommendation.map_or_else(String::new, |verdict| verdict.to_string());
    let why = row.error.as_deref().unwrap_or_default();
    let text = format!(
        "{}  {:<26} {:<9} {level}  {verdict}{why}",
        row.session.short(),
        row.question.as_str(),
        row.became.as_str()
    );
    format!("{}\n", text.trim_end())
}
