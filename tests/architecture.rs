//! Who may know whom, enforced: reads `src/**/*.rs` and fails with the file and the line.
// A test fails by a panic, and what it stands on may do so too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "architecture/source.rs"]
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use source::{Source, Use, production, uses, without_literals, without_tests};

/// A room, and the rooms that it may import. `room::item` allows no more than that item.
///
/// Wider than a strict layering in these places, on purpose: `prompt`, `interviewer`, `scoring` and `report` read the
/// director's moves and state; `report` lays out for a terminal's theme and width; `prompt` makes the messages of
/// `llm`; `rubric` tells which indicators a question feeds that no rubric has; `error` makes exit codes of the errors
/// that end the program.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("transcript", &[]),
    ("language", &["transcript"]),
    ("bank", &["transcript", "language"]),
    ("rubric", &["transcript", "language", "bank"]),
    ("interview", &["transcript", "language", "bank", "rubric"]),
    ("llm", &[]),
    ("prompt", &["transcript", "bank", "rubric", "interview", "llm"]),
    ("interviewer", &["transcript", "language", "bank", "rubric", "interview", "prompt", "llm"]),
    ("scoring", &["transcript", "language", "bank", "rubric", "interview", "prompt", "llm"]),
    ("speech", &["transcript", "language"]),
    ("store", &["transcript", "rubric", "interview"]),
    (
        "report",
        &[
            "transcript",
            "bank",
            "rubric",
            "interview",
            "speech",
            "term::Theme",
            "term::Role",
            "term::width",
            "term::sanitize",
        ],
    ),
    ("term", &[]),
    ("repl", &["term", "transcript"]),
    ("settings", &[]),
    ("error", &["llm", "repl", "store"]),
    (
        "app",
        &[
            "transcript",
            "language",
            "bank",
            "rubric",
            "interview",
            "llm",
            "prompt",
            "interviewer",
            "scoring",
            "speech",
            "store",
            "report",
            "term",
            "repl",
            "settings",
            "error",
        ],
    ),
    (
        "cli",
        &[
            "app",
            "transcript",
            "bank",
            "rubric",
            "prompt",
            "scoring",
            "store",
            "report",
            "term",
            "repl",
            "settings",
            "error",
            "llm",
        ],
    ),
];

/// These ask a model through `llm::ChatModel` and know nothing of HTTP.
const NO_CLIENT: &[&str] = &["prompt", "interviewer", "scoring"];

/// Files of more than 400 lines, each with its reason.
const LONG_FILES: &[(&str, &str)] = &[(
    "interview/state.rs",
    "every change of the director's state, kept in one place so that replay is the only way",
)];

