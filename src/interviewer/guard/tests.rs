use proptest::prelude::*;

use super::Guard;
use crate::{
    interview::{Challenged, Move, Rung, State},
    prompt::testing::{Talk, probe},
};

/// What came out, whether it will do, and what was noted.
fn guarded_by(state: &State, moves: &[Move], text: &str) -> (String, bool, Vec<String>) {
    let mut guard = Guard::new(state, moves);
    let mut out = guard.push(text);
    let outcome = guard.finish();
    out.push_str(&outcome.rest);
    (out, outcome.good, outcome.reasons)
}

fn talk() -> Talk {
    Talk::on("two-sum").answered("I'd keep a dict of the numbers, and look in there.")
}

/// The guard on somebody who has named a dict and is asked what is in it.
fn guarded(text: &str) -> (String, bool, Vec<String>) {
    guarded_by(talk().state(), &[probe("hash-map")], text)
}

fn said(text: &str) -> String {
    guarded(text).0
}

fn reasons(text: &str) -> Vec<String> {
    guarded(text).2
}

#[test]
fn a_fitting_question_passes_untouched() {
    let question = "You'd keep a dict of the numbers: what precisely goes into it?";
    assert_eq!(guarded(question), (question.to_owned(), true, Vec::new()));
}

#[test]
fn nothing_is_said_after_the_question() {
    assert_eq!(said("What is in it? And what does it cost? Take your time."), "What is in it?");
}

/// "You say you move the left one up." led in two utterances in a row.
#[test]
fn what_it_said_before_it_does_not_say_again() {
    let lead = "You say you'd keep a dict.";
    let talk = talk().spoke(vec![probe("hash-map")], &format!("{lead} Why?")).answered("For the look-ups.");
    let (out, good, reasons) =
        guarded_by(talk.state(), &[probe("hash-map")], &format!("{lead} What is in it?"));
    assert_eq!((out.as_str(), good), ("What is in it?", true));
    assert_eq!(reasons, ["said before: You say you'd keep a dict"]);
}

/// "Take this input… Take one small input and tell me what each line does with it." was said once.
#[test]
fn a_request_that_goes_wrong_leaves_no_stump() {
    assert_eq!(said("Take this input, [5, 17, 40], and walk me through it."), "");
    assert_eq!(
        said("Walk me through what is in it, line by line."),
        "Walk me through what is in it, line by line."
    );
}

/// "Tell them that for every element we look up, we walk through the list again." was said to somebody whose look-ups
/// were constant.
#[test]
fn a_request_that_dictates_the_answer_is_a_statement() {
    let (out, good, reasons) = guarded("Tell them that the dictionary is a tree. What is in it?");
    assert_eq!((out.as_str(), good), ("", false));
    assert_eq!(reasons, ["a statement of its own: Tell them that the dictionary is a tree"]);
}

#[test]
fn a_second_question_in_the_same_sentence_is_cut_off_it() {
    let talk = Talk::on("gil").answered("Threads wait for the network.");
    let moves = [Move::Pump { point: None }];
    let (out, good, reasons) =
        guarded_by(talk.state(), &moves, "What do they wait for, and how would you measure that?");
    assert_eq!((out.as_str(), good), ("What do they wait for?", true));
    assert_eq!(reasons, ["a second question: and how would you measure that"]);
}

#[test]
fn two_things_are_asked_where_the_author_asks_two() {
    let both = "What do you keep there, and what precisely is in it?";
    assert_eq!(guarded(both), (both.to_owned(), true, Vec::new()));
}

#[test]
fn praise_and_verdicts_are_left_out() {
    assert_eq!(said("Great! What is in it?"), "What is in it?");
    assert_eq!(said("That's correct, and what is in it?"), "And what is in it?");
    assert_eq!(said("You're absolutely right. Good point. What is in it?"), "What is in it?");
    assert_eq!(said("Exactly what do you keep in it?"), "Exactly what do you keep in it?");
    assert_eq!(reasons("Good job! What is in it?"), ["praise or a verdict: Good job"]);
}

