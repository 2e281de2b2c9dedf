//! Values that candidates state, held against the question's facts.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    language::{
        Hit,
        complexity::{Growth, Resource, Statement, statements},
        numbers::{self, Number},
    },
    transcript::ApproachId,
};

pub use crate::language::complexity::written;

use super::{
    About, Claim, Question,
    ear::Ear,
    heard::{ApproachHeard, ClaimHeard, Context, Truth},
};

/// Every value that was stated of something the question knows about.
pub(super) fn claims(
    question: &Question,
    ear: &Ear<'_>,
    approaches: &[ApproachHeard],
    context: &Context,
) -> Vec<ClaimHeard> {
    let cued: Vec<Cued<'_>> = question.claims.iter().map(|claim| Cued::new(claim, ear)).collect();
    let mut heard: Vec<ClaimHeard> = statements(ear.spoken)
        .iter()
        .filter(|statement| !statement.doubtful)
        .filter_map(|statement| growth_claim(&cued, ear, statement, approaches, context))
        .collect();
    heard.extend(question.claims.iter().filter_map(|claim| other_claim(claim, ear)));
    heard
}

/// A claim, the sentences that speak of it by its own cues, and what is right for which approach.
struct Cued<'q> {
    claim: &'q Claim,
    sentences: BTreeSet<usize>,
    right: BTreeMap<&'q str, Vec<Growth>>,
}

impl<'q> Cued<'q> {
    fn new(claim: &'q Claim, ear: &Ear<'_>) -> Self {
        let hits = claim.cues.hits(ear.spoken);
        let within = |hit: &Hit| {
            let (first, last) = (ear.sentence(hit.first), ear.sentence(hit.last));
            (first == last).then_some(first)
        };
        let growths = |values: &Vec<String>| values.iter().filter_map(|value| Growth::parse(value)).collect();
        let right = claim.right.iter().map(|(way, values)| (way.as_str(), growths(values))).collect();
        Self { claim, sentences: hits.iter().filter_map(within).collect(), right }
    }
}

fn growth_claim(
    cued: &[Cued<'_>],
    ear: &Ear<'_>,
    statement: &Statement,
    approaches: &[ApproachHeard],
    context: &Context,
) -> Option<ClaimHeard> {
    let resource = statement.resource.or(context.asked_about).unwrap_or(Resource::Time);
    let about = match resource {
        Resource::Time => About::Time,
        Resource::Space => About::Space,
    };
    let sentence = ear.sentence(statement.first);
    let speaks_of = |cued: &&Cued<'_>| {
        let claim = cued.claim;
        claim.about == about && (claim.cues.is_empty() || cued.sentences.contains(&sentence))
    };
    let cued = cued.iter().filter(speaks_of).max_by_key(|cued| !cued.claim.cues.is_empty())?;
    let hit = Hit { first: statement.first, last: statement.last, negated: false };
    let span = ear.span(&hit);
    let ways = ways(approaches, &span, context);
    let step = is_step(ear, statement);
    let (truth, approach) = truth(&cued.right, &statement.growth, &ways, step);
    Some(ClaimHeard {
        id: cued.claim.id.clone(),
        about,
        value: statement.growth.to_string(),
        approach,
        truth,
        justified: statement.justified,
        case: statement.case,
        span,
    })
}

/// The approaches that a value may be said of, the likeliest first: all that its own sentence names, the last one
/// before it, the one that the candidate is on. "It's linear, against n squared for the loops" may mean either.
fn ways<'a>(
    approaches: &'a [ApproachHeard],
    span: &std::ops::Range<usize>,
    context: &'a Context,
) -> Vec<&'a ApproachId> {
    let named = approaches.iter().rev().filter(|a| a.certain && a.span.start < span.end);
    let here: Vec<&ApproachId> = named.clone().filter(|a| a.span.end > span.start).map(|a| &a.id).collect();
    match (here.len(), named.clone().next()) {
        (0, Some(before)) => vec![&before.id],
        (0, None) => context.approach.iter().collect(),
        (1, _) => here,
        _ => here.into_iter().chain(context.approach.as_ref()).collect(),
    }
}

