use std::collections::BTreeSet;

use crate::app::testing::{Keyboard, debriefed};

/// What somebody says of `two-sum` who tells costs and asks nothing.
const ANSWERS: [&str; 3] = [
    "I'd use a dict from value to index, and for each number I look up target minus that number.",
    "It is linear time because I go through once with one lookup per element.",
    "The dict holds every number in the worst case, so it is linear space as well.",
];

fn own(keyboard: &Keyboard) -> serde_json::Value {
    keyboard.scorecards[0]["self"].clone()
}

#[test]
fn only_the_two_dimensions_furthest_apart_are_ticked() {
    let all_too_high = ["4"; 7];
    let mut keyboard = Keyboard::typing(&[&all_too_high[..], &["6"], &["y"; 40]].concat());
    debriefed(&ANSWERS, &mut keyboard);
    let ticked = own(&keyboard)["ticked"]["indicators"].as_array().unwrap().clone();
    let dimensions: BTreeSet<&str> = ticked.iter().map(|tick| tick["dimension"].as_str().unwrap()).collect();
    assert_eq!(dimensions.len(), 2, "{dimensions:?}");
}

#[test]
fn what_was_ticked_stands_beside_what_the_judge_heard() {
    // Nothing was asked, so the judge heard nothing of this dimension.
    let mut keyboard = Keyboard::typing(&["4", "", "", "y", "n"]);
    debriefed(&ANSWERS, &mut keyboard);
    let ticked = own(&keyboard)["ticked"].clone();
    let of =
        |at: usize| (ticked["indicators"][at]["own"].clone(), ticked["indicators"][at]["judged"].clone());
    assert_eq!(of(0), ("met".into(), "unmet".into()));
    assert_eq!(of(1), ("unmet".into(), "unmet".into()));
    assert_eq!(
        (&ticked["agreement"], &ticked["over"], &ticked["under"]),
        (&0.5.into(), &1.into(), &0.into())
    );
    let says = "One by one you agree on 1 of 2 (50 %); the judge did not hear 1 that you ticked.";
    assert!(keyboard.screen().contains(says), "{}", keyboard.screen());
}

#[test]
fn the_judges_levels_are_not_shown_before_the_ticks_are_made() {
    let mut keyboard = Keyboard::typing(&["4", "4", "4", "4", "4", "4", "4", "6", "y", "y"]);
    debriefed(&ANSWERS, &mut keyboard);
    let ticking = keyboard.seen.iter().position(|text| text.starts_with("You and the judge")).unwrap();
    assert!(!keyboard.seen[..=ticking].iter().any(|text| text.contains("judge 1") || text.contains("■")));
    assert!(keyboard.seen[ticking..].iter().any(|text| text.contains("you 4, judge 1")));
}

#[test]
fn who_rates_nothing_is_asked_to_tick_nothing() {
    let mut keyboard = Keyboard::typing(&[]);
    debriefed(&ANSWERS, &mut keyboard);
    assert!(!keyboard.screen().contains("furthest apart"), "{}", keyboard.screen());
    assert_eq!(own(&keyboard), serde_json::Value::Null);
}

#[test]
fn enter_skips_the_ticks_and_keeps_the_rating() {
    let mut keyboard = Keyboard::typing(&["4", "4", "4"]);
    let store = debriefed(&ANSWERS, &mut keyboard);
    assert!(keyboard.screen().contains("furthest apart"));
    assert_eq!(
        (&own(&keyboard)["ticks"], &own(&keyboard)["ticked"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
    let session = store.list(&crate::store::Filter::default()).unwrap()[0].id.clone();
    assert_eq!(store.self_ratings(&session).unwrap()[0].json["levels"]["clarifying-questions"], 4);
}
