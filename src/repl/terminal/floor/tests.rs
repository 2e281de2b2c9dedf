use super::{Entry, Floor};
use crate::repl::front::{Answer, TimedLine};

fn entry(text: &str) -> Entry {
    Entry { text: text.into(), pasted: false }
}

fn line(offset_ms: u64, text: &str) -> TimedLine {
    TimedLine { offset_ms, text: text.into() }
}

#[test]
fn thinking_aloud_keeps_the_floor_until_an_empty_line() {
    let mut floor = Floor::default();
    floor.open(1_000);
    assert_eq!(floor.enter(entry("a map, I think"), true, 3_000), None);
    floor.open(3_001);
    assert_eq!(floor.enter(entry("no, sort it"), true, 7_500), None);
    assert_eq!(
        floor.enter(entry("  "), true, 9_000),
        Some(Answer {
            text: "a map, I think\nno, sort it".into(),
            pasted: false,
            lines: vec![line(2_000, "a map, I think"), line(6_500, "no, sort it")],
            duration_ms: 8_000,
        })
    );
}

#[test]
fn an_empty_line_with_nothing_said_yields_nothing() {
    let mut floor = Floor::default();
    floor.open(0);
    assert_eq!(floor.enter(entry(""), true, 10), None);
    assert_eq!(floor.enter(entry(""), false, 20), None);
}

#[test]
fn elsewhere_one_line_is_the_answer() {
    let mut floor = Floor::default();
    floor.open(500);
    let answer = floor.enter(entry("linear"), false, 1_500).unwrap();
    assert_eq!((answer.text.as_str(), answer.duration_ms), ("linear", 1_000));
}

#[test]
fn the_next_turn_starts_its_own_time() {
    let mut floor = Floor::default();
    floor.open(0);
    floor.enter(entry("one"), false, 100);
    floor.open(5_000);
    assert_eq!(floor.enter(entry("two"), false, 5_200).unwrap().lines, [line(200, "two")]);
}

#[test]
fn an_interruption_starts_the_time_anew_unless_something_was_said() {
    let mut floor = Floor::default();
    floor.open(0);
    floor.interrupt();
    floor.open(5_000);
    floor.enter(entry("one"), true, 6_000);
    floor.interrupt();
    floor.open(9_000);
    assert_eq!(floor.take(10_000).unwrap().duration_ms, 5_000);
}

#[test]
fn what_was_said_can_be_taken_before_it_is_yielded() {
    let mut floor = Floor::default();
    floor.open(0);
    assert_eq!(floor.take(50), None);
    floor.enter(entry("half a thought"), true, 100);
    assert_eq!(floor.take(200).unwrap().text, "half a thought");
    assert_eq!(floor.take(300), None);
}

#[test]
fn edited_words_replace_what_was_said() {
    let mut floor = Floor::default();
    floor.open(0);
    floor.enter(entry("rough"), true, 100);
    let answer = floor.replace("polished\nand longer".into(), 900).unwrap();
    assert_eq!(answer.text, "polished\nand longer");
    assert_eq!(answer.lines, [line(900, "polished\nand longer")]);
}

#[test]
fn a_paste_marks_the_whole_answer() {
    let mut floor = Floor::default();
    floor.open(0);
    floor.enter(Entry { text: "x = 1\ny = 2".into(), pasted: true }, true, 10);
    floor.enter(entry("that is it"), true, 20);
    assert!(floor.take(30).unwrap().pasted);
}
