use super::{COMMANDS, Command, ParseError, Typed, completions, help, parse};
use proptest::prelude::*;
use std::path::PathBuf;

fn text(entry: &str) -> Typed {
    Typed::Text(entry.to_owned())
}

fn rejected(entry: &str) -> ParseError {
    match parse(entry) {
        Typed::Rejected(error) => error,
        other => panic!("{entry} was taken as {other:?}"),
    }
}

#[test]
fn every_command_of_the_table_is_understood() {
    for spec in COMMANDS {
        let entry = spec.usage().replace(" [FILE]", " two_sum.py").replace("TEXT", "ask about ties");
        assert!(matches!(parse(&entry), Typed::Command(_)), "{entry}");
    }
}

#[test]
fn arguments_reach_their_command() {
    assert_eq!(parse("/note ask about  ties "), Typed::Command(Command::Note("ask about  ties".into())));
    assert_eq!(parse("/code my file.py"), Typed::Command(Command::Code(Some(PathBuf::from("my file.py")))));
    assert_eq!(parse("/code"), Typed::Command(Command::Code(None)));
}

#[test]
fn case_and_a_mark_behind_do_not_matter() {
    assert_eq!(parse("/HINT"), Typed::Command(Command::Hint));
    assert_eq!(parse("/help?"), Typed::Command(Command::Help));
}

#[test]
fn an_unknown_command_offers_the_nearest() {
    assert_eq!(rejected("/hnit"), ParseError::Unknown { name: "hnit".into(), nearest: vec!["hint"] });
    assert_eq!(rejected("/trans").hint(), "did you mean `/transcript`?");
    assert_eq!(rejected("/xyzzy").hint(), "`/help` lists the commands; `//xyzzy` sends it as text");
}

#[test]
fn arguments_must_suit_the_command() {
    assert_eq!(rejected("/note"), ParseError::MissingArgument { usage: "/note TEXT".into() });
    assert_eq!(rejected("/done now"), ParseError::UnexpectedArgument { name: "done" });
}

#[test]
fn paths_comments_and_operators_are_answers() {
    for entry in [
        "/usr/bin/env python3",
        "// first the base case",
        "/* a comment",
        "/",
        "/ 2",
        "n/2",
        " /hint",
        "",
        "/3",
    ] {
        assert_eq!(parse(entry), text(entry), "{entry}");
    }
}

#[test]
fn a_doubled_slash_sends_the_word() {
    assert_eq!(parse("//hint"), text("/hint"));
    assert_eq!(parse("//etc is a directory"), text("/etc is a directory"));
}

#[test]
fn several_lines_are_an_answer() {
    assert_eq!(parse("/hint\nis what I would type"), text("/hint\nis what I would type"));
    assert_eq!(parse("/hint\n"), Typed::Command(Command::Hint));
}

#[test]
fn help_lists_every_command_in_columns() {
    let help = help();
    assert_eq!(help.lines().count(), COMMANDS.len());
    assert_eq!(help.lines().next(), Some("/help         list these commands"));
    assert!(help.contains("\n/note TEXT    write something down for yourself\n"));
}

#[test]
fn completion_offers_what_begins_alike() {
    assert_eq!(completions("re").collect::<Vec<_>>(), ["repeat", "retry"]);
    assert_eq!(completions("T").collect::<Vec<_>>(), ["think", "time", "transcript"]);
    assert_eq!(completions("").count(), COMMANDS.len());
}

proptest! {
    #[test]
    fn parsing_never_panics(entry in "[/a-zé \\n?.-]{0,12}|\\PC{0,40}") {
        let _ = parse(&entry);
    }

    #[test]
    fn what_does_not_start_with_a_slash_is_sent_as_it_is(entry in "[^/].{0,60}") {
        prop_assert_eq!(parse(&entry), Typed::Text(entry));
    }

    #[test]
    fn a_rejected_command_always_says_what_to_do(word in "[a-z]{1,10}") {
        if let Typed::Rejected(error) = parse(&format!("/{word}")) {
            prop_assert!(!error.hint().is_empty());
        }
    }
}
