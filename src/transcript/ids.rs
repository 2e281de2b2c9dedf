//! Identifiers as types of their own, so that one is never taken for another.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a text is no identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an id: use lower-case letters, digits and single hyphens, such as `two-sum`")]
pub struct ParseIdError {
    /// The text as given.
    pub text: String,
}

fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

macro_rules! slug {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                Self::try_from(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = ParseIdError;

            fn try_from(text: String) -> Result<Self, ParseIdError> {
                if is_slug(&text) { Ok(Self(text)) } else { Err(ParseIdError { text }) }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }
    };
}

slug!(
    /// A question of the bank, such as `two-sum`.
    QuestionId
);
slug!(
    /// A rubric; the built-in ones are named after their kind.
    RubricId
);
slug!(
    /// A role, such as `python-backend`.
    RoleId
);
slug!(
    /// A company style, such as `start-up`.
    CompanyId
);
slug!(
    /// A persona of an interviewer, such as `warm`.
    PersonaId
);
slug!(
    /// A dimension of a rubric, such as `complexity-analysis`.
    DimensionId
);
slug!(
    /// One observable thing that a rubric marks.
    IndicatorId
);
slug!(
    /// A point that a good answer to a question makes.
    ExpectationId
);
slug!(
    /// A way to solve a question.
    ApproachId
);
slug!(
    /// A wrong belief that a question is known to meet.
    MisconceptionId
);
slug!(
    /// A question that a good candidate asks.
    ClarificationId
);
slug!(
    /// A next floor of a question.
    FollowUpId
);

/// A turn's number in its session, from 1; both speakers' turns count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TurnId(pub u32);

impl fmt::Display for TurnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A session's id: a version 7 UUID, so that ids sort by the time of their making.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SessionId(String);

impl SessionId {
    /// An id from a text that the store or an import has.
    #[must_use]
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The beginning that tells it from others that were not begun in the same millisecond.
    #[must_use]
    pub fn short(&self) -> &str {
        const TIME_CHARACTERS: usize = 13;
        self.0.get(..TIME_CHARACTERS).unwrap_or(&self.0)
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
