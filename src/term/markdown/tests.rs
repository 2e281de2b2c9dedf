use super::{MarkdownStream, render};
use crate::term::theme::Theme;
use proptest::prelude::*;

fn plain(text: &str) -> String {
    render(text, Theme::PLAIN, 40)
}

fn colored(text: &str) -> String {
    render(text, Theme::COLOR, 40)
}

#[test]
fn prose_is_wrapped_at_words() {
    assert_eq!(
        plain("You said you would sort it first. I asked for positions."),
        "You said you would sort it first. I\nasked for positions.\n"
    );
}

#[test]
fn words_appear_as_soon_as_they_end() {
    let mut stream = MarkdownStream::new(Theme::PLAIN, 40);
    assert_eq!(stream.push("How lar"), "How");
    assert_eq!(stream.push("ge can n"), " large can");
    assert_eq!(stream.push(" get?"), " n");
    assert_eq!(stream.finish(), " get?\n");
}

#[test]
fn emphasis_is_held_until_it_closes() {
    let mut stream = MarkdownStream::new(Theme::COLOR, 40);
    assert_eq!(stream.push("is it **always"), "is it");
    assert_eq!(stream.push(" so** then"), " \x1b[1malways\x1b[0m \x1b[1mso\x1b[0m");
    assert_eq!(stream.finish(), " then\n");
}

#[test]
fn marks_that_are_operators_stay() {
    for text in [
        "2 * 3 * 4",
        "x**2 + y**2",
        "f(**kwargs)",
        "call **kwargs",
        "snake_case_name",
        "__init__ and __len__",
    ] {
        assert_eq!(colored(text), format!("{text}\n"), "{text}");
    }
}

#[test]
fn emphasis_inside_a_word_boundary_is_shown() {
    assert_eq!(colored("(*why*)?"), "(\x1b[3mwhy\x1b[0m)?\n");
    assert_eq!(colored("***both*** _one_"), "\x1b[1;3mboth\x1b[0m \x1b[3mone\x1b[0m\n");
    assert_eq!(colored("**a *b* c**"), "\x1b[1ma\x1b[0m \x1b[1;3mb\x1b[0m \x1b[1mc\x1b[0m\n");
}

#[test]
fn inline_code_is_never_torn_and_never_read_as_emphasis() {
    assert_eq!(colored("use `a ** b` here"), "use \x1b[35ma ** b\x1b[0m here\n");
    assert_eq!(
        plain("what would the call `sorted(values, key=len)` do"),
        "what would the call\n`sorted(values, key=len)` do\n"
    );
}

#[test]
fn an_unclosed_mark_is_an_ordinary_character() {
    assert_eq!(colored("a `tick and *star"), "a `tick and *star\n");
}

#[test]
fn a_mark_that_stays_open_too_long_is_let_go_while_streaming() {
    let mut stream = MarkdownStream::new(Theme::COLOR, 40);
    let shown = stream.push(&format!("*start {}", "word ".repeat(400)));
    assert!(shown.starts_with("*start word"), "{shown:?}");
}

#[test]
fn without_colour_the_marks_stay() {
    assert_eq!(plain("# Plan\n**bold** and `code`"), "# Plan\n**bold** and `code`\n");
}

#[test]
fn with_colour_marks_become_looks() {
    assert_eq!(colored("## The plan\ntext"), "\x1b[1mThe\x1b[0m \x1b[1mplan\x1b[0m\ntext\n");
}

#[test]
fn list_items_hang() {
    assert_eq!(
        plain("- the first item goes on and on and on\n- second\n  10. nested, longer than the width allows"),
        "- the first item goes on and on and on\n- second\n  10. nested, longer than the width\n      allows\n"
    );
    assert_eq!(colored("* one\n* two"), "• one\n• two\n");
}

#[test]
fn an_empty_item_leaves_no_blank_behind_its_mark() {
    assert_eq!(plain("1. \n2. two"), "1.\n2. two\n");
}

#[test]
fn a_paragraph_under_an_item_stays_under_it() {
    assert_eq!(plain("- one\n\n  more on one\n\nafter"), "- one\n\n  more on one\n\nafter\n");
}

