//! What candidates say of themselves: levels from memory before the scorecard, then indicators where they are furthest
//! from the judge.

use crate::{
    error::AppError,
    repl::{Reply, Selection},
    report::Comparison,
    rubric::{Indicator, Recommendation, Scorecard, SelfRating, Verdict},
};

use super::{
    hold::Interview,
    marking::is_too_little,
    ticking::{TICKS, ticked},
};

/// One to four, as words.
const LEVELS: [&str; 4] = ["not shown", "developing", "solid", "strong"];
/// Thirty boxes would be read once and never again: only so many dimensions are ticked one by one.
const MOST_TICKED: usize = 2;

impl Interview<'_> {
    /// From memory, before anything is revealed. Enter passes over all of it.
    pub(super) fn self_rating(&mut self) -> Result<Option<SelfRating>, AppError> {
        if !self.front.interactive() || is_too_little(self.session.state()) {
            return Ok(None);
        }
        self.front
            .notice("Before the scorecard: how did it go? From memory, 1 to 4. Enter skips the rest.")?;
        let mut rating = SelfRating::default();
        let dimensions: Vec<_> = self
            .session
            .state()
            .setup
            .rubric
            .dimensions
            .iter()
            .map(|d| (d.id.clone(), d.name.clone()))
            .collect();
        for (id, name) in dimensions {
            let choices =
                LEVELS.iter().enumerate().map(|(i, word)| ((i + 1).to_string(), (*word).to_owned()));
            let Reply::Chosen(level) =
                self.front.ask(&Selection { question: name, choices: choices.collect() })?
            else {
                break;
            };
            rating.levels.insert(id, u8::try_from(level + 1).unwrap_or(1));
        }
        if rating.levels.is_empty() {
            return Ok(None);
        }
        let choices =
            Recommendation::ALL.iter().enumerate().map(|(i, r)| ((i + 1).to_string(), r.to_string()));
        let question = "And the verdict you expect".to_owned();
        if let Reply::Chosen(at) = self.front.ask(&Selection { question, choices: choices.collect() })? {
            rating.predicted = Recommendation::ALL.get(at).copied();
        }
        Ok(Some(rating))
    }

    /// Where the candidate and the judge are furthest apart, the candidate ticks what they showed, still without seeing
    /// what the judge says. Enter passes over all of it.
    pub(super) fn tick_gaps(&mut self, rating: &mut SelfRating, card: &Scorecard) -> Result<(), AppError> {
        let names = gap_names(rating, card);
        if names.is_empty() || card.unscored.is_some() {
            return Ok(());
        }
        self.front.notice(&format!(
            "You and the judge are furthest apart in {}. One by one, before you see the judge's: did you show it? \
             Enter skips the rest.",
            names.join(" and ")
        ))?;
        let setup = std::sync::Arc::clone(&self.session.state().setup);
        let wanted = setup
            .rubric
            .indicators()
            .filter(|(dimension, indicator)| names.contains(&dimension.name) && is_read(card, indicator));
        let front = &mut *self.front;
        let mut last = None;
        rating.ticks = ticked(wanted, &mut |dimension, indicator| {
            if last.replace(dimension.id.clone()).as_ref() != Some(&dimension.id) {
                front.notice(&dimension.name)?;
            }
            let choices = TICKS.map(|(key, meaning, _)| (key.to_owned(), meaning.to_owned())).to_vec();
            let reply = front.ask(&Selection { question: indicator.says.clone(), choices })?;
            Ok(match reply {
                Reply::Chosen(at) => TICKS.get(at).map(|(.., verdict)| *verdict),
                Reply::Skipped | Reply::NotAsked => None,
            })
        })?;
        Ok(())
    }
}

fn gap_names(rating: &SelfRating, card: &Scorecard) -> Vec<String> {
    let comparison = Comparison::new(rating, card);
    comparison.gaps(MOST_TICKED).into_iter().map(|compared| compared.name.clone()).collect()
}

/// What the judge did not look at can be held against nothing.
fn is_read(card: &Scorecard, indicator: &Indicator) -> bool {
    let mut read = card.dimensions.iter().flat_map(|dimension| &dimension.indicators);
    read.any(|score| score.id == indicator.id && score.verdict != Verdict::NotApplicable)
}

#[cfg(test)]
mod tests;
