//! What the candidate asks.

use super::scene::Interview;

#[test]
fn a_question_is_answered_from_the_facts() {
    let interview = Interview::on("two-sum").answer("Is the list sorted?").hears("clarify sorted");
    assert_eq!(interview.last_words(), "No. They come in whatever order they come.");
}

#[test]
fn two_questions_in_one_turn_both_get_their_answer() {
    Interview::on("two-sum")
        .answer("Is the list sorted? And what if there is no pair?")
        .hears("clarify sorted no-pair");
}

#[test]
fn two_questions_in_one_sentence_both_get_their_answer() {
    Interview::on("two-sum")
        .answer("Is the list sorted, and can there be negative numbers?")
        .hears("clarify sorted negatives");
}

#[test]
fn what_the_facts_do_not_cover_is_the_candidates_call() {
    Interview::on("two-sum").answer("How many people will maintain this?").hears("clarify your-call");
}

#[test]
fn what_is_covered_is_answered_beside_what_is_not() {
    Interview::on("rate-limiter")
        .answer("How many requests per second? Is it painted blue?")
        .hears("clarify request-rate your-call");
}

#[test]
fn an_assumption_aloud_gets_no_answer() {
    Interview::on("two-sum").answer("I'll assume the list is sorted.").hears("transition approach");
}

#[test]
fn a_question_after_an_answer_is_answered_and_the_talk_goes_on() {
    Interview::on("two-sum")
        .answer("I'd use a dict from value to index.")
        .answer("Each lookup is target minus the number. Can there be duplicates?")
        .hears("clarify duplicates + transition depth");
}

#[test]
fn a_question_that_the_candidate_answers_is_left_alone() {
    Interview::on("two-sum")
        .answer("What do I need? I need target minus the number, looked up in a dict from value to index.")
        .hears("transition depth");
}

#[test]
fn clarifications_are_booked_once_answered() {
    let interview = Interview::on("two-sum").answer("Is the list sorted?");
    let clarified: Vec<String> = interview.state().clarified.iter().map(ToString::to_string).collect();
    assert_eq!(clarified, ["sorted"]);
}
