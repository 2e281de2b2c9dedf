use proptest::prelude::*;

use super::*;

fn filter(pieces: &[&str]) -> String {
    let mut filter = ControlFilter::default();
    let mut out: String = pieces.iter().map(|piece| filter.push(piece)).collect();
    out.push_str(&filter.finish());
    out
}

#[test]
fn a_leaked_end_token_is_dropped() {
    assert_eq!(filter(&["Hi<|im_end|>\n<|im_start|>"]), "Hi\n");
    assert_eq!(filter(&["Hi<end_of", "_turn>"]), "Hi");
}

#[test]
fn what_may_be_html_is_dropped_only_at_the_end() {
    assert_eq!(filter(&["<s>old</s> new</s>", " </s>\n"]), "<s>old</s> new");
}

#[test]
fn text_that_only_looks_like_a_token_passes() {
    assert_eq!(filter(&["a <|b", " and <", "/"]), "a <|b and </");
}

#[test]
fn plain_text_is_not_held_back() {
    assert_eq!(ControlFilter::default().push("Hi there "), "Hi there ");
}

proptest! {
    #[test]
    fn cutting_changes_nothing(parts in prop::collection::vec(prop_oneof![
        Just("<|im_end|>"), Just("</s>"), Just("<"), Just("|"), Just(" "), Just("\n"), Just("x"), Just("ü")
    ], 0..10)) {
        let whole: String = parts.concat();
        let letters: Vec<String> = whole.chars().map(String::from).collect();
        let pieces: Vec<&str> = letters.iter().map(String::as_str).collect();
        prop_assert_eq!(filter(&pieces), filter(&[&whole]));
    }
}
