//! Closed lists: an enum, its names in files and flags, and the error that lists them.

/// Why a text names nothing of a closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a {what}: use one of {}", names.join(", "))]
pub struct ParseNameError {
    /// What was looked for, such as "kind".
    pub what: &'static str,
    /// The text as given.
    pub text: String,
    /// What there is.
    pub names: &'static [&'static str],
}

macro_rules! names {
    ($(#[$doc:meta])* $name:ident ($what:literal) { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Their names, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($text),+];

            /// The name used in files, JSON and flags.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::transcript::ParseNameError;

            fn from_str(text: &str) -> Result<Self, $crate::transcript::ParseNameError> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::transcript::ParseNameError { what: $what, text: text.to_owned(), names: Self::NAMES }),
                }
            }
        }
    };
}
