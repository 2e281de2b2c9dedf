//! Production code as tokens: without comments, literals and tests.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A file of the program with everything blanked that is no production code; lines stay where they are.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its path from `src` on, with forward slashes.
    pub(crate) path: String,
    /// The code.
    pub(crate) code: String,
    /// How many lines it has, tests not counted.
    pub(crate) production_lines: usize,
}

/// A path of code from the crate's root, such as `["bank", "Heard"]`, and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
}

impl Source {
    /// The room: the folder, or the file, directly in `src`.
    pub(crate) fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// The first line on which one of these stands.
    pub(crate) fn lines_with<'a>(&'a self, words: &'a [&str]) -> impl Iterator<Item = (usize, &'a str)> {
        let found = move |line: &'a str| words.iter().any(|word| stands_in(line, word));
        self.code
            .lines()
            .enumerate()
            .filter(move |(_, line)| found(line))
            .map(|(at, line)| (at + 1, line.trim()))
    }

    /// Everything that it takes from the crate, groups spelt out.
    pub(crate) fn uses(&self) -> Vec<Use> {
        uses(&self.code, self.depth())
    }

    /// How many `super` lead to the crate's root.
    fn depth(&self) -> usize {
        let steps = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        steps.split('/').count()
    }
}

/// A word, not the end of a longer one.
fn stands_in(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// Every file below `src` that is production code.
pub(crate) fn production(src: &Path) -> Vec<Source> {
    let mut files = Vec::new();
    collect(src, &mut files);
    files.sort();
    let mut tests = BTreeSet::new();
    let mut sources = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let whole = without_literals(&text);
        let (code, modules) = without_tests(&whole);
        tests.extend(modules.into_iter().map(|name| module_folder(&file).join(name)));
        let path = file.strip_prefix(src).unwrap().to_string_lossy().replace('\\', "/");
        let production_lines = text.lines().count() - test_lines(&whole, &code);
        sources.push((file, Source { path, code, production_lines }));
    }
    let is_test = |file: &Path| tests.iter().any(|test| file.with_extension("").starts_with(test));
    sources.into_iter().filter(|(file, _)| !is_test(file)).map(|(_, source)| source).collect()
}

fn test_lines(whole: &str, code: &str) -> usize {
    whole.lines().zip(code.lines()).filter(|(before, after)| before != after).count()
}

/// The folder in which a file's modules live.
fn module_folder(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap().to_string_lossy();
    match stem.as_ref() {
        "mod" | "lib" | "main" => file.parent().unwrap().to_owned(),
        _ => file.with_extension(""),
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The text with comments, strings and characters blanked.
pub(crate) fn without_literals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = literal(rest, out.chars().next_back()).unwrap_or(0);
        if len == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            out.extend(rest[..len].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[len..];
        }
    }
    out
}

/// How long the comment or literal is with which a text begins, if it begins with one.
fn literal(text: &str, before: Option<char>) -> Option<usize> {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Some(text.find("*/").map_or(text.len(), |end| end + 2));
    }
    if text.starts_with('"') {
        return Some(string(text));
    }
    let raw = text.trim_start_matches(['b', 'c']);
    if let Some(raw) = raw.strip_prefix('r').filter(|_| !in_word) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let close = format!("\"{}", "#".repeat(hashes));
        let body = raw[hashes..].strip_prefix('"')?;
        return Some(text.len() - body.len() + body.find(&close)? + close.len());
    }
    let character = text.strip_prefix('\'')?;
    if character.starts_with('\\') {
        return Some(3 + character[2..].find('\'')?);
    }
    let c = character.chars().next()?;
    character[c.len_utf8()..].starts_with('\'').then(|| 2 + c.len_utf8())
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

/// The code with test items blanked, and the names of the test modules that are files of their own.
pub(crate) fn without_tests(code: &str) -> (String, Vec<String>) {
    const MARK: &str = "#[cfg(test)]";
    let mut out = code.to_owned();
    let mut modules = Vec::new();
    while let Some(start) = out.find(MARK) {
        let body = start + MARK.len();
        let end = body + item_len(&out[body..]);
        if out[..end].ends_with(';')
            && let Some((_, name)) = out[body..end - 1].split_once("mod ")
        {
            modules.push(name.trim().to_owned());
        }
        let blank: String = out[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &blank);
    }
    (out, modules)
}

fn item_len(code: &str) -> usize {
    let mut depth = 0_i32;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Token<'a> {
    text: &'a str,
    line: usize,
}

fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut all = Vec::new();
    for (at, text) in code.lines().enumerate() {
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let len = if word > 0 {
                word
            } else if rest.starts_with("::") {
                2
            } else {
                first
            };
            all.push(Token { text: &rest[..len], line: at + 1 });
            rest = rest[len..].trim_start();
        }
    }
    all
}

/// What a code at this depth takes from the crate's root, through `crate` or through enough `super`s.
pub(crate) fn uses(code: &str, depth: usize) -> Vec<Use> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let supers = tokens[at..].chunks(2).take_while(|pair| pair[0].text == "super").count();
        let fresh = at == 0 || tokens[at - 1].text != "::";
        let from = match tokens[at].text {
            "crate" => at + 1,
            "super" if fresh && supers >= depth => at + 2 * supers - 1,
            _ => continue,
        };
        if tokens.get(from).is_some_and(|token| token.text == "::") {
            tree(&tokens, from + 1, &[], &mut found);
        }
    }
    found
}

/// Spells a use tree out; tells where it ends.
fn tree(tokens: &[Token<'_>], at: usize, prefix: &[String], found: &mut Vec<Use>) -> usize {
    let Some(token) = tokens.get(at) else { return at };
    if token.text == "{" {
        let mut next = at + 1;
        while tokens.get(next).is_some_and(|token| token.text != "}") {
            next = tree(tokens, next, prefix, found).max(next + 1);
            if tokens.get(next).is_some_and(|token| token.text == ",") {
                next += 1;
            }
        }
        return next + 1;
    }
    let mut path = prefix.to_vec();
    if token.text != "self" {
        path.push(token.text.to_owned());
    }
    if tokens.get(at + 1).is_some_and(|token| token.text == "::")
        && tokens.get(at + 2).is_some_and(|token| token.text != "<")
    {
        return tree(tokens, at + 2, &path, found);
    }
    found.push(Use { path, line: token.line });
    let renamed = tokens.get(at + 1).is_some_and(|token| token.text == "as");
    at + if renamed { 3 } else { 1 }
}
