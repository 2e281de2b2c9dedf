//! Marking a session: the built-in scorer, or a model as the second reader.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::runtime::Runtime;

use crate::{
    error::AppError,
    interview::State,
    llm::ChatModel,
    prompt::TemplateSet,
    repl::FrontError,
    rubric::{Finding, Judge, Scorecard},
    scoring::{
        self,
        calibration::Quotes,
        judge::{self, Grain, JudgeOptions, Judged, judge},
    },
    speech::Delivery,
};

/// Who marks.
pub enum Marker {
    /// The built-in scorer.
    Builtin,
    /// A model, with the built-in scorer as the other reader.
    Model {
        /// The model.
        model: Arc<dyn ChatModel>,
        /// Where its requests run.
        runtime: Arc<Runtime>,
        /// What it is asked with.
        templates: Arc<TemplateSet>,
        /// How many times each indicator is judged.
        samples: u32,
        /// How many requests are under way at once.
        jobs: usize,
        /// How many tokens its context holds, where that is known.
        context_tokens: Option<u32>,
    },
}

/// A scorecard, and what must be said with it.
pub struct Marked {
    /// The scorecard.
    pub scorecard: Scorecard,
    /// What went otherwise than was wished for.
    pub remarks: Vec<String>,
    /// What came of asking a model.
    pub asked: Asked,
}

/// What came of asking a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// None was asked: the built-in scorer marks, or too little was said.
    Nobody,
    /// It was stopped.
    Stopped,
    /// It left calls unanswered.
    Silent,
    /// It answered.
    Answered {
        /// How many calls it took.
        calls: usize,
        /// What became of its quotes.
        quotes: Quotes,
        /// Whether it could be read and believed.
        believed: bool,
    },
}

impl From<&Judged> for Asked {
    fn from(judged: &Judged) -> Self {
        if judged.unanswered > 0 {
            return Self::Silent;
        }
        let found = judged.quotes.saturating_sub(judged.invented);
        Self::Answered {
            calls: judged.read + judged.failed,
            quotes: Quotes { given: judged.quotes, found },
            believed: judged.fallback.is_none(),
        }
    }
}

/// Shows how far a judge is.
pub type Progress<'p> = dyn FnMut(&str) -> Result<(), FrontError> + 'p;

/// Whether too little was said to be scored.
#[must_use]
pub fn is_too_little(state: &State) -> bool {
    scoring::too_little(state).is_some()
}

/// How a judge's reading ended.
enum Reading {
    Done(Judged),
    Stopped,
}

impl Marker {
    /// Marks a session.
    ///
    /// # Errors
    /// Where progress cannot be shown, or a template cannot be rendered.
    pub fn mark(&self, state: &State, progress: &mut Progress<'_>) -> Result<Marked, AppError> {
        let findings = scoring::builtin::findings(state);
        let delivery = delivery(state)?;
        let builtin = |asked, remarks| {
            let scorecard = scoring::scorecard(state, &findings, Self::Builtin.judge(), delivery.clone());
            Marked { scorecard, remarks, asked }
        };
        let Self::Model { model, runtime, .. } = self else {
            return Ok(builtin(Asked::Nobody, Vec::new()));
        };
        if is_too_little(state) {
            return Ok(builtin(Asked::Nobody, Vec::new()));
        }
        let Some(options) = self.options(state.setup.seed) else {
            return Ok(builtin(Asked::Nobody, Vec::new()));
        };
        let judged = match runtime.block_on(read(state, &findings, model.as_ref(), &options, progress))? {
            Reading::Done(judged) => judged,
            Reading::Stopped => {
                let remark = "the judge was stopped; the built-in scorer scored".to_owned();
                return Ok(builtin(Asked::Stopped, vec![remark]));
            }
        };
        let asked = Asked::from(&judged);
        if let Some(why) = judged.fallback {
            return Ok(builtin(asked, vec![format!("{why}; the built-in scorer scored")]));
        }
        let remarks = unread(&judged).into_iter().collect();
        let scorecard = card(state, &judged, self.judge(), self.prompt_hash(), delivery);
        Ok(Marked { scorecard, remarks, asked })
    }

    /// Who marks, as scorecards name it.
    #[must_use]
    pub fn judge(&self) -> Judge {
        match self {
            Self::Builtin => Judge { kind: "builtin".to_owned(), model: None, samples: 1 },
            Self::Model { model, samples, .. } => {
                Judge { kind: "endpoint".to_owned(), model: Some(model.label()), samples: *samples }
            }
        }
    }

    /// The content hash of what a model is asked with.
    #[must_use]
    pub fn prompt_hash(&self) -> Option<String> {
        match self {
            Self::Builtin => None,
            Self::Model { templates, .. } => Some(templates.judge_hash()),
        }
    }

    /// The same with so many requests under way at once.
    #[must_use]
    pub fn with_jobs(self, wanted: Option<usize>) -> Self {
        match (self, wanted) {
            (Self::Model { model, runtime, templates, samples, context_tokens, .. }, Some(jobs)) => {
                Self::Model { model, runtime, templates, samples, jobs, context_tokens }
            }
            (same, _) => same,
        }
    }

    /// About how many calls to a model marking a session takes.
    #[must_use]
    pub fn calls(&self, state: &State) -> usize {
        match self.options(state.setup.seed) {
            Some(options) if !is_too_little(state) => {
                judge::calls(state, &scoring::builtin::findings(state), &options)
            }
            _ => 0,
        }
    }

