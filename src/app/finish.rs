//! After the good-bye: the candidate's own rating, the scorecard, the debrief, and what can be done about it.

use crate::{
    error::AppError,
    repl::{Debrief, Reply, Selection},
    report,
    rubric::{Scorecard, SelfRating},
    store,
};

use super::{again::weakest, calibrate, clock::wall_ms, contesting::Contesting, hold::Interview, records};

impl Interview<'_> {
    /// Scores the interview and shows the debrief; a person is asked to rate themselves first.
    ///
    /// # Errors
    /// Where the front or the store fails.
    pub fn debrief(&mut self) -> Result<(), AppError> {
        let mut rating = self.self_rating()?;
        let card = self.mark()?;
        if let Some(rating) = &mut rating {
            self.tick_gaps(rating, &card)?;
        }
        self.save(&card, rating.as_ref())?;
        let debrief = report::Debrief::new(self.session.state(), &card, rating.as_ref())
            .before_again(self.front.interactive());
        let json = serde_json::from_str(&records::in_json(&debrief)?)
            .map_err(|error| AppError::failure("the scorecard cannot be written as JSON").because(error))?;
        let text = records::in_terminal(&debrief, self.theme);
        self.front.scorecard(&Debrief { text, json })?;
        if self.front.interactive() && card.unscored.is_none() {
            self.afterwards()?;
        }
        Ok(())
    }

    fn mark(&mut self) -> Result<Scorecard, AppError> {
        let (marker, why_builtin) = self.chosen.marker();
        if let Some(error) = why_builtin {
            self.front.warning(&format!("the judge does not answer: {error}; the built-in scorer scores"))?;
        }
        let Self { session, front, .. } = self;
        let mut card = marker.mark(session.state(), &mut |text| front.waiting(text))?;
        for remark in card.remarks {
            self.front.warning(&remark)?;
        }
        if let Err(error) = calibrate::attach(&self.session.store, &mut card.scorecard) {
            self.front.warning(&format!("whether the judge is calibrated cannot be read: {error}"))?;
        }
        Ok(card.scorecard)
    }

    fn save(&mut self, card: &Scorecard, rating: Option<&SelfRating>) -> Result<(), AppError> {
        let saved = keep(&self.session.store, self.session.id(), card, rating);
        if let Err(error) = saved {
            self.front
                .warning(&format!("the scorecard is not saved: {error}; `viva score` makes it again"))?;
        }
        Ok(())
    }

    /// `/again` and `/contest`, as often as one likes; anything else ends it.
    fn afterwards(&mut self) -> Result<(), AppError> {
        const AGAIN: (&str, &str) = ("/again", "the weakest point once more, in a minute");
        const CONTEST: (&str, &str) = ("/contest", "“I did say that”, and in which words");
        loop {
            let point = weakest(self.session.state());
            let offers = Contesting::open(&self.session.store, self.session.id())?.contestable();
            let again = point.is_some().then_some(AGAIN);
            let choices: Vec<_> = again.into_iter().chain((!offers.is_empty()).then_some(CONTEST)).collect();
            if choices.is_empty() {
                return Ok(());
            }
            let named = choices.iter().map(|(key, meaning)| ((*key).to_owned(), (*meaning).to_owned()));
            let selection = Selection { question: "Enter ends".to_owned(), choices: named.collect() };
            let Reply::Chosen(at) = self.front.ask(&selection)? else { return Ok(()) };
            match (choices.get(at), point) {
                (Some(&AGAIN), Some(point)) => self.again(point)?,
                (Some(&CONTEST), _) => self.contest()?,
                _ => return Ok(()),
            }
        }
    }
}

/// Stores a scorecard, and what the candidate thought.
///
/// # Errors
/// Where the store cannot be written.
pub fn keep(
    store: &store::Store,
    session: &crate::transcript::SessionId,
    card: &Scorecard,
    rating: Option<&SelfRating>,
) -> Result<(), store::StoreError> {
    if let Some(rating) = rating {
        let json = serde_json::to_value(rating).map_err(store::StoreError::from)?;
        store.save_self_rating(session, &store::SelfRating { json, wall_ms: wall_ms() })?;
    }
    let judge = match card.judge.kind.as_str() {
        "endpoint" => store::Judge::Endpoint,
        "self" => store::Judge::Own,
        "contest" => store::Judge::Contest,
        _ => store::Judge::Builtin,
    };
    let json = serde_json::to_value(card).map_err(store::StoreError::from)?;
    store.save_scorecard(
        session,
        &store::Scorecard {
            judge,
            model: card.judge.model.clone(),
            json,
            rubric_hash: card.rubric_hash.clone(),
            prompt_hash: card.prompt_hash.clone(),
            wall_ms: wall_ms(),
        },
    )
}