static SOURCES: LazyLock<Vec<Source>> =
    LazyLock::new(|| production(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")));

/// The rooms: everything in `src` but the two roots.
fn rooms() -> impl Iterator<Item = &'static Source> {
    SOURCES.iter().filter(|source| !matches!(source.path.as_str(), "lib.rs" | "main.rs"))
}

fn told(found: Vec<String>) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

fn allows(rule: &str, used: &Use) -> bool {
    rule.split("::").zip(&used.path).all(|(wanted, step)| wanted == step)
        && rule.split("::").count() <= used.path.len()
}

#[test]
fn every_room_knows_only_the_rooms_that_it_may() {
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut found = Vec::new();
    for source in rooms() {
        let room = source.room();
        let Some(allowed) = table.get(room) else {
            found.push(format!("src/{}: the room `{room}` is not in the table", source.path));
            continue;
        };
        for used in source.uses() {
            let own = used.path.first().is_some_and(|first| first == room);
            if !own && !allowed.iter().any(|rule| allows(rule, &used)) {
                let path = used.path.join("::");
                found.push(format!("src/{}:{}: `{room}` must not know `{path}`", source.path, used.line));
            }
        }
    }
    told(found);
}

#[test]
fn the_table_names_only_rooms_that_there_are() {
    let there: BTreeSet<&str> = rooms().map(Source::room).collect();
    let named = MAY_IMPORT.iter().flat_map(|(room, others)| others.iter().chain([room]));
    let stale: BTreeSet<&str> =
        named.map(|rule| rule.split("::").next().unwrap()).filter(|room| !there.contains(room)).collect();
    assert_eq!(stale, BTreeSet::new());
}

#[test]
fn no_room_knows_itself_through_another() {
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in rooms() {
        let others = source.uses().into_iter().filter_map(|used| used.path.into_iter().next());
        let room = source.room().to_owned();
        edges.entry(room.clone()).or_default().extend(others.filter(|other| *other != room));
    }
    // What knows nobody is taken away, again and again; what stays is in a circle or leads into one.
    while let Some(leaf) =
        edges.iter().find(|(_, known)| known.iter().all(|k| !edges.contains_key(k))).map(|(r, _)| r.clone())
    {
        edges.remove(&leaf);
    }
    assert_eq!(edges, BTreeMap::new());
}

#[test]
fn what_asks_a_model_knows_no_client() {
    let mut found = Vec::new();
    for source in rooms().filter(|source| NO_CLIENT.contains(&source.room())) {
        for used in source.uses() {
            if used.path.starts_with(&["llm".to_owned(), "openai".to_owned()])
                || used.path.iter().any(|step| step == "OpenAiClient")
            {
                found.push(format!("src/{}:{}: `{}`", source.path, used.line, used.path.join("::")));
            }
        }
    }
    told(found);
}

/// Fails where any of these words stands outside of these rooms or files.
fn only_in(allowed: &[&str], words: &[&str]) {
    let mut found = Vec::new();
    for source in SOURCES.iter() {
        if allowed.contains(&source.room()) || allowed.contains(&source.path.as_str()) {
            continue;
        }
        found.extend(
            source.lines_with(words).map(|(line, text)| format!("src/{}:{line}: {text}", source.path)),
        );
    }
    told(found);
}

#[test]
fn only_term_and_cli_write_to_the_standard_streams() {
    only_in(
        &["term", "cli"],
        &["print!", "println!", "eprint!", "eprintln!", "dbg!", "io::stdout", "io::stderr"],
    );
}

#[test]
fn only_settings_reads_the_environment() {
    only_in(
        &["settings"],
        &["env::var", "env::temp_dir", "env::home_dir", "env::current_dir", "env::set_var"],
    );
}

#[test]
fn only_app_asks_what_time_it_is() {
    only_in(&["app"], &["SystemTime::now", "Timestamp::now", "Zoned::now"]);
}

#[test]
fn stopwatches_are_only_where_somebody_waits() {
    only_in(&["app", "repl", "llm", "cli"], &["Instant::now"]);
}

#[test]
fn only_a_few_rooms_touch_files() {
    let allowed = ["settings", "store", "app", "cli", "repl/terminal/compose.rs"];
    only_in(&allowed, &["std::fs", "fs::", "File::", "OpenOptions"]);
}

#[test]
fn only_main_and_the_signal_handlers_end_the_process() {
    only_in(&[], &["process::exit", "process::abort"]);
}

#[test]
fn no_file_is_too_long_and_a_long_one_has_its_reason() {
    let mut found = Vec::new();
    let mut long = BTreeSet::new();
    for source in SOURCES.iter() {
        let (path, lines) = (source.path.as_str(), source.production_lines);
        let has_reason = LONG_FILES.iter().any(|(file, _)| *file == path);
        if lines > 600 {
            found.push(format!("src/{path}: {lines} lines are too many"));
        } else if lines > 400 && !has_reason {
            found.push(format!("src/{path}: {lines} lines want a reason in the table"));
        } else if lines > 400 {
            long.insert(path.to_owned());
        }
    }
    let stale = LONG_FILES.iter().filter(|(file, _)| !long.contains(*file));
    found.extend(stale.map(|(file, _)| format!("src/{file}: is not long any more")));
    told(found);
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    let says_nothing = ["utils", "util", "helpers", "helper", "common", "manager", "misc"];
    let mut found = Vec::new();
    for source in SOURCES.iter() {
        let mut steps = source.path.trim_end_matches(".rs").split('/');
        if steps.any(|step| says_nothing.iter().any(|word| step.split('_').any(|part| part == *word))) {
            found.push(source.path.clone());
        }
    }
    told(found);
}

#[test]
fn main_is_a_table_of_contents() {
    let main = SOURCES.iter().find(|source| source.path == "main.rs").unwrap();
    assert!(main.production_lines <= 40);
}

fn paths(code: &str, depth: usize) -> Vec<String> {
    uses(code, depth).into_iter().map(|used| format!("{}:{}", used.line, used.path.join("::"))).collect()
}

#[test]
fn groups_over_many_lines_are_spelt_out() {
    let code = "use crate::{\n    bank::{self, Heard, model::Question as Q},\n    store,\n};\nfn f() { crate::term::write::<u8>() }";
    assert_eq!(
        paths(code, 2),
        ["2:bank", "2:bank::Heard", "2:bank::model::Question", "3:store", "5:term::write"]
    );
}

#[test]
fn super_counts_where_it_leaves_the_room() {
    assert_eq!(paths("use super::super::store::Store;", 2), ["1:store::Store"]);
    assert_eq!(paths("use super::super::store::Store;", 3), [""; 0]);
    assert_eq!(paths("use super::store;", 1), ["1:store"]);
}

#[test]
fn comments_strings_and_tests_do_not_count() {
    let code = "// crate::a\nlet s = \"crate::b \\\" crate::c\"; let r = r#\"crate::d\"#; let c = '\"'; let l: &'a str;\n\
                #[cfg(test)]\nmod tests { use crate::e; }\n#[cfg(test)]\nmod far;\nuse crate::g;";
    let (code, modules) = without_tests(&without_literals(code));
    assert_eq!(paths(&code, 1), ["7:g"]);
    assert_eq!(modules, ["far"]);
}
