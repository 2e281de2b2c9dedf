//! `viva score --compare`: two scorecards of a session side by side.

use super::super::{print, print_json};
use crate::{
    error::AppError,
    report::SideBySide,
    rubric::Scorecard,
    store::Store,
    term::{
        sanitize,
        width::{prose_width, terminal_width, wrap},
    },
    transcript::SessionId,
};

/// `which` names two, apart by a comma: numbers, 1 being the newest, or kinds of judges. Empty: the two newest of judges.
pub(super) fn run(store: &Store, session: &SessionId, which: &str, json: bool) -> Result<(), AppError> {
    let cards: Vec<Scorecard> = store
        .scorecards(session)?
        .into_iter()
        .filter_map(|card| serde_json::from_value(card.json).ok())
        .collect();
    let (before, after) = chosen(&cards, which)?;
    let both = SideBySide::new(before, after);
    if json {
        return print_json(&both);
    }
    let width = prose_width(terminal_width());
    let text: String =
        both.in_words().lines().map(|line| format!("{}\n", wrap(&sanitize(line), width, 5))).collect();
    print(&text)
}

fn chosen<'c>(cards: &'c [Scorecard], which: &str) -> Result<(&'c Scorecard, &'c Scorecard), AppError> {
    if which.is_empty() {
        let mut judged = cards.iter().filter(|card| !matches!(card.judge.kind.as_str(), "self" | "contest"));
        return match (judged.next(), judged.next()) {
            (Some(after), Some(before)) => Ok((before, after)),
            (one, _) => Err(AppError::usage(format!("there {} of this session", count(one)))
                .hint("`viva score SESSION` makes another, with `--judge` or `--model`")),
        };
    }
    let Some((before, after)) = which.split_once(',') else {
        return Err(AppError::usage(format!("`{which}` names no two scorecards")).hint(how(cards)));
    };
    Ok((one(cards, before.trim())?, one(cards, after.trim())?))
}

fn count(one: Option<&Scorecard>) -> &'static str {
    if one.is_some() { "is only one judge's scorecard" } else { "is no judge's scorecard" }
}

fn one<'c>(cards: &'c [Scorecard], name: &str) -> Result<&'c Scorecard, AppError> {
    let numbered = name.parse::<usize>().ok().and_then(|number| cards.get(number.checked_sub(1)?));
    let is_meant = |card: &&Scorecard| card.judge.kind == name || card.judge.model.as_deref() == Some(name);
    let named = || cards.iter().find(is_meant);
    numbered
        .or_else(named)
        .ok_or_else(|| AppError::usage(format!("there is no scorecard `{name}`")).hint(how(cards)))
}

/// What there is, newest first.
fn how(cards: &[Scorecard]) -> String {
    let all = (1..).zip(cards).map(|(number, card)| {
        let model = card.judge.model.as_ref().map_or_else(String::new, |model| format!(" {model}"));
        format!("{number} {}{model}", card.judge.kind)
    });
    format!("two of these, such as `2,1`: {}", all.collect::<Vec<_>>().join(", "))
}
