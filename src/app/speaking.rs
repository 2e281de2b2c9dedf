//! Letting a voice speak: piece by piece to the front, stoppable, with the built-in voice as the net.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::sync::mpsc;

use crate::{
    error::AppError,
    interview::{Event, Move, State, name_of},
    interviewer::{BUILTIN, Piece, SpeakRequest, Utterance, Voice, VoiceError, builtin},
    repl::{Front, Spoken},
};

use super::endpoint::{Link, advice, builtin_because};

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
        /// The endpoint that it speaks through.
        link: Arc<Link>,
        /// Not asked again before this, after a failure.
        rests_until: Option<Instant>,
        /// The user wants this one or nobody: it must not fail before its first words.
        insists: bool,
        /// It has said something already.
        has_spoken: bool,
        /// Whether what it thinks is shown.
        shows_reasoning: bool,
    },
}

/// How a model's utterance ended.
enum Ended {
    Said(Utterance),
    Stopped,
    Failed(VoiceError),
}

/// What came over while a model spoke.
enum Heard {
    Words(String),
    Notice(String),
    Reasoning(String),
}

/// What was heard so far, and what is to be said of it when it is over.
#[derive(Default)]
struct Ear {
    words: String,
    remarks: Vec<String>,
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

    /// Makes sure of a model that the user insists on, while the question is read: better now than after the first
    /// answer.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn assure(&self) -> Result<(), AppError> {
        match self {
            Self::Model { link, insists: true, .. } => {
                let connected = link.runtime.block_on(link.connect(false));
                connected
                    .map(drop)
                    .map_err(|error| advice::app_error(error, &link.configured, &link.listed()))
            }
            _ => Ok(()),
        }
    }

    /// Says the moves, and makes the event of what was heard.
    ///
    /// # Errors
    /// Where the front fails, and where the user insists on a model that fails before its first words.
    pub fn say(&mut self, moves: &[Move], state: &State, front: &mut dyn Front) -> Result<Event, AppError> {
        let Self::Model { voice, link, rests_until, insists, has_spoken, shows_reasoning } = self else {
            return spoken_builtin(moves, state, front);
        };
        if rests_until.is_some_and(|until| Instant::now() < until) {
            return spoken_builtin(moves, state, front);
        }
        front.waiting("thinking")?;
        let mut ear = Ear::default();
        let talk = Talk {
            voice: voice.as_ref(),
            shows_reasoning: *shows_reasoning,
            is_here: link.configured.is_here(),
        };
        let ended = link.runtime.block_on(talk.stream(SpeakRequest { moves, state }, front, &mut ear))?;
        let mut failed = None;
        let event = match ended {
            Ended::Said(mut utterance) => {
                tracing::info!(moves = name_of(moves), guarded = ?utterance.guarded, "the model spoke");
                failed = utterance.failure.take();
                finished(moves, utterance, front)?
            }
            Ended::Stopped if ear.words.trim().is_empty() => spoken_builtin(moves, state, front)?,
            Ended::Stopped => {
                let partial = Utterance { cut: true, ..Utterance::whole(ear.words, voice.name()) };
                finished(moves, partial, front)?
            }
            Ended::Failed(VoiceError::Model(error)) if *insists && !*has_spoken => {
                return Err(advice::app_error(error, &link.configured, &link.listed()));
            }
            Ended::Failed(error) => {
                front.warning(&failure(&error, link, *has_spoken))?;
                *rests_until = Some(Instant::now() + REST);
                return spoken_builtin(moves, state, front);
            }
        };
        for remark in ear.remarks {
            front.notice(&remark)?;
        }
        match failed {
            None => *has_spoken = true,
            // Its part of the utterance was left to the built-in voice.
            Some(error) => {
                front.warning(&failure(&error, link, *has_spoken))?;
                *rests_until = Some(Instant::now() + REST);
            }
        }
        Ok(event)
    }
}

