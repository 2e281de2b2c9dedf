//! The calls to a judge: what goes into each, and one round of repair.

use crate::{
    interview::{State, mix},
    llm::{ChatModel, ChatRequest, JsonSchema, LlmError, Message},
    prompt::{Budget, JudgePrompt, Point, PromptError, TemplateSet, excerpts},
    rubric::Finding,
};

use super::{
    Grain, JudgeOptions, points,
    reply::{Answer, dimension_schema, point_schema, read_dimension, read_point},
    votes::Vote,
};

/// What a reply on one indicator may take, in tokens.
pub(super) const TOKENS_A_FINDING: u32 = 160;
/// With less room for the transcript, a whole dimension is too much for one call.
const FEWEST_TRANSCRIPT_TOKENS: usize = 1024;
/// A single reading is to be the likeliest one; several are to differ where the model is in doubt.
const STEADY: f32 = 0.0;
const VARIED: f32 = 0.6;

/// All the calls for a session.
pub(super) struct Calls<'a> {
    calls: Vec<Call<'a>>,
}

/// One call.
pub(super) struct Call<'a> {
    templates: &'a TemplateSet,
    messages: Vec<Message>,
    points: Vec<Point>,
    grain: Grain,
    sample: u32,
    temperature: f32,
}

/// What came of a call.
pub(super) struct Replied {
    /// Whether the model answered at all.
    pub(super) answered: bool,
    /// What it said; none where it could not be read.
    pub(super) votes: Option<Vec<Vote>>,
}

impl<'a> Calls<'a> {
    /// Every group of indicators, for each part of the transcript and each sample.
    pub(super) fn plan(
        state: &State,
        builtin: &[Finding],
        options: &JudgeOptions<'a>,
    ) -> Result<Self, PromptError> {
        let groups = groups(state, builtin, options);
        let prompt = JudgePrompt { templates: options.templates, turns: &[] };
        let rooms = groups.iter().map(|group| group.room(&prompt, options)).collect::<Result<Vec<_>, _>>()?;
        let room = rooms.into_iter().min().unwrap_or(0);
        if options.grain == Grain::Dimension && room < FEWEST_TRANSCRIPT_TOKENS {
            return Self::plan(state, builtin, &JudgeOptions { grain: Grain::Point, ..*options });
        }
        let parts = excerpts(points::transcript(state), room);
        let mut calls = Vec::new();
        for part in &parts {
            let prompt = JudgePrompt { turns: part, ..prompt };
            for sample in 0..options.samples.max(1) {
                for group in &groups {
                    calls.push(group.call(&prompt, options, sample)?);
                }
            }
        }
        Ok(Self { calls })
    }

    /// Into how many groups a session's indicators fall.
    pub(super) fn groups(state: &State, builtin: &[Finding], options: &JudgeOptions<'_>) -> usize {
        groups(state, builtin, options).len()
    }

    pub(super) fn len(&self) -> usize {
        self.calls.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Call<'a>> {
        self.calls.iter()
    }
}

/// Indicators that are asked in one call.
struct Group {
    dimension: String,
    points: Vec<Point>,
}

fn groups(state: &State, builtin: &[Finding], options: &JudgeOptions<'_>) -> Vec<Group> {
    let of_dimensions = state.setup.rubric.dimensions.iter().map(|dimension| Group {
        dimension: dimension.name.clone(),
        points: points::of_dimension(state, dimension, builtin),
    });
    let groups = of_dimensions.filter(|group| !group.points.is_empty());
    match options.grain {
        Grain::Dimension => groups.collect(),
        Grain::Point => groups
            .flat_map(|group| {
                let single = move |point| Group { dimension: group.dimension.clone(), points: vec![point] };
                group.points.into_iter().map(single).collect::<Vec<_>>()
            })
            .collect(),
    }
}

impl Group {
    fn messages(&self, prompt: &JudgePrompt<'_>, grain: Grain) -> Result<Vec<Message>, PromptError> {
        match (grain, self.points.first()) {
            (Grain::Point, Some(point)) => prompt.point(point),
            _ => prompt.dimension(&self.dimension, &self.points),
        }
    }

