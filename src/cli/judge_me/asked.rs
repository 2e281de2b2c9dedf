//! The transcript, piece by piece, and one indicator after another.

use serde_json::json;

use super::super::{open, print};
use crate::{
    error::AppError,
    rubric::Verdict,
    scoring::calibration::{Exercise, Item, Labelled},
    term::{
        sanitize,
        width::{prose_width, terminal_width, wrap},
    },
    transcript::Speaker,
};

/// What is shown at a time, in lines.
const LINES_A_PIECE: usize = 16;

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    /// A verdict.
    Verdict(Verdict),
    /// The input is at its end, or somebody has had enough.
    Enough,
}

/// Whoever is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker {
    pub(super) json: bool,
    /// Somebody sits at a terminal, and reads at their own pace.
    pub(super) sits: bool,
}

impl Asker {
    /// Shows a transcript.
    pub(super) fn transcript(
        &self,
        exercise: &Exercise<'_>,
        title: &str,
        (number, all): (u32, u32),
        open: usize,
    ) -> Result<Heard, AppError> {
        let labelled = exercise.labelled;
        if self.json {
            print(&format!("{}\n", in_json(labelled, title)))?;
            return Ok(Heard::Verdict(Verdict::Met));
        }
        let which = if all > 1 { format!("{number} of {all}: ") } else { String::new() };
        let text = format!(
            "{which}{title} ({}). Read what was said; then say of {open} things whether the candidate showed them.\n",
            labelled.seniority
        );
        print(&format!("{}\n", wrap(&sanitize(&text), width(), 0)))?;
        self.pieces(labelled)
    }

    /// Turn by turn; who sits there says when to go on.
    fn pieces(&self, labelled: &Labelled) -> Result<Heard, AppError> {
        let turns: Vec<String> =
            (1..).zip(&labelled.turns).map(|(number, _)| turn(labelled, number)).collect();
        let mut lines = 0;
        for (index, text) in turns.iter().enumerate() {
            print(text)?;
            lines += text.lines().count();
            let next = turns.get(index + 1).map_or(0, |next| next.lines().count());
            if self.sits && next > 0 && lines + next > LINES_A_PIECE {
                lines = 0;
                match open::asked("Enter goes on, q leaves: ")?.as_deref() {
                    None | Some("q" | "quit") => return Ok(Heard::Enough),
                    Some(_) => {}
                }
            }
        }
        Ok(Heard::Verdict(Verdict::Met))
    }

    /// Asks for one indicator.
    pub(super) fn item(
        &self,
        exercise: &Exercise<'_>,
        item: &Item,
        (number, all): (usize, usize),
    ) -> Result<Heard, AppError> {
        if self.json {
            let Item { id, dimension, says, question, .. } = item;
            let asked = json!({
                "type": "indicator", "number": number, "of": all,
                "id": id, "dimension": dimension, "says": says, "question": question,
            });
            print(&format!("{asked}\n"))?;
        }
        let question =
            wrap(&sanitize(&item.question), width().saturating_sub(6), 0).replace('\n', "\n      ");
        let question = format!("\n{number:>2}/{all} {}\n      {question}\n      ", item.dimension);
        let keys = "y yes, p partly, n no, ? cannot tell, t the transcript again, q leaves: ";
        let mut ask = format!("{question}{keys}");
        loop {
            let typed = if self.json { open::asked("")? } else { open::asked(&ask)? };
            let Some(typed) = typed.map(|typed| said(&typed)) else { return Ok(Heard::Enough) };
            match typed.as_str() {
                "y" | "yes" => return Ok(Heard::Verdict(Verdict::Met)),
                "p" | "partly" => return Ok(Heard::Verdict(Verdict::Partial)),
                "n" | "no" => return Ok(Heard::Verdict(Verdict::Unmet)),
                "?" => return Ok(Heard::Verdict(Verdict::Unsure)),
                "q" | "quit" => return Ok(Heard::Enough),
                "t" if self.sits => {
                    if self.pieces(exercise.labelled)? == Heard::Enough {
                        return Ok(Heard::Enough);
                    }
                    ask = format!("{question}{keys}");
                }
                _ if self.sits => keys.clone_into(&mut ask),
                _ => return Err(no_answer(&typed, item)),
            }
        }
    }
}

/// In a pipe a slip would shift all that follows.
fn no_answer(typed: &str, item: &Item) -> AppError {
    AppError::usage(format!("`{typed}` is no answer to `{}`", item.id))
        .hint("one a line: y, p, n or ?; what was answered so far is kept")
}

/// What a line says: itself, or the text of a JSON answer.
fn said(line: &str) -> String {
    let object = serde_json::from_str::<serde_json::Value>(line).ok();
    let text = object.as_ref().and_then(|object| object["text"].as_str());
    text.unwrap_or(line).trim().to_lowercase()
}

fn width() -> usize {
    prose_width(terminal_width())
}

/// A turn with its number, from 1.
fn turn(labelled: &Labelled, number: usize) -> String {
    let Some(said) = labelled.turns.get(number - 1) else { return String::new() };
    let who = match said.speaker.get_ref() {
        Speaker::Interviewer => "interviewer",
        Speaker::Candidate => "candidate",
    };
    let text = sanitize(said.text.trim());
    // Code keeps its lines.
    let text = if said.is_code() { text } else { wrap(&text, width().saturating_sub(4), 0) };
    format!("{number:>2}  {who}\n    {}\n\n", text.trim_end().replace('\n', "\n    "))
}

fn in_json(labelled: &Labelled, title: &str) -> serde_json::Value {
    let turns = (1..).zip(&labelled.turns).map(|(number, said): (usize, _)| {
        json!({ "turn": number, "speaker": said.speaker.get_ref(), "move": said.spoke, "text": said.text })
    });
    json!({
        "type": "transcript",
        "id": labelled.id(),
        "question": labelled.question.get_ref(),
        "title": title,
        "seniority": labelled.seniority,
        "turns": turns.collect::<Vec<_>>(),
    })
}
