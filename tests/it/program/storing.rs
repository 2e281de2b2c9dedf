//! The data directory, where it is not as it should be, or somebody else's too.

use super::ANSWERS;
use crate::support::viva::Viva;

const START: &[&str] = &["start", "--question", "two-sum"];

#[test]
fn a_file_in_place_of_the_directory_is_told_before_the_interview_starts() {
    let viva = Viva::new();
    viva.file("data", "");
    let ran = viva.pipe(START, ANSWERS[0]).exits(3).says(&["is not a directory", "hint: ", "--unsaved"]);
    assert_eq!(ran.stdout, "");
}

#[test]
fn an_interview_can_be_held_unsaved() {
    let viva = Viva::new();
    viva.file("data", "");
    let ran = viva.pipe(&[START, &["--unsaved"]].concat(), ANSWERS.join("\n\n")).success();
    assert!(ran.stdout.contains("They come in whatever order"), "{}", ran.stdout);
    ran.says(&["this interview is not saved"]);
}

#[test]
fn a_store_of_a_newer_version_is_left_alone() {
    let viva = Viva::new();
    viva.pipe(START, ANSWERS[0]).success();
    let database = rusqlite::Connection::open(viva.database()).unwrap();
    database.pragma_update(None, "user_version", 99).unwrap();
    drop(database);
    let before = std::fs::read(viva.database()).unwrap();
    viva.pipe(START, ANSWERS[0]).exits(3).says(&["format 99", "hint: "]);
    viva.run(&["sessions", "list"]).exits(3);
    assert!(std::fs::read(viva.database()).unwrap() == before, "the newer store was changed");
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let viva = Viva::new();
    let file =
        viva.file("data/viva.db", "this is my diary and no database, and it is longer than a header is");
    viva.pipe(START, ANSWERS[0]).exits(3).says(&["not a database of this program", "hint: "]);
    assert!(std::fs::read_to_string(file).unwrap().starts_with("this is my diary"));
}

#[test]
fn a_session_that_is_held_is_not_resumed_by_a_second_program() {
    let viva = Viva::new();
    let mut talk = viva.interview();
    talk.answer(ANSWERS[0]);
    let session = viva.session();
    viva.run(&["resume", &session]).exits(1).says(&[&session, "is open in another program"]);
    assert_eq!(talk.answer(ANSWERS[1])["type"], "utterance");
    assert_eq!(talk.finish(), 0);
}

#[test]
fn two_programs_hold_two_sessions_on_one_store() {
    let viva = Viva::new();
    let (mut one, mut other) = (viva.interview(), viva.interview());
    for answer in ANSWERS {
        one.answer(answer);
        other.answer(answer);
    }
    assert_eq!((one.finish(), other.finish()), (0, 0));
    let turns: Vec<u64> = viva.sessions().iter().map(|session| session["turns"].as_u64().unwrap()).collect();
    assert_eq!(turns, [11, 11]);
}

#[test]
fn a_session_that_is_held_can_be_read_meanwhile() {
    let viva = Viva::new();
    let mut talk = viva.interview();
    talk.answer(ANSWERS[0]);
    let shown = viva.shown(&viva.session());
    assert_eq!(shown["turns"][1]["text"], ANSWERS[0]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_where_nothing_can_be_made_is_told_before_the_interview_starts() {
    let viva = Viva::new().without_data_dir();
    let ran = viva.pipe(&[START, &["--data-dir", "/proc/viva"]].concat(), ANSWERS[0]).exits(3);
    ran.says(&["/proc/viva", "hint: ", "--unsaved"]);
}
