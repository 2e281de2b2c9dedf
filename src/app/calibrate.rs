//! Measuring a judge: everything of the plan is scored, what a model said is kept, and the verdict is remembered.

use std::time::Instant;

use serde::Serialize;

use crate::{
    error::{AppError, Exit},
    interview::State,
    rubric::{Judge, Scorecard},
    scoring::{
        self,
        calibration::{
            Difference, FEWEST_TRANSCRIPTS, MadeBy, Outcome, Outcomes, Plan, Quotes, Row, Trial, Verdict,
            differences, rows, verdict,
        },
    },
    store::{Store, StoreError},
};

use super::{
    clock::wall_ms,
    marking::{Asked, Marked, Marker, Progress},
};

/// Another version of the program reads answers otherwise.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a calibration came to; its names are a contract.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibrated {
    /// Who was measured.
    pub judge: Judge,
    /// What the figures come to.
    pub verdict: Verdict,
    /// The figures.
    pub rows: Vec<Row>,
    /// Where it and the labels part, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differences: Option<Vec<Difference>>,
}

/// What a calibration will take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// Things to score, of all of them.
    pub left: usize,
    /// All of them.
    pub trials: usize,
    /// Calls to the model, about.
    pub calls: usize,
    /// How long a call took last time, in milliseconds.
    pub ms_a_call: Option<u64>,
}

/// A judge, and what it is measured by.
pub struct Calibration<'a> {
    /// Where what was done is kept.
    pub store: &'a Store,
    /// The judge.
    pub marker: &'a Marker,
    /// What it is measured by.
    pub plan: &'a Plan<'a>,
    /// Whether it is also asked where the judge and the labels part.
    pub differences: bool,
}

impl Calibration<'_> {
    /// What is left to do.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn forecast(&self) -> Result<Forecast, AppError> {
        let ms_a_call = self.store.recall(&self.pace_key())?.and_then(|text| text.parse().ok());
        let mut forecast = Forecast { left: 0, trials: 0, calls: 0, ms_a_call };
        for trial in self.plan.trials() {
            let state = self.state(&trial)?;
            forecast.trials += 1;
            if self.kept(&state)?.is_none() {
                forecast.left += 1;
                forecast.calls += self.marker.calls(&state);
            }
        }
        Ok(forecast)
    }

    /// Scores what is not scored yet, and makes the figures. The verdict is remembered.
    ///
    /// # Errors
    /// Exit code 130 where it was stopped and 4 where the endpoint did not answer: what was done until then is kept.
    pub fn run(&self, forecast: Forecast, progress: &mut Progress<'_>) -> Result<Calibrated, AppError> {
        let mut outcomes = Outcomes::new();
        let mut pace = Pace::new(forecast);
        for (done, trial) in self.plan.trials().enumerate() {
            let state = self.state(&trial)?;
            let outcome = match self.kept(&state)? {
                Some(outcome) => outcome,
                None => {
                    progress(&format!("{} of {}: {trial}{}", done + 1, forecast.trials, pace.left()))?;
                    self.scored(&state, &mut pace)?
                }
            };
            outcomes.insert(trial, outcome);
        }
        let differences = self.differences.then(|| differences(self.plan, &outcomes));
        let rows = rows(self.plan, &outcomes);
        let verdict = verdict(&rows, self.plan.transcripts());
        self.remember(verdict)?;
        Ok(Calibrated { judge: self.marker.judge(), verdict, rows, differences })
    }

    /// Whether the verdict will be remembered: on fewer transcripts it is too uncertain.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.plan.transcripts() >= FEWEST_TRANSCRIPTS
    }

    fn state(&self, trial: &Trial) -> Result<State, AppError> {
        let state = self.plan.state(trial);
        state.ok_or_else(|| AppError::failure(format!("`{trial}` cannot be made into an interview")))
    }

    fn scored(&self, state: &State, pace: &mut Pace) -> Result<Outcome, AppError> {
        let began = Instant::now();
        let Marked { scorecard, asked, .. } = self.marker.mark(state, &mut |_| Ok(()))?;
        let own = Quotes::on(&scorecard, state);
        let outcome = match asked {
            Asked::Stopped => return Err(cut_short(Exit::Interrupted, "the calibration was stopped")),
            Asked::Silent => return Err(cut_short(Exit::Endpoint, "the endpoint does not answer")),
            Asked::Nobody => Outcome::new(&scorecard, own, MadeBy::Builtin),
            Asked::Answered { calls, quotes, believed } => {
                pace.took(calls, began);
                self.store.remember(&self.pace_key(), &pace.ms_a_call().to_string(), wall_ms())?;
                let made_by = if believed { MadeBy::Model } else { MadeBy::Fallback };
                Outcome::new(&scorecard, quotes, made_by)
            }
        };
        self.keep(state, &outcome)?;
        Ok(outcome)
    }

    /// What was said of a trial before. The built-in scorer is quicker than the disk, and is asked anew.
    fn kept(&self, state: &State) -> Result<Option<Outcome>, AppError> {
        let Some(key) = self.outcome_key(state)? else { return Ok(None) };
        Ok(self.store.recall(&key)?.and_then(|text| serde_json::from_str(&text).ok()))
    }

    fn keep(&self, state: &State, outcome: &Outcome) -> Result<(), AppError> {
        let Some(key) = self.outcome_key(state)? else { return Ok(()) };
        let text = serde_json::to_string(outcome).map_err(unwritable)?;
        Ok(self.store.remember(&key, &text, wall_ms())?)
    }

    /// A judge's answer holds for the same words, the same question, rubric and prompts, and the same number of samples.
    fn outcome_key(&self, state: &State) -> Result<Option<String>, AppError> {
        let Marker::Model { model, samples, context_tokens, .. } = self.marker else { return Ok(None) };
        let all = (VERSION, samples, context_tokens, self.marker.prompt_hash(), &*state.setup, &state.turns);
        let hash = scoring::hash(&serde_json::to_vec(&all).map_err(unwritable)?);
        Ok(Some(format!("calibration/outcome/{}/{hash}", model.label())))
    }

    fn pace_key(&self) -> String {
        format!("calibration/ms-a-call/{}", self.marker.judge().model.unwrap_or_default())
    }

    fn remember(&self, verdict: Verdict) -> Result<(), AppError> {
        if !self.is_kept() {
            return Ok(());
        }
        let (judge, prompts) = (self.marker.judge(), self.marker.prompt_hash());
        for rubric in self.plan.rubrics() {
            let key = verdict_key(&judge, prompts.as_deref(), &scoring::rubric_hash(rubric));
            self.store.remember(&key, verdict.as_str(), wall_ms())?;
        }
        Ok(())
    }
}

