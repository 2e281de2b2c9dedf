use super::*;

fn none() -> Environment {
    Environment::default()
}

fn resolved(key: &Key, environment: &Environment) -> String {
    key.resolve(environment).unwrap().unwrap().expose().to_owned()
}

fn command(argv: &[&str]) -> Key {
    Key::Command(argv.iter().map(|word| (*word).to_owned()).collect())
}

#[test]
fn a_secret_is_never_shown() {
    assert_eq!(format!("{:?}", Some(Secret::new("hush".to_owned()))), "Some(Secret(…))");
}

#[test]
fn a_key_is_taken_from_its_variable() {
    let environment = [("WORK_KEY", " hush\n")].into_iter().collect();
    assert_eq!(resolved(&Key::Variable("WORK_KEY".to_owned()), &environment), "hush");
}

#[test]
fn a_missing_variable_is_named() {
    let error = Key::Variable("WORK_KEY".to_owned()).resolve(&none()).unwrap_err();
    assert_eq!(error.to_string(), "the environment variable `WORK_KEY` holds no key");
    assert!(error.hint().contains("export WORK_KEY="));
}

#[test]
fn a_key_is_taken_from_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("key");
    fs::write(&path, "hush\n").unwrap();
    assert_eq!(resolved(&Key::File(path), &none()), "hush");
}

#[test]
fn a_missing_file_is_named() {
    let error = Key::File(PathBuf::from("/nowhere/key")).resolve(&none()).unwrap_err();
    assert_eq!(error.to_string(), "the key file `/nowhere/key` could not be read");
}

#[cfg(unix)]
#[test]
fn a_key_is_taken_from_what_a_command_prints() {
    assert_eq!(resolved(&command(&["printf", "hush\\n\\n"]), &none()), "hush");
}

#[cfg(unix)]
#[test]
fn a_command_goes_through_no_shell() {
    assert_eq!(resolved(&command(&["echo", "$HOME;", "true"]), &none()), "$HOME; true");
}

#[cfg(unix)]
#[test]
fn a_command_that_fails_is_named_without_what_it_printed() {
    let error = command(&["sh", "-c", "echo hush; exit 3"]).resolve(&none()).unwrap_err();
    assert_eq!(error.to_string(), "`sh`, which should print the key, ended with exit status: 3");
    assert!(!format!("{error:?}").contains("hush"));
    let error = command(&["no-such-program-here"]).resolve(&none()).unwrap_err();
    assert_eq!(error.to_string(), "`no-such-program-here`, which should print the key, could not be run");
}

#[test]
fn what_no_header_can_hold_is_no_key() {
    for bad in ["two\nlines", "caf\u{e9}", "\u{7}"] {
        let environment = [("WORK_KEY", bad)].into_iter().collect();
        let error = Key::Variable("WORK_KEY".to_owned()).resolve(&environment).unwrap_err();
        assert_eq!(error.to_string(), "the environment variable `WORK_KEY` holds no usable key");
    }
}