/// Why the built-in voice speaks instead, what to do about it, and what follows.
fn failure(error: &VoiceError, link: &Link, has_spoken: bool) -> String {
    tracing::info!(%error, "the model's voice failed");
    let (cause, hint) = match error {
        VoiceError::Model(cause) => {
            (cause.to_string(), format!(" ({})", advice::hint(cause, &link.configured, &link.listed())))
        }
        VoiceError::Prompt(cause) => (cause.to_string(), String::new()),
    };
    if has_spoken {
        return format!(
            "the interviewer's model does not answer: {cause}{hint}; the built-in interviewer goes on, and the endpoint is tried again in 30 s"
        );
    }
    format!("{}{hint}; the endpoint is tried again in 30 s", builtin_because(&cause))
}

fn spoken_builtin(moves: &[Move], state: &State, front: &mut dyn Front) -> Result<Event, AppError> {
    let text = builtin::words(moves, state);
    front.delta(&text)?;
    finished(moves, Utterance::whole(text, BUILTIN.to_owned()), front)
}

fn finished(moves: &[Move], utterance: Utterance, front: &mut dyn Front) -> Result<Event, AppError> {
    let Utterance { text, voice, cut, guarded, .. } = utterance;
    let spoken = Spoken { move_name: name_of(moves).to_owned(), text, cut };
    front.utterance(&spoken)?;
    Ok(Event::Spoken { moves: moves.to_vec(), text: spoken.text, cut, voice, guarded })
}

/// A model's voice and what is shown of it.
struct Talk<'t> {
    voice: &'t dyn Voice,
    shows_reasoning: bool,
    is_here: bool,
}

impl Talk<'_> {
    /// Streams to the front until the voice ends or the candidate stops it. Dropping the voice's future cancels its
    /// request.
    async fn stream(
        &self,
        request: SpeakRequest<'_>,
        front: &mut dyn Front,
        ear: &mut Ear,
    ) -> Result<Ended, AppError> {
        let (sender, mut pieces) = mpsc::unbounded_channel();
        let shows_reasoning = self.shows_reasoning;
        let mut listener = move |piece: Piece<'_>| {
            let over = match piece {
                Piece::Delta(words) => Heard::Words(words.to_owned()),
                Piece::Notice(text) => Heard::Notice(text),
                Piece::Reasoning(text) if shows_reasoning => Heard::Reasoning(text.to_owned()),
                Piece::Reasoning(_) => return,
            };
            // The receiver lives as long as the voice; if it is gone, nobody listens any more.
            let _ = sender.send(over);
        };
        let speaking = self.voice.speak(request, &mut listener);
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
                Some(piece) = pieces.recv() => ear.hear(piece, &mut pieces, front)?,
                said = &mut speaking => break said.map_or_else(Ended::Failed, Ended::Said),
                () = &mut offer, if !offered && front.interactive() && ear.words.is_empty() => {
                    offered = true;
                    front.notice(&self.no_word())?;
                }
            }
        };
        while let Ok(piece) = pieces.try_recv() {
            ear.hear(piece, &mut pieces, front)?;
        }
        Ok(ended)
    }

    fn no_word(&self) -> String {
        let perhaps = if self.is_here { " (it may still be loading)" } else { "" };
        format!("no word from the model for 20 s{perhaps}; Ctrl-C lets the built-in interviewer ask instead")
    }
}

impl Ear {
    /// Takes a piece with all the words that have come since: what came together is shown together.
    fn hear(
        &mut self,
        piece: Heard,
        pieces: &mut mpsc::UnboundedReceiver<Heard>,
        front: &mut dyn Front,
    ) -> Result<(), AppError> {
        let Heard::Words(mut words) = piece else { return self.take(piece, front) };
        loop {
            match pieces.try_recv() {
                Ok(Heard::Words(more)) => words.push_str(&more),
                other => {
                    self.take(Heard::Words(words), front)?;
                    return other.map_or(Ok(()), |piece| self.take(piece, front));
                }
            }
        }
    }

    /// Passes a piece on. In the midst of an utterance nothing else is shown: it can wait for the end.
    fn take(&mut self, piece: Heard, front: &mut dyn Front) -> Result<(), AppError> {
        match piece {
            Heard::Words(words) => {
                self.words.push_str(&words);
                front.delta(&words)?;
            }
            Heard::Reasoning(text) => front.reasoning(&text)?,
            Heard::Notice(text) if self.words.is_empty() => front.notice(&text)?,
            Heard::Notice(text) => self.remarks.push(text),
        }
        Ok(())
    }
}
