//! The candidate's words as data: nothing in them can pass for the director's or another speaker's.

const LABELS: [&str; 6] = ["director", "candidate said", "candidate", "interviewer", "system", "assistant"];

/// Words with the colon taken from any line that begins like a label of the prompt's, and no marks of the prompt's own.
pub(super) fn defused(text: &str) -> String {
    let text = text.replace("</transcript>", "").replace("<transcript>", "");
    text.lines().map(defused_line).collect::<Vec<_>>().join("\n")
}

fn defused_line(line: &str) -> String {
    let body = line.trim_start_matches(['-', ' ', '\t', '#', '<', '|']);
    let lower = body.to_lowercase();
    let label = LABELS
        .iter()
        .find(|label| lower.starts_with(**label) && lower[label.len()..].trim_start().starts_with(':'));
    match label.and_then(|_| body.split_once(':')) {
        Some((name, rest)) => format!("{} –{rest}", name.trim_end()),
        None if line.trim_start().starts_with("---") => line.trim_start().trim_start_matches('-').to_owned(),
        None => line.to_owned(),
    }
}
