//! The user's own files, where they are broken, and where they are not at all.

use crate::support::viva::Viva;

#[test]
fn a_broken_setting_is_told_with_file_line_and_what_is_expected_and_the_rest_works() {
    let viva = Viva::new();
    let config = viva.user_file("config.toml", "color = \"never\"\nminutes = \"soon\"\nlevel = \"senior\"\n");
    let ran = viva.run(&["config", "show", "--json"]).success();
    let at = format!("{}:2", config.display());
    let ran = ran.says(&[&at, "minutes"]);
    let settings = ran.json();
    let value = |key: &str| {
        settings.as_array().unwrap().iter().find(|row| row["key"] == key).unwrap()["value"].clone()
    };
    assert_eq!((value("level"), value("color")), ("senior".into(), "never".into()));
    let mut talk = viva.talk(&["start", "--question", "two-sum"]);
    assert_eq!(talk.until("session")["seniority"], "senior");
    assert_eq!(talk.finish(), 0);
}

#[test]
fn a_configuration_that_is_no_toml_is_told_with_its_line() {
    let viva = Viva::new();
    let config = viva.user_file("config.toml", "minutes = 20\nthis is not toml\n");
    let at = format!("{}:2", config.display());
    viva.pipe(&["start", "--question", "two-sum"], "Is it sorted?\n").success().says(&[&at]);
}

#[test]
fn an_unknown_setting_brings_the_nearest() {
    let viva = Viva::new();
    viva.user_file("config.toml", "minuets = 20\n");
    viva.run(&["config", "show"]).success().says(&["minuets", "minutes"]);
}

#[test]
fn a_configuration_named_that_is_not_there_ends_with_three() {
    Viva::new().run(&["bank", "list", "--config", "nowhere.toml"]).exits(3).says(&["nowhere.toml", "hint: "]);
}

#[test]
fn a_broken_question_is_told_with_its_line_and_the_others_work() {
    let viva = Viva::new();
    let file = viva.user_file("questions/mine.toml", "id = \"mine\"\ntitle = 5\n");
    let at = format!("{}:2", file.display());
    let ran = viva.run(&["bank", "list"]).success().says(&[&at]);
    assert!(ran.stdout.contains("two-sum"));
    viva.pipe(&["start", "--question", "two-sum"], "Is it sorted?\n").success().says(&[&at]);
}

#[test]
fn a_users_question_takes_the_place_of_the_built_in_one() {
    let viva = Viva::new();
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/questions/algorithms/two-sum.toml");
    let own = std::fs::read_to_string(source)
        .unwrap()
        .replace("Two numbers that make a target", "My own two numbers");
    viva.user_file("questions/two-sum.toml", &own);
    let shown = viva.run(&["bank", "show", "two-sum", "--json"]).success();
    assert_eq!((shown.json()["title"].as_str(), shown.stderr.as_str()), (Some("My own two numbers"), ""));
}

#[test]
fn an_edited_question_changes_no_session_that_was_begun() {
    let viva = Viva::new();
    let mut talk = viva.interview();
    talk.answer("Is it sorted?");
    talk.command("quit");
    talk.until("end");
    drop(talk);
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/questions/algorithms/two-sum.toml");
    let own = std::fs::read_to_string(source)
        .unwrap()
        .replace("Two numbers that make a target", "My own two numbers");
    viva.user_file("questions/two-sum.toml", &own);
    let mut again = viva.talk(&["resume"]);
    assert_eq!(again.until("question")["title"], "Two numbers that make a target");
}

#[test]
fn without_a_home_an_interview_can_be_held_unsaved_or_elsewhere() {
    let viva = Viva::new().without_env("HOME");
    let homeless = Viva::new().without_env("HOME").without_data_dir();
    viva.pipe(&["start", "--question", "two-sum"], "Is it sorted?\n").success();
    homeless.run(&["bank", "list"]).success();
    let ran = homeless.pipe(&["start", "--question", "two-sum", "--unsaved"], "Is it sorted?\n").success();
    assert!(ran.stdout.contains("They come in whatever order"), "{}", ran.stdout);
}

#[test]
fn a_setting_of_the_environment_that_is_wrong_is_told_and_passed_over() {
    let viva = Viva::new().env("VIVA_MINUTES", "soon");
    viva.pipe(&["start", "--question", "two-sum"], "Is it sorted?\n").success().says(&["VIVA_MINUTES"]);
}

#[test]
fn what_is_no_utf8_among_the_users_files_is_told() {
    let viva = Viva::new();
    let file = viva.user_file("questions/mine.toml", "");
    std::fs::write(&file, b"id = \"\xff\"").unwrap();
    let ran = viva.run(&["bank", "list"]).success().says(&[file.to_str().unwrap()]);
    assert!(ran.stdout.contains("two-sum"));
}