#[test]
fn a_short_line_was_meant_to_end_and_a_long_one_flows_on() {
    assert_eq!(plain("Input: [1, 2]\nOutput: 3"), "Input: [1, 2]\nOutput: 3\n");
    assert_eq!(
        render(
            "This sentence was broken by the editor of whoever wrote it,\nand goes on here.",
            Theme::PLAIN,
            100
        ),
        "This sentence was broken by the editor of whoever wrote it,\nand goes on here.\n"
    );
    assert_eq!(
        render(
            "This sentence was broken by the text editor of whoever wrote it,\nand goes on.",
            Theme::PLAIN,
            100
        ),
        "This sentence was broken by the text editor of whoever wrote it, and goes on.\n"
    );
}

#[test]
fn fenced_code_is_never_wrapped_or_read() {
    let code = "```python\ndef f(values):  # a comment that is far wider than forty columns\n\n    return *values\n```\nand?";
    assert_eq!(plain(code), format!("{code}\n"));
    assert_eq!(colored("```\n**x**\n\n  y\n```"), "\x1b[35m  **x**\x1b[0m\n\n\x1b[35m    y\x1b[0m\n");
}

#[test]
fn a_fence_left_open_ends_with_the_text() {
    assert_eq!(plain("```\nx = 1"), "```\nx = 1\n");
}

#[test]
fn tables_and_rules_are_printed_as_they_are() {
    let table = "| name | cost of a lookup in the worst case |\n|---|---|\n| map | O(n) |";
    assert_eq!(plain(table), format!("{table}\n"));
    assert_eq!(plain("a\n\n---\nb"), "a\n\n---\nb\n");
}

#[test]
fn blank_lines_are_single_and_never_last() {
    assert_eq!(plain("\n\none\n\n\n\ntwo\n\n"), "one\n\ntwo\n");
}

#[test]
fn a_quote_keeps_its_mark_on_every_line() {
    assert_eq!(
        plain("> You said the lookup is constant. On average, or always?"),
        "> You said the lookup is constant. On\n> average, or always?\n"
    );
    assert_eq!(plain(">= 3 is the bound"), ">= 3 is the bound\n");
}

#[test]
fn wide_characters_are_counted_and_may_break_anywhere() {
    assert_eq!(render("配列の中に同じ値が二つ", Theme::PLAIN, 20), "配列の中に同じ値が二\nつ\n");
}

#[test]
fn escape_sequences_in_speech_never_reach_the_terminal() {
    assert_eq!(colored("a \x1b[2J b\u{202e}"), "a ␛[2J b\n");
}

#[test]
fn an_escaped_mark_is_a_character() {
    assert_eq!(colored(r"\*not\* emphasis"), "*not* emphasis\n");
}

#[test]
fn nothing_in_gives_nothing_out() {
    assert_eq!(plain(""), "");
    assert_eq!(plain("\n \n"), "");
}

fn markdown() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(vec![
        "word",
        " ",
        " ",
        "\n",
        "\n\n",
        "**",
        "*",
        "_",
        "`",
        "```",
        "```py\n",
        "~~~\n",
        "# ",
        "## ",
        "- ",
        "* ",
        "1. ",
        "12",
        ") ",
        "> ",
        "|",
        "---",
        "\\",
        "  ",
        "\t",
        "é",
        "語",
        "👩\u{200d}💻",
        "\r",
        "\x1b",
        "a long run of ordinary words that wraps",
    ]);
    prop::collection::vec(fragment, 0..40).prop_map(|fragments| fragments.concat())
}

proptest! {
    #[test]
    fn the_output_does_not_depend_on_the_pieces(text in markdown(), cuts in prop::collection::vec(0usize..200, 0..12)) {
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| text.floor_char_boundary(cut)).collect();
        cuts.sort_unstable();
        for theme in [Theme::PLAIN, Theme::COLOR] {
            let mut stream = MarkdownStream::new(theme, 40);
            let mut shown = String::new();
            let mut at = 0;
            for &cut in &cuts {
                shown += &stream.push(&text[at..cut]);
                at = cut;
            }
            shown += &stream.push(&text[at..]);
            shown += &stream.finish();
            prop_assert_eq!(shown, render(&text, theme, 40));
        }
    }

    #[test]
    fn without_colour_no_escape_is_ever_printed(text in markdown()) {
        prop_assert!(!render(&text, Theme::PLAIN, 40).contains('\x1b'));
    }

    #[test]
    fn every_word_of_prose_arrives_in_order(words in prop::collection::vec("[a-z]{1,12}[,.?]?", 1..60)) {
        let text = words.join(" ");
        let shown = render(&text, Theme::PLAIN, 40);
        prop_assert_eq!(shown.split_whitespace().collect::<Vec<_>>(), words);
        prop_assert!(shown.lines().all(|line| line.len() <= 40), "{}", shown);
    }
}
