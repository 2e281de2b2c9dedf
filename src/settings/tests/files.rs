use super::*;

#[test]
fn an_unknown_key_is_named_with_its_line_and_the_rest_works() {
    let machine = machine().file("minutes = 45\nrol = \"data-scientist\"\nlevel = \"senior\"\n");
    assert_eq!(machine.faults(), ["config.toml:2: unknown key `rol`"]);
    assert_eq!(machine.hint(), "did you mean `role`?");
    let (settings, _) = machine.load();
    assert_eq!((settings.minutes.value, settings.level.value.as_deref()), (45, Some("senior")));
}

#[test]
fn an_unknown_key_of_an_endpoint_is_named_too() {
    let machine = machine().file("[endpoints.work]\nbase_url = \"http://a\"\nbase_ulr = \"http://b\"");
    assert_eq!(machine.faults(), ["config.toml:3: unknown key `endpoints.work.base_ulr`"]);
    assert_eq!(machine.hint(), "did you mean `base_url`?");
}

#[test]
fn an_unknown_timeout_is_named_too() {
    let machine = machine().file("[timeouts]\nconect_s = 3");
    assert_eq!(machine.faults(), ["config.toml:2: unknown key `timeouts.conect_s`"]);
    assert_eq!(machine.hint(), "did you mean `connect_s`?");
}

#[test]
fn what_resembles_nothing_gets_no_guess() {
    let (_, faults) = machine().file("zzz = 1").load();
    assert_eq!(faults[0].hint, None);
}

#[test]
fn a_key_of_an_endpoint_outside_of_one_is_told_where_it_belongs() {
    let machine = machine().file("base_url = \"http://a\"");
    assert_eq!(machine.hint(), "`base_url` belongs to an endpoint: put it under `[endpoints.NAME]`");
}

#[test]
fn a_key_in_the_file_is_refused_and_not_repeated() {
    for name in ["key", "api_key", "api-key", "token"] {
        let machine = machine().file(format!("[endpoints.work]\n{name} = \"hush\""));
        assert!(machine.hint().starts_with("no key is kept in this file"), "{name}");
        assert!(!format!("{:?}", machine.load()).contains("hush"), "{name}");
    }
}

#[test]
fn a_key_where_a_variables_name_belongs_is_refused_and_not_repeated() {
    let machine = machine().file("[endpoints.work]\nbase_url = \"http://a\"\nkey_env = \"sk-hush\"");
    let wanted = "takes the name of an environment variable, not a key";
    assert_eq!(machine.faults(), [format!("config.toml:3: `endpoints.work.key_env` {wanted}")]);
    assert!(!format!("{:?}", machine.load()).contains("hush"));
}

#[test]
fn every_fault_of_a_file_is_told_in_order() {
    let machine = machine().file(
        "minutes = 0\nraw = \"yes\"\ncolor = \"blue\"\nrole = 3\nendpoints = 4\n[timeouts]\nidle_s = -1\n",
    );
    assert_eq!(
        machine.faults(),
        [
            "config.toml:1: `minutes` takes a whole number from 1 to 480",
            "config.toml:2: `raw` takes true or false",
            "config.toml:3: `color` takes one of auto, always, never",
            "config.toml:4: `role` takes a text in quotes",
            "config.toml:5: `endpoints` is a table: `[endpoints]`",
            "config.toml:7: `timeouts.idle_s` takes a whole number from 1 to 86400",
        ]
    );
}

#[test]
fn a_broken_line_leaves_the_others() {
    let machine = machine().file("minutes = 45\nrole = \"unclosed\nlevel = \"senior\"\n");
    let faults = machine.faults();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].starts_with("config.toml:2: "), "{faults:?}");
    let (settings, _) = machine.load();
    assert_eq!((settings.minutes.value, settings.level.value.as_deref()), (45, Some("senior")));
}

#[test]
fn a_name_that_a_variable_could_not_have_is_refused() {
    let machine = machine().file("[endpoints.\"my server\"]\nbase_url = \"http://a\"");
    let rule = "a name has letters, digits, hyphens and underscores only";
    assert_eq!(machine.faults(), [format!("config.toml:1: `endpoints.my server`: {rule}")]);
}

#[test]
fn a_key_from_two_places_is_a_fault() {
    let machine =
        machine().file("[endpoints.work]\nbase_url = \"http://a\"\nkey_env = \"A\"\nkey_file = \"b\"");
    assert_eq!(machine.faults(), ["config.toml:4: `endpoints.work` has its key from 2 places"]);
}

#[test]
fn a_file_with_a_byte_order_mark_is_read() {
    let settings = machine().file("\u{feff}minutes = 45\r\nlevel = \"mid\"\r\n").settings();
    assert_eq!((settings.minutes.value, settings.level.value.as_deref()), (45, Some("mid")));
}

#[test]
fn a_file_that_is_not_utf8_is_a_fault_with_its_line() {
    let machine = machine().file(b"minutes = 45\nrole = \"caf\xe9\"\n");
    assert_eq!(machine.faults(), ["config.toml:2: it is not UTF-8 from here on"]);
    assert_eq!(machine.load().0.minutes.value, 20);
}

#[test]
fn a_file_that_cannot_be_read_is_a_fault() {
    let machine = machine();
    fs::create_dir_all(machine.config_file()).unwrap();
    let faults = machine.faults();
    assert_eq!(faults.len(), 1);
    assert!(faults[0].starts_with("config.toml: it cannot be read"), "{faults:?}");
}
