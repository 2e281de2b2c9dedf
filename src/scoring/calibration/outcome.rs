//! What scoring one trial came to: of a scorecard, what figures are made of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    interview::State,
    rubric::{Scorecard, Verdict},
    transcript::{DimensionId, IndicatorId},
};

use super::Trial;

/// All outcomes, by trial.
pub type Outcomes = BTreeMap<Trial, Outcome>;

/// What scoring one trial came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The overall, from 1 to 4; none where it was not scored.
    pub overall: Option<f64>,
    /// The levels, by dimension.
    pub levels: BTreeMap<DimensionId, u8>,
    /// The verdicts, by indicator.
    pub verdicts: BTreeMap<IndicatorId, Verdict>,
    /// The first of the words that show an indicator.
    #[serde(default)]
    pub quoted: BTreeMap<IndicatorId, String>,
    /// What became of the quotes.
    pub quotes: Quotes,
    /// Who made the scorecard.
    pub made_by: MadeBy,
}

/// Who made a scorecard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MadeBy {
    /// The built-in scorer, which is the judge.
    Builtin,
    /// The model that is the judge.
    Model,
    /// The built-in scorer, because the model could not be read or believed.
    Fallback,
}

/// Quotes that a judge gave.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotes {
    /// How many.
    pub given: usize,
    /// How many of them were said.
    pub found: usize,
}

impl Quotes {
    /// The quotes of a scorecard, looked for where they are said to stand.
    #[must_use]
    pub fn on(card: &Scorecard, state: &State) -> Self {
        let indicators = card.dimensions.iter().flat_map(|dimension| &dimension.indicators);
        let mut quotes = Self::default();
        for evidence in indicators.flat_map(|indicator| &indicator.evidence) {
            let turn = state.turns.iter().find(|turn| turn.turn == evidence.turn);
            let there = turn.and_then(|turn| turn.text.get(evidence.start..evidence.end));
            quotes.given += 1;
            quotes.found += usize::from(there == Some(evidence.quote.as_str()));
        }
        quotes
    }
}

impl Outcome {
    /// Of a scorecard.
    #[must_use]
    pub fn new(card: &Scorecard, quotes: Quotes, made_by: MadeBy) -> Self {
        let indicators = || card.dimensions.iter().flat_map(|dimension| &dimension.indicators);
        let quoted = indicators().filter_map(|i| Some((i.id.clone(), i.evidence.first()?.quote.clone())));
        let levels = card.dimensions.iter().filter_map(|d| Some((d.id.clone(), d.level?)));
        let scored = card.unscored.is_none();
        Self {
            overall: card.overall.level.filter(|_| scored),
            levels: levels.filter(|_| scored).collect(),
            verdicts: indicators().map(|indicator| (indicator.id.clone(), indicator.verdict)).collect(),
            quoted: quoted.collect(),
            quotes,
            made_by,
        }
    }
}
