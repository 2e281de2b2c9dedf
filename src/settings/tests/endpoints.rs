use super::*;

#[test]
fn presets_work_by_name_with_nothing_configured() {
    let presets = [
        ("openai", "https://api.openai.com/v1", Some("OPENAI_API_KEY")),
        ("azure-openai", "https://mine.openai.azure.com/openai/v1", Some("AZURE_OPENAI_API_KEY")),
        ("xai", "https://api.x.ai/v1", Some("XAI_API_KEY")),
        ("gemini", "https://generativelanguage.googleapis.com/v1beta/openai", Some("GEMINI_API_KEY")),
        ("anthropic", "https://api.anthropic.com/v1", Some("ANTHROPIC_API_KEY")),
        ("github-models", "https://models.github.ai/inference", Some("GITHUB_TOKEN")),
        ("ollama", "http://localhost:11434/v1", None),
        ("llama-cpp", "http://localhost:8080/v1", Some("LLAMA_API_KEY")),
        ("lm-studio", "http://localhost:1234/v1", Some("LM_API_TOKEN")),
        ("vllm", "http://localhost:8000/v1", Some("VLLM_API_KEY")),
        ("sglang", "http://localhost:30000/v1", None),
        ("litellm", "http://localhost:4000/v1", Some("LITELLM_API_KEY")),
        ("koboldcpp", "http://localhost:5001/v1", None),
        ("jan", "http://localhost:1337/v1", None),
        ("openrouter", "https://openrouter.ai/api/v1", Some("OPENROUTER_API_KEY")),
        ("groq", "https://api.groq.com/openai/v1", Some("GROQ_API_KEY")),
        ("together", "https://api.together.xyz/v1", Some("TOGETHER_API_KEY")),
        ("mistral", "https://api.mistral.ai/v1", Some("MISTRAL_API_KEY")),
        ("deepseek", "https://api.deepseek.com/v1", Some("DEEPSEEK_API_KEY")),
    ];
    assert_eq!(machine().settings().endpoint_names().len(), presets.len());
    for (name, base_url, variable) in presets {
        let azures = machine().variable("VIVA_ENDPOINTS_AZURE_OPENAI_BASE_URL", AZURE);
        let endpoint = azures.endpoint_flag(name).endpoint();
        assert_eq!(endpoint.base_url.value, base_url);
        let key = match variable.map(str::to_owned) {
            Some(variable) if endpoint.is_here() => Key::VariableIfSet(variable),
            Some(variable) => Key::Variable(variable),
            None => Key::None,
        };
        assert_eq!(endpoint.key, key, "{name}");
    }
}

const AZURE: &str = "https://mine.openai.azure.com/openai/v1";

#[test]
fn a_key_of_this_machine_need_not_be_set() {
    let machine = machine().endpoint_flag("litellm");
    assert_eq!(machine.endpoint().key.resolve(&machine.environment()).unwrap(), None);
    let machine = machine.variable("LITELLM_API_KEY", "sk-1234");
    let key = machine.endpoint().key.resolve(&machine.environment()).unwrap().unwrap();
    assert_eq!(key.expose(), "sk-1234");
}

#[test]
fn presets_go_by_other_names_too() {
    for (name, preset) in [
        ("llama.cpp", "llama-cpp"),
        ("lmstudio", "lm-studio"),
        ("claude", "anthropic"),
        ("github", "github-models"),
    ] {
        assert_eq!(machine().endpoint_flag(name).endpoint().name, preset);
    }
}

fn manner(said: &Option<Setting<String>>) -> Option<&str> {
    said.as_ref().map(|said| said.value.as_str())
}

#[test]
fn an_address_at_a_known_host_is_asked_in_its_manner_and_gets_no_key() {
    let machine = machine().variable("AZURE_OPENAI_API_KEY", "k").variable("OPENAI_API_KEY", "k");
    let endpoint = machine.endpoint_flag("mine.openai.azure.com/openai/v1").endpoint();
    assert_eq!(endpoint.auth, Auth::Header("api-key".to_owned()));
    assert_eq!(manner(&endpoint.manners.token_limit), Some("max_completion_tokens"));
    assert_eq!(endpoint.key, Key::None);
}

#[test]
fn openais_manners_are_not_those_of_whatever_its_variable_points_to() {
    let openai = machine().variable("OPENAI_API_KEY", "k");
    assert_eq!(manner(&openai.endpoint().manners.token_limit), Some("max_completion_tokens"));
    let elsewhere = openai.variable("OPENAI_BASE_URL", "http://localhost:8080/v1");
    assert_eq!(manner(&elsewhere.endpoint().manners.token_limit), None);
    let azure = machine().variable("OPENAI_API_KEY", "k").variable("OPENAI_BASE_URL", AZURE);
    assert_eq!(manner(&azure.endpoint().manners.token_limit), Some("max_completion_tokens"));
}

#[test]
fn the_users_own_manners_go_before_a_presets() {
    let file = "endpoint = \"openai\"\n[endpoints.openai]\ntoken_limit = \"max_tokens\"";
    assert_eq!(manner(&machine().file(file).endpoint().manners.token_limit), Some("max_tokens"));
}

#[test]
fn what_is_let_pass_at_one_server_is_not_let_pass_at_another() {
    let file = "endpoint = \"work\"\n[endpoints.work]\nbase_url = \"http://a/v1\"\ninsecure = true\nplain_http = true\nbody = { user = \"me\" }";
    let endpoint = machine().file(file).endpoint();
    assert!(endpoint.insecure && endpoint.plain_http && endpoint.body.contains_key("user"));
    let moved = machine().file(file).variable("VIVA_ENDPOINT_BASE_URL", "http://b/v1").endpoint();
    assert!(!moved.insecure && !moved.plain_http && moved.body.is_empty());
}

#[test]
fn the_endpoints_of_this_machine_are_those_whose_address_is() {
    let machine = machine().file("[endpoints.work]\nbase_url = \"http://127.0.0.1:9000\"\n[endpoints.ollama]\nbase_url = \"http://nas:11434\"\n[endpoints.away]\nbase_url = \"http://a\"\n");
    let here: Vec<String> = machine.load().0.endpoints_here().into_iter().map(|e| e.name).collect();
    assert_eq!(here, ["jan", "koboldcpp", "litellm", "llama-cpp", "lm-studio", "sglang", "vllm", "work"]);
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
        insecure: false,
        plain_http: false,
        body: serde_json::Map::new(),
        manners: Manners::default(),
        lists_models: true,
        start: None,
        get_model: None,
        timeouts: Timeouts { connect_s: 10, first_byte_s: None, idle_s: 30 },
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
    assert_eq!(machine.settings().endpoint_names().len(), 20);
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
    assert!(
        error.hint().starts_with("give an address, or one of anthropic, azure-openai, deepseek,"),
        "{}",
        error.hint()
    );
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
