//! How an interviewer does not speak: verdicts, labels, lists, stage directions, the candidate in the third person.

use super::clause::{Clause, End};

/// What becomes of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ruling {
    /// It may be said, in these words.
    Keep(String),
    /// It is left out, and the rest goes on.
    Drop(String),
    /// Nothing more is said.
    Cut(String),
    /// Nothing more is said, and what was said is the question.
    Ask(String),
}

fn drop(why: &str) -> Ruling {
    Ruling::Drop(why.to_owned())
}

fn cut(why: &str) -> Ruling {
    Ruling::Cut(why.to_owned())
}

/// Rules on a clause by its form alone; `sentence` is what was said of its sentence before.
pub(super) fn rule(clause: &Clause, sentence: &str) -> Ruling {
    if is_listed(clause) {
        return cut("a list or a heading");
    }
    if clause.text.contains("```") || clause.text.contains("def ") || clause.text.contains('{') {
        return cut("code");
    }
    if clause.text.chars().any(|c| ('\u{2e80}'..='\u{ffef}').contains(&c)) {
        return cut("another language");
    }
    let text = plain(&clause.text);
    if let Some(ruling) = opening(&text, clause.end).filter(|_| sentence.is_empty()) {
        return ruling;
    }
    let lower = text.to_lowercase();
    if words(&lower).windows(2).any(|pair| pair[0] == "the" && matches!(pair[1], "candidate" | "candidate's"))
    {
        return cut("the candidate in the third person");
    }
    let in_passing =
        ["which is ", "that's ", "that is ", "which sounds "].iter().any(|lead| lower.starts_with(lead));
    if in_passing && clause.end != End::Sentence('?') && is_verdict(&lower) {
        return drop("praise or a verdict");
    }
    if is_second_question(sentence, &lower) {
        return Ruling::Ask("a second question".to_owned());
    }
    if sentence.is_empty() { without_stage_direction(text) } else { Ruling::Keep(text) }
}

/// What may stand at a sentence's beginning: a speaker's label, a verdict.
fn opening(text: &str, end: End) -> Option<Ruling> {
    let lower = text.to_lowercase();
    if end == End::Pause(':') {
        let label = lower.trim_matches(|c: char| !c.is_alphanumeric());
        match label {
            "interviewer" | "assistant" | "question" | "follow-up" | "follow-up question" | "ask" | "you" => {
                return Some(drop("a label"));
            }
            "candidate" | "candidate said" | "director" | "user" | "system" => {
                return Some(cut("speech for somebody else"));
            }
            _ => {}
        }
    }
    (end != End::Sentence('?') && is_verdict(&lower)).then(|| drop("praise or a verdict"))
}

fn words(lower: &str) -> Vec<&str> {
    lower
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
        .filter(|word| !word.is_empty())
        .collect()
}

/// What may stand before the word that makes a verdict: "you're absolutely", "that's not".
const BEFORE_A_VERDICT: [&str; 33] = [
    "ah",
    "oh",
    "ok",
    "okay",
    "so",
    "yes",
    "no",
    "and",
    "well",
    "which",
    "that's",
    "that’s",
    "that",
    "is",
    "this",
    "it's",
    "it’s",
    "you're",
    "you’re",
    "are",
    "you",
    "a",
    "an",
    "your",
    "sounds",
    "not",
    "very",
    "really",
    "totally",
    "quite",
    "almost",
    "also",
    "absolutely",
];

/// "Great", "that's correct", "you're absolutely right that", "good point", "not quite right".
fn is_verdict(lower: &str) -> bool {
    let all = words(lower);
    let lead = all.iter().take_while(|word| BEFORE_A_VERDICT.contains(word)).count();
    let (lead, rest) = all.split_at(lead.min(all.len().saturating_sub(1)));
    let second = rest.get(1).copied().unwrap_or_default();
    match rest.first().copied().unwrap_or_default() {
        "great" | "excellent" | "perfect" | "perfectly" | "awesome" | "fantastic" | "wonderful"
        | "brilliant" | "impressive" | "correct" | "incorrect" | "exactly" | "absolutely" | "wrong"
        | "amazing" | "nice" | "interesting" => !ASKING.contains(&second),
        "good" => {
            matches!(
                second,
                "" | "point"
                    | "job"
                    | "question"
                    | "start"
                    | "answer"
                    | "work"
                    | "thinking"
                    | "idea"
                    | "approach"
                    | "observation"
                    | "thought"
                    | "choice"
                    | "one"
            )
        }
        "right" => !lead.is_empty(),
        "well" | "done" => second == "done" || lead.last() == Some(&"well"),
        _ => false,
    }
}

