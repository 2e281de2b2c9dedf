//! Markdown as it streams: what was printed is never taken back, and no construct is ever split.
//!
//! Text is consumed one character at a time and held back only while a construct is open, so the output cannot depend
//! on how the text was cut into pieces. The subset is what people use when they talk: paragraphs, headings, lists,
//! quotes, fences, tables, emphasis and inline code. Prose is wrapped; code and tables never are. Without colour the
//! marks of the source stay, so that nothing is said by colour alone.

mod inline;
mod layout;
mod line;
#[cfg(test)]
mod tests;

use super::sanitize::Sanitizer;
use super::theme::{Role, Theme};
use super::width::display_width;
use inline::Inline;
use layout::{Layout, Margin};
use line::{Fence, Line, classify};

/// A line this wide, in columns, was broken by its author's editor and flows on; a shorter one was meant to end there.
const WRAPPED_SOURCE: usize = 60;
/// Code is set in by this much where its fences are not shown, in columns.
const CODE_INDENT: usize = 2;

/// Renders Markdown that arrives in pieces. What [`push`](Self::push) and [`finish`](Self::finish) return is to be
/// printed in order.
#[derive(Debug)]
pub struct MarkdownStream {
    sanitizer: Sanitizer,
    inline: Inline,
    layout: Layout,
    state: State,
    /// The block whose text may go on in the next line.
    open: Option<Block>,
    /// The column where the text of the last list item stands, in columns, for what belongs under it.
    item_indent: usize,
}

#[derive(Debug)]
enum State {
    /// At the start of a line whose kind is not known yet: its characters so far.
    Undecided(String),
    /// In prose: what is known of the current source line.
    Prose(SourceLine),
    /// Between fences: the fence, and the current line.
    Code(Fence, String),
}

#[derive(Debug, Default)]
struct SourceLine {
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Paragraph,
    Heading,
    Item,
    Quote,
}

impl MarkdownStream {
    /// A renderer for prose at most `width` columns wide.
    pub fn new(theme: Theme, width: usize) -> Self {
        Self {
            sanitizer: Sanitizer::new(),
            inline: Inline::new(theme),
            layout: Layout::new(theme, width),
            state: State::Undecided(String::new()),
            open: None,
            item_indent: 0,
        }
    }

    /// Takes the next piece and returns what can be printed now; foreign characters are made harmless here.
    pub fn push(&mut self, piece: &str) -> String {
        for c in self.sanitizer.push(piece).chars() {
            self.next(c);
        }
        self.layout.take()
    }

    /// Returns what was still held back, and ends the last line.
    pub fn finish(mut self) -> String {
        if !self.at_line_start() {
            self.next('\n');
        }
        self.close();
        self.layout.take()
    }

    fn at_line_start(&self) -> bool {
        match &self.state {
            State::Undecided(line) | State::Code(_, line) => line.is_empty(),
            State::Prose(_) => false,
        }
    }

    fn next(&mut self, c: char) {
        match &mut self.state {
            State::Undecided(line) => {
                let complete = c == '\n';
                if !complete {
                    line.push(c);
                }
                let code_may_be_indented = self.open.is_none() && self.item_indent == 0;
                if let Some(kind) = classify(line, complete, code_may_be_indented) {
                    let line = std::mem::take(line);
                    self.begin_line(&line, kind, complete);
                }
            }
            State::Prose(source) if c == '\n' => {
                let line = std::mem::take(source);
                self.end_prose_line(&line);
            }
            State::Prose(source) => {
                source.text.push(c);
                self.inline.push(c, &mut self.layout);
            }
            State::Code(fence, line) if c == '\n' => {
                let (fence, line) = (*fence, std::mem::take(line));
                self.code_line(fence, &line);
            }
            State::Code(_, line) => line.push(c),
        }
    }

