//! Turns and the few closed lists that every room speaks of.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::TurnId;

names!(
    /// What kind of round a question makes.
    Kind("kind") {
        /// A problem to solve aloud, with code where it helps.
        Coding = "coding",
        /// How something works, and why.
        Concepts = "concepts",
        /// A system to design.
        SystemDesign = "system-design",
        /// Something that the candidate did.
        Behavioral = "behavioral",
    }
);

names!(
    /// What is expected of a candidate. A *level* is something else: a score from 1 to 4.
    Seniority("seniority") {
        /// Works with probes, and knows the limits of what they know.
        Junior = "junior",
        /// Unaided, and right about costs.
        Mid = "mid",
        /// Drives; raises trade-offs and failure unasked.
        Senior = "senior",
        /// Reframes the problem; counts organisational cost.
        Staff = "staff",
    }
);

names!(
    /// Where a round stands. Kinds skip what does not apply to them.
    Phase("phase") {
        /// The question is being put.
        Opening = "opening",
        /// The candidate finds out what is wanted. In a behavioural round: the situation and the task.
        Clarifying = "clarifying",
        /// How to go about it, or what the thing is. In a behavioural round: the action.
        Approach = "approach",
        /// Costs, reasons, alternatives. In a behavioural round: the result.
        Depth = "depth",
        /// Examples, edge cases, failures. In a behavioural round: the reflection.
        Verification = "verification",
        /// The next floor.
        Extension = "extension",
        /// Good-bye.
        Closing = "closing",
    }
);

names!(
    /// Who spoke.
    Speaker("speaker") {
        /// The interviewer, built in or through an endpoint.
        Interviewer = "interviewer",
        /// The one who practises.
        Candidate = "candidate",
    }
);

names!(
    /// What a stretch of a turn is made of.
    PartKind("part") {
        /// Words, as spoken.
        Words = "words",
        /// Code, which is never counted as words.
        Code = "code",
    }
);

/// A stretch of a turn's text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is made of.
    pub kind: PartKind,
    /// Its bytes in the turn's text.
    #[serde(flatten)]
    pub span: Range<usize>,
}

/// One turn of a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Its number in the session.
    pub turn: TurnId,
    /// Who said it.
    pub speaker: Speaker,
    /// All that was said, code included, unchanged.
    pub text: String,
    /// The stretches of `text`, in order; together they are all of it. Empty means: words, all of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// The interviewer's move, by name; none for a candidate.
    #[serde(rename = "move", default, skip_serializing_if = "Option::is_none")]
    pub move_name: Option<String>,
    /// The phase in which it was said.
    pub phase: Phase,
    /// Running time of the interview when it began, in milliseconds.
    pub at_ms: u64,
    /// Whether the candidate stopped the interviewer, or the line broke, before the end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
}

impl Turn {
    /// The stretches of words, each with its offset in `text`.
    pub fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        self.stretches(PartKind::Words)
    }

    /// The stretches of code, each with its offset in `text`.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.stretches(PartKind::Code)
    }

    /// `text` with everything but its words blanked out, byte for byte, so that offsets stay true.
    #[must_use]
    pub fn words_in_place(&self) -> String {
        let mut blank: Vec<u8> = self.text.bytes().map(|b| if b == b'\n' { b'\n' } else { b' ' }).collect();
        for (start, words) in self.words() {
            blank[start..start + words.len()].copy_from_slice(words.as_bytes());
        }
        String::from_utf8(blank).unwrap_or_default()
    }

    fn stretches(&self, kind: PartKind) -> impl Iterator<Item = (usize, &str)> {
        let whole = (self.parts.is_empty() && kind == PartKind::Words).then_some((0, self.text.as_str()));
        let parts = self
            .parts
            .iter()
            .filter(move |part| part.kind == kind)
            .filter_map(|part| Some((part.span.start, self.text.get(part.span.clone())?)));
        whole.into_iter().chain(parts)
    }
}

#[cfg(test)]
mod tests;