fn is_listed(clause: &Clause) -> bool {
    let text = clause.text.trim_start();
    let bullet = ["- ", "* ", "• ", "#"].iter().any(|mark| text.starts_with(mark));
    let number =
        clause.end == End::Sentence('.') && text.chars().all(|c| c.is_ascii_digit()) && !text.is_empty();
    clause.begins_line && (bullet || number)
}

/// Without the marks of emphasis and code.
fn plain(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !matches!(c, '*' | '`')).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "(pauses) So how…" is "So how…".
fn without_stage_direction(text: String) -> Ruling {
    let Some(inner) = text.strip_prefix(['(', '[']) else { return Ruling::Keep(text) };
    if !inner.starts_with(char::is_alphabetic) {
        return Ruling::Keep(text);
    }
    match inner.split_once([')', ']']) {
        Some((said, rest))
            if said.split_whitespace().count() <= 6 && said.contains(|c: char| c.is_alphabetic()) =>
        {
            let rest = rest.trim();
            if rest.is_empty() { drop("a stage direction") } else { Ruling::Keep(rest.to_owned()) }
        }
        Some(_) => Ruling::Keep(text),
        None => cut("a stage direction"),
    }
}

const ASKING: [&str; 9] = ["what", "how", "why", "when", "where", "which", "who", "whose", "whom"];

/// "…, and how would you test it": two questions in one sentence. A bare "and why" belongs to the first.
fn is_second_question(sentence: &str, lower: &str) -> bool {
    let all = words(lower);
    let joined = matches!(all.first(), Some(&("and" | "or" | "also")));
    let asks = all.get(1).is_some_and(|word| ASKING.contains(word));
    !sentence.is_empty() && is_question(sentence) && joined && asks && all.len() > 2
}

const HELPING: [&str; 17] = [
    "can", "could", "would", "will", "do", "does", "did", "is", "are", "should", "have", "has", "was",
    "were", "shall", "may", "might",
];

/// Whether a sentence begins as a question does. "When you look at it" does not: "when would you" does.
pub(super) fn is_question(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let words: Vec<&str> = words(&lower).into_iter().skip_while(|word| LEADS.contains(word)).collect();
    let (first, second) =
        (words.first().copied().unwrap_or_default(), words.get(1).copied().unwrap_or_default());
    match first {
        "when" | "where" | "who" => HELPING.contains(&second),
        _ => ASKING.contains(&first) || HELPING.contains(&first),
    }
}

/// Whether a sentence asks for something without being a question: "Walk me through it." Setting a scene
/// ("say you have it", "let's say") asks for nothing yet.
pub(super) fn is_request(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let words: Vec<&str> = words(&lower).into_iter().skip_while(|word| LEADS.contains(word)).collect();
    let (first, second) =
        (words.first().copied().unwrap_or_default(), words.get(1).copied().unwrap_or_default());
    match first {
        "say" => matches!(second, "a" | "more" | "how" | "what" | "why" | "it" | "something"),
        "let's" | "let’s" => !matches!(second, "say" | "suppose" | "imagine" | "assume" | "take"),
        _ => matches!(
            first,
            "walk"
                | "take"
                | "tell"
                | "show"
                | "explain"
                | "describe"
                | "talk"
                | "give"
                | "go"
                | "keep"
                | "try"
                | "run"
                | "think"
                | "count"
                | "pick"
                | "name"
                | "spell"
                | "start"
                | "carry"
                | "put"
                | "help"
        ),
    }
}

/// Whether a request puts the answer into the candidate's mouth: "Tell them that every step is a look-up."
pub(super) fn dictates(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let words: Vec<&str> = words(&lower).into_iter().skip_while(|word| LEADS.contains(word)).collect();
    let told =
        words.get(1).is_some_and(|whom| matches!(*whom, "them" | "him" | "her" | "everybody" | "people"));
    words.get(usize::from(told) + 1) == Some(&"that")
        && matches!(words.first(), Some(&("tell" | "show" | "explain" | "say")))
}

/// Words before the one that a sentence begins with.
const LEADS: [&str; 12] =
    ["so", "and", "but", "okay", "ok", "then", "now", "please", "well", "right", "just", "alright"];
