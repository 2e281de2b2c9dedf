//! The client for any OpenAI-compatible endpoint.
//!
//! From the wire to a reply: `sse` splits bytes into events, `wire` reads what an event says
//! (nothing is required of it), `think` and `control` take out what is not the answer,
//! `decode` joins them and decides how a reply ended. From a question to the wire: `request`
//! writes it in the `dialect` the endpoint is known to speak, `transport` sends it, `call`
//! drives the attempts; `fault` reads refusals, and `retry` says when to ask again.

mod batch;
mod call;
mod client;
mod control;
mod decode;
mod dialect;
mod fault;
mod models;
mod request;
mod retry;
mod sse;
mod think;
mod transport;
mod url;
mod wire;

pub use batch::BatchResult;
pub use client::{Builder, OpenAiClient};
pub use dialect::{TokenLimit, Traits};
pub use models::ModelInfo;
pub use retry::RetryPolicy;
pub use url::{BadUrl, BaseUrl};
