//! Who has the floor: lines thought aloud are kept with their times until the candidate yields.

#[cfg(test)]
mod tests;

use crate::repl::front::{Answer, TimedLine};

/// The candidate's turn so far.
#[derive(Debug, Default)]
pub(super) struct Floor {
    /// When the prompt was opened, in the clock's milliseconds.
    opened_ms: Option<u64>,
    lines: Vec<TimedLine>,
    pasted: bool,
}

/// One entry at the prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// All of it; several lines are possible.
    pub text: String,
    /// Several lines of it were pasted.
    pub pasted: bool,
}

impl Floor {
    /// The prompt is open; the first call of a turn counts.
    pub(super) fn open(&mut self, now_ms: u64) {
        self.opened_ms.get_or_insert(now_ms);
    }

    /// Something else happens first. The time until now only counts if something was said in it.
    pub(super) fn interrupt(&mut self) {
        if !self.has_lines() {
            self.opened_ms = None;
        }
    }

    pub(super) fn has_lines(&self) -> bool {
        !self.lines.is_empty()
    }

    /// What was said so far.
    pub(super) fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }

    /// Takes an entry; an answer comes back when it yields the floor. An empty entry yields what was said, or nothing.
    pub(super) fn enter(&mut self, entry: Entry, thinking_aloud: bool, now_ms: u64) -> Option<Answer> {
        let empty = entry.text.trim().is_empty();
        if !empty {
            self.pasted |= entry.pasted;
            let offset_ms = now_ms.saturating_sub(self.opened_ms.unwrap_or(now_ms));
            self.lines.push(TimedLine { offset_ms, text: entry.text });
        }
        if empty || !thinking_aloud { self.take(now_ms) } else { None }
    }

    /// Puts other words in the place of what was said, and yields.
    pub(super) fn replace(&mut self, text: String, now_ms: u64) -> Option<Answer> {
        self.lines.clear();
        self.enter(Entry { text, pasted: false }, false, now_ms)
    }

    /// Yields what was said, if anything was.
    pub(super) fn take(&mut self, now_ms: u64) -> Option<Answer> {
        if !self.has_lines() {
            return None;
        }
        let text = self.text();
        let Self { opened_ms, lines, pasted } = std::mem::take(self);
        Some(Answer { text, pasted, lines, duration_ms: now_ms.saturating_sub(opened_ms.unwrap_or(now_ms)) })
    }
}
