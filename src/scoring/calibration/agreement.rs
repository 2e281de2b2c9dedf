//! Agreement beyond chance.

/// Cohen's kappa of two readers' yes and no; none where chance alone agrees always.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of labels")]
pub fn kappa(pairs: &[(bool, bool)]) -> Option<f64> {
    let count = pairs.len() as f64;
    let share =
        |of: &dyn Fn(&(bool, bool)) -> bool| pairs.iter().filter(|pair| of(pair)).count() as f64 / count;
    let (one, other) = (share(&|pair| pair.0), share(&|pair| pair.1));
    let by_chance = one * other + (1.0 - one) * (1.0 - other);
    let agreed = share(&|(one, other)| one == other);
    (!pairs.is_empty() && by_chance < 1.0).then(|| (agreed - by_chance) / (1.0 - by_chance))
}

/// Quadratic weighted kappa of two readers' levels: being off by two is four times as bad as by one.
#[expect(clippy::cast_precision_loss, reason = "counts of levels")]
pub(super) fn weighted_kappa(pairs: &[(u8, u8)]) -> Option<f64> {
    let apart = |one: u8, other: u8| f64::from(one.abs_diff(other)).powi(2);
    let seen: f64 = pairs.iter().map(|(one, other)| apart(*one, *other)).sum();
    let all = pairs.iter().flat_map(|(one, _)| pairs.iter().map(|(_, other)| apart(*one, *other)));
    let by_chance = all.sum::<f64>() / pairs.len() as f64;
    (!pairs.is_empty() && by_chance > 0.0).then(|| 1.0 - seen / by_chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(kappa: Option<f64>) -> Option<f64> {
        kappa.map(|kappa| (kappa * 1000.0).round() / 1000.0)
    }

    #[test]
    fn agreement_that_chance_explains_is_worth_nothing() {
        let pairs = [(true, true), (true, false), (false, true), (false, false)];
        assert_eq!(rounded(kappa(&pairs)), Some(0.0));
        assert_eq!(kappa(&[(true, true); 5]), None);
    }

    #[test]
    fn kappa_is_what_the_textbook_says() {
        // 20 both yes, 5 only the one, 10 only the other, 15 both no: 0.7 agreed, 0.5 by chance.
        let of = |pair, count| std::iter::repeat_n(pair, count);
        let pairs: Vec<_> = of((true, true), 20)
            .chain(of((true, false), 5))
            .chain(of((false, true), 10))
            .chain(of((false, false), 15))
            .collect();
        assert_eq!(rounded(kappa(&pairs)), Some(0.4));
    }

    #[test]
    fn two_levels_off_weigh_four_times_as_much_as_one() {
        assert_eq!(rounded(weighted_kappa(&[(1, 1), (2, 2), (3, 3), (4, 4)])), Some(1.0));
        assert_eq!(rounded(weighted_kappa(&[(1, 2), (2, 2), (3, 3), (4, 4)])), Some(0.875));
        assert_eq!(rounded(weighted_kappa(&[(1, 3), (2, 2), (3, 3), (4, 4)])), Some(0.5));
        assert_eq!(weighted_kappa(&[(2, 2), (2, 2)]), None);
    }
}
