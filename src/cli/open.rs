//! What commands open: settings, the data files, the store; and names looked up with "did you mean".

use std::path::Path;

use super::{Global, color_choice, warn};
use crate::{
    app::endpoint::{Chosen, Use},
    bank::{Bank, Companies, Fault, Personas, Question, Roles, SourceFile},
    error::{AppError, Exit},
    prompt::TemplateSet,
    rubric::{Rubric, Rubrics},
    settings::{self, ConfigFile, Directories, Environment, Flags, Given, Settings, UserFiles},
    store::Store,
    term::{ColorChoice, Output, Theme},
    transcript::{Kind, Seniority},
};

/// The settings, with the environment that they were read in.
pub(crate) struct Opened {
    pub(crate) settings: Settings,
    pub(crate) environment: Environment,
}

/// Every data file: the program's own, and the user's over them.
pub(crate) struct Data {
    pub(crate) bank: Bank,
    pub(crate) rubrics: Rubrics,
    pub(crate) roles: Roles,
    pub(crate) companies: Companies,
    pub(crate) personas: Personas,
    pub(crate) user_questions: Vec<SourceFile>,
    pub(crate) user_rubrics: Vec<SourceFile>,
}

/// Reads the settings; what is wrong in them is said, and the rest works.
pub(crate) fn settings(global: &Global, flags: Flags) -> Result<Opened, AppError> {
    let (opened, faults) = read_settings(global, flags)?;
    warn_of(global, &faults);
    Ok(opened)
}

/// The same, with what is wrong in them instead of saying it.
pub(crate) fn read_settings(
    global: &Global,
    mut flags: Flags,
) -> Result<(Opened, Vec<settings::Fault>), AppError> {
    let config = match (&global.config, global.no_config) {
        (Some(path), _) => ConfigFile::Named(path.clone()),
        (None, true) => ConfigFile::None,
        (None, false) => ConfigFile::Usual,
    };
    flags.color.clone_from(&global.color);
    let given = Given { config, data_dir: global.data_dir.clone(), flags };
    let environment = Environment::of_process();
    let (settings, faults) = Settings::load(&given, &environment, Directories::of_platform().as_ref())
        .map_err(|error| {
            AppError::new(Exit::Configuration, error.to_string())
                .hint("`viva config path` tells where it is looked for")
        })?;
    super::log::begin(global.verbose, &settings);
    Ok((Opened { settings, environment }, faults))
}

/// Reads every data file; a broken one is said, and the rest works.
pub(crate) fn data(global: &Global) -> Result<Data, AppError> {
    let opened = settings(global, Flags::default())?;
    Ok(data_of(global, &opened.settings))
}

/// The same for settings that are open already.
pub(crate) fn data_of(global: &Global, settings: &Settings) -> Data {
    let user_questions = user_files(global, settings, UserFiles::Questions);
    let user_rubrics = user_files(global, settings, UserFiles::Rubrics);
    let (bank, mut faults) = Bank::load(&user_questions);
    let (rubrics, more) = Rubrics::load(&user_rubrics);
    faults.extend(more);
    let (roles, more) = Roles::load(&user_files(global, settings, UserFiles::Roles));
    faults.extend(more);
    let (companies, more) = Companies::load(&user_files(global, settings, UserFiles::Companies));
    faults.extend(more);
    let (personas, more) = Personas::load(&user_files(global, settings, UserFiles::Personas));
    faults.extend(more);
    for fault in &faults {
        warn(global, &fault.to_string());
    }
    Data { bank, rubrics, roles, companies, personas, user_questions, user_rubrics }
}

/// The prompt templates, likewise.
pub(crate) fn templates(global: &Global, settings: &Settings) -> TemplateSet {
    let (templates, faults) = read_templates(global, settings);
    for fault in faults {
        warn(global, &fault.to_string());
    }
    templates
}

/// The prompt templates, and what is wrong in the user's.
pub(crate) fn read_templates(global: &Global, settings: &Settings) -> (TemplateSet, Vec<Fault>) {
    TemplateSet::load(&user_files(global, settings, UserFiles::Prompts))
}

/// The user's labelled transcripts.
pub(crate) fn user_calibration(global: &Global, settings: &Settings) -> Vec<SourceFile> {
    user_files(global, settings, UserFiles::Calibration)
}

/// What is wrong in the settings, and what to do about it.
fn warn_of(global: &Global, faults: &[settings::Fault]) {
    for fault in faults {
        let hint = fault.hint.as_ref().map_or_else(String::new, |hint| format!("; {hint}"));
        warn(global, &format!("{fault}{hint}"));
    }
}

/// The user's own files of a kind; what cannot be read of them is said.
pub(crate) fn user_files(global: &Global, settings: &Settings, kind: UserFiles) -> Vec<SourceFile> {
    let (files, faults) = settings.places.user_files(kind);
    warn_of(global, &faults);
    files
        .into_iter()
        .map(|file| SourceFile { name: file.path.display().to_string(), text: file.text })
        .collect()
}

/// Opens the store.
pub(crate) fn store(settings: &Settings) -> Result<Store, AppError> {
    let dir = settings
        .places
        .data_dir()
        .map_err(|error| AppError::new(Exit::Configuration, error.to_string()).hint(error.hint()))?;
    Store::open(dir).map_err(|error| {
        let mut app = AppError::from(error);
        app.exit = Exit::Configuration;
        app.message = format!("the data directory {} cannot be used: {}", dir.display(), app.message);
        app
    })
}

