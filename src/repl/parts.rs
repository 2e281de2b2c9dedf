//! Words and code in one answer, told apart.

#[cfg(test)]
mod tests;

/// A stretch of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What was said.
    Words(String),
    /// What was written as code.
    Code {
        /// As the fence names it.
        language: Option<String>,
        /// Without fences.
        text: String,
    },
}

/// Splits an answer into words and code, in order: what is fenced is code (an open fence reaches to the end), and so
/// is a paragraph of several lines that looks like it. Blank lines around parts are dropped; everything else is kept.
pub fn split_parts(text: &str) -> Vec<Part> {
    let mut splitter = Splitter::default();
    for line in text.lines() {
        splitter.line(line);
    }
    splitter.finish()
}

/// Whether the text ends inside a fence, so that more of it is to be expected.
pub fn fence_is_open(text: &str) -> bool {
    let mut fences = FenceTracker::default();
    text.lines().for_each(|line| fences.line(line));
    fences.is_open()
}

/// Follows the fences of a text line by line.
#[derive(Debug, Default)]
pub(super) struct FenceTracker {
    open: Option<String>,
}

impl FenceTracker {
    pub(super) fn line(&mut self, line: &str) {
        match &self.open {
            Some(fence) if closes(line, fence) => self.open = None,
            Some(_) => {}
            None => self.open = opens(line).map(|(fence, _)| fence.to_owned()),
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

#[derive(Default)]
struct Splitter {
    parts: Vec<Part>,
    paragraph: Vec<String>,
    fence: Option<OpenFence>,
}

struct OpenFence {
    mark: String,
    language: Option<String>,
    lines: Vec<String>,
}

impl Splitter {
    fn line(&mut self, line: &str) {
        match self.fence.take() {
            Some(fence) if closes(line, &fence.mark) => self.push_code(fence.language, &fence.lines),
            Some(mut fence) => {
                fence.lines.push(line.to_owned());
                self.fence = Some(fence);
            }
            None => self.unfenced(line),
        }
    }

    fn unfenced(&mut self, line: &str) {
        if let Some((mark, language)) = opens(line) {
            self.end_paragraph();
            let language = (!language.is_empty()).then(|| language.to_owned());
            self.fence = Some(OpenFence { mark: mark.to_owned(), language, lines: Vec::new() });
        } else if line.trim().is_empty() {
            self.end_paragraph();
        } else {
            self.paragraph.push(line.to_owned());
        }
    }

    fn end_paragraph(&mut self) {
        let lines = std::mem::take(&mut self.paragraph);
        if lines.is_empty() {
            return;
        }
        let text = lines.join("\n");
        let code = looks_like_code(&lines) || self.continues_code(&lines);
        match (code, self.parts.last_mut()) {
            (true, Some(Part::Code { language: None, text: before })) => *before += &format!("\n\n{text}"),
            (true, _) => self.parts.push(Part::Code { language: None, text }),
            (false, Some(Part::Words(before))) => *before += &format!("\n\n{text}"),
            (false, _) => self.parts.push(Part::Words(text)),
        }
    }

    /// A function's body goes on after a blank line.
    fn continues_code(&self, lines: &[String]) -> bool {
        matches!(self.parts.last(), Some(Part::Code { language: None, .. }))
            && lines.iter().all(|line| is_indented(line) || code_sign(line))
    }

    fn push_code(&mut self, language: Option<String>, lines: &[String]) {
        if lines.iter().any(|line| !line.trim().is_empty()) {
            self.parts.push(Part::Code { language, text: lines.join("\n") });
        }
    }

    fn finish(mut self) -> Vec<Part> {
        match self.fence.take() {
            Some(fence) => self.push_code(fence.language, &fence.lines),
            None => self.end_paragraph(),
        }
        self.parts
    }
}

/// The fence a line opens, and the language it names.
fn opens(line: &str) -> Option<(&str, &str)> {
    let body = line.trim_start();
    let mark = body.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = body.trim_start_matches(mark);
    let fence = &body[..body.len() - rest.len()];
    let valid = fence.len() >= 3 && !(mark == '`' && rest.contains('`'));
    valid.then(|| (fence, rest.split_whitespace().next().unwrap_or("")))
}

fn closes(line: &str, fence: &str) -> bool {
    let body = line.trim();
    body.len() >= fence.len() && body.chars().all(|c| fence.starts_with(c))
}

/// Several lines of which at least two in three carry a sign of code, and at least one a clear one.
fn looks_like_code(lines: &[String]) -> bool {
    let signs = lines.iter().filter(|line| code_sign(line)).count();
    let shaped = lines.iter().filter(|line| code_sign(line) || is_indented(line)).count();
    lines.len() >= 2 && signs >= 1 && shaped * 3 >= lines.len() * 2
}

fn is_indented(line: &str) -> bool {
    line.starts_with("  ") || line.starts_with('\t')
}

/// Words that begin a line of code in the languages people interview in, when the line also ends like one.
const STATEMENTS: &[&str] = &[
    "def ",
    "class ",
    "if ",
    "elif ",
    "else",
    "for ",
    "while ",
    "try",
    "except",
    "with ",
    "switch ",
    "case ",
    "fn ",
    "func ",
    "function ",
    "impl ",
    "struct ",
    "public ",
    "private ",
    "static ",
    "match ",
];
/// Words that begin a line of code whatever it ends with.
const DECLARATIONS: &[&str] =
    &["let ", "const ", "var ", "#include", "import ", "package ", "return ", "using ", "SELECT ", "@"];

fn code_sign(line: &str) -> bool {
    let body = line.trim();
    let ends_like_code = body.ends_with([':', '{', '}', ';', ')', ']']) || body == "};";
    let begins = |words: &[&str]| words.iter().any(|word| body.starts_with(word));
    body.ends_with(['{', '}', ';'])
        || (begins(STATEMENTS) && ends_like_code)
        || (begins(DECLARATIONS) && !ends_a_sentence(body))
        || is_assignment(body)
        || is_call(body)
        || (body.starts_with('#') || body.starts_with("//")) && is_indented(line)
        || matches!(body, "return" | "pass" | "break" | "continue")
}

fn ends_a_sentence(body: &str) -> bool {
    body.ends_with(['.', '?', '!', ','])
}

/// `name = …`, `a, b = …`, `seen[x] += …`: what stands left of the sign is no sentence.
fn is_assignment(body: &str) -> bool {
    let Some((left, right)) = body.split_once('=') else { return false };
    let left = left.trim_end_matches(['+', '-', '*', '/', ':', '|', '&', '^', '%']).trim();
    let is_place = |c: char| c.is_alphanumeric() || "_.,[]()\"'*:<> -+".contains(c);
    let words = left.split_whitespace().count();
    let single = words == 1 || left.split(',').all(|name| name.split_whitespace().count() <= 2);
    !left.is_empty()
        && !right.trim().is_empty()
        && single
        && words <= 4
        && left.chars().all(is_place)
        && !ends_a_sentence(body)
}

/// `name(…)` or `a.b(…)` alone on the line.
fn is_call(body: &str) -> bool {
    let Some((name, _)) = body.split_once('(') else { return false };
    body.ends_with(')') && !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_.".contains(c))
}
