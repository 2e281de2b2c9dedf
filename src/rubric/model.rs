//! A rubric as its file holds it: dimensions, and in each the things that can be observed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    bank::{About, Category},
    language::Cues,
    transcript::{DimensionId, IndicatorId, Kind, Phase, RubricId, Seniority},
};

/// One rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    /// Its id, which is its file's name too.
    pub id: RubricId,
    /// The kind of round that it marks.
    pub kind: Kind,
    /// A few words, as a heading.
    pub title: String,
    /// The competencies.
    pub dimensions: Vec<Dimension>,
}

impl Rubric {
    /// Every indicator with the dimension it stands in.
    pub fn indicators(&self) -> impl Iterator<Item = (&Dimension, &Indicator)> {
        self.dimensions.iter().flat_map(|d| d.indicators.iter().map(move |i| (d, i)))
    }
}

/// One competency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Its id.
    pub id: DimensionId,
    /// Its name, as a heading.
    pub name: String,
    /// What it is, in one sentence.
    pub says: String,
    /// Its part of the overall, in hundredths; a rubric's add up to 100.
    pub weight_percent: u32,
    /// The phase in which it is usually shown: what is still open when that phase has passed may be probed.
    pub phase: Phase,
    /// The lowest recommendation-capping role of this dimension, if it has one.
    #[serde(default)]
    pub floor: Option<Floor>,
    /// What each level looks like, `1` to `4`.
    pub anchors: BTreeMap<String, String>,
    /// What is observed.
    pub indicators: Vec<Indicator>,
}

names!(
    /// What a level of 1 in a dimension does to the recommendation.
    Floor("floor") {
        /// Lean no-hire at best.
        CapsAtLeanNoHire = "caps-at-lean-no-hire",
        /// Below hire, from mid up.
        CapsBelowHireFromMid = "caps-below-hire-from-mid",
    }
);

/// One observable thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// The thing, as one would observe it: "asks about the size of the input before proposing a solution".
    pub says: String,
    /// The yes-or-no question that a judge is asked.
    pub question: String,
    /// The level it speaks for, 2 to 4.
    pub rung: Rung,
    /// Whether the level cannot be reached without it.
    #[serde(default)]
    pub must: bool,
    /// What it needs beyond being there.
    #[serde(default)]
    pub needs: Needs,
    /// What must have come about before its absence counts; none: there is always an occasion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occasion: Option<Occasion>,
    /// How the built-in scorer sees it.
    pub detect: Detect,
}

/// A rung: one for all, or one a seniority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Rung {
    /// The same for everybody.
    Same(u8),
    /// What is a 4 for a junior may be a 2 for staff.
    BySeniority {
        /// Junior.
        junior: u8,
        /// Mid.
        mid: u8,
        /// Senior.
        senior: u8,
        /// Staff.
        staff: u8,
    },
}

impl Rung {
    /// The rung for one seniority.
    #[must_use]
    pub fn at(self, seniority: Seniority) -> u8 {
        match self {
            Self::Same(rung) => rung,
            Self::BySeniority { junior, mid, senior, staff } => match seniority {
                Seniority::Junior => junior,
                Seniority::Mid => mid,
                Seniority::Senior => senior,
                Seniority::Staff => staff,
            },
        }
    }
}

/// What an indicator needs beyond being there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Needs {
    /// How many times.
    pub count: u32,
    /// The event before which it must happen.
    pub before: Option<Milestone>,
    /// Whether it counts only when the candidate raised it: initiative, not substance.
    pub unprompted: bool,
}

impl Default for Needs {
    fn default() -> Self {
        Self { count: 1, before: None, unprompted: false }
    }
}

/// An occasion to show something. What is shown without one counts all the same; what is not is not applicable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// The candidate had so many words at a stretch: only then is there something to order, announce or sum up.
    LongTurn(u32),
    /// Knowledge ended somewhere: a hint was taken, something asked for was not known, or something said is not so.
    Gap,
    /// Something was said that is not so.
    Slip,
}

names!(
    /// An event of the interview that closes a window.
    Milestone("milestone") {
        /// The candidate has settled on an approach.
        Approach = "approach",
        /// The first code, or the first component of a design.
        Code = "code",
        /// The candidate says that it is done.
        Done = "done",
    }
);

/// How the built-in scorer sees an indicator. Every one works on the candidate's own turns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Detect {
    /// A question to the interviewer about one of the categories; none named: any of them.
    Asks {
        /// Which; empty means any.
        #[serde(default)]
        categories: Vec<Category>,
    },
    /// Questions to the interviewer, or assumptions, in this many different categories.
    AsksBroadly {
        /// How many.
        categories: u32,
    },
    /// Cues in the candidate's words.
    Says {
        /// The cues.
        cues: Cues,
        /// Words that often mean it and often do not: they count where the rest of the talk bears them out.
        #[serde(default, skip_serializing_if = "Cues::is_empty")]
        faint: Cues,
        /// What turns the same words into something else.
        #[serde(default)]
        anti_cues: Cues,
    },
    /// A complexity or another value is stated.
    Claims {
        /// Of what.
        about: About,
        /// What must be true of the statement.
        state: ClaimState,
    },
    /// The question's expectations that feed this indicator, this many per cent of them at least.
    Expectations {
        /// Per cent.
        at_least_percent: u32,
    },
    /// So many different approaches of the question are named.
    Approaches {
        /// How many.
        at_least: u32,
    },
    /// So many of the question's trade-offs are weighed.
    TradeOffs {
        /// How many.
        at_least: u32,
    },
    /// So many of the question's edge cases are named.
    EdgeCases {
        /// How many.
        at_least: u32,
    },
    /// A concrete example is traced: values, and what happens to them step by step.
    Traces,
    /// A number that is part of a result: an amount, a share, a duration.
    Numbers,
    /// The candidate's own doing: "I" with a verb of action.
    OwnAction,
    /// No more hints than this were taken.
    HintsAtMost {
        /// How many.
        hints: u32,
    },
    /// None of the question's misconceptions was asserted.
    NoMisconception,
    /// Code was run, and so many per cent of the cases passed. Not run: not applicable.
    CodePasses {
        /// Per cent.
        at_least_percent: u32,
    },
    /// Cannot be seen without a judge: not applicable to the built-in scorer.
    JudgeOnly,
    /// Shown by what is not there, which only a judge can tell: it is asked for the opposite, with a quote.
    JudgedAbsence,
}

names!(
    /// What must be true of a stated value.
    ClaimState("claim state") {
        /// A value is stated, right or wrong.
        Stated = "stated",
        /// It is right for the approach in question.
        Right = "right",
        /// It is right and a reason goes with it.
        Justified = "justified",
        /// Average, amortised and worst case are told apart.
        CasesToldApart = "cases-told-apart",
    }
);
