use proptest::prelude::*;

use super::*;

/// What a filter makes of pieces: the answer and the reasoning.
fn filter(unopened: bool, pieces: &[&str]) -> (String, String) {
    let mut filter = ThinkFilter::new(unopened);
    let mut out = Vec::new();
    pieces.iter().for_each(|piece| filter.push(piece, &mut out));
    filter.finish(&mut out);
    let (mut answer, mut thought) = (String::new(), String::new());
    for piece in out {
        match piece {
            Piece::Text(text) => answer.push_str(&text),
            Piece::Reasoning(text) => thought.push_str(&text),
            Piece::Retract => thought.push_str(&std::mem::take(&mut answer)),
        }
    }
    (answer, thought)
}

fn split(answer: &str, thought: &str) -> (String, String) {
    (answer.to_owned(), thought.to_owned())
}

#[test]
fn reasoning_between_tags_is_taken_out() {
    assert_eq!(filter(false, &["<think>hm</think>\n\nHi"]), split("\n\nHi", "hm"));
    assert_eq!(filter(false, &["\n[THINK]hm[/THINK]Hi"]), split("\nHi", "hm"));
}

#[test]
fn a_tag_cut_anywhere_is_still_a_tag() {
    assert_eq!(filter(false, &["<th", "ink>h", "m</t", "hi", "nk>Hi"]), split("Hi", "hm"));
}

#[test]
fn what_only_began_like_a_tag_is_text() {
    assert_eq!(filter(false, &["a <th", "e> b <"]), split("a <the> b <", ""));
}

#[test]
fn an_answer_may_speak_of_the_tag() {
    assert_eq!(filter(false, &["Use a <think> tag"]), split("Use a <think> tag", ""));
}

#[test]
fn reasoning_without_an_opening_tag_is_taken_back() {
    let mut out = Vec::new();
    let mut filter = ThinkFilter::new(false);
    ["hm, so", " be it</think>", "Hi"].iter().for_each(|piece| filter.push(piece, &mut out));
    assert_eq!(
        out,
        [
            Piece::Text("hm, so".into()),
            Piece::Text(" be it".into()),
            Piece::Retract,
            Piece::Text("Hi".into())
        ]
    );
}

#[test]
fn a_model_known_to_begin_with_reasoning_is_not_heard_before_its_answer() {
    let mut out = Vec::new();
    let mut filter = ThinkFilter::new(true);
    filter.push("hm, so", &mut out);
    assert_eq!(out, []);
    filter.push(" be it</think>Hi", &mut out);
    assert_eq!(out, [Piece::Reasoning("hm, so be it".into()), Piece::Text("Hi".into())]);
}

#[test]
fn if_it_does_not_reason_for_once_all_was_answer() {
    assert_eq!(filter(true, &["Hi", " there"]), split("Hi there", ""));
}

#[test]
fn a_stray_closing_tag_later_on_takes_nothing_back() {
    assert_eq!(filter(false, &["<think>hm</think>Hi</think> there"]), split("Hi there", "hm"));
}

#[test]
fn unfinished_reasoning_stays_reasoning() {
    assert_eq!(filter(false, &["<think>hm and so on</thi"]), split("", "hm and so on</thi"));
}

proptest! {
    #[test]
    fn cutting_changes_nothing(
        unopened: bool,
        parts in prop::collection::vec(prop_oneof![
            Just("<think>"), Just("</think>"), Just("<thinking>"), Just("[/THINK]"), Just("\n"), Just(" "), Just("<"), Just("ü"), Just("x")
        ], 0..12),
    ) {
        let whole: String = parts.concat();
        let letters: Vec<String> = whole.chars().map(String::from).collect();
        let pieces: Vec<&str> = letters.iter().map(String::as_str).collect();
        prop_assert_eq!(filter(unopened, &pieces), filter(unopened, &[&whole]));
    }
}
