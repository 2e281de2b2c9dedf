//! The rounds of a loop: which kinds, in which order, how long each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::transcript::Kind;

use super::{Bank, Wanted, odds};

/// A round that is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Of which kind.
    pub kind: Kind,
    /// How long, in minutes.
    pub minutes: u32,
}

/// A round of about so many minutes is one that people hold.
const USUAL_MINUTES: u32 = 20;
/// With less, a round is none.
const FEWEST_MINUTES: u32 = 5;
const MOST_ROUNDS: u32 = 5;

/// The rounds that fit into so many minutes, of the kinds that the role's weights and the company's style come to.
/// Every kind has its turn before one comes again; an onsite begins with code and ends with stories.
#[must_use]
pub fn plan_rounds(bank: &Bank, wanted: &Wanted<'_>, minutes: u32) -> Vec<Planned> {
    let mut parts: BTreeMap<Kind, u64> = BTreeMap::new();
    for (question, own) in odds(bank, wanted) {
        *parts.entry(question.kind).or_default() += own;
    }
    let mut kinds = share_out(&parts, how_many(minutes));
    kinds.sort_by_key(|kind| ORDER.iter().position(|other| other == kind));
    lengths(minutes, kinds.len())
        .into_iter()
        .zip(kinds)
        .map(|(minutes, kind)| Planned { kind, minutes })
        .collect()
}

const ORDER: [Kind; 4] = [Kind::Coding, Kind::Concepts, Kind::SystemDesign, Kind::Behavioral];

fn how_many(minutes: u32) -> u32 {
    let usual = (minutes + USUAL_MINUTES / 2) / USUAL_MINUTES;
    usual.clamp(2, MOST_ROUNDS).min(minutes / FEWEST_MINUTES).max(1)
}

/// Seats by Sainte-Laguë's divisors, which leave the small their share.
fn share_out(parts: &BTreeMap<Kind, u64>, rounds: u32) -> Vec<Kind> {
    let mut seats: BTreeMap<Kind, u64> = BTreeMap::new();
    let mut kinds = Vec::new();
    for _ in 0..rounds {
        let quotient = |kind: Kind, own: u64| {
            // Compared as fractions, so that nothing is lost: a kind that had no turn goes before all that had one.
            let turns = seats.get(&kind).copied().unwrap_or(0);
            (turns == 0, own * 10_000 / (2 * turns + 1))
        };
        let next =
            parts.iter().filter(|(_, own)| **own > 0).max_by_key(|(kind, own)| quotient(**kind, **own));
        let Some((kind, _)) = next else { break };
        *seats.entry(*kind).or_default() += 1;
        kinds.push(*kind);
    }
    kinds
}

/// The minutes, down to the last one, in rounds that differ by one at most.
fn lengths(minutes: u32, rounds: usize) -> Vec<u32> {
    let rounds = u32::try_from(rounds).unwrap_or(1).max(1);
    (0..rounds).map(|round| minutes / rounds + u32::from(round < minutes % rounds)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bank::{Companies, Roles, Weak},
        transcript::Seniority,
    };

    fn planned(role: &str, company: Option<&str>, minutes: u32) -> Vec<(Kind, u32)> {
        let (bank, roles, companies) = (Bank::load(&[]).0, Roles::load(&[]).0, Companies::load(&[]).0);
        let wanted = Wanted {
            role: roles.get(&role.parse().unwrap()).unwrap(),
            company: company.map(|id| companies.get(&id.parse().unwrap()).unwrap()),
            seniority: Seniority::Mid,
            kind: None,
            topics: &[],
            prefers: &[],
            asked: &[],
            weak: &Weak::default(),
            minutes: 45,
        };
        plan_rounds(&bank, &wanted, minutes).into_iter().map(|round| (round.kind, round.minutes)).collect()
    }

    #[test]
    fn every_length_is_filled_to_the_minute_with_rounds_of_five_minutes_and_more() {
        for minutes in 5..=240 {
            let rounds = planned("python-backend", None, minutes);
            assert_eq!(rounds.iter().map(|(_, minutes)| minutes).sum::<u32>(), minutes);
            assert!(rounds.iter().all(|(_, minutes)| *minutes >= 5), "{rounds:?}");
            assert!(rounds.len() >= if minutes < 10 { 1 } else { 2 } && rounds.len() <= 5, "{rounds:?}");
        }
    }

    #[test]
    fn an_hour_and_a_half_has_each_kind_once_code_first_and_stories_last() {
        let rounds = planned("python-backend", None, 82);
        assert_eq!(
            rounds,
            [(Kind::Coding, 21), (Kind::Concepts, 21), (Kind::SystemDesign, 20), (Kind::Behavioral, 20)]
        );
    }

    #[test]
    fn what_weighs_most_comes_twice_in_a_long_loop_and_first_in_a_short_one() {
        let twice = |role, company| {
            let kinds: Vec<Kind> = planned(role, company, 120).into_iter().map(|(kind, _)| kind).collect();
            ORDER.into_iter().find(|kind| kinds.iter().filter(|other| *other == kind).count() == 2).unwrap()
        };
        assert_eq!(twice("python-backend", None), Kind::Concepts);
        assert_eq!(twice("platform-sre", Some("infrastructure-scale")), Kind::SystemDesign);
        let kinds =
            |role, company| planned(role, company, 30).into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
        assert_eq!(kinds("software-engineer", Some("principles-driven")), [Kind::Coding, Kind::Behavioral]);
    }
}
