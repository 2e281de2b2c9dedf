//! A voice: whatever puts the director's moves into words.

use async_trait::async_trait;

use crate::{
    interview::{Move, State},
    llm::{ChatModel, LlmError},
    prompt::PromptError,
};

use super::builtin;

/// The name of the built-in voice, as in events and transcripts.
pub const BUILTIN: &str = "builtin";

/// What is to be said, and all that is known.
#[derive(Debug, Clone, Copy)]
pub struct SpeakRequest<'a> {
    /// The moves of one utterance.
    pub moves: &'a [Move],
    /// The state in which they were decided.
    pub state: &'a State,
}

/// A piece of an utterance as it comes about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words; all of them together are the utterance's text.
    Delta(&'a str),
    /// What holds it up, for a person who waits.
    Notice(String),
    /// What a model thinks on the way: never a part of the utterance.
    Reasoning(&'a str),
}

/// Whoever hears the pieces as they come.
pub type Listener<'l> = dyn for<'p> FnMut(Piece<'p>) + Send + 'l;

/// An utterance, said to its end.
#[derive(Debug)]
pub struct Utterance {
    /// All that was said.
    pub text: String,
    /// Whose words: [`BUILTIN`], or the model's label.
    pub voice: String,
    /// Whether it broke off before its end.
    pub cut: bool,
    /// What the guard took out of a model's words, and why.
    pub guarded: Vec<String>,
    /// Why the model said nothing, where its part was left to the built-in voice.
    pub failure: Option<VoiceError>,
}

impl Utterance {
    /// One that nothing went wrong with.
    #[must_use]
    pub fn whole(text: String, voice: String) -> Self {
        Self { text, voice, cut: false, guarded: Vec::new(), failure: None }
    }
}

/// Why nothing was said.
#[derive(Debug, thiserror::Error)]
pub enum VoiceError {
    /// The model gave no answer; not a word was given out.
    #[error("the interviewer's model does not answer")]
    Model(#[source] LlmError),
    /// A template cannot be rendered.
    #[error(transparent)]
    Prompt(#[from] PromptError),
}

/// Puts moves into words.
#[async_trait]
pub trait Voice: Send + Sync {
    /// Whose voice it is: [`BUILTIN`], or the model's label.
    fn name(&self) -> String;

    /// Sends what the next request will begin with, while nobody waits for an answer: that fills the endpoint's prompt
    /// cache, and loads its model. It goes `through` a client of its own, so that it can be dropped at any time.
    ///
    /// # Errors
    /// [`VoiceError`] where the model does not answer, or a template cannot be rendered.
    async fn warm_up(&self, _state: &State, _through: &dyn ChatModel) -> Result<(), VoiceError> {
        Ok(())
    }

    /// Says the moves as one utterance, piece by piece. What was given to `out` is what was heard: dropping the
    /// future stops the voice, and nothing is taken back.
    ///
    /// # Errors
    /// [`VoiceError`] where not a word was given out; a voice that breaks off later keeps what was heard.
    async fn speak(&self, request: SpeakRequest<'_>, out: &mut Listener<'_>)
    -> Result<Utterance, VoiceError>;
}

/// The voice that needs no model: at once, in one piece.
#[derive(Debug, Clone, Copy, Default)]
pub struct BuiltinVoice;

#[async_trait]
impl Voice for BuiltinVoice {
    fn name(&self) -> String {
        BUILTIN.to_owned()
    }

    async fn speak(
        &self,
        request: SpeakRequest<'_>,
        out: &mut Listener<'_>,
    ) -> Result<Utterance, VoiceError> {
        let text = builtin::words(request.moves, request.state);
        out(Piece::Delta(&text));
        Ok(Utterance::whole(text, self.name()))
    }
}
