//! Judging as files: what would be asked of a model goes out as a batch, and what it said comes back in.
//!
//! What a batch was written with is remembered for each session, so that its results are read likewise whenever they
//! come. Replies are kept until a session has all of them; what is missing is written again by the next export.

mod export;
mod import;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    error::AppError,
    interview::State,
    llm::{ChatRequest, OpenAiClient},
    prompt::TemplateSet,
    rubric::Judge,
    scoring::{self, builtin, judge},
    store::Store,
    transcript::SessionId,
};

use super::{clock::wall_ms, marking::options};

pub use export::{Exported, export};
pub use import::{Imported, Numbered, import};

/// Who is to judge, and how.
pub struct Target<'a> {
    /// How the model wants to be asked.
    pub client: &'a OpenAiClient,
    /// What scorecards call it.
    pub label: String,
    /// The prompts.
    pub templates: &'a TemplateSet,
    /// How many times each indicator is judged.
    pub samples: u32,
    /// How many tokens the model's context holds, where that is known.
    pub context_tokens: Option<u32>,
}

impl Target<'_> {
    fn order(&self) -> Order {
        let judge =
            Judge { kind: "endpoint".to_owned(), model: Some(self.label.clone()), samples: self.samples };
        let (context_tokens, prompt_hash) = (self.context_tokens, self.templates.judge_hash());
        Order { judge, context_tokens, prompt_hash, replies: BTreeMap::new() }
    }
}

/// What was ordered for a session, and what has come of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Order {
    judge: Judge,
    context_tokens: Option<u32>,
    prompt_hash: String,
    /// The replies so far, by the number of their request.
    replies: BTreeMap<usize, String>,
}

impl Order {
    /// What is asked of the model about a session.
    fn requests(&self, state: &State, templates: &TemplateSet) -> Result<Vec<ChatRequest>, AppError> {
        let options = options(templates, self.judge.samples, self.context_tokens, state.setup.seed);
        judge::requests(state, &builtin::findings(state), &options).map_err(unrenderable)
    }

    fn recall(store: &Store, key: &str) -> Result<Option<Self>, AppError> {
        Ok(store.recall(key)?.and_then(|text| serde_json::from_str(&text).ok()))
    }

    fn remember(&self, store: &Store, key: &str) -> Result<(), AppError> {
        let text = serde_json::to_string(self)
            .map_err(|error| AppError::failure("an order cannot be written as JSON").because(error))?;
        Ok(store.remember(key, &text, wall_ms())?)
    }
}

/// Where the orders of a session are kept. Its id is in the name, so they go when the session goes.
fn key(session: &SessionId, hash: &str) -> String {
    format!("batch/{session}/{hash}")
}

/// Tells apart what is asked of whom: other words, prompts or models make other orders.
fn hash_of(order: &Order, requests: &[ChatRequest]) -> Result<String, AppError> {
    let messages: Vec<_> = requests.iter().map(|request| &request.messages).collect();
    let all = serde_json::to_vec(&(&order.judge, order.context_tokens, messages));
    all.map(|all| scoring::hash(&all))
        .map_err(|error| AppError::failure("a request cannot be written as JSON").because(error))
}

fn unrenderable(error: crate::prompt::PromptError) -> AppError {
    AppError::failure("a prompt of the judge's cannot be rendered").because(error)
}
