//! Candidates as they come: who guesses, has enough, repeats themselves, knows nothing, asks about the interviewer.

use super::{super::Target, scene::Interview};

const HASH_MAP: &str = "I'd use a dict from value to index.";
const CODE: &str = "def two_sum(numbers, target):\n    seen = {}\n    for i, x in enumerate(numbers):\n        if target - x in seen:\n            return seen[target - x], i\n        seen[x] = i";

#[test]
fn an_offer_to_sort_is_a_question_of_taste_and_not_of_leave() {
    Interview::on("two-sum").answer("Should I sort it?").hears("deflect opinion");
    Interview::on("two-sum").answer("May I sort the list in place?").hears("clarify leave-it-alone");
}

#[test]
fn a_guess_with_a_raised_voice_is_no_question_to_the_interviewer() {
    let interview = Interview::on("list-append").answer("I don't know.").answer("Something with memory?");
    assert!(!interview.said().contains("clarify"), "{}", interview.talk());
}

#[test]
fn a_question_about_the_interviewer_is_not_the_candidates_call() {
    Interview::on("two-sum")
        .answer("You're just reading from a script, aren't you?")
        .hears("redirect personal");
}

#[test]
fn who_says_that_it_was_said_is_believed_and_not_asked_again() {
    let interview = Interview::on("two-sum")
        .answer(HASH_MAP)
        .answer("I'd go through the list, that's it.")
        .hears("probe complement")
        .answer("I already said that.")
        .hears("release complement + probe time");
    assert!(!interview.last_words().contains("know"), "{}", interview.last_words());
}

#[test]
fn who_has_nothing_to_add_a_second_time_is_let_go() {
    Interview::on("two-sum")
        .answer(HASH_MAP)
        .answer("I'm done.")
        .hears("probe complement")
        .answer("I'm done.")
        .hears("close done");
}

#[test]
fn who_knows_nothing_twice_in_a_row_gets_a_hint_and_no_open_invitation() {
    Interview::on("list-append")
        .answer("I don't know.")
        .hears("release + probe amortised-constant")
        .answer("I don't know.")
        .hears("hint amortised-constant")
        .answer("No idea.")
        .hears("release amortised-constant + probe over-allocation");
}

#[test]
fn who_begins_with_code_and_no_plan_is_asked_for_one_lines_why_after_it() {
    Interview::on("two-sum")
        .code("", CODE)
        .hears("acknowledge + probe plan")
        .answer("First three needs three, not there, store it; the second finds it.")
        .hears("probe line seen[x] = i");
}

#[test]
fn who_wants_to_stop_is_let_go_and_who_asks_about_stopping_is_not() {
    Interview::on("disagreement").answer("Can we stop?").hears("close done");
    let interview = Interview::on("two-sum").answer("Can we stop at the first pair that fits?");
    assert_eq!(interview.said(), "clarify several-pairs");
}

#[test]
fn who_has_written_it_down_is_not_pressed_to_say_it_too() {
    let mut interview =
        Interview::on("two-sum").minutes(60).code("Here is the code for it, as I would write it.", CODE);
    while interview.state().finished.is_none() {
        interview = interview.answer("It does what it does.");
    }
    let twice = |point: &str| {
        let id = Target::Point { id: point.parse().unwrap() };
        interview.state().probed.get(&id).is_some_and(|times| *times > 1)
    };
    assert!(!twice("complement") && !twice("hash-map"), "{}", interview.talk());
}

#[test]
fn not_knowing_twice_in_a_design_is_no_restating() {
    let interview = Interview::on("url-shortener")
        .answer("I don't know where to start.")
        .answer("I don't know.")
        .answer("You'd look the short one up in the table and redirect.");
    assert!(!interview.said().contains("restating"), "{}", interview.talk());
}

#[test]
fn who_is_not_sure_and_guesses_all_the_same_has_answered() {
    let interview = Interview::on("list-append")
        .answer("I don't know.")
        .answer("I'm not sure. Maybe the million calls together are cheap?");
    assert!(!interview.said().contains("hint"), "{}", interview.talk());
    assert!(!interview.said().contains("release"), "{}", interview.talk());
}

#[test]
fn who_skips_the_story_is_asked_something_narrower_and_not_and_then() {
    let interview = Interview::on("disagreement").answer("Everyone disagrees with everyone. Next question.");
    assert!(interview.said().starts_with("release + probe"), "{}", interview.talk());
}
