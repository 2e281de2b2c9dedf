use super::{Part, fence_is_open, split_parts};
use proptest::prelude::*;

fn words(text: &str) -> Part {
    Part::Words(text.into())
}

fn code(language: Option<&str>, text: &str) -> Part {
    Part::Code { language: language.map(str::to_owned), text: text.into() }
}

#[test]
fn fenced_code_stands_apart_from_the_words_around_it() {
    let answer = "I would use a map.\n```python\nseen = {}\n\nfor i, x in enumerate(values):\n    pass\n```\nThat is linear.";
    assert_eq!(
        split_parts(answer),
        [
            words("I would use a map."),
            code(Some("python"), "seen = {}\n\nfor i, x in enumerate(values):\n    pass"),
            words("That is linear."),
        ]
    );
}

#[test]
fn an_open_fence_reaches_to_the_end() {
    assert_eq!(split_parts("so\n~~~\nx = 1\n```"), [words("so"), code(None, "x = 1\n```")]);
}

#[test]
fn a_longer_fence_holds_a_shorter_one() {
    assert_eq!(split_parts("````\n```\n````"), [code(None, "```")]);
}

#[test]
fn pasted_python_is_code() {
    let pasted = "def two_sum(values, target):\n    seen = {}\n    for i, x in enumerate(values):\n        if target - x in seen:\n            return seen[target - x], i\n        seen[x] = i";
    assert_eq!(split_parts(pasted), [code(None, pasted)]);
}

#[test]
fn pasted_c_like_code_with_blank_lines_is_one_part() {
    let pasted = "int f(int n) {\n  int x = 0;\n\n  return x;\n}";
    assert_eq!(split_parts(pasted), [code(None, pasted)]);
}

#[test]
fn words_before_pasted_code_stay_words() {
    assert_eq!(
        split_parts(
            "Here is what I have:\n\nleft, right = 0, len(values) - 1\nwhile left < right:\n    left += 1"
        ),
        [
            words("Here is what I have:"),
            code(None, "left, right = 0, len(values) - 1\nwhile left < right:\n    left += 1")
        ]
    );
}

#[test]
fn prose_of_several_lines_is_words() {
    for prose in [
        "First I would sort it.\nThen I walk from both ends (left and right).\nIf the sum is too large, I move the right one.",
        "if it fits in memory, a map:\nfor larger inputs I would sort on disk",
        "let me think about that\nreturn to the first idea.",
        "- a map for the lookups\n- a list for the order",
        "Time is O(n) because each element is seen once\nspace = O(n) in the worst case.",
        "try to be careful\nwith the edges",
    ] {
        assert_eq!(split_parts(prose), [words(prose)], "{prose}");
    }
}

#[test]
fn one_line_is_words_even_with_code_in_it() {
    assert_eq!(split_parts("return seen[x];"), [words("return seen[x];")]);
}

#[test]
fn paragraphs_of_words_stay_together() {
    assert_eq!(split_parts("one\n\n\ntwo"), [words("one\n\ntwo")]);
}

#[test]
fn nothing_has_no_parts() {
    assert_eq!(split_parts(""), []);
    assert_eq!(split_parts(" \n\n```\n\n```\n"), []);
}

#[test]
fn an_open_fence_expects_more() {
    assert!(fence_is_open("look\n```python\nx = 1"));
    assert!(!fence_is_open("look\n```python\nx = 1\n```"));
    assert!(!fence_is_open("a `tick` and ```three``` in a line"));
}

proptest! {
    #[test]
    fn no_line_with_something_on_it_is_lost(
        lines in prop::collection::vec(prop::sample::select(vec!["", "words here", "x = 1", "    return x", "for a in b:", "}"]), 0..12)
    ) {
        let kept: Vec<String> = split_parts(&lines.join("\n")).into_iter().flat_map(|part| {
            let (Part::Words(text) | Part::Code { text, .. }) = part;
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        }).filter(|line| !line.is_empty()).collect();
        let given: Vec<&str> = lines.iter().copied().filter(|line| !line.is_empty()).collect();
        prop_assert_eq!(kept, given);
    }

    #[test]
    fn splitting_never_panics(text in "[`~a-z =:(){};\\n\\t]{0,80}|\\PC{0,80}") {
        let _ = split_parts(&text);
        let _ = fence_is_open(&text);
    }
}
