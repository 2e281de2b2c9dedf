//! Who speaks and who judges: the flags, and what a session remembers of them.

use crate::{app::session::Session, error::AppError, settings::Flags};

/// Who speaks and who judges, and how the program talks.
#[derive(Debug, Default, Clone, clap::Args)]
pub(crate) struct WhoArgs {
    /// Who asks
    #[arg(long, value_name = "WHO", value_parser = ["auto", "builtin", "endpoint"])]
    pub(super) interviewer: Option<String>,
    /// Who scores
    #[arg(long, value_name = "WHO", value_parser = ["auto", "builtin", "endpoint"])]
    pub(super) judge: Option<String>,
    /// The endpoint, by name or address
    #[arg(long, value_name = "NAME|URL")]
    pub(super) endpoint: Option<String>,
    /// The model
    #[arg(long, value_name = "ID")]
    pub(super) model: Option<String>,
    /// Show what the model thinks before it speaks
    #[arg(long)]
    pub(super) reasoning: bool,
    /// Hold the interview even where it cannot be saved
    #[arg(long)]
    pub(super) unsaved: bool,
    /// Speak JSON, one object a line, for programs
    #[arg(long)]
    pub(super) json: bool,
}

/// All rounds of a loop have the same.
fn who_key(session: &Session) -> String {
    let round = session.state().setup.staging.round.as_ref();
    format!("session:{}:who", round.map_or(session.id(), |round| &round.first))
}

/// Who spoke and judged, as flags had it: a session taken up again keeps its own.
#[derive(serde::Serialize, serde::Deserialize)]
struct Who {
    interviewer: Option<String>,
    judge: Option<String>,
    endpoint: Option<String>,
    model: Option<String>,
}

impl WhoArgs {
    pub(super) fn keep(&self, session: &Session) -> Result<(), AppError> {
        let Self { interviewer, judge, endpoint, model, .. } = self.clone();
        let who = Who { interviewer, judge, endpoint, model };
        let text = serde_json::to_string(&who)
            .map_err(|error| AppError::failure("the session's flags cannot be written").because(error))?;
        Ok(session.store.remember(&who_key(session), &text, crate::app::clock::wall_ms())?)
    }

    /// What was not said anew is as it was.
    pub(super) fn take_over(&mut self, session: &Session) -> Result<(), AppError> {
        let Some(text) = session.store.recall(&who_key(session))? else { return Ok(()) };
        let Ok(who) = serde_json::from_str::<Who>(&text) else { return Ok(()) };
        let anew = self.endpoint.is_some();
        self.interviewer = self.interviewer.take().or(who.interviewer);
        self.judge = self.judge.take().or(who.judge);
        self.endpoint = self.endpoint.take().or(who.endpoint);
        // Another endpoint has models of its own.
        self.model = self.model.take().or(who.model.filter(|_| !anew));
        Ok(())
    }

    pub(super) fn flags(&self) -> Flags {
        Flags {
            interviewer: self.interviewer.clone(),
            judge: self.judge.clone(),
            endpoint: self.endpoint.clone(),
            model: self.model.clone(),
            reasoning: self.reasoning,
            ..Flags::default()
        }
    }
}
