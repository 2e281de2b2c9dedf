//! What an interview is begun with: the role, the question, the rubric, the length.

use crate::{
    bank::{Bank, Company, FollowUp, Papers, Persona, Project, Question, Role, Wanted, choose},
    error::AppError,
    interview::{Round, Staging},
    rubric::Rubrics,
    store::{Store, fresh_session_id},
    transcript::{Kind, QuestionId, Seniority, SessionId},
};

use super::{clock::wall_ms, history::History};

pub use crate::interview::Setup;

/// What a story is first of all about when it is about a project of one's own.
const OWN_PROJECT: &str = "challenging-project";
/// The role of whoever names none.
pub const USUAL_ROLE: &str = "software-engineer";
/// The first interview's question, where nothing else is asked for: everybody knows where they stand with it.
const FIRST_QUESTION: &str = "two-sum";
/// The first interview is short.
const FIRST_MINUTES: u32 = 7;

/// What is wished for; what is left open is chosen.
#[derive(Debug)]
pub struct Wish {
    /// The role.
    pub role: Role,
    /// At which seniority.
    pub seniority: Seniority,
    /// Of which kind.
    pub kind: Option<Kind>,
    /// On which topics.
    pub topics: Vec<String>,
    /// This question.
    pub question: Option<Question>,
    /// How long, if somebody said so.
    pub minutes: Option<u32>,
    /// How long otherwise.
    pub usual_minutes: u32,
    /// The seed; from the clock where none is given.
    pub seed: Option<u64>,
    /// In which company's style.
    pub company: Option<Company>,
    /// Who sits opposite.
    pub persona: Option<Persona>,
    /// What was taken from the candidate's papers.
    pub papers: Option<Papers>,
}

/// Chooses what was left open. A seed repeats a choice exactly, so with one nothing that was before counts.
///
/// # Errors
/// Wrong usage where nothing fits.
pub fn setup(wish: Wish, bank: &Bank, rubrics: &Rubrics, store: &Store) -> Result<Setup, AppError> {
    let now_ms = wall_ms();
    let history = if wish.seed.is_some() { History::default() } else { History::read(store, bank)? };
    let seed = wish.seed.unwrap_or_else(|| now_ms.unsigned_abs());
    let is_first = wish.seed.is_none() && wish.is_anybodys() && history.asked.is_empty();
    let minutes = wish.minutes.unwrap_or(if is_first { FIRST_MINUTES } else { wish.usual_minutes });
    let question = match &wish.question {
        Some(question) => question.clone(),
        None => chosen(&wish, bank, &history, Draw { minutes, seed, is_first })?,
    };
    let session = fresh_session_id(now_ms);
    wish.with(question, rubrics, Slot { session, minutes, seed, round: None })
}

/// What a session is besides what was wished for.
pub(super) struct Slot {
    pub(super) session: SessionId,
    pub(super) minutes: u32,
    pub(super) seed: u64,
    pub(super) round: Option<Round>,
}

/// The question with the candidate's own projects in it: a story about a project is asked for by its name; with any
/// other question, but where code is written, a project makes the first of the follow-ups.
fn about_projects(mut question: Question, papers: Option<&Papers>, round: u32) -> Question {
    let projects = papers.map_or(&[][..], |papers| &papers.projects);
    let Some(project) = in_turn(projects, round) else { return question };
    let is_about_one = question.topics.first().is_some_and(|topic| topic.as_str() == OWN_PROJECT);
    if question.kind == Kind::Behavioral && is_about_one {
        question.ask.clone_from(&project.ask);
    } else if question.kind != Kind::Coding
        && let Ok(id) = "own-project".parse()
    {
        let seniority = Seniority::Junior;
        let follow_up = FollowUp { id, ask: project.ask.clone(), seniority, expectations: Vec::new() };
        question.follow_ups.insert(0, follow_up);
    }
    question
}

/// Another one in every round of a loop, as long as there are any.
fn in_turn(projects: &[Project], round: u32) -> Option<&Project> {
    let place = usize::try_from(round.saturating_sub(1)).unwrap_or(0);
    projects.get(place % projects.len().max(1))
}

