//! `viva score --export-batch` and `--import-batch`: judging by an engine that works through files.

use std::{
    fs::File,
    io::{BufRead, BufReader, BufWriter, Write},
    path::Path,
    sync::Arc,
};

use super::super::{Global, open, print, print_json};
use crate::{
    app::{
        batch::{self, Exported, Imported, Target},
        clock::{SystemClock, wall_ms},
        endpoint::{client_of, endpoint_of},
    },
    error::AppError,
    llm::{self, ChatModel, OpenAiClient},
    prompt::TemplateSet,
    settings::Settings,
    store::{SessionSummary, Store},
};

/// Somewhere to send requests to, where no endpoint is configured: none are sent.
const NOWHERE: &str = "http://localhost";

/// Writes the requests that have no reply yet.
pub(super) fn export(
    opened: &open::Opened,
    store: &Store,
    templates: &TemplateSet,
    (sessions, file, json): (&[SessionSummary], &Path, bool),
) -> Result<(), AppError> {
    let (client, label, context_tokens) = model(&opened.settings, store)?;
    let samples = opened.settings.samples.value;
    let target = Target { client: &client, label, templates, samples, context_tokens };
    let unwritable = |error: std::io::Error| {
        AppError::failure(format!("`{}` cannot be written", file.display())).because(error)
    };
    let mut out = BufWriter::new(File::create(file).map_err(unwritable)?);
    let exported =
        batch::export(store, sessions, &target, &mut |line| writeln!(out, "{line}").map_err(unwritable))?;
    out.flush().map_err(unwritable)?;
    if json { print_json(&exported) } else { print(&written(&exported, file)) }
}

/// The model of the settings; it is told how to be asked, and not asked.
fn model(settings: &Settings, store: &Store) -> Result<(OpenAiClient, String, Option<u32>), AppError> {
    let configured = endpoint_of(settings)?;
    let named = configured.as_ref().and_then(|endpoint| endpoint.model.value.clone());
    let model = named.or_else(|| settings.model.value.clone()).ok_or_else(|| {
        AppError::usage("a batch must name its model").hint("`--model ID`, as the engine spells it")
    })?;
    let Some(endpoint) = configured else {
        let nowhere = llm::Endpoint::new(NOWHERE, model.clone());
        let client = OpenAiClient::builder(nowhere, Arc::new(SystemClock)).build()?;
        return Ok((client, model, None));
    };
    let learnt = store.traits(&endpoint.base_url.value, &model, wall_ms())?;
    let learnt: Option<llm::openai::Traits> = learnt.and_then(|traits| serde_json::from_value(traits).ok());
    let told = learnt.as_ref().and_then(|traits| traits.context_tokens);
    let context_tokens = endpoint.context_tokens.or(told);
    let client = client_of(&endpoint, None, model, learnt)?;
    let label = client.label();
    Ok((client, label, context_tokens))
}

fn written(exported: &Exported, file: &Path) -> String {
    let mut said = vec![format!(
        "{} of {} in {}",
        counted(exported.requests, "request"),
        counted(exported.sessions, "session"),
        file.display()
    )];
    let mut add = |count: usize, what: &str| {
        if count > 0 {
            said.push(format!("{count} {what}"));
        }
    };
    add(exported.replies, "replies are there already");
    add(exported.skipped, "sessions scored by this judge already");
    add(exported.unscored, "with too little said");
    add(exported.open, "not ended");
    add(exported.failed, "that cannot be read");
    format!("{}\n", said.join(", "))
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Takes the results in, and scores what is complete.
pub(super) fn import(
    global: &Global,
    store: &Store,
    templates: &TemplateSet,
    (file, json): (&Path, bool),
) -> Result<(), AppError> {
    let lines = lines(file)?;
    let imported = batch::import(store, lines, templates)?;
    for (session, remark) in &imported.remarks {
        super::super::warn(global, &format!("session {}: {remark}", session.short()));
    }
    if json {
        print_json(&imported)?;
    } else {
        print(&crate::term::sanitize(&read(&imported)))?;
    }
    if imported.is_whole() {
        return Ok(());
    }
    Err(AppError::failure("not all of it could be used")
        .hint("what came is kept; `--export-batch` writes what is still missing, and nothing else"))
}

/// The lines of a file, or of standard input for `-`; what is not UTF-8 spoils its own line only.
fn lines(file: &Path) -> Result<Box<dyn Iterator<Item = String>>, AppError> {
    let input: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        let unreadable =
            |error| AppError::failure(format!("`{}` cannot be read", file.display())).because(error);
        Box::new(BufReader::new(File::open(file).map_err(unreadable)?))
    };
    let lines = input.split(b'\n').map_while(Result::ok);
    Ok(Box::new(lines.map(|line| String::from_utf8_lossy(&line).into_owned())))
}

fn read(imported: &Imported) -> String {
    let mut said =
        vec![format!("{} in {}", counted(imported.replies, "new answer"), counted(imported.lines, "line"))];
    let at = |lines: &batch::Numbered| {
        let first: Vec<String> = lines.first.iter().map(ToString::to_string).collect();
        let more = if lines.count > first.len() { " and on" } else { "" };
        format!("line {}{more}", first.join(", "))
    };
    if imported.failed.count > 0 {
        let why = imported.first_failure.as_deref().unwrap_or_default();
        said.push(format!("{} failed ({}: {why})", imported.failed.count, at(&imported.failed)));
    }
    if imported.unreadable.count > 0 {
        said.push(format!("{} cannot be read ({})", imported.unreadable.count, at(&imported.unreadable)));
    }
    let mut add = |count: usize, what: &str| {
        if count > 0 {
            said.push(format!("{count} {what}"));
        }
    };
    add(imported.foreign, "of no session here");
    add(imported.stale, "written with other prompts");
    let mut text = format!("{}\n", said.join(", "));
    let mut sessions = vec![format!("{} scored", counted(imported.scored.len(), "session"))];
    if imported.skipped > 0 {
        sessions.push(format!("{} scored already", imported.skipped));
    }
    let lacking: usize = imported.lacking.values().sum();
    if lacking > 0 {
        sessions.push(format!("{} lack {}", imported.lacking.len(), counted(lacking, "answer")));
    }
    text += &format!("{}\n", sessions.join(", "));
    for (session, why) in &imported.unbelieved {
        text += &format!("{}  not scored: {why}\n", session.short());
    }
    text
}
