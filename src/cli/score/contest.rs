//! `viva score --contest`: "I did say that".

use std::{fmt::Write as _, io::IsTerminal};

use super::super::{Global, open, print, print_json};
use crate::{
    app::contesting::{Contesting, numbered, offered},
    error::AppError,
    report::terminal,
    rubric::Scorecard,
    store::Store,
    term::{
        Theme, sanitize,
        width::{prose_width, terminal_width, wrap},
    },
    transcript::SessionId,
};

/// What is contested, and how the answer is wanted.
pub(super) struct Wanted<'a> {
    /// The point or the indicator; empty where it is still to be chosen.
    pub(super) id: &'a str,
    /// The words.
    pub(super) quote: Option<&'a str>,
    pub(super) theme: Theme,
    pub(super) json: bool,
}

pub(super) fn run(
    global: &Global,
    store: &Store,
    session: &SessionId,
    wanted: &Wanted<'_>,
) -> Result<(), AppError> {
    let contesting = Contesting::open(store, session)?;
    let may_ask = std::io::stdin().is_terminal() && !wanted.json;
    match (wanted.id, wanted.quote) {
        ("", Some(_)) => Err(AppError::usage("`--quote` needs to know what it shows")
            .hint("`--contest ID --quote WORDS`; `--contest` alone lists what can be contested")),
        ("", None) if !may_ask => list(&contesting, wanted.json),
        (id, Some("")) => shown(&contesting, &contesting.withdraw(id)?, wanted),
        (id, Some(words)) => {
            let list = || format!("`viva score {} --contest` lists what you said", session.short());
            let contested = contesting.contest(id, words);
            let card = contested.map_err(|error| match error.hint {
                None => error.hint(list()),
                Some(_) => error,
            })?;
            shown(&contesting, &card, wanted)
        }
        (_, None) if !may_ask => Err(AppError::usage("the words that say it are missing")
            .hint("`--quote WORDS`, as they stand in your answers, or a sentence's number")),
        (id, None) => ask(global, &contesting, id, wanted),
    }
}

fn shown(contesting: &Contesting<'_>, card: &Scorecard, wanted: &Wanted<'_>) -> Result<(), AppError> {
    if wanted.json {
        return print_json(card);
    }
    match contesting.both(card) {
        Some(both) if both.claims.is_empty() => print("taken back; nothing is contested\n"),
        Some(both) => print(&terminal::contested(&both, wanted.theme, prose_width(terminal_width()))),
        None => Ok(()),
    }
}

fn list(contesting: &Contesting<'_>, json: bool) -> Result<(), AppError> {
    let (offers, sentences) = (contesting.contestable(), contesting.sentences());
    if json {
        return print_json(&serde_json::json!({ "contestable": offers, "sentences": sentences }));
    }
    let mut text = String::new();
    for offer in &offers {
        let _ = writeln!(text, "{}  {}", offer.id, offered(offer));
    }
    text.push_str("\nwhat you said\n");
    for sentence in &sentences {
        let _ = writeln!(text, "{}", numbered(sentence));
    }
    print(&sanitize(&text))
}

/// Asks for what is missing; Enter ends it.
fn ask(global: &Global, contesting: &Contesting<'_>, id: &str, wanted: &Wanted<'_>) -> Result<(), AppError> {
    let offers = contesting.contestable();
    let id = if id.is_empty() {
        for (number, offer) in (1..).zip(&offers) {
            open::remark(global, &hung(&format!("{number:>3}  {}", offered(offer))));
        }
        let typed = open::asked("Which did you say? A number, or Enter to leave: ")?.unwrap_or_default();
        let Some(at) = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) else {
            return Ok(());
        };
        let Some(offer) = offers.get(at) else {
            return Err(
                AppError::usage(format!("there is no {typed}")).hint(format!("1 to {}", offers.len()))
            );
        };
        offer.id.as_str()
    } else {
        id
    };
    for sentence in contesting.sentences() {
        open::remark(global, &hung(&numbered(&sentence)));
    }
    let words = open::asked("In which words? A number (or 3-5), or the words as you said them: ")?;
    match words.filter(|words| !words.is_empty()) {
        Some(words) => shown(contesting, &contesting.contest(id, &words)?, wanted),
        None => Ok(()),
    }
}

/// A numbered line, set to the terminal's width; what does not fit stands under its words.
fn hung(line: &str) -> String {
    const NUMBER_COLUMNS: usize = 5;
    let (number, words) = line.split_at_checked(NUMBER_COLUMNS).unwrap_or(("", line));
    let width = prose_width(terminal_width()).saturating_sub(NUMBER_COLUMNS);
    let indent = " ".repeat(NUMBER_COLUMNS);
    number.to_owned() + &wrap(&sanitize(words), width, 0).replace('\n', &format!("\n{indent}"))
}
