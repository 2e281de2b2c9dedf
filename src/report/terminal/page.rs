//! Lines of a terminal, set to a width. All text passes here, and is made harmless before it is painted.

use crate::term::{
    Role, Theme, sanitize,
    width::{display_width, wrap},
};

/// A text under way.
pub(in crate::report) struct Page {
    out: String,
    theme: Theme,
    width: usize,
}

/// A piece of a line, and what it is.
pub(in crate::report) type Piece<'t> = (Role, &'t str);

impl Page {
    /// An empty page; `width` is in columns.
    pub(in crate::report) fn new(theme: Theme, width: usize) -> Self {
        Self { out: String::new(), theme, width }
    }

    pub(in crate::report) fn finish(self) -> String {
        self.out
    }

    /// An empty line, but never two in a row, nor one at the top.
    pub(in crate::report) fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A heading with a line of its own, set off from what stands above.
    pub(in crate::report) fn heading(&mut self, text: &str, aside: &str) {
        self.gap();
        let aside = if aside.is_empty() { String::new() } else { format!(" · {aside}") };
        self.pieces(&[(Role::Heading, text), (Role::Dim, &aside)]);
    }

    /// One line out of pieces, not wrapped.
    pub(in crate::report) fn pieces(&mut self, pieces: &[Piece<'_>]) {
        for (role, text) in pieces {
            self.out += &self.theme.paint(*role, one_line(text));
        }
        self.out.push('\n');
    }

    /// How many columns there are.
    pub(in crate::report) fn width(&self) -> usize {
        self.width
    }

    /// A paragraph, indented as a whole.
    pub(in crate::report) fn text(&mut self, indent: usize, role: Role, text: &str) {
        self.item(indent, (role, ""), role, text);
    }

    /// A paragraph that hangs from a mark or a number.
    pub(in crate::report) fn item(&mut self, indent: usize, label: Piece<'_>, role: Role, text: &str) {
        let hang = indent + if label.1.is_empty() { 0 } else { display_width(label.1) + 1 };
        self.hang(indent, hang, label, (role, text));
    }

    /// A paragraph that begins with words of its own; the lines after the first stand two columns further in.
    pub(in crate::report) fn run_in(&mut self, indent: usize, label: Piece<'_>, text: &str) {
        self.hang(indent, indent + 2, label, (Role::Plain, text));
    }

    fn hang(&mut self, indent: usize, hang: usize, label: Piece<'_>, (role, text): Piece<'_>) {
        let label_text = one_line(label.1);
        let lead = if label_text.is_empty() { 0 } else { display_width(&label_text) + 1 };
        // The label's columns are held free at the start of the first line, in place of the label.
        let held = "\u{2007}".repeat(indent + lead - hang.min(indent + lead));
        let wrapped = wrap(&format!("{held}{}", one_line(text)), self.width.saturating_sub(hang).max(1), 0);
        for (number, line) in wrapped.lines().enumerate() {
            if number == 0 && lead > 0 {
                let label = self.theme.paint(label.0, &label_text);
                self.out += &format!("{}{label} ", " ".repeat(indent));
            } else {
                self.out += &" ".repeat(hang);
            }
            self.out += &self.theme.paint(role, line.trim_start_matches('\u{2007}'));
            self.out.push('\n');
        }
    }
}

/// Harmless, and without the line breaks that would pose as lines of ours.
fn one_line(text: &str) -> String {
    sanitize(text).replace(['\n', '\t'], " ")
}
