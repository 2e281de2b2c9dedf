//! Complexity as people state it: `O(n log n)`, "n squared", "linear time", "constant extra space".

mod notation;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::token::{Spoken, Token};

pub use notation::{spoken, written};

/// A growth in canonical form: factors sorted, blanks gone, such as `nlogn` or `e+v`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Growth(String);

/// What a complexity is stated of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Resource {
    /// Running time.
    Time,
    /// Memory beyond the input.
    Space,
}

/// Which case a statement speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// On average, expected, amortised.
    Average,
    /// In the worst case.
    Worst,
}

/// One statement of a complexity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The growth.
    pub growth: Growth,
    /// Of what, where the words say so.
    pub resource: Option<Resource>,
    /// The case, where the words say so.
    pub case: Option<Case>,
    /// Whether a reason stands in the same sentence or the next.
    pub justified: bool,
    /// Whether a negator stands right before it, or it is asked rather than said.
    pub doubtful: bool,
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
}

impl Growth {
    /// Reads a growth from its notation, with or without `O( )`.
    #[must_use]
    pub fn parse(notation: &str) -> Option<Self> {
        let spoken = Spoken::new(notation);
        let at = usize::from(spoken.tokens.first().is_some_and(|t| t.word == "o"));
        let tokens = &spoken.tokens;
        let (growth, end) = expression(&spoken, at)?;
        (end == tokens.len()).then_some(growth)
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "O({})", self.0)
    }
}

