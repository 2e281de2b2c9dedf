//! What was found of an endpoint, in words.

use crate::llm::{
    Rung, SystemStyle,
    openai::{TokenLimit, Traits},
};

use super::Check;

/// What a reply says of the way in which JSON was asked for. Where the prompt told of the shape, too, a reply that fits
/// shows only that the model read it.
pub(super) fn shaped(rung: Rung, fits: bool) -> Check {
    let name = match rung {
        Rung::StrictSchema => "json_schema, strict",
        Rung::Schema => "json_schema",
        Rung::ObjectWithSchema => "json_object with a schema",
        Rung::Object => "json_object",
        Rung::Prompt => "the prompt alone",
    };
    let told = rung >= Rung::ObjectWithSchema;
    match (fits, told) {
        (true, false) => Check::ok("structured", format!("enforced ({name})")),
        (true, true) => {
            Check::ok("structured", format!("heeded, not enforced ({name}); every answer is checked here"))
        }
        (false, _) => Check::warning("structured", format!("accepted and not enforced ({name})"))
            .hint("every answer is checked here and asked for once more; a better model reads more of them"),
    }
}

/// What was learnt of an endpoint, in words.
#[must_use]
pub fn learnt_in_words(traits: &Traits) -> Vec<String> {
    let mut words = Vec::new();
    match traits.token_limit {
        TokenLimit::MaxTokens => {}
        TokenLimit::MaxCompletionTokens => words.push("`max_completion_tokens` limits a reply".to_owned()),
        TokenLimit::Unsent => words.push("a reply is not limited".to_owned()),
    }
    if traits.system == SystemStyle::Folded {
        words.push("instructions go into the first message".to_owned());
    }
    match traits.structured {
        Rung::StrictSchema => {}
        Rung::Schema => words.push("JSON by a schema that is not strict".to_owned()),
        Rung::ObjectWithSchema | Rung::Object => words.push("JSON by `json_object`".to_owned()),
        Rung::Prompt => words.push("JSON by the prompt alone".to_owned()),
    }
    if !traits.unsent.is_empty() {
        let names: Vec<String> = traits.unsent.iter().map(|name| format!("`{name}`")).collect();
        words.push(format!("not sent: {}", names.join(", ")));
    }
    if traits.other_path {
        words.push("its address works with `/v1` added, or taken away".to_owned());
    }
    if traits.unopened_thinking {
        words.push("it begins in the midst of its reasoning".to_owned());
    }
    if let Some(size) = traits.context_tokens {
        words.push(format!("its context holds {size} tokens"));
    }
    words
}

/// Servers put a path, a date or a publisher around a model's name.
pub(super) fn same_model(answered: &str, asked: &str) -> bool {
    let (answered, asked) = (answered.to_lowercase(), asked.to_lowercase());
    answered.contains(&asked) || asked.contains(&answered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::doctor::Status;

    #[test]
    fn a_shape_that_the_prompt_told_is_not_called_enforced() {
        assert_eq!(shaped(Rung::StrictSchema, true).detail, "enforced (json_schema, strict)");
        assert!(shaped(Rung::Prompt, true).detail.starts_with("heeded, not enforced"));
        assert_eq!(shaped(Rung::StrictSchema, false).status, Status::Warning);
    }

    #[test]
    fn what_was_learnt_is_told_in_words() {
        assert_eq!(learnt_in_words(&Traits::default()), [""; 0]);
        let traits = Traits {
            token_limit: TokenLimit::MaxCompletionTokens,
            unsent: ["max_tokens".to_owned(), "temperature".to_owned()].into(),
            ..Traits::default()
        };
        assert_eq!(
            learnt_in_words(&traits),
            ["`max_completion_tokens` limits a reply", "not sent: `max_tokens`, `temperature`"]
        );
    }

    #[test]
    fn another_name_of_the_same_model_is_not_another_model() {
        assert!(same_model("gpt-4o-2024-08-06", "gpt-4o"));
        assert!(same_model("small", "models/small"));
        assert!(!same_model("main", "small"));
    }
}
