use super::{ColorChoice, Role, Theme};

#[test]
fn automatic_colour_wants_a_terminal_and_no_objection() {
    let auto = |terminal, no_color| Theme::resolve(ColorChoice::Auto, terminal, no_color).is_color();
    assert!(auto(true, false));
    assert!(!auto(true, true));
    assert!(!auto(false, false));
}

#[test]
fn an_explicit_choice_wins() {
    assert!(Theme::resolve(ColorChoice::Always, false, true).is_color());
    assert!(!Theme::resolve(ColorChoice::Never, true, false).is_color());
}

#[test]
fn a_role_is_painted_and_reset() {
    assert_eq!(Theme::COLOR.paint(Role::Error, "error:"), "\x1b[1;31merror:\x1b[0m");
}

#[test]
fn without_colour_or_role_or_text_nothing_is_added() {
    assert_eq!(Theme::PLAIN.paint(Role::Error, "error:"), "error:");
    assert_eq!(Theme::COLOR.paint(Role::Plain, "said"), "said");
    assert_eq!(Theme::COLOR.paint(Role::Error, ""), "");
}