    /// How a model is asked; none for the built-in scorer.
    fn options(&self, seed: u64) -> Option<JudgeOptions<'_>> {
        let Self::Model { templates, samples, jobs, context_tokens, .. } = self else { return None };
        Some(JudgeOptions { concurrency: *jobs, ..options(templates, *samples, *context_tokens, seed) })
    }
}

/// The scorecard that a judge's reading makes.
#[must_use]
pub fn card(
    state: &State,
    judged: &Judged,
    judge: Judge,
    prompt_hash: Option<String>,
    delivery: serde_json::Value,
) -> Scorecard {
    Scorecard {
        dropped_evidence: judged.dropped_evidence,
        prompt_hash,
        spread: judged.spread.map(|spread| (spread * 100.0).round() / 100.0),
        ..scoring::scorecard(state, &judged.findings, judge, delivery)
    }
}

/// How it sounded, for a scorecard.
///
/// # Errors
/// What JSON cannot hold, which no delivery has.
pub fn delivery(state: &State) -> Result<serde_json::Value, AppError> {
    serde_json::to_value(Delivery::new(&state.turns, None))
        .map_err(|error| AppError::failure("the delivery cannot be written as JSON").because(error))
}

/// How much of a judge's reading could not be read, where something could not.
#[must_use]
pub fn unread(judged: &Judged) -> Option<String> {
    (judged.failed > 0)
        .then(|| format!("{} of {} judgements could not be read", judged.failed, judged.read + judged.failed))
}

/// So many requests are under way at once where nobody says otherwise.
pub const USUAL_JOBS: usize = 2;

/// How a judge is asked. A small context belongs to a small model, which is asked one thing at a time.
#[must_use]
pub fn options(
    templates: &TemplateSet,
    samples: u32,
    context_tokens: Option<u32>,
    seed: u64,
) -> JudgeOptions<'_> {
    const LARGE_CONTEXT_TOKENS: usize = 32_000;
    let usual = JudgeOptions::new(templates);
    let context_tokens = context_tokens.and_then(|n| usize::try_from(n).ok()).unwrap_or(usual.context_tokens);
    let grain = if context_tokens >= LARGE_CONTEXT_TOKENS { Grain::Dimension } else { Grain::Point };
    JudgeOptions { grain, samples: samples.max(1), context_tokens, seed, ..usual }
}

/// Lets the judge read, showing how far it is; Ctrl-C stops it.
async fn read(
    state: &State,
    findings: &[Finding],
    model: &dyn ChatModel,
    options: &JudgeOptions<'_>,
    progress: &mut Progress<'_>,
) -> Result<Reading, AppError> {
    let (sender, mut steps) = tokio::sync::mpsc::unbounded_channel();
    let step = move |done, total| {
        // The receiver lives as long as the judge reads.
        let _ = sender.send((done, total));
    };
    let reading = judge(state, findings, model, options, &step);
    tokio::pin!(reading);
    let began = Instant::now();
    loop {
        tokio::select! {
            biased;
            stopped = tokio::signal::ctrl_c() => {
                if stopped.is_ok() {
                    return Ok(Reading::Stopped);
                }
            }
            Some((done, total)) = steps.recv() => progress(&how_far(done, total, began.elapsed()))?,
            judged = &mut reading => {
                let judged = judged.map_err(|error| AppError::failure("a prompt of the judge's cannot be rendered").because(error))?;
                return Ok(Reading::Done(judged));
            }
        }
    }
}

/// "the judge reads: 12 of 64, about 2 minutes more".
fn how_far(done: usize, total: usize, taken: Duration) -> String {
    /// After fewer calls the time that is left is a guess.
    const FEWEST_CALLS: usize = 4;
    let far = format!("the judge reads: {done} of {total}");
    let Some(left) = u32::try_from(total.saturating_sub(done)).ok().filter(|_| done >= FEWEST_CALLS) else {
        return far;
    };
    let seconds =
        (taken.as_secs_f64() / u32::try_from(done).map_or(1.0, f64::from) * f64::from(left)).round();
    match seconds {
        ..=10.0 => far,
        ..=90.0 => format!("{far}, about {:.0} s more", (seconds / 10.0).ceil() * 10.0),
        _ => format!("{far}, about {:.0} min more", (seconds / 60.0).ceil()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_jobs_that_were_asked_for_reach_the_judge() {
        let model = Marker::Model {
            model: Arc::new(crate::llm::ScriptedModel::default()),
            runtime: Arc::new(tokio::runtime::Builder::new_current_thread().build().unwrap()),
            templates: Arc::new(TemplateSet::load(&[]).0),
            samples: 1,
            jobs: USUAL_JOBS,
            context_tokens: None,
        };
        let model = model.with_jobs(None);
        assert_eq!(model.options(0).unwrap().concurrency, USUAL_JOBS);
        assert_eq!(model.with_jobs(Some(9)).options(0).unwrap().concurrency, 9);
    }

    #[test]
    fn how_long_the_judge_will_take_is_told_once_it_can_be_known() {
        let after = |done, seconds| how_far(done, 64, Duration::from_secs(seconds));
        assert_eq!(after(0, 0), "the judge reads: 0 of 64");
        assert_eq!(after(3, 60), "the judge reads: 3 of 64");
        assert_eq!(after(8, 24), "the judge reads: 8 of 64, about 3 min more");
        assert_eq!(after(44, 132), "the judge reads: 44 of 64, about 60 s more");
        assert_eq!(after(62, 186), "the judge reads: 62 of 64");
    }
}
