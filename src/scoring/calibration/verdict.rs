//! What the figures come to: how far a judge is to be trusted.

use super::Row;

names!(
    /// How far a judge is to be trusted.
    Verdict("verdict") {
        /// Trust it.
        Trust = "trust",
        /// Use with care.
        Care = "care",
        /// Do not use as a judge.
        No = "no",
    }
);

/// With fewer labelled transcripts agreement is measured too roughly to trust anybody on it, or to give anybody up:
/// kappa over the some five hundred labels of a dozen transcripts is sure to about a tenth.
pub const FEWEST_TRANSCRIPTS: usize = 12;

/// What the figures come to.
///
/// *Trust* wants every row: each stands for a way in which a score can be wrong that none of the others would show, so
/// a good average must not make up for a hole. *No* is for a judge whose scores mean little, or can be had for nothing:
/// agreement with people below 0.4, which is fair at best; weak answers above strong ones for more than one question in
/// five; another level in two of five when asked again; quotes of which every fifth was never said; half a level, which
/// is a step of the recommendation, for words to the grader; most of what is no answer above level 1. What a judge is
/// deaf to (a sentence less, a denial) or put off by (padding, style) makes its scores coarse and not worthless: that is
/// *care*, and so is a full house on a sample of fewer than twelve transcripts.
#[must_use]
pub fn verdict(rows: &[Row], transcripts: usize) -> Verdict {
    if rows.iter().any(|row| row.hopeless) {
        Verdict::No
    } else if rows.iter().all(|row| row.pass) && transcripts >= FEWEST_TRANSCRIPTS {
        Verdict::Trust
    } else {
        Verdict::Care
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(pass: bool, hopeless: bool) -> Row {
        Row {
            name: "order",
            value: 1.0,
            want: String::new(),
            pass,
            detail: String::new(),
            wrong: Vec::new(),
            hopeless,
        }
    }

    #[test]
    fn only_a_judge_that_passes_every_row_is_trusted() {
        assert_eq!(verdict(&[row(true, false), row(true, false)], 44), Verdict::Trust);
        assert_eq!(verdict(&[row(true, false), row(false, false)], 44), Verdict::Care);
    }

    #[test]
    fn one_row_failed_by_far_is_enough_for_a_no() {
        assert_eq!(verdict(&[row(true, false), row(false, true)], 44), Verdict::No);
    }

    #[test]
    fn a_small_sample_trusts_nobody() {
        assert_eq!(verdict(&[row(true, false)], 11), Verdict::Care);
    }
}
