//! Emphasis and inline code. A mark is held back until its counterpart arrives or cannot come any more.

use super::layout::Layout;
use crate::term::theme::{Role, Theme};

/// A mark whose counterpart is further away than this, in bytes, is taken as an ordinary character.
const HOLD_MAX: usize = 1_000;

#[derive(Debug)]
pub(super) struct Inline {
    theme: Theme,
    base: Role,
    /// What is held back: empty, or beginning with a mark.
    held: String,
    /// The character before what is held back.
    before: Option<char>,
}

/// What stands at the start of the held text; lengths are in bytes.
#[derive(Debug, PartialEq, Eq)]
enum Token {
    Literal(usize),
    Escaped(char),
    Code { mark: usize, inner: usize },
    Emphasis { mark: usize, inner: usize },
}

impl Inline {
    pub(super) fn new(theme: Theme) -> Self {
        Self { theme, base: Role::Plain, held: String::new(), before: None }
    }

    /// Begins a block whose unmarked text has this role.
    pub(super) fn begin(&mut self, base: Role) {
        self.base = base;
        self.before = None;
    }

    pub(super) fn push(&mut self, c: char, layout: &mut Layout) {
        self.held.push(c);
        self.resolve(false, layout);
    }

    /// No more of this block will come.
    pub(super) fn finish(&mut self, layout: &mut Layout) {
        self.resolve(true, layout);
    }

    fn resolve(&mut self, ended: bool, layout: &mut Layout) {
        while !self.held.is_empty() {
            let Some(token) = scan(&self.held, self.before, ended) else { return };
            let held = std::mem::take(&mut self.held);
            let length = self.emit(&held, token, layout);
            self.before = held[..length].chars().next_back();
            self.held = held[length..].to_owned();
        }
    }

    /// Lays the token out and returns its length in bytes.
    fn emit(&self, held: &str, token: Token, layout: &mut Layout) -> usize {
        match token {
            Token::Literal(length) => {
                held[..length].chars().for_each(|c| layout.char(self.base, c));
                length
            }
            Token::Escaped(c) => {
                layout.char(self.base, c);
                1 + c.len_utf8()
            }
            Token::Code { mark, inner } => {
                let whole = &held[..2 * mark + inner];
                let shown = if self.theme.is_color() { held[mark..mark + inner].trim() } else { whole };
                layout.atom(Role::Code, shown);
                whole.len()
            }
            Token::Emphasis { mark, inner } => {
                self.emphasis(held, mark, inner, layout);
                2 * mark + inner
            }
        }
    }

    fn emphasis(&self, held: &str, mark: usize, inner: usize, layout: &mut Layout) {
        let role = emphasized(self.base, mark);
        let shown_mark = if self.theme.is_color() { "" } else { &held[..mark] };
        layout_mark(shown_mark, role, layout);
        let mut nested = Self { theme: self.theme, base: role, held: String::new(), before: None };
        for c in held[mark..mark + inner].chars() {
            nested.push(c, layout);
        }
        nested.finish(layout);
        layout_mark(shown_mark, role, layout);
    }
}

fn layout_mark(mark: &str, role: Role, layout: &mut Layout) {
    mark.chars().for_each(|c| layout.char(role, c));
}

fn emphasized(base: Role, mark: usize) -> Role {
    match (base, mark) {
        (Role::Heading, _) => Role::Heading,
        (Role::Plain, 1) => Role::Emphasis,
        (Role::Plain | Role::Strong, 2) => Role::Strong,
        (Role::Emphasis, 1) => Role::Emphasis,
        _ => Role::StrongEmphasis,
    }
}

/// What the text begins with; `None` while that depends on what comes next.
fn scan(text: &str, before: Option<char>, ended: bool) -> Option<Token> {
    let first = text.chars().next()?;
    match first {
        '\\' => escape(text, ended),
        '`' => code(text, ended),
        '*' | '_' => emphasis(text, first, before, ended),
        other => Some(Token::Literal(other.len_utf8())),
    }
}

fn escape(text: &str, ended: bool) -> Option<Token> {
    match text[1..].chars().next() {
        Some(c) if c.is_ascii_punctuation() || c == '\n' => Some(Token::Escaped(c)),
        None if !ended => None,
        _ => Some(Token::Literal(1)),
    }
}

fn code(text: &str, ended: bool) -> Option<Token> {
    let mark = run_length(text, '`');
    if mark == text.len() && !ended {
        return None;
    }
    let mut at = mark;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let length = run_length(&text[start..], '`');
        if start + length == text.len() && !ended {
            return None;
        }
        if length == mark {
            return Some(Token::Code { mark, inner: start - mark });
        }
        at = start + length;
    }
    unclosed(text, mark, ended)
}

/// A mark opens where a word begins and closes where one ends, so that `a * b`, `x**2` and `**kwargs` stay as they
/// are. Double underscores are names in code (`__init__`) more often than emphasis, and are left alone.
fn emphasis(text: &str, mark: char, before: Option<char>, ended: bool) -> Option<Token> {
    let length = run_length(text, mark);
    let longest = if mark == '*' { 3 } else { 1 };
    let Some(next) = text[length..].chars().next() else { return ended.then_some(Token::Literal(length)) };
    if length > longest || next.is_whitespace() || before.is_some_and(char::is_alphanumeric) {
        return Some(Token::Literal(length));
    }
    match closing(text, mark, length, ended) {
        Closing::At(end) => Some(Token::Emphasis { mark: length, inner: end - length }),
        Closing::Undecided => None,
        Closing::Absent => unclosed(text, length, ended),
    }
}

enum Closing {
    At(usize),
    Absent,
    Undecided,
}

fn closing(text: &str, mark: char, length: usize, ended: bool) -> Closing {
    let mut at = length;
    let mut last = mark;
    while let Some(c) = text[at..].chars().next() {
        let step = match c {
            '`' => code(&text[at..], true).map_or(1, token_length),
            '\\' => 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
            c if c == mark => run_length(&text[at..], mark),
            c => c.len_utf8(),
        };
        if c == mark && step == length && !last.is_whitespace() {
            match text[at + step..].chars().next() {
                None if !ended => return Closing::Undecided,
                Some(next) if next.is_alphanumeric() => {}
                _ => return Closing::At(at),
            }
        }
        last = text[at..at + step].chars().next_back().unwrap_or(c);
        at += step;
    }
    Closing::Absent
}

fn token_length(token: Token) -> usize {
    match token {
        Token::Literal(length) => length,
        Token::Escaped(c) => 1 + c.len_utf8(),
        Token::Code { mark, inner } | Token::Emphasis { mark, inner } => 2 * mark + inner,
    }
}

fn unclosed(text: &str, mark: usize, ended: bool) -> Option<Token> {
    (ended || text.len() > HOLD_MAX).then_some(Token::Literal(mark))
}

fn run_length(text: &str, mark: char) -> usize {
    text.len() - text.trim_start_matches(mark).len()
}
