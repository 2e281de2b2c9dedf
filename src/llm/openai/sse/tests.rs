use proptest::prelude::*;

use super::*;

fn read(pieces: &[&[u8]]) -> Vec<SseEvent> {
    let mut reader = SseReader::default();
    let mut events = Vec::new();
    let mut keep = |event: &SseEvent| {
        events.push(event.clone());
        Ok::<(), TooLong>(())
    };
    for piece in pieces {
        reader.push(piece, &mut keep).unwrap();
    }
    reader.finish(&mut keep).unwrap();
    events
}

fn data(body: &str) -> Vec<String> {
    read(&[body.as_bytes()]).into_iter().map(|event| event.data).collect()
}

#[test]
fn lines_end_with_lf_crlf_or_cr() {
    for end in ["\n", "\r\n", "\r"] {
        let body = ["data: a", "", "data: b", "", ""].join(end);
        assert_eq!(data(&body), ["a", "b"], "{end:?}");
    }
    assert_eq!(data("data: a\r\n\ndata: b\r\r\ndata: c\n\r\n"), ["a", "b", "c"]);
}

#[test]
fn a_crlf_cut_in_two_is_one_line_end() {
    assert_eq!(read(&[b"data: a\r", b"\ndata: b\r", b"\n\r", b"\n"]).len(), 1);
}

#[test]
fn one_space_after_the_colon_belongs_to_the_field() {
    assert_eq!(data("data:a\n\ndata: b\n\ndata:  c\n\n"), ["a", "b", " c"]);
}

#[test]
fn data_lines_are_joined_and_other_fields_ignored() {
    assert_eq!(data("id: 1\nretry: 10\ndata: a\ndata: b\nnonsense\n\n"), ["a\nb"]);
    assert_eq!(data("data\ndata\n\n"), ["\n"]);
}

#[test]
fn comments_and_blank_lines_are_no_events() {
    assert_eq!(data(":\n\n: ping\n\n\n\n:keep-alive\ndata: a\n\n"), ["a"]);
}

#[test]
fn a_byte_order_mark_is_dropped_once_even_cut() {
    assert_eq!(read(&[b"\xef", b"\xbb", b"\xbfdata: a\n\n"])[0].data, "a");
    assert_eq!(data("data: a\n\n\u{feff}data: b\n\n"), ["a"]);
}

#[test]
fn the_type_of_an_event_is_kept_for_that_event_only() {
    let events = read(&[b"event: error\ndata: a\n\ndata: b\n\n"]);
    assert_eq!(events.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["error", ""]);
}

#[test]
fn a_last_event_needs_no_blank_line_and_no_line_end() {
    assert_eq!(data("data: a\n\ndata: b"), ["a", "b"]);
}

#[test]
fn unicode_line_separators_end_no_line() {
    assert_eq!(data("data: a\u{2028}b\u{85}c\n\n"), ["a\u{2028}b\u{85}c"]);
}

#[test]
fn a_bare_line_of_json_counts_as_data() {
    assert_eq!(data("{\"error\":\"x\"}\n\n"), ["{\"error\":\"x\"}"]);
}

#[test]
fn an_endless_event_is_given_up() {
    let mut reader = SseReader::default();
    let megabyte = vec![b'x'; 1 << 20];
    let given_up = (0..9).any(|_| reader.push(&megabyte, |_| Ok(())) == Err(TooLong));
    assert!(given_up);
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..10)) {
        read(&pieces.iter().map(Vec::as_slice).collect::<Vec<_>>());
    }

    #[test]
    fn cutting_changes_nothing(body in "(data:|: |event: |ü|\u{2028}|\r|\n|\r\n|x|\\{){0,40}", cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8)) {
        let bytes = body.as_bytes();
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        at.extend([0, bytes.len()]);
        at.sort_unstable();
        let pieces: Vec<&[u8]> = at.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
        prop_assert_eq!(read(&pieces), read(&[bytes]));
    }
}
