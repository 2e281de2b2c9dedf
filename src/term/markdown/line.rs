//! What kind of line this is, told from as little of its start as possible.

/// An opening fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence {
    mark: char,
    length: usize,
}

impl Fence {
    /// A closing fence is the same mark, at least as long, alone on its line.
    pub(super) fn is_closed_by(self, line: &str) -> bool {
        let body = line.trim();
        body.chars().count() >= self.length && body.chars().all(|c| c == self.mark)
    }
}

/// The kinds of line; `text` and `marker` are byte offsets into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Blank,
    Fence(Fence),
    /// A table row, a rule, indented code: printed as it is.
    Verbatim,
    Heading {
        text: usize,
    },
    /// `indent` is in columns.
    Item {
        indent: usize,
        marker: usize,
        text: usize,
    },
    Quote {
        text: usize,
    },
    Text {
        text: usize,
    },
}

/// The deepest list indentation that is kept, in columns.
const INDENT_MAX: usize = 12;
/// Longer runs of digits are numbers, not list marks.
const MARK_DIGITS_MAX: usize = 3;

/// The kind of a line that starts like this; `None` while more of it is needed. With `complete` the answer is never
/// `None`.
pub(super) fn classify(line: &str, complete: bool, code_may_be_indented: bool) -> Option<Line> {
    let body = line.trim_start_matches([' ', '\t']);
    let start = line.len() - body.len();
    let indent = indent_columns(&line[..start]);
    let text = Line::Text { text: start };
    let Some(first) = body.chars().next() else { return complete.then_some(Line::Blank) };
    if code_may_be_indented && indent >= 4 {
        return complete.then_some(Line::Verbatim);
    }
    let kind = match first {
        '#' => heading(body),
        '`' | '~' => fence(body, first, complete),
        '-' | '*' | '+' | '_' => bullet_or_rule(body, first, complete),
        '0'..='9' => numbered(body),
        '>' => quote(body),
        '|' => complete.then_some(Line::Verbatim),
        _ => Some(Line::Text { text: 0 }),
    };
    match kind {
        None => complete.then_some(text),
        Some(kind) => Some(shift(kind, start, indent.min(INDENT_MAX))),
    }
}

fn shift(kind: Line, start: usize, indent: usize) -> Line {
    match kind {
        Line::Heading { text } => Line::Heading { text: start + text },
        Line::Quote { text } => Line::Quote { text: start + text },
        Line::Text { text } => Line::Text { text: start + text },
        Line::Item { marker, text, .. } => Line::Item { indent, marker: start + marker, text: start + text },
        other => other,
    }
}

fn indent_columns(blank: &str) -> usize {
    blank.chars().fold(0, |column, c| if c == '\t' { column + 4 - column % 4 } else { column + 1 })
}

const TEXT: Option<Line> = Some(Line::Text { text: 0 });

fn heading(body: &str) -> Option<Line> {
    let level = body.len() - body.trim_start_matches('#').len();
    match body[level..].chars().next() {
        None if level <= 6 => None,
        Some(' ') if level <= 6 => Some(Line::Heading { text: level + 1 }),
        _ => TEXT,
    }
}

fn fence(body: &str, mark: char, complete: bool) -> Option<Line> {
    let rest = body.trim_start_matches(mark);
    let length = body.len() - rest.len();
    if rest.is_empty() && !complete {
        return None;
    }
    if length < 3 || (mark == '`' && rest.contains('`')) {
        return TEXT;
    }
    complete.then_some(Line::Fence(Fence { mark, length }))
}

fn bullet_or_rule(body: &str, mark: char, complete: bool) -> Option<Line> {
    let rest = &body[1..];
    if body.chars().all(|c| c == mark) {
        return match (complete, body.len()) {
            (true, 3..) if mark != '+' => Some(Line::Verbatim),
            (true, 1) if mark != '_' => Some(Line::Item { indent: 0, marker: 0, text: 1 }),
            (true, _) => TEXT,
            (false, _) => None,
        };
    }
    if rest.starts_with(' ') && mark != '_' {
        return Some(Line::Item { indent: 0, marker: 0, text: 2 });
    }
    TEXT
}

fn numbered(body: &str) -> Option<Line> {
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut rest = body[digits..].chars();
    match (rest.next(), rest.next()) {
        _ if digits > MARK_DIGITS_MAX => TEXT,
        (None, _) | (Some('.' | ')'), None) => None,
        (Some('.' | ')'), Some(' ')) => Some(Line::Item { indent: 0, marker: 0, text: digits + 2 }),
        _ => TEXT,
    }
}

fn quote(body: &str) -> Option<Line> {
    match body[1..].chars().next() {
        None => None,
        Some(' ') => Some(Line::Quote { text: 2 }),
        // `>=` and `>>` at the start of a line are operators more often than quotes.
        Some('=' | '>') => TEXT,
        Some(_) => Some(Line::Quote { text: 1 }),
    }
}
