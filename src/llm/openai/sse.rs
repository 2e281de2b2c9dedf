//! Server-sent events from bytes, however they are cut.
//!
//! Follows the parsing rules of the HTML Living Standard, section 9.2.6, and forgives what servers
//! get wrong: a last event without a blank line counts, and so does a bare line of JSON.

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
    line: Vec<u8>,
    after_cr: bool,
    after_first_line: bool,
    event: SseEvent,
    has_data: bool,
}

impl SseReader {
    /// Takes more bytes and adds the events they complete.
    pub(crate) fn push(&mut self, bytes: &[u8], events: &mut Vec<SseEvent>) -> Result<(), TooLong> {
        for &byte in bytes {
            match byte {
                b'\n' if self.after_cr => self.after_cr = false,
                b'\n' | b'\r' => {
                    self.after_cr = byte == b'\r';
                    self.end_line(events);
                }
                _ => {
                    self.after_cr = false;
                    self.line.push(byte);
                }
            }
            if self.line.len() + self.event.data.len() > LONGEST_EVENT {
                return Err(TooLong);
            }
        }
        Ok(())
    }

    /// The body is over: the last event may lack its blank line, and even its line end.
    pub(crate) fn finish(&mut self, events: &mut Vec<SseEvent>) {
        self.end_line(events);
        self.dispatch(events);
    }

    fn end_line(&mut self, events: &mut Vec<SseEvent>) {
        let bytes = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&bytes);
        let mut line: &str = &text;
        if !std::mem::replace(&mut self.after_first_line, true) {
            line = line.strip_prefix('\u{feff}').unwrap_or(line);
        }
        if line.is_empty() {
            self.dispatch(events);
        } else if line.starts_with('{') {
            self.add_data(line);
        } else {
            let (field, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            match field {
                "data" => self.add_data(value),
                "event" => value.clone_into(&mut self.event.kind),
                // A comment (no field name), or `id`, `retry` and the unknown.
                _ => {}
            }
        }
    }

    fn add_data(&mut self, value: &str) {
        if std::mem::replace(&mut self.has_data, true) {
            self.event.data.push('\n');
        }
        self.event.data.push_str(value);
    }

    fn dispatch(&mut self, events: &mut Vec<SseEvent>) {
        let event = std::mem::take(&mut self.event);
        if std::mem::take(&mut self.has_data) {
            events.push(event);
        }
    }
}

#[cfg(test)]
mod tests;
