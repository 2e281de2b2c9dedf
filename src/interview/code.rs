//! What there is to ask about a candidate's code.

/// Lines that are longer are read and not said.
const LONGEST_CHARS: usize = 60;

/// The line that is most worth a why: the deepest one that does something, the last of several. What only returns,
/// defines, imports, prints or comments is no such line.
pub(super) fn telling_line(code: &str) -> Option<String> {
    const SAYS_LITTLE: [&str; 15] = [
        "return", "def", "class", "import", "from", "pass", "print", "else", "try", "except", "finally", "#",
        "\"\"\"", "@", "break",
    ];
    let depth = |line: &str| line.len() - line.trim_start().len();
    let tells = |line: &&str| {
        let text = line.trim();
        depth(line) > 0
            && text.chars().count() <= LONGEST_CHARS
            && text.contains(['=', '(', '[', ' '])
            && !text.contains('`')
            && !SAYS_LITTLE.iter().any(|word| text.starts_with(word))
    };
    code.lines().filter(tells).max_by_key(|line| depth(line)).map(|line| line.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_worth_a_why_is_deep_and_does_something() {
        let code = "def f(numbers):\n    seen = {}\n    for i, x in enumerate(numbers):\n        if 10 - x in seen:\n            return seen[10 - x], i\n        seen[x] = i\n    return None\n";
        assert_eq!(telling_line(code).as_deref(), Some("seen[x] = i"));
    }

    #[test]
    fn code_that_does_nothing_has_no_such_line() {
        assert_eq!(telling_line("def f(numbers):\n    pass\n"), None);
        assert_eq!(telling_line(""), None);
    }
}
