//! What a scorer says of one indicator.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::transcript::{Evidence, IndicatorId};

names!(
    /// Whether an indicator was shown.
    Verdict("verdict") {
        /// Shown, with a quote.
        Met = "met",
        /// Shown in part.
        Partial = "partial",
        /// Not shown, or not heard.
        Unmet = "unmet",
        /// Two readings split, or the words leave it open. Never raises a level.
        Unsure = "unsure",
        /// There was no occasion, or no way to see it.
        NotApplicable = "not-applicable",
    }
);

impl Verdict {
    /// Whether it says that the thing was shown, wholly or in part.
    #[must_use]
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Met | Self::Partial)
    }

    /// The same; none where it leaves that open.
    #[must_use]
    pub fn decided(self) -> Option<bool> {
        match self {
            Self::Met | Self::Partial => Some(true),
            Self::Unmet => Some(false),
            Self::Unsure | Self::NotApplicable => None,
        }
    }
}

names!(
    /// What it took to bring a point out.
    Credit("credit") {
        /// Raised unasked.
        Unprompted = "unprompted",
        /// Given when asked neutrally.
        Probed = "probed",
        /// Given after a hint.
        Hinted = "hinted",
        /// Given when all but the answer had been said: no substance.
        Told = "told",
    }
);

/// One reader's verdict on an indicator that was read twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// `builtin`, `judge`, `candidate`.
    pub by: String,
    /// What that reader says.
    pub verdict: Verdict,
    /// How often each verdict was given, where the reader was asked several times and was not of one mind.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub votes: BTreeMap<Verdict, usize>,
}

impl Reading {
    /// A reading of one mind.
    #[must_use]
    pub fn new(by: &str, verdict: Verdict) -> Self {
        Self { by: by.to_owned(), verdict, votes: BTreeMap::new() }
    }
}

/// Why an indicator has no verdict that nobody read.
pub const NOT_LOOKED_AT: &str = "not looked at";

/// What a scorer says of one indicator, and the words that show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which indicator.
    pub id: IndicatorId,
    /// Whether it was shown.
    pub verdict: Verdict,
    /// What it took; none where it was not shown.
    pub credit: Option<Credit>,
    /// The candidate's words.
    pub evidence: Vec<Evidence>,
    /// Why, in a sentence.
    pub reason: String,
    /// How much of it was said, in thousandths, where that can be measured. It moves the score and never the verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fullness: Option<u16>,
    /// The readings, where there was more than one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Reading>,
}

impl Finding {
    /// A finding without evidence; it cannot be met.
    #[must_use]
    pub fn absent(id: &IndicatorId, verdict: Verdict, reason: impl Into<String>) -> Self {
        let verdict =
            if matches!(verdict, Verdict::Met | Verdict::Partial) { Verdict::Unmet } else { verdict };
        let (id, reason) = (id.clone(), reason.into());
        Self { id, verdict, credit: None, evidence: Vec::new(), reason, fullness: None, readings: Vec::new() }
    }
}
