//! `viva config init` where nobody can be asked.

use crate::support::viva::Viva;

fn written(viva: &Viva) -> String {
    let shown = viva.run(&["config", "path"]).success().stdout;
    let path = shown.lines().find_map(|line| line.strip_prefix("configuration")).unwrap().trim().to_owned();
    std::fs::read_to_string(path).unwrap()
}

fn value(viva: &Viva, key: &str) -> String {
    let all = viva.run(&["config", "show", "--json"]).success().json();
    let row = all.as_array().unwrap().iter().find(|row| row["key"] == key).unwrap().clone();
    row["value"].as_str().unwrap_or("none").to_owned()
}

#[test]
fn without_flags_and_without_a_terminal_the_example_is_written() {
    let viva = Viva::new();
    viva.run(&["config", "init"]).success();
    assert_eq!(written(&viva), viva::settings::example());
    viva.run(&["config", "init"]).exits(3).says(&["is there already", "--force"]);
    viva.run(&["config", "init", "--force"]).success();
}

#[test]
fn an_endpoint_given_by_flags_is_in_force_afterwards() {
    let viva = Viva::new();
    let args = ["config", "init", "--endpoint", "llama.cpp", "--model", "qwen"];
    viva.run(&args).success();
    assert_eq!(value(&viva, "endpoint"), "llama-cpp");
    assert_eq!(value(&viva, "endpoints.llama-cpp.model"), "qwen");
    let args =
        ["config", "init", "--force", "--endpoint", "https://llm.example.com/v1", "--key-env", "WORK_KEY"];
    viva.run(&args).success();
    assert_eq!(value(&viva, "endpoint"), "mine");
    assert_eq!(value(&viva, "endpoints.mine.base_url"), "https://llm.example.com/v1");
    assert_eq!(value(&viva, "endpoints.mine.key_env"), "WORK_KEY");
}

#[test]
fn an_endpoint_that_is_not_known_is_not_written() {
    let viva = Viva::new();
    viva.run(&["config", "init", "--endpoint", "olama"]).exits(3).says(&["did you mean `ollama`?"]);
    viva.run(&["config", "init", "--model", "m"]).exits(2);
    assert_eq!(value(&viva, "endpoint"), "none");
}
