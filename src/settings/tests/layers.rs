use super::*;

#[test]
fn nothing_need_be_configured() {
    let settings = machine().settings();
    assert_eq!((settings.role.value, settings.level.value, settings.minutes.value), (None, None, 20));
    assert_eq!((settings.interviewer.value, settings.judge.value), (Backend::Auto, Backend::Auto));
    assert_eq!((settings.color.value, settings.samples.value), (ColorChoice::Auto, 1));
    assert_eq!((settings.echo.value, settings.raw.value), (false, false));
    assert_eq!(settings.timeouts, Timeouts { connect_s: 10, first_byte_s: None, idle_s: 120 });
    assert_eq!(settings.minutes.origin, Origin::Default);
}

#[test]
fn a_file_overrides_a_default() {
    let machine = machine().file("# mine\nminutes = 45\nrole = \"data-scientist\"\n");
    let settings = machine.settings();
    assert_eq!(settings.minutes, Setting { value: 45, origin: machine.line(2) });
    assert_eq!(settings.role, Setting { value: Some("data-scientist".to_owned()), origin: machine.line(3) });
}

#[test]
fn a_variable_overrides_the_file() {
    let machine = machine().file("minutes = 45").variable("VIVA_MINUTES", "30");
    assert_eq!(machine.settings().minutes, Setting { value: 30, origin: env("VIVA_MINUTES") });
}

#[test]
fn a_flag_overrides_them_all() {
    let mut machine = machine().file("minutes = 45").variable("VIVA_MINUTES", "30");
    machine.given.flags.minutes = Some(10);
    assert_eq!(machine.settings().minutes, Setting { value: 10, origin: flag("--minutes") });
}

#[test]
fn every_flag_reaches_its_setting() {
    let text = |text: &str| Some(text.to_owned());
    let mut machine = machine();
    machine.given.flags = Flags {
        role: text("r"),
        level: text("senior"),
        minutes: Some(5),
        interviewer: text("builtin"),
        judge: text("endpoint"),
        endpoint: text("ollama"),
        model: text("m"),
        color: text("never"),
        samples: Some(3),
        reasoning: true,
    };
    let settings = machine.settings();
    assert_eq!(
        (settings.role.value.as_deref(), settings.level.value.as_deref()),
        (Some("r"), Some("senior"))
    );
    assert_eq!((settings.minutes.value, settings.samples.value, settings.reasoning.value), (5, 3, true));
    assert_eq!((settings.interviewer.value, settings.judge.value), (Backend::Builtin, Backend::Endpoint));
    assert_eq!(settings.color, Setting { value: ColorChoice::Never, origin: flag("--color") });
    let endpoint = settings.endpoint().unwrap().unwrap();
    assert_eq!((endpoint.name.as_str(), endpoint.model.value.as_deref()), ("ollama", Some("m")));
}

#[test]
fn a_wrong_value_leaves_the_layer_below_it() {
    let machine = machine().file("minutes = 45").variable("VIVA_MINUTES", "soon");
    assert_eq!(machine.faults(), ["$VIVA_MINUTES: `minutes` takes a whole number from 1 to 480"]);
    assert_eq!(machine.load().0.minutes.value, 45);
}

#[test]
fn what_every_program_is_told_gives_way_to_the_file() {
    let told = || machine().variable("NO_COLOR", "1").variable("EDITOR", "ed").variable("VISUAL", "emacs");
    let settings = told().settings();
    assert_eq!(settings.color, Setting { value: ColorChoice::Never, origin: env("NO_COLOR") });
    assert_eq!(settings.editor, Setting { value: Some("emacs".to_owned()), origin: env("VISUAL") });
    let settings = told().file("color = \"always\"\neditor = \"vi\"").settings();
    assert_eq!(settings.color.value, ColorChoice::Always);
    assert_eq!(settings.editor.value.as_deref(), Some("vi"));
}

#[test]
fn what_is_shown_has_every_key_with_its_origin() {
    let machine = machine().file("[timeouts]\nidle_s = 60").variable("VIVA_ROLE", "data-scientist");
    let shown = machine.settings().shown();
    let of = |key: &str| shown.iter().find(|shown| shown.key == key).cloned().unwrap();
    let line = |key: &str, value: Option<&str>, origin: Origin| Shown {
        key: key.to_owned(),
        value: value.map(str::to_owned),
        origin,
    };
    assert_eq!(of("role"), line("role", Some("data-scientist"), env("VIVA_ROLE")));
    assert_eq!(of("timeouts.idle_s"), line("timeouts.idle_s", Some("60"), machine.line(2)));
    assert_eq!(of("minutes"), line("minutes", Some("20"), Origin::Default));
    assert_eq!(of("level"), line("level", None, Origin::Default));
    assert_eq!(shown.len(), 19, "no endpoint is configured or in use");
}

#[test]
fn what_is_shown_has_no_secret() {
    let machine = machine().file(
        r#"[endpoints.work]
base_url = "https://me:hush@example.com/v1?key=hush"
key_command = ["print", "hush"]
headers = { "X-Key" = "hush" }
query = { "key" = "hush" }"#,
    );
    let settings = machine.settings();
    let shown = settings.shown();
    let of = |field: &str| {
        let key = format!("endpoints.work.{field}");
        shown.iter().find(|shown| shown.key == key).unwrap().value.clone().unwrap()
    };
    assert_eq!(of("base_url"), "https://…@example.com/v1?…");
    assert_eq!(of("key_command"), "print …");
    assert_eq!(of("headers"), "X-Key = …");
    assert_eq!(of("query"), "key = …");
    assert!(!format!("{settings:?}").contains("hush"));
}
