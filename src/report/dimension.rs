//! One dimension of the scorecard with the words that a reader needs: what was shown, what is open, what is next.

use crate::{
    rubric::{Credit, DimensionScore, IndicatorScore, Rubric, Verdict, held_by},
    transcript::{DimensionId, Evidence},
};

use super::phrases::reading;

names!(
    /// How something was shown, as a mark that needs no colour.
    Mark("mark") {
        /// Raised unasked.
        Unprompted = "●",
        /// Given when asked.
        Asked = "◐",
        /// Given after a hint.
        Hinted = "◔",
        /// Given when all but the answer had been said.
        Told = "◌",
        /// Not heard.
        Unheard = "○",
        /// Two readings split, or the words leave it open.
        Unsure = "?",
        /// There was no occasion, or no way to see it.
        NotApplicable = "–",
    }
);

/// One dimension, ready to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DimensionNote {
    /// Which.
    pub id: DimensionId,
    /// Its name.
    pub name: String,
    /// 1 to 4; none where too little could be seen.
    pub level: Option<u8>,
    /// What that level looks like; none where the lowest one was not reached with nothing at all.
    pub anchor: Option<String>,
    /// How many indicators there was an occasion for.
    pub applicable: usize,
    /// What was shown, the highest rung first.
    pub shown: Vec<Shown>,
    /// What is unsure, with both readings where there were two.
    pub unsure: Vec<Shown>,
    /// What is indispensable for more than this level and was not shown.
    pub held_by: Vec<String>,
    /// The level that comes next, and what else it lacks.
    pub next: Option<(u8, Vec<String>)>,
}

/// Something shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// How.
    pub mark: Mark,
    /// What.
    pub says: String,
    /// Whether in part only.
    pub in_part: bool,
    /// The shortest quote that says something.
    pub quote: Option<Evidence>,
    /// Why, where the scorer said so.
    pub reason: String,
}

impl Mark {
    /// The mark of an indicator.
    #[must_use]
    pub fn of(indicator: &IndicatorScore) -> Self {
        match indicator.verdict {
            Verdict::Met | Verdict::Partial => indicator.credit.map_or(Self::Unprompted, Self::for_credit),
            Verdict::Unmet => Self::Unheard,
            Verdict::Unsure => Self::Unsure,
            Verdict::NotApplicable => Self::NotApplicable,
        }
    }

    /// The mark for what it took.
    #[must_use]
    pub fn for_credit(credit: Credit) -> Self {
        match credit {
            Credit::Unprompted => Self::Unprompted,
            Credit::Probed => Self::Asked,
            Credit::Hinted => Self::Hinted,
            Credit::Told => Self::Told,
        }
    }
}

impl DimensionNote {
    pub(super) fn new(score: &DimensionScore, rubric: &Rubric) -> Self {
        let dimension = rubric.dimensions.iter().find(|dimension| dimension.id == score.id);
        let anchor = |level: u8| dimension?.anchors.get(&level.to_string()).cloned();
        let of = |wanted: &[Verdict]| -> Vec<&IndicatorScore> {
            score.indicators.iter().filter(|i| wanted.contains(&i.verdict)).collect()
        };
        let mut shown = of(&[Verdict::Met, Verdict::Partial]);
        shown.sort_by_key(|indicator| (indicator.verdict, std::cmp::Reverse(indicator.rung)));
        Self {
            id: score.id.clone(),
            name: score.name.clone(),
            level: score.level,
            applicable: score.indicators.iter().filter(|i| i.verdict != Verdict::NotApplicable).count(),
            anchor: score.level.filter(|level| *level > 1 || shown.is_empty()).and_then(anchor),
            shown: shown.into_iter().map(Shown::new).collect(),
            unsure: of(&[Verdict::Unsure]).into_iter().map(Shown::new).collect(),
            held_by: held_by(score).into_iter().map(|indicator| indicator.says.clone()).collect(),
            next: next(score),
        }
    }
}

impl Shown {
    fn new(indicator: &IndicatorScore) -> Self {
        let readings: Vec<String> = indicator.readings.iter().map(reading).collect();
        Self {
            mark: Mark::of(indicator),
            says: indicator.says.clone(),
            in_part: indicator.verdict == Verdict::Partial,
            quote: shortest_useful(&indicator.evidence).cloned(),
            reason: if readings.is_empty() { indicator.reason.clone() } else { readings.join(", ") },
        }
    }
}

/// The level at which something is missing first above the one reached, and what it lacks beside its musts.
fn next(score: &DimensionScore) -> Option<(u8, Vec<String>)> {
    let level = score.level?;
    let missing = |i: &&IndicatorScore| !matches!(i.verdict, Verdict::Met | Verdict::NotApplicable);
    let next = score.indicators.iter().filter(missing).map(|i| i.rung).filter(|rung| *rung > level).min()?;
    let held: Vec<&String> = held_by(score).into_iter().map(|indicator| &indicator.says).collect();
    let lacks: Vec<String> = score.next_level.iter().filter(|says| !held.contains(says)).cloned().collect();
    (!lacks.is_empty()).then_some((next, lacks))
}

/// Two words say nothing: the shortest of three words and more, else the longest.
fn shortest_useful(evidence: &[Evidence]) -> Option<&Evidence> {
    const FEWEST_WORDS: usize = 3;
    let useful = |quote: &&Evidence| quote.quote.split_whitespace().count() >= FEWEST_WORDS;
    let length = |quote: &&Evidence| quote.quote.len();
    evidence.iter().filter(useful).min_by_key(length).or_else(|| evidence.iter().max_by_key(length))
}
