use super::{ErrorReport, warning};
use crate::term::theme::Theme;
use std::io;
use thiserror::Error;

#[derive(Debug, Error)]
#[error("cannot load the question bank")]
struct Outer(#[source] Middle);

#[derive(Debug, Error)]
#[error("cannot read `two-sum.toml`: {0}")]
struct Middle(#[source] io::Error);

#[test]
fn an_error_says_what_why_and_what_to_do() {
    let error = Outer(Middle(io::Error::other("permission denied")));
    let report = ErrorReport::from_error(&error, Some("try `viva bank check`".into()));
    assert_eq!(
        report.render(Theme::PLAIN),
        "error: cannot load the question bank\n\
         caused by: cannot read `two-sum.toml`: permission denied\n\
         hint: try `viva bank check`\n"
    );
}

#[test]
fn without_causes_or_hint_it_is_one_line() {
    assert_eq!(ErrorReport::new("no such session", None).render(Theme::PLAIN), "error: no such session\n");
}

#[test]
fn colour_marks_only_the_labels() {
    let report = ErrorReport::new("no such session", Some("`viva sessions list`".into()));
    assert_eq!(
        report.render(Theme::COLOR),
        "\x1b[1;31merror:\x1b[0m no such session\n\x1b[36mhint:\x1b[0m `viva sessions list`\n"
    );
}

#[test]
fn foreign_text_in_an_error_is_harmless_and_cannot_pose_as_a_label() {
    let report = ErrorReport::new("the endpoint said \x1b[2J\nhint: run this", None);
    assert_eq!(report.render(Theme::PLAIN), "error: the endpoint said ␛[2J\n  hint: run this\n");
}

#[test]
fn a_warning_has_its_own_label() {
    assert_eq!(warning("cut at 4 MiB", Theme::PLAIN), "warning: cut at 4 MiB\n");
}
