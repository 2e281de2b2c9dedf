//! Which sentences ask the interviewer something, and which state an assumption.

use serde::{Deserialize, Serialize};

use super::Spoken;

/// A question word among so many words opens a question: "and then, what".
const OPENING_WORDS: usize = 3;

/// How a sentence asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// A question to the interviewer.
    Question,
    /// An assumption said aloud, which counts like a question.
    Assumption,
}

/// A sentence that asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asking {
    /// The number of the sentence.
    pub sentence: usize,
    /// How it asks.
    pub form: Form,
    /// Whether nothing but questions follows: what is asked last is meant for the interviewer.
    pub last: bool,
}

/// Every sentence that asks, in order.
#[must_use]
pub fn asking(spoken: &Spoken<'_>) -> Vec<Asking> {
    let forms: Vec<Option<Form>> = (0..spoken.sentences.len()).map(|s| form(spoken, s)).collect();
    let answered_until = forms.iter().rposition(Option::is_none).map_or(0, |at| at + 1);
    forms
        .into_iter()
        .enumerate()
        .filter_map(|(sentence, form)| {
            Some(Asking { sentence, form: form?, last: sentence >= answered_until })
        })
        .collect()
}

fn form(spoken: &Spoken<'_>, sentence: usize) -> Option<Form> {
    let words: Vec<&str> =
        spoken.tokens[spoken.tokens_of(sentence..=sentence)].iter().map(|t| t.word.as_str()).collect();
    if assumes(&words) {
        return Some(Form::Assumption);
    }
    (spoken.sentences[sentence].question || opens_like_a_question(&words)).then_some(Form::Question)
}

fn assumes(words: &[&str]) -> bool {
    words.iter().enumerate().any(|(at, word)| match *word {
        "assume" | "assuming" => !matches!(
            words.get(at.wrapping_sub(2)).copied().unwrap_or(""),
            "can" | "should" | "could" | "may" | "shall" | "don't" | "not"
        ),
        "suppose" => at > 0 && matches!(words[at - 1], "i'll" | "i" | "let's"),
        _ => false,
    })
}

/// Speech that was typed often has no question mark: the first words tell.
fn opens_like_a_question(words: &[&str]) -> bool {
    let filler = |w: &&&str| {
        matches!(
            **w,
            "so" | "and"
                | "okay"
                | "ok"
                | "um"
                | "uh"
                | "well"
                | "first"
                | "also"
                | "then"
                | "but"
                | "right"
                | "just"
        )
    };
    let mut rest = words.iter().skip_while(filler).copied();
    let (first, second) = (rest.next().unwrap_or(""), rest.next().unwrap_or(""));
    let third = rest.next().unwrap_or("");
    match first {
        "can" | "could" | "should" | "shall" | "may" => {
            matches!(
                second,
                "i" | "we"
                    | "the"
                    | "there"
                    | "it"
                    | "they"
                    | "you"
                    | "a"
                    | "an"
                    | "any"
                    | "this"
                    | "these"
                    | "two"
            )
        }
        "is" | "are" | "do" | "does" | "will" | "would" | "am" | "was" => {
            matches!(
                second,
                "i" | "we"
                    | "the"
                    | "there"
                    | "it"
                    | "they"
                    | "you"
                    | "this"
                    | "that"
                    | "these"
                    | "any"
                    | "a"
                    | "an"
                    | "two"
            )
        }
        "what" => match second {
            "happens" | "should" | "counts" | "does" => true,
            "is" | "are" => matches!(third, "a" | "an" | "the"),
            _ => false,
        },
        "how" => matches!(
            second,
            "do" | "does" | "many" | "big" | "large" | "long" | "much" | "often" | "small" | "fresh" | "fast"
        ),
        _ => false,
    }
}

/// Whether a sentence is put to somebody: it opens as a question does, or says "you". "Something with memory?" is a
/// guess, said with a raised voice.
#[must_use]
pub fn is_put_to_somebody(sentence: &str) -> bool {
    let spoken = Spoken::new(sentence);
    let words: Vec<&str> = spoken.tokens.iter().map(|token| token.word.as_str()).collect();
    let asks =
        |word: &&str| matches!(*word, "what" | "which" | "who" | "where" | "when" | "why" | "how" | "whose");
    let opening = words.iter().take(OPENING_WORDS).any(asks);
    opening || opens_like_a_question(&words) || addresses_interviewer(sentence)
}

/// Whether a sentence speaks to the other side.
#[must_use]
pub fn addresses_interviewer(sentence: &str) -> bool {
    let is_you = |word: &str| matches!(word, "you" | "your" | "yours" | "you're" | "you've" | "you'd");
    Spoken::new(sentence).tokens.iter().any(|token| is_you(&token.word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<(usize, Form, bool)> {
        asking(&Spoken::new(text)).iter().map(|a| (a.sentence, a.form, a.last)).collect()
    }

    #[test]
    fn a_question_needs_no_mark() {
        assert_eq!(forms("so can the list be empty"), [(0, Form::Question, true)]);
        assert_eq!(forms("how large can n get"), [(0, Form::Question, true)]);
    }

    #[test]
    fn a_question_without_a_mark_may_be_about_anything() {
        assert_eq!(forms("may a formula use an empty cell"), [(0, Form::Question, true)]);
        assert_eq!(forms("how do I get the sheet"), [(0, Form::Question, true)]);
    }

    #[test]
    fn a_question_that_the_speaker_answers_is_not_the_last_word() {
        assert_eq!(forms("What do we need? We need the complement."), [(0, Form::Question, false)]);
    }

    #[test]
    fn assumptions_are_heard_and_asking_for_leave_is_a_question() {
        assert_eq!(forms("I'll assume the input fits in memory."), [(0, Form::Assumption, true)]);
        assert_eq!(forms("Can I assume it's sorted?"), [(0, Form::Question, true)]);
    }

    #[test]
    fn a_guess_with_a_raised_voice_is_put_to_nobody() {
        assert!(!is_put_to_somebody("Something with memory?"));
        assert!(!is_put_to_somebody("Maybe it makes room for more than it needs?"));
        assert!(is_put_to_somebody("And how many are there?"));
        assert!(is_put_to_somebody("You mean the keys?"));
    }

    #[test]
    fn an_answer_asks_nothing() {
        assert_eq!(forms("I'd walk the list once. A dict keeps the positions."), []);
    }
}
