//! The built-in interviewer: the director's moves in the question's own sentences, with the candidate's words.

use std::ops::Range;

use crate::{
    bank::{About, ClaimHeard, Expectation},
    interview::{Astray, Challenged, Ending, Move, Nudge, Rung, State, Target, Wish},
    language::{acts::Act, complexity::spoken},
    transcript::{ExpectationId, Kind, Phase, Speaker, Turn},
};

use super::{
    phrases::Phrases,
    quoting::{clauses, states},
};

/// One utterance for the moves, as said aloud.
#[must_use]
pub fn words(moves: &[Move], state: &State) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (at, step) in moves.iter().enumerate() {
        let phrases = phrases(state, parts.is_empty());
        let words = Builtin { state, phrases, next: moves.get(at + 1) }.say(step);
        parts.extend((!words.is_empty()).then_some(words));
    }
    parts.join(" ")
}

/// What comes between a question that broke off and the same one in other words.
pub(super) fn restart(state: &State) -> &str {
    phrases(state, false).line("again-differently")
}

fn phrases(state: &State, opens: bool) -> Phrases<'_> {
    let spoken = state.turns.iter().filter(|turn| turn.speaker == Speaker::Interviewer);
    let said = spoken.map(|turn| turn.text.as_str()).collect();
    Phrases { staging: &state.setup.staging, seed: state.setup.seed, retries: state.retries, said, opens }
}

