//! What the built-in interviewer says where, by what is known.

use crate::{
    interview::Move,
    prompt::testing::{Talk, probe},
    transcript::{Part, PartKind, Phase},
};

use super::words;

const CODE: &str = "def two_sum(numbers, target):\n    return None";

fn invitation(talk: &Talk, to: Phase) -> String {
    words(&[Move::Transition { to }], talk.state())
}

#[test]
fn every_phase_of_every_kind_is_opened_by_one_invitation() {
    let code = || vec![Part { kind: PartKind::Code, span: 0..CODE.len() }];
    for question in ["two-sum", "gil", "rate-limiter", "failure"] {
        for to in [Phase::Approach, Phase::Depth, Phase::Verification] {
            let known = [
                Talk::on(question),
                Talk::on(question).answered("I'd use a dict. It takes linear time and linear space."),
                Talk::on(question).handed_in(CODE, code()),
            ];
            let is_opened = question != "gil" || to > Phase::Approach;
            for talk in known.iter().filter(|_| is_opened) {
                let said = invitation(talk, to);
                assert!(!said.is_empty(), "{question}: {to}");
                assert!(said.matches('?').count() <= 1, "{said}");
            }
        }
    }
}

#[test]
fn nobody_is_asked_to_call_it_done_before_there_is_code() {
    for seed in 0..20 {
        let talk = Talk::on("two-sum").seeded(seed).answered("I'd use a dict from value to index.");
        let said = invitation(&talk, Phase::Depth);
        assert!(
            !["done", "review", "lines", "written down"].iter().any(|word| said.contains(word)),
            "{said}"
        );
    }
}

#[test]
fn what_was_named_in_passing_is_asked_about_in_the_candidates_words_and_not_the_sheets() {
    let talk = Talk::on("merge-intervals").answered("Sort them first.");
    let how =
        Move::Probe { target: crate::interview::Target::How { approach: "sort-and-sweep".parse().unwrap() } };
    let said = words(&[Move::Acknowledge, how], talk.state());
    assert!(!said.to_lowercase().contains("sweep"), "{said}");
}

#[test]
fn a_question_that_goes_far_back_says_so() {
    let talk = Talk::on("failure")
        .answered("It went wrong and we rolled it back.")
        .spoke(vec![Move::Transition { to: Phase::Verification }], "What's left of it today?")
        .answered("We talk more.");
    let said = words(&[probe("scene")], talk.state());
    let question = "What was the situation, and where did you come in?";
    assert!(said.ends_with(question) && said != question, "{said}");
}

#[test]
fn nobody_is_told_to_carry_on_who_has_not_begun() {
    let talk = Talk::on("disagreement").answered("Hm.");
    let said = words(&[Move::Pump { point: None }], talk.state());
    assert!(["tart", "egin"].iter().any(|begin| said.contains(begin)), "{said}");
}

#[test]
fn a_point_asked_for_again_later_is_not_called_the_last_question() {
    let talk =
        Talk::on("two-sum").spoke(vec![probe("complement")], "When you look at one number?").answered("Hm.");
    let now = words(&[probe("complement")], talk.state());
    let later = talk.spoke(vec![probe("time")], "How does it grow?").answered("Hm.");
    assert_ne!(words(&[probe("complement")], later.state()), now);
}
