//! A candidate sits an interview with whoever asks.

use crate::{
    app::speaking::Speaker,
    error::{AppError, Exit},
    interview::{Move, Setup, State},
    interviewer::{Piece, SpeakRequest, builtin},
};

use super::{
    candidate::Candidate,
    play::{Played, play},
};

/// Plays an interview to its end.
///
/// # Errors
/// Exit code 4 where a model that was to ask does not answer.
pub fn sit(setup: Setup, candidate: &Candidate, speaker: Speaker) -> Result<Played, AppError> {
    let mut voice = Voice { speaker, failed: None };
    let played = play(setup, candidate, &mut |moves, state| voice.words(moves, state));
    voice.failed.map_or(Ok(played), Err)
}

/// Whoever asks, and why it cannot any more.
struct Voice {
    speaker: Speaker,
    failed: Option<AppError>,
}

impl Voice {
    fn words(&mut self, moves: &[Move], state: &State) -> String {
        let Speaker::Model { voice, link, .. } = &self.speaker else { return builtin::words(moves, state) };
        if self.failed.is_some() {
            return builtin::words(moves, state);
        }
        let mut unheard = |_: Piece<'_>| {};
        let speaking = voice.speak(SpeakRequest { moves, state }, &mut unheard);
        match link.runtime.block_on(speaking) {
            Ok(utterance) => utterance.text,
            Err(error) => {
                self.failed = Some(
                    AppError::new(Exit::Endpoint, "the interviewer's model does not answer")
                        .because(error)
                        .hint("`viva doctor` tries the endpoint step by step"),
                );
                builtin::words(moves, state)
            }
        }
    }
}