/// Every statement of a complexity in a text, in order.
#[must_use]
pub fn statements(spoken: &Spoken<'_>) -> Vec<Statement> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < spoken.tokens.len() {
        match named(spoken, at).or_else(|| notated(spoken, at)).or_else(|| bare(spoken, at)) {
            Some((growth, end)) => {
                found.push(statement(spoken, growth, at, end));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// "linear", "quadratic", "constant": but not a "linear scan", which is a way and not a cost.
fn named(spoken: &Spoken<'_>, at: usize) -> Option<(Growth, usize)> {
    let word = |i: usize| spoken.tokens.get(i).map_or("", |t| t.word.as_str());
    let growth = match word(at) {
        "linear" | "linearly" => "n",
        "quadratic" | "quadratically" => "n^2",
        "cubic" => "n^3",
        "logarithmic" | "logarithmically" => "logn",
        "linearithmic" | "loglinear" => "nlogn",
        "exponential" | "exponentially" => "2^n",
        "factorial" => "n!",
        "constant" => "1",
        _ => return None,
    };
    let is_a_way = matches!(
        word(at + 1),
        "scan"
            | "scans"
            | "search"
            | "searches"
            | "pass"
            | "probing"
            | "regression"
            | "algebra"
            | "factor"
            | "factors"
            | "backoff"
            | "value"
            | "values"
            | "string"
            | "name"
    );
    (!is_a_way).then(|| (Growth(growth.to_owned()), at + 1))
}

/// "O(n)", "O of n", "big O of n", "order n", "order of n".
fn notated(spoken: &Spoken<'_>, at: usize) -> Option<(Growth, usize)> {
    let word = |i: usize| spoken.tokens.get(i).map_or("", |t| t.word.as_str());
    let begin = match (word(at), word(at + 1)) {
        ("o" | "theta" | "order" | "oh", "of") => at + 2,
        ("o" | "theta", _) if opens(spoken, at) => at + 1,
        ("order", "n" | "1" | "one" | "log") => at + 1,
        ("o", "n" | "1" | "one" | "log" | "nlogn") => at + 1,
        _ => return None,
    };
    expression(spoken, begin)
}

/// "n squared", "n log n", "log n", "n times m", "two to the n" need no `O`; a lone "n" does.
fn bare(spoken: &Spoken<'_>, at: usize) -> Option<(Growth, usize)> {
    let word = spoken.tokens.get(at).map(|t| t.word.as_str())?;
    if !(is_variable(word) || matches!(word, "log" | "two" | "2" | "nlogn")) || word == "a" {
        return None;
    }
    let (growth, end) = expression(spoken, at)?;
    let telling = growth.0.contains("log") || growth.0.contains('^') || growth.0.contains('!');
    (telling && end > at + usize::from(word != "nlogn")).then_some((growth, end))
}

fn opens(spoken: &Spoken<'_>, at: usize) -> bool {
    spoken.text[spoken.tokens[at].end..].trim_start().starts_with('(')
}

fn is_variable(word: &str) -> bool {
    matches!(word, "n" | "m" | "k" | "v" | "e" | "d" | "w" | "l" | "h" | "c" | "u")
}

/// A sum of products from `at` on, with the token after it. An expression that a `)` closes ends there.
fn expression(spoken: &Spoken<'_>, at: usize) -> Option<(Growth, usize)> {
    let mut terms = Vec::new();
    let mut next = at;
    loop {
        let (term, end) = product(spoken, next)?;
        terms.push(term);
        next = end;
        let joined = gap(spoken, end.checked_sub(1)?).contains('+');
        if joined {
            continue;
        }
        if spoken.tokens.get(end).is_some_and(|t| t.word == "plus") && product(spoken, end + 1).is_some() {
            next = end + 1;
            continue;
        }
        break;
    }
    terms.sort();
    Some((Growth(terms.join("+")), next))
}

fn product(spoken: &Spoken<'_>, at: usize) -> Option<(String, usize)> {
    let mut factors = Vec::new();
    let mut next = at;
    while let Some((factor, end)) = factor(spoken, next) {
        factors.push(factor);
        next = end;
        let between = gap(spoken, end - 1);
        if between.contains(')') && !between.contains('(') || between.contains('+') {
            break;
        }
        if matches!(spoken.tokens.get(end).map(|t| t.word.as_str()), Some("times" | "by"))
            && factor_starts(spoken, end + 1)
        {
            next = end + 1;
        } else if between.chars().any(|c| matches!(c, ',' | '.' | ';' | ':')) {
            break;
        }
    }
    if factors.is_empty() {
        return None;
    }
    if factors.len() > 1 {
        factors.retain(|f| f != "1");
    }
    // "n n" is a slip of the tongue or n times n; "n log n" sorts as `logn`, `n` and reads `nlogn`.
    factors.sort_by_key(|f| (f.starts_with("log"), f.clone()));
    let square = factors.len() == 2 && factors[0] == factors[1] && factors[0].len() == 1;
    if square {
        return Some((format!("{}^2", factors[0]), next));
    }
    let logs = factors.iter().position(|f| f.starts_with("log")).unwrap_or(factors.len());
    let plain = factors[..logs].join("*");
    Some((format!("{plain}{}", factors[logs..].join("")), next))
}

fn factor_starts(spoken: &Spoken<'_>, at: usize) -> bool {
    factor(spoken, at).is_some()
}

fn factor(spoken: &Spoken<'_>, at: usize) -> Option<(String, usize)> {
    let word = |i: usize| spoken.tokens.get(i).map_or("", |t| t.word.as_str());
    let current = word(at);
    match current {
        "log" | "lg" if is_variable(word(at + 1)) => return Some((format!("log{}", word(at + 1)), at + 2)),
        "logn" => return Some(("logn".to_owned(), at + 1)),
        "nlogn" => return Some(("nlogn".to_owned(), at + 1)),
        "1" | "one" | "constant" => return Some(("1".to_owned(), at + 1)),
        "two" | "2" => return power_of_two(spoken, at),
        "the" | "total" if is_variable(word(at + 1)) => return factor(spoken, at + 1),
        _ => {}
    }
    let mut chars = current.chars();
    if let (Some(base), Some('²'), None) = (chars.next(), chars.next(), chars.next()) {
        return Some((format!("{base}^2"), at + 1));
    }
    if !is_variable(current) {
        return None;
    }
    Some(match word(at + 1) {
        "squared" | "square" => (format!("{current}^2"), at + 2),
        "cubed" => (format!("{current}^3"), at + 2),
        "factorial" => (format!("{current}!"), at + 2),
        power @ ("2" | "3") if gap(spoken, at).trim_matches('*').contains('^') || gap(spoken, at) == "**" => {
            (format!("{current}^{power}"), at + 2)
        }
        _ if gap(spoken, at).starts_with('!') => (format!("{current}!"), at + 1),
        _ => (current.to_owned(), at + 1),
    })
}

fn power_of_two(spoken: &Spoken<'_>, at: usize) -> Option<(String, usize)> {
    let word = |i: usize| spoken.tokens.get(i).map_or("", |t| t.word.as_str());
    if gap(spoken, at).contains('^') && is_variable(word(at + 1)) {
        return Some((format!("2^{}", word(at + 1)), at + 2));
    }
    let n = match (word(at + 1), word(at + 2)) {
        ("to", "the") => at + 3,
        _ => return None,
    };
    let n = if word(n) == "power" { n + if word(n + 1) == "of" { 2 } else { 1 } } else { n };
    is_variable(word(n)).then(|| (format!("2^{}", word(n)), n + 1))
}

/// What stands between a token and the next one.
fn gap<'s>(spoken: &'s Spoken<'_>, at: usize) -> &'s str {
    let Some(token) = spoken.tokens.get(at) else { return "" };
    let end = spoken.tokens.get(at + 1).map_or(spoken.text.len(), |next| next.start);
    &spoken.text[token.end..end]
}

fn statement(spoken: &Spoken<'_>, growth: Growth, first: usize, end: usize) -> Statement {
    let sentence = spoken.tokens[first].sentence;
    let negated = super::negation::is_negated(spoken, first);
    Statement {
        growth,
        resource: resource(spoken, first, end),
        case: case(spoken, first, end),
        justified: justified(spoken, first, end),
        doubtful: negated || spoken.sentences[sentence].question,
        first,
        last: end - 1,
    }
}

fn resource_of(token: &Token) -> Option<Resource> {
    match token.stem.as_str() {
        "space" | "memori" | "storag" | "extra" | "byte" => Some(Resource::Space),
        "time" | "runtim" | "run" | "oper" | "step" | "lookup" | "fast" | "slow" | "access" | "append" => {
            Some(Resource::Time)
        }
        _ => None,
    }
}

/// The noun right after ("linear space"), else the nearest one before in the same sentence.
fn resource(spoken: &Spoken<'_>, first: usize, end: usize) -> Option<Resource> {
    let sentence = spoken.tokens[first].sentence;
    let same = |t: &&Token| t.sentence == sentence;
    // A comma ends what belongs to the value: in "time O(n), space O(n)" the noun stands before.
    let near = (0..3).take_while(|i| !gap(spoken, end + i - 1).contains(','));
    let after = near.filter_map(|i| spoken.tokens.get(end + i)).take_while(same).find_map(resource_of);
    let joined = spoken.tokens.get(end).is_some_and(|t| matches!(t.word.as_str(), "and" | "but"));
    let before = || spoken.tokens[..first].iter().rev().take_while(same).take(8).find_map(resource_of);
    if joined { before().or(after) } else { after.or_else(before) }
}

fn case(spoken: &Spoken<'_>, first: usize, end: usize) -> Option<Case> {
    let sentence = spoken.tokens[first].sentence;
    let near = first.saturating_sub(6)..(end + 5).min(spoken.tokens.len());
    spoken.tokens[near].iter().filter(|t| t.sentence == sentence).find_map(|t| match t.stem.as_str() {
        "averag" | "amort" | "amortis" | "amortiz" | "expect" | "typic" => Some(Case::Average),
        "worst" => Some(Case::Worst),
        _ => None,
    })
}

fn justified(spoken: &Spoken<'_>, first: usize, end: usize) -> bool {
    let sentence = spoken.tokens[first].sentence;
    spoken.tokens[first.saturating_sub(25)..(end + 25).min(spoken.tokens.len())]
        .iter()
        .filter(|t| t.sentence == sentence || t.sentence == sentence + 1)
        .any(|t| {
            matches!(
                t.word.as_str(),
                "because"
                    | "pass"
                    | "lookups"
                    | "therefore"
                    | "since"
                    | "cause"
                    | "each"
                    | "every"
                    | "once"
                    | "twice"
                    | "per"
                    | "most"
                    | "pairs"
                    | "halves"
                    | "halving"
                    | "nested"
                    | "single"
                    | "dominates"
                    | "store"
                    | "stores"
                    | "storing"
                    | "visit"
                    | "visits"
                    | "only"
                    | "sorting"
                    | "whole"
                    | "entire"
            )
        })
}

#[cfg(test)]
mod tests;
