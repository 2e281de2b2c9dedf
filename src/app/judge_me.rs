//! `viva judge-me`: a person labels transcripts that are labelled already, and sees how far the two agree.

use serde::{Deserialize, Serialize};

use crate::{
    bank::Bank,
    error::AppError,
    rubric::{Finding, NOT_LOOKED_AT, Rubric, Rubrics, Verdict},
    scoring::{
        self,
        calibration::{Exercise, Item, Labelled, Plan, Transcripts, Trial, kappa},
    },
    store::Store,
    transcript::IndicatorId,
};

use super::clock::wall_ms;

/// Where the answers are kept.
const KEY: &str = "judge-me/rounds";

/// One transcript, gone through once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Which transcript.
    pub transcript: String,
    /// When it was begun, wall time in milliseconds.
    pub began_ms: i64,
    /// What was said of its indicators.
    pub answers: Vec<Given>,
    /// Whether all were answered.
    pub done: bool,
}

/// What was said of one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Which.
    pub indicator: IndicatorId,
    /// The person's verdict; unsure where they could not tell.
    pub own: Verdict,
    /// The label, as it was then.
    pub label: Verdict,
    /// The built-in scorer's verdict, as it was then.
    pub builtin: Verdict,
}

/// How far two readers agree.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Agreement {
    /// How many were answered.
    pub answered: usize,
    /// How many of these were decided, and not left open.
    pub decided: usize,
    /// The share of the decided ones on which the two agree.
    pub accuracy: Option<f64>,
    /// The same beyond chance; none where one reader says the same of everything.
    pub kappa: Option<f64>,
}

/// An indicator on which a person and the label differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// Which.
    pub indicator: IndicatorId,
    /// What it is.
    pub says: String,
    /// The person's verdict.
    pub own: Verdict,
    /// The label.
    pub label: Verdict,
    /// The words that show it, where it is labelled as shown.
    pub quote: Option<String>,
    /// The number of their turn, from 1.
    pub turn: Option<usize>,
    /// Why the label is as it is.
    pub why: String,
    /// What the built-in scorer says of it, and why.
    pub builtin: Finding,
}

/// A person before labelled transcripts.
pub struct Judging<'a> {
    /// Where answers are kept.
    pub store: &'a Store,
    /// The questions.
    pub bank: &'a Bank,
    /// The rubrics.
    pub rubrics: &'a Rubrics,
    /// The transcripts.
    pub transcripts: &'a Transcripts,
    /// What replays them.
    pub plan: &'a Plan<'a>,
    /// How many indicators of each.
    pub items: usize,
}

impl<'a> Judging<'a> {
    /// All rounds so far, the oldest first.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn rounds(&self) -> Result<Vec<Round>, AppError> {
        Ok(self.store.recall(KEY)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    /// The transcript to go through: the one that was named, else the one that was left half-way, else one that was
    /// gone through least.
    ///
    /// # Errors
    /// Where the store cannot be read, or there is no such transcript.
    pub fn next(&self, named: Option<&str>) -> Result<Exercise<'a>, AppError> {
        let rounds = self.rounds()?;
        let labelled = match named {
            Some(id) => self.transcripts.get(id),
            None => self.left_half_way(&rounds).or_else(|| self.least_seen(&rounds)),
        };
        let none = || AppError::usage("there is no such labelled transcript");
        let labelled = labelled.ok_or_else(none)?;
        let rubric = self.rubric(labelled).ok_or_else(none)?;
        Ok(Exercise::new(labelled, rubric, self.items))
    }

