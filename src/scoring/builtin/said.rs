//! What shows in any words: authored cues, traced examples, numbers, one's own doing.

use std::collections::BTreeSet;

use crate::{
    language::{
        Cues, Hit, Spoken, Token, is_denied,
        numbers::{Number, is_number_word, numbers as numbers_in},
    },
    rubric::{Finding, Indicator, Occasion, Verdict},
    transcript::TurnId,
};

use super::{Session, Sign};

/// In a talk that makes less than this share of the points, two in three of the words that were heard once only were
/// labelled as something else. Both shares were read off counts over all of the labelled transcripts.
const LITTLE: f64 = 0.3;
/// In one that makes as many, two in three of the things that were not heard had been said.
const MOST: f64 = 0.5;

impl Session<'_> {
    /// What words mean is read in the light of the rest. Where little is to the point, hearing something once is no more
    /// than perhaps; where most is, words that are less telling will do.
    pub(super) fn says(&self, indicator: &Indicator, [cues, faint]: [&Cues; 2], anti_cues: &Cues) -> Finding {
        let faint = Some(faint).filter(|_| self.made >= MOST);
        let signs = each_turn(self.talk, |spoken| {
            let barred: BTreeSet<usize> =
                anti_cues.hits(spoken).iter().map(|hit| sentence(spoken, hit)).collect();
            let mut hits = cues.hits(spoken);
            hits.extend(faint.into_iter().flat_map(|faint| faint.hits(spoken)));
            hits.sort_by_key(|hit| (hit.first, hit.last));
            hits.retain(|hit| !hit.negated && !barred.contains(&sentence(spoken, hit)));
            hits
        });
        let read = signs.iter().filter(|sign| self.is_read(sign)).count();
        let finding = self.counted(indicator, &signs, None);
        // Where something was wrong there is a reason to put it right, whatever else was said.
        let after_slip = indicator.occasion == Some(Occasion::Slip);
        let once = read == 1 && self.made < LITTLE && !after_slip;
        match finding.verdict {
            Verdict::Met | Verdict::Partial if once => Finding {
                verdict: Verdict::Unsure,
                credit: None,
                reason: "heard once, where little else was to the point".to_owned(),
                ..finding
            },
            _ => finding,
        }
    }
}

