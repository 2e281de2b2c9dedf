//! `viva score --self`: the candidate ticks every indicator.

use std::io::IsTerminal;

use super::super::{Global, open, print};
use crate::{
    app::{
        records::{in_json, in_terminal},
        ticking::{TICKS, score_by_oneself, verdict_of},
    },
    error::AppError,
    rubric::{Dimension, Indicator, Verdict},
    store::Store,
    term::Theme,
    transcript::{DimensionId, SessionId},
};

pub(super) fn run(
    global: &Global,
    store: &Store,
    id: &SessionId,
    theme: Theme,
    json: bool,
) -> Result<(), AppError> {
    open::remark(global, &format!("Did you show it? {}, q to stop.", keys()));
    let mut last = None;
    let debrief = score_by_oneself(store, id, &mut |dimension, indicator| {
        head(global, dimension, &mut last);
        tick(indicator)
    })?;
    print(&if json { in_json(&debrief)? } else { in_terminal(&debrief, theme) })
}

/// "y yes, p partly, n no, - does not apply".
fn keys() -> String {
    TICKS.map(|(key, meaning, _)| format!("{key} {meaning}")).join(", ")
}

fn head(global: &Global, dimension: &Dimension, last: &mut Option<DimensionId>) {
    if last.as_ref() != Some(&dimension.id) {
        *last = Some(dimension.id.clone());
        open::remark(global, &format!("\n{}", dimension.name));
    }
}

/// Asks for one indicator; nothing more at the end of the input. A slip of the finger is asked again where somebody
/// sits; in a pipe it would shift all that follows.
fn tick(indicator: &Indicator) -> Result<Option<Verdict>, AppError> {
    loop {
        let typed = match open::asked(&format!("  {}? ", indicator.says))? {
            None => return Ok(None),
            Some(typed) if matches!(typed.as_str(), "q" | "quit") => return Ok(None),
            Some(typed) => typed,
        };
        match verdict_of(&typed) {
            Some(verdict) => return Ok(Some(verdict)),
            None if std::io::stdin().is_terminal() => {}
            None => {
                let message = format!("`{typed}` says nothing about `{}`", indicator.id);
                return Err(AppError::usage(message).hint(format!("one a line: {}, q to stop", keys())));
            }
        }
    }
}
