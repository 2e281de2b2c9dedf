//! Chat with a language model: the types, the [`ChatModel`] trait, a client for any
//! OpenAI-compatible endpoint, and a scripted model.
//!
//! | part | what it is |
//! |---|---|
//! | [`chat`](ChatRequest) | what is asked |
//! | [`reply`](StreamEvent) | what comes back, piece by piece or whole |
//! | [`error`](LlmError) | what can go wrong, as data with a hint |
//! | [`endpoint`](Endpoint) | where to ask, as plain data handed in |
//! | [`clock`](Clock) | the time, handed in, so that no test has to wait |
//! | [`messages`](normalise) | a conversation in the order every chat template accepts |
//! | [`structured`](Rung) | ways to ask for JSON, from enforced to merely requested |
//! | [`openai`] | the client |
//! | [`scripted`](ScriptedModel) | a model that says what it was told to say |

mod chat;
mod clock;
mod endpoint;
mod error;
mod messages;
pub mod openai;
mod reply;
mod scripted;
mod secret;
mod structured;
mod text;

pub use chat::{ChatModel, ChatRequest, JsonSchema, Message, Role};
pub use clock::Clock;
pub use endpoint::{Auth, Endpoint, Timeouts, Tls};
pub use error::{LlmError, TimeoutKind};
pub use messages::{SystemStyle, normalise};
pub use openai::OpenAiClient;
pub use reply::{Completeness, End, FinishReason, Notice, Reply, ReplyStream, StreamEvent, Usage};
pub use scripted::{Script, ScriptedModel};
pub use secret::Secret;
pub use structured::{Rung, json_in};
