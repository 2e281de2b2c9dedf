//! Cuts a stream into clauses, the same ones however it is chopped up.

/// Longer stretches are cut at a blank.
const LONGEST_WORDS: usize = 12;

/// How a clause ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// A sentence's end: `.`, `!`, `?` or `…`.
    Sentence(char),
    /// A mark within a sentence.
    Pause(char),
    /// A line break, or the end of all, without a mark.
    Line,
    /// None: it was long enough.
    Open,
}

/// A stretch of words that is judged as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// The words, without the mark that ends them.
    pub(super) text: String,
    pub(super) end: End,
    /// Whether a line begins here.
    pub(super) begins_line: bool,
}

/// Collects characters until they make a clause.
#[derive(Debug, Clone)]
pub(super) struct Cutter {
    pending: String,
    begins_line: bool,
}

impl Default for Cutter {
    fn default() -> Self {
        Self { pending: String::new(), begins_line: true }
    }
}

impl Cutter {
    /// Takes a character in; gives a clause where one ends before or with it.
    pub(super) fn push(&mut self, c: char) -> Option<Clause> {
        match c {
            '\n' | '\r' => {
                let clause = self.take(End::Line);
                self.begins_line = true;
                clause
            }
            '?' => self.take(End::Sentence('?')),
            c if c.is_whitespace() => {
                let end = self.end_here();
                self.pending.push(' ');
                end.and_then(|end| self.take(end))
            }
            c => {
                self.pending.push(c);
                None
            }
        }
    }

    /// What is left when nothing more comes.
    pub(super) fn rest(&mut self) -> Option<Clause> {
        let end = match self.end_here() {
            Some(End::Open) | None => End::Line,
            Some(end) => end,
        };
        self.take(end)
    }

    fn end_here(&self) -> Option<End> {
        let marked = self.pending.trim_end().trim_end_matches(['"', '”', '\'', '’', ')', '*', '_']);
        let end = match marked.chars().last()? {
            mark @ ('.' | '!' | '…') if !is_abbreviation(marked) => End::Sentence(mark),
            mark @ (',' | ';' | ':') => End::Pause(mark),
            _ if self.pending.split_whitespace().count() >= LONGEST_WORDS => End::Open,
            _ => return None,
        };
        Some(end)
    }

    fn take(&mut self, end: End) -> Option<Clause> {
        let pending = std::mem::take(&mut self.pending);
        let text = pending.trim();
        let end = if end == End::Line { mark_of(text).unwrap_or(end) } else { end };
        let text = match end {
            End::Sentence(mark) | End::Pause(mark) => without_mark(text, mark),
            End::Line | End::Open => text.to_owned(),
        };
        let begins_line = self.begins_line;
        self.begins_line &= text.is_empty() && end == End::Line;
        (!text.is_empty() || matches!(end, End::Sentence(_))).then_some(Clause { text, end, begins_line })
    }
}

fn mark_of(text: &str) -> Option<End> {
    match text.trim_end_matches(['"', '”', ')', '*', '_']).chars().last()? {
        mark @ ('.' | '!' | '…') => Some(End::Sentence(mark)),
        mark @ (',' | ';' | ':') => Some(End::Pause(mark)),
        _ => None,
    }
}

/// Takes the last mark out and leaves what closes after it.
fn without_mark(text: &str, mark: char) -> String {
    match text.rfind(mark) {
        Some(at) if !text[at + mark.len_utf8()..].chars().any(char::is_alphanumeric) => {
            format!("{}{}", &text[..at], &text[at + mark.len_utf8()..]).trim().to_owned()
        }
        _ => text.to_owned(),
    }
}

fn is_abbreviation(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    matches!(last.trim_start_matches('('), "e.g." | "i.e." | "vs." | "etc." | "approx." | "mr." | "dr.")
}
