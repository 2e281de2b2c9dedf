use super::{display_width, prose_width, truncate, wrap};

#[test]
fn prose_is_neither_too_wide_nor_too_narrow() {
    assert_eq!(prose_width(Some(250)), 100);
    assert_eq!(prose_width(Some(72)), 72);
    assert_eq!(prose_width(Some(5)), 20);
    assert_eq!(prose_width(None), 80);
    assert_eq!(prose_width(Some(0)), 80);
}

#[test]
fn wide_characters_count_twice() {
    assert_eq!(display_width("日本"), 4);
    assert_eq!(display_width("ab"), 2);
}

#[test]
fn later_lines_are_indented() {
    assert_eq!(wrap("one two three four", 9, 2), "one two\n  three\n  four");
}

#[test]
fn a_word_too_long_is_not_torn() {
    assert_eq!(
        wrap("see https://example.org/a-long-one now", 10, 0),
        "see\nhttps://example.org/a-long-one\nnow"
    );
}

#[test]
fn a_cut_is_marked_and_counts() {
    assert_eq!(truncate("lookup table", 7), "lookup…");
    assert_eq!(truncate("日本語", 5), "日本…");
    assert_eq!(truncate("short", 5), "short");
    assert_eq!(truncate("anything", 0), "");
}
