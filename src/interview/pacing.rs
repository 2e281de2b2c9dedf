//! The clock of an interview: which phases a kind has, what share each gets, how many questions fit.

use crate::transcript::{Kind, Phase};

/// The phases of a kind with their shares of the time, in per cent.
#[must_use]
pub(super) fn shares(kind: Kind) -> &'static [(Phase, u32)] {
    match kind {
        Kind::Coding => &[
            (Phase::Clarifying, 10),
            (Phase::Approach, 30),
            (Phase::Depth, 20),
            (Phase::Verification, 15),
            (Phase::Extension, 25),
        ],
        Kind::Concepts => {
            &[(Phase::Approach, 35), (Phase::Depth, 30), (Phase::Verification, 10), (Phase::Extension, 25)]
        }
        Kind::SystemDesign => &[
            (Phase::Clarifying, 15),
            (Phase::Approach, 35),
            (Phase::Depth, 20),
            (Phase::Verification, 15),
            (Phase::Extension, 15),
        ],
        Kind::Behavioral => &[
            (Phase::Clarifying, 20),
            (Phase::Approach, 35),
            (Phase::Depth, 15),
            (Phase::Verification, 15),
            (Phase::Extension, 15),
        ],
    }
}

/// The phase in which the candidate starts once the question is put.
#[must_use]
pub(super) fn first_phase(kind: Kind) -> Phase {
    shares(kind)[0].0
}

/// The phase after one, closing after the last.
#[must_use]
pub(super) fn next_phase(kind: Kind, phase: Phase) -> Phase {
    shares(kind).iter().map(|(p, _)| *p).find(|p| *p > phase).unwrap_or(Phase::Closing)
}

/// An interview's length, and what fits into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    minutes: u32,
}

impl Pace {
    /// The pace of an interview of so many minutes.
    #[must_use]
    pub fn new(minutes: u32) -> Self {
        Self { minutes }
    }

    /// Up to ten minutes: one invitation instead of one a phase.
    #[must_use]
    pub fn is_short(self) -> bool {
        self.minutes <= 10
    }

    /// How many utterances that ask something fit, the opening not counted.
    #[must_use]
    pub fn asks(self) -> u32 {
        (self.minutes * 3 / 2).max(8)
    }

    /// How many next floors fit.
    #[must_use]
    pub fn follow_ups(self) -> usize {
        match self.minutes {
            0..=10 => 1,
            11..=30 => 2,
            _ => 3,
        }
    }

    /// Running time left, in milliseconds.
    #[must_use]
    pub fn left_ms(self, at_ms: u64) -> u64 {
        (u64::from(self.minutes) * 60_000).saturating_sub(at_ms)
    }

    /// Whether the time is up but for a good-bye.
    #[must_use]
    pub fn is_over(self, at_ms: u64) -> bool {
        self.left_ms(at_ms) < 15_000
    }

    /// Whether the last two minutes have begun.
    #[must_use]
    pub fn is_nearly_over(self, at_ms: u64) -> bool {
        self.left_ms(at_ms) < 120_000
    }

    /// Whether less than a tenth is left.
    #[must_use]
    pub fn is_ending(self, at_ms: u64) -> bool {
        self.left_ms(at_ms) < u64::from(self.minutes) * 6_000
    }

    /// Whether a quarter is gone, of the time or of the questions that fit into it.
    #[must_use]
    pub fn is_a_quarter_gone(self, at_ms: u64, asks: u32) -> bool {
        at_ms >= u64::from(self.minutes) * 15_000 || asks * 4 >= self.asks()
    }

    /// Whether half is still left, of the time and of the questions that fit into it.
    #[must_use]
    pub fn is_early(self, at_ms: u64, asks: u32) -> bool {
        at_ms < u64::from(self.minutes) * 30_000 && asks * 2 < self.asks()
    }

    /// Whether a phase has had its share, and those before it theirs.
    #[must_use]
    pub fn is_overdue(self, kind: Kind, phase: Phase, at_ms: u64) -> bool {
        let until: u32 = shares(kind).iter().filter(|(p, _)| *p <= phase).map(|(_, share)| share).sum();
        at_ms > u64::from(self.minutes) * 600 * u64::from(until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_every_kind_add_up_to_the_whole_time() {
        for kind in Kind::ALL {
            assert_eq!(shares(*kind).iter().map(|(_, share)| share).sum::<u32>(), 100, "{kind}");
        }
    }

    #[test]
    fn a_phase_is_overdue_when_its_share_and_those_before_are_spent() {
        let pace = Pace::new(20);
        assert!(!pace.is_overdue(Kind::Coding, Phase::Approach, 8 * 60_000));
        assert!(pace.is_overdue(Kind::Coding, Phase::Approach, 8 * 60_000 + 1));
    }

    #[test]
    fn concepts_have_nothing_to_clarify_first() {
        assert_eq!(first_phase(Kind::Concepts), Phase::Approach);
        assert_eq!(next_phase(Kind::Coding, Phase::Extension), Phase::Closing);
    }
}
