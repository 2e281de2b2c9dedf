use super::*;
use crate::settings::keys::{ENDPOINT_KEYS, KEYS, variable};

#[test]
fn a_variable_is_named_after_its_key() {
    assert_eq!(variable("role"), "VIVA_ROLE");
    assert_eq!(variable("timeouts.first_byte_s"), "VIVA_TIMEOUTS_FIRST_BYTE_S");
    assert_eq!(variable("endpoints.lm-studio.base_url"), "VIVA_ENDPOINTS_LM_STUDIO_BASE_URL");
}

#[test]
fn any_setting_can_be_a_variable() {
    for key in KEYS {
        let value = match key.path {
            "color" => "never",
            "interviewer" | "judge" => "builtin",
            "echo" | "raw" | "reasoning" | "read_ahead" => "true",
            "endpoint" => "ollama",
            "timeouts.first_byte_s" => "7",
            path if key.default.is_none() => path,
            _ => "7",
        };
        let name = variable(key.path);
        let environment: Environment = [(name.clone(), value)].into_iter().collect();
        let (settings, faults) = Settings::load(&Given::default(), &environment, None).unwrap();
        assert_eq!(faults, [], "{name}");
        let shown = settings.shown().into_iter().find(|shown| shown.key == key.path).unwrap();
        assert_eq!((shown.value.as_deref(), shown.origin), (Some(value), env(&name)));
    }
}

#[test]
fn any_key_of_a_named_endpoint_can_be_a_variable() {
    for (field, _) in ENDPOINT_KEYS {
        let value = match *field {
            "auth" => "none",
            "key_command" => r#"["pass", "show"]"#,
            "headers" | "query" | "body" => r#"{ "a" = "b" }"#,
            "context_tokens" | "connect_s" | "first_byte_s" | "idle_s" => "4096",
            "insecure" | "plain_http" => "true",
            "token_limit" => "max_tokens",
            "structured" => "object",
            "system" => "folded",
            _ => "TEXT",
        };
        let name = variable(&format!("endpoints.lm-studio.{field}"));
        let environment: Environment = [(name.clone(), value)].into_iter().collect();
        let (settings, faults) = Settings::load(&Given::default(), &environment, None).unwrap();
        assert_eq!(faults, [], "{name}");
        let key = format!("endpoints.lm-studio.{field}");
        assert_eq!(settings.shown().into_iter().find(|s| s.key == key).unwrap().origin, env(&name));
    }
}

#[test]
fn variables_change_the_endpoint_in_use() {
    let machine = machine()
        .file("endpoint = \"work\"\n[endpoints.work]\nbase_url = \"http://a/v1\"\n[endpoints.other]\nbase_url = \"http://b\"")
        .variable("VIVA_ENDPOINT_MODEL", "m")
        .variable("VIVA_ENDPOINT_CONTEXT_TOKENS", "4096")
        .variable("VIVA_ENDPOINT_HEADERS", "{ \"X-A\" = \"1\" }");
    let endpoint = machine.endpoint();
    assert_eq!(endpoint.base_url.value, "http://a/v1");
    assert_eq!(endpoint.model, Setting { value: Some("m".to_owned()), origin: env("VIVA_ENDPOINT_MODEL") });
    assert_eq!(endpoint.context_tokens, Some(4096));
    assert_eq!(endpoint.headers, [("X-A".to_owned(), Secret::new("1".to_owned()))]);
}

#[test]
fn a_variable_with_an_address_is_enough_for_an_endpoint() {
    let endpoint = machine().variable("VIVA_ENDPOINT_BASE_URL", "http://10.0.0.7:8000/v1").endpoint();
    assert_eq!(endpoint.name, "environment");
    assert_eq!(endpoint.base_url.value, "http://10.0.0.7:8000/v1");
    assert_eq!(endpoint.key, Key::None);
}

#[test]
fn variables_of_the_endpoint_in_use_leave_the_one_of_a_flag_alone() {
    let machine =
        machine().variable("VIVA_ENDPOINT_BASE_URL", "http://10.0.0.7:8000/v1").endpoint_flag("ollama");
    assert_eq!(machine.endpoint().base_url.value, "http://localhost:11434/v1");
}

#[test]
fn variables_speak_of_a_preset_named_by_its_address() {
    let machine = machine()
        .variable("VIVA_ENDPOINT", "https://api.groq.com/openai/v1/")
        .variable("VIVA_ENDPOINT_MODEL", "m");
    let endpoint = machine.endpoint();
    assert_eq!((endpoint.name.as_str(), endpoint.model.value.as_deref()), ("groq", Some("m")));
    assert_eq!(endpoint.key, Key::Variable("GROQ_API_KEY".to_owned()));
}

#[test]
fn a_mistyped_variable_is_named() {
    let machine =
        machine().variable("VIVA_MINUTS", "30").variable("VIVA_ENDPOINT_MODLE", "m").endpoint_flag("vllm");
    assert_eq!(machine.faults(), ["$VIVA_MINUTS: it is no setting"]);
    assert_eq!(machine.hint(), "did you mean `VIVA_MINUTES`?");
    let machine = machine.variable("VIVA_ENDPOINT", "vllm");
    assert_eq!(machine.faults()[1], "$VIVA_ENDPOINT_MODLE: it is no setting");
}

#[test]
fn somebody_elses_variables_are_left_alone() {
    machine().variable("VIVA_FREIGHT_TRACKING", "1").variable("PATH", "/bin").settings();
}

#[test]
fn an_empty_variable_is_none() {
    let machine =
        machine().variable("VIVA_MINUTES", "").variable("NO_COLOR", "").variable("OPENAI_API_KEY", "");
    let settings = machine.settings();
    assert_eq!((settings.minutes.value, settings.color.value), (20, ColorChoice::Auto));
    assert_eq!(settings.endpoint().unwrap(), None);
}

#[test]
fn an_environment_shows_no_values() {
    let environment: Environment = [("A_KEY", "hush")].into_iter().collect();
    assert_eq!(format!("{environment:?}"), r#"{"A_KEY"}"#);
}
