//! Roles, company styles and personas: what there is, one's own, and what is wrong with it.

use crate::support::viva::Viva;

#[test]
fn every_shelf_is_listed_shown_and_without_fault() {
    let viva = Viva::new();
    for (what, plural, one) in [
        ("role", "roles", "data-engineer"),
        ("company", "companies", "start-up"),
        ("persona", "personas", "silent"),
    ] {
        let list = viva.run(&[what, "list", "--json"]).success().json();
        assert!(list.as_array().unwrap().iter().any(|row| row["id"] == one), "{list}");
        assert!(viva.run(&[what, "list"]).success().stdout.contains(one));
        assert_eq!(viva.run(&[what, "show", one, "--json"]).success().json()["id"], one);
        assert!(viva.run(&[what, "show", one]).success().stdout.contains(one));
        let checked = viva.run(&[what, "check", "--json"]).success().json();
        assert_eq!(checked["faults"], serde_json::json!([]));
        assert_eq!(checked[plural].as_u64(), Some(list.as_array().unwrap().len() as u64));
    }
}

#[test]
fn what_is_begun_is_checked_told_what_to_fill_in_and_used() {
    let viva = Viva::new();
    for what in ["role", "company", "persona"] {
        let wrote = viva.run(&[what, "new", "mine"]).success().stdout;
        let path = wrote.lines().next().unwrap().strip_prefix("wrote ").unwrap();
        let checked = viva.run(&[what, "check", path]).exits(1).stdout;
        assert!(checked.contains(&format!("{path}:")) && checked.contains("begun with"), "{checked}");
        viva.run(&[what, "new", "mine"]).exits(2).says(&["is there already", "--force"]);
        viva.run(&[what, "new", "mine", "--force"]).success();
        viva.run(&[what, "new", "My own"]).exits(2).says(&["no id"]);
    }
    let args = ["start", "--question", "two-sum", "--role", "mine", "--company", "mine", "--persona", "mine"];
    let session = viva.talk(&args).until("session");
    assert_eq!(
        (&session["role"], &session["company"], &session["persona"]),
        (&"mine".into(), &"mine".into(), &"mine".into())
    );
}

#[test]
fn a_question_that_is_begun_is_checked_line_by_line_and_never_asked_unbidden() {
    let viva = Viva::new();
    for kind in ["coding", "concepts", "system-design", "behavioral"] {
        let id = format!("my-{kind}");
        let wrote = viva.run(&["bank", "new", &id, "--kind", kind]).success().stdout;
        let path = wrote.lines().next().unwrap().strip_prefix("wrote ").unwrap();
        let checked = viva.run(&["bank", "check", path, "--json"]).exits(1).json();
        let messages: Vec<&str> =
            checked["faults"].as_array().unwrap().iter().map(|f| f["message"].as_str().unwrap()).collect();
        assert!(messages.iter().any(|message| message.contains("`seniorities`")), "{messages:?}");
        assert!(messages.iter().any(|message| message.contains("expectations")), "{messages:?}");
        assert_eq!(viva.run(&["bank", "show", &id, "--json"]).success().json()["kind"], kind);
    }
}

#[test]
fn a_broken_file_is_told_with_its_line_and_the_others_work() {
    let viva = Viva::new();
    for (what, folder) in [("role", "roles"), ("company", "companies"), ("persona", "personas")] {
        let file = viva.user_file(&format!("{folder}/bad.toml"), "id = \"bad\"\ntitle = 5\n");
        let at = format!("{}:2", file.display());
        let ran = viva.run(&[what, "list"]).success().says(&[&at]);
        assert!(ran.stdout.lines().count() >= 4);
        assert!(viva.run(&[what, "check"]).exits(1).stdout.contains(&at));
    }
    viva.pipe(&["start", "--question", "two-sum", "--persona", "warm"], "Is it sorted?\n").success();
}

#[test]
fn a_name_that_there_is_not_brings_the_nearest() {
    let viva = Viva::new();
    viva.run(&["start", "--persona", "skeptical"])
        .exits(2)
        .says(&["there is no persona `skeptical`", "`sceptical`"]);
    viva.run(&["start", "--company", "startup"]).exits(2).says(&["did you mean `start-up`?"]);
    viva.run(&["role", "show", "ml-enginer"]).exits(2).says(&["did you mean `ml-engineer`?"]);
}

#[test]
fn who_sits_opposite_can_be_a_setting_and_stays_when_it_is_resumed() {
    let viva = Viva::new();
    viva.user_file("config.toml", "persona = \"silent\"\ncompany = \"consultancy\"\n");
    let mut talk = viva.talk(&["start", "--question", "two-sum", "--persona", "terse"]);
    let session = talk.until("session");
    assert_eq!((&session["company"], &session["persona"]), (&"consultancy".into(), &"terse".into()));
    talk.command("quit");
    talk.until("end");
    drop(talk);
    let again = viva.talk(&["resume"]).until("session");
    assert_eq!((&again["company"], &again["persona"]), (&"consultancy".into(), &"terse".into()));
}

#[test]
fn a_scorecard_is_the_same_whoever_sits_opposite() {
    let viva = Viva::new();
    let answers = "I'd use a dict from value to index.\n\nFor each number I look up target minus that number.\n\n/done\n";
    let card = |more: &[&str]| {
        let args = [&["start", "--question", "two-sum", "--seed", "3", "--json"], more].concat();
        let lines: Vec<String> = answers
            .split("\n\n")
            .filter(|text| !text.starts_with('/'))
            .map(|text| serde_json::json!({"type": "answer", "text": text.trim()}).to_string())
            .collect();
        let ran = viva.pipe(&args, lines.join("\n")).success().json_lines();
        let card = ran.iter().find(|object| object["type"] == "scorecard").unwrap();
        (card["overall"].clone(), card["unscored"].clone())
    };
    let plain = card(&[]);
    for persona in ["warm", "terse", "silent"] {
        assert_eq!(card(&["--persona", persona]), plain, "{persona}");
    }
}