    fn left_half_way(&self, rounds: &[Round]) -> Option<&'a Labelled> {
        rounds
            .iter()
            .rev()
            .filter(|round| !round.done)
            .find_map(|round| self.transcripts.get(&round.transcript))
    }

    fn least_seen(&self, rounds: &[Round]) -> Option<&'a Labelled> {
        let seen = |id: &str| rounds.iter().filter(|round| round.transcript == id).count();
        self.transcripts.iter().min_by_key(|labelled| {
            let order = scoring::hash(labelled.id().as_bytes());
            (seen(labelled.id()), order)
        })
    }

    fn rubric(&self, labelled: &Labelled) -> Option<&'a Rubric> {
        self.rubrics.for_kind(self.bank.get(labelled.question.get_ref())?.kind)
    }

    /// What is still to be answered of an exercise.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn open<'e>(&self, exercise: &'e Exercise<'_>) -> Result<Vec<&'e Item>, AppError> {
        let rounds = self.rounds()?;
        let begun = rounds.iter().rev().find(|round| is_open(round, exercise));
        let answered = |item: &Item| begun.is_some_and(|r| r.answers.iter().any(|a| a.indicator == item.id));
        Ok(exercise.items.iter().filter(|item| !answered(item)).collect())
    }

    /// Keeps an answer.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn answer(&self, exercise: &Exercise<'_>, item: &Item, own: Verdict) -> Result<(), AppError> {
        let mut rounds = self.rounds()?;
        let at = match rounds.iter().rposition(|round| is_open(round, exercise)) {
            Some(at) => at,
            None => {
                let transcript = exercise.labelled.id().to_owned();
                rounds.push(Round { transcript, began_ms: wall_ms(), answers: Vec::new(), done: false });
                rounds.len() - 1
            }
        };
        let builtin = self.builtin(exercise, &item.id).verdict;
        let round = &mut rounds[at];
        round.answers.push(Given { indicator: item.id.clone(), own, label: item.label, builtin });
        round.done =
            exercise.items.iter().all(|item| round.answers.iter().any(|given| given.indicator == item.id));
        let text = serde_json::to_string(&rounds)
            .map_err(|error| AppError::failure("the answers cannot be written as JSON").because(error))?;
        Ok(self.store.remember(KEY, &text, wall_ms())?)
    }

    /// Where the newest round on a transcript differs from the labels.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn disagreements(&self, exercise: &Exercise<'_>) -> Result<Vec<Disagreement>, AppError> {
        let rounds = self.rounds()?;
        let round = rounds.iter().rev().find(|round| round.transcript == exercise.labelled.id());
        let given = round.map_or(&[][..], |round| &round.answers);
        let told = given.iter().filter(|given| decided(given.own, given.label).is_some_and(|(a, b)| a != b));
        Ok(told
            .filter_map(|given| {
                let item = exercise.items.iter().find(|item| item.id == given.indicator)?;
                Some(Disagreement {
                    indicator: item.id.clone(),
                    says: item.says.clone(),
                    own: given.own,
                    label: item.label,
                    turn: item.quote.as_ref().map(|(turn, _)| *turn),
                    quote: item.quote.as_ref().map(|(_, quote)| quote.clone()),
                    why: item.why.clone(),
                    builtin: self.builtin(exercise, &item.id),
                })
            })
            .collect())
    }

    /// What the built-in scorer says of an indicator in a transcript.
    fn builtin(&self, exercise: &Exercise<'_>, id: &IndicatorId) -> Finding {
        let trial = Trial::Talk { transcript: exercise.labelled.id().to_owned(), again: false };
        let findings =
            self.plan.state(&trial).map(|state| scoring::builtin::findings(&state)).unwrap_or_default();
        let found = findings.into_iter().find(|finding| finding.id == *id);
        found.unwrap_or_else(|| Finding::absent(id, Verdict::NotApplicable, NOT_LOOKED_AT))
    }
}

fn is_open(round: &Round, exercise: &Exercise<'_>) -> bool {
    !round.done && round.transcript == exercise.labelled.id()
}

/// Two verdicts as shown or not shown; none where one of them leaves it open.
fn decided(one: Verdict, other: Verdict) -> Option<(bool, bool)> {
    Some((one.decided()?, other.decided()?))
}

/// How far a person agrees with the labels.
#[must_use]
pub fn own_agreement<'r>(rounds: impl IntoIterator<Item = &'r Round>) -> Agreement {
    agreement(rounds.into_iter().flat_map(|round| &round.answers).map(|given| (given.own, given.label)))
}

/// How far the built-in scorer agrees with the labels on the same indicators.
#[must_use]
pub fn builtin_agreement<'r>(rounds: impl IntoIterator<Item = &'r Round>) -> Agreement {
    agreement(rounds.into_iter().flat_map(|round| &round.answers).map(|given| (given.builtin, given.label)))
}

#[expect(clippy::cast_precision_loss, reason = "counts of answers")]
fn agreement(verdicts: impl Iterator<Item = (Verdict, Verdict)>) -> Agreement {
    let all: Vec<_> = verdicts.collect();
    let pairs: Vec<(bool, bool)> = all.iter().filter_map(|(one, other)| decided(*one, *other)).collect();
    let same = pairs.iter().filter(|(one, other)| one == other).count();
    let round = |value: f64| (value * 100.0).round() / 100.0;
    Agreement {
        answered: all.len(),
        decided: pairs.len(),
        accuracy: (!pairs.is_empty()).then(|| round(same as f64 / pairs.len() as f64)),
        kappa: kappa(&pairs).map(round),
    }
}
