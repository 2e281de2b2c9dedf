//! `viva config init`: a configuration file, with an endpoint in it if one is wanted.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};

use super::{Global, open, print, warn};
use crate::{
    app::endpoint::{A_MOMENT, look, models_of},
    error::{AppError, Exit},
    llm::openai::ModelInfo,
    settings::{self, Environment, Flags, Keep, Key, Origin, Settings, example, example_keeping},
    term::sanitize,
};

/// So many models are listed to choose from; the others can be named.
const MOST_LISTED: usize = 20;

#[derive(Debug, clap::Args)]
pub(crate) struct InitArgs {
    /// Take the place of the one that is there
    #[arg(long)]
    force: bool,
    /// Use this endpoint, by name or address, and ask nothing
    #[arg(long, value_name = "NAME|URL")]
    endpoint: Option<String>,
    /// Ask it for this model
    #[arg(long, value_name = "ID", requires = "endpoint")]
    model: Option<String>,
    /// Its key is in this environment variable
    #[arg(long, value_name = "VARIABLE", requires = "endpoint")]
    key_env: Option<String>,
}

pub(crate) fn run(global: &Global, args: &InitArgs) -> Result<(), AppError> {
    let opened = open::settings(global, Flags::default())?;
    let path = place(&opened.settings, args.force)?;
    let asks = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let keep = match &args.endpoint {
        Some(endpoint) => {
            let keep =
                Keep { endpoint: endpoint.clone(), model: args.model.clone(), key_env: args.key_env.clone() };
            Some(known(&opened.settings, keep)?)
        }
        None if asks => {
            let mut ask = |question: &str| open::asked(question);
            let mut list = |endpoint: &settings::Endpoint| models_of(endpoint, &opened.environment);
            Walk {
                global,
                settings: &opened.settings,
                environment: &opened.environment,
                ask: &mut ask,
                list: &mut list,
            }
            .choose()?
        }
        None => None,
    };
    write(&path, &keep.map_or_else(|| example().to_owned(), |keep| example_keeping(&keep)))
}

fn place(settings: &Settings, force: bool) -> Result<PathBuf, AppError> {
    let path = settings.places.config_file().ok_or_else(|| {
        AppError::new(Exit::Configuration, "there is no place for a configuration file")
            .hint("name one with `--config FILE`")
    })?;
    if path.exists() && !force {
        return Err(AppError::new(Exit::Configuration, format!("{} is there already", path.display()))
            .hint("edit it, or give `--force` to write it anew"));
    }
    Ok(path.to_owned())
}

fn write(path: &Path, text: &str) -> Result<(), AppError> {
    let wrote =
        path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(path, text));
    wrote
        .map_err(|error| AppError::failure(format!("{} cannot be written", path.display())).because(error))?;
    print(&format!("wrote {}\n", path.display()))
}

/// The endpoint by the name that it has, where it has one.
fn known(settings: &Settings, keep: Keep) -> Result<Keep, AppError> {
    let origin = Origin::Flag("--endpoint".to_owned());
    match settings.endpoint_named(&keep.endpoint, &origin) {
        Ok(endpoint) => Ok(Keep { endpoint: endpoint.name, ..keep }),
        Err(error) => Err(AppError::new(Exit::Configuration, error.to_string()).hint(error.hint())),
    }
}

type Ask<'a> = dyn FnMut(&str) -> Result<Option<String>, AppError> + 'a;
type List<'a> = dyn FnMut(&settings::Endpoint) -> Result<Vec<ModelInfo>, AppError> + 'a;

/// The way to an endpoint, question by question.
struct Walk<'w> {
    global: &'w Global,
    settings: &'w Settings,
    environment: &'w Environment,
    ask: &'w mut Ask<'w>,
    list: &'w mut List<'w>,
}