/// A verdict holds for a judge with these prompts and this rubric, in this version of the program.
fn verdict_key(judge: &Judge, prompts: Option<&str>, rubric: &str) -> String {
    let model = judge.model.as_deref().unwrap_or_default();
    format!("calibration/verdict/{VERSION}/{}/{model}/{}/{rubric}", judge.kind, prompts.unwrap_or_default())
}

/// Writes onto a scorecard what the calibration of its judge came to, where there was one.
///
/// # Errors
/// Where the store cannot be read.
pub fn attach(store: &Store, card: &mut Scorecard) -> Result<(), StoreError> {
    let key = verdict_key(&card.judge, card.prompt_hash.as_deref(), &card.rubric_hash);
    card.calibration = store.recall(&key)?;
    Ok(())
}

fn cut_short(exit: Exit, what: &str) -> AppError {
    AppError::new(exit, what).hint("the same command goes on from here")
}

fn unwritable(error: serde_json::Error) -> AppError {
    AppError::failure("an outcome cannot be written as JSON").because(error)
}

/// How long calls take, and how many are left.
struct Pace {
    calls_left: usize,
    calls: u64,
    ms: u64,
}

impl Pace {
    fn new(forecast: Forecast) -> Self {
        Self { calls_left: forecast.calls, calls: 0, ms: 0 }
    }

    fn took(&mut self, calls: usize, began: Instant) {
        self.calls_left = self.calls_left.saturating_sub(calls);
        self.calls += u64::try_from(calls).unwrap_or(u64::MAX);
        self.ms += u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    }

    fn ms_a_call(&self) -> u64 {
        self.ms / self.calls.max(1)
    }

    fn left(&self) -> String {
        let ms = u64::try_from(self.calls_left).unwrap_or(u64::MAX).saturating_mul(self.ms_a_call());
        if self.calls == 0 { String::new() } else { format!(", {} left", duration(ms)) }
    }
}

/// A length of time as one says it: "40 seconds", "25 minutes", "3.5 hours".
#[must_use]
pub fn duration(ms: u64) -> String {
    let seconds = ms.div_ceil(1000);
    match seconds {
        0..=1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        91..=5400 => format!("{} minutes", (seconds + 30) / 60),
        _ => format!("{}.{} hours", seconds / 3600, seconds % 3600 / 360),
    }
}

#[cfg(test)]
mod tests;
