//! Takes reasoning between tags out of the text of an answer, wherever the text is cut.

use memchr::memchr2;

/// The tags reasoning is put between. An opening one counts only where a line begins, so that an
/// answer may speak of tags.
const TAGS: [(&str, &str); 3] =
    [("<think>", "</think>"), ("<thinking>", "</thinking>"), ("[THINK]", "[/THINK]")];

/// A piece of what a model said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Reasoning(String),
    /// All text so far was reasoning: its opening tag was part of the prompt.
    Retract,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Answer,
    Reasoning,
    /// Reasoning is expected without an opening tag; if no closing one comes, it was the answer.
    Expected,
}

/// Tells reasoning from answer in text that comes in pieces.
#[derive(Debug)]
pub(crate) struct ThinkFilter {
    inside: Inside,
    held: String,
    line_is_blank: bool,
    tags_seen: bool,
}

impl ThinkFilter {
    /// `unopened`: whether this model is known to begin in the midst of its reasoning.
    pub(crate) fn new(unopened: bool) -> Self {
        let inside = if unopened { Inside::Expected } else { Inside::Answer };
        Self { inside, held: String::new(), line_is_blank: true, tags_seen: false }
    }

    /// Takes more text, and adds what can be told of it so far.
    pub(crate) fn push(&mut self, text: &str, pieces: &mut Vec<Piece>) {
        if self.held.is_empty() && self.inside != Inside::Expected && !may_hold_a_token(text) {
            return self.emit(text.to_owned(), pieces);
        }
        self.held.push_str(text);
        while self.cross_a_tag(pieces) {}
        if self.inside != Inside::Expected {
            let safe = self.held.len() - dangling(&self.held, self.tags_ahead());
            let ready: String = self.held.drain(..safe).collect();
            self.emit(ready, pieces);
        }
    }

    /// The text is over.
    pub(crate) fn finish(&mut self, pieces: &mut Vec<Piece>) {
        if self.inside == Inside::Expected {
            self.inside = Inside::Answer;
        }
        let rest = std::mem::take(&mut self.held);
        self.emit(rest, pieces);
    }

    fn cross_a_tag(&mut self, pieces: &mut Vec<Piece>) -> bool {
        let Some((at, tag)) = self.next_tag() else { return false };
        let before: String = self.held.drain(..at).collect();
        self.held.drain(..tag.len());
        let opens = TAGS.iter().any(|(open, _)| *open == tag);
        let unopened = !opens && !self.tags_seen;
        match self.inside {
            Inside::Expected => pieces.extend(reasoning(before)),
            Inside::Answer if unopened => {
                self.emit(before, pieces);
                pieces.push(Piece::Retract);
            }
            Inside::Answer | Inside::Reasoning => self.emit(before, pieces),
        }
        self.inside = if opens { Inside::Reasoning } else { Inside::Answer };
        self.tags_seen = true;
        self.line_is_blank = true;
        true
    }

    /// The next tag that means something here.
    fn next_tag(&self) -> Option<(usize, &'static str)> {
        let found = self.tags_ahead().filter_map(|tag| {
            let opens = !tag.contains('/');
            let mut places = self.held.match_indices(tag).map(|(at, _)| at);
            places.find(|&at| !opens || self.begins_a_line(at)).map(|at| (at, tag))
        });
        found.min()
    }

    fn tags_ahead(&self) -> impl Iterator<Item = &'static str> {
        let opening = self.inside != Inside::Reasoning;
        TAGS.iter().flat_map(move |(open, close)| [Some(*close), opening.then_some(*open)]).flatten()
    }

    fn begins_a_line(&self, at: usize) -> bool {
        match self.held[..at].rsplit_once('\n') {
            Some((_, line)) => line.trim().is_empty(),
            None => self.line_is_blank && self.held[..at].trim().is_empty(),
        }
    }

    fn emit(&mut self, text: String, pieces: &mut Vec<Piece>) {
        if text.is_empty() {
            return;
        }
        self.line_is_blank = match text.rsplit_once('\n') {
            Some((_, line)) => line.trim().is_empty(),
            None => self.line_is_blank && text.trim().is_empty(),
        };
        pieces.push(match self.inside {
            Inside::Reasoning => Piece::Reasoning(text),
            Inside::Answer | Inside::Expected => Piece::Text(text),
        });
    }
}

fn reasoning(text: String) -> Option<Piece> {
    (!text.is_empty()).then_some(Piece::Reasoning(text))
}

/// Whether a tag or control token can begin anywhere in the text: nearly all pieces of an answer show at a glance that
/// none does.
pub(crate) fn may_hold_a_token(text: &str) -> bool {
    memchr2(b'<', b'[', text.as_bytes()).is_some()
}

/// How many bytes at the end of `text` may be the beginning of one of the `tokens`.
pub(crate) fn dangling(text: &str, tokens: impl Iterator<Item = &'static str>) -> usize {
    let text = text.as_bytes();
    let longest = |token: &[u8]| (1..token.len()).rev().find(|&n| text.ends_with(&token[..n]));
    tokens.filter_map(|token| longest(token.as_bytes())).max().unwrap_or(0)
}

#[cfg(test)]
mod tests;
