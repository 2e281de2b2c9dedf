//! What README.md shows works: every command that needs nobody at a keyboard is run in an empty home.

use std::{
    path::Path,
    process::{Command, Output},
};

const README: &str = include_str!("../../README.md");
const VIVA: &str = env!("CARGO_BIN_EXE_viva");

/// The lines of every fenced block of this language, block by block.
fn blocks(language: &str) -> Vec<Vec<&'static str>> {
    let mut blocks = Vec::new();
    let mut lines = README.lines();
    let fence = format!("```{language}");
    while lines.by_ref().any(|line| line == fence) {
        blocks.push(lines.by_ref().take_while(|line| *line != "```").collect());
    }
    blocks
}

/// What is typed in `console` blocks, in order.
fn examples() -> Vec<&'static str> {
    blocks("console").concat().into_iter().filter_map(|line| line.strip_prefix("$ ")).collect()
}

/// Runs a line in a shell that knows `viva`, this home, and nothing else of the user's.
fn shell(line: &str, home: &Path) -> Output {
    let programs = Path::new(VIVA).parent().unwrap().to_owned();
    let path =
        std::env::join_paths([programs, "/usr/local/bin".into(), "/usr/bin".into(), "/bin".into()]).unwrap();
    let mut command = Command::new("/bin/sh");
    command.args(["-c", line]).current_dir(home).env_clear().env("HOME", home).env("PATH", path);
    command.stdin(std::process::Stdio::null()).output().unwrap()
}

fn assert_works(line: &str, home: &Path) {
    let output = shell(line, home);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "`{line}` of README.md ends with {}:\n{said}", output.status);
    for word in ["warning:", "error:"] {
        assert!(!said.contains(word), "`{line}` of README.md says:\n{said}");
    }
}

#[cfg(unix)]
#[test]
fn every_example_works_in_an_empty_home() {
    let home = tempfile::tempdir().unwrap();
    let examples = examples();
    assert!(examples.len() >= 10, "the examples are gone: {examples:?}");
    for line in examples {
        assert!(line.contains("viva"), "`{line}` shows something else");
        assert_works(line, home.path());
    }
}

/// With `--help` behind it a command is read to its end and does nothing: no endpoint is asked.
#[cfg(unix)]
#[test]
fn every_command_that_needs_an_endpoint_is_understood() {
    let home = tempfile::tempdir().unwrap();
    let commands: Vec<&str> =
        blocks("sh").concat().into_iter().filter(|line| line.starts_with("viva ")).collect();
    assert!(commands.len() >= 5, "the endpoints are gone: {commands:?}");
    for line in commands {
        assert_works(&format!("{line} --help"), home.path());
    }
}

#[cfg(unix)]
#[test]
fn the_configuration_shown_is_understood() {
    let home = tempfile::tempdir().unwrap();
    let shown = blocks("toml");
    assert_eq!(shown.len(), 1);
    std::fs::write(home.path().join("config.toml"), shown[0].join("\n")).unwrap();
    assert_works("viva --config config.toml config show", home.path());
}

#[test]
fn two_commands_come_first() {
    let shown = blocks("sh");
    assert_eq!(shown[..2], [vec!["cargo run --release"], vec!["cargo test"]]);
}
