//! `/contest` and `viva score --contest`: the candidate shows that they did say something.

use crate::{
    error::AppError,
    interview::{Director, Stamped, State},
    repl::{Debrief, Reply, Selection},
    report::{Disputed, terminal},
    rubric::{Claim, Contest, Scorecard},
    scoring::contest::{Contestable, Dispute, Refused, Sentence, contestable, own_sentences, subject},
    store::{self, Store},
    term::width::{prose_width, terminal_width},
    transcript::SessionId,
};

use super::{
    finish::keep,
    hold::Interview,
    records::{judged, unwritable},
};

/// A session and its judge's scorecard, before a candidate who does not agree.
pub struct Contesting<'a> {
    store: &'a Store,
    session: SessionId,
    events: Vec<Stamped>,
    state: State,
    judged: Scorecard,
}

impl<'a> Contesting<'a> {
    /// Opens a session.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn open(store: &'a Store, session: &SessionId) -> Result<Self, AppError> {
        let events = store.events(session)?;
        let director = Director::replay(&events).map_err(|error| unplayable(session, error))?;
        let state = director.state().clone();
        let judged = judged(store, session, &state)?;
        Ok(Self { store, session: session.clone(), events, state, judged })
    }

    /// What can be contested.
    #[must_use]
    pub fn contestable(&self) -> Vec<Contestable> {
        contestable(&self.state, &self.judged)
    }

    /// The candidate's sentences, numbered.
    #[must_use]
    pub fn sentences(&self) -> Vec<Sentence> {
        own_sentences(&self.state)
    }

    /// The judge's scorecard with all that is contested counted as said; none where nothing is.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn contested(&self) -> Result<Option<Scorecard>, AppError> {
        let claims = claims(self.store, &self.session)?;
        if claims.is_empty() || self.judged.unscored.is_some() {
            return Ok(None);
        }
        self.settled(&claims).map(Some)
    }

    /// Contests a point or an indicator with words, and keeps the scorecard that this makes beside the judge's.
    ///
    /// # Errors
    /// Wrong usage, with the reason, where these words cannot show it.
    pub fn contest(&self, id: &str, words: &str) -> Result<Scorecard, AppError> {
        if let Some(why) = &self.judged.unscored {
            return Err(AppError::usage(format!("there is nothing to contest: {why}")));
        }
        let kind = subject(&self.state, id).ok_or_else(|| self.unknown(id))?;
        let claim = self.dispute().claim(kind, id, words).map_err(|refused| told(&refused))?;
        let mut claims = claims(self.store, &self.session)?;
        claims.retain(|other| !is_replaced(other, &claim));
        claims.push(claim);
        let card = self.settled(&claims)?;
        keep(self.store, &self.session, &card, None)?;
        Ok(card)
    }

    /// Takes back what was contested of a point or an indicator.
    ///
    /// # Errors
    /// Wrong usage where nothing was.
    pub fn withdraw(&self, id: &str) -> Result<Scorecard, AppError> {
        let mut claims = claims(self.store, &self.session)?;
        let before = claims.len();
        claims.retain(|claim| claim.id != id);
        if claims.len() == before {
            return Err(AppError::usage(format!("`{id}` was not contested")));
        }
        let card = self.settled(&claims)?;
        keep(self.store, &self.session, &card, None)?;
        Ok(card)
    }

    /// Both readings of a contested scorecard.
    #[must_use]
    pub fn both(&self, contested: &Scorecard) -> Option<Disputed> {
        Disputed::new(contested, &self.judged)
    }

    fn dispute(&self) -> Dispute<'_> {
        Dispute { events: &self.events, state: &self.state, judged: &self.judged }
    }

    fn settled(&self, claims: &[Claim]) -> Result<Scorecard, AppError> {
        self.dispute().settled(claims).map_err(|error| unplayable(&self.session, error))
    }

    fn unknown(&self, id: &str) -> AppError {
        AppError::usage(format!("this interview has no point and no indicator `{id}`"))
            .hint(format!("`viva score {} --contest` lists what can be contested", self.session.short()))
    }
}

fn told(refused: &Refused) -> AppError {
    let error = AppError::usage(refused.to_string());
    match refused {
        Refused::NotSaid { nearest: Some(near) } => {
            error.hint(format!("the nearest is in turn {}: “{}”", near.turn, near.quote.trim()))
        }
        _ => error,
    }
}

fn unplayable(session: &SessionId, error: crate::interview::ReplayError) -> AppError {
    AppError::failure(format!("session {session} cannot be replayed")).because(error)
}

/// A point is said once: other words for it take the place of the first. An indicator may need several.
fn is_replaced(old: &Claim, new: &Claim) -> bool {
    let is_point = new.kind == crate::rubric::Contested::Point;
    old.kind == new.kind && old.id == new.id && (is_point || old.evidence.touches(&new.evidence))
}

/// What was contested so far.
fn claims(store: &Store, session: &SessionId) -> Result<Vec<Claim>, AppError> {
    let newest = store.scorecards(session)?.into_iter().find(|card| card.judge == store::Judge::Contest);
    let contest =
        newest.and_then(|card| serde_json::from_value::<Contest>(card.json.get("contest")?.clone()).ok());
    Ok(contest.map_or_else(Vec::new, |contest| contest.claims))
}

/// The judge's scorecard with all that is contested counted as said; none where nothing is.
///
/// # Errors
/// Where the session cannot be read.
pub fn contested(store: &Store, session: &SessionId) -> Result<Option<Scorecard>, AppError> {
    if claims(store, session)?.is_empty() {
        return Ok(None);
    }
    Contesting::open(store, session)?.contested()
}

/// Something that can be contested, in a line.
#[must_use]
pub fn offered(offer: &Contestable) -> String {
    format!("{} ({})", offer.says, offer.stands)
}

/// A sentence with its number, in a line.
#[must_use]
pub fn numbered(sentence: &Sentence) -> String {
    let flat = sentence.evidence.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{:>3}  {flat}", sentence.number)
}

impl Interview<'_> {
    /// "I did say that": which, in which words, and what comes of it. Enter goes back.
    pub(super) fn contest(&mut self) -> Result<(), AppError> {
        let session = self.session.id().clone();
        let contesting = Contesting::open(&self.session.store, &session)?;
        let offers = contesting.contestable();
        let choices = (1..).zip(&offers).map(|(number, offer)| (number.to_string(), offered(offer)));
        let question = "Which did you say? Enter goes back.".to_owned();
        let Reply::Chosen(at) = self.front.ask(&Selection { question, choices: choices.collect() })? else {
            return Ok(());
        };
        let Some(offer) = offers.get(at) else { return Ok(()) };
        self.front.notice("What you said:")?;
        for sentence in contesting.sentences() {
            self.front.notice(&numbered(&sentence))?;
        }
        self.front.notice("A number (or 3-5), or the words as you said them; Enter goes back.")?;
        while let Some(words) = self.front.ask_words("in these words")? {
            match contesting.contest(&offer.id, &words) {
                Err(error) => self.front.error("contest", &error.message, error.hint.as_deref())?,
                Ok(card) => {
                    let width = prose_width(terminal_width());
                    let shown =
                        contesting.both(&card).map(|both| terminal::contested(&both, self.theme, width));
                    let json = serde_json::to_value(&card).map_err(unwritable)?;
                    self.front.scorecard(&Debrief { text: shown.unwrap_or_default(), json })?;
                    break;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
