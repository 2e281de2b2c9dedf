use std::sync::LazyLock;

use crate::{
    bank::{Bank, Roles},
    interview::{Move, State},
    interviewer::builtin,
    rubric::Rubrics,
};

use super::{play::play, *};

static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::load(&[]).0);
static RUBRICS: LazyLock<Rubrics> = LazyLock::new(|| Rubrics::load(&[]).0);
static ROLES: LazyLock<Roles> = LazyLock::new(|| Roles::load(&[]).0);

fn candidate(id: &str) -> Candidate {
    embedded().unwrap().into_iter().find(|candidate| candidate.id == id).unwrap()
}

/// What was counted where each utterance is put into words by `words`.
fn interview(question: &str, who: &str, words: impl Fn(&[Move], &State) -> String) -> Counted {
    let question = BANK.get(&question.parse().unwrap()).unwrap();
    let rubric = RUBRICS.for_kind(question.kind).unwrap();
    let setup = setup(question, rubric, ROLES.iter().next().unwrap(), 1);
    let candidate = candidate(who);
    counted(&play(setup, &candidate, &mut |moves, state| words(moves, state)), &candidate)
}

fn discipline(question: &str, who: &str, words: impl Fn(&[Move], &State) -> String) -> Discipline {
    Discipline::new("builtin", interview(question, who, words))
}

/// The built-in voice, with these words in the place of its probes.
fn probing(with: &'static str) -> impl Fn(&[Move], &State) -> String {
    move |moves, state| match moves.last() {
        Some(Move::Probe { .. }) => with.to_owned(),
        _ => builtin::words(moves, state),
    }
}

#[test]
fn every_kind_of_candidate_is_there() {
    let ids: Vec<String> = embedded().unwrap().into_iter().map(|candidate| candidate.id).collect();
    let nine = "asking injecting medium off-topic rambling silent strong weak wrong";
    assert_eq!(ids.join(" "), nine);
}

#[test]
fn the_built_in_voice_keeps_its_discipline_with_everybody() {
    for question in ["two-sum", "gil", "failure", "url-shortener"] {
        let mut all = Counted::default();
        for candidate in embedded().unwrap() {
            all.add(interview(question, &candidate.id, builtin::words));
        }
        let discipline = Discipline::new("builtin", all);
        assert_eq!(discipline.failures, [], "{question}");
        assert_eq!((discipline.interviews, discipline.must_cover), (9, 1.0), "{question}");
    }
}

#[test]
fn two_questions_at_once_are_counted_and_quotes_are_not() {
    let two = discipline("two-sum", "medium", probing("What is it? And why?"));
    assert!(two.double_questions > 0);
    let quoted = discipline("two-sum", "medium", probing("“Is it? Is it?”, you said. Is it?"));
    assert_eq!(quoted.double_questions, 0);
}

#[test]
fn a_point_given_away_is_counted() {
    let leaking = discipline("two-sum", "weak", probing("Would target minus x tell you what to look for?"));
    assert!(leaking.leaks > 0);
    assert!(leaking.failures.iter().any(|failure| failure.what == "gives away `complement`"));
}

#[test]
fn the_solution_recited_is_counted() {
    let solution = BANK.get(&"two-sum".parse().unwrap()).unwrap().solution.clone().unwrap().text;
    let said: String = solution.lines().filter(|line| !line.trim().is_empty()).take(6).collect();
    let leaking = discipline("two-sum", "weak", move |moves, state| match moves.last() {
        Some(Move::Hint { .. } | Move::Probe { .. }) => said.clone(),
        _ => builtin::words(moves, state),
    });
    assert!(leaking.leaks > 0);
}

#[test]
fn the_same_question_again_is_counted() {
    let again = discipline("two-sum", "medium", probing("What would you say about that now?"));
    assert!(again.repeats > 0);
}

#[test]
fn a_hint_that_nobody_needed_is_counted() {
    let never = discipline("two-sum", "strong", builtin::words);
    assert_eq!(never.unasked_hints, 0);
    let mut needy = candidate("weak");
    needy.knows = true;
    let question = BANK.get(&"two-sum".parse().unwrap()).unwrap();
    let rubric = RUBRICS.for_kind(question.kind).unwrap();
    let setup = setup(question, rubric, ROLES.iter().next().unwrap(), 1);
    needy.lines = vec!["Just tell me the answer, please.".to_owned()];
    let played = play(setup, &needy, &mut |moves, state| builtin::words(moves, state));
    assert!(Discipline::new("builtin", counted(&played, &needy)).unasked_hints > 0);
}

#[test]
fn a_clarifying_question_that_gets_another_answer_is_counted() {
    let evasive = discipline("two-sum", "asking", |moves, state| match moves.first() {
        Some(Move::Clarify { .. }) => "Whatever you like.".to_owned(),
        _ => builtin::words(moves, state),
    });
    assert!(evasive.clarifications_answered < 0.5);
}

#[test]
fn a_long_speech_is_counted() {
    let long: &'static str = Box::leak("and so on ".repeat(30).into_boxed_str());
    assert_eq!(discipline("two-sum", "medium", probing(long)).words_longest, 90);
}

#[test]
fn every_figure_that_is_not_as_wanted_fails() {
    let mut bad = discipline("two-sum", "strong", builtin::words);
    assert!(bad.figures().iter().all(|figure| figure.pass), "{:?}", bad.figures());
    bad.must_cover = 0.99;
    bad.words_median = 46;
    bad.share_of_words = 0.3;
    bad.closed_in_time = 0.5;
    assert_eq!(bad.figures().iter().filter(|figure| !figure.pass).count(), 4);
}
