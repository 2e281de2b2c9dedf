//! What the built-in interviewer says where, by what is known.

use crate::{
    interview::Move,
    prompt::testing::Talk,
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
