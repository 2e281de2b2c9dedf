//! Lines of foreign input: bounded, and never refused for a byte that is not UTF-8.

#[cfg(test)]
mod tests;

use std::io::{self, BufRead};

/// Reads lines and knows where in the input it is.
#[derive(Debug)]
pub(super) struct InputLines<R> {
    reader: R,
    offset: u64,
}

/// One line, without its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct InputLine {
    pub(super) text: String,
    /// Where in the input the first byte that is not UTF-8 stood; such bytes are replaced.
    pub(super) invalid_at: Option<u64>,
    /// The line was longer than allowed, and what was over is gone.
    pub(super) cut: bool,
}

impl<R: BufRead> InputLines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, offset: 0 }
    }

    /// The next line, at most `limit` bytes of it; `None` at the end of input.
    pub(super) fn next(&mut self, limit: usize) -> io::Result<Option<InputLine>> {
        let start = self.offset;
        let mut bytes = Vec::new();
        let mut cut = false;
        let mut any = false;
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                break;
            }
            any = true;
            let line_end = chunk.iter().position(|&byte| byte == b'\n');
            let line = &chunk[..line_end.unwrap_or(chunk.len())];
            let room = limit - bytes.len();
            bytes.extend_from_slice(&line[..line.len().min(room)]);
            cut |= line.len() > room;
            let used = line_end.map_or(chunk.len(), |at| at + 1);
            self.reader.consume(used);
            self.offset += used as u64;
            if line_end.is_some() {
                break;
            }
        }
        Ok(any.then(|| decode(bytes, cut, start)))
    }
}

fn decode(mut bytes: Vec<u8>, cut: bool, start: u64) -> InputLine {
    if bytes.ends_with(b"\r") {
        bytes.pop();
    }
    let mark = if start == 0 && bytes.starts_with("\u{feff}".as_bytes()) { '\u{feff}'.len_utf8() } else { 0 };
    let mut body = &bytes[mark..];
    let mut invalid_at = None;
    if let Err(error) = std::str::from_utf8(body) {
        if cut && error.error_len().is_none() {
            // The cut itself fell inside a character.
            body = &body[..error.valid_up_to()];
        } else {
            invalid_at = Some(start + (mark + error.valid_up_to()) as u64);
        }
    }
    InputLine { text: String::from_utf8_lossy(body).into_owned(), invalid_at, cut }
}
