//! The values that a template is tried with: one of everything that it may ask for.

use serde_json::{Value, json};

/// The values for a template.
pub(super) fn context(id: &str) -> Value {
    match id {
        "interviewer" => json!({
            "role": "software engineer", "work": "Builds services.", "persona": "You are calm.", "manner": "You are terse.", "mood": "Your company is small.",
            "listens_for": ["whether costs are named"],
            "seniority": "mid", "kind": "coding", "title": "Two numbers that make a target",
            "facts": {
                "points": ["A dict answers in one step."], "clarifications": ["The list is not sorted."],
                "misconceptions": ["A dict needs linear space."], "solution": "return None",
            },
        }),
        "turn" => {
            json!({ "answer": "I'd keep a dict.", "note": "Director: probe. Ask about: What does it cost?" })
        }
        "judge-point" => json!({ "turns": turns(), "point": point() }),
        "judge-dimension" => json!({
            "turns": turns(), "dimension": "Complexity analysis", "points": [point()],
        }),
        "tailor" => json!({ "cv": "2019: moved the billing to a queue.", "most": 3 }),
        "earlier" => json!({ "said": ["I'd keep a dict."] }),
        "assess" => json!({ "turns": turns(), "says": "A dict answers in one step." }),
        "judge-repair" => json!({ "problem": "there is no JSON object in it" }),
        _ => json!({ "ask": "What does it cost?", "said": "They come unsorted." }),
    }
}

fn turns() -> Value {
    json!([
        { "turn": 1, "speaker": "interviewer", "text": "Find a pair." },
        { "turn": 2, "speaker": "candidate", "text": "I'd keep a dict, so it's linear." },
    ])
}

fn point() -> Value {
    json!({
        "id": "states-time", "question": "Does the candidate say what it costs in time?",
        "key_points": [{ "says": "It is linear." }],
    })
}
