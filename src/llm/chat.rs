//! What is asked of a model, and the trait of whatever answers.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{LlmError, Reply, ReplyStream};

/// Who speaks in a [`Message`]. There is no `developer`: half of the compatible servers refuse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Instructions to the model.
    System,
    /// The person the model talks with.
    User,
    /// The model itself.
    Assistant,
}

impl Role {
    /// The name of the role on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::User => "user",
            Self::Assistant => "assistant",
        }
    }
}

/// One message of a conversation. Always plain text: content parts are not understood everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Who says it.
    pub role: Role,
    /// What is said.
    pub text: String,
}

impl Message {
    /// Instructions to the model.
    pub fn system(text: impl Into<String>) -> Self {
        Self { role: Role::System, text: text.into() }
    }

    /// Something the person says.
    pub fn user(text: impl Into<String>) -> Self {
        Self { role: Role::User, text: text.into() }
    }

    /// Something the model said.
    pub fn assistant(text: impl Into<String>) -> Self {
        Self { role: Role::Assistant, text: text.into() }
    }
}

/// The shape a JSON reply should have.
#[derive(Debug, Clone, PartialEq)]
pub struct JsonSchema {
    /// A name for the schema: letters, digits, `_` and `-`.
    pub name: String,
    /// The JSON Schema itself.
    pub schema: Value,
}

/// A question to a model.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatRequest {
    /// The conversation so far, in any order; a client puts it into one that templates accept.
    pub messages: Vec<Message>,
    /// The most tokens the reply may have.
    pub max_tokens: u32,
    /// The sampling temperature; the endpoint's own when `None`.
    pub temperature: Option<f32>,
    /// The shape of the reply, when it should be JSON.
    pub format: Option<JsonSchema>,
}

impl ChatRequest {
    /// A free-form question with the endpoint's own temperature.
    #[must_use]
    pub fn new(messages: Vec<Message>, max_tokens: u32) -> Self {
        Self { messages, max_tokens, temperature: None, format: None }
    }

    /// The same question at this temperature.
    #[must_use]
    pub fn with_temperature(mut self, temperature: f32) -> Self {
        self.temperature = Some(temperature);
        self
    }

    /// The same question, to be answered in this shape.
    #[must_use]
    pub fn with_format(mut self, format: JsonSchema) -> Self {
        self.format = Some(format);
        self
    }
}

/// Something that answers a conversation.
#[async_trait]
pub trait ChatModel: Send + Sync {
    /// Asks, and hands over the reply piece by piece. Dropping the stream cancels the request.
    ///
    /// The stream ends after [`StreamEvent::End`](super::StreamEvent::End) or after the first error.
    /// Once text has come, a reply that breaks off is not an error but an end that is
    /// [`Cut`](super::Completeness::Cut), so that what was heard is kept.
    ///
    /// # Errors
    /// [`LlmError::NothingToSay`] when there is no message; everything else arrives in the stream.
    async fn stream(&self, request: ChatRequest) -> Result<ReplyStream, LlmError>;

    /// Asks, and waits for the whole reply; the way to ask for JSON.
    ///
    /// # Errors
    /// Every [`LlmError`]; a reply that breaks off is one here.
    async fn complete(&self, request: ChatRequest) -> Result<Reply, LlmError>;

    /// What to call this model before a person: `model at host`.
    fn label(&self) -> String;
}
