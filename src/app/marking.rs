//! Marking a session: the built-in scorer, or a model as the second reader.

use std::sync::Arc;

use tokio::runtime::Runtime;

use crate::{
    error::AppError,
    interview::State,
    llm::ChatModel,
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
        /// How it judges.
        options: scoring::JudgeOptions,
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
        let delivery = serde_json::to_value(Delivery::of(&state.turns))
            .map_err(|error| AppError::failure("the delivery cannot be written as JSON").because(error))?;
        match self {
            Self::Model { model, runtime, options } if !is_too_little(state) => {
                let judging = judge(state, &findings, model, options, progress);
                Ok(runtime.block_on(judging)?.into_marked(state, &findings, delivery, model.label()))
            }
            _ => {
                let judge = Judge { kind: "builtin".to_owned(), model: None, samples: 1 };
                let scorecard = scoring::scorecard(state, &findings, judge, delivery);
                Ok(Marked { scorecard, remarks: Vec::new() })
            }
        }
    }
}
