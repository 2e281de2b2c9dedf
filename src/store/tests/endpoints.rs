use serde_json::json;

use super::*;

const URL: &str = "http://localhost:11434/v1";
const TWO_WEEKS_MS: i64 = 14 * 24 * 60 * 60 * 1000;

#[test]
fn what_was_learned_of_an_endpoint_is_known_for_two_weeks() {
    let store = Store::in_memory().unwrap();
    let traits = json!({"json_schema": false});
    store.remember_traits(URL, "llama3", &traits, NOON).unwrap();
    assert_eq!(store.traits(URL, "llama3", NOON + TWO_WEEKS_MS - 1).unwrap(), Some(traits));
    assert_eq!(store.traits(URL, "llama3", NOON + TWO_WEEKS_MS).unwrap(), None);
}

#[test]
fn what_was_learned_of_one_model_is_not_said_of_another() {
    let store = Store::in_memory().unwrap();
    store.remember_traits(URL, "llama3", &json!({}), NOON).unwrap();
    assert_eq!(store.traits(URL, "qwen", NOON).unwrap(), None);
    assert_eq!(store.traits("http://elsewhere/v1", "llama3", NOON).unwrap(), None);
}

#[test]
fn what_is_learned_later_takes_the_place() {
    let store = Store::in_memory().unwrap();
    store.remember_traits(URL, "llama3", &json!(1), NOON).unwrap();
    store.remember_traits(URL, "llama3", &json!(2), NOON + TWO_WEEKS_MS).unwrap();
    assert_eq!(store.traits(URL, "llama3", NOON + TWO_WEEKS_MS + 1).unwrap(), Some(json!(2)));
}

#[test]
fn a_clock_that_was_wrong_does_not_make_traits_eternal() {
    let store = Store::in_memory().unwrap();
    store.remember_traits(URL, "llama3", &json!(1), NOON + 10 * TWO_WEEKS_MS).unwrap();
    assert_eq!(store.traits(URL, "llama3", NOON).unwrap(), None);
}

#[test]
fn a_small_fact_is_remembered_and_replaced() {
    let dir = data();
    assert_eq!(open(&dir).recall("first-run").unwrap(), None);
    open(&dir).remember("first-run", "begun", NOON).unwrap();
    open(&dir).remember("first-run", "done", NOON).unwrap();
    assert_eq!(open(&dir).recall("first-run").unwrap().as_deref(), Some("done"));
}

#[test]
fn what_was_learned_of_all_models_of_an_endpoint_is_told_and_forgotten() {
    let store = Store::in_memory().unwrap();
    store.remember_traits(URL, "old", &json!(1), NOON - TWO_WEEKS_MS).unwrap();
    store.remember_traits(URL, "qwen", &json!(2), NOON).unwrap();
    store.remember_traits("http://elsewhere/v1", "qwen", &json!(3), NOON).unwrap();
    let qwen = Learned { model: "qwen".to_owned(), traits: json!(2), learned_ms: NOON };
    assert_eq!(store.all_traits(URL, NOON).unwrap(), [qwen]);
    store.forget_traits(URL).unwrap();
    assert_eq!(store.all_traits(URL, NOON).unwrap(), []);
    assert_eq!(store.traits("http://elsewhere/v1", "qwen", NOON).unwrap(), Some(json!(3)));
}