struct Builtin<'s> {
    state: &'s State,
    phrases: Phrases<'s>,
    /// What is said right after it.
    next: Option<&'s Move>,
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
                self.point(point.as_ref()).map_or_else(|| self.line(self.pump()), |point| point.pump.clone())
            }
            Move::Probe { target } => self.probe(target),
            Move::Challenge { what, step } => self.challenge(what, *step),
            Move::Concede { .. } => self.line("concede"),
            Move::Park { .. } => self.line("park"),
            Move::Steer => self.line("steer"),
            Move::Hint { point, rung } => self.hint(point, *rung),
            Move::OfferHint => self.line("offer-hint"),
            Move::Redirect { from } => self.redirect(*from),
            Move::Nudge { why } => self.line(nudge(*why)),
            Move::Extend { .. } => self.put(step).unwrap_or_default(),
            Move::Transition { to } => self.line(&self.transition(*to)),
            Move::Release { .. } => self.release(),
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

    /// There is nothing to go on from where nothing of the question was said yet.
    fn pump(&self) -> &'static str {
        let begun = self.state.heard.values().any(|heard| heard.on_topic || heard.has_content());
        match (begun, self.state.phase) {
            (_, Phase::Extension) => "pump-extension",
            (true, _) => "pump",
            (false, _) => "pump-start",
        }
    }

    /// The question that stands, without what was said before it.
    fn repeat(&self) -> String {
        let open = || self.state.question().ask.trim().to_owned();
        let Some(standing) = self.state.asked.as_ref().filter(|step| **step != Move::Open) else {
            return open();
        };
        let asked = self.put(standing).or_else(|| {
            let own = |turn: &&Turn| turn.move_name.as_deref() == Some(standing.name()) && !turn.cut;
            let turn = self.state.turns.iter().rfind(own)?;
            let sentence = turn.text.split_inclusive(['.', '!', '?', '…']).rfind(|part| part.ends_with('?'));
            Some(sentence.unwrap_or(&turn.text).trim().to_owned())
        });
        let slot = if matches!(standing, Move::Hint { .. }) { "repeat-hint" } else { "repeat" };
        asked.map_or_else(open, |asked| format!("{} {asked}", self.line(slot)))
    }

    /// What is put as its author wrote it, and said again so.
    fn put(&self, step: &Move) -> Option<String> {
        match step {
            Move::Extend { follow_up } => {
                let put = self.state.question().follow_ups.iter().find(|f| f.id == *follow_up)?;
                Some(put.ask.trim().to_owned())
            }
            Move::Hint { point, rung: Rung::Hint } => Some(self.point(Some(point))?.hint.clone()),
            Move::Hint { point, rung: Rung::Prompt } => Some(self.point(Some(point))?.prompt.clone()),
            _ => None,
        }
    }

    /// What was answered before is said again only where nothing else was asked.
    fn clarify(&self, answers: &[crate::transcript::ClarificationId], uncovered: bool) -> String {
        let facts = &self.state.question().clarifications;
        let is_known = |id: &&crate::transcript::ClarificationId| self.state.clarified.contains(*id);
        let again = !answers.is_empty() && answers.iter().all(|id| is_known(&id));
        let due = answers.iter().filter(|id| again || !is_known(id));
        let mut said: Vec<&str> =
            due.filter_map(|id| facts.iter().find(|c| c.id == *id)).map(|c| c.answer.trim()).collect();
        let call = self.line("uncovered");
        if uncovered {
            said.push(&call);
        }
        let said = said.join(" ");
        if again { format!("{} {said}", self.line("as-said")) } else { said }
    }

    /// The candidate's own words, where what follows is about just these and none were said back of late; else a plain
    /// sign of having heard.
    fn acknowledge(&self) -> String {
        const UTTERANCES_WITHOUT: usize = 3;
        let mut recent = self.phrases.said.iter().rev().take(UTTERANCES_WITHOUT);
        let quote = if recent.any(|text| text.contains('“')) { None } else { self.quote() };
        match quote {
            Some(quote) => self.phrases.filled("quote", &[("quote", &quote)]),
            None => self.line("acknowledge"),
        }
    }

    /// The words of the last answer that the next move is about, if they are short enough to be said back.
    fn quote(&self) -> Option<String> {
        let heard = &self.state.last.as_ref()?.heard;
        let said = |span: &Range<usize>| self.state.last_answer()?.text.get(span.clone()).map(clauses);
        match self.next? {
            Move::Challenge { what: Challenged::Misconception { id }, .. } => {
                said(&heard.misconceptions.iter().find(|belief| belief.id == *id)?.span)?.pop()
            }
            Move::Challenge { what: Challenged::DeadEnd { approach }, .. }
            | Move::Probe { target: Target::How { approach } } => {
                said(&heard.approaches.iter().find(|way| way.id == *approach)?.span)?.into_iter().next()
            }
            Move::Challenge { what: Challenged::Value { value, about }, .. }
            | Move::Probe { target: Target::Reason { value, about } } => {
                let is_it = |claim: &&ClaimHeard| claim.value == *value && claim.about == *about;
                let all = said(&heard.claims.iter().find(is_it)?.span)?;
                all.into_iter().find(|clause| states(clause, value))
            }
            _ => None,
        }
    }

    /// Nothing is let go in the same words where the candidate says that it was said.
    fn release(&self) -> String {
        let said = self.state.last.as_ref().is_some_and(|last| last.heard.did(Act::Said));
        let is_first = self.state.heard.len() == 1;
        self.line(if said {
            "release-said"
        } else if is_first {
            "release-first"
        } else {
            "release"
        })
    }

    /// An invitation that fits the phase it opens, and what is known by then.
    fn transition(&self, to: Phase) -> String {
        let state = self.state;
        let kind = state.question().kind;
        let code = state.code_at.is_some();
        let costed =
            [About::Time, About::Space].into_iter().all(|about| state.values(about).next().is_some());
        let known = match (kind, to) {
            (Kind::Coding, Phase::Depth | Phase::Verification) if code => "-code",
            (Kind::Coding, Phase::Depth) if state.approach.is_none() => "-open",
            (Kind::Coding, Phase::Depth) if costed => "-costed",
            _ => "",
        };
        format!("transition-{kind}-{to}{known}")
    }

    fn probe(&self, target: &Target) -> String {
        match target {
            Target::Point { id } => self.ask_for(id),
            Target::Cost { about } => self.phrases.filled("probe-cost", &[("resource", resource(*about))]),
            Target::Reason { value, about: About::Count | About::YesNo } => {
                capitalised(&self.phrases.filled("probe-reason", &[("value", &spoken(value))]))
            }
            Target::Reason { value, about } => {
                let filling = [("value", &*spoken(value)), ("resource", resource(*about))];
                capitalised(&self.phrases.filled("probe-reason-of-cost", &filling))
            }
            Target::Tests => self.line("probe-tests"),
            Target::Alternative => self.line("probe-alternative"),
            Target::Plan => self.line("probe-plan"),
            Target::Code if self.state.follow_ups.is_empty() => self.line("probe-code"),
            Target::Code => self.line("probe-code-of-the-first"),
            Target::CodeTrace => self.line("probe-code-trace"),
            Target::Line { code } => self.phrases.filled("probe-line", &[("line", code)]),
            Target::How { .. } if self.state.question().kind == Kind::Coding => self.line("probe-how"),
            Target::How { .. } => self.line("probe-how-build"),
        }
    }

    /// First the point's probe; the second time its pump, in other words; where it was perhaps said, to be sure.
    fn ask_for(&self, id: &ExpectationId) -> String {
        let Some(point) = self.point(Some(id)) else { return String::new() };
        let entry = self.state.ledger.get(id);
        if entry.probes > 0 || entry.rung.is_some() {
            let stands = self.state.focus().is_some_and(|focus| focus == *id);
            match (stands, self.phrases.opens) {
                (true, _) => format!("{} {}", self.line("again-differently"), point.pump),
                (false, true) => format!("{} {}", self.line("again-later"), point.pump),
                (false, false) => point.pump.clone(),
            }
        } else if entry.is_unsure() {
            format!("{} {}", self.line("unsure"), point.probe)
        } else if let Some(slot) = self.bridge(id) {
            format!("{} {}", self.line(slot), point.probe)
        } else {
            point.probe.clone()
        }
    }

    /// What leads to a question that does not follow from what was said last.
    fn bridge(&self, id: &ExpectationId) -> Option<&'static str> {
        let state = self.state;
        let target = Target::Point { id: id.clone() };
        if state.last.as_ref().is_some_and(|last| last.has_code) {
            return (state.phase < Phase::Extension).then_some("about-code");
        }
        (self.phrases.opens && state.goes_back(&target)).then_some("back")
    }

    fn challenge(&self, what: &Challenged, step: u8) -> String {
        let question = self.state.question();
        match what {
            Challenged::Misconception { id } => {
                let belief = question.misconceptions.iter().find(|m| m.id == *id);
                let expose = belief.map(|belief| belief.expose.as_str()).unwrap_or_default();
                if step > 1 || self.was_said(expose) { self.pressed() } else { expose.to_owned() }
            }
            Challenged::Value { about, .. } if step > 1 => self.line(match about {
                About::Time => "challenge-time-again",
                About::Space => "challenge-space-again",
                About::Count | About::YesNo => "challenge-number-again",
            }),
            Challenged::Value { value, about } => {
                let is_cost = matches!(about, About::Time | About::Space);
                let slot = if is_cost { "challenge-value" } else { "challenge-number" };
                let values = [("value", &*spoken(value)), ("resource", resource(*about))];
                capitalised(&self.phrases.filled(slot, &values))
            }
            Challenged::DeadEnd { approach } => {
                let way = question.approaches.iter().find(|a| a.id == *approach);
                way.and_then(|way| way.nudge.clone()).unwrap_or_default()
            }
        }
    }

    /// The same doubt, sharper. An example that code can be run through in the head is the sharpest, once.
    fn pressed(&self) -> String {
        let question = self.state.question();
        let is_coding = question.kind == Kind::Coding;
        let example = question.example.as_ref().map(|example| example.input.trim()).filter(|_| is_coding);
        let doubt = match example.filter(|input| !self.was_said(input)) {
            Some(input) => self.phrases.filled("challenge-example", &[("input", input)]),
            None if question.kind == Kind::Behavioral => self.line("challenge-sharper-behavioral"),
            None => self.line("challenge-sharper"),
        };
        format!("{} {doubt}", self.line("challenge-again"))
    }

    /// Whether the interviewer has used these words.
    fn was_said(&self, words: &str) -> bool {
        self.phrases.said.iter().any(|said| said.contains(words))
    }

    /// A hint for something that was not asked about needs its question too.
    fn hint(&self, id: &ExpectationId, rung: Rung) -> String {
        let Some(point) = self.point(Some(id)) else { return String::new() };
        let lead = if self.phrases.opens {
            self.line(if rung == Rung::Hint { "hint" } else { "hint-prompt" })
        } else {
            String::new()
        };
        let said = if rung == Rung::Hint { &point.hint } else { &point.prompt };
        let entry = self.state.ledger.get(id);
        let is_new = entry.probes == 0 && entry.rung.is_none() && !said.contains('?');
        let question = if is_new { point.probe.as_str() } else { "" };
        [&lead, said, question].map(str::trim).join(" ").trim().to_owned()
    }

    fn redirect(&self, from: Astray) -> String {
        self.line(match from {
            Astray::OffTopic => "redirect-off-topic",
            Astray::Rambling => match self.state.question().kind {
                Kind::Coding | Kind::SystemDesign => "redirect-rambling-build",
                Kind::Concepts => "redirect-rambling",
                Kind::Behavioral => "redirect-rambling-behavioral",
            },
            Astray::Restating if self.state.question().kind == Kind::SystemDesign => {
                "redirect-restating-build"
            }
            Astray::Restating => "redirect-restating",
            Astray::Orders => "redirect-orders",
            Astray::Personal => "redirect-personal",
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

#[cfg(test)]
mod tests;