#[test]
fn the_interviewers_label_goes_and_speech_for_others_ends_it() {
    assert_eq!(said("Interviewer: What is in it?"), "What is in it?");
    assert_eq!(said("Okay.\nCandidate: I'd put the values in."), "Okay.");
    assert_eq!(
        guarded("I'd put the numbers in the dict."),
        (String::new(), false, vec!["speech for the candidate: I'd put the numbers in the dict".to_owned()],)
    );
}

#[test]
fn the_candidate_is_not_spoken_of() {
    assert_eq!(
        reasons("What would the candidate keep in it?"),
        ["the candidate in the third person: What would the candidate keep in it"]
    );
}

#[test]
fn lists_headings_code_and_stage_directions_are_not_spoken() {
    assert_eq!(said("Okay.\n- What is in it?"), "Okay.");
    assert_eq!(said("1. What is in it?"), "");
    assert_eq!(said("# Question\nWhat is in it?"), "");
    assert_eq!(said("```python\ndef f(): pass\n```"), "");
    assert_eq!(said("(leans back) What is **precisely** in it?"), "What is precisely in it?");
}

#[test]
fn a_statement_of_its_own_is_not_an_interviewers() {
    let (out, good, reasons) = guarded("The dictionary holds complements. What is in it?");
    assert_eq!((out.as_str(), good), ("", false));
    assert_eq!(reasons.len(), 1, "{reasons:?}");
    assert_eq!(said("When you look at the numbers, it is in there."), "");
}

#[test]
fn an_open_point_is_not_given_away() {
    let (out, good, reasons) = guarded("Could you look for target minus the number?");
    assert_eq!((out.as_str(), good), ("", false));
    assert_eq!(reasons, ["gives away `complement`: Could you look for target minus the number"]);
}

#[test]
fn a_leak_over_two_clauses_is_seen_with_its_second() {
    let (out, good, reasons) = guarded("Would you take the target, minus the number you are at?");
    assert_eq!((out.as_str(), good), ("Would you take the target…", false));
    assert_eq!(reasons.len(), 1, "{reasons:?}");
}

#[test]
fn what_the_candidate_has_said_is_no_secret() {
    let talk = Talk::on("two-sum").answered("I look for target minus the number.");
    let question = "You look for target minus the number: where do you look?";
    assert_eq!(guarded_by(talk.state(), &[probe("hash-map")], question).0, question);
}

#[test]
fn a_hint_may_speak_of_its_own_point_and_of_no_other() {
    let talk = Talk::on("two-sum").answered("Hm.");
    let hint = [Move::Hint { point: "complement".parse().unwrap(), rung: Rung::Hint }];
    let own = "What is target minus the number?";
    assert_eq!(guarded_by(talk.state(), &hint, own).0, own);
    let other = "What if you stored every number in a dict with its index?";
    assert!(guarded_by(talk.state(), &hint, other).2[0].starts_with("gives away"));
}

#[test]
fn eight_words_of_the_solution_are_no_accident() {
    let talk = Talk::on("gil").answered("It's a lock.");
    let says = talk.state().question().expectations[0].says.clone();
    let recital = format!("Would you say that {says}");
    let (out, good, reasons) = guarded_by(talk.state(), &[Move::Pump { point: None }], &recital);
    assert!(!good && reasons.len() == 1, "{out} {reasons:?}");
}

#[test]
fn a_question_is_not_asked_again() {
    let asked = "What precisely goes into that dict of yours?";
    let talk = talk().spoke(vec![probe("hash-map")], asked).answered("The numbers.");
    let moves =
        [Move::Challenge { what: Challenged::Misconception { id: "map-is-free".parse().unwrap() }, step: 1 }];
    let (out, good, reasons) =
        guarded_by(talk.state(), &moves, "What precisely goes into the dict of yours?");
    assert_eq!((out.as_str(), good), ("", false));
    assert_eq!(reasons, ["asked before: What precisely goes into the dict of yours"]);
}

