//! Foreign text inside Markdown: shown as it is, and never taken for a heading, a list, emphasis or HTML.

use crate::term::sanitize;

/// Text that reads in Markdown as it was said, its line breaks kept.
pub(super) fn escape(text: &str) -> String {
    sanitize(text).lines().map(escape_line).collect::<Vec<_>>().join("\n")
}

/// The same in one line.
pub(super) fn escape_flat(text: &str) -> String {
    escape_line(&sanitize(text).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn escape_line(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let line = line.trim_start();
    let mut before = ' ';
    let mut chars = line.chars().peekable();
    if opens_a_block(line) {
        out.push('\\');
    }
    while let Some(c) = chars.next() {
        let joins =
            c == '_' && before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        let ends = chars.peek().is_none_or(|next| next.is_whitespace());
        let number_ends =
            matches!(c, '.' | ')') && ends && !out.is_empty() && out.bytes().all(|b| b.is_ascii_digit());
        let special = matches!(c, '\\' | '`' | '*' | '_' | '<' | '[' | ']' | '|' | '&') && !joins;
        if special || number_ends {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// `#`, `>`, `-`, `+`, `=` and `~` at the beginning of a line.
fn opens_a_block(line: &str) -> bool {
    line.starts_with(['#', '>', '-', '+', '=', '~'])
}

/// A block of code in a fence that nothing in it closes.
pub(super) fn fenced(code: &str, language: &str) -> String {
    let code = sanitize(code);
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", code.trim_end().trim_start_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_never_taken_for_markdown() {
        assert_eq!(
            escape("# Met\n- all <b>of *it*</b>\n1. yes"),
            "\\# Met\n\\- all \\<b>of \\*it\\*\\</b>\n1\\. yes"
        );
        assert_eq!(escape("target_sum is _odd_ and `x`"), "target_sum is \\_odd\\_ and \\`x\\`");
        assert_eq!(escape("It's O(n), 1.5 times that."), "It's O(n), 1.5 times that.");
        assert_eq!(escape("a\\*b"), "a\\\\\\*b");
    }

    #[test]
    fn a_fence_is_longer_than_any_inside_it() {
        assert_eq!(fenced("```\nx\n", "python"), "````python\n```\nx\n````\n");
        assert_eq!(fenced("x = 1", ""), "```\nx = 1\n```\n");
    }
}
