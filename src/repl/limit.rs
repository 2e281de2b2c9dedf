//! How long an answer may be.

/// A longer answer is cut here, and that is said, in bytes.
pub const ANSWER_MAX_BYTES: usize = 4 * 1024 * 1024;

/// Said when an answer was cut.
pub(super) fn cut_warning() -> String {
    format!("the answer was longer than {} MiB and was cut there", ANSWER_MAX_BYTES >> 20)
}

/// As much of the text as fits, never ending inside a character.
pub(super) fn head(text: &str, max_bytes: usize) -> &str {
    let mut end = text.len().min(max_bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
