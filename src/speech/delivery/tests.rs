use super::*;
use crate::transcript::{Part, PartKind, Phase, TurnId};

fn turn(speaker: Speaker, text: &str) -> Turn {
    Turn {
        turn: TurnId(1),
        speaker,
        text: text.to_owned(),
        parts: Vec::new(),
        move_name: None,
        phase: Phase::Approach,
        at_ms: 0,
        cut: false,
    }
}

fn says(text: &str) -> Turn {
    turn(Speaker::Candidate, text)
}

#[test]
fn figures_are_of_the_candidates_words() {
    let turns = [
        turn(Speaker::Interviewer, "Um, you know, how would you start?"),
        says("Um, I think a dict would do. It maps values to their index, so lookups are O(1)."),
        turn(Speaker::Interviewer, "Go on."),
        says("That is it."),
    ];
    let delivery = Delivery::new(&turns, None);
    assert_eq!(
        delivery,
        Delivery {
            words: 20,
            words_per_minute: None,
            fillers_per_100_words: Some(5.0),
            hedges_per_100_words: 5.0,
            longest_pause_s: None,
            restarts_per_100_words: 0.0,
            signposts: 0,
            answers: 2,
            words_per_answer: 10.0,
            longest_sentence_words: 10,
            share_of_talk: Some(0.69),
        }
    );
}

#[test]
fn code_is_no_speech() {
    let text = "I'd write this:\nfor um in right: like = um";
    let code = 16..text.len();
    let parts = vec![Part { kind: PartKind::Words, span: 0..16 }, Part { kind: PartKind::Code, span: code }];
    let delivery = Delivery::new(&[Turn { parts, ..says(text) }], None);
    assert_eq!((delivery.words, delivery.fillers_per_100_words), (3, Some(0.0)));
}

#[test]
fn a_voice_has_a_pace_and_pauses() {
    let clock = Clock { speaking_ms: 6_000, longest_pause_ms: Some(2_340), verbatim: true };
    let delivery = Delivery::new(
        &[says("It goes through the list once, with one lookup for each number.")],
        Some(clock),
    );
    assert_eq!(delivery.words_per_minute, Some(120.0));
    assert_eq!(delivery.longest_pause_s, Some(2.3));
    assert_eq!(delivery.fillers_per_100_words, Some(0.0));
}

#[test]
fn a_recogniser_that_drops_filled_pauses_leaves_them_unmeasured() {
    let clock = Clock { speaking_ms: 6_000, longest_pause_ms: None, verbatim: false };
    assert_eq!(Delivery::new(&[says("Um, a dict.")], Some(clock)).fillers_per_100_words, None);
}

#[test]
fn silence_has_figures_too() {
    let delivery = Delivery::new(&[], Some(Clock { speaking_ms: 0, longest_pause_ms: None, verbatim: true }));
    assert_eq!((delivery.words, delivery.words_per_minute, delivery.share_of_talk), (0, None, None));
    assert_eq!(delivery.fillers_per_100_words, Some(0.0));
}

#[test]
fn the_json_has_the_names_of_the_contract() {
    let json = serde_json::to_value(Delivery::new(&[says("A dict.")], None)).unwrap();
    let names: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).take(5).collect();
    assert_eq!(
        names,
        ["words", "words_per_minute", "fillers_per_100_words", "hedges_per_100_words", "longest_pause_s"]
    );
}
