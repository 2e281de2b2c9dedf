//! Server-sent events from bytes, however they are cut.
//!
//! Follows the parsing rules of the HTML Living Standard, section 9.2.6, and forgives what servers
//! get wrong: a last event without a blank line counts, and so does a bare line of JSON.

use std::borrow::Cow;

use memchr::memchr2;

/// The longest event that is put together, in bytes; no answer of a model comes near it.
const LONGEST_EVENT: usize = 8 << 20;

/// An event longer than any answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

/// One event: its type, if it has one, and its data lines joined by line feeds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SseEvent {
    pub(crate) kind: String,
    pub(crate) data: String,
}

/// Puts bytes together to events. Text is decoded a whole line at a time, so a character cut in
/// two by the network is whole again; only CR and LF end a line, never U+2028 and its like.
#[derive(Debug, Default)]
pub(crate) struct SseReader {
    /// The beginning of a line that has not ended yet.
    line: Vec<u8>,
    after_cr: bool,
    after_first_line: bool,
    event: SseEvent,
    has_data: bool,
}

impl SseReader {
    /// Takes more bytes and hands on the events they complete.
    ///
    /// # Errors
    /// An event that is too long, and whatever `take` fails with, at once.
    pub(crate) fn push<E: From<TooLong>>(
        &mut self,
        bytes: &[u8],
        mut take: impl FnMut(&SseEvent) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rest = bytes;
        while let Some(at) = memchr2(b'\n', b'\r', rest) {
            let (line, end) = (&rest[..at], rest[at]);
            rest = &rest[at + 1..];
            // The second half of a CR LF.
            let is_half = std::mem::replace(&mut self.after_cr, end == b'\r') && end == b'\n' && at == 0;
            if is_half {
                continue;
            }
            self.is_bearable(line)?;
            if self.line.is_empty() {
                self.end_line(line, &mut take)?;
            } else {
                let mut whole = std::mem::take(&mut self.line);
                whole.extend_from_slice(line);
                self.end_line(&whole, &mut take)?;
            }
        }
        self.after_cr &= rest.is_empty();
        self.is_bearable(rest)?;
        self.line.extend_from_slice(rest);
        Ok(())
    }

    /// The body is over: the last event may lack its blank line, and even its line end.
    ///
    /// # Errors
    /// What `take` fails with.
    pub(crate) fn finish<E>(&mut self, mut take: impl FnMut(&SseEvent) -> Result<(), E>) -> Result<(), E> {
        let line = std::mem::take(&mut self.line);
        self.end_line(&line, &mut take)?;
        self.dispatch(&mut take)
    }

    fn is_bearable(&self, more: &[u8]) -> Result<(), TooLong> {
        let length = self.line.len() + more.len() + self.event.data.len();
        if length > LONGEST_EVENT { Err(TooLong) } else { Ok(()) }
    }

    fn end_line<E>(
        &mut self,
        line: &[u8],
        take: &mut impl FnMut(&SseEvent) -> Result<(), E>,
    ) -> Result<(), E> {
        let text = std::str::from_utf8(line).map_or_else(|_| String::from_utf8_lossy(line), Cow::Borrowed);
        let mut line: &str = &text;
        if !std::mem::replace(&mut self.after_first_line, true) {
            line = line.strip_prefix('\u{feff}').unwrap_or(line);
        }
        if line.is_empty() {
            return self.dispatch(take);
        }
        if line.starts_with('{') {
            self.add_data(line);
            return Ok(());
        }
        // Nearly all lines are data.
        let data = line.strip_prefix("data:").map(|value| ("data", value));
        let (field, value) = data.or_else(|| line.split_once(':')).unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => self.add_data(value),
            "event" => value.clone_into(&mut self.event.kind),
            // A comment (no field name), or `id`, `retry` and the unknown.
            _ => {}
        }
        Ok(())
    }

    fn add_data(&mut self, value: &str) {
        if std::mem::replace(&mut self.has_data, true) {
            self.event.data.push('\n');
        }
        self.event.data.push_str(value);
    }

    fn dispatch<E>(&mut self, take: &mut impl FnMut(&SseEvent) -> Result<(), E>) -> Result<(), E> {
        let taken = if std::mem::take(&mut self.has_data) { take(&self.event) } else { Ok(()) };
        self.event.kind.clear();
        self.event.data.clear();
        taken
    }
}

#[cfg(test)]
mod tests;