#[test]
fn a_number_that_nobody_named_is_made_up() {
    assert_eq!(reasons("What if the list is 7, 3?"), ["a number of its own: What if the list is 7"]);
    let talk = Talk::on("two-sum").answered("Say the list is 7, 3.");
    let question = "What goes in first for 7, 3?";
    assert_eq!(guarded_by(talk.state(), &[probe("hash-map")], question).0, question);
}

#[test]
fn two_utterances_in_a_row_do_not_begin_with_the_same_sign() {
    let talk =
        talk().spoke(vec![probe("complement")], "Okay. What do you look for?").answered("The other one.");
    let again = "Okay. What is in it?";
    assert_eq!(guarded_by(talk.state(), &[probe("hash-map")], again).0, "What is in it?");
    assert_eq!(said(again), again);
}

#[test]
fn setting_a_scene_asks_for_nothing() {
    assert_eq!(
        guarded("Let's say you look at the numbers."),
        ("Let's say you look at the numbers.".to_owned(), false, Vec::new(),)
    );
}

#[test]
fn eighty_words_are_enough() {
    let (out, good, reasons) =
        guarded(&format!("What would you keep in it if {}?", "you look and look ".repeat(30)));
    assert!(out.split_whitespace().count() <= 80 && out.ends_with('…') && !good);
    assert!(reasons[0].starts_with("more than 80 words"), "{reasons:?}");
}

#[test]
fn a_question_without_its_mark_gets_one_and_a_request_asks_too() {
    assert_eq!(guarded("What is in it"), ("What is in it?".to_owned(), true, Vec::new()));
    let request = "Tell me what precisely is in it.";
    assert_eq!(guarded(request), (request.to_owned(), true, Vec::new()));
    let beside = "Tell me how you would start.";
    assert_eq!(guarded(beside), (beside.to_owned(), false, Vec::new()));
    assert_eq!(guarded("Okay."), ("Okay.".to_owned(), false, Vec::new()));
}

#[test]
fn what_broke_off_ends_where_it_was_heard() {
    let talk = talk();
    let mut guard = Guard::new(talk.state(), &[probe("hash-map")]);
    let heard = guard.push("So a dict. What would you keep in it, once you");
    assert_eq!(heard, "So a dict. What would you keep in it");
    let outcome = guard.break_off();
    assert_eq!((outcome.rest.as_str(), outcome.good), ("…", false));
}

fn pieces() -> impl Strategy<Value = Vec<String>> {
    let words = prop::sample::select(vec![
        "What",
        "you",
        "keep",
        "in",
        "it",
        "dict",
        "Great",
        "great point",
        "target minus",
        "the",
        "candidate",
        "numbers",
        "?",
        "? ",
        ". ",
        ", ",
        ": ",
        "\n",
        "! ",
        " ",
        "- ",
        "```",
        "(smiles) ",
        "Candidate: ",
        "Interviewer: ",
        "**",
        "\"",
        "and how do you",
        "I'd",
        "You said",
        "…",
        "é",
        "Walk me through",
        "e.g. ",
    ]);
    prop::collection::vec(words.prop_map(str::to_owned), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn however_it_is_chopped_up_the_same_comes_out_with_one_question_at_most(words in pieces(), spaced: bool) {
        let talk = talk();
        let text = words.join(if spaced { " " } else { "" });
        let whole = guarded_by(talk.state(), &[probe("hash-map")], &text);
        prop_assert!(whole.0.matches('?').count() <= 1, "{}", whole.0);
        let mut guard = Guard::new(talk.state(), &[probe("hash-map")]);
        let mut out: String = text.chars().map(|c| guard.push(&c.to_string())).collect();
        let outcome = guard.finish();
        out.push_str(&outcome.rest);
        prop_assert_eq!((out, outcome.good, outcome.reasons), whole);
    }
}
