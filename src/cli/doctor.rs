//! `viva doctor`: everything that is set up, tried.

use std::io::IsTerminal;

use super::{Global, open, print, print_json};
use crate::{
    app::doctor::{Check, Examination, Status},
    error::{AppError, Exit},
    settings::Flags,
    term::{Role, Theme, sanitize, width},
};

#[derive(Debug, clap::Args)]
pub(crate) struct DoctorArgs {
    /// The endpoint, by name or address
    #[arg(long, value_name = "NAME|URL")]
    endpoint: Option<String>,
    /// The model
    #[arg(long, value_name = "ID")]
    model: Option<String>,
    /// Forget first what was learnt of the endpoint
    #[arg(long)]
    forget: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Columns before what was found.
const INDENT: usize = 18;

pub(crate) fn run(global: &Global, args: &DoctorArgs) -> Result<Exit, AppError> {
    let flags = Flags { endpoint: args.endpoint.clone(), model: args.model.clone(), ..Flags::default() };
    let (opened, faults) = open::read_settings(global, flags)?;
    let theme = open::stdout_theme(&opened.settings);
    let examination = Examination {
        settings: &opened.settings,
        faults: &faults,
        environment: &opened.environment,
        store: open::store(&opened.settings),
        forget: args.forget,
    };
    let mut outcome = Ok(());
    let findings = examination.run(vec![terminal(theme)], &mut |check| {
        // What was skipped is told together, at the end.
        let is_skipped = check.status == Status::Skipped && check.hint.is_none();
        if !args.json && !is_skipped && outcome.is_ok() {
            outcome = print(&shown(check, theme));
        }
    });
    outcome?;
    if args.json {
        print_json(&findings)?;
    } else {
        print(&skipped(&findings.checks, theme))?;
    }
    Ok(findings.exit())
}

/// Where the program would talk.
fn terminal(theme: Theme) -> Check {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Check::ok("terminal", "none: in a pipe, each paragraph is an answer");
    }
    let color = if theme.is_color() { "with colour" } else { "without colour" };
    let wide =
        width::terminal_width().map_or_else(String::new, |columns| format!("{columns} columns wide, "));
    Check::ok("terminal", format!("{wide}{color}"))
}

/// What was not looked at, a line for each reason.
fn skipped(checks: &[Check], theme: Theme) -> String {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for check in checks.iter().filter(|check| check.status == Status::Skipped && check.hint.is_none()) {
        match reasons.iter_mut().find(|(reason, _)| *reason == check.detail) {
            Some((_, ids)) => ids.push(check.id),
            None => reasons.push((&check.detail, vec![check.id])),
        }
    }
    let lines = reasons.iter().map(|(reason, ids)| format!("skip  {}: {reason}", ids.join(", ")));
    lines.map(|line| format!("{}\n", theme.paint(Role::Dim, line))).collect()
}

/// One check: a word, its name, what was found, and what to do about it below.
fn shown(check: &Check, theme: Theme) -> String {
    let (word, role) = match check.status {
        Status::Ok => ("ok", Role::Good),
        Status::Warning => ("warn", Role::Warning),
        Status::Failed => ("FAIL", Role::Error),
        Status::Skipped => ("skip", Role::Dim),
    };
    let took = check.ms.map_or_else(String::new, |ms| format!(" ({ms} ms)"));
    let detail = format!("{}{took}", sanitize(&check.detail));
    let lay = |text: &str| {
        let wide = width::wrap(text, width::prose_width(width::terminal_width()).saturating_sub(INDENT), 0);
        wide.trim_end().replace('\n', &format!("\n{:INDENT$}", ""))
    };
    let name = format!("{:<11}", check.id);
    let mut text = format!("{}  {name} {}\n", theme.paint(role, format!("{word:<4}")), lay(&detail));
    if let Some(hint) = &check.hint {
        text +=
            &format!("{:INDENT$}{}\n", "", theme.paint(Role::Dim, lay(&format!("hint: {}", sanitize(hint)))));
    }
    text
}
