//! A voice whose endpoint may still be looked at while the question is read.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;

use crate::{
    interview::State,
    interviewer::{EndpointVoice, Listener, SpeakRequest, Utterance, Voice, VoiceError, VoiceOptions},
    llm::{ChatModel, LlmError},
    prompt::TemplateSet,
};

use super::Link;

/// Speaks through the endpoint of a link, which it awaits when there is something to say.
pub struct AwaitedVoice {
    link: Arc<Link>,
    templates: Arc<TemplateSet>,
    raw: bool,
    voice: OnceLock<EndpointVoice>,
    was_asked: AtomicBool,
}

impl AwaitedVoice {
    /// A voice for one interview.
    #[must_use]
    pub fn new(link: Arc<Link>, templates: Arc<TemplateSet>, raw: bool) -> Self {
        Self { link, templates, raw, voice: OnceLock::new(), was_asked: AtomicBool::new(false) }
    }

    async fn voice(&self) -> Result<&EndpointVoice, LlmError> {
        if let Some(voice) = self.voice.get() {
            return Ok(voice);
        }
        let connection = self.link.connect(self.was_asked.swap(true, Ordering::Relaxed)).await?;
        let usual = VoiceOptions::default();
        let context_tokens =
            connection.context_tokens.and_then(|n| usize::try_from(n).ok()).unwrap_or(usual.context_tokens);
        let options = VoiceOptions { context_tokens, raw: self.raw, ..usual };
        let voice = EndpointVoice::new(connection.model(), Arc::clone(&self.templates), options);
        Ok(self.voice.get_or_init(|| voice))
    }
}

#[async_trait]
impl Voice for AwaitedVoice {
    fn name(&self) -> String {
        self.voice.get().map_or_else(|| self.link.name(), Voice::name)
    }

    async fn warm_up(&self, state: &State, through: &dyn ChatModel) -> Result<(), VoiceError> {
        let voice = self.voice().await.map_err(VoiceError::Model)?;
        voice.warm_up(state, through).await
    }

    async fn speak(
        &self,
        request: SpeakRequest<'_>,
        out: &mut Listener<'_>,
    ) -> Result<Utterance, VoiceError> {
        let voice = self.voice().await.map_err(VoiceError::Model)?;
        voice.speak(request, out).await
    }
}