impl Wish {
    /// Whether nothing was said of whose interview it is.
    fn is_anybodys(&self) -> bool {
        self.role.id == *USUAL_ROLE && self.company.is_none() && self.papers.is_none()
    }

    /// The topics that the papers speak of.
    pub(super) fn preferred(&self) -> Vec<String> {
        self.papers.as_ref().map(Papers::topic_names).unwrap_or_default()
    }

    /// What is wanted of a question.
    pub(super) fn wanted<'w>(
        &'w self,
        history: &'w History,
        prefers: &'w [String],
        minutes: u32,
    ) -> Wanted<'w> {
        Wanted {
            role: &self.role,
            company: self.company.as_ref(),
            seniority: self.seniority,
            kind: self.kind,
            topics: &self.topics,
            prefers,
            asked: &history.asked,
            weak: &history.weak,
            minutes,
        }
    }

    /// The setup of a session on this question.
    pub(super) fn with(self, question: Question, rubrics: &Rubrics, slot: Slot) -> Result<Setup, AppError> {
        let rubric = rubrics.for_kind(question.kind).ok_or_else(|| {
            AppError::failure(format!("there is no rubric for a {} question", question.kind))
        })?;
        let number = slot.round.as_ref().map_or(1, |round| round.number);
        let question = about_projects(question, self.papers.as_ref(), number);
        let Slot { session, minutes, seed, round } = slot;
        Ok(Setup {
            session,
            rubric: rubric.clone(),
            question,
            role: self.role,
            seniority: self.seniority,
            minutes,
            seed,
            staging: Staging { company: self.company, persona: self.persona, papers: self.papers, round },
        })
    }
}

/// What a choice hangs on besides what is wished for.
#[derive(Clone, Copy)]
struct Draw {
    minutes: u32,
    seed: u64,
    is_first: bool,
}

fn chosen(wish: &Wish, bank: &Bank, history: &History, draw: Draw) -> Result<Question, AppError> {
    let anything = wish.kind.is_none() && wish.topics.is_empty();
    let first = bank.headings().map(|heading| &heading.id).find(|id| **id == *FIRST_QUESTION);
    if let Some(first) = first.filter(|_| anything && draw.is_first) {
        return whole(bank, first);
    }
    let prefers = wish.preferred();
    let found = choose(bank, &wish.wanted(history, &prefers, draw.minutes), draw.seed);
    whole(bank, &found.ok_or_else(|| nothing_fits(wish))?.id)
}

/// A question, read to its end.
pub(super) fn whole(bank: &Bank, id: &QuestionId) -> Result<Question, AppError> {
    let whole = bank.get(id).cloned();
    whole.ok_or_else(|| AppError::failure(format!("the question `{id}` cannot be read")))
}

/// Wrong usage: there is no such question.
pub(super) fn nothing_fits(wish: &Wish) -> AppError {
    AppError::usage(format!("no question fits a {} {}", wish.seniority, wish.role.title)).hint(
        "`viva bank list` shows what there is; leave out `--kind` or `--topic`, or choose another `--level`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASK: &str = "You moved the billing to a queue. What was the first thing to break?";

    fn asked_about_a_project(question: &str) -> Question {
        let question = Bank::load(&[]).0.get(&question.parse().unwrap()).unwrap().clone();
        let project = Project { quote: "moved the billing to a queue".to_owned(), ask: ASK.to_owned() };
        let papers = Papers { projects: vec![project], ..Papers::default() };
        about_projects(question, Some(&papers), 1)
    }

    #[test]
    fn a_story_about_a_project_is_asked_for_by_its_name() {
        assert_eq!(asked_about_a_project("challenging-project").ask, ASK);
    }

    /// Somebody was asked about a queue, and then "Who was it, and where did they stand?"
    #[test]
    fn a_story_about_something_else_is_not_displaced_by_a_project() {
        let question = asked_about_a_project("growing-somebody");
        assert!(question.ask.starts_with("Choose one person"), "{}", question.ask);
        assert_eq!(question.follow_ups[0].ask, ASK);
    }
}
