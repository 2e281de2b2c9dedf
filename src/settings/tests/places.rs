use super::*;

#[test]
fn things_are_where_the_platform_has_them() {
    let machine = machine();
    let places = machine.settings().places;
    assert_eq!(places.config_file(), Some(machine.config_file().as_path()));
    assert_eq!(places.config_dir(), Some(machine.config().as_path()));
    assert_eq!(places.data_dir(), Ok(machine.dir.path().join("data").as_path()));
}

#[test]
fn data_goes_where_it_is_told_to() {
    let mut machine = machine().variable("VIVA_DATA_DIR", "by-variable");
    assert_eq!(machine.settings().places.data_dir(), Ok(Path::new("by-variable")));
    machine.given.data_dir = Some(PathBuf::from("by-flag"));
    assert_eq!(machine.settings().places.data_dir(), Ok(Path::new("by-flag")));
}

#[test]
fn without_a_home_there_is_an_error_and_no_panic() {
    let (settings, faults) = Settings::load(&Given::default(), &Environment::default(), None).unwrap();
    assert_eq!(faults, []);
    assert_eq!(settings.places.data_dir(), Err(NoHome));
    assert_eq!(NoHome.to_string(), "there is no home directory");
    assert_eq!(settings.places.config_file(), None);
    assert_eq!(settings.places.user_files(UserFiles::Roles), (vec![], vec![]));
}

#[test]
fn without_a_home_a_named_directory_is_enough() {
    let given = Given { data_dir: Some(PathBuf::from("data")), ..Given::default() };
    let (settings, _) = Settings::load(&given, &Environment::default(), None).unwrap();
    assert_eq!(settings.places.data_dir(), Ok(Path::new("data")));
}

#[test]
fn a_named_file_is_read_in_place_of_the_usual_one() {
    let mut machine = machine().file("minutes = 45").user_file("other.toml", "minutes = 10");
    machine.given.config = ConfigFile::Named(machine.config().join("other.toml"));
    assert_eq!(machine.settings().minutes.value, 10);
    assert_eq!(machine.settings().places.config_dir(), Some(machine.config().as_path()));
}

#[test]
fn a_variable_names_a_file_and_a_flag_goes_before_it() {
    let mut machine =
        machine().user_file("other.toml", "minutes = 10").user_file("third.toml", "minutes = 5");
    let other = machine.config().join("other.toml").to_string_lossy().into_owned();
    machine = machine.variable("VIVA_CONFIG", other);
    assert_eq!(machine.settings().minutes.value, 10);
    machine.given.config = ConfigFile::Named(machine.config().join("third.toml"));
    assert_eq!(machine.settings().minutes.value, 5);
}

#[test]
fn a_named_file_must_be_there() {
    let mut machine = machine();
    machine.given.config = ConfigFile::Named(PathBuf::from("/nowhere/viva.toml"));
    let loaded = Settings::load(&machine.given, &machine.environment(), Some(&machine.directories()));
    assert_eq!(loaded.unwrap_err().to_string(), "the configuration file `/nowhere/viva.toml` cannot be read");
}

#[test]
fn without_configuration_nothing_of_it_is_read() {
    let mut machine = machine().file("minutes = 45").user_file("roles/mine.toml", "id = \"mine\"");
    machine.given.config = ConfigFile::None;
    let settings = machine.settings();
    assert_eq!(settings.minutes.value, 20);
    assert_eq!(settings.places.user_files(UserFiles::Roles), (vec![], vec![]));
}

fn names(machine: &Machine, kind: UserFiles) -> Vec<String> {
    let (files, faults) = machine.settings().places.user_files(kind);
    assert_eq!(faults, []);
    files.into_iter().map(|file| file.name).collect()
}

#[test]
fn the_users_files_are_found_by_kind() {
    let machine = machine()
        .user_file("roles/mine.toml", "id = \"mine\"")
        .user_file("rubrics/coding.toml", "")
        .user_file("prompts/judge.md.j2", "")
        .user_file("questions/loose.toml", "");
    assert_eq!(names(&machine, UserFiles::Roles), ["mine.toml"]);
    assert_eq!(names(&machine, UserFiles::Rubrics), ["coding.toml"]);
    assert_eq!(names(&machine, UserFiles::Prompts), ["judge.md.j2"]);
    let (files, _) = machine.settings().places.user_files(UserFiles::Roles);
    let path = machine.config().join("roles/mine.toml");
    assert_eq!(files, [UserFile { path, name: "mine.toml".to_owned(), text: "id = \"mine\"".to_owned() }]);
}

#[test]
fn questions_are_found_in_folders_within_folders_in_order() {
    let machine = machine()
        .user_file("questions/python/gil.toml", "")
        .user_file("questions/algorithms/graphs/islands.toml", "")
        .user_file("questions/loose.toml", "");
    assert_eq!(
        names(&machine, UserFiles::Questions),
        ["algorithms/graphs/islands.toml", "loose.toml", "python/gil.toml"]
    );
}

#[test]
fn a_template_of_a_move_is_found_in_its_folder() {
    let machine = machine()
        .user_file("prompts/moves/probe.md.j2", "")
        .user_file("prompts/judge.md.j2", "")
        .user_file("roles/moves/probe.toml", "");
    assert_eq!(names(&machine, UserFiles::Prompts), ["judge.md.j2", "moves/probe.md.j2"]);
    assert!(names(&machine, UserFiles::Roles).is_empty());
}

#[test]
fn what_is_no_data_is_passed_over() {
    let machine = machine()
        .user_file("questions/README.md", "")
        .user_file("questions/draft.toml~", "")
        .user_file("questions/.hidden.toml", "")
        .user_file("questions/.git/config.toml", "")
        .user_file("rubrics/judge.md.j2", "");
    assert!(names(&machine, UserFiles::Questions).is_empty());
    assert!(names(&machine, UserFiles::Rubrics).is_empty());
}

#[test]
fn a_file_that_is_not_utf8_is_a_fault_and_the_rest_works() {
    let machine = machine()
        .user_file("roles/good.toml", "id = \"good\"")
        .user_file("roles/latin.toml", b"id = \"a\"\ntitle = \"\xe9\"");
    let (files, faults) = machine.settings().places.user_files(UserFiles::Roles);
    assert_eq!(files.len(), 1);
    let at = Origin::File(machine.config().join("roles/latin.toml"), Some(2));
    assert_eq!((&faults[0].at, faults[0].message.as_str()), (&at, "it is not UTF-8 from here on"));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_a_fault_and_the_rest_works() {
    let machine = machine().user_file("roles/good.toml", "id = \"good\"");
    let broken = machine.config().join("roles/broken.toml");
    std::os::unix::fs::symlink("/nowhere/at/all", &broken).unwrap();
    let (files, faults) = machine.settings().places.user_files(UserFiles::Roles);
    assert_eq!(files.len(), 1);
    assert_eq!(faults[0].at, Origin::File(broken, None));
}

#[cfg(unix)]
#[test]
fn a_loop_of_folders_ends() {
    let machine = machine().user_file("questions/one.toml", "");
    let folder = machine.config().join("questions");
    std::os::unix::fs::symlink(&folder, folder.join("again")).unwrap();
    let (files, faults) = machine.settings().places.user_files(UserFiles::Questions);
    assert_eq!((files.len(), faults), (9, vec![]));
}
