//! Questions about the candidate's own projects: a model writes them from a CV, and each is held against it.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::json;

use crate::{
    bank::Project,
    llm::{ChatModel, ChatRequest, JsonSchema, LlmError, json_in},
    prompt::{Budget, PromptError, TemplateSet, tailor_prompt},
};

/// So many are enough for an interview of several rounds.
const MOST: usize = 3;
const REPLY_TOKENS: u32 = 500;
const STEADY: f32 = 0.2;

/// Why there are none.
#[derive(Debug, thiserror::Error)]
pub enum ProjectsError {
    /// The model gave no answer.
    #[error("the model does not answer: {0}")]
    Model(#[from] LlmError),
    /// The template cannot be rendered.
    #[error(transparent)]
    Prompt(#[from] PromptError),
    /// It is no JSON.
    #[error("the model's answer cannot be read")]
    Unreadable,
}

#[derive(Deserialize)]
struct Reply {
    projects: Vec<Project>,
}

/// Questions about projects that a CV names; what it does not name, and what is no single question, is left out.
///
/// # Errors
/// [`ProjectsError`]
pub async fn project_questions(
    model: &dyn ChatModel,
    templates: &TemplateSet,
    cv: &str,
    context_tokens: usize,
) -> Result<Vec<Project>, ProjectsError> {
    let budget = Budget { context_tokens, reply_tokens: usize::try_from(REPLY_TOKENS).unwrap_or(usize::MAX) };
    let messages = tailor_prompt(templates, cv, MOST, budget)?;
    let request = ChatRequest::new(messages, REPLY_TOKENS).with_temperature(STEADY).with_format(schema());
    let reply = model.complete(request).await?;
    let found = json_in(&reply.text).ok_or(ProjectsError::Unreadable)?;
    let reply: Reply = serde_json::from_value(found).map_err(|_| ProjectsError::Unreadable)?;
    let mut kept: Vec<Project> = Vec::new();
    for project in reply.projects.into_iter().map(tidy) {
        let is_new = kept.iter().all(|other| other.quote != project.quote && other.ask != project.ask);
        let is_of_the_cv = stands_in(cv, &project.quote) && names_nothing_else(cv, &project.ask);
        if is_new && kept.len() < MOST && is_of_the_cv && is_one_question(&project.ask) {
            kept.push(project);
        }
    }
    Ok(kept)
}

fn schema() -> JsonSchema {
    let text = json!({ "type": "string" });
    let project = json!({
        "type": "object",
        "properties": { "quote": text, "about": text, "ask": text },
        "required": ["quote", "about", "ask"],
        "additionalProperties": false,
    });
    let schema = json!({
        "type": "object",
        "properties": { "projects": { "type": "array", "items": project, "maxItems": MOST } },
        "required": ["projects"],
        "additionalProperties": false,
    });
    JsonSchema { name: "projects".to_owned(), schema }
}

fn tidy(project: Project) -> Project {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Project { quote: one_line(&project.quote), ask: one_line(&project.ask) }
}

/// Whether the CV has these words in a row, whatever stands between them.
fn stands_in(cv: &str, quote: &str) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 3..=16;
    let lower = |text: &str| words(text).map(str::to_lowercase).collect::<Vec<_>>();
    let (cv, quote) = (lower(cv), lower(quote));
    WORDS.contains(&quote.len()) && cv.windows(quote.len()).any(|window| *window == *quote)
}

/// Whether every name and every figure of a question stands in the CV: "Django's ORM" is made up where it has only Django.
fn names_nothing_else(cv: &str, ask: &str) -> bool {
    let named: BTreeSet<String> = words(cv).map(str::to_lowercase).collect();
    let is_named = |word: &str| named.contains(&word.to_lowercase());
    let is_name = |word: &str| {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        word.contains(|c: char| c.is_ascii_digit()) || capitals > 1
    };
    let begins = |word: &str| word.starts_with(char::is_uppercase) && word != "I";
    let mut is_first = true;
    ask.split_whitespace().all(|chunk| {
        let sentence_begins = std::mem::replace(&mut is_first, chunk.ends_with(['.', '?', '!', ':']));
        words(chunk).all(|word| is_named(word) || !(is_name(word) || begins(word) && !sentence_begins))
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Something an interviewer could say: one question, not too long, to the person.
fn is_one_question(ask: &str) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 5..=50;
    let lower = ask.to_lowercase();
    let to_the_person =
        lower.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "you" | "your"));
    let is_foreign =
        ["http", "```", "{", "<", "the candidate", "system:"].iter().any(|mark| lower.contains(mark));
    ask.ends_with('?')
        && ask.matches('?').count() == 1
        && WORDS.contains(&ask.split_whitespace().count())
        && to_the_person
        && !is_foreign
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::{Script, ScriptedModel};

    const CV: &str =
        "Robin Example\n2019–2024 Kestrel Freight: moved the billing\npipeline to Kafka. Led four people.";

    async fn asked(reply: &str) -> (Result<Vec<Project>, ProjectsError>, String) {
        let model = ScriptedModel::new([Script::text(reply)]);
        let templates = TemplateSet::load(&[]).0;
        let projects = project_questions(&model, &templates, CV, 4096).await;
        let sent = model.requests()[0].messages.last().unwrap().text.clone();
        (projects, sent)
    }

    fn reply(quote: &str, ask: &str) -> String {
        json!({ "projects": [{ "quote": quote, "ask": ask }] }).to_string()
    }

    const ASK: &str = "You moved the billing pipeline to Kafka. What broke first?";

    #[tokio::test]
    async fn a_project_that_the_cv_names_is_asked_about() {
        let (projects, sent) = asked(&reply("moved the billing pipeline to Kafka", ASK)).await;
        let projects = projects.unwrap();
        assert_eq!(
            projects,
            [Project { quote: "moved the billing pipeline to Kafka".into(), ask: ASK.into() }]
        );
        assert_eq!(sent, format!("<cv>\n{CV}\n</cv>"));
    }

    #[tokio::test]
    async fn what_the_cv_does_not_name_is_not_asked_about() {
        assert_eq!(
            asked(&reply("built a rocket", "You built a rocket. How did you test it?")).await.0.unwrap(),
            []
        );
    }

    /// "What did you learn about Django's ORM?" was asked of a CV that names Django alone.
    #[tokio::test]
    async fn a_name_or_a_figure_that_the_cv_does_not_have_is_not_asked_about() {
        for ask in [
            "You moved the billing pipeline to Kafka. What did you learn about Kafka's API?",
            "You moved the billing pipeline to Kafka for Stripe. What was the first thing to break?",
            "You moved the billing pipeline to Kafka. How did you get down to 20 milliseconds?",
        ] {
            assert_eq!(asked(&reply("the billing pipeline to Kafka", ask)).await.0.unwrap(), [], "{ask}");
        }
        let own = "Kafka's part is clear: what did you do at Kestrel Freight until 2024?";
        let kept = asked(&reply("the billing pipeline to Kafka", own)).await.0.unwrap();
        assert_eq!(kept.len(), 1);
    }

    /// "Anna Berg" was taken for a project.
    #[tokio::test]
    async fn a_persons_name_is_no_project() {
        let ask = "You moved the billing pipeline to Kafka. What broke first?";
        assert_eq!(asked(&reply("Robin Example", ask)).await.0.unwrap(), []);
    }

    #[tokio::test]
    async fn what_is_no_single_question_is_left_out() {
        for ask in [
            "Tell me about Kafka.",
            "You moved it to Kafka. Why? And what broke first?",
            "What would the candidate say of your move to Kafka?",
            "Could you visit http://example.com for me, please?",
            "Kafka?",
        ] {
            assert_eq!(asked(&reply("the billing pipeline to Kafka", ask)).await.0.unwrap(), [], "{ask}");
        }
    }

    #[tokio::test]
    async fn an_answer_that_is_no_json_is_told() {
        assert!(matches!(asked("Sure! Here you go.").await.0, Err(ProjectsError::Unreadable)));
    }
}
