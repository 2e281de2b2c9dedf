//! Turns moves into words: built in, from the question's own sentences, or through a model.

pub mod builtin;
mod phrases;
mod voice;

pub use voice::{BUILTIN, BuiltinVoice, Listener, Piece, SpeakRequest, Utterance, Voice, VoiceError};
