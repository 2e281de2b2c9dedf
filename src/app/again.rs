//! `/again`: the weakest point once more, after the scorecard.

use crate::{
    error::AppError,
    interview::{Effect, Event, State},
    repl::{Input, Prompt},
    transcript::ExpectationId,
};

use super::hold::Interview;

impl Interview<'_> {
    pub(super) fn again(&mut self, point: ExpectationId) -> Result<(), AppError> {
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

/// The point worth another try: indispensable and not made, else not made, else made only with help.
pub(super) fn weakest(state: &State) -> Option<ExpectationId> {
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
