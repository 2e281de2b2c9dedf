use super::*;

#[test]
fn presets_work_by_name_with_nothing_configured() {
    let presets = [
        ("openai", "https://api.openai.com/v1", Some("OPENAI_API_KEY")),
        ("ollama", "http://localhost:11434/v1", None),
        ("llama-cpp", "http://localhost:8080/v1", None),
        ("lm-studio", "http://localhost:1234/v1", None),
        ("vllm", "http://localhost:8000/v1", None),
        ("openrouter", "https://openrouter.ai/api/v1", Some("OPENROUTER_API_KEY")),
        ("groq", "https://api.groq.com/openai/v1", Some("GROQ_API_KEY")),
        ("together", "https://api.together.xyz/v1", Some("TOGETHER_API_KEY")),
        ("mistral", "https://api.mistral.ai/v1", Some("MISTRAL_API_KEY")),
        ("deepseek", "https://api.deepseek.com/v1", Some("DEEPSEEK_API_KEY")),
    ];
    assert_eq!(machine().settings().endpoint_names().len(), presets.len());
    for (name, base_url, variable) in presets {
        let endpoint = machine().endpoint_flag(name).endpoint();
        assert_eq!(endpoint.base_url, Setting { value: base_url.to_owned(), origin: Origin::Default });
        assert_eq!(endpoint.key, variable.map_or(Key::None, |name| Key::Variable(name.to_owned())), "{name}");
    }
}

#[test]
fn an_endpoint_has_everything_that_its_table_says() {
    let machine = machine().file(
        r#"endpoint = "work"
[endpoints.work]
base_url = "https://llm.example.com/v1"
model = "llama"
key_env = "WORK_KEY"
auth = "header:api-key"
headers = { "X-Title" = "viva" }
query = { "api-version" = "2024-10-21" }
context_tokens = 0x2000
ca_file = "certs/work.pem"
idle_s = 30
"#,
    );
    let pair = |name: &str, value: &str| vec![(name.to_owned(), Secret::new(value.to_owned()))];
    let expected = Endpoint {
        name: "work".to_owned(),
        base_url: Setting { value: "https://llm.example.com/v1".to_owned(), origin: machine.line(3) },
        model: Setting { value: Some("llama".to_owned()), origin: machine.line(4) },
        auth: Auth::Header("api-key".to_owned()),
        key: Key::Variable("WORK_KEY".to_owned()),
        headers: pair("X-Title", "viva"),
        query: pair("api-version", "2024-10-21"),
        context_tokens: Some(8192),
        ca_file: Some(machine.config().join("certs/work.pem")),
        timeouts: Timeouts { connect_s: 10, first_byte_s: 300, idle_s: 30 },
    };
    assert_eq!(machine.endpoint(), expected);
}

#[test]
fn with_nothing_said_there_is_no_endpoint() {
    assert_eq!(machine().settings().endpoint().unwrap(), None);
}

#[test]
fn the_only_endpoint_of_the_file_is_the_one_in_use() {
    let machine =
        machine().file("[endpoints.work]\nbase_url = \"http://a/v1\"").variable("OPENAI_API_KEY", "k");
    assert_eq!(machine.endpoint().name, "work");
    assert_eq!(machine.settings().endpoint_names().len(), 11);
}

#[test]
fn of_several_endpoints_one_must_be_named() {
    let machine = machine()
        .file("[endpoints.a]\nbase_url = \"http://a/v1\"\n[endpoints.b]\nbase_url = \"http://b/v1\"");
    assert_eq!(machine.faults(), ["config.toml:2: none of the endpoints a, b is the one to use"]);
    assert_eq!(machine.hint(), "add `endpoint = \"a\"`, or give `--endpoint`");
    assert_eq!(machine.load().0.endpoint().unwrap(), None);
}

#[test]
fn a_preset_can_be_changed_in_part() {
    let machine = machine().file("[endpoints.groq]\nmodel = \"m\"");
    let endpoint = machine.endpoint();
    assert_eq!(endpoint.base_url.value, "https://api.groq.com/openai/v1");
    assert_eq!(endpoint.model.value.as_deref(), Some("m"));
    assert_eq!(endpoint.key, Key::Variable("GROQ_API_KEY".to_owned()));
}

#[test]
fn a_mistyped_endpoint_is_an_error_that_guesses() {
    let error = machine().endpoint_flag("olama").settings().endpoint().unwrap_err();
    assert_eq!(error.to_string(), "there is no endpoint `olama` (--endpoint)");
    assert_eq!(error.hint(), "did you mean `ollama`?");
    let error = machine().endpoint_flag("work").settings().endpoint().unwrap_err();
    assert!(error.hint().starts_with("give an address, or one of deepseek, groq,"), "{}", error.hint());
}

#[test]
fn an_endpoint_without_an_address_is_an_error() {
    let error = machine().file("[endpoints.work]\nmodel = \"m\"").settings().endpoint().unwrap_err();
    assert_eq!(error.to_string(), "the endpoint `work` has no `base_url`");
}

#[test]
fn an_address_is_an_endpoint() {
    for (given, base_url) in [
        ("http://10.0.0.7:8000/v1", "http://10.0.0.7:8000/v1"),
        ("localhost:8080", "http://localhost:8080"),
        ("localhost", "http://localhost"),
        ("127.0.0.1:1234/v1", "http://127.0.0.1:1234/v1"),
        ("[::1]:1234", "http://[::1]:1234"),
        ("gpu-box.local:8000", "http://gpu-box.local:8000"),
        ("llm.example.com/v1", "https://llm.example.com/v1"),
    ] {
        let endpoint = machine().endpoint_flag(given).endpoint();
        assert_eq!(endpoint.base_url, Setting { value: base_url.to_owned(), origin: flag("--endpoint") });
        assert_eq!((endpoint.name.as_str(), endpoint.key), (given, Key::None));
    }
}

#[test]
fn the_model_of_the_higher_layer_counts_and_within_one_the_endpoints_own() {
    let file = "model = \"general\"\n[endpoints.work]\nbase_url = \"http://a\"\nmodel = \"own\"";
    assert_eq!(machine().file(file).endpoint().model.value.as_deref(), Some("own"));
    let machine = machine().file(file).variable("VIVA_MODEL", "asked-for");
    assert_eq!(machine.endpoint().model.value.as_deref(), Some("asked-for"));
    let machine = machine.endpoint_flag("ollama");
    assert_eq!(machine.endpoint().model.value.as_deref(), Some("asked-for"));
}