    /// The kind of the line is known: what it ends, what it begins.
    fn begin_line(&mut self, line: &str, kind: Line, complete: bool) {
        self.state = State::Undecided(String::new());
        match kind {
            Line::Blank => {
                self.close();
                self.layout.blank_line_due();
            }
            Line::Fence(fence) => self.open_fence(fence, line),
            Line::Verbatim => {
                self.close();
                self.item_indent = 0;
                self.layout.verbatim(Role::Plain, line);
            }
            Line::Heading { text } => {
                self.start(Block::Heading, &line[..text], Margin::none());
                self.prose(&line[text..], complete);
            }
            Line::Item { indent, marker, text } => {
                self.start_item(indent, &line[marker..text]);
                self.prose(&line[text..], complete);
            }
            Line::Quote { text } => {
                self.continue_or_start(Block::Quote, line);
                self.prose(&line[text..], complete);
            }
            Line::Text { text } => {
                self.continue_or_start(self.open.unwrap_or(Block::Paragraph), line);
                self.prose(&line[text..], complete);
            }
        }
    }

    fn start(&mut self, block: Block, mark: &str, margin: Margin) {
        self.close();
        self.open = Some(block);
        let plain = !self.layout.theme().is_color();
        let role = if block == Block::Heading { Role::Heading } else { Role::Plain };
        self.inline.begin(role);
        self.layout.begin(margin);
        if block == Block::Heading {
            self.item_indent = 0;
            if plain {
                self.layout.atom(role, mark.trim());
                self.layout.space();
            }
        }
    }

    fn start_item(&mut self, indent: usize, mark: &str) {
        let mark = mark.trim_end();
        let bullet = if self.layout.theme().is_color() && !mark.starts_with(|c: char| c.is_ascii_digit()) {
            "•"
        } else {
            mark
        };
        let margin = Margin::hanging(indent, bullet);
        self.start(Block::Item, "", margin.clone());
        self.item_indent = margin.width();
    }

    /// A line of text or of a quote goes on with the open block of its kind, or begins one.
    fn continue_or_start(&mut self, block: Block, line: &str) {
        if self.open == Some(block) {
            return;
        }
        let indented = line.starts_with("  ") || line.starts_with('\t');
        let margin = match block {
            Block::Quote => Margin::quote(),
            _ if indented && self.item_indent > 0 => Margin::indent(self.item_indent),
            _ => Margin::none(),
        };
        if margin.width() == 0 {
            self.item_indent = 0;
        }
        self.start(block, "", margin);
    }

    fn prose(&mut self, text: &str, complete: bool) {
        for c in text.chars() {
            self.inline.push(c, &mut self.layout);
        }
        let source = SourceLine { text: text.to_owned() };
        if complete {
            self.end_prose_line(&source);
        } else {
            self.state = State::Prose(source);
        }
    }

    fn end_prose_line(&mut self, source: &SourceLine) {
        self.state = State::Undecided(String::new());
        if self.open == Some(Block::Heading) {
            self.close();
            return;
        }
        let forced = source.text.ends_with("  ") || source.text.ends_with('\\');
        let flows_on = !forced && display_width(&source.text) >= WRAPPED_SOURCE;
        self.inline.push(if flows_on { ' ' } else { '\n' }, &mut self.layout);
    }

    fn open_fence(&mut self, fence: Fence, line: &str) {
        self.close();
        if !self.layout.theme().is_color() {
            self.layout.verbatim(Role::Plain, line);
        }
        self.state = State::Code(fence, String::new());
    }

    fn code_line(&mut self, fence: Fence, line: &str) {
        let color = self.layout.theme().is_color();
        if fence.is_closed_by(line) {
            self.state = State::Undecided(String::new());
            if !color {
                self.layout.verbatim(Role::Plain, line);
            }
            return;
        }
        self.state = State::Code(fence, String::new());
        if color && !line.is_empty() {
            self.layout.verbatim(Role::Code, &format!("{}{line}", " ".repeat(CODE_INDENT)));
        } else {
            self.layout.verbatim(Role::Code, line);
        }
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.inline.finish(&mut self.layout);
            self.layout.end();
        }
    }
}

/// Renders a whole text.
pub fn render(text: &str, theme: Theme, width: usize) -> String {
    let mut stream = MarkdownStream::new(theme, width);
    let mut rendered = stream.push(text);
    rendered += &stream.finish();
    rendered
}
