//! After the good-bye: the candidate's own rating, the scorecard, the debrief, and the weakest point once more.

use crate::{
    error::AppError,
    interview::{Effect, Event, State},
    repl::{Debrief, Input, Prompt, Reply, Selection},
    report,
    rubric::{Recommendation, Scorecard, SelfRating},
    store,
    term::width::{prose_width, terminal_width},
    transcript::ExpectationId,
};

use super::{calibrate, clock::wall_ms, hold::Interview};

/// One to four, as words.
const LEVELS: [&str; 4] = ["not shown", "developing", "solid", "strong"];

impl Interview<'_> {
    /// Scores the interview and shows the debrief; a person is asked to rate themselves first.
    ///
    /// # Errors
    /// Where the front or the store fails.
    pub fn debrief(&mut self) -> Result<(), AppError> {
        let rating = self.self_rating()?;
        let card = self.mark()?;
        self.save(&card, rating.as_ref())?;
        let debrief = report::Debrief::new(self.session.state(), &card, rating.as_ref())
            .before_again(self.front.interactive());
        let json = report::json::write(&debrief)
            .and_then(|text| serde_json::from_str(&text))
            .map_err(|error| AppError::failure("the scorecard cannot be written as JSON").because(error))?;
        let text = report::terminal::write(&debrief, self.theme, prose_width(terminal_width()));
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

    /// From memory, before anything is revealed. Enter passes over all of it.
    fn self_rating(&mut self) -> Result<Option<SelfRating>, AppError> {
        if !self.front.interactive() || super::marking::is_too_little(self.session.state()) {
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

    /// `/again`, as often as one likes; anything else ends it.
    fn afterwards(&mut self) -> Result<(), AppError> {
        loop {
            let Some(point) = weakest(self.session.state()) else { return Ok(()) };
            let choices = vec![("/again".to_owned(), "the weakest point once more, in a minute".to_owned())];
            let question = "Enter ends".to_owned();
            match self.front.ask(&Selection { question, choices })? {
                Reply::Chosen(_) => self.again(point)?,
                Reply::Skipped | Reply::NotAsked => return Ok(()),
            }
        }
    }

    fn again(&mut self, point: ExpectationId) -> Result<(), AppError> {
        let before = standing(self.session.state(), &point);
        let effects = self.commit(Event::AgainAsked { point: point.clone() })?;
        for effect in effects {
            if let Effect::Say(moves) = effect {
                self.say(&moves)?;
            }
        }
        let prompt = Prompt { label: "you (about 60 s)".to_owned(), thinking_aloud: false };
        let Input::Answer(answer) = self.front.read(&prompt, None)? else { return Ok(()) };
        let event = self.session.answered(&answer);
        self.commit(event)?;
        let state = self.session.state();
        let says = state.question().every_expectation().find(|e| e.id == point).map(|e| e.says.clone());
        let heard = state.turns.last().and_then(|turn| {
            let heard = state.heard.get(&turn.turn)?;
            let made = heard.points.iter().find(|p| p.id == point && p.certain)?;
            turn.text.get(made.span.clone()).map(str::to_owned)
        });
        let text = match heard {
            Some(quote) => format!("Before: {before}. Now: heard, in “{}”.", quote.trim()),
            None => {
                format!("Before: {before}. Now: not heard. A full answer says: {}", says.unwrap_or_default())
            }
        };
        self.front.notice(&text)?;
        Ok(())
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

/// The point worth another try: indispensable and not made, else not made, else made only with help.
fn weakest(state: &State) -> Option<ExpectationId> {
    let tried = |id: &ExpectationId| {
        let after = state.turns.iter().filter(|turn| turn.phase == crate::transcript::Phase::Closing);
        after
            .filter_map(|turn| state.heard.get(&turn.turn))
            .any(|heard| heard.points.iter().any(|p| p.id == *id))
    };
    let rank = |id: &ExpectationId| {
        let entry = state.ledger.get(id);
        entry.made.as_ref().map_or(0, |made| match made.credit {
            crate::rubric::Credit::Told => 1,
            crate::rubric::Credit::Hinted => 2,
            crate::rubric::Credit::Probed => 3,
            crate::rubric::Credit::Unprompted => 4,
        })
    };
    state
        .points()
        .filter(|point| point.seniority <= state.setup.seniority && !tried(&point.id))
        .map(|point| (rank(&point.id), !point.must, &point.id))
        .filter(|(rank, ..)| *rank < 4)
        .min_by_key(|(rank, may, _)| (*rank, *may))
        .map(|(.., id)| id.clone())
}

fn standing(state: &State, point: &ExpectationId) -> String {
    match state.ledger.get(point).made {
        Some(made) => match made.credit {
            crate::rubric::Credit::Unprompted => "raised unasked",
            crate::rubric::Credit::Probed => "said when asked",
            crate::rubric::Credit::Hinted => "said after a hint",
            crate::rubric::Credit::Told => "said after it was all but given",
        },
        None => "not heard",
    }
    .to_owned()
}
