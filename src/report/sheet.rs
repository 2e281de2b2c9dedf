//! A question as a human interviewer's sheet, in Markdown: everything, answers included.

use std::fmt::Write as _;

use crate::bank::{Expectation, Question, written};

/// Writes the sheet.
#[must_use]
pub fn write(question: &Question) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "# {}\n\n{} · {} minutes\n", question.title, question.kind, question.minutes);
    let _ = writeln!(text, "## Ask\n\n{}\n", question.ask.trim());
    section(&mut text, "If asked", &question.clarifications, |c| {
        format!("**{}** ({}): {}", c.id, c.category, c.answer)
    });
    section(&mut text, "Ways to do it", &question.approaches, |a| {
        let cost = |name: &str, cost: &Option<crate::bank::Cost>| {
            cost.as_ref()
                .map_or_else(String::new, |c| format!("; {name} {}, {}", written(&c.value), c.because))
        };
        let dead = if a.viable { "" } else { " (a dead end)" };
        format!("**{}**{dead}{}{}", a.name, cost("time", &a.time), cost("space", &a.space))
    });
    let _ = writeln!(text, "## Points of a good answer\n");
    for point in &question.expectations {
        write_point(&mut text, point);
    }
    section(&mut text, "Wrong beliefs", &question.misconceptions, |m| {
        format!("{} Ask: {} True is: {}", m.belief, m.expose, m.correction)
    });
    section(&mut text, "Edge cases", &question.edge_cases, |case| case.says.clone());
    section(&mut text, "Trade-offs", &question.trade_offs, |t| format!("{}: {}", t.option, t.wins_when));
    if let Some(example) = &question.example {
        let _ = writeln!(
            text,
            "## Example\n\n{} → {}\n\n{}\n",
            example.input,
            example.output,
            example.trace.trim()
        );
    }
    for follow_up in &question.follow_ups {
        let _ = writeln!(text, "## Next floor ({}+)\n\n{}\n", follow_up.seniority, follow_up.ask.trim());
        for point in &follow_up.expectations {
            write_point(&mut text, point);
        }
    }
    if let Some(solution) = &question.solution {
        let fence = if solution.language == "python" { "```python\n" } else { "" };
        let end = if fence.is_empty() { "" } else { "```\n" };
        let _ = writeln!(text, "## Solution\n\n{fence}{}\n{end}", solution.text.trim());
    }
    section(&mut text, "To read", &question.research, Clone::clone);
    text
}

fn section<T>(text: &mut String, title: &str, items: &[T], line: impl Fn(&T) -> String) {
    if items.is_empty() {
        return;
    }
    let _ = writeln!(text, "## {title}\n");
    for item in items {
        let _ = writeln!(text, "- {}", line(item));
    }
    text.push('\n');
}

fn write_point(text: &mut String, point: &Expectation) {
    let must = if point.must { ", indispensable" } else { "" };
    let _ = writeln!(text, "- {} ({}{must})", point.says, point.seniority);
    let _ =
        writeln!(text, "  - probe: {}\n  - hint: {}\n  - then: {}", point.probe, point.hint, point.prompt);
}
