use super::*;

fn turn(text: &str, parts: Vec<Part>) -> Turn {
    Turn {
        turn: TurnId(1),
        speaker: Speaker::Candidate,
        text: text.to_owned(),
        parts,
        move_name: None,
        phase: Phase::Approach,
        at_ms: 0,
        cut: false,
    }
}

#[test]
fn a_turn_without_parts_is_words() {
    let turn = turn("I'd use a set.", Vec::new());
    assert_eq!(turn.words().collect::<Vec<_>>(), [(0, "I'd use a set.")]);
    assert_eq!(turn.code().count(), 0);
}

#[test]
fn code_is_blanked_out_and_offsets_stay() {
    let parts = vec![Part { kind: PartKind::Words, span: 0..4 }, Part { kind: PartKind::Code, span: 4..12 }];
    let turn = turn("So:\nreturn é", parts);
    let words = turn.words_in_place();
    assert_eq!(words.len(), turn.text.len());
    assert_eq!(words.trim_end(), "So:");
}

#[test]
fn a_name_that_is_none_says_what_there_is() {
    let error = "quiz".parse::<Kind>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`quiz` is not a kind: use one of coding, concepts, system-design, behavioral"
    );
}