/// One question by its id.
pub(crate) fn question<'b>(bank: &'b Bank, id: &str) -> Result<&'b Question, AppError> {
    let parsed = id.parse().ok();
    let found = parsed.and_then(|id| bank.get(&id));
    found.ok_or_else(|| {
        no_such("question", id, bank.headings().map(|q| q.id.as_str()))
            .hint_more("`viva bank list` shows them all")
    })
}

/// One rubric by its id.
pub(crate) fn rubric<'r>(rubrics: &'r Rubrics, id: &str) -> Result<&'r Rubric, AppError> {
    let found = id.parse().ok().and_then(|id| rubrics.get(&id));
    found.ok_or_else(|| no_such("rubric", id, rubrics.iter().map(|r| r.id.as_str())))
}

/// Wrong usage: no such thing, and what there is.
pub(crate) fn no_such<'n>(what: &str, name: &str, names: impl Iterator<Item = &'n str>) -> AppError {
    const NEAR: f64 = 0.75;
    let names: Vec<&str> = names.collect();
    let nearest = names
        .iter()
        .map(|known| (strsim::jaro_winkler(known, name), *known))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let hint = match nearest {
        Some((_, known)) => format!("did you mean `{known}`?"),
        None => format!("there are: {}", names.join(", ")),
    };
    AppError::usage(format!("there is no {what} `{name}`")).hint(hint)
}

impl AppError {
    fn hint_more(mut self, more: &str) -> Self {
        let hint = self.hint.take().map_or_else(String::new, |hint| format!("{hint}; "));
        self.hint = Some(format!("{hint}{more}"));
        self
    }
}

/// A kind, for clap.
pub(crate) fn kind(text: &str) -> Result<Kind, String> {
    text.parse().map_err(|error: crate::transcript::ParseNameError| error.to_string())
}

/// A seniority, for clap.
pub(crate) fn seniority(text: &str) -> Result<Seniority, String> {
    text.parse().map_err(|error: crate::transcript::ParseNameError| error.to_string())
}

/// A text file that the user named.
pub(crate) fn read_text(path: &Path) -> Result<String, AppError> {
    let bytes = std::fs::read(path)
        .map_err(|error| AppError::failure(format!("`{}` cannot be read", path.display())).because(error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        AppError::failure(format!("`{}` is not UTF-8 from byte {at} on", path.display()))
            .hint("save it as UTF-8")
    })
}

/// The theme for standard error.
pub(crate) fn stderr_theme(color: Option<&str>) -> Theme {
    theme(color_choice(color), std::io::IsTerminal::is_terminal(&std::io::stderr()))
}

/// The theme for standard output.
pub(crate) fn stdout_theme(settings: &Settings) -> Theme {
    let choice = match settings.color.value {
        crate::settings::ColorChoice::Always => ColorChoice::Always,
        crate::settings::ColorChoice::Never => ColorChoice::Never,
        crate::settings::ColorChoice::Auto => ColorChoice::Auto,
    };
    theme(choice, std::io::IsTerminal::is_terminal(&std::io::stdout()))
}

fn theme(choice: ColorChoice, is_terminal: bool) -> Theme {
    let no_color = Environment::of_process().get("NO_COLOR").is_some_and(|value| !value.is_empty());
    Theme::resolve(choice, is_terminal, no_color)
}

/// Who speaks and who judges, as the settings have it; one line says so where there was a choice.
pub(crate) fn connection(
    global: &Global,
    opened: &Opened,
    store: &Store,
    purpose: Use,
) -> Result<Chosen, AppError> {
    let templates = templates(global, &opened.settings);
    let chosen = Chosen::choose(&opened.settings, &opened.environment, store, templates, purpose)?;
    if let Some(said) = &chosen.remark {
        remark(global, said);
    }
    Ok(chosen)
}

/// A remark on standard error that is no warning.
pub(crate) fn remark(global: &Global, text: &str) {
    if !global.quiet {
        let mut err = Output::stderr();
        let _ = err.line(text).and_then(|()| err.flush());
    }
}

/// A question that is answered with yes or no; no where nobody can be asked.
pub(crate) fn confirm(question: &str) -> Result<bool, AppError> {
    Ok(matches!(asked(&format!("{question} [y/N] "))?.as_deref(), Some("y" | "yes" | "Y")))
}

/// A line from standard input after a question on standard error; none at the end of the input.
pub(crate) fn asked(question: &str) -> Result<Option<String>, AppError> {
    let mut err = Output::stderr();
    let _ = err.write(question).and_then(|()| err.flush());
    let mut line = String::new();
    let read = std::io::stdin()
        .read_line(&mut line)
        .map_err(|error| AppError::failure("standard input cannot be read").because(error))?;
    Ok((read > 0).then(|| line.trim().to_owned()))
}

/// A text to a file that the user named, or to standard output.
pub(crate) fn write_or_print(file: Option<&Path>, text: &str) -> Result<(), AppError> {
    match file {
        Some(path) => std::fs::write(path, text).map_err(|error| {
            AppError::failure(format!("`{}` cannot be written", path.display())).because(error)
        }),
        None => super::print(text),
    }
}