impl Walk<'_> {
    /// The endpoint to keep; none where the built-in interviewer is enough.
    fn choose(&mut self) -> Result<Option<Keep>, AppError> {
        let Some(mut endpoint) = self.endpoint()? else { return Ok(None) };
        let key_env = self.key(&endpoint)?;
        if let Some(variable) = &key_env {
            endpoint.key = Key::Variable(variable.clone());
        }
        let model = self.model(&endpoint)?;
        Ok(Some(Keep { endpoint: endpoint.name, model, key_env }))
    }

    /// What answers on this machine comes first; anything else goes by its name or address.
    fn endpoint(&mut self) -> Result<Option<settings::Endpoint>, AppError> {
        let here = look(self.settings.endpoints_here(), A_MOMENT);
        let mut question = String::from("Which endpoint shall ask and score?\n");
        for (number, found) in (1..).zip(&here) {
            let models = found.models;
            let line = format!("  {number}  {}, on this machine, models: {models}\n", found.endpoint.name);
            question += &sanitize(&line);
        }
        let names = self.settings.endpoint_names();
        question += &format!(
            "  or a name ({}),\n  or an address; Enter for none, the built-in one\n> ",
            names.join(", ")
        );
        loop {
            let Some(typed) = self.answer(&question)? else { return Ok(None) };
            if let Some(found) = numbered(&typed, &here) {
                return Ok(Some(found.endpoint.clone()));
            }
            match self.settings.endpoint_named(&typed, &Origin::Default) {
                Ok(endpoint) => return Ok(Some(endpoint)),
                Err(error) => warn(self.global, &format!("{error}: {}", error.hint())),
            }
        }
    }

    /// The variable of its key, where it is not known already.
    fn key(&mut self, endpoint: &settings::Endpoint) -> Result<Option<String>, AppError> {
        match &endpoint.key {
            Key::Variable(name) => {
                if self.environment.get(name).is_none() {
                    warn(
                        self.global,
                        &format!("its key is read from `{name}`, which is not set: `export {name}=…`"),
                    );
                }
                Ok(None)
            }
            Key::None if !endpoint.is_here() => self.answer(
                "Which environment variable holds its key? Its name, never the key; Enter for none\n> ",
            ),
            _ => Ok(None),
        }
    }

    /// The model, from the list that the server gives.
    fn model(&mut self, endpoint: &settings::Endpoint) -> Result<Option<String>, AppError> {
        let models = match (self.list)(endpoint) {
            Ok(models) => models,
            Err(error) => {
                let cause = error.source.as_ref().map_or(error.message.clone(), ToString::to_string);
                let hint = error.hint.map_or_else(String::new, |hint| format!(" ({hint})"));
                warn(self.global, &format!("its models cannot be listed: {cause}{hint}"));
                Vec::new()
            }
        };
        let listed = &models[..models.len().min(MOST_LISTED)];
        let mut question = String::from("Which model?\n");
        for (number, model) in (1..).zip(listed) {
            question += &format!("  {number}  {}\n", sanitize(&model.id));
        }
        if models.len() > listed.len() {
            question += &format!("  and {} more\n", models.len() - listed.len());
        }
        question += "  or its id; Enter leaves it open\n> ";
        let typed = self.answer(&question)?;
        Ok(typed.map(|typed| numbered(&typed, listed).map_or(typed, |model| model.id.clone())))
    }

    fn answer(&mut self, question: &str) -> Result<Option<String>, AppError> {
        Ok((self.ask)(question)?.filter(|typed| !typed.is_empty()))
    }
}

/// The item of this number, counted from 1.
fn numbered<'i, T>(typed: &str, items: &'i [T]) -> Option<&'i T> {
    typed.parse::<usize>().ok()?.checked_sub(1).and_then(|at| items.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Given;

    /// Walks with these answers past a server with these models.
    fn walk(answers: &[&str], models: &[&str]) -> Option<Keep> {
        // Nothing answers on the machine of a test: every preset of it is moved away.
        let moved = ["OLLAMA", "LM_STUDIO", "LLAMA_CPP", "VLLM", "SGLANG", "LITELLM", "KOBOLDCPP", "JAN"];
        let environment: Environment = moved
            .iter()
            .map(|name| (format!("VIVA_ENDPOINTS_{name}_BASE_URL"), "https://elsewhere.example/v1"))
            .collect();
        let (settings, _) = Settings::load(&Given::default(), &environment, None).unwrap();
        let mut answers = answers.iter();
        let mut ask = |_: &str| Ok(answers.next().map(|answer| (*answer).to_owned()));
        let mut list = |_: &settings::Endpoint| {
            Ok(models.iter().map(|id| ModelInfo { id: (*id).to_owned(), context_tokens: None }).collect())
        };
        let global =
            Global { config: None, no_config: true, data_dir: None, color: None, quiet: true, verbose: 0 };
        let mut walk = Walk {
            global: &global,
            settings: &settings,
            environment: &environment,
            ask: &mut ask,
            list: &mut list,
        };
        walk.choose().unwrap()
    }

    fn keep(endpoint: &str, model: Option<&str>, key_env: Option<&str>) -> Option<Keep> {
        let text = |text: Option<&str>| text.map(str::to_owned);
        Some(Keep { endpoint: endpoint.to_owned(), model: text(model), key_env: text(key_env) })
    }

    #[test]
    fn enter_keeps_the_built_in_interviewer() {
        assert_eq!(walk(&[""], &[]), None);
        assert_eq!(walk(&[], &[]), None, "nobody answers any more");
    }

    #[test]
    fn a_model_is_chosen_by_its_number_or_its_id() {
        let models = ["llama3", "qwen2.5:14b"];
        assert_eq!(walk(&["groq", "2"], &models), keep("groq", Some("qwen2.5:14b"), None));
        assert_eq!(walk(&["groq", "own"], &models), keep("groq", Some("own"), None));
        assert_eq!(walk(&["groq", ""], &models), keep("groq", None, None));
    }

    #[test]
    fn an_address_is_asked_for_the_variable_of_its_key() {
        let url = "https://llm.example.com/v1";
        assert_eq!(walk(&[url, "WORK_KEY", "1"], &["m"]), keep(url, Some("m"), Some("WORK_KEY")));
    }

    #[test]
    fn a_mistyped_name_is_asked_for_again() {
        assert_eq!(walk(&["grok-2", "groq", ""], &[]), keep("groq", None, None));
    }
}
