//! What is on this machine: the configuration, the store, and where an endpoint might be.

use crate::{
    app::endpoint::{A_MOMENT, endpoint_of, look},
    error::Exit,
    settings::{Backend, Endpoint},
    store::Filter,
};

use super::{Check, Examination};

impl Examination<'_> {
    /// The configuration file and what is wrong in it.
    pub(super) fn configuration(&self) -> Check {
        let Some(fault) = self.faults.first() else {
            let file = self.settings.places.config_file();
            return match file.filter(|path| path.exists()) {
                Some(path) => Check::ok("config", path.display().to_string()),
                None => Check::ok("config", "no file: the defaults, the environment and flags"),
            };
        };
        let more = match self.faults.len() {
            1 => String::new(),
            n => format!(" (and {} more)", n - 1),
        };
        let check = Check::failed("config", Exit::Configuration, format!("{fault}{more}"));
        check.hint(
            fault.hint.clone().unwrap_or_else(|| "`viva config show` tells what is in force".to_owned()),
        )
    }

    /// Where interviews are kept.
    pub(super) fn storage(&self) -> Check {
        let store = match &self.store {
            Ok(store) => store,
            Err(error) => return Check::of_error("store", error),
        };
        match store.list(&Filter::default()) {
            Ok(sessions) => {
                let place =
                    store.path().map_or_else(|| "memory".to_owned(), |path| path.display().to_string());
                let interviews = match sessions.len() {
                    1 => "one interview".to_owned(),
                    count => format!("{count} interviews"),
                };
                Check::ok("store", format!("{place}, {interviews}"))
            }
            Err(error) => {
                let check = Check::failed("store", Exit::Failure, error.to_string());
                check.hint(error.hint().unwrap_or("see that the disk is whole and has room").to_owned())
            }
        }
    }

    /// Which endpoint there is, if one is; else, what could be one.
    pub(super) fn which(&self) -> Result<(Endpoint, Check), Check> {
        match endpoint_of(self.settings) {
            Err(error) => Err(Check::of_error("endpoint", &error)),
            Ok(Some(endpoint)) => {
                let origin = &self.settings.endpoint.origin;
                let check =
                    Check::ok("endpoint", format!("{}, {} ({origin})", endpoint.name, endpoint.shown_url()));
                Ok((endpoint, check))
            }
            Ok(None) => Err(self.none()),
        }
    }

    fn none(&self) -> Check {
        let here = look(self.settings.endpoints_here(), A_MOMENT);
        let found: Vec<String> = here
            .iter()
            .map(|found| {
                format!("{} with {} at {}", found.endpoint.name, found.model, found.endpoint.shown_url())
            })
            .collect();
        let hint = match here.first() {
            Some(found) => {
                format!("use it: `viva start --endpoint {}`, or `viva config init`", found.endpoint.name)
            }
            None => "to use one: `viva config init`, `--endpoint NAME|URL`, or `OPENAI_BASE_URL`".to_owned(),
        };
        let insists = [&self.settings.interviewer, &self.settings.judge]
            .into_iter()
            .any(|backend| backend.value == Backend::Endpoint);
        if insists {
            return Check::failed(
                "endpoint",
                Exit::Configuration,
                "none is configured, and the settings want one",
            )
            .hint(hint);
        }
        let on_this_machine =
            if found.is_empty() { "none answers on this machine".to_owned() } else { found.join("; ") };
        Check::skipped(
            "endpoint",
            format!("none is configured: the built-in interviewer asks; {on_this_machine}"),
        )
        .hint(hint)
    }
}
