//! Turns moves into words: built in, from the question's own sentences, or through a model under guard.

pub mod builtin;
mod endpoint;
pub mod guard;
mod phrases;
mod plan;
mod projects;
mod quoting;
mod voice;

pub use endpoint::{EndpointVoice, VoiceOptions};
pub use phrases::own_lines;
pub use projects::{ProjectsError, project_questions};
pub use voice::{BUILTIN, BuiltinVoice, Listener, Piece, SpeakRequest, Utterance, Voice, VoiceError};
