//! The judge: a model that is asked about one observable thing after another, and must quote for each.
//!
//! It never gives a number. A quote that nobody said is no evidence, and the built-in scorer reads along: what the
//! two agree on is settled, what they split on is unsure and raises no level.

mod assess;
mod calls;
mod combine;
mod points;
mod reply;
mod votes;

use futures_util::StreamExt;

use crate::{
    interview::State,
    llm::{ChatModel, ChatRequest},
    prompt::{PromptError, TemplateSet},
    rubric::Finding,
};

pub use assess::{Assessed, assess, believed};
use calls::Calls;
use votes::{Vote, tally};

/// How much a judge is asked at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grain {
    /// One indicator a call: for small models.
    #[default]
    Point,
    /// A dimension a call: for large ones.
    Dimension,
}

/// How a judge is asked.
#[derive(Debug, Clone, Copy)]
pub struct JudgeOptions<'a> {
    /// The prompts.
    pub templates: &'a TemplateSet,
    /// How much at a time.
    pub grain: Grain,
    /// How many times each thing is asked.
    pub samples: u32,
    /// How many calls are under way at once.
    pub concurrency: usize,
    /// What the endpoint's context holds, in tokens.
    pub context_tokens: usize,
    /// Seed of the order in which indicators are asked.
    pub seed: u64,
}

impl<'a> JudgeOptions<'a> {
    /// One indicator a call, once, two calls at a time, in a small context.
    #[must_use]
    pub fn new(templates: &'a TemplateSet) -> Self {
        Self { templates, grain: Grain::Point, samples: 1, concurrency: 2, context_tokens: 4096, seed: 0 }
    }
}

/// What a judge's reading came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// One finding an indicator, both readers taken together.
    pub findings: Vec<Finding>,
    /// Quotes of the judge's that count for nothing: nobody said them, they spoke to the grader, or the same words were
    /// given for one thing after another.
    pub dropped_evidence: usize,
    /// Quotes that the judge gave.
    pub quotes: usize,
    /// Of these, those that nobody said.
    pub invented: usize,
    /// Calls that were not answered at all.
    pub unanswered: usize,
    /// Calls whose reply could be read.
    pub read: usize,
    /// Calls that gave nothing that could be read, repair included.
    pub failed: usize,
    /// The share of indicators on which the samples were not of one mind; none where each was asked once.
    pub spread: Option<f64>,
    /// Why the judge is not believed, where it is not: then the findings are the built-in scorer's alone.
    pub fallback: Option<String>,
}

/// After so many calls without an answer, and none with one, the endpoint is taken to be down.
const HOPELESS_CALLS: usize = 4;
/// A judge is not believed when more than half of at least so many quotes were invented.
const FEWEST_QUOTES: usize = 4;

/// Asks a model about a whole session, and takes its answers together with the built-in findings. Dropping the
/// future cancels what is under way. `progress` hears how many of how many calls are done.
///
/// # Errors
/// [`PromptError`] where a template cannot be rendered. A model that does not answer is no error: then the built-in
/// findings stand, and [`Judged::fallback`] says why.
pub async fn judge(
    state: &State,
    builtin: &[Finding],
    model: &dyn ChatModel,
    options: &JudgeOptions<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Judged, PromptError> {
    let calls = Calls::plan(state, builtin, options)?;
    let total = calls.len();
    progress(0, total);
    let mut replies = futures_util::stream::iter(calls.iter().map(|call| call.ask(model)))
        .buffer_unordered(options.concurrency.max(1));
    let mut votes: Vec<Vote> = Vec::new();
    let (mut read, mut failed, mut unanswered) = (0, 0, 0);
    while let Some(reply) = replies.next().await {
        unanswered += usize::from(!reply.answered);
        match reply.votes {
            Some(of_call) => {
                read += 1;
                votes.extend(of_call);
            }
            None => failed += 1,
        }
        progress(read + failed, total);
        if unanswered == read + failed && failed >= HOPELESS_CALLS {
            failed = total - read;
            unanswered = failed;
            break;
        }
    }
    Ok(Judged { unanswered, ..settle(state, builtin, votes, (read, failed)) })
}

/// How many calls asking a model about a whole session takes; more where it must be read in parts.
#[must_use]
pub fn calls(state: &State, builtin: &[Finding], options: &JudgeOptions<'_>) -> usize {
    Calls::groups(state, builtin, options) * usize::try_from(options.samples.max(1)).unwrap_or(usize::MAX)
}

/// What would be asked of a model about a whole session, to be asked by somebody else at another time.
///
/// # Errors
/// [`PromptError`] where a template cannot be rendered.
pub fn requests(
    state: &State,
    builtin: &[Finding],
    options: &JudgeOptions<'_>,
) -> Result<Vec<ChatRequest>, PromptError> {
    Ok(Calls::plan(state, builtin, options)?.iter().map(calls::Call::first).collect())
}

/// Takes the replies to [`requests`], in their order, together with the built-in findings. Nobody can be asked to put
/// a reply right that cannot be read.
///
/// # Errors
/// As [`requests`].
pub fn settled(
    state: &State,
    builtin: &[Finding],
    options: &JudgeOptions<'_>,
    replies: &[String],
) -> Result<Judged, PromptError> {
    let calls = Calls::plan(state, builtin, options)?;
    let read: Vec<Vec<Vote>> =
        calls.iter().zip(replies).filter_map(|(call, reply)| call.read(reply).ok()).collect();
    let counts = (read.len(), calls.len() - read.len());
    Ok(settle(state, builtin, read.into_iter().flatten().collect(), counts))
}

fn settle(state: &State, builtin: &[Finding], votes: Vec<Vote>, (read, failed): (usize, usize)) -> Judged {
    let verified: Vec<Vote> = votes.into_iter().map(|vote| vote.verified(state)).collect();
    let invented = verified.iter().filter(|vote| vote.invented).count();
    let quoted = verified.iter().filter(|vote| vote.invented || vote.evidence.is_some()).count();
    let tally = tally(verified);
    let fallback = if read < failed {
        Some(format!("the judge could be read in only {read} of {} calls", read + failed))
    } else if quoted >= FEWEST_QUOTES && invented * 2 > quoted {
        Some(format!("{invented} of the {quoted} quotes that the judge gave were never said"))
    } else {
        None
    };
    let (findings, indiscriminate) = match fallback {
        Some(_) => (builtin.to_vec(), 0),
        None => {
            let combined = combine::combine(&state.setup.rubric, builtin, &tally.readings);
            (combined.findings, combined.indiscriminate)
        }
    };
    let dropped_evidence = invented + indiscriminate;
    let (quotes, spread, unanswered) = (quoted, tally.spread, 0);
    Judged { findings, dropped_evidence, quotes, invented, unanswered, read, failed, spread, fallback }
}

#[cfg(test)]
mod tests;
