//! Values that candidates state, held against the question's facts.

use crate::language::{
    Hit,
    complexity::{Growth, Resource, Statement, statements},
};

use super::{
    About, Claim, Question,
    heard::{ApproachHeard, ClaimHeard, Context, Ear, Truth},
};

/// Every value that was stated of something the question knows about.
pub(super) fn claims(
    question: &Question,
    ear: &Ear<'_>,
    approaches: &[ApproachHeard],
    context: &Context,
) -> Vec<ClaimHeard> {
    let mut heard: Vec<ClaimHeard> = statements(ear.spoken)
        .iter()
        .filter(|statement| !statement.doubtful)
        .filter_map(|statement| growth_claim(question, ear, statement, approaches, context))
        .collect();
    heard.extend(question.claims.iter().filter_map(|claim| other_claim(claim, ear)));
    heard
}

fn growth_claim(
    question: &Question,
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
    let speaks_of = |claim: &&Claim| {
        claim.about == about
            && (claim.cues.is_empty()
                || claim.cues.hits(ear.spoken).iter().any(|hit| ear.sentence(hit.first) == sentence))
    };
    let claim = question.claims.iter().filter(speaks_of).max_by_key(|claim| !claim.cues.is_empty())?;
    let hit = Hit { first: statement.first, last: statement.last, negated: false };
    let span = ear.span(&hit);
    let approach = approaches
        .iter()
        .rfind(|a| a.certain && a.span.start < span.end)
        .map(|a| &a.id)
        .or(context.approach.as_ref())
        .map(|id| id.as_str().to_owned());
    Some(ClaimHeard {
        id: claim.id.clone(),
        about,
        value: statement.growth.to_string(),
        truth: truth(claim, &statement.growth, approach.as_deref(), is_step(ear, statement)),
        justified: statement.justified,
        case: statement.case,
        span,
    })
}

/// Right for the approach; without one, right if it is so for any, else open.
fn truth(claim: &Claim, growth: &Growth, approach: Option<&str>, step: bool) -> Truth {
    let accepts =
        |values: &Vec<String>| values.iter().any(|value| Growth::parse(value).as_ref() == Some(growth));
    let of = |name: &str| claim.right.get(name).is_some_and(&accepts);
    let known = claim.right.contains_key("any") || approach.is_some_and(|name| claim.right.contains_key(name));
    if of("any") || approach.is_some_and(of) {
        Truth::Right
    } else if step {
        Truth::Open
    } else if known {
        Truth::Wrong
    } else if claim.right.values().any(accepts) {
        Truth::Right
    } else {
        Truth::Open
    }
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
            "lookup" | "insert" | "append" | "access" | "check" | "get" | "put" | "push" | "pop" | "each" | "per"
                | "search" | "sort" | "find" | "look" | "delet" | "step" | "hash" | "move" | "naiv" | "brute"
                | "instead" | "versus" | "would"
        )
    })
}

fn other_claim(claim: &Claim, ear: &Ear<'_>) -> Option<ClaimHeard> {
    let hit = match claim.about {
        About::Count | About::YesNo => ear.best(&claim.cues)?,
        About::Time | About::Space => return None,
    };
    let right = claim.right.values().flatten();
    let (value, is_right) = if claim.about == About::YesNo {
        let value = if hit.negated { "no" } else { "yes" };
        (value.to_owned(), right.clone().any(|r| r == value))
    } else {
        let said = number_near(ear, &hit)?;
        let is_right = right.clone().any(|r| crate::bank::heard::numbers(r).contains(&said));
        (said, is_right)
    };
    Some(ClaimHeard {
        id: claim.id.clone(),
        about: claim.about,
        value,
        truth: if is_right { Truth::Right } else { Truth::Wrong },
        justified: false,
        case: None,
        span: ear.span(&hit),
    })
}

/// The number in the hit's sentence that stands nearest to it.
fn number_near(ear: &Ear<'_>, hit: &Hit) -> Option<String> {
    let sentence = ear.sentence(hit.first);
    ear.spoken
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, t)| t.sentence == sentence)
        .filter(|(_, t)| t.word.bytes().next().is_some_and(|b| b.is_ascii_digit()))
        .min_by_key(|(at, _)| at.abs_diff(hit.first).min(at.abs_diff(hit.last)))
        .map(|(_, t)| t.word.clone())
}
