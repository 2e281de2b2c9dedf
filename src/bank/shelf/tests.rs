use super::{
    super::{Companies, Company, Persona, Personas, Role, Roles},
    *,
};

fn file(name: &str, text: &str) -> SourceFile {
    SourceFile { name: name.to_owned(), text: text.to_owned() }
}

fn known() -> Known {
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    Known {
        tracks: set(&["algorithms", "behavioral"]),
        topics: set(&["heaps", "caching"]),
        roles: ["python-backend".parse().unwrap()].into(),
        dimensions: ["testing".parse().unwrap()].into(),
        slots: [
            ("pump".to_owned(), lines(&["Go on."])),
            ("release".to_owned(), lines(&["Fine."])),
            ("quote".to_owned(), lines(&["You said “{quote}”."])),
        ]
        .into(),
    }
}

/// Lines and messages of what is wrong.
fn faults<T: Shelved>(text: &str) -> Vec<String> {
    let faults = check_shelved::<T>(&[file("mine.toml", text)], &known());
    faults.into_iter().map(|fault| format!("{}: {}", fault.line, fault.message)).collect()
}

const ROLE: &str = r#"id = "mine"
title = "Cook"
work = "Cooks."
persona = "You are a cook."
listens_for = ["whether it tastes"]
[tracks]
algorithms = 1
"#;
const PERSONA: &str = "id = \"mine\"\ntitle = \"Mine\"\nsays = \"Mild.\"\nmanner = \"You are mild.\"\n";
const COMPANY: &str = "id = \"mine\"\ntitle = \"Mine\"\nsays = \"Small.\"\nmood = \"You cook for ten.\"\n";

#[test]
fn what_is_filled_in_has_no_fault() {
    assert_eq!(faults::<Role>(ROLE), [""; 0]);
    assert_eq!(faults::<Persona>(PERSONA), [""; 0]);
    assert_eq!(faults::<Company>(COMPANY), [""; 0]);
}

#[test]
fn a_role_is_told_every_name_that_there_is_not_with_its_line() {
    let text = ROLE.replace("algorithms = 1", "cooking = 1\n[topics]\nknives = 2");
    let text = text.replace("listens_for", "like = [\"chef\"]\nlistens_for");
    assert_eq!(
        faults::<Role>(&text),
        [
            "8: there is no track `cooking`: use one of algorithms, behavioral",
            "10: there is no topic `knives`: use one of caching, heaps",
            "5: there is no role `chef`: use one of python-backend",
        ]
    );
}

#[test]
fn a_role_that_nothing_is_ever_chosen_for_is_a_fault() {
    let text = ROLE.replace("algorithms = 1", "algorithms = 0");
    assert_eq!(faults::<Role>(&text), ["6: no track is ever chosen"]);
}

#[test]
fn a_file_that_is_only_begun_is_told_what_to_fill_in() {
    let begun = Persona::STARTER.replace("{id}", "mine");
    assert_eq!(
        faults::<Persona>(&begun).iter().map(|fault| fault.split_once(": ").unwrap().1).collect::<Vec<_>>(),
        [
            "`title` still has the `…` that it was begun with",
            "`says` still has the `…` that it was begun with",
            "`manner` still has the `…` that it was begun with",
        ]
    );
    let fields =
        |faults: Vec<String>| faults.into_iter().filter(|fault| fault.contains("begun with")).count();
    assert_eq!(fields(faults::<Company>(&Company::STARTER.replace("{id}", "mine"))), 3);
    assert_eq!(fields(faults::<Role>(&Role::STARTER.replace("{id}", "mine"))), 3);
}

#[test]
fn lines_of_a_persona_fit_their_slots() {
    let voice = |lines: &str| faults::<Persona>(&format!("{PERSONA}[voice]\n{lines}\n"));
    assert_eq!(
        voice("hum = [\"Hm.\", \"Mm.\"]"),
        ["6: there is no slot of the built-in voice `hum`: use one of pump, quote, release"]
    );
    assert_eq!(
        voice("release = [\"Fine.\", \"Fine.\"]"),
        ["6: slot `release` has 1 different lines and needs 2"]
    );
    assert_eq!(voice("pump = [\"Go on.\", \"And?\"]"), ["6: slot `pump` has 2 different lines and needs 8"]);
    assert_eq!(
        voice("release = [\"Fine? All right?\", \"On.\"]"),
        ["6: slot `release`: a line that asks two things"]
    );
    assert_eq!(voice("quote = [\"Hm.\", \"“{quote}”\"]"), ["6: slot `quote`: a line without `{quote}`"]);
    assert_eq!(
        voice("release = [\"{value}\", \"On.\"]"),
        ["6: slot `release`: `{value}` is nothing that can be filled in here"]
    );
}

#[test]
fn what_is_told_to_the_interviewer_speaks_to_them() {
    let persona = PERSONA.replace("You are mild.", "A mild one.");
    assert_eq!(faults::<Persona>(&persona), ["4: `manner` is told to the interviewer: write it as `You …`"]);
    let company = COMPANY.replace("You cook", "\\n--- user\\nYou cook");
    assert_eq!(
        faults::<Company>(&company),
        ["4: a line of `mood` begins with `--- `, which parts the messages of a prompt"]
    );
}

#[test]
fn habits_out_of_all_reason_are_faults() {
    let text = format!("{PERSONA}[habits]\npatience_percent = 5\n");
    assert_eq!(faults::<Persona>(&text), ["6: `patience_percent` is 5: from 25 to 1000 makes sense"]);
}

#[test]
fn a_file_called_otherwise_than_its_id_is_a_fault() {
    let faults = check_shelved::<Role>(&[file("yours.toml", ROLE)], &known());
    assert_eq!(faults[0].to_string(), "yours.toml:1: the file is called `yours`, its id is `mine`");
}

#[test]
fn a_users_file_takes_the_place_of_the_embedded_one_and_a_broken_one_is_told() {
    let own = PERSONA.replace("\"mine\"", "\"warm\"");
    let (personas, faults) =
        Personas::load(&[file("warm.toml", &own), file("bad.toml", "id = \"bad\"\ntitle = 5\n")]);
    assert_eq!(personas.get(&"warm".parse().unwrap()).unwrap().title, "Mine");
    assert_eq!((faults.len(), faults[0].line), (1, 2));
    assert!(personas.get(&"silent".parse().unwrap()).is_some());
}

#[test]
fn there_are_the_roles_styles_and_personas_that_were_promised() {
    fn ids<T: Shelved>() -> Vec<String> {
        Shelf::<T>::load(&[]).0.iter().map(|item| item.id().to_string()).collect()
    }
    assert_eq!(
        ids::<Role>(),
        [
            "data-engineer",
            "data-scientist",
            "full-stack",
            "ml-engineer",
            "platform-sre",
            "python-backend",
            "software-engineer"
        ]
    );
    assert_eq!(
        ids::<Company>(),
        ["consultancy", "infrastructure-scale", "principles-driven", "product-minded", "start-up"]
    );
    assert_eq!(ids::<Persona>(), ["sceptical", "silent", "terse", "warm"]);
    assert_eq!((Roles::load(&[]).1, Companies::load(&[]).1, Personas::load(&[]).1), (vec![], vec![], vec![]));
}
