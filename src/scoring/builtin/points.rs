//! Coverage: how many of the question's points that feed an indicator were made, and what it took.

use crate::{
    bank::Expectation,
    interview::{Entry, Made},
    rubric::{Credit, Finding, Indicator, Verdict},
    transcript::Phase,
};

use super::{Session, Sign};

impl Session<'_> {
    pub(super) fn expectations(&self, indicator: &Indicator, at_least_percent: u32) -> Finding {
        let points: Vec<(&Expectation, Entry)> = self
            .state
            .points()
            .filter(|point| point.indicator == indicator.id && self.applies(point))
            .map(|point| (point, self.entry(&point.id)))
            .collect();
        if points.is_empty() {
            return Finding::absent(
                &indicator.id,
                Verdict::NotApplicable,
                "the question has no such point here",
            );
        }
        let made: Vec<&Made> = points.iter().filter_map(|(_, entry)| entry.made.as_ref()).collect();
        let unsure =
            points.iter().filter(|(_, entry)| entry.made.is_none() && entry.unsure.is_some()).count();
        let verdict = verdict(made.len(), unsure, points.len(), at_least_percent);
        let evidence: Vec<_> =
            made.iter().filter_map(|made| self.evidence(&Sign::from(&made.place))).collect();
        let unsure_evidence = points
            .iter()
            .filter(|(_, entry)| entry.made.is_none())
            .filter_map(|(_, entry)| self.evidence(&Sign::from(entry.unsure.as_ref()?)));
        Finding {
            id: indicator.id.clone(),
            verdict,
            credit: verdict.is_shown().then(|| credit(&made)).flatten(),
            fullness: verdict.is_shown().then(|| self.fullness(&points)),
            evidence: evidence.into_iter().chain(unsure_evidence).collect(),
            reason: reason(&points),
            readings: Vec::new(),
        }
    }

    /// How much of some points was said, in thousandths: of each that was made, how many of the words that the sheet
    /// puts it in.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is from 0 to 1")]
    #[expect(clippy::cast_precision_loss, reason = "a count of points")]
    fn fullness(&self, points: &[(&Expectation, Entry)]) -> u16 {
        let question = self.state.question();
        let of = |(point, entry): &(&Expectation, Entry)| match entry.made {
            Some(_) => question.share_said(&point.id, &self.said),
            None => 0.0,
        };
        let share = points.iter().map(of).sum::<f64>() / points.len().max(1) as f64;
        (share * 1000.0).round() as u16
    }

    /// A point counts where it suits the seniority and the way taken, and the interview came that far.
    fn applies(&self, point: &Expectation) -> bool {
        let entry = self.entry(&point.id);
        if entry.made.is_some() {
            return true;
        }
        let other_way = |way: &_| self.state.approach.as_ref().is_some_and(|(taken, _)| taken != way);
        let touched = entry.probes > 0 || entry.given_up || entry.unsure.is_some();
        let own = self.state.question().expectations.iter().any(|e| e.id == point.id);
        point.seniority <= self.state.setup.seniority
            && !point.approach.as_ref().is_some_and(other_way)
            && (touched || own && self.came_to(point))
    }

    fn came_to(&self, point: &Expectation) -> bool {
        let reached = self.state.turns.iter().map(|t| t.phase).filter(|p| *p != Phase::Closing).max();
        let rubric = &self.state.setup.rubric;
        let phase = rubric.indicators().find(|(_, i)| i.id == point.indicator).map(|(d, _)| d.phase);
        point.must || phase.zip(reached).is_none_or(|(phase, reached)| phase <= reached)
    }
}

fn verdict(made: usize, unsure: usize, all: usize, at_least_percent: u32) -> Verdict {
    let needed = usize::try_from(at_least_percent).unwrap_or(100);
    match made {
        0 if unsure > 0 => Verdict::Unsure,
        0 => Verdict::Unmet,
        made if made * 100 >= needed * all => Verdict::Met,
        _ => Verdict::Partial,
    }
}

/// The middle one of what the points took.
fn credit(made: &[&Made]) -> Option<Credit> {
    let mut credits: Vec<Credit> = made.iter().map(|made| made.credit).collect();
    credits.sort();
    credits.get(credits.len() / 2).copied()
}

fn reason(points: &[(&Expectation, Entry)]) -> String {
    let missing: Vec<&str> = points
        .iter()
        .filter(|(_, entry)| entry.made.is_none())
        .map(|(point, _)| point.says.as_str())
        .collect();
    let made = points.len() - missing.len();
    if missing.is_empty() {
        return format!("{made} of {} points", points.len());
    }
    format!("{made} of {} points; not heard: {}", points.len(), missing.join(" · "))
}
