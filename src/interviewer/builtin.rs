//! The built-in interviewer: the director's moves in the question's own sentences, with the candidate's words.

use crate::{
    bank::{About, Expectation},
    interview::{Astray, Challenged, Ending, Move, Nudge, Rung, State, Target, Wish, name_of},
    transcript::{ExpectationId, Kind, Speaker},
};

use super::phrases::Phrases;

/// One utterance for the moves, as said aloud.
#[must_use]
pub fn words(moves: &[Move], state: &State) -> String {
    let spoken = || state.turns.iter().filter(|turn| turn.speaker == Speaker::Interviewer);
    let name = name_of(moves);
    let all = spoken().count();
    let alike = spoken().filter(|turn| turn.move_name.as_deref() == Some(name)).count();
    let said = moves.iter().enumerate().map(|(at, step)| {
        // What an utterance is named after counts its own kind, so that no line returns before all were used.
        let names_it = at + 1 == moves.len() && *step != Move::Acknowledge;
        let place = if names_it { alike } else { all };
        let phrases = Phrases { seed: state.setup.seed, place: place as u64 };
        Builtin { state, phrases }.say(step)
    });
    said.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What comes between a question that broke off and the same one in other words.
pub(super) fn restart(state: &State) -> &'static str {
    Phrases { seed: state.setup.seed, place: state.turns.len() as u64 }.line("again-differently")
}

struct Builtin<'s> {
    state: &'s State,
    phrases: Phrases,
}

impl Builtin<'_> {
    fn line(&self, slot: &str) -> String {
        self.phrases.line(slot).to_owned()
    }

    fn say(&self, step: &Move) -> String {
        match step {
            Move::Open => self.state.question().ask.trim().to_owned(),
            Move::Repeat => self.repeat(),
            Move::Clarify { answers, uncovered } => self.clarify(answers, *uncovered),
            Move::Acknowledge => self.acknowledge(),
            Move::Deflect { wish: Wish::Verdict } => self.line("deflect-verdict"),
            Move::Deflect { wish: Wish::Opinion } => self.line("deflect-opinion"),
            Move::Pump { point } => {
                self.point(point.as_ref()).map_or_else(|| self.line("pump"), |point| point.pump.clone())
            }
            Move::Probe { target } => self.probe(target),
            Move::Challenge { what, step } => self.challenge(what, *step),
            Move::Hint { point, rung } => self.hint(point, *rung),
            Move::OfferHint => self.line("offer-hint"),
            Move::Redirect { from } => self.redirect(*from),
            Move::Nudge { why } => self.line(nudge(*why)),
            Move::Extend { follow_up } => {
                let put = self.state.question().follow_ups.iter().find(|f| f.id == *follow_up);
                put.map_or_else(String::new, |f| f.ask.trim().to_owned())
            }
            Move::Transition { .. } => self.line(transition(self.state.question().kind)),
            Move::Release { .. } => self.line("release"),
            Move::Again { point } => {
                let probe = self.point(Some(point)).map(|point| point.probe.clone()).unwrap_or_default();
                format!("{} {probe}", self.line("again"))
            }
            Move::Close { why } => self.line(close(*why)),
        }
    }

    fn point(&self, id: Option<&ExpectationId>) -> Option<&Expectation> {
        let id = id?;
        self.state.question().every_expectation().find(|point| point.id == *id)
    }

    fn repeat(&self) -> String {
        let asked = self.state.turns.iter().rfind(|turn| {
            let name = turn.move_name.as_deref();
            turn.speaker == Speaker::Interviewer
                && !matches!(name, None | Some("nudge" | "repeat" | "clarify"))
        });
        match asked {
            Some(turn) if turn.move_name.as_deref() != Some("open") && !turn.cut => {
                format!("I asked: {}", turn.text)
            }
            _ => self.state.question().ask.trim().to_owned(),
        }
    }

    fn clarify(&self, answers: &[crate::transcript::ClarificationId], uncovered: bool) -> String {
        let facts = &self.state.question().clarifications;
        let mut said: Vec<&str> = answers
            .iter()
            .filter_map(|id| facts.iter().find(|c| c.id == *id))
            .map(|c| c.answer.trim())
            .collect();
        let call = self.line("uncovered");
        if uncovered {
            said.push(&call);
        }
        let again = answers.first().is_some_and(|id| self.state.clarified.contains(id));
        if again { format!("As I said: {}", said.join(" ")) } else { said.join(" ") }
    }

    /// In at most one utterance of three the candidate's own words, else a plain sign of having heard.
    fn acknowledge(&self) -> String {
        let quoted = |text: &str| text.contains('"');
        let recent =
            self.state.turns.iter().rev().filter(|turn| turn.speaker == Speaker::Interviewer).take(2);
        if recent.into_iter().any(|turn| quoted(&turn.text)) {
            return self.line("acknowledge");
        }
        match self.quote() {
            Some(quote) => self.phrases.filled("quote", &[("quote", &quote)]),
            None => self.line("acknowledge"),
        }
    }

    /// A clause of the last answer that holds something of the question, short enough to be said back.
    fn quote(&self) -> Option<String> {
        let last = self.state.last.as_ref()?;
        let turn = self.state.last_answer()?;
        let spans = last.heard.points.iter().filter(|point| point.certain).map(|point| &point.span);
        let spans = spans.chain(last.heard.approaches.iter().filter(|a| a.certain).map(|a| &a.span));
        spans.filter_map(|span| turn.text.get(span.clone())).find_map(clause)
    }

    fn probe(&self, target: &Target) -> String {
        match target {
            Target::Point { id } => self.ask_for(id),
            Target::Cost { about } => self.phrases.filled("probe-cost", &[("resource", resource(*about))]),
            Target::Reason { value, .. } => self.phrases.filled("probe-reason", &[("value", value)]),
            Target::Tests => self.line("probe-tests"),
            Target::Alternative => self.line("probe-alternative"),
            Target::Plan => self.line("probe-plan"),
            Target::Code => self.line("probe-code"),
            Target::CodeTrace => self.line("probe-code-trace"),
            Target::How { approach } => {
                let name = self.state.question().approaches.iter().find(|a| a.id == *approach);
                let name = name.map_or_else(String::new, |a| a.name.clone());
                capitalised(&self.phrases.filled("probe-how", &[("approach", &name)]))
            }
        }
    }

    /// First the point's probe; the second time its pump, in other words; where it was perhaps said, to be sure.
    fn ask_for(&self, id: &ExpectationId) -> String {
        let Some(point) = self.point(Some(id)) else { return String::new() };
        let entry = self.state.ledger.get(id);
        if entry.probes > 0 {
            format!("{} {}", self.line("again-differently"), point.pump)
        } else if entry.unsure.is_some() {
            format!("{} {}", self.line("unsure"), point.probe)
        } else {
            point.probe.clone()
        }
    }

    fn challenge(&self, what: &Challenged, step: u8) -> String {
        let question = self.state.question();
        match what {
            Challenged::Misconception { id } => {
                let belief = question.misconceptions.iter().find(|m| m.id == *id);
                let expose = belief.map(|belief| belief.expose.clone()).unwrap_or_default();
                match &question.example {
                    Some(example) if step > 1 => self.pressed(&example.input),
                    _ if step > 1 => format!("{} {expose}", self.line("challenge-again")),
                    _ => expose,
                }
            }
            Challenged::Value { value, about } => {
                let slot = if step > 1 { "challenge-value-again" } else { "challenge-value" };
                self.phrases.filled(slot, &[("value", value), ("resource", resource(*about))])
            }
            Challenged::DeadEnd { approach } => {
                let way = question.approaches.iter().find(|a| a.id == *approach);
                way.and_then(|way| way.nudge.clone()).unwrap_or_default()
            }
        }
    }

    fn pressed(&self, input: &str) -> String {
        let example = self.phrases.filled("challenge-example", &[("input", input.trim())]);
        format!("{} {example}", self.line("challenge-again"))
    }

    fn hint(&self, id: &ExpectationId, rung: Rung) -> String {
        let Some(point) = self.point(Some(id)) else { return String::new() };
        match rung {
            Rung::Hint => format!("{} {}", self.line("hint"), point.hint),
            Rung::Prompt => format!("{} {}", self.line("hint-prompt"), point.prompt),
        }
    }

    fn redirect(&self, from: Astray) -> String {
        self.line(match from {
            Astray::OffTopic => "redirect-off-topic",
            Astray::Rambling => "redirect-rambling",
            Astray::Restating => "redirect-restating",
            Astray::Orders => "redirect-orders",
        })
    }
}

