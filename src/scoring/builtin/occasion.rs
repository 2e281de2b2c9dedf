//! Whether there was an occasion for what was not shown. Without one its absence says nothing about the candidate.

use crate::{
    bank::Truth,
    language::acts::Act,
    rubric::{Credit, Finding, Indicator, Occasion, Verdict},
};

use super::Session;

impl Session<'_> {
    /// The finding; not applicable where nothing was shown for which there was an occasion.
    pub(super) fn unless_no_occasion(&self, indicator: &Indicator, finding: Finding) -> Finding {
        let missed = indicator.occasion.filter(|occasion| !self.came(*occasion));
        match missed {
            Some(occasion) if finding.verdict == Verdict::Unmet => {
                Finding::absent(&indicator.id, Verdict::NotApplicable, why(occasion))
            }
            _ => finding,
        }
    }

    fn came(&self, occasion: Occasion) -> bool {
        match occasion {
            Occasion::LongTurn(words) => {
                let words = usize::try_from(words).unwrap_or(usize::MAX);
                self.talk.iter().any(|(_, spoken)| spoken.tokens.len() >= words)
            }
            Occasion::Gap => {
                self.state.hints > 0 || self.slipped() || self.did_not_know() || self.left_open()
            }
            Occasion::Slip => self.slipped(),
        }
    }

    fn slipped(&self) -> bool {
        let wrong = |heard: &crate::bank::Heard| {
            !heard.misconceptions.is_empty() || heard.claims.iter().any(|claim| claim.truth == Truth::Wrong)
        };
        self.state.heard.values().any(wrong)
    }

    fn did_not_know(&self) -> bool {
        self.state.heard.values().any(|heard| heard.did(Act::DontKnow) || heard.did(Act::Stuck))
    }

    /// Whether an indispensable point, or one that was asked for, was not made outright.
    fn left_open(&self) -> bool {
        self.state.points().any(|point| {
            let entry = self.entry(&point.id);
            let made = entry.made.is_some_and(|made| made.credit <= Credit::Probed);
            (point.must || entry.probes > 0) && !made
        })
    }
}

fn why(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::LongTurn(_) => "no answer was long enough to need it",
        Occasion::Gap => "nothing asked for was left open",
        Occasion::Slip => "nothing said was found wrong",
    }
}

#[cfg(test)]
mod tests;
