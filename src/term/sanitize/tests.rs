use super::{Sanitizer, hides_or_reorders, sanitize};
use proptest::prelude::*;

#[test]
fn an_escape_sequence_becomes_visible_text() {
    assert_eq!(sanitize("\x1b[31mred\x1b[0m"), "␛[31mred␛[0m");
    assert_eq!(sanitize("\x1b]0;title\x07rest"), "␛]0;title␇rest");
}

#[test]
fn an_unfinished_sequence_swallows_nothing() {
    assert_eq!(sanitize("before \x1b]8;;http://x after"), "before ␛]8;;http://x after");
}

#[test]
fn one_byte_control_sequences_of_the_upper_range_are_replaced() {
    assert_eq!(sanitize("a\u{9b}2Jb\u{90}c\u{7f}"), "a\u{fffd}2Jb\u{fffd}c␡");
}

#[test]
fn line_feeds_and_tabs_stay_and_every_line_ending_is_a_line_feed() {
    assert_eq!(sanitize("a\tb\r\nc\rd\r\re\u{2028}f\n"), "a\tb\nc\nd\n\ne\nf\n");
}

#[test]
fn bidirectional_controls_are_dropped() {
    assert_eq!(sanitize("if \u{202e}nimda\u{202c} \u{2066}x\u{2069}\u{200f}\u{61c}"), "if nimda x");
}

#[test]
fn invisible_characters_are_dropped() {
    assert_eq!(sanitize("\u{feff}pass\u{200b}word\u{ad}\u{2060}\u{3164}"), "password");
    assert_eq!(sanitize("hi\u{e0049}\u{e0067}\u{e006e}!"), "hi!");
}

#[test]
fn a_joined_emoji_and_persian_spelling_survive() {
    assert_eq!(sanitize("👩\u{200d}💻 ✔\u{fe0f} می\u{200c}خواهم"), "👩\u{200d}💻 ✔\u{fe0f} می\u{200c}خواهم");
}

#[test]
fn joiners_in_a_row_or_alone_are_dropped() {
    assert_eq!(sanitize("a\u{200d}\u{200d}\u{200c}\u{fe01}b"), "a\u{200d}b");
    assert_eq!(sanitize("\u{200d}a\n\u{fe0f}b"), "a\nb");
}

#[test]
fn plain_text_is_untouched() {
    let text = "O(n²) – naïve, 日本語, العربية, 🙂\n\tindent";
    assert_eq!(sanitize(text), text);
}

fn hostile() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        '\x1b',
        '\r',
        '\n',
        '\t',
        '\u{9b}',
        '\u{9d}',
        '\u{7f}',
        '\0',
        '\u{202e}',
        '\u{2066}',
        '\u{200d}',
        '\u{fe0f}',
        '\u{200b}',
        '\u{feff}',
        '\u{e0041}',
        '\u{e0100}',
        '[',
        'm',
        'a',
        'é',
        '👩',
    ]);
    prop::collection::vec(prop_oneof![3 => nasty, 1 => any::<char>()], 0..60).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn nothing_that_steers_hides_or_reorders_ever_passes(text in hostile()) {
        for c in sanitize(&text).chars() {
            prop_assert!(!c.is_control() || c == '\n' || c == '\t', "control {c:?}");
            prop_assert!(!hides_or_reorders(c), "invisible {c:?}");
        }
    }

    #[test]
    fn pieces_give_what_the_whole_gives(pieces in prop::collection::vec(hostile(), 0..8)) {
        let mut sanitizer = Sanitizer::new();
        let joined: String = pieces.iter().map(|piece| sanitizer.push(piece)).collect();
        prop_assert_eq!(joined, sanitize(&pieces.concat()));
    }

    #[test]
    fn harmless_text_is_left_alone(text in hostile()) {
        let once = sanitize(&text);
        prop_assert_eq!(sanitize(&once), once);
    }
}
