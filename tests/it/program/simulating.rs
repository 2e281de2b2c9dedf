//! `viva simulate`: candidates sit interviews, and the interviewer's discipline is counted.

use serde_json::json;

use crate::support::server::{Answer, Server};
use crate::support::viva::Viva;

#[test]
fn the_figures_of_an_interview_are_printed_with_what_is_wanted_of_them() {
    let ran = Viva::new().run(&["simulate", "--question", "two-sum", "--candidate", "strong"]).success();
    assert!(ran.stdout.starts_with("the built-in interviewer, in 1 simulated interview\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("indispensable points reached"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("FAILS"), "{}", ran.stdout);
}

#[test]
fn as_json_every_figure_has_its_name() {
    let args =
        ["simulate", "--question", "two-sum", "--candidate", "strong", "--candidate", "weak", "--json"];
    let figures = Viva::new().run(&args).success().json();
    assert_eq!((&figures["voice"], &figures["interviews"]), (&json!("builtin"), &json!(2)));
    for none in ["double_questions", "leaks", "repeats", "unasked_hints"] {
        assert_eq!(figures[none], 0, "{none}");
    }
    for whole in ["must_cover", "clarifications_answered", "stuck_helped", "closed_in_time"] {
        assert_eq!(figures[whole], 1.0, "{whole}");
    }
    assert!(figures["words_median"].as_u64() <= figures["words_longest"].as_u64());
    assert!(figures["share_of_words"].as_f64().unwrap() > 0.0);
    assert_eq!(figures["failures"], json!([]));
}

#[test]
fn a_seed_repeats_the_interview_word_for_word() {
    let viva = Viva::new();
    let args = ["simulate", "--question", "gil", "--candidate", "wrong", "--seed", "4", "--transcripts"];
    assert_eq!(viva.run(&args).stdout, viva.run(&args).stdout);
}

#[test]
fn a_candidate_of_ones_own_can_sit_it() {
    let viva = Viva::new();
    let file = viva
        .file("shy.toml", "id = \"shy\"\ntitle = \"says little\"\nanswers = \"line\"\nlines = [\"Hm.\"]\n");
    let ran = viva.run(&[
        "simulate",
        "--question",
        "two-sum",
        "--candidate",
        file.to_str().unwrap(),
        "--transcripts",
    ]);
    assert!(ran.stdout.starts_with("## shy on two-sum: says little"), "{}", ran.stdout);
    let broken = viva.file("broken.toml", "id = 3\n");
    viva.run(&["simulate", "--candidate", broken.to_str().unwrap()]).exits(3).says(&["broken.toml:1"]);
}

#[test]
fn an_unknown_candidate_is_told_the_nearest() {
    Viva::new().run(&["simulate", "--candidate", "stronk"]).exits(2).says(&["did you mean `strong`?"]);
}

#[test]
fn a_model_can_be_the_one_who_asks() {
    let server = Server::start();
    server.answer(Answer::json(404, &json!({})));
    for _ in 0..60 {
        server.answer(Answer::reply("What would you do next about all of that?"));
    }
    let args =
        ["simulate", "--question", "two-sum", "--candidate", "strong", "--interviewer", "endpoint", "--json"];
    let url = server.url();
    let ran = Viva::new().run(&[&args[..], &["--endpoint", &url, "--model", "tiny"]].concat());
    assert_eq!(ran.json()["voice"], "endpoint");
}
