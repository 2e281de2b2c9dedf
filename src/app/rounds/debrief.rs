//! After the last round: every round scored, and one debrief over all.

use crate::{
    app::{
        calibrate,
        endpoint::Chosen,
        finish::keep,
        marking::{Marker, Progress},
        records,
    },
    error::AppError,
    interview::State,
    repl::{self, Reply, Selection},
    report::{self, LoopDebrief, loops},
    rubric::{Recommendation, Scorecard, SelfRating},
    store::Store,
    term::{
        Theme,
        width::{prose_width, terminal_width},
    },
    transcript::SessionId,
};

use super::Rounds;

/// How a loop's debrief is written.
#[derive(Debug, Clone, Copy)]
pub enum Format {
    /// For a terminal.
    Terminal(Theme),
    /// Markdown.
    Markdown,
    /// JSON.
    Json,
}

/// A round that was held, and its scorecard.
struct Scored {
    state: State,
    card: Scorecard,
    rating: Option<SelfRating>,
}

impl Rounds<'_> {
    /// Scores all rounds and shows what they come to; a person says first what they expect.
    pub(super) fn debrief(
        &mut self,
        store: &Store,
        first: &SessionId,
        chosen: &Chosen,
    ) -> Result<(), AppError> {
        let states = states(store, first)?;
        let ratings = self.expectations(&states)?;
        let (marker, why_builtin) = chosen.marker();
        if let Some(error) = why_builtin {
            self.front.warning(&format!("the judge does not answer: {error}; the built-in scorer scores"))?;
        }
        let mut rounds = Vec::new();
        for (state, rating) in states.into_iter().zip(ratings) {
            let card = self.mark(&state, &marker, store)?;
            if let Err(error) = keep(store, &state.setup.session, &card, rating.as_ref()) {
                self.front
                    .warning(&format!("a scorecard is not saved: {error}; `viva score` makes it again"))?;
            }
            rounds.push(Scored { state, card, rating });
        }
        let each = rounds.iter().map(single).collect::<Result<Vec<_>, _>>()?;
        let all = debrief_of(&rounds);
        let text = write(&all, Format::Terminal(self.theme))?;
        let json = serde_json::to_value(&all).map_err(unwritable)?;
        Ok(self.front.loop_debrief(&each, &repl::Debrief { text, json })?)
    }

    fn mark(&mut self, state: &State, marker: &Marker, store: &Store) -> Result<Scorecard, AppError> {
        let front = &mut *self.front;
        let progress: &mut Progress<'_> = &mut |text| front.waiting(text);
        let mut marked = marker.mark(state, progress)?;
        for remark in marked.remarks {
            self.front.warning(&remark)?;
        }
        if let Err(error) = calibrate::attach(store, &mut marked.scorecard) {
            self.front.warning(&format!("whether the judge is calibrated cannot be read: {error}"))?;
        }
        Ok(marked.scorecard)
    }

    /// What a person expects of each round, from memory. Enter passes over the rest.
    fn expectations(&mut self, states: &[State]) -> Result<Vec<Option<SelfRating>>, AppError> {
        let mut ratings = vec![None; states.len()];
        if !self.front.interactive() {
            return Ok(ratings);
        }
        self.front
            .notice("Before the debrief: which verdict do you expect of each round? Enter skips the rest.")?;
        for (state, rating) in states.iter().zip(&mut ratings) {
            let choices = Recommendation::ALL.iter().enumerate();
            let choices = choices.map(|(i, r)| ((i + 1).to_string(), r.to_string())).collect();
            let question = format!("{}: {}", state.question().kind, state.question().title);
            let Reply::Chosen(at) = self.front.ask(&Selection { question, choices })? else { break };
            *rating =
                Some(SelfRating { predicted: Recommendation::ALL.get(at).copied(), ..SelfRating::default() });
        }
        Ok(ratings)
    }
}

/// The debrief over the loop that a session is a round of.
///
/// # Errors
/// Wrong usage where it is none; or where it cannot be read.
pub fn report(store: &Store, session: &SessionId, format: Format) -> Result<String, AppError> {
    let state = records::state(store, session)?;
    let round = state.setup.staging.round.as_ref();
    let first = &round
        .ok_or_else(|| {
            AppError::usage(format!("session {session} is no round of a loop"))
                .hint("`viva start --loop` holds one")
        })?
        .first;
    let scored = |state: State| {
        let (card, rating) = records::scored(store, &state)?;
        Ok(Scored { state, card, rating })
    };
    let rounds = states(store, first)?.into_iter().map(scored).collect::<Result<Vec<_>, AppError>>()?;
    write(&debrief_of(&rounds), format)
}

/// The rounds that were ended, in order.
fn states(store: &Store, first: &SessionId) -> Result<Vec<State>, AppError> {
    let all = store.rounds(first)?.into_iter().map(|round| records::state(store, &round.id));
    let mut states = all.collect::<Result<Vec<_>, _>>()?;
    states.retain(|state| state.finished.is_some());
    Ok(states)
}

fn debrief_of(rounds: &[Scored]) -> LoopDebrief {
    let rounds: Vec<loops::Held<'_>> = rounds
        .iter()
        .map(|round| loops::Held { state: &round.state, card: &round.card, rating: round.rating.as_ref() })
        .collect();
    LoopDebrief::new(&rounds)
}

fn write(debrief: &LoopDebrief, format: Format) -> Result<String, AppError> {
    Ok(match format {
        Format::Terminal(theme) => loops::terminal(debrief, theme, prose_width(terminal_width())),
        Format::Markdown => loops::markdown(debrief),
        Format::Json => serde_json::to_string_pretty(debrief).map_err(unwritable)? + "\n",
    })
}

/// A round's own debrief, for programs.
fn single(round: &Scored) -> Result<repl::Debrief, AppError> {
    let debrief = report::Debrief::new(&round.state, &round.card, round.rating.as_ref());
    let json =
        report::json::write(&debrief).and_then(|text| serde_json::from_str(&text)).map_err(unwritable)?;
    Ok(repl::Debrief { text: String::new(), json })
}

fn unwritable(error: serde_json::Error) -> AppError {
    AppError::failure("the debrief cannot be written as JSON").because(error)
}