fn resource(about: About) -> &'static str {
    match about {
        About::Space => "memory",
        About::Time => "running time",
        About::Count => "number",
        About::YesNo => "point",
    }
}

fn nudge(why: Nudge) -> &'static str {
    match why {
        Nudge::TakeYourTime => "nudge-take-your-time",
        Nudge::WhereAreYou => "nudge-where-are-you",
        Nudge::HintOffered => "nudge-hint-offered",
        Nudge::LastMinutes => "nudge-last-minutes",
    }
}

fn transition(kind: Kind) -> &'static str {
    match kind {
        Kind::Coding => "transition-coding",
        Kind::Concepts => "transition-concepts",
        Kind::SystemDesign => "transition-system-design",
        Kind::Behavioral => "transition-behavioral",
    }
}

fn close(why: Ending) -> &'static str {
    match why {
        Ending::Complete => "close-complete",
        Ending::TimeUp => "close-time-up",
        Ending::Done => "close-done",
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}

/// A stretch of four to twelve words between commas and the like, worth saying back; none where there is none.
fn clause(text: &str) -> Option<String> {
    let fits =
        |part: &&str| (4..=12).contains(&part.split_whitespace().count()) && !part.contains(['"', '?', '\n']);
    let part = text.split([',', '.', ';', ':', '!', '–', '—']).map(str::trim).find(fits)?;
    const LEAD: [&str; 11] = ["so", "and", "but", "then", "okay", "ok", "well", "um", "uh", "now", "because"];
    let mut words: Vec<&str> = part.split_whitespace().collect();
    while words.first().is_some_and(|word| LEAD.contains(&word.to_lowercase().as_str())) {
        words.remove(0);
    }
    (words.len() >= 4).then(|| words.join(" "))
}

#[cfg(test)]
mod tests;
