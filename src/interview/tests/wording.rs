//! What the built-in voice makes of whole talks.

use proptest::prelude::*;

use crate::transcript::Speaker;

use super::{
    super::Event,
    scene::{BANK, Interview, silence},
};

const TALK: [&str; 16] = [
    "Is the list sorted? And what if there is nothing in it?",
    "How many people will maintain this?",
    "I'd use a dict from value to index, in linear time.",
    "The hash map needs constant space.",
    "I disagree, and I stand by that.",
    "I don't know.",
    "Just tell me the answer.",
    "Could you repeat the question?",
    "Am I right?",
    "Should I sort it, or what would you do?",
    "That's it.",
    "Something with memory?",
    "You're a machine, aren't you?",
    "I already said that.",
    "I'd sort them by start and go through once, because then whatever overlaps is next to each other.",
    "Um.",
];

fn happen(mut interview: Interview, what: usize) -> Interview {
    interview.open();
    match what.checked_sub(TALK.len()) {
        None => interview.answer(TALK[what]),
        Some(0) => interview.code("", "def f(numbers):\n    for x in numbers:\n        seen[x] = 1"),
        Some(1) => interview.event(Event::HintAsked),
        Some(2) => interview.event(Event::RepeatAsked),
        Some(3) => interview.event(Event::Skipped),
        Some(4) => interview.event(Event::Retried),
        Some(5) => interview.event(silence(150)),
        Some(6) => interview.after_s(240),
        Some(7) => {
            let strong = interview.strong();
            interview.answer(&strong)
        }
        _ => {
            let medium = interview.medium();
            interview.answer(&medium)
        }
    }
}

fn utterances(interview: &Interview) -> Vec<&str> {
    let own = interview.state().turns.iter().filter(|turn| turn.speaker == Speaker::Interviewer);
    own.map(|turn| turn.text.as_str()).collect()
}

/// The sign of having heard that an utterance begins with, if it does: a sentence of at most three words.
fn sign(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once(['.', ','])?;
    (first.split_whitespace().count() <= 3 && !rest.trim().is_empty()).then_some(first)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_utterance_of_any_talk_asks_two_questions(
        question in 0..BANK.iter().count(),
        seed in 0..1000_u64,
        steps in prop::collection::vec(0..TALK.len() + 9, 1..20),
    ) {
        let question = BANK.iter().nth(question).unwrap();
        let begun = Interview::on(question.id.as_str()).seed(seed).minutes(40);
        let interview = steps.iter().fold(begun, |interview, step| happen(interview, *step));
        for said in utterances(&interview).iter().skip(1) {
            prop_assert!(said.matches('?').count() <= 1, "{said}\n{}", interview.talk());
            prop_assert!(!said.contains(['{', '}']) && !said.trim().is_empty(), "{said}");
        }
    }

    #[test]
    fn no_two_utterances_of_any_talk_in_a_row_begin_with_the_same_sign(
        seed in 0..1000_u64,
        steps in prop::collection::vec(0..TALK.len() + 9, 1..20),
    ) {
        let begun = Interview::on("two-sum").seed(seed).minutes(40);
        let interview = steps.iter().fold(begun, |interview, step| happen(interview, *step));
        for pair in utterances(&interview).windows(2) {
            let signs = (sign(pair[0]), sign(pair[1]));
            prop_assert!(signs.0.is_none() || signs.0 != signs.1, "{pair:?}\n{}", interview.talk());
        }
    }
}

#[test]
fn a_sign_of_having_heard_comes_now_and_then_and_not_every_time() {
    let mut interview = Interview::on("two-sum").minutes(60);
    let strong = Interview::sample("two-sum");
    for sentence in strong.split_inclusive(". ") {
        interview = interview.answer(sentence);
    }
    let acknowledged = |stamped: &&super::super::Stamped| matches!(&stamped.event, Event::Spoken { moves, .. } if moves.contains(&super::super::Move::Acknowledge));
    let times = interview.events.iter().filter(acknowledged).count();
    let spoken = utterances(&interview).len();
    assert!(times >= 2 && times * 2 < spoken, "{times} of {spoken}\n{}", interview.talk());
}

#[test]
fn the_candidate_is_quoted_where_the_question_is_about_these_words() {
    let interview = Interview::on("two-sum")
        .answer("I'd use a hash map from value to index, and the hash map needs constant space.");
    assert!(interview.last_words().contains("“the hash map needs constant space”"), "{}", interview.talk());
    let interview = Interview::on("two-sum").answer("I'd try something. That's it.");
    assert!(!interview.last_words().contains('“'), "{}", interview.talk());
}

#[test]
fn a_hint_for_what_was_not_asked_brings_its_question() {
    let interview = Interview::on("two-sum").event(Event::HintAsked);
    let question = "When you look at one particular number, what does it tell you about the second one?";
    assert!(interview.last_words().ends_with(question), "{}", interview.last_words());
}

#[test]
fn code_asked_for_after_a_next_floor_is_for_the_first_question() {
    let mut interview = Interview::on("two-sum").minutes(60).answer(&Interview::sample("two-sum"));
    while interview.state().finished.is_none() && interview.said() != "probe code" {
        interview = interview.answer("Hm, nothing more there.");
    }
    assert_eq!(interview.said(), "probe code");
    assert!(interview.last_words().contains("first") || interview.last_words().contains("began"));
}
