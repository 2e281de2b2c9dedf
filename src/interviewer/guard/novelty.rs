//! Statements of the model's own. An interviewer who asks says back what was said; a model that states something
//! new is answering, or inventing.

use std::collections::BTreeSet;

use crate::{
    interview::{Move, State},
    interviewer::builtin,
    language::{Spoken, Token},
    transcript::Speaker,
};

/// Words that state nothing by themselves.
const PLAIN: &str = "a about after again all also am an and any are as at back be because been before being \
    between bit both but by called came can case come comes could did do does doing done down each earlier either \
    else even ever every everything example far first follow for from further get gets give given go goes going got \
    had happen happens has have having hear heard here how if imagine in instead into is it its just keep kind know \
    last later leave let like little look looking made make makes many may maybe mean mention mentioned \
    might mind moment much must my need needs next no not nothing now of off okay on once one only onto or \
    other our out over part perhaps picture place point put question quite rather right said saw say saying says \
    see seems shall should so some something sort start stay step still such suppose take taken talk talked tell than \
    that the their them then there these they thing things think this those thought through till time to together too \
    two under until up upon us use used using want wanted was way we well went were what when where whether which \
    while who whole why will with within without word words would wrote yes yet you your yourself";

/// What has been said, and so is not new.
#[derive(Debug, Clone)]
pub(super) struct Known {
    stems: BTreeSet<String>,
    /// The move's own words, without marks, between single blanks.
    authored: String,
    /// Their stems, but for those that state nothing by themselves.
    matter: BTreeSet<String>,
}

impl Known {
    pub(super) fn new(state: &State, moves: &[Move]) -> Self {
        let authored = builtin::words(moves, state);
        let candidate = state.turns.iter().filter(|turn| turn.speaker == Speaker::Candidate);
        let said = candidate.map(|turn| turn.text.as_str());
        let texts = said.chain([state.question().ask.as_str(), authored.as_str(), PLAIN]);
        let stems = texts.flat_map(|text| Spoken::new(text).tokens).map(|token| token.stem).collect();
        let plain: BTreeSet<String> = stems_of(PLAIN);
        let matter = stems_of(&authored).difference(&plain).cloned().collect();
        Self { stems, authored: words(&authored).join(" "), matter }
    }

    /// Whether a sentence takes up something of what the move is about.
    pub(super) fn is_to_the_point(&self, sentence: &str) -> bool {
        self.matter.is_empty() || !self.matter.is_disjoint(&stems_of(sentence))
    }

    /// Whether a statement says what nobody has said.
    pub(super) fn is_new(&self, statement: &str) -> bool {
        let bare = |word: &str| word.split('\'').next().unwrap_or(word).to_owned();
        let is_known = |token: &Token| {
            token.word.len() == 1
                || self.stems.contains(&token.stem)
                || self.stems.contains(&bare(&token.word))
        };
        !Spoken::new(statement).tokens.iter().all(is_known)
    }

    /// Whether there is a number in it that nobody has named: a requirement, or an example, that is made up.
    pub(super) fn has_new_number(&self, text: &str) -> bool {
        let is_number = |token: &&Token| token.word.starts_with(|c: char| c.is_ascii_digit());
        Spoken::new(text).tokens.iter().filter(is_number).any(|token| !self.stems.contains(&token.stem))
    }

    /// Whether a whole sentence that asks nothing may be said: it takes up what was said to the candidate's face,
    /// sets a scene, or stands so in the move's own words. "It tells you that …" is an answer.
    pub(super) fn may_be_stated(&self, sentence: &str) -> bool {
        let words = words(sentence);
        let first = words.iter().map(String::as_str).find(|word| !FILLERS.contains(word)).unwrap_or("okay");
        let leads_in = matches!(
            first.split('\'').next().unwrap_or(first),
            "you"
                | "let"
                | "say"
                | "suppose"
                | "imagine"
                | "picture"
                | "take"
                | "back"
                | "okay"
                | "understood"
                | "noted"
        );
        leads_in || is_echo(&words) || self.authored.contains(&words.join(" "))
    }

    /// Whether a sentence is what the move's own words end with: that is their question, with a mark or without.
    pub(super) fn is_the_ask(&self, sentence: &str) -> bool {
        let words = words(sentence).join(" ");
        !words.is_empty() && self.authored.ends_with(&words)
    }

    /// Whether the move's own words ask two things in one sentence: "what is in it, and how does it get there?"
    pub(super) fn asks_two(&self) -> bool {
        let asking = ["what", "how", "why", "when", "where", "which", "who"];
        asking.iter().any(|word| self.authored.contains(&format!(" and {word} ")))
    }

    /// Whether words are a candidate's: "I'd use …", "what do I know". An interviewer's own "I" goes with few
    /// verbs, and with those of the move's own words.
    pub(super) fn is_first_person(&self, text: &str) -> bool {
        let words = words(text);
        words.iter().enumerate().any(|(at, word)| {
            let next = words.get(at + 1).map_or("", String::as_str);
            speaks_of_itself(word, next) && !self.authored.contains(&format!("{word} {next}"))
        })
    }
}

/// Words before the one that a sentence begins with.
const FILLERS: [&str; 7] = ["so", "and", "but", "then", "now", "right", "well"];

/// "So a dict, then": a few words without a verb that would make a claim of them.
fn is_echo(words: &[String]) -> bool {
    const MOST_WORDS: usize = 5;
    let claims = |word: &String| {
        matches!(
            word.as_str(),
            "is" | "are" | "was" | "were" | "will" | "has" | "have" | "it" | "no" | "yes" | "not"
        ) || word.contains('\'')
    };
    words.len() <= MOST_WORDS && !words.iter().any(claims)
}

fn stems_of(text: &str) -> BTreeSet<String> {
    Spoken::new(text).tokens.into_iter().map(|token| token.stem).collect()
}

fn words(text: &str) -> Vec<String> {
    Spoken::new(text).tokens.into_iter().map(|token| token.word).collect()
}

fn speaks_of_itself(word: &str, next: &str) -> bool {
    match word {
        "i" => !matches!(
            next,
            "asked" | "ask" | "hear" | "heard" | "see" | "follow" | "mean" | "meant" | "wonder" | "gave"
        ),
        "i'd" => next != "like",
        "i'm" => !matches!(next, "curious" | "asking" | "wondering" | "with" | "after"),
        "i'll" | "i've" | "my" | "myself" => true,
        _ => false,
    }
}
