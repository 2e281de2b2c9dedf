//! Words into lines: wraps prose to a width, keeps margins, and collects what may be printed.

use crate::term::theme::{Role, Theme};
use crate::term::width::display_width;
use unicode_width::UnicodeWidthChar;

/// What stands to the left of a block: once before its first line, then before each further one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Margin {
    first: String,
    rest: String,
}

impl Margin {
    pub(super) fn none() -> Self {
        Self::default()
    }

    pub(super) fn indent(columns: usize) -> Self {
        let blank = " ".repeat(columns);
        Self { first: blank.clone(), rest: blank }
    }

    /// A mark, and the text hanging beside it.
    pub(super) fn hanging(indent: usize, mark: &str) -> Self {
        let first = format!("{}{mark} ", " ".repeat(indent));
        let rest = " ".repeat(display_width(&first));
        Self { first, rest }
    }

    pub(super) fn quote() -> Self {
        Self { first: "> ".into(), rest: "> ".into() }
    }

    /// The width of the margin, in columns.
    pub(super) fn width(&self) -> usize {
        display_width(&self.rest)
    }
}

#[derive(Debug)]
pub(super) struct Layout {
    theme: Theme,
    width: usize,
    out: String,
    margin: Margin,
    /// The column the next character goes to.
    column: usize,
    /// Blanks of the margin that wait for a first word, in columns, so that no line ends in them.
    margin_due: usize,
    /// The word so far, in runs of one role; it is placed when it ends.
    word: Vec<(Role, String)>,
    word_width: usize,
    space_due: bool,
    breaks_due: usize,
    blank_line_due: bool,
    anything_printed: bool,
}

impl Layout {
    pub(super) fn new(theme: Theme, width: usize) -> Self {
        Self {
            theme,
            width,
            out: String::new(),
            margin: Margin::none(),
            column: 0,
            margin_due: 0,
            word: Vec::new(),
            word_width: 0,
            space_due: false,
            breaks_due: 0,
            blank_line_due: false,
            anything_printed: false,
        }
    }

    pub(super) fn theme(&self) -> Theme {
        self.theme
    }

    /// What may be printed since the last call.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    pub(super) fn blank_line_due(&mut self) {
        self.blank_line_due = true;
    }

    /// Begins a block on a new line.
    pub(super) fn begin(&mut self, margin: Margin) {
        self.open_line();
        let mark = margin.first.trim_end();
        self.out.push_str(mark);
        self.column = display_width(mark);
        self.margin_due = display_width(&margin.first) - self.column;
        self.margin = margin;
    }

    /// Ends the block and its line.
    pub(super) fn end(&mut self) {
        self.end_word();
        self.space_due = false;
        self.breaks_due = 0;
        self.out.push('\n');
        self.column = 0;
    }

    /// A whole line as it is, never wrapped.
    pub(super) fn verbatim(&mut self, role: Role, line: &str) {
        self.open_line();
        let painted = self.theme.paint(role, line);
        self.out.push_str(&painted);
        self.out.push('\n');
    }

    pub(super) fn char(&mut self, role: Role, c: char) {
        match c {
            '\n' => self.line_break(),
            c if c.is_whitespace() && c != '\u{a0}' => self.space(),
            c => {
                let width = c.width().unwrap_or(0);
                // Scripts without spaces may break between any two of their wide characters.
                if width == 2 {
                    self.end_word();
                }
                self.push(role, c.encode_utf8(&mut [0; 4]), width);
            }
        }
    }

    /// Text that is kept in one piece if a line can hold it.
    pub(super) fn atom(&mut self, role: Role, text: &str) {
        let text = text.replace('\n', " ");
        let width = display_width(&text);
        if width + self.margin.width() > self.width {
            text.chars().for_each(|c| self.char(role, c));
        } else {
            self.push(role, &text, width);
        }
    }

    pub(super) fn space(&mut self) {
        self.end_word();
        self.space_due = true;
    }

    fn line_break(&mut self) {
        self.end_word();
        self.space_due = false;
        self.breaks_due += 1;
    }

    fn push(&mut self, role: Role, text: &str, width: usize) {
        match self.word.last_mut() {
            Some((last, run)) if *last == role => run.push_str(text),
            _ => self.word.push((role, text.to_owned())),
        }
        self.word_width += width;
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        self.place();
        for (role, run) in std::mem::take(&mut self.word) {
            let painted = self.theme.paint(role, run);
            self.out.push_str(&painted);
        }
        self.column += self.word_width;
        self.word_width = 0;
        self.space_due = false;
    }

    /// Moves to where the word goes: after a break that was asked for, on a new line if this one is full, or after a
    /// space.
    fn place(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', self.margin_due));
        self.column += std::mem::take(&mut self.margin_due);
        let at_margin = self.column <= self.margin.width();
        let full = !at_margin && self.column + usize::from(self.space_due) + self.word_width > self.width;
        if self.breaks_due > 0 || full {
            self.out.push('\n');
            self.out.push_str(&self.margin.rest);
            self.column = self.margin.width();
            self.breaks_due = 0;
        } else if self.space_due && !at_margin {
            self.out.push(' ');
            self.column += 1;
        }
    }

    /// Blank lines are printed before what follows them, so that none is left at the end, and only one in a row.
    fn open_line(&mut self) {
        if self.blank_line_due && self.anything_printed {
            self.out.push('\n');
        }
        self.blank_line_due = false;
        self.anything_printed = true;
        self.space_due = false;
        self.breaks_due = 0;
    }
}
