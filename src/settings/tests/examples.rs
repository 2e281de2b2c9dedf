use std::collections::BTreeSet;

use super::*;
use crate::settings::keys::{ENDPOINT_KEYS, KEYS};

/// The example with every setting in force: the `#` of a setting has no space after it.
fn in_force() -> String {
    let setting =
        |line: &str| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).map(str::to_owned);
    example().lines().map(|line| setting(line).unwrap_or_else(|| line.to_owned()) + "\n").collect()
}

#[test]
fn the_example_as_it_is_changes_nothing() {
    assert_eq!(machine().file(example()).settings().shown(), machine().settings().shown());
}

#[test]
fn the_example_knows_every_key_and_no_other() {
    let machine = machine().file(in_force());
    // It shows all three ways to give a key; apart from that nothing is wrong with it.
    let (settings, faults) = machine.load();
    let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(messages, ["`endpoints.work` has its key from 3 places"]);
    let from_file = |shown: &Shown| matches!(shown.origin, Origin::File(..));
    let found: BTreeSet<String> =
        settings.shown().into_iter().filter(from_file).map(|shown| shown.key).collect();
    let endpoints = ENDPOINT_KEYS.iter().map(|(field, _)| format!("endpoints.work.{field}"));
    let all: BTreeSet<String> = KEYS.iter().map(|key| key.path.to_owned()).chain(endpoints).collect();
    assert_eq!(found, all);
}

#[test]
fn the_example_shows_the_defaults() {
    let (settings, _) = machine().file(in_force()).load();
    for key in KEYS.iter().filter(|key| key.default.is_some()) {
        let shown = settings.shown().into_iter().find(|shown| shown.key == key.path).unwrap();
        assert_eq!(shown.value.as_deref(), key.default, "{}", key.path);
    }
}

#[test]
fn every_setting_of_the_example_is_explained() {
    let mut explained = false;
    for line in example().lines() {
        if line.starts_with("# ") {
            explained = true;
        } else if line.is_empty() {
            explained = false;
        } else {
            assert!(explained, "{line}");
        }
    }
}

fn kept(endpoint: &str, model: Option<&str>, key_env: Option<&str>) -> Endpoint {
    let text = |text: Option<&str>| text.map(str::to_owned);
    let keep = Keep { endpoint: endpoint.to_owned(), model: text(model), key_env: text(key_env) };
    machine().file(example_keeping(&keep)).endpoint()
}

#[test]
fn an_endpoint_that_is_kept_is_in_force() {
    let ollama = kept("ollama", Some("qwen2.5:14b"), None);
    assert_eq!((ollama.name.as_str(), ollama.model.value.as_deref()), ("ollama", Some("qwen2.5:14b")));
    assert_eq!(kept("groq", None, None).key, Key::Variable("GROQ_API_KEY".to_owned()));
    let own = kept("https://llm.example.com/v1", Some("a \"model\""), Some("WORK_KEY"));
    assert_eq!(own.base_url.value, "https://llm.example.com/v1");
    assert_eq!(own.model.value.as_deref(), Some("a \"model\""));
    assert_eq!(own.key, Key::Variable("WORK_KEY".to_owned()));
}
