use super::{InputLine, InputLines};
use std::io::{BufReader, Cursor};

fn read(input: &[u8], limit: usize) -> Vec<InputLine> {
    // A tiny buffer, so that every line spans several reads.
    let mut lines = InputLines::new(BufReader::with_capacity(3, Cursor::new(input.to_vec())));
    std::iter::from_fn(|| lines.next(limit).unwrap()).collect()
}

fn whole(text: &str) -> InputLine {
    InputLine { text: text.into(), invalid_at: None, cut: false }
}

#[test]
fn lines_come_without_their_ends() {
    assert_eq!(read(b"one\r\n\ntwo", 100), [whole("one"), whole(""), whole("two")]);
    assert_eq!(read(b"", 100), []);
}

#[test]
fn a_byte_order_mark_at_the_start_is_dropped() {
    assert_eq!(read("\u{feff}one\n\u{feff}two".as_bytes(), 100), [whole("one"), whole("\u{feff}two")]);
}

#[test]
fn bytes_that_are_no_text_are_replaced_and_located() {
    let lines = read(b"fine\nab\xff\xfec\xe2", 100);
    assert_eq!(
        lines[1],
        InputLine { text: "ab\u{fffd}\u{fffd}c\u{fffd}".into(), invalid_at: Some(7), cut: false }
    );
}

#[test]
fn a_line_over_the_limit_is_cut_and_the_next_is_whole() {
    assert_eq!(
        read(b"123456789\nnext", 4),
        [InputLine { text: "1234".into(), invalid_at: None, cut: true }, whole("next")]
    );
}

#[test]
fn a_cut_inside_a_character_is_not_called_invalid() {
    assert_eq!(read("aé".as_bytes(), 2), [InputLine { text: "a".into(), invalid_at: None, cut: true }]);
}
