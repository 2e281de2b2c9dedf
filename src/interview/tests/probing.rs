//! What is asked for, when, and how often.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{Event, Move, Target},
    scene::{BANK, Interview},
};

#[test]
fn costs_are_not_asked_for_before_their_phase() {
    let interview = Interview::on("two-sum")
        .answer("I'd use a dict from value to index.")
        .hears("acknowledge + probe how-hash-map")
        .answer("For each number I look up target minus that number.")
        .hears("transition depth");
    assert_eq!(interview.credit("time"), "open");
    interview.answer("Hm, not much.").hears("probe time");
}

#[test]
fn an_answer_called_complete_closes_every_window() {
    Interview::on("two-sum")
        .answer("I'd use a dict from value to index and look up target minus the number. That's my answer.")
        .hears("acknowledge + probe time");
}

#[test]
fn clarifying_questions_are_never_asked_for() {
    let interview = Interview::on("two-sum").answer("Hm.").answer("I'd use a dict from value to index.");
    assert!(
        interview
            .state()
            .probed
            .keys()
            .all(|target| !matches!(target, Target::Point { id } if *id == "sorted"))
    );
}

#[test]
fn who_sorts_is_not_led_towards_the_hash_map() {
    let mut interview = Interview::on("two-sum")
        .minutes(60)
        .answer("I'd sort it first and use two pointers from both ends. That's it.");
    for _ in 0..8 {
        interview = interview.answer("Hm, no more than I said.");
    }
    let hash_map_only = ["hash-map", "check-first", "average-lookup", "time", "space"];
    let asked: Vec<_> = hash_map_only.iter().filter(|point| asked_for(&interview, point) > 0).collect();
    assert!(asked.is_empty(), "{asked:?}\n{}", interview.talk());
}

#[test]
fn an_indispensable_point_is_asked_for_twice_in_different_words() {
    let interview = Interview::on("two-sum")
        .answer("I'd try something. That's it.")
        .hears("probe complement")
        .answer("I go through the list.")
        .answer("I look at the numbers.")
        .answer("I look at them again.")
        .answer("And again.")
        .answer("Once more.")
        .answer("And that is all.");
    assert_eq!(asked_for(&interview, "complement"), 2, "{}", interview.talk());
    told_once(&interview);
}

#[test]
fn follow_ups_bring_their_own_points_and_no_more_than_two_of_them() {
    let mut interview = Interview::on("two-sum").minutes(60).answer(&Interview::sample("two-sum"));
    assert_eq!(interview.state().follow_ups.len(), 1);
    interview = interview.answer("Hm.").answer("Hm.").answer("Hm.").answer("Hm.");
    let asked =
        ["close-in", "why-discard", "close-in-cost"].iter().filter(|p| asked_for(&interview, p) > 0).count();
    assert_eq!(asked, 2, "{}", interview.talk());
    assert_eq!(interview.state().follow_ups.len(), 2);
}

#[test]
fn a_junior_is_not_asked_what_is_expected_of_a_senior() {
    let mut interview = Interview::on("two-sum").minutes(60).seniority(crate::transcript::Seniority::Junior);
    for _ in 0..20 {
        interview = interview.answer("Hm, that's it.");
    }
    assert_eq!(asked_for(&interview, "average-lookup"), 0);
    assert_eq!(interview.state().follow_ups.iter().filter(|f| **f != "sorted-no-memory").count(), 0);
}

#[test]
fn no_interview_asks_twice_in_the_same_words_or_more_than_twice_for_a_point() {
    for question in BANK.iter() {
        for answer in ["Hm.", "I don't know.", &question.samples.weak] {
            let mut interview = Interview::on(question.id.as_str()).answer(answer);
            while interview.state().finished.is_none() {
                interview = interview.answer(answer);
            }
            told_once(&interview);
            asked_at_most_twice(&interview);
        }
    }
}

#[test]
fn every_indispensable_point_is_reached_in_the_time() {
    for question in BANK.iter().filter(|question| question.approaches.is_empty()) {
        let mut interview = Interview::on(question.id.as_str()).minutes(question.minutes).answer("Hm.");
        while interview.state().finished.is_none() {
            interview = interview.answer("Hm, nothing comes to mind there.");
        }
        let must = question
            .expectations
            .iter()
            .filter(|e| e.must && e.seniority <= interview.state().setup.seniority);
        let missed: Vec<_> =
            must.filter(|e| asked_for(&interview, e.id.as_str()) == 0).map(|e| e.id.as_str()).collect();
        assert!(missed.is_empty(), "{}: {missed:?}\n{}", question.id, interview.talk());
    }
}

/// How often a point was asked for.
fn asked_for(interview: &Interview, point: &str) -> u8 {
    let is = |target: &Target| matches!(target, Target::Point { id } if *id == point);
    interview.state().probed.iter().find(|(target, _)| is(target)).map_or(0, |(_, times)| *times)
}

fn asked_at_most_twice(interview: &Interview) {
    let often: BTreeMap<_, _> = interview.state().probed.iter().filter(|(_, times)| **times > 2).collect();
    assert!(often.is_empty(), "{often:?}\n{}", interview.talk());
}

/// No probe, challenge or extension stands twice in the same words.
fn told_once(interview: &Interview) {
    let asks =
        |step: &Move| matches!(step, Move::Probe { .. } | Move::Challenge { .. } | Move::Extend { .. });
    let mut heard = BTreeSet::new();
    for stamped in &interview.events {
        if let Event::Spoken { moves, text, .. } = &stamped.event
            && moves.last().is_some_and(asks)
        {
            assert!(heard.insert(text.clone()), "twice: {text}\n{}", interview.talk());
        }
    }
}
