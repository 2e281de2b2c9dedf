//! A labelled transcript as its file holds it.

use serde::Deserialize;
use toml::Spanned;

use crate::{
    rubric::Verdict,
    transcript::{IndicatorId, QuestionId, Seniority, Speaker},
};

names!(
    /// What the candidate of a transcript is like.
    Candidate("candidate") {
        /// What one hopes to hear.
        Strong = "strong",
        /// Right, with gaps.
        Medium = "medium",
        /// Vague, or little.
        Weak = "weak",
        /// Sure of what is not so.
        Wrong = "wrong",
        /// Many words, few points.
        Rambling = "rambling",
        /// Few words.
        Terse = "terse",
        /// Starts anew, fills pauses.
        Hesitant = "hesitant",
        /// Speaks to the grader.
        Injecting = "injecting",
        /// Speaks of something else.
        OffTopic = "off-topic",
        /// Says the question back.
        CopiedQuestion = "copied-question",
        /// Lists words.
        Keywords = "keywords",
    }
);

names!(
    /// Whether whoever labelled a transcript had seen how indicators are detected.
    Eyes("labelling") {
        /// They had not.
        Blind = "blind",
        /// They had.
        Seeing = "seeing",
    }
);

names!(
    /// What the interviewer of a transcript did, by name.
    Spoke("move") {
        /// Put the question.
        Open = "open",
        /// Answered the candidate's questions.
        Clarify = "clarify",
        /// Asked for something.
        Probe = "probe",
        /// "Go on."
        Pump = "pump",
        /// Put a question that a belief must stand up to.
        Challenge = "challenge",
        /// Helped.
        Hint = "hint",
        /// Went on to the next part.
        Transition = "transition",
        /// Put the next floor.
        Extend = "extend",
        /// Showed that it was heard.
        Acknowledge = "acknowledge",
        /// Turned a wish for a verdict back.
        Deflect = "deflect",
        /// Broke a silence, or named the time.
        Nudge = "nudge",
    }
);

/// A transcript, and what a person says of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labelled {
    /// Its id, which is its file's name too.
    pub id: Spanned<String>,
    /// The question that was put.
    pub question: Spanned<QuestionId>,
    /// The bar.
    pub seniority: Seniority,
    /// What the candidate is like.
    pub candidate: Candidate,
    /// What whoever labelled it knew.
    pub labelled: Eyes,
    /// What was said.
    pub turns: Vec<Said>,
    /// What a person sees in it.
    pub labels: Labels,
}

/// One turn.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// Whose.
    pub speaker: Spanned<Speaker>,
    /// What the interviewer did; none for a candidate.
    #[serde(rename = "move")]
    pub spoke: Option<Spoke>,
    /// What was said.
    pub text: String,
}

/// What a person sees in a transcript. What is in neither list was not shown.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Labels {
    /// There was no occasion for these.
    #[serde(default)]
    pub not_applicable: Vec<Spanned<IndicatorId>>,
    /// These were shown.
    #[serde(default)]
    pub shown: Vec<Shown>,
}

/// Something that was shown.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// Which indicator.
    pub indicator: Spanned<IndicatorId>,
    /// Met, or partial.
    pub verdict: Spanned<Verdict>,
    /// The words that show it, letter by letter out of one turn of the candidate's.
    pub quote: Spanned<String>,
}

impl Labelled {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.id.get_ref()
    }

    /// What the candidate said, turn by turn.
    pub fn answers(&self) -> impl Iterator<Item = &str> {
        self.turns
            .iter()
            .filter(|turn| *turn.speaker.get_ref() == Speaker::Candidate)
            .map(|turn| turn.text.as_str())
    }
}

impl Said {
    /// Whether a turn is code, which stands in one of its own: several lines, and one of them set in.
    #[must_use]
    pub fn is_code(&self) -> bool {
        let lines = || self.text.lines().filter(|line| !line.trim().is_empty());
        lines().count() > 1 && lines().any(|line| line.starts_with("  ") || line.starts_with('\t'))
    }
}

impl Labels {
    /// What a person says of an indicator.
    #[must_use]
    pub fn verdict(&self, id: &IndicatorId) -> Verdict {
        if self.not_applicable.iter().any(|other| other.get_ref() == id) {
            return Verdict::NotApplicable;
        }
        self.shown_by(id).map_or(Verdict::Unmet, |shown| *shown.verdict.get_ref())
    }

    /// The words that show an indicator, by a person; none where it was not shown.
    #[must_use]
    pub fn quote(&self, id: &IndicatorId) -> Option<&str> {
        self.shown_by(id).map(|shown| shown.quote.get_ref().as_str())
    }

    fn shown_by(&self, id: &IndicatorId) -> Option<&Shown> {
        self.shown.iter().find(|shown| shown.indicator.get_ref() == id)
    }
}
