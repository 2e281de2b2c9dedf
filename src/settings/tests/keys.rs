//! Whom a key is sent to. What was given for one server follows to no other.

use super::*;

fn withheld(server: &str) -> Key {
    Key::Withheld { server: server.to_owned() }
}

fn openais() -> Key {
    Key::Variable("OPENAI_API_KEY".to_owned())
}

#[test]
fn openais_key_alone_means_openai() {
    let machine = machine().variable("OPENAI_API_KEY", "k");
    let endpoint = machine.endpoint();
    assert_eq!(endpoint.base_url.value, "https://api.openai.com/v1");
    assert_eq!(endpoint.key, openais());
    assert_eq!(machine.settings().endpoint.origin, env("OPENAI_API_KEY"));
}

#[test]
fn openais_key_goes_to_openais_base_url() {
    let machine =
        machine().variable("OPENAI_API_KEY", "k").variable("OPENAI_BASE_URL", "https://gateway.example/v1");
    let endpoint = machine.endpoint();
    assert_eq!(endpoint.base_url.value, "https://gateway.example/v1");
    assert_eq!(endpoint.key, openais());
    assert_eq!(machine.endpoint_flag("https://gateway.example/v1/").endpoint().key, openais());
}

#[test]
fn openais_base_url_needs_no_key() {
    let endpoint = machine().variable("OPENAI_BASE_URL", "http://localhost:8080/v1").endpoint();
    assert_eq!(endpoint.name, "openai");
    assert_eq!(endpoint.key.resolve(&Environment::default()).unwrap(), None);
}

#[test]
fn openais_key_goes_to_no_other_address() {
    let tricks = [
        "https://elsewhere.example/v1",
        "http://localhost:8000/v1",
        "https://api.openai.com.elsewhere.example/v1",
        "https://api.openai.com@elsewhere.example/v1",
        "https://elsewhere.example/?https://api.openai.com/v1",
        "https://elsewhere.example\\@api.openai.com/v1",
        "http://api.openai.com/v1",
        "https://api.openai.com:8443/v1",
    ];
    for address in tricks {
        let machine = machine().variable("OPENAI_API_KEY", "k");
        let by_variable = machine.variable("VIVA_ENDPOINT_BASE_URL", address);
        assert_eq!(by_variable.endpoint().key, withheld("https://api.openai.com"), "{address}");
        assert_eq!(
            by_variable.endpoint_flag(address).endpoint().key.resolve(&Environment::default()).unwrap(),
            None
        );
    }
    for address in tricks {
        let by_flag = machine().variable("OPENAI_API_KEY", "k").endpoint_flag(address);
        assert_eq!(by_flag.endpoint().key.resolve(&by_flag.environment()).unwrap(), None, "{address}");
    }
}

#[test]
fn openais_key_goes_to_no_other_preset() {
    let machine = machine().variable("OPENAI_API_KEY", "k").variable("OPENAI_BASE_URL", "https://a.example");
    assert_eq!(machine.endpoint_flag("ollama").endpoint().key, Key::None);
}

#[test]
fn openais_key_goes_to_openai_however_its_address_came() {
    let file = "[endpoints.openai]\nbase_url = \"https://API.openai.com:443/v1\"";
    assert_eq!(machine().file(file).endpoint().key, openais());
    let elsewhere =
        machine().file(file).variable("OPENAI_API_KEY", "k").variable("OPENAI_BASE_URL", "https://a.example");
    assert_eq!(elsewhere.endpoint().base_url.value, "https://API.openai.com:443/v1");
    assert_eq!(elsewhere.endpoint().key, openais());
}

#[test]
fn openais_key_goes_to_openai_though_its_base_url_is_elsewhere() {
    let machine = machine().variable("OPENAI_API_KEY", "k").variable("OPENAI_BASE_URL", "https://a.example");
    assert_eq!(machine.endpoint_flag("https://api.openai.com").endpoint().key, openais());
}

#[test]
fn a_variable_that_the_file_names_for_an_address_goes_there() {
    let file = "[endpoints.work]\nbase_url = \"https://a.example\"\nkey_env = \"OPENAI_API_KEY\"";
    assert_eq!(machine().file(file).endpoint().key, openais());
}

#[test]
fn a_key_of_the_file_does_not_follow_to_the_address_of_a_variable() {
    let file = r#"[endpoints.work]
base_url = "https://llm.example.com/v1"
key_env = "WORK_KEY"
headers = { "X-Key" = "hush" }
query = { "key" = "hush" }"#;
    let there = machine().file(file).variable("VIVA_ENDPOINT_BASE_URL", "https://llm.example.com/other");
    assert_eq!(there.endpoint().key, Key::Variable("WORK_KEY".to_owned()));
    assert_eq!(there.endpoint().headers.len(), 1);
    let elsewhere = machine().file(file).variable("VIVA_ENDPOINT_BASE_URL", "http://llm.example.com/v1");
    let endpoint = elsewhere.endpoint();
    assert_eq!(endpoint.key, withheld("https://llm.example.com"));
    assert_eq!((endpoint.headers, endpoint.query), (vec![], vec![]));
    let with_its_own = elsewhere.variable("VIVA_ENDPOINT_KEY_ENV", "OTHER_KEY");
    assert_eq!(with_its_own.endpoint().key, Key::Variable("OTHER_KEY".to_owned()));
}

#[test]
fn a_presets_key_does_not_follow_to_the_address_of_a_file() {
    let machine = machine().file("[endpoints.groq]\nbase_url = \"https://proxy.example/v1\"");
    assert_eq!(machine.endpoint().key, withheld("https://api.groq.com"));
}

#[test]
fn the_key_of_the_higher_layer_counts() {
    let machine = machine().file("[endpoints.groq]\nkey_command = [\"pass\", \"groq\"]");
    assert_eq!(machine.endpoint().key, Key::Command(vec!["pass".to_owned(), "groq".to_owned()]));
    let machine = machine.variable("VIVA_ENDPOINT_KEY_FILE", "~/groq");
    assert_eq!(machine.endpoint().key, Key::File(machine.dir.path().join("home/groq")));
}

#[test]
fn without_authorization_there_is_no_key() {
    let machine = machine().file("[endpoints.groq]\nauth = \"none\"");
    let endpoint = machine.endpoint();
    assert_eq!((endpoint.auth, endpoint.key), (Auth::None, Key::None));
}
