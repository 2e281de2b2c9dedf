//! What there is: questions, rubrics, prompts; wrong usage; exit codes.

use serde_json::Value;

use crate::support::viva::Viva;

const KINDS: [&str; 4] = ["coding", "concepts", "system-design", "behavioral"];

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[test]
fn the_bank_is_listed_with_two_sum_in_it() {
    let viva = Viva::new();
    let list = viva.run(&["bank", "list", "--json"]).success().json();
    assert!(ids(&list).contains(&"two-sum"));
    for kind in KINDS {
        let of_kind = viva.run(&["bank", "list", "--kind", kind, "--json"]).success().json();
        assert!(ids(&of_kind).len() >= 4, "{kind}");
        assert!(of_kind.as_array().unwrap().iter().all(|row| row["kind"] == kind));
    }
}

#[test]
fn a_question_is_shown_with_all_its_facts() {
    let question = Viva::new().run(&["bank", "show", "two-sum", "--json"]).success().json();
    for field in [
        "id",
        "title",
        "kind",
        "ask",
        "clarifications",
        "approaches",
        "expectations",
        "misconceptions",
        "edge_cases",
        "trade_offs",
        "follow_ups",
        "samples",
        "solution",
        "tests",
        "research",
    ] {
        assert!(!question[field].is_null(), "{field}");
    }
    for sample in ["weak", "medium", "strong"] {
        assert!(question["samples"][sample].is_string(), "{sample}");
    }
}

#[test]
fn what_a_candidate_is_shown_gives_nothing_away() {
    let viva = Viva::new();
    let shown = viva.run(&["bank", "show", "two-sum"]).success().stdout;
    assert!(!shown.contains("dict"), "{shown}");
    assert!(viva.run(&["bank", "show", "two-sum", "--sheet"]).success().stdout.contains("dict"));
}

#[test]
fn the_bank_has_no_fault() {
    let checked = Viva::new().run(&["bank", "check", "--json"]).success().json();
    assert_eq!(checked["faults"], serde_json::json!([]));
    assert_eq!(
        checked["questions"].as_u64().unwrap(),
        KINDS.iter().map(|k| checked["by_kind"][k].as_u64().unwrap()).sum::<u64>()
    );
    assert!(checked["by_seniority"].is_object() && checked["by_topic"].is_object());
}

#[test]
fn the_bank_has_enough_of_every_kind_level_and_topic_to_ask_anew() {
    let checked = Viva::new().run(&["bank", "check", "--json"]).success().json();
    assert!(checked["questions"].as_u64().unwrap() >= 80, "{checked}");
    for (figure, least) in [("by_kind", 14), ("by_seniority", 12), ("by_topic", 2)] {
        let counts = checked[figure].as_object().unwrap();
        let few: Vec<_> = counts.iter().filter(|(_, count)| count.as_u64().unwrap() < least).collect();
        assert!(!counts.is_empty() && few.is_empty(), "{figure}, fewer than {least}: {few:?}");
    }
}

#[test]
fn a_question_with_a_fault_is_told_with_its_line() {
    let viva = Viva::new();
    let file = viva.file("broken.toml", "id = \"broken\"\ntitle = 5\n");
    let checked = viva.run(&["bank", "check", file.to_str().unwrap(), "--json"]).exits(1).json();
    let fault = &checked["faults"][0];
    assert_eq!((fault["line"].as_u64(), fault["file"].as_str()), (Some(2), file.to_str()), "{checked}");
    assert!(fault["message"].is_string());
}

#[test]
fn every_kind_has_its_rubric_with_the_promised_dimensions() {
    let viva = Viva::new();
    let list = viva.run(&["rubric", "list", "--json"]).success().json();
    let mut kinds = KINDS;
    kinds.sort_unstable();
    let mut listed = ids(&list);
    listed.sort_unstable();
    assert_eq!(listed, kinds);
    let coding = viva.run(&["rubric", "show", "coding", "--json"]).success().json();
    let dimensions = ids(&coding["dimensions"]);
    for promised in ["clarifying-questions", "complexity-analysis", "trade-off-discussion"] {
        assert!(dimensions.contains(&promised), "{dimensions:?}");
    }
    assert_eq!(viva.run(&["rubric", "check", "--json"]).success().json()["faults"], serde_json::json!([]));
}

#[test]
fn the_prompts_are_listed_shown_and_without_fault() {
    let viva = Viva::new();
    let list = viva.run(&["prompt", "list", "--json"]).success().json();
    let first = ids(&list)[0];
    assert!(!viva.run(&["prompt", "show", first]).success().stdout.is_empty());
    viva.run(&["prompt", "check"]).success();
    let probe = list.as_array().unwrap().iter().find(|prompt| prompt["id"] == "moves/probe").unwrap();
    assert_eq!(
        (probe["states"].clone(), probe["own"].clone()),
        (serde_json::json!(["now", "now-after", "past"]), false.into())
    );
    let shown = |state| viva.run(&["prompt", "show", "moves/probe", "--render", "--state", state]);
    let after = shown("now-after").success().stdout;
    assert!(after.contains("You have just said"), "{after}");
    shown("pas").exits(2).says(&["there is no state `pas`", "did you mean `past`?"]);
}

#[test]
fn a_name_that_there_is_not_brings_the_nearest() {
    let viva = Viva::new();
    viva.run(&["bank", "show", "two-sums"])
        .exits(2)
        .says(&["there is no question `two-sums`", "did you mean `two-sum`?"]);
    viva.run(&["start", "--question", "tow-sum"]).exits(2).says(&["did you mean `two-sum`?"]);
    viva.run(&["rubric", "show", "codding"]).exits(2).says(&["did you mean `coding`?"]);
    viva.run(&["start", "--topic", "array"]).exits(2).says(&["did you mean `arrays`?"]);
    viva.run(&["start", "--role", "software-enginer"]).exits(2).says(&["did you mean `software-engineer`?"]);
}

#[test]
fn wrong_usage_ends_with_two() {
    let viva = Viva::new();
    for args in [
        &["no-such-command"][..],
        &["start", "--minutes", "3"],
        &["start", "--kind", "trivia"],
        &["grade"],
        &["report", "--format", "pdf"],
        &["start", "--question", "gil", "--kind", "coding"],
    ] {
        viva.run(args).exits(2);
    }
}

#[test]
fn help_and_version_work_in_a_broken_environment() {
    let viva = Viva::new()
        .without_env("HOME")
        .env("VIVA_MINUTES", "soon")
        .env("VIVA_CONFIG", "/does/not/exist.toml");
    assert!(viva.run(&["--help"]).success().stdout.contains("Exit codes"));
    assert!(viva.run(&["--version"]).success().stdout.starts_with("viva "));
}

#[test]
fn completions_and_the_manual_are_written() {
    let viva = Viva::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(viva.run(&["completions", shell]).success().stdout.contains("viva"), "{shell}");
    }
    assert!(viva.run(&["man"]).success().stdout.contains(".TH"));
}

#[test]
fn the_example_configuration_is_written_once_and_read_without_fault() {
    let viva = Viva::new();
    viva.run(&["config", "init"]).success();
    viva.run(&["config", "init"]).exits(3).says(&["is there already", "--force"]);
    let shown = viva.run(&["config", "show"]).success();
    assert_eq!(shown.stderr, "");
}
