//! Which question comes next.

use std::collections::BTreeSet;

use crate::support::viva::Viva;

/// The question that is put.
fn question(viva: &Viva, args: &[&str]) -> String {
    let mut talk = viva.talk(&[&["start"], args].concat());
    let id = talk.until("question")["id"].as_str().unwrap().to_owned();
    talk.command("quit");
    talk.until("end");
    id
}

#[test]
fn a_seed_repeats_a_choice_whatever_was_asked_since() {
    let viva = Viva::new();
    let args = ["--role", "python-backend", "--seed", "11"];
    let first = question(&viva, &args);
    for _ in 0..3 {
        question(&viva, &["--role", "python-backend"]);
    }
    assert_eq!(question(&viva, &args), first);
    assert_eq!(question(&Viva::new(), &args), first);
}

#[test]
fn no_question_comes_twice_before_all_that_fit_were_asked() {
    let viva = Viva::new();
    let args = ["--kind", "behavioral", "--level", "senior"];
    let list = viva.run(&["bank", "list", "--kind", "behavioral", "--json"]).success().json();
    let fits = |row: &&serde_json::Value| row["seniorities"].as_array().unwrap().contains(&"senior".into());
    let pool = list.as_array().unwrap().iter().filter(fits).count();
    let asked: BTreeSet<String> = (0..pool).map(|_| question(&viva, &args)).collect();
    assert_eq!(asked.len(), pool);
}

#[test]
fn the_first_interview_is_everybodys_unless_somebody_says_whose_it_is() {
    assert_eq!(question(&Viva::new(), &[]), "two-sum");
    let mut talk = Viva::new().talk(&["start", "--role", "data-scientist"]);
    assert_eq!(talk.until("session")["minutes"], 20);
}