/// Right if it is so for one of the ways in question; wrong if the question knows them and it is so for none.
fn truth(
    right: &BTreeMap<&str, Vec<Growth>>,
    growth: &Growth,
    ways: &[&ApproachId],
    step: bool,
) -> (Truth, Option<ApproachId>) {
    let accepts = |values: &Vec<Growth>| values.contains(growth);
    let likeliest = ways.first().map(|way| (*way).clone());
    if right.get("any").is_some_and(accepts) {
        return (Truth::Right, likeliest);
    }
    let right_of = ways.iter().find(|way| right.get(way.as_str()).is_some_and(accepts));
    if let Some(way) = right_of {
        return (Truth::Right, Some((*way).clone()));
    }
    let known = right.contains_key("any") || ways.iter().any(|way| right.contains_key(way.as_str()));
    let truth = if step {
        Truth::Open
    } else if known {
        Truth::Wrong
    } else if right.values().any(accepts) {
        Truth::Right
    } else {
        Truth::Open
    };
    (truth, likeliest)
}

/// Whether the cost is that of a step ("each lookup is constant") and not of the whole.
fn is_step(ear: &Ear<'_>, statement: &Statement) -> bool {
    const BEFORE_WORDS: usize = 7;
    const AFTER_WORDS: usize = 3;
    let tokens = &ear.spoken.tokens;
    let from = statement.first.saturating_sub(BEFORE_WORDS);
    let to = (statement.last + 1 + AFTER_WORDS).min(tokens.len());
    let sentence = ear.sentence(statement.first);
    tokens[from..to].iter().filter(|t| t.sentence == sentence).any(|t| {
        matches!(
            t.stem.as_str(),
            "lookup"
                | "insert"
                | "append"
                | "access"
                | "check"
                | "get"
                | "put"
                | "push"
                | "pop"
                | "each"
                | "per"
                | "search"
                | "sort"
                | "find"
                | "look"
                | "delet"
                | "step"
                | "hash"
                | "move"
                | "naiv"
                | "brute"
                | "instead"
                | "versus"
                | "would"
        )
    })
}

/// What is only asked, "two million?", claims nothing.
fn other_claim(claim: &Claim, ear: &Ear<'_>) -> Option<ClaimHeard> {
    if matches!(claim.about, About::Time | About::Space) {
        return None;
    }
    let hit = ear.settled(&claim.cues)?;
    let right = claim.right.values().flatten();
    let (value, is_right) = if claim.about == About::YesNo {
        let value = if hit.negated { "no" } else { "yes" };
        (value.to_owned(), right.clone().any(|r| r == value))
    } else {
        let said = number_near(ear, &hit)?;
        let is_right =
            right.clone().filter_map(|r| numbers::value(r)).any(|r| (r - said.value).abs() < 1e-9 * r);
        if !is_right && is_said_in_passing(said) {
            return None;
        }
        (said.digits(), is_right)
    };
    Some(ClaimHeard {
        id: claim.id.clone(),
        about: claim.about,
        value,
        approach: None,
        truth: if is_right { Truth::Right } else { Truth::Wrong },
        justified: false,
        case: None,
        span: ear.span(&hit),
    })
}

/// "Two reads", said in words, are two reads more often than an estimate.
fn is_said_in_passing(number: Number) -> bool {
    const LEAST: f64 = 10.0;
    number.in_words && number.value < LEAST
}

/// The number in the hit's sentence that stands nearest to it.
fn number_near(ear: &Ear<'_>, hit: &Hit) -> Option<Number> {
    let near = ear.spoken.tokens_of(ear.sentence(hit.first)..=ear.sentence(hit.last));
    numbers::numbers(ear.spoken)
        .into_iter()
        .filter(|number| near.contains(&number.first))
        .min_by_key(|number| number.last.abs_diff(hit.first).min(number.first.abs_diff(hit.last)))
}
