use super::*;

#[test]
fn control_characters_and_line_breaks_become_spaces() {
    assert_eq!(clean("no\u{1b}[31m\r\n  way\u{202e}!", &[]), "no [31m way !");
}

#[test]
fn a_long_message_is_cut_at_a_character() {
    let cut = clean(&"ü".repeat(400), &[]);
    assert_eq!(cut.chars().count(), 301);
    assert!(cut.ends_with("ü…"));
}

#[test]
fn our_own_key_is_masked_wherever_it_is() {
    let secrets = [Secret::new("hunter2-hunter2")];
    assert_eq!(clean("bad key 'hunter2-hunter2'.", &secrets), "bad key '***'.");
}

#[test]
fn what_looks_like_a_key_is_masked_even_half_starred() {
    assert_eq!(
        clean("Incorrect API key provided: sk-abc123*****WXYZ, see", &[]),
        "Incorrect API key provided: ***, see"
    );
    assert_eq!(clean("a task-oriented-dialogue sk-8 model", &[]), "a task-oriented-dialogue sk-8 model");
}
