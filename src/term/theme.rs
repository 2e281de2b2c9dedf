//! Roles of text and how each looks, with the terminal's own sixteen colours so that light and dark both stay readable.
//!
//! Nothing is said by colour alone: whoever prints a role also prints a word or a mark for it.

#[cfg(test)]
mod tests;

use std::fmt::Display;

/// What the user asked for (`--color`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    /// Colour on a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Colour even into a pipe.
    Always,
    /// No colour.
    Never,
}

/// What a piece of text is, as opposed to how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    Plain,
    /// The interviewer's name.
    Interviewer,
    /// The prompt at which the candidate types.
    Candidate,
    /// What may be overlooked.
    Dim,
    /// A remark of the program.
    Notice,
    /// Something that may go wrong.
    Warning,
    /// Something that went wrong.
    Error,
    /// A heading.
    Heading,
    /// A point made, a level reached.
    Good,
    /// A point missed.
    Bad,
    /// Code, inline or a block.
    Code,
    /// Emphasis inside prose.
    Emphasis,
    /// Strong emphasis inside prose.
    Strong,
    /// Both emphases at once.
    StrongEmphasis,
}

impl Role {
    /// The parameters of the "select graphic rendition" sequence (ECMA-48, 8.3.117); empty for none.
    const fn rendition(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Interviewer => "1;36",
            Self::Candidate => "1;32",
            Self::Dim => "2",
            Self::Notice => "36",
            Self::Warning => "33",
            Self::Error => "1;31",
            Self::Heading | Self::Strong => "1",
            Self::Good => "32",
            Self::Bad => "31",
            Self::Code => "35",
            Self::Emphasis => "3",
            Self::StrongEmphasis => "1;3",
        }
    }
}

/// Whether roles are shown in colour, decided once at the edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    color: bool,
}

impl Theme {
    /// Text only.
    pub const PLAIN: Self = Self { color: false };
    /// Text with colours and weights.
    pub const COLOR: Self = Self { color: true };

    /// Decides from the choice, whether the stream is a terminal, and whether `NO_COLOR` is set to something
    /// (<https://no-color.org>). An explicit choice wins over `NO_COLOR`.
    pub const fn resolve(choice: ColorChoice, is_terminal: bool, no_color: bool) -> Self {
        let color = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_terminal && !no_color,
        };
        Self { color }
    }

    /// Whether colours and weights are used.
    pub const fn is_color(self) -> bool {
        self.color
    }

    /// The text as its role looks. The text must be sanitized already; an empty text stays empty.
    pub fn paint(self, role: Role, text: impl Display) -> String {
        let text = text.to_string();
        if !self.color || text.is_empty() || role.rendition().is_empty() {
            return text;
        }
        format!("\x1b[{}m{text}\x1b[0m", role.rendition())
    }
}
