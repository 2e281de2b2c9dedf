//! The judge's prompt: its own instructions, worked examples, the transcript as quoted data, and last what is asked.

use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    llm::Message,
    transcript::{Speaker, TurnId},
};

use super::{
    PromptError, TemplateSet,
    budget::{shortened, tokens},
    quoting::defused,
};

/// A point that a good answer makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyPoint {
    /// In one sentence.
    pub says: String,
}

/// One thing that the judge is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The indicator's id: a property name of the reply.
    pub id: String,
    /// The yes-or-no question.
    pub question: String,
    /// The points that it is about, where it is about points.
    pub key_points: Vec<KeyPoint>,
}

/// A turn as the judge reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// Its number.
    pub turn: TurnId,
    /// Whose.
    pub speaker: Speaker,
    /// What was said.
    pub text: String,
}

/// The parts of a transcript that fit into so many tokens each, whole turns, in order. One part mostly.
#[must_use]
pub fn excerpts(turns: Vec<Excerpt>, most_tokens: usize) -> Vec<Vec<Excerpt>> {
    const TOKENS_A_LABEL: usize = 8;
    let mut parts: Vec<Vec<Excerpt>> = Vec::new();
    let mut used = 0;
    for mut turn in turns {
        turn.text = shortened(&defused(&turn.text), most_tokens.saturating_sub(TOKENS_A_LABEL));
        let cost = tokens(&turn.text) + TOKENS_A_LABEL;
        match parts.last_mut() {
            Some(part) if used + cost <= most_tokens => {
                used += cost;
                part.push(turn);
            }
            _ => {
                used = cost;
                parts.push(vec![turn]);
            }
        }
    }
    parts
}

/// What the judge reads in every request about one part of a transcript.
#[derive(Debug, Clone, Copy)]
pub struct JudgePrompt<'a> {
    /// The templates.
    pub templates: &'a TemplateSet,
    /// The transcript.
    pub turns: &'a [Excerpt],
}

impl JudgePrompt<'_> {
    /// The prompt for one indicator.
    ///
    /// # Errors
    /// [`PromptError`] where a template cannot be rendered.
    pub fn point(&self, point: &Point) -> Result<Vec<Message>, PromptError> {
        self.messages("judge-point", json!({ "turns": self.turns, "point": point }))
    }

    /// The prompt for all indicators of a dimension.
    ///
    /// # Errors
    /// [`PromptError`] where a template cannot be rendered.
    pub fn dimension(&self, name: &str, points: &[Point]) -> Result<Vec<Message>, PromptError> {
        let values = json!({ "turns": self.turns, "dimension": name, "points": points });
        self.messages("judge-dimension", values)
    }

    /// The prompt for one point of a question, in one turn.
    ///
    /// # Errors
    /// [`PromptError`] where a template cannot be rendered.
    pub fn assess(&self, says: &str) -> Result<Vec<Message>, PromptError> {
        self.messages("assess", json!({ "turns": self.turns, "says": says }))
    }

    fn messages(&self, id: &str, values: Value) -> Result<Vec<Message>, PromptError> {
        let mut messages = self.templates.messages("judge", json!({}))?;
        messages.push(Message::user(self.templates.render(id, values)?));
        Ok(messages)
    }
}
