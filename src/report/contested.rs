//! What a candidate contested, beside what the judge says.

use serde::Serialize;

use crate::{
    rubric::{Claim, Contest, Overall, Scorecard},
    transcript::DimensionId,
};

/// A contested scorecard against the judge's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Disputed {
    /// What it comes to with the contested things counted as said.
    pub overall: Overall,
    /// What the judge says it comes to.
    pub judged: Overall,
    /// What is contested, with the words that show it.
    pub claims: Vec<Claim>,
    /// The dimensions whose level moves.
    pub moved: Vec<Moved>,
}

/// A dimension whose level moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// Which.
    pub id: DimensionId,
    /// Its name.
    pub name: String,
    /// The judge's level.
    pub from: Option<u8>,
    /// The level with the contested things counted as said.
    pub to: Option<u8>,
}

impl Disputed {
    /// A contested scorecard against the judge's; none where nothing is contested.
    #[must_use]
    pub fn new(contested: &Scorecard, judged: &Scorecard) -> Option<Self> {
        let Contest { overall, claims, .. } = contested.contest.clone()?;
        let pairs = judged.dimensions.iter().zip(&contested.dimensions);
        let moved = pairs.filter(|(from, to)| from.level != to.level).map(|(from, to)| Moved {
            id: from.id.clone(),
            name: from.name.clone(),
            from: from.level,
            to: to.level,
        });
        Some(Self { moved: moved.collect(), overall: contested.overall.clone(), judged: overall, claims })
    }
}
