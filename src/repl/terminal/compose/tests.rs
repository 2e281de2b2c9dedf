#![cfg(unix)]

use super::{ComposeError, ExternalEditor};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

fn editor(folder: &Path, command: &str) -> ExternalEditor {
    ExternalEditor { command: Some(command.into()), folder: folder.to_owned() }
}

/// A program that does this with the file it is given.
fn script(folder: &Path, body: &str) -> String {
    let path = folder.join("my editor");
    fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    format!("'{}' --wait", path.display())
}

#[test]
fn what_the_editor_leaves_is_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let command = script(folder.path(), r#"[ "$1" = --wait ] && printf 'and more\n\n' >> "$2""#);
    let text = editor(folder.path(), &command).compose("so far\n", "md").unwrap();
    assert_eq!(text, "so far\nand more");
}

#[test]
fn the_file_is_private_and_gone_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let command = script(folder.path(), r#"stat -c %a "$2" > "$2.mode"; cat "$2.mode" > "$2"; rm "$2.mode""#);
    assert_eq!(editor(folder.path(), &command).compose("", "md").unwrap(), "600");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["my editor"]);
}

#[test]
fn an_editor_that_gives_up_sends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let error = editor(folder.path(), "false").compose("", "md").unwrap_err();
    assert_eq!(error.to_string(), "the editor `false` gave up (exit status: 1), so nothing was sent");
}

#[test]
fn without_an_editor_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    for command in [None, Some("  ".to_owned())] {
        let editor = ExternalEditor { command, folder: folder.path().to_owned() };
        assert!(matches!(editor.compose("", "md"), Err(ComposeError::NoEditor)));
    }
}
