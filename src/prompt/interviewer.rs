//! The interviewer's prompt: stable instructions, worked examples, the talk so far turn by turn, and last the
//! director's note on what to say now. Past turns are rendered the same way every time.

use std::collections::BTreeMap;

use serde_json::json;

use crate::{
    bank::Clarification,
    interview::{Move, Place, State},
    llm::Message,
    transcript::{Speaker, Turn, TurnId},
};

use super::{
    PromptError, TemplateSet,
    budget::{Budget, cost, shortened, tokens},
    quoting::defused,
};

/// When the talk outgrows the context, so many exchanges are left out at a time: then the beginning stays the
/// same for a few turns, and the prompt cache with it.
const EXCHANGES_DROPPED_AT_A_TIME: usize = 4;

/// What was left out is told in so much of the context, one part in this many.
const EARLIER_PART: usize = 20;

/// The notes that were given for past utterances, by the turn that came of them.
pub type Notes = BTreeMap<TurnId, String>;

/// What the director wants said.
#[derive(Debug, Clone, Copy)]
pub struct Note<'a> {
    /// The move.
    pub step: &'a Move,
    /// The content to put into words.
    pub ask: &'a str,
    /// What of the utterance has been said already.
    pub said: &'a str,
}

impl Note<'_> {
    /// The note as the model gets it.
    ///
    /// # Errors
    /// [`PromptError`] where the move's template cannot be rendered.
    pub fn render(&self, templates: &TemplateSet) -> Result<String, PromptError> {
        note(templates, self.step.name(), self.ask, self.said)
    }
}

fn note(templates: &TemplateSet, name: &str, ask: &str, said: &str) -> Result<String, PromptError> {
    templates.render(&format!("moves/{name}"), json!({ "ask": ask, "said": said }))
}

/// A talk, to be rendered for a model.
#[derive(Debug, Clone, Copy)]
pub struct Conversation<'a> {
    /// The templates.
    pub templates: &'a TemplateSet,
    /// The talk.
    pub state: &'a State,
    /// The notes of past utterances, where they are known.
    pub notes: &'a Notes,
    /// What fits.
    pub budget: Budget,
}

/// A note with the candidate's words before it, and what was said.
struct Exchange {
    user: Message,
    assistant: Message,
    /// The turn in which it was said.
    turn: TurnId,
}

impl Exchange {
    fn cost(&self) -> usize {
        cost(std::slice::from_ref(&self.user)) + cost(std::slice::from_ref(&self.assistant))
    }
}

