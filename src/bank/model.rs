//! A question as its file holds it: everything an interviewer would have on the sheet before them.
//!
//! The field names are those of the files and of `bank show --json`; a name that is not here is an error.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::topic::Sheet;
use crate::{
    language::Cues,
    transcript::{
        ApproachId, ClarificationId, ExpectationId, FollowUpId, IndicatorId, Kind, MisconceptionId,
        QuestionId, RoleId, Seniority,
    },
};

/// One question with all its facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id, which is its file's name too.
    pub id: QuestionId,
    /// A few words, as a heading.
    pub title: String,
    /// What kind of round it makes.
    pub kind: Kind,
    /// The folder it lives in, such as `algorithms`.
    pub track: String,
    /// Topics, out of the closed list of `topics.toml`.
    pub topics: Vec<String>,
    /// Whom it suits.
    pub seniorities: Vec<Seniority>,
    /// The roles it is for; empty means all.
    #[serde(default)]
    pub roles: Vec<RoleId>,
    /// How long it takes, told at an unhurried pace.
    pub minutes: u32,
    /// The opening, as said aloud, with the gaps that a real one has.
    pub ask: String,
    /// What a good candidate asks, and the answers.
    #[serde(default)]
    pub clarifications: Vec<Clarification>,
    /// The ways to do it.
    #[serde(default)]
    pub approaches: Vec<Approach>,
    /// The points that a good answer makes.
    pub expectations: Vec<Expectation>,
    /// Where a value is stated: what is right.
    #[serde(default)]
    pub claims: Vec<Claim>,
    /// Wrong beliefs that are met in practice.
    #[serde(default)]
    pub misconceptions: Vec<Misconception>,
    /// What testing should reach.
    #[serde(default)]
    pub edge_cases: Vec<EdgeCase>,
    /// One worked trace.
    pub example: Option<Example>,
    /// Alternatives, and when each wins.
    #[serde(default)]
    pub trade_offs: Vec<TradeOff>,
    /// The next floors.
    #[serde(default)]
    pub follow_ups: Vec<FollowUp>,
    /// Three answers as spoken.
    pub samples: Samples,
    /// A reference, private to the interviewer and the scorer.
    pub solution: Option<Solution>,
    /// The cases that code is run on.
    #[serde(default)]
    pub tests: Vec<Case>,
    /// What to read after getting it wrong: names of things.
    pub research: Vec<String>,
    /// The words of all this, when they were first asked for.
    #[serde(skip)]
    pub(super) sheet: Sheet,
}

names!(
    /// What a clarifying question is about.
    Category("category") {
        /// What comes in: shape, types, order, duplicates.
        Input = "input",
        /// What limits the solution: memory, time, mutation, libraries.
        Constraint = "constraint",
        /// How large or how often.
        Scale = "scale",
        /// Empty, single, negative, missing.
        EdgeCase = "edge-case",
        /// What goes out, and in which form.
        Output = "output",
        /// What it is for, and what success is.
        Goal = "goal",
    }
);

/// A question that a good candidate asks, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clarification {
    /// Its id.
    pub id: ClarificationId,
    /// What it is about.
    pub category: Category,
    /// How it is asked.
    pub cues: Cues,
    /// The honest answer, as said aloud, never more than asked.
    pub answer: String,
}

/// A way to do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approach {
    /// Its id.
    pub id: ApproachId,
    /// Its name, to fit into a sentence: "the hash map".
    pub name: String,
    /// How one hears it.
    pub cues: Cues,
    /// Whether it can end well.
    pub viable: bool,
    /// What it costs in time; a design has none.
    pub time: Option<Cost>,
    /// What it costs in space beyond the input.
    pub space: Option<Cost>,
    /// The question that shows a dead end without naming the way out.
    pub nudge: Option<String>,
}

/// A cost, with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// The growth, as `O(n log n)`.
    pub value: String,
    /// Why, in one sentence.
    pub because: String,
}

/// A point that a good answer makes, with everything needed to hear it and to fish for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// Its id.
    pub id: ExpectationId,
    /// The point in one plain sentence, as a strong candidate would say it.
    pub says: String,
    /// How one hears it.
    pub cues: Cues,
    /// What turns the same words into something else.
    #[serde(default)]
    pub anti_cues: Cues,
    /// At least three paraphrases as spoken.
    pub exemplars: Vec<String>,
    /// The approach it belongs to, if it does to one only.
    pub approach: Option<ApproachId>,
    /// From which seniority on it is expected.
    pub seniority: Seniority,
    /// The rubric's indicator that it feeds.
    pub indicator: IndicatorId,
    /// Whether an answer without it is no answer.
    #[serde(default)]
    pub must: bool,
    /// First rung: "go on" in the direction, giving nothing away.
    pub pump: String,
    /// Second rung: a thought that leads there.
    pub hint: String,
    /// Third rung: all but the answer.
    pub prompt: String,
    /// The neutral question that asks for it without giving it away.
    pub probe: String,
}

names!(
    /// What a claim puts a value on.
    About("claim") {
        /// Growth of running time.
        Time = "time",
        /// Growth of memory beyond the input.
        Space = "space",
        /// A number of something.
        Count = "count",
        /// Whether something is so.
        YesNo = "yes-no",
    }
);

/// A value that candidates state, and what is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its id, an expectation's where it is that point's value.
    pub id: ExpectationId,
    /// What it puts a value on.
    pub about: About,
    /// How one hears that it is spoken of; none: any complexity statement of this kind counts.
    #[serde(default)]
    pub cues: Cues,
    /// What is right, by approach; `any` where there is no difference.
    pub right: BTreeMap<String, Vec<String>>,
    /// Why, in one sentence.
    pub because: String,
}

/// A wrong belief that is met in practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Misconception {
    /// Its id.
    pub id: MisconceptionId,
    /// The belief in one sentence, as held.
    pub belief: String,
    /// How one hears it.
    pub cues: Cues,
    /// What shows that it is not held after all.
    #[serde(default)]
    pub unless: Cues,
    /// A neutral question whose honest answer exposes it.
    pub expose: String,
    /// What is true, for the debrief.
    pub correction: String,
}

/// A case that testing should reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EdgeCase {
    /// The case in a few words.
    pub says: String,
    /// How one hears it.
    pub cues: Cues,
}

/// One worked trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What goes in, as an interviewer would give it.
    pub input: String,
    /// What comes out.
    pub output: String,
    /// How one gets there.
    pub trace: String,
}

/// An alternative, and when it wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TradeOff {
    /// The alternative.
    pub option: String,
    /// When it wins, and what it costs.
    pub wins_when: String,
    /// How one hears it weighed.
    pub cues: Cues,
}

/// A next floor: a changed constraint, a larger scale, a variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// Its id.
    pub id: FollowUpId,
    /// The question, as said aloud.
    pub ask: String,
    /// From which seniority on it is put.
    pub seniority: Seniority,
    /// The points that a good answer to it makes.
    pub expectations: Vec<Expectation>,
}

/// Three answers as spoken; they set the scale of the built-in scorer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Samples {
    /// Vague, or wrong.
    pub weak: String,
    /// Right, with gaps.
    pub medium: String,
    /// What one hopes to hear.
    pub strong: String,
}

/// A reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Solution {
    /// `python` where `text` is a module that runs; `prose` otherwise.
    pub language: String,
    /// The code, or the outline of a design.
    pub text: String,
}

/// A case that code is run on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// A Python expression that calls the solution.
    pub call: String,
    /// A Python expression that it must equal.
    pub expect: String,
}
