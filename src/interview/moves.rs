//! What the interviewer does next, apart from how it is worded.

use serde::{Deserialize, Serialize};

use crate::{
    bank::About,
    transcript::{ApproachId, ClarificationId, ExpectationId, FollowUpId, MisconceptionId, Phase},
};

/// One move. Several may make one utterance; the last of them gives it its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "kebab-case")]
pub enum Move {
    /// Puts the question.
    Open,
    /// Says the question again, and what was asked last.
    Repeat,
    /// Answers the candidate's own questions from the facts, never more than asked.
    Clarify {
        /// What the facts cover, in the order asked.
        answers: Vec<ClarificationId>,
        /// Whether something was asked that they do not cover: then it is the candidate's call.
        uncovered: bool,
    },
    /// Shows that it was heard, without a verdict.
    Acknowledge,
    /// Turns a wish for a verdict or an opinion back to what would decide it.
    Deflect {
        /// What was wished for.
        wish: Wish,
    },
    /// "Go on."
    Pump {
        /// The point in whose direction, if it is in one.
        point: Option<ExpectationId>,
    },
    /// Asks for something that is open.
    Probe {
        /// What.
        target: Target,
    },
    /// Puts a question that a wrong belief, or a right one, must stand up to.
    Challenge {
        /// What is challenged.
        what: Challenged,
        /// 1 is neutral, 2 is sharper.
        step: u8,
    },
    /// Grants what a candidate stood by and had right, and flags it to be checked.
    Concede {
        /// What was challenged.
        what: Challenged,
    },
    /// Leaves both views standing, and flags the matter to be checked.
    Park {
        /// What was challenged.
        what: Challenged,
    },
    /// Turns a candidate away from a road that leads nowhere; a hint follows.
    Steer,
    /// The next rung of a ladder.
    Hint {
        /// For which point.
        point: ExpectationId,
        /// Which rung.
        rung: Rung,
    },
    /// Offers a hint, and gives none.
    OfferHint,
    /// Brings the talk back.
    Redirect {
        /// From where.
        from: Astray,
    },
    /// Breaks a silence, or names the time.
    Nudge {
        /// Why.
        why: Nudge,
    },
    /// Puts the next floor.
    Extend {
        /// Which.
        follow_up: FollowUpId,
    },
    /// Opens a phase with an invitation that names nothing.
    Transition {
        /// Which.
        to: Phase,
    },
    /// Accepts that something is not known.
    Release {
        /// What is let go, if it was a point.
        point: Option<ExpectationId>,
    },
    /// Asks for the weakest point once more, after the scorecard.
    Again {
        /// Which.
        point: ExpectationId,
    },
    /// Says good-bye.
    Close {
        /// Why it ends.
        why: Ending,
    },
}

/// What a probe asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "kebab-case")]
pub enum Target {
    /// A point of the question.
    Point {
        /// Which.
        id: ExpectationId,
    },
    /// The cost in time or space.
    Cost {
        /// Which.
        about: About,
    },
    /// Why a value holds that was stated without a reason.
    Reason {
        /// As it was understood.
        value: String,
        /// Of what.
        about: About,
    },
    /// Examples and edge cases.
    Tests,
    /// An alternative, and when it wins.
    Alternative,
    /// The plan, from somebody who began with code.
    Plan,
    /// What the code does with an input, from somebody who gave code only.
    CodeTrace,
    /// Why one line of the code is as it is.
    Line {
        /// The line.
        code: String,
    },
    /// The solution as code.
    Code,
    /// How the approach works, from somebody who only named it.
    How {
        /// The approach.
        approach: ApproachId,
    },
}

names!(
    /// What a candidate wishes to hear instead of deciding it.
    Wish("wish") {
        /// "Am I right?"
        Verdict = "verdict",
        /// "What would you do?"
        Opinion = "opinion",
    }
);

/// What is challenged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Challenged {
    /// A wrong belief of the question's list.
    Misconception {
        /// Which.
        id: MisconceptionId,
    },
    /// A stated value, wrong or right: the challenge tells nothing.
    Value {
        /// As it was understood.
        value: String,
        /// Of what.
        about: About,
    },
    /// An approach that cannot end well.
    DeadEnd {
        /// Which.
        approach: ApproachId,
    },
}

names!(
    /// A rung of a ladder, each more telling.
    Rung("rung") {
        /// A thought that leads there: half the substance.
        Hint = "hint",
        /// All but the answer: no substance.
        Prompt = "prompt",
    }
);

names!(
    /// Where the talk has gone astray.
    Astray("astray") {
        /// Words that have nothing to do with the question.
        OffTopic = "off-topic",
        /// Many words and no new point.
        Rambling = "rambling",
        /// Restating for ever.
        Restating = "restating",
        /// Orders to the interviewer or the grader.
        Orders = "orders",
        /// Questions about the interviewer.
        Personal = "personal",
    }
);

names!(
    /// Why a nudge.
    Nudge("nudge") {
        /// A minute of silence, or a moment asked for.
        TakeYourTime = "take-your-time",
        /// Two and a half minutes.
        WhereAreYou = "where-are-you",
        /// Four minutes: a hint is offered.
        HintOffered = "hint-offered",
        /// The time is nearly up.
        LastMinutes = "last-minutes",
    }
);

names!(
    /// Why an interview ends.
    Ending("ending") {
        /// All was asked.
        Complete = "complete",
        /// The time is up.
        TimeUp = "time-up",
        /// The candidate said so.
        Done = "done",
    }
);

impl Move {
    /// The name, as in JSON and transcripts.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Repeat => "repeat",
            Self::Clarify { .. } => "clarify",
            Self::Acknowledge => "acknowledge",
            Self::Deflect { .. } => "deflect",
            Self::Pump { .. } => "pump",
            Self::Probe { .. } => "probe",
            Self::Challenge { .. } => "challenge",
            Self::Concede { .. } => "concede",
            Self::Park { .. } => "park",
            Self::Steer => "steer",
            Self::Hint { .. } => "hint",
            Self::OfferHint => "offer-hint",
            Self::Redirect { .. } => "redirect",
            Self::Nudge { .. } => "nudge",
            Self::Extend { .. } => "extend",
            Self::Transition { .. } => "transition",
            Self::Release { .. } => "release",
            Self::Again { .. } => "again",
            Self::Close { .. } => "close",
        }
    }

    /// Whether it asks the candidate something; an utterance has at most one such move.
    #[must_use]
    pub fn asks(&self) -> bool {
        !matches!(
            self,
            Self::Clarify { .. }
                | Self::Acknowledge
                | Self::Release { .. }
                | Self::Close { .. }
                | Self::Nudge { .. }
                | Self::Concede { .. }
                | Self::Park { .. }
                | Self::Steer
        )
    }

    /// Whether what it asks is a question that stands until it is answered: not what only turns the talk back to one.
    #[must_use]
    pub fn stands(&self) -> bool {
        let turns_back =
            matches!(self, Self::Repeat | Self::Deflect { .. } | Self::OfferHint | Self::Redirect { .. });
        self.asks() && !turns_back && *self != Self::Pump { point: None }
    }
}

/// The name of an utterance: its last move's.
#[must_use]
pub fn name_of(moves: &[Move]) -> &'static str {
    moves.last().map_or("acknowledge", Move::name)
}