impl Conversation<'_> {
    /// What every request of this interview begins with: instructions, examples, the question as it was put.
    ///
    /// # Errors
    /// [`PromptError`] where a template cannot be rendered.
    pub fn beginning(&self) -> Result<Vec<Message>, PromptError> {
        let mut messages = self.templates.messages("interviewer", self.values())?;
        let open = note(self.templates, "open", "", "")?;
        messages.push(Message::user(self.turn(None, &open)?));
        messages.push(Message::assistant(self.state.question().ask.trim()));
        Ok(messages)
    }

    /// What the `interviewer` template may ask for.
    pub(super) fn values(&self) -> serde_json::Value {
        let setup = &self.state.setup;
        let facts = self.budget.is_roomy().then(|| facts(self.state));
        json!({
            "role": setup.role.title,
            "persona": setup.role.persona,
            "work": setup.role.work,
            "manner": setup.staging.persona.as_ref().map(|persona| &persona.manner),
            "mood": setup.staging.company.as_ref().map(|company| &company.mood),
            "listens_for": setup.role.listens_for,
            "seniority": setup.seniority,
            "kind": setup.question.kind,
            "title": setup.question.title,
            "facts": facts,
        })
    }

    /// What the next request will begin with, as far as that is known: everything but what is still to be said.
    ///
    /// # Errors
    /// [`PromptError`] where a template cannot be rendered.
    pub fn so_far(&self) -> Result<Vec<Message>, PromptError> {
        let mut messages = self.beginning()?;
        let (exchanges, _) = self.exchanges()?;
        let room = self.budget.left_beside(&messages).saturating_sub(self.longest_answer());
        // Once exchanges are left out, the next request begins otherwise.
        if let (None, kept) = self.split_to_fit(exchanges, room) {
            messages.extend(kept.into_iter().flat_map(|exchange| [exchange.user, exchange.assistant]));
        }
        Ok(messages)
    }

    /// The whole prompt, ending with the note for what is to be said now.
    ///
    /// # Errors
    /// [`PromptError`] where a template cannot be rendered.
    pub fn messages(&self, now: &str) -> Result<Vec<Message>, PromptError> {
        let mut messages = self.beginning()?;
        let (exchanges, unanswered) = self.exchanges()?;
        let last = Message::user(self.turn(said(&unanswered, self.longest_answer()), now)?);
        let room = self.budget.left_beside(&messages).saturating_sub(cost(std::slice::from_ref(&last)));
        let (left_out, kept) = self.split_to_fit(exchanges, room);
        let mut rest: Vec<Message> =
            kept.into_iter().flat_map(|exchange| [exchange.user, exchange.assistant]).chain([last]).collect();
        if let (Some(until), Some(first)) = (left_out, rest.first_mut()) {
            first.text = format!("{}\n{}", self.earlier(until)?, first.text);
        }
        messages.extend(rest);
        Ok(messages)
    }

    /// The exchanges that fit, and the last turn of those that do not. The oldest go first, a few at a time.
    fn split_to_fit(&self, mut exchanges: Vec<Exchange>, room: usize) -> (Option<TurnId>, Vec<Exchange>) {
        let total = |exchanges: &[Exchange]| exchanges.iter().map(Exchange::cost).sum::<usize>();
        if total(&exchanges) <= room {
            return (None, exchanges);
        }
        let room = room.saturating_sub(self.earlier_tokens());
        let mut left_out = None;
        while !exchanges.is_empty() && total(&exchanges) > room {
            let gone = exchanges.drain(..EXCHANGES_DROPPED_AT_A_TIME.min(exchanges.len()));
            left_out = gone.into_iter().next_back().map(|exchange| exchange.turn).or(left_out);
        }
        (left_out, exchanges)
    }

    fn earlier_tokens(&self) -> usize {
        self.budget.prompt_tokens() / EARLIER_PART
    }

    /// What the ledger holds of the turns up to this one: the candidate's own words for the points they made.
    fn earlier(&self, until: TurnId) -> Result<String, PromptError> {
        let words = |place: &Place| {
            let turn = self.state.turns.iter().find(|turn| turn.turn == place.turn)?;
            turn.text.get(place.start..place.end).map(|words| defused(words.trim()))
        };
        let mut places: Vec<&Place> = self
            .state
            .ledger
            .iter()
            .filter_map(|(_, entry)| entry.made.as_ref().map(|made| &made.place))
            .filter(|place| place.turn <= until)
            .collect();
        places.sort_by_key(|place| (place.turn, place.start));
        let (mut said, mut spent) = (Vec::<String>::new(), 0);
        for words in places.into_iter().filter_map(words) {
            spent += tokens(&words) + 1;
            if spent <= self.earlier_tokens() && !said.contains(&words) {
                said.push(words);
            }
        }
        self.templates.render("earlier", json!({ "said": said }))
    }

    /// Every utterance after the opening with what led to it, and the candidate's turns since the last one.
    fn exchanges(&self) -> Result<(Vec<Exchange>, Vec<&Turn>), PromptError> {
        let mut exchanges = Vec::new();
        let mut since: Vec<&Turn> = Vec::new();
        for turn in &self.state.turns {
            match (turn.speaker, turn.move_name.as_deref()) {
                (Speaker::Candidate, _) => since.push(turn),
                (Speaker::Interviewer, Some("open")) => since.clear(),
                (Speaker::Interviewer, name) => {
                    let answer = said(&std::mem::take(&mut since), self.longest_answer());
                    let given = match self.notes.get(&turn.turn) {
                        Some(given) => given.clone(),
                        None => note(self.templates, name.unwrap_or("acknowledge"), "", "")?,
                    };
                    let user = Message::user(self.turn(answer, &given)?);
                    let assistant = Message::assistant(turn.text.trim());
                    exchanges.push(Exchange { user, assistant, turn: turn.turn });
                }
            }
        }
        Ok((exchanges, since))
    }

    fn turn(&self, answer: Option<String>, note: &str) -> Result<String, PromptError> {
        self.templates.render("turn", json!({ "answer": answer, "note": note }))
    }

    /// In tokens; the same all through an interview, so that a turn is always rendered alike.
    fn longest_answer(&self) -> usize {
        self.budget.prompt_tokens() / 4
    }
}

/// All that the candidate said in some turns, as data; none where nothing was said.
fn said(turns: &[&Turn], longest_tokens: usize) -> Option<String> {
    let text = turns.iter().map(|turn| turn.text.trim()).collect::<Vec<_>>().join("\n");
    (!text.is_empty()).then(|| shortened(&defused(&text), longest_tokens))
}

fn facts(state: &State) -> serde_json::Value {
    let question = state.question();
    json!({
        "points": question.expectations.iter().map(|point| &point.says).collect::<Vec<_>>(),
        "clarifications": question.clarifications.iter().map(told).collect::<Vec<_>>(),
        "misconceptions": question.misconceptions.iter().map(|wrong| &wrong.correction).collect::<Vec<_>>(),
        "solution": question.solution.as_ref().map(|solution| &solution.text),
    })
}

/// An answer with what it is an answer to: "No." alone tells nobody anything.
fn told(fact: &Clarification) -> String {
    format!("{}: {}", fact.id.as_str().replace('-', " "), fact.answer.trim())
}
