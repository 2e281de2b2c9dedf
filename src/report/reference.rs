//! What the question's sheet says: ways and their costs, a solution, what to read.

use crate::{
    bank::{Cost, Question, Solution},
    interview::State,
    transcript::ApproachId,
};

/// The facts behind the question, for afterwards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// The ways that can end well and what they cost, the one that the question is about first.
    pub ways: Vec<WayCost>,
    /// A solution.
    pub solution: Option<Solution>,
    /// What to read: names of things.
    pub research: Vec<String>,
}

/// What a way costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayCost {
    /// Which.
    pub id: ApproachId,
    /// Its name.
    pub name: String,
    /// Growth of running time, and why.
    pub time: Option<Cost>,
    /// Growth of memory beyond the input, and why.
    pub space: Option<Cost>,
    /// Whether the candidate named it.
    pub named: bool,
}

impl Reference {
    pub(super) fn new(state: &State) -> Self {
        let question = state.question();
        let mut ways: Vec<WayCost> = question
            .approaches
            .iter()
            .filter(|way| way.viable && (way.time.is_some() || way.space.is_some()))
            .map(|way| WayCost {
                id: way.id.clone(),
                name: way.name.clone(),
                time: way.time.clone(),
                space: way.space.clone(),
                named: state.approaches.contains(&way.id),
            })
            .collect();
        ways.sort_by_key(|way| std::cmp::Reverse(points_on(question, &way.id)));
        Self { ways, solution: question.solution.clone(), research: question.research.clone() }
    }
}

/// How many of the question's points hang on a way.
fn points_on(question: &Question, way: &ApproachId) -> usize {
    question.expectations.iter().filter(|point| point.approach.as_ref() == Some(way)).count()
}
