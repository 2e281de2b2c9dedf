//! How wide text is and how wide it may be, in terminal columns.

#[cfg(test)]
mod tests;

use unicode_width::UnicodeWidthStr;

/// Prose is never set wider than this, in columns: longer lines are hard to read.
pub const PROSE_MAX: usize = 100;
/// Below this many columns wrapping does more harm than good.
const PROSE_MIN: usize = 20;
/// Assumed where the width is unknown, in columns.
const FALLBACK: usize = 80;

/// The width of the terminal behind stdout or stderr, in columns; `None` when neither is a terminal.
pub fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// The width prose is wrapped to on a terminal this wide, in columns.
pub fn prose_width(terminal: Option<usize>) -> usize {
    terminal.filter(|&columns| columns > 0).unwrap_or(FALLBACK).clamp(PROSE_MIN, PROSE_MAX)
}

/// How many columns a text without line breaks takes.
pub fn display_width(text: &str) -> usize {
    text.width()
}

/// The text wrapped to `width` columns, every line after the first indented by `indent` spaces. Its own line breaks
/// are kept.
pub fn wrap(text: &str, width: usize, indent: usize) -> String {
    let indent = " ".repeat(indent);
    let options = textwrap::Options::new(width.max(1))
        .subsequent_indent(&indent)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::fill(text, options)
}

/// The text cut to at most `width` columns, with `…` in place of what was cut.
pub fn truncate(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for grapheme in unicode_segmentation::UnicodeSegmentation::graphemes(text, true) {
        if display_width(&kept) + display_width(grapheme) + 1 > width {
            break;
        }
        kept.push_str(grapheme);
    }
    if width > 0 {
        kept.push('…');
    }
    kept
}
