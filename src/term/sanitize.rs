//! Foreign text made harmless for a terminal and honest for a reader.
//!
//! What could steer the terminal (escape sequences, other control characters) becomes visible; what could hide or
//! reorder text (bidirectional controls, zero-width and tag characters) is dropped. The bidirectional controls are the
//! ones of Unicode Standard Annex #9; the tag characters are the block U+E0000 to U+E007F.
//!
//! One character in gives at most one character out, so an unfinished escape sequence can never swallow what follows
//! it, and text may be cut into pieces anywhere.

#[cfg(test)]
mod tests;

/// Sanitizes text that arrives in pieces: the outputs joined are what the whole text would have given.
#[derive(Debug, Default, Clone)]
pub struct Sanitizer {
    /// The last character was a carriage return, already passed on as a line feed.
    after_return: bool,
    /// The last character was passed on as it was and is one that a joiner or a variation selector may modify.
    joinable: bool,
}

impl Sanitizer {
    /// A sanitizer at the start of a text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The harmless form of the next piece.
    pub fn push(&mut self, piece: &str) -> String {
        let mut out = String::with_capacity(piece.len());
        let mut rest = piece;
        loop {
            // Most text is nothing but this, and goes over as it is.
            let (plain, other) = rest.split_at(rest.bytes().take_while(|byte| is_plain(*byte)).count());
            if !plain.is_empty() {
                out.push_str(plain);
                *self = Self { after_return: false, joinable: true };
            }
            let mut others = other.chars();
            let Some(c) = others.next() else { return out };
            out.extend(self.next(c));
            rest = others.as_str();
        }
    }

    fn next(&mut self, c: char) -> Option<char> {
        let follows_return = std::mem::replace(&mut self.after_return, c == '\r');
        let out = match c {
            '\n' if follows_return => None,
            '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\n' | '\t' => Some(c),
            '\0'..='\u{1f}' => Some(control_picture(c)),
            '\u{7f}' => Some('\u{2421}'),
            '\u{80}'..='\u{9f}' => Some(char::REPLACEMENT_CHARACTER),
            _ if modifies_the_character_before(c) => self.joinable.then_some(c),
            _ if hides_or_reorders(c) => None,
            _ => Some(c),
        };
        self.joinable = out == Some(c) && !c.is_ascii_control() && !modifies_the_character_before(c);
        out
    }
}

/// The harmless form of a whole text.
pub fn sanitize(text: &str) -> String {
    Sanitizer::new().push(text)
}

/// Printable ASCII.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// `␛` for ESC and so on: the block of control pictures runs parallel to the controls.
fn control_picture(c: char) -> char {
    char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Joiners and variation selectors: needed by emoji and by some scripts, but only once, after a visible character.
/// In a row they are a known way to smuggle bytes past a reader.
fn modifies_the_character_before(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

fn hides_or_reorders(c: char) -> bool {
    let bidi =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let invisible = matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}'
    );
    bidi || invisible
}
