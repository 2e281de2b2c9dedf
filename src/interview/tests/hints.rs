//! The ladder and the credit; and what the candidate can take back.

use super::{super::Event, scene::Interview};

const COMPLEMENT: &str = "Ah, the partner of a number is the target minus that number.";

#[test]
fn hints_climb_one_rung_at_a_time_and_then_the_point_is_let_go() {
    Interview::on("two-sum")
        .event(Event::HintAsked)
        .hears("hint complement")
        .event(Event::HintAsked)
        .hears("prompt complement")
        .event(Event::HintAsked)
        .hears("release complement + transition approach");
}

#[test]
fn a_hint_is_for_the_point_that_was_asked_for() {
    Interview::on("two-sum")
        .answer("I'd use a dict from value to index. That's it.")
        .hears("acknowledge + probe how-hash-map")
        .answer("Five goes in, then nine.")
        .hears("probe complement")
        .event(Event::HintAsked)
        .hears("hint complement");
}

#[test]
fn what_is_said_unasked_is_credited_so() {
    assert_eq!(Interview::on("two-sum").answer(COMPLEMENT).credit("complement"), "unprompted");
}

#[test]
fn what_is_said_when_asked_for_is_credited_as_probed() {
    let interview = Interview::on("two-sum")
        .answer("I'd try something. That's it.")
        .hears("probe complement")
        .answer(COMPLEMENT);
    assert_eq!(interview.credit("complement"), "probed");
}

#[test]
fn what_is_said_after_a_hint_or_a_prompt_is_credited_so() {
    let hinted = Interview::on("two-sum").event(Event::HintAsked).answer(COMPLEMENT);
    assert_eq!(hinted.credit("complement"), "hinted");
    let told = Interview::on("two-sum").event(Event::HintAsked).event(Event::HintAsked).answer(COMPLEMENT);
    assert_eq!(told.credit("complement"), "told");
}

#[test]
fn a_hint_for_one_point_leaves_the_credit_of_another_alone() {
    let interview = Interview::on("two-sum")
        .event(Event::HintAsked)
        .answer("I go through once and keep a dict from every value to its index.");
    assert_eq!(interview.credit("hash-map"), "unprompted");
}

#[test]
fn skipping_gives_the_point_up() {
    let interview = Interview::on("two-sum")
        .answer("I'd use a dict from value to index. That's it.")
        .answer("Five goes in, then nine.")
        .event(Event::Skipped)
        .hears("release + probe time");
    assert_eq!(interview.credit("complement"), "given up");
}

#[test]
fn skipping_with_nothing_asked_does_not_say_go_on() {
    let interview = Interview::on("gil").event(Event::Skipped);
    assert_eq!(interview.said(), "release + probe one-thread-at-a-time");
}

#[test]
fn undo_takes_the_last_answer_back_with_all_that_followed() {
    let before = Interview::on("two-sum").answer("Is the list sorted?");
    let after = Interview::on("two-sum")
        .answer("Is the list sorted?")
        .answer("I'd use a dict from value to index.")
        .event(Event::Undone)
        .hears("");
    assert_eq!(after.talk(), before.talk());
    assert_eq!(after.credit("hash-map"), "open");
    assert_eq!(after.state().asks, before.state().asks);
}

#[test]
fn undo_goes_one_answer_back_and_no_further() {
    let interview = Interview::on("two-sum")
        .answer("Is the list sorted?")
        .answer("I'd use a dict from value to index.")
        .event(Event::Undone)
        .event(Event::Undone);
    assert_eq!(interview.state().turns.len(), 3);
}

#[test]
fn time_does_not_run_backwards_on_undo() {
    let interview = Interview::on("two-sum").answer("Is the list sorted?").after_s(60).event(Event::Undone);
    assert_eq!(interview.state().at_ms, 90_000);
}

#[test]
fn retry_replaces_the_last_utterance() {
    let interview =
        Interview::on("two-sum").answer("Is the list sorted?").event(Event::Retried).hears("clarify sorted");
    assert_eq!(interview.state().turns.len(), 3);
}

#[test]
fn a_note_is_kept_and_nobody_answers_it() {
    let interview =
        Interview::on("two-sum").event(Event::Noted { text: "ask about bisect".to_owned() }).hears("");
    assert_eq!(interview.state().notes, ["ask about bisect"]);
}

#[test]
fn the_question_that_stands_is_repeated_after_a_deflection_and_not_the_deflection() {
    let interview = Interview::on("two-sum")
        .answer("I'd use a dict from value to index. That's it.")
        .answer("Five goes in, then nine.")
        .hears("probe complement")
        .answer("Am I right?")
        .hears("deflect verdict")
        .event(Event::RepeatAsked)
        .hears("repeat");
    let question = "When you look at one particular number, what does it tell you about the second one?";
    assert!(interview.last_words().ends_with(question), "{}", interview.last_words());
}

#[test]
fn what_is_repeated_is_the_question_without_what_was_said_before_it() {
    let interview = Interview::on("two-sum")
        .answer("I'd use a dict from value to index.")
        .answer("Each lookup is target minus the number. Can there be duplicates?")
        .hears("clarify duplicates + transition depth")
        .event(Event::RepeatAsked);
    assert!(!interview.last_words().contains("the same value"), "{}", interview.last_words());
    assert!(interview.last_words().ends_with('?'), "{}", interview.last_words());
}

#[test]
fn retry_puts_the_question_that_it_retries_and_no_other() {
    Interview::on("two-sum")
        .answer("I'd use a dict from value to index. That's it.")
        .answer("Five goes in, then nine.")
        .hears("probe complement")
        .event(Event::Retried)
        .hears("probe complement")
        .event(Event::Retried)
        .hears("probe complement");
    let interview =
        Interview::on("two-sum").event(Event::HintAsked).event(Event::Retried).hears("hint complement");
    assert_eq!(interview.state().hints, 1);
}

#[test]
fn retry_words_it_differently_where_there_are_other_words() {
    let first = Interview::on("two-sum").answer("Am I right?");
    let said = first.last_words().to_owned();
    assert_ne!(first.event(Event::Retried).hears("deflect verdict").last_words(), said);
}

#[test]
fn undo_still_works_after_a_retry() {
    let interview =
        Interview::on("two-sum").answer("Is the list sorted?").event(Event::Retried).event(Event::Undone);
    assert_eq!(interview.state().turns.len(), 1);
}