/// The candidate's turns, taken apart.
type Talk<'t> = &'t [(TurnId, Spoken<'t>)];

fn sentence(spoken: &Spoken<'_>, hit: &Hit) -> usize {
    spoken.tokens[hit.first].sentence
}

/// One sign a sentence at most, over all turns.
fn each_turn(talk: Talk<'_>, look: impl Fn(&Spoken<'_>) -> Vec<Hit>) -> Vec<Sign> {
    let mut signs = Vec::new();
    for (turn, spoken) in talk {
        let mut last = None;
        for hit in look(spoken).into_iter().filter(|hit| !is_denied(spoken, hit.first)) {
            let at = sentence(spoken, &hit);
            if last != Some(at) {
                signs.push(Sign { turn: *turn, span: spoken.quote(&hit) });
                last = Some(at);
            }
        }
    }
    signs
}

/// Three values within two sentences, not all alike, and a word of stepping through or of giving an example.
pub(super) fn traces(talk: Talk<'_>) -> Vec<Sign> {
    each_turn(talk, |spoken| (0..spoken.sentences.len()).filter_map(|first| trace(spoken, first)).collect())
}

/// From the first value to the last in a sentence and the one after it.
fn trace(spoken: &Spoken<'_>, first: usize) -> Option<Hit> {
    const VALUES: usize = 3;
    let near = spoken.tokens_of(first..=first + 1);
    let tokens = &spoken.tokens[near.clone()];
    let values: Vec<usize> = near.filter(|at| is_value(&spoken.tokens[*at])).collect();
    let alike = values.windows(2).all(|pair| spoken.tokens[pair[0]].word == spoken.tokens[pair[1]].word);
    let steps = tokens.iter().any(|token| is_step(&token.stem));
    (values.len() >= VALUES && !alike && steps).then_some(Hit {
        first: *values.first()?,
        last: *values.last()?,
        negated: false,
    })
}

/// In a trace "one" is a value.
fn is_value(token: &Token) -> bool {
    token.word == "one" || is_number_word(token)
}

fn is_step(stem: &str) -> bool {
    matches!(
        stem,
        "exampl"
            | "say"
            | "take"
            | "first"
            | "then"
            | "next"
            | "get"
            | "becom"
            | "start"
            | "trace"
            | "input"
            | "given"
            | "see"
            | "return"
            | "walk"
    )
}

/// A number with something it measures: an amount, a share, a duration.
pub(super) fn numbers(talk: Talk<'_>) -> Vec<Sign> {
    let measured = |stem: &str| {
        matches!(
            stem,
            "percent"
                | "second"
                | "minut"
                | "hour"
                | "day"
                | "week"
                | "month"
                | "year"
                | "ms"
                | "millisecond"
                | "user"
                | "request"
                | "custom"
                | "team"
                | "peopl"
                | "time"
                | "dollar"
                | "euro"
                | "pound"
                | "k"
                | "million"
                | "thousand"
                | "engin"
                | "ticket"
                | "incid"
                | "bug"
                | "servic"
                | "row"
                | "gb"
                | "mb"
                | "qps"
                | "rps"
        )
    };
    let is_measured = |token: Option<&Token>| token.is_some_and(|t| measured(&t.stem));
    each_turn(talk, |spoken| {
        let tokens = &spoken.tokens;
        let changed = (0..tokens.len())
            .filter(|at| matches!(tokens[*at].word.as_str(), "halved" | "doubled" | "tripled"))
            .map(|at| Hit { first: at, last: at, negated: false });
        let counted = numbers_in(spoken).into_iter().filter(|number| {
            let share = spoken.text[tokens[number.last].end..].starts_with('%');
            let alone = number.first == number.last && tokens[number.first].word == "one";
            let near = is_measured(tokens.get(number.last + 1)) || is_measured(tokens.get(number.last + 2));
            !alone && (share || near || is_large(*number))
        });
        let mut hits: Vec<Hit> = counted
            .map(|number| Hit { first: number.first, last: number.last, negated: false })
            .chain(changed)
            .collect();
        hits.sort_by_key(|hit| hit.first);
        hits
    })
}

/// A number in thousands is an amount, whatever it counts; four digits in a row may be a year.
fn is_large(number: Number) -> bool {
    const AMOUNT: f64 = 1_000.0;
    let is_year = !number.in_words && (1_900.0..2_100.0).contains(&number.value);
    number.value >= AMOUNT && !is_year
}

/// "I" and a verb in the past: what the candidate did.
pub(super) fn own_actions(talk: Talk<'_>) -> Vec<Sign> {
    each_turn(talk, |spoken| {
        let tokens = &spoken.tokens;
        (0..tokens.len())
            .filter(|at| tokens[*at].word == "i")
            .filter_map(|at| {
                let verb =
                    (at + 1..=at + 2).find(|i| tokens.get(*i).is_some_and(|t| is_past_action(&t.word)))?;
                (tokens[verb].sentence == tokens[at].sentence).then_some(Hit {
                    first: at,
                    last: verb,
                    negated: false,
                })
            })
            .collect()
    })
}

fn is_past_action(word: &str) -> bool {
    let feeling = matches!(
        word,
        "wanted" | "liked" | "needed" | "used" | "believed" | "hoped" | "worried" | "disagreed" | "felt"
    );
    let irregular = matches!(
        word,
        "built"
            | "wrote"
            | "led"
            | "made"
            | "took"
            | "ran"
            | "set"
            | "found"
            | "chose"
            | "began"
            | "spoke"
            | "drew"
            | "held"
            | "put"
            | "cut"
            | "brought"
            | "taught"
            | "sent"
            | "met"
            | "went"
            | "sat"
            | "gave"
            | "told"
            | "broke"
            | "rewrote"
            | "rebuilt"
            | "did"
            | "got"
            | "kept"
            | "split"
            | "said"
            | "spent"
            | "left"
            | "read"
            | "threw"
            | "fought"
            | "drove"
            | "shut"
    );
    !feeling && (irregular || word.len() > 4 && word.ends_with("ed"))
}
