//! Personas and company styles: they change the talk, and never what is scored.

use super::scene::{Interview, silence};
use crate::transcript::Seniority;

const PERSONAS: [&str; 4] = ["warm", "terse", "sceptical", "silent"];
const LINEAR: &str = "I'd use a dict from value to index; that's linear time, because I go through once.";

/// A talk of three answers, the same whoever sits opposite.
fn three_answers(interview: Interview) -> Interview {
    interview
        .answer(LINEAR)
        .answer("For each number I look up target minus that number.")
        .answer("Before storing it, so that a number is not paired with itself.")
}

#[test]
fn a_silent_interviewer_gives_no_sign_of_having_heard_and_waits_longer() {
    let talk = three_answers(Interview::on("two-sum").persona("silent"));
    assert!(talk.state().turns.iter().all(|turn| turn.move_name.as_deref() != Some("acknowledge")));
    assert!(talk.state().since_acknowledged.is_none());
    Interview::on("two-sum").persona("silent").event(silence(149)).hears("nudge take-your-time");
    Interview::on("two-sum").persona("silent").event(silence(374)).hears("nudge take-your-time");
    Interview::on("two-sum").persona("silent").event(silence(375)).hears("nudge where-are-you");
}

#[test]
fn a_warm_interviewer_gives_a_sign_whenever_it_can() {
    Interview::on("two-sum")
        .persona("warm")
        .answer(LINEAR)
        .hears("acknowledge + probe complement")
        .answer("For each number I look up target minus that number.")
        .hears("transition depth")
        .answer("I have to hold up to all the numbers, so linear space as well.")
        .hears("acknowledge + probe reason-for-O(n)");
}

#[test]
fn a_sceptical_interviewer_doubts_more_of_what_is_right() {
    let doubted = |persona: Option<&str>| {
        let plain = |seed| Interview::on("two-sum").seed(seed);
        let talk = |seed| match persona {
            Some(id) => plain(seed).persona(id),
            None => plain(seed),
        };
        (0..100).filter(|seed| talk(*seed).answer(LINEAR).said().contains("challenge")).count()
    };
    let (usual, sceptical) = (doubted(None), doubted(Some("sceptical")));
    assert!(usual * 3 < sceptical * 2 && sceptical < 70, "{usual} {sceptical}");
}

#[test]
fn each_persona_speaks_in_its_own_words() {
    let said: std::collections::BTreeSet<String> = PERSONAS
        .into_iter()
        .map(|id| {
            Interview::on("two-sum").persona(id).answer("A dict, I think.").answer("I'm not sure.").talk()
        })
        .collect();
    assert_eq!(said.len(), PERSONAS.len());
}

#[test]
fn nobody_opposite_changes_what_an_answer_is_worth() {
    let credits = |interview: Interview| {
        let interview = three_answers(interview);
        ["complement", "hash-map", "time", "lookup-before-store"].map(|point| interview.credit(point))
    };
    let plain = credits(Interview::on("two-sum"));
    assert_eq!(plain[0], "probed");
    for id in PERSONAS {
        assert_eq!(credits(Interview::on("two-sum").persona(id)), plain, "{id}");
    }
}

#[test]
fn a_company_style_asks_first_about_what_it_cares_for() {
    let probed = |interview: Interview| {
        let mut talk = three_answers(interview).answer("That is all I have.");
        let mut said = Vec::new();
        for _ in 0..3 {
            talk = talk.answer("Hm, I'd have to look.");
            said.push(talk.said());
        }
        said
    };
    let plain = probed(Interview::on("two-sum"));
    assert_eq!(plain, ["transition verification", "probe space", "probe alternative"]);
    let principled = probed(Interview::on("two-sum").company("principles-driven"));
    assert_eq!(principled, ["transition verification", "probe alternative", "probe brute-force"]);
}

#[test]
fn a_company_style_puts_the_follow_up_that_it_likes_before_the_others() {
    let strong = Interview::sample("two-sum");
    let put = |interview: Interview| {
        let interview =
            interview.seniority(Seniority::Senior).minutes(45).answer(&strong).answer("That's all I have.");
        interview.state().follow_ups.first().map(ToString::to_string)
    };
    let (plain, scale) =
        (put(Interview::on("two-sum")), put(Interview::on("two-sum").company("infrastructure-scale")));
    assert_ne!(plain, scale);
}
