//! `viva score --self`: the candidate ticks every indicator.

use super::{after_an_interview, indicators};

#[test]
fn one_can_tick_the_indicators_oneself() {
    let (viva, session) = after_an_interview();
    let card = viva.pipe(&["score", &session, "--self", "--json"], "y\np\nn\nq\n").success().json();
    assert_eq!(card["judge"]["kind"], "self");
    let verdicts: Vec<&str> =
        indicators(&card).iter().take(3).map(|indicator| indicator["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["met", "partial", "unmet"]);
}

#[test]
fn ticks_are_held_against_the_judges_scorecard() {
    let (viva, session) = after_an_interview();
    let ticks = "n\n".repeat(12);
    let own = viva.pipe(&["score", &session, "--self", "--json"], &ticks).success().json()["self"].clone();
    assert_eq!(own["ticked"]["indicators"].as_array().unwrap().len(), 12);
    assert_eq!(own["ticked"]["over"], 0);
    assert!(own["ticked"]["under"].as_u64().unwrap() > 0, "{own}");
    let shown = viva.pipe(&["score", &session, "--self"], &ticks).success().stdout;
    assert!(shown.contains("the judge heard") && shown.contains("you ○  judge ●"), "{shown}");
}

/// Whatever was no answer counted as "does not apply".
#[test]
fn a_line_that_is_no_tick_is_named_and_nothing_is_kept() {
    let (viva, session) = after_an_interview();
    viva.pipe(&["score", &session, "--self"], "y\nmaybe\nn\n")
        .exits(2)
        .says(&["`maybe` says nothing about", "y yes"]);
    assert_eq!(viva.shown(&session)["scorecards"].as_array().unwrap().len(), 1);
}

#[test]
fn ones_own_scorecard_changes_no_level_in_the_list() {
    let (viva, session) = after_an_interview();
    let judged = viva.sessions()[0]["overall"].clone();
    viva.pipe(&["score", &session, "--self"], "y\n".repeat(90)).success();
    assert_eq!(viva.sessions()[0]["overall"], judged);
}