    fn reply_tokens(&self) -> u32 {
        u32::try_from(self.points.len()).unwrap_or(u32::MAX).saturating_mul(TOKENS_A_FINDING)
    }

    /// What is left for the transcript, in tokens; a repair says the reply again.
    fn room(&self, prompt: &JudgePrompt<'_>, options: &JudgeOptions<'_>) -> Result<usize, PromptError> {
        let reply_tokens = usize::try_from(self.reply_tokens()).unwrap_or(usize::MAX).saturating_mul(2);
        let budget = Budget { context_tokens: options.context_tokens, reply_tokens };
        Ok(budget.left_beside(&self.messages(prompt, options.grain)?))
    }

    fn call<'a>(
        &self,
        prompt: &JudgePrompt<'_>,
        options: &JudgeOptions<'a>,
        sample: u32,
    ) -> Result<Call<'a>, PromptError> {
        let mut points = self.points.clone();
        let mut order: Vec<(u64, Point)> = points
            .drain(..)
            .zip(0..)
            .map(|(point, place)| (mix(options.seed.wrapping_add(u64::from(sample)), place), point))
            .collect();
        order.sort_by_key(|(key, _)| *key);
        let group = Self {
            dimension: self.dimension.clone(),
            points: order.into_iter().map(|(_, point)| point).collect(),
        };
        Ok(Call {
            templates: options.templates,
            messages: group.messages(prompt, options.grain)?,
            points: group.points,
            grain: options.grain,
            sample,
            temperature: if options.samples > 1 { VARIED } else { STEADY },
        })
    }
}

impl Call<'_> {
    /// Asks, and once more where the reply cannot be read.
    pub(super) async fn ask(&self, model: &dyn ChatModel) -> Replied {
        let first = match self.complete(model, self.messages.clone()).await {
            Ok(text) => text,
            Err(_) => return Replied { answered: false, votes: None },
        };
        let problem = match self.read(&first) {
            Ok(votes) => return Replied { answered: true, votes: Some(votes) },
            Err(problem) => problem,
        };
        Replied { answered: true, votes: self.repaired(model, first, &problem).await }
    }

    async fn repaired(&self, model: &dyn ChatModel, first: String, problem: &str) -> Option<Vec<Vote>> {
        let values = serde_json::json!({ "problem": problem });
        let wish = self.templates.render("judge-repair", values).ok()?;
        let mut messages = self.messages.clone();
        messages.extend([Message::assistant(first), Message::user(wish)]);
        let second = self.complete(model, messages).await.ok()?;
        self.read(&second).ok()
    }

    async fn complete(&self, model: &dyn ChatModel, messages: Vec<Message>) -> Result<String, LlmError> {
        Ok(model.complete(self.request(messages)).await?.text)
    }

    fn request(&self, messages: Vec<Message>) -> ChatRequest {
        let count = u32::try_from(self.points.len()).unwrap_or(u32::MAX);
        ChatRequest::new(messages, count.saturating_mul(TOKENS_A_FINDING))
            .with_temperature(self.temperature)
            .with_format(self.schema())
    }

    /// The question as it is first put.
    pub(super) fn first(&self) -> ChatRequest {
        self.request(self.messages.clone())
    }

    fn schema(&self) -> JsonSchema {
        match self.grain {
            Grain::Point => point_schema(),
            Grain::Dimension => dimension_schema(&self.points),
        }
    }

    /// What a reply says, or what is wrong with it.
    pub(super) fn read(&self, text: &str) -> Result<Vec<Vote>, String> {
        let answers: Vec<Answer> = match self.grain {
            Grain::Point => vec![read_point(text)?],
            Grain::Dimension => read_dimension(text, &self.points)?,
        };
        Ok(self
            .points
            .iter()
            .zip(answers)
            .map(|(point, answer)| Vote::new(&point.id, self.sample, answer))
            .collect())
    }
}
