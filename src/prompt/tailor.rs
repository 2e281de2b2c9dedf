//! The prompt that asks for questions about a candidate's own projects. The CV is data in it.

use serde_json::json;

use crate::llm::Message;

use super::{
    PromptError, TemplateSet,
    budget::{Budget, shortened},
    quoting::defused,
};

/// The prompt, with as much of the CV as fits.
///
/// # Errors
/// [`PromptError`] where the template cannot be rendered.
pub fn tailor_prompt(
    templates: &TemplateSet,
    cv: &str,
    most: usize,
    budget: Budget,
) -> Result<Vec<Message>, PromptError> {
    let render = |cv: &str| templates.messages("tailor", json!({ "cv": cv, "most": most }));
    let room = budget.left_beside(&render("")?);
    let plain = defused(&cv.replace("<cv>", "").replace("</cv>", ""));
    render(&shortened(&plain, room))
}
