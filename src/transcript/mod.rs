//! What was said: turns, who said them, when, and the evidence found in them. The leaf of the house.

#[macro_use]
mod names;
mod evidence;
mod ids;
mod turn;

pub use evidence::Evidence;
pub use ids::{
    ApproachId, ClarificationId, CompanyId, DimensionId, ExpectationId, FollowUpId, IndicatorId,
    MisconceptionId, ParseIdError, PersonaId, QuestionId, RoleId, RubricId, SessionId, TurnId,
};
pub use names::ParseNameError;
pub use turn::{Kind, Part, PartKind, Phase, Seniority, Speaker, Turn};
