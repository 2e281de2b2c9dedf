//! What there is to be scored.

use std::collections::BTreeSet;

use crate::{bank::Question, interview::State, rubric::Rubric, transcript::QuestionId};

use super::{Change, Labelled, Stage, Transcripts};

/// One thing to score.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trial {
    /// A labelled transcript.
    Talk {
        /// Its id.
        transcript: String,
        /// Whether it is scored a second time, under another seed.
        again: bool,
    },
    /// A single answer to a question.
    Answer {
        /// To which.
        question: QuestionId,
        /// Which.
        change: Change,
    },
}

impl std::fmt::Display for Trial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Talk { transcript, again: false } => f.write_str(transcript),
            Self::Talk { transcript, again: true } => write!(f, "{transcript}, again"),
            Self::Answer { question, change } => write!(f, "{question}, {change}"),
        }
    }
}

/// All that a judge is measured by.
#[derive(Debug)]
pub struct Plan<'a> {
    stage: Stage<'a>,
    /// The labelled transcripts.
    pub(super) talks: Vec<&'a Labelled>,
    /// The questions whose samples are scored as they are.
    pub(super) questions: Vec<&'a Question>,
    /// Of these, those to whose samples something is done as well: the ones that transcripts are about, so that a bank
    /// that grows moves neither the figures nor the time that they take.
    pub(super) changed: BTreeSet<QuestionId>,
}

impl<'a> Plan<'a> {
    /// Everything, or with `sample` so many transcripts and so many questions, spread over all of them.
    #[must_use]
    pub fn new(stage: Stage<'a>, transcripts: &'a Transcripts, sample: Option<usize>) -> Self {
        let talks: Vec<&Labelled> = transcripts.iter().collect();
        let talked_of = |id: &QuestionId| talks.iter().any(|labelled| labelled.question.get_ref() == id);
        let mut questions: Vec<&Question> = stage.bank.iter().collect();
        questions.sort_by_key(|question| (question.kind, question.id.clone()));
        questions.retain(|question| stage.rubrics.for_kind(question.kind).is_some());
        if sample.is_some() {
            questions.retain(|question| talked_of(&question.id));
        }
        let questions = spread(questions, sample);
        let changed = questions.iter().map(|question| question.id.clone()).filter(talked_of).collect();
        Self { stage, talks: spread(talks, sample), questions, changed }
    }

    /// The transcripts alone.
    #[cfg(test)]
    pub(crate) fn without_answers(self) -> Self {
        Self { questions: Vec::new(), ..self }
    }

    /// How many labelled transcripts there are in it.
    #[must_use]
    pub fn transcripts(&self) -> usize {
        self.talks.len()
    }

    /// To the samples of how many questions something is done.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.changed.len()
    }

    /// How many questions there are in it.
    #[must_use]
    pub fn questions(&self) -> usize {
        self.questions.len()
    }

    /// Everything to be scored, in order.
    pub fn trials(&self) -> impl Iterator<Item = Trial> {
        let talk = |labelled: &&Labelled, again| Trial::Talk { transcript: labelled.id().to_owned(), again };
        let talks = self.talks.iter().map(move |labelled| talk(labelled, false));
        let again = self.talks.iter().map(move |labelled| talk(labelled, true));
        let answers = self.questions.iter().flat_map(|question| {
            let is_changed = self.changed.contains(&question.id);
            let changes = Change::ALL.iter().filter(move |change| is_changed || change.is_plain());
            changes.map(|change| Trial::Answer { question: question.id.clone(), change: *change })
        });
        talks.chain(answers).chain(again)
    }

    /// A trial as an interview that was held.
    #[must_use]
    pub fn state(&self, trial: &Trial) -> Option<State> {
        match trial {
            Trial::Talk { transcript, again } => {
                let labelled = self.talks.iter().find(|labelled| labelled.id() == transcript)?;
                self.stage.talk(labelled, u64::from(*again))
            }
            Trial::Answer { question, change } => {
                let text = change.of(self.stage.bank.get(question)?, self.stage.bank);
                self.stage.answer(question, &text)
            }
        }
    }

    /// The rubrics that its transcripts are read by.
    #[must_use]
    pub fn rubrics(&self) -> Vec<&'a Rubric> {
        let mut rubrics: Vec<&Rubric> =
            self.talks.iter().filter_map(|labelled| self.rubric(labelled)).collect();
        rubrics.sort_by(|a, b| a.id.cmp(&b.id));
        rubrics.dedup_by(|a, b| a.id == b.id);
        rubrics
    }

    /// The rubric of a transcript.
    pub(super) fn rubric(&self, labelled: &Labelled) -> Option<&'a Rubric> {
        let question = self.stage.bank.get(labelled.question.get_ref())?;
        self.stage.rubrics.for_kind(question.kind)
    }
}

/// So many of some, evenly spread.
fn spread<T>(all: Vec<T>, count: Option<usize>) -> Vec<T> {
    let (len, count) = (all.len(), count.unwrap_or(usize::MAX));
    if count >= len {
        return all;
    }
    let picked = |at: &usize| (at * count) / len != ((at + 1) * count) / len;
    all.into_iter().enumerate().filter(|(at, _)| picked(at)).map(|(_, one)| one).collect()
}
