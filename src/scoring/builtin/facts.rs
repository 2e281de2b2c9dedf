//! Values, approaches, trade-offs, edge cases and wrong beliefs, against the question's facts.

use crate::{
    bank::{About, ClaimHeard, MisconceptionHeard, NoteHeard, Truth, taken_back_at, written},
    interview::{Challenged, Target},
    rubric::{ClaimState, Credit, Finding, Indicator, Verdict},
    transcript::TurnId,
};

use super::{Session, Sign, is_in_time, wanted};

/// Who says less has had no occasion to be wrong.
const FEWEST_POINTS: usize = 2;

impl Session<'_> {
    pub(super) fn claims(&self, indicator: &Indicator, about: About, wants: ClaimState) -> Finding {
        if !self.state.question().claims.iter().any(|claim| claim.about == about) {
            return Finding::absent(&indicator.id, Verdict::NotApplicable, "the question has no such value");
        }
        let said: Vec<(TurnId, &ClaimHeard)> =
            self.state.values(about).filter(|(turn, _)| is_in_time(self.state, indicator, *turn)).collect();
        let fits = |claim: &ClaimHeard| match wants {
            ClaimState::Stated => claim.truth != Truth::Open,
            ClaimState::Right => claim.truth == Truth::Right,
            ClaimState::Justified => claim.truth == Truth::Right && claim.justified,
            ClaimState::CasesToldApart => claim.case.is_some(),
        };
        let signs: Vec<Sign> = said
            .iter()
            .filter(|(_, claim)| fits(claim))
            .map(|(turn, claim)| Sign { turn: *turn, span: claim.span.clone() })
            .collect();
        let mut finding = self.counted(indicator, &signs, Some(&self.asked_of(about)));
        if finding.verdict == Verdict::Unmet && finding.reason == "not heard" {
            finding.reason = self.why_not(&said, wants);
        }
        finding
    }

    /// The target by which the director asks for a value: the point of that name, or the cost as such.
    fn asked_of(&self, about: About) -> Target {
        let claim = self.state.question().claims.iter().find(|claim| claim.about == about);
        let point = claim.filter(|claim| self.state.question().expectations.iter().any(|e| e.id == claim.id));
        point.map_or(Target::Cost { about }, |claim| Target::Point { id: claim.id.clone() })
    }

    fn why_not(&self, said: &[(TurnId, &ClaimHeard)], wants: ClaimState) -> String {
        let wrong = said.iter().rev().find(|(_, claim)| claim.truth == Truth::Wrong);
        match wrong {
            Some((_, claim)) if wants == ClaimState::Right => {
                format!("{} was said, which is not right here", written(&claim.value))
            }
            _ => wanted(wants).to_owned(),
        }
    }

    pub(super) fn approaches(&self, indicator: &Indicator, at_least: u32) -> Finding {
        let mut seen = std::collections::BTreeSet::new();
        let signs: Vec<Sign> = self
            .state
            .heard
            .iter()
            .flat_map(|(turn, heard)| heard.approaches.iter().map(|approach| (*turn, approach)))
            .map(|(turn, approach)| (Sign { turn, span: approach.span.clone() }, approach))
            .filter(|(sign, approach)| self.is_read(sign) && seen.insert(approach.id.clone()))
            .map(|(sign, _)| sign)
            .collect();
        let there = self.state.question().approaches.len();
        too_few(indicator, at_least, there)
            .unwrap_or_else(|| self.weigh(indicator, &signs, count(at_least), Some(&Target::Alternative)))
    }

    pub(super) fn trade_offs(&self, indicator: &Indicator, at_least: u32) -> Finding {
        let signs = self.notes(|heard| &heard.trade_offs);
        let there = self.state.question().trade_offs.len();
        too_few(indicator, at_least, there)
            .unwrap_or_else(|| self.weigh(indicator, &signs, count(at_least), Some(&Target::Alternative)))
    }

    pub(super) fn edge_cases(&self, indicator: &Indicator, at_least: u32) -> Finding {
        let signs = self.notes(|heard| &heard.edge_cases);
        let there = self.state.question().edge_cases.len();
        too_few(indicator, at_least, there)
            .unwrap_or_else(|| self.weigh(indicator, &signs, count(at_least), Some(&Target::Tests)))
    }

    fn notes(&self, of: impl Fn(&crate::bank::Heard) -> &[NoteHeard]) -> Vec<Sign> {
        let mut seen = std::collections::BTreeSet::new();
        self.state
            .heard
            .iter()
            .flat_map(|(turn, heard)| of(heard).iter().map(|note| (*turn, note)))
            .map(|(turn, note)| (Sign { turn, span: note.span.clone() }, note.index))
            .filter(|(sign, index)| self.is_read(sign) && seen.insert(*index))
            .map(|(sign, _)| sign)
            .collect()
    }

    pub(super) fn no_misconception(&self, indicator: &Indicator) -> Finding {
        if self.state.question().misconceptions.is_empty() || self.points_made() == 0 {
            return Finding::absent(&indicator.id, Verdict::NotApplicable, "nothing was asserted");
        }
        let absent = Finding::absent(&indicator.id, Verdict::Unmet, "");
        let known = self.state.heard.iter().flat_map(|(turn, heard)| {
            heard
                .misconceptions
                .iter()
                .map(|belief| (belief, Sign { turn: *turn, span: belief.span.clone() }))
        });
        let (mended, held): (Vec<_>, Vec<_>) = known
            .filter_map(|(belief, sign)| Some((belief, self.evidence(&sign)?)))
            .partition(|(belief, _)| taken_back_at(&self.state.heard, &belief.id).is_some());
        let asked = mended.iter().any(|(belief, _)| self.was_challenged(belief));
        let (verdict, credit, reason) = match (held.is_empty(), mended.is_empty(), asked) {
            (false, _, _) => (Verdict::Unmet, None, "a wrong belief was heard"),
            (_, true, _) if self.points_made() < FEWEST_POINTS => {
                (Verdict::Unmet, None, "too little was said to tell")
            }
            (_, true, _) => {
                (Verdict::Met, Some(Credit::Unprompted), "none of the known wrong beliefs was heard")
            }
            (_, _, true) => {
                (Verdict::Partial, Some(Credit::Probed), "a wrong belief was put right when asked")
            }
            _ => (Verdict::Met, Some(Credit::Unprompted), "a wrong belief was put right unaided"),
        };
        let shown = if held.is_empty() { mended } else { held };
        let evidence = shown.into_iter().map(|(_, evidence)| evidence).collect();
        Finding { verdict, credit, evidence, reason: reason.to_owned(), ..absent }
    }

    /// Whether the interviewer made the candidate think again before they put it right.
    fn was_challenged(&self, belief: &MisconceptionHeard) -> bool {
        self.state.challenged.contains_key(&Challenged::Misconception { id: belief.id.clone() })
    }
}

fn count(at_least: u32) -> usize {
    usize::try_from(at_least).unwrap_or(usize::MAX).max(1)
}

/// What a question has too few of cannot be asked of a candidate.
fn too_few(indicator: &Indicator, at_least: u32, there: usize) -> Option<Finding> {
    (there < count(at_least))
        .then(|| Finding::absent(&indicator.id, Verdict::NotApplicable, "the question has too few of them"))
}
