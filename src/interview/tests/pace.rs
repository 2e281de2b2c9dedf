//! The clock: the last minutes, the end, and short interviews.

use super::{
    super::{Ending, Event},
    scene::Interview,
};

const COMPLEMENT: &str = "For each number I look up target minus that number.";

#[test]
fn the_last_minutes_are_named_once_before_the_next_question() {
    Interview::on("two-sum")
        .after_s(1_060)
        .answer(COMPLEMENT)
        .hears("acknowledge + nudge last-minutes + probe hash-map")
        .answer("Hm.")
        .hears("probe time");
}

#[test]
fn near_the_end_what_is_indispensable_goes_before_the_candidates_own_thread() {
    let named = "I'd use a dict from value to index.";
    Interview::on("two-sum").answer(named).hears("acknowledge + probe how-hash-map");
    Interview::on("two-sum")
        .after_s(1_070)
        .answer(named)
        .hears("acknowledge + nudge last-minutes + probe complement");
}

#[test]
fn the_time_up_while_the_candidate_thinks_ends_with_a_close() {
    let interview = Interview::on("two-sum").after_s(1_200).event(Event::TimeUp).hears("close time-up");
    assert_eq!(interview.state().finished, Some(Ending::TimeUp));
}

#[test]
fn an_answer_after_the_time_is_booked_and_then_it_ends() {
    let interview = Interview::on("two-sum").after_s(1_200).answer(COMPLEMENT).hears("close time-up");
    assert_eq!(interview.credit("complement"), "unprompted");
    assert_eq!(interview.state().finished, Some(Ending::TimeUp));
}

#[test]
fn seven_minutes_end_with_a_close_whatever_is_said() {
    for answer in ["I don't know.", "That's it.", "Um.", COMPLEMENT, "Is it sorted?"] {
        let mut interview = Interview::on("two-sum").minutes(7);
        for _ in 0..14 {
            interview = interview.answer(answer);
        }
        assert!(interview.state().finished.is_some(), "{answer}:\n{}", interview.talk());
        assert_eq!(
            interview.state().turns.iter().filter(|t| t.move_name.as_deref() == Some("close")).count(),
            1
        );
    }
}

#[test]
fn a_short_interview_invites_once_and_goes_one_floor_up_at_most() {
    let mut interview = Interview::on("two-sum").minutes(7);
    for answer in [&Interview::sample("two-sum"), "Two pointers.", "Linear.", "No.", "No."] {
        interview = interview.answer(answer);
    }
    let made =
        |name: &str| interview.state().turns.iter().filter(|t| t.move_name.as_deref() == Some(name)).count();
    assert!(made("transition") <= 1 && made("extend") == 1, "{}", interview.talk());
}

#[test]
fn nothing_is_owed_once_it_is_over() {
    let interview = Interview::on("two-sum").event(Event::Finished { why: Ending::Done }).hears("");
    assert_eq!(interview.answer(COMPLEMENT).said(), "");
}

#[test]
fn again_asks_for_a_point_after_the_end_and_its_answer_is_booked_nowhere() {
    let point = "complement".parse().unwrap();
    let interview = Interview::on("two-sum")
        .event(Event::Finished { why: Ending::Done })
        .event(Event::AgainAsked { point })
        .hears("again complement")
        .answer(COMPLEMENT)
        .hears("");
    assert_eq!(interview.credit("complement"), "open");
}
