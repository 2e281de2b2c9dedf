//! A judge's votes: each with a quote that must be found, then counted.

use std::collections::BTreeMap;

use crate::{
    interview::State,
    language::{Spoken, acts::grader_sentences},
    rubric::Verdict,
    scoring::{find_quote, is_in_time, scored_turns},
    transcript::{Evidence, TurnId},
};

use super::reply::Answer;

/// Fewer words show nothing: they are found in every answer.
const FEWEST_QUOTED_WORDS: usize = 2;

/// What one reply says of one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vote {
    pub(super) id: String,
    pub(super) sample: u32,
    pub(super) verdict: Verdict,
    quote: String,
    pub(super) evidence: Option<Evidence>,
    /// A quote was given that is no evidence.
    pub(super) invented: bool,
    /// It was said to be shown, and was not: with no quote, or with one that is no evidence.
    unshown: bool,
    pub(super) reason: String,
}

impl Vote {
    pub(super) fn new(id: &str, sample: u32, answer: Answer) -> Self {
        let verdict = answer.verdict().unwrap_or(Verdict::NotApplicable);
        let (quote, reason) = (answer.quote, answer.reason.trim().to_owned());
        Self {
            id: id.to_owned(),
            sample,
            verdict,
            quote,
            evidence: None,
            invented: false,
            unshown: false,
            reason,
        }
    }

    /// The vote with its quote looked for. Without one that was said, nothing is shown.
    pub(super) fn verified(mut self, state: &State) -> Self {
        if !matches!(self.verdict, Verdict::Met | Verdict::Partial) {
            return self;
        }
        self.evidence = evidence(state, &self.quote);
        if self.evidence.as_ref().is_some_and(|evidence| self.is_late(state, evidence.turn)) {
            self.evidence = None;
            self.verdict = Verdict::Unmet;
            self.unshown = true;
            "it was said too late to count".clone_into(&mut self.reason);
        } else if self.evidence.is_none() {
            self.verdict = Verdict::Unmet;
            self.unshown = true;
            self.invented = self.quote.chars().any(char::is_alphanumeric);
            let why =
                if self.invented { "its quote is not among the words said" } else { "it gave no quote" };
            self.reason = why.to_owned();
        }
        self
    }

    /// Whether what was said in a turn came after the event that the indicator must come before.
    fn is_late(&self, state: &State, turn: TurnId) -> bool {
        let mut indicators = state.setup.rubric.indicators().map(|(_, indicator)| indicator);
        indicators.find(|indicator| indicator.id == *self.id).is_some_and(|own| !is_in_time(state, own, turn))
    }
}

/// Where the candidate said the quoted words; none where they speak to the grader, or are too few.
pub(super) fn evidence(state: &State, quote: &str) -> Option<Evidence> {
    if quote.split_whitespace().count() < FEWEST_QUOTED_WORDS {
        return None;
    }
    let turns: Vec<_> = scored_turns(state).collect();
    let found = find_quote(turns.iter().copied(), quote)?;
    let turn = turns.iter().find(|turn| turn.turn == found.turn)?;
    let words = turn.words_in_place();
    let spoken = Spoken::new(&words);
    let orders = grader_sentences(&spoken);
    let touches = |number: &usize| {
        let sentence = &spoken.sentences[*number];
        sentence.start < found.end && found.start < sentence.end
    };
    (!orders.iter().any(touches)).then_some(found)
}

/// What the judge says of an indicator, all in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct JudgeReading {
    pub(super) verdict: Verdict,
    pub(super) evidence: Option<Evidence>,
    /// It was said to be shown, and was not.
    pub(super) unshown: bool,
    pub(super) reason: String,
    /// How often each verdict was given, where the samples were not of one mind.
    pub(super) votes: BTreeMap<Verdict, usize>,
}

impl JudgeReading {
    /// Whether the judge said that the thing was shown, wholly or in part.
    pub(super) fn is_shown(&self) -> bool {
        matches!(self.verdict, Verdict::Met | Verdict::Partial)
    }
}

/// All votes counted.
pub(super) struct Tally {
    pub(super) readings: BTreeMap<String, JudgeReading>,
    pub(super) spread: Option<f64>,
}

/// Counts: within a sample the best of the transcript's parts, over the samples the majority, a tie for the lower.
pub(super) fn tally(votes: Vec<Vote>) -> Tally {
    let mut samples: BTreeMap<String, BTreeMap<u32, Vote>> = BTreeMap::new();
    for vote in votes {
        let of_indicator = samples.entry(vote.id.clone()).or_default();
        match of_indicator.get(&vote.sample) {
            Some(best) if rank(best.verdict) >= rank(vote.verdict) => {}
            _ => {
                of_indicator.insert(vote.sample, vote);
            }
        }
    }
    let several = samples.values().filter(|of| of.len() > 1).count();
    let split = samples
        .values()
        .filter(|of| of.values().any(|v| Some(v.verdict) != of.values().next().map(|f| f.verdict)));
    #[allow(clippy::cast_precision_loss)] // counts of indicators
    let spread = (several > 0).then(|| split.count() as f64 / several as f64);
    let readings =
        samples.into_iter().filter_map(|(id, of)| Some((id, majority(of.into_values().collect())?)));
    Tally { readings: readings.collect(), spread }
}

fn majority(votes: Vec<Vote>) -> Option<JudgeReading> {
    let count = |verdict: Verdict| votes.iter().filter(|vote| vote.verdict == verdict).count();
    let verdict =
        votes.iter().map(|vote| vote.verdict).max_by_key(|v| (count(*v), std::cmp::Reverse(rank(*v))))?;
    let mut counted = BTreeMap::new();
    for vote in &votes {
        *counted.entry(vote.verdict).or_insert(0) += 1;
    }
    if counted.len() == 1 {
        counted.clear();
    }
    let Vote { evidence, unshown, reason, .. } = votes.into_iter().find(|vote| vote.verdict == verdict)?;
    Some(JudgeReading { verdict, evidence, unshown, reason, votes: counted })
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Met => 3,
        Verdict::Partial => 2,
        Verdict::Unmet | Verdict::Unsure => 1,
        Verdict::NotApplicable => 0,
    }
}
