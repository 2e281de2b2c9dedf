//! Letting a voice speak: piece by piece to the front, stoppable, with the built-in voice as the net.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{runtime::Runtime, sync::mpsc};

use crate::{
    error::AppError,
    interview::{Event, Move, State, name_of},
    interviewer::{BUILTIN, Piece, SpeakRequest, Utterance, Voice, builtin},
    repl::{Front, Spoken},
};

/// After a failure the endpoint is left alone for so long.
const REST: Duration = Duration::from_secs(30);
/// Without a word for so long, the built-in voice is offered.
const OFFER_AFTER: Duration = Duration::from_secs(20);

/// Who speaks.
pub enum Speaker {
    /// The built-in voice.
    Builtin,
    /// A model, with the built-in voice under it.
    Model {
        /// The model's voice.
        voice: Arc<dyn Voice>,
        /// Where its requests run.
        runtime: Arc<Runtime>,
        /// Not asked again before this, after a failure.
        rests_until: Option<Instant>,
    },
}

/// How a model's utterance ended.
enum Ended {
    Said(Utterance),
    Stopped,
    Failed(crate::interviewer::VoiceError),
}

/// What came over while a model spoke.
enum Heard {
    Words(String),
    Notice(String),
}

impl Speaker {
    /// The name shown and stored: `builtin`, or the model's.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Builtin => BUILTIN.to_owned(),
            Self::Model { voice, .. } => voice.name(),
        }
    }

    /// Says the moves, and makes the event of what was heard.
    ///
    /// # Errors
    /// Only where the front fails.
    pub fn say(&mut self, moves: &[Move], state: &State, front: &mut dyn Front) -> Result<Event, AppError> {
        let mut heard = String::new();
        let ended = match self {
            Self::Model { voice, runtime, rests_until }
                if rests_until.is_none_or(|until| Instant::now() >= until) =>
            {
                front.waiting("thinking")?;
                let (voice, runtime) = (Arc::clone(voice), Arc::clone(runtime));
                runtime.block_on(stream(voice.as_ref(), moves, state, front, &mut heard))?
            }
            _ => return spoken_builtin(moves, state, front),
        };
        match ended {
            Ended::Said(utterance) => {
                tracing::info!(moves = name_of(moves), guarded = ?utterance.guarded, "the model spoke");
                let failure = utterance.failure.clone();
                let event = finished(moves, utterance, front)?;
                if let Some(why) = failure {
                    self.rest(&why, front)?;
                }
                Ok(event)
            }
            Ended::Stopped if heard.trim().is_empty() => spoken_builtin(moves, state, front),
            Ended::Stopped => {
                let partial = Utterance { cut: true, ..Utterance::whole(heard, self.name()) };
                finished(moves, partial, front)
            }
            Ended::Failed(error) => {
                self.rest(&error.with_cause(), front)?;
                spoken_builtin(moves, state, front)
            }
        }
    }

    /// Leaves a model alone for a while, and says so.
    fn rest(&mut self, why: &str, front: &mut dyn Front) -> Result<(), AppError> {
        tracing::info!(why, "the model's voice failed");
        if let Self::Model { rests_until, .. } = self {
            *rests_until = Some(Instant::now() + REST);
        }
        let seconds = REST.as_secs();
        front.warning(&format!(
            "{why}; the built-in interviewer goes on, and the endpoint is tried again in {seconds} s"
        ))?;
        Ok(())
    }
}

fn spoken_builtin(moves: &[Move], state: &State, front: &mut dyn Front) -> Result<Event, AppError> {
    let text = builtin::words(moves, state);
    front.delta(&text)?;
    finished(
        moves,
        Utterance { text, voice: BUILTIN.to_owned(), cut: false, guarded: Vec::new(), failure: None },
        front,
    )
}

fn finished(moves: &[Move], utterance: Utterance, front: &mut dyn Front) -> Result<Event, AppError> {
    let Utterance { text, voice, cut, guarded, .. } = utterance;
    front.utterance(&Spoken { move_name: name_of(moves).to_owned(), text: text.clone(), cut })?;
    Ok(Event::Spoken { moves: moves.to_vec(), text, cut, voice, guarded })
}

/// Streams to the front until the voice ends or the candidate stops it. Dropping the voice's future cancels its
/// request.
async fn stream(
    voice: &dyn Voice,
    moves: &[Move],
    state: &State,
    front: &mut dyn Front,
    heard: &mut String,
) -> Result<Ended, AppError> {
    let (sender, mut pieces) = mpsc::unbounded_channel();
    let mut listener = move |piece: Piece<'_>| {
        let over = match piece {
            Piece::Delta(words) => Heard::Words(words.to_owned()),
            Piece::Notice(text) => Heard::Notice(text),
            Piece::Reasoning(_) => return,
        };
        // The receiver lives as long as the voice; if it is gone, nobody listens any more.
        let _ = sender.send(over);
    };
    let speaking = voice.speak(SpeakRequest { moves, state }, &mut listener);
    tokio::pin!(speaking);
    let offer = tokio::time::sleep(OFFER_AFTER);
    tokio::pin!(offer);
    let mut offered = false;
    // Behind a pipe Ctrl-C ends the program, as it does any other.
    let ended = loop {
        tokio::select! {
            biased;
            stopped = tokio::signal::ctrl_c(), if front.interactive() => {
                if stopped.is_ok() {
                    break Ended::Stopped;
                }
            }
            Some(piece) = pieces.recv() => pass_on(piece, front, heard)?,
            said = &mut speaking => break said.map_or_else(Ended::Failed, Ended::Said),
            () = &mut offer, if !offered && front.interactive() && heard.is_empty() => {
                offered = true;
                front.notice("no word from the model for 20 s; Ctrl-C lets the built-in interviewer ask instead")?;
            }
        }
    };
    while let Ok(piece) = pieces.try_recv() {
        pass_on(piece, front, heard)?;
    }
    Ok(ended)
}

fn pass_on(piece: Heard, front: &mut dyn Front, heard: &mut String) -> Result<(), AppError> {
    match piece {
        Heard::Words(words) => {
            heard.push_str(&words);
            front.delta(&words)?;
        }
        Heard::Notice(text) => front.notice(&text)?,
    }
    Ok(())
}
