//! The guard: reads a model's words clause by clause and lets through what an interviewer may say.
//!
//! Nothing is taken back from a screen, so a clause is given out only once it is read. What comes out never has a
//! second question, and is the same however the stream is chopped up.

mod clause;
mod manners;
mod novelty;
mod repeats;
mod secrets;

use crate::interview::{Move, State};

use clause::{Clause, Cutter, End};
use manners::{Ruling, dictates, is_question, is_request};
use novelty::Known;
use repeats::Earlier;
use secrets::Secrets;

/// The longest utterance, in words.
pub const LONGEST_WORDS: usize = 80;

/// What came of a model's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What is still to be given out.
    pub rest: String,
    /// Whether anything was given out at all.
    pub said: bool,
    /// Whether it will do: something was said and, where the moves ask something, asked.
    pub good: bool,
    /// What was left out or cut off, and why.
    pub reasons: Vec<String>,
}

/// Reads one utterance.
#[derive(Debug, Clone)]
pub struct Guard {
    secrets: Secrets,
    earlier: Earlier,
    known: Known,
    must_ask: bool,
    cutter: Cutter,
    /// What was kept of the sentence under way.
    sentence: String,
    /// A mark that is given out with the next clause, so that a cut can end the sentence instead.
    held: Option<char>,
    /// A statement or a request under way: it is given out whole or not at all, so that a cut leaves no stump of it.
    waiting: String,
    /// Whether something of the sentence under way was given out.
    begun: bool,
    said: bool,
    words: usize,
    asked: bool,
    closed: bool,
    reasons: Vec<String>,
}

impl Guard {
    /// A guard for an utterance with these moves.
    #[must_use]
    pub fn new(state: &State, moves: &[Move]) -> Self {
        Self {
            secrets: Secrets::new(state, moves),
            earlier: Earlier::new(state, moves),
            known: Known::new(state, moves),
            must_ask: moves.iter().any(Move::asks),
            cutter: Cutter::default(),
            sentence: String::new(),
            held: None,
            waiting: String::new(),
            begun: false,
            said: false,
            words: 0,
            asked: false,
            closed: false,
            reasons: Vec::new(),
        }
    }

    /// Takes words in, and gives out those that may be said.
    pub fn push(&mut self, text: &str) -> String {
        let mut out = String::new();
        for c in text.chars() {
            if self.closed {
                break;
            }
            if let Some(clause) = self.cutter.push(c) {
                self.read(clause, &mut out);
            }
        }
        out
    }

    /// Whether nothing more will be given out: the question is asked, or something was cut.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// The end of a whole reply.
    #[must_use]
    pub fn finish(mut self) -> Outcome {
        let mut rest = String::new();
        if let Some(clause) = self.cutter.rest().filter(|_| !self.closed) {
            self.read(clause, &mut rest);
        }
        if !self.closed && !self.sentence.is_empty() {
            self.end_sentence(&mut rest);
        }
        self.outcome(rest)
    }

    /// The end of a reply that broke off: a sentence under way is given up.
    #[must_use]
    pub fn break_off(mut self) -> Outcome {
        let mut rest = String::new();
        if !self.closed {
            self.cut("it broke off".to_owned(), &mut rest);
        }
        self.outcome(rest)
    }

    fn outcome(self, rest: String) -> Outcome {
        let good = self.said && (self.asked || !self.must_ask);
        Outcome { rest, said: self.said, good, reasons: self.reasons }
    }

    fn read(&mut self, clause: Clause, out: &mut String) {
        match self.rule(&clause) {
            Ruling::Keep(text) => self.keep(&text, clause.end, out),
            Ruling::Drop(why) => self.note(why, &clause.text),
            Ruling::Cut(why) => {
                let why = format!("{why}: {}", clause.text);
                self.cut(why, out);
            }
            Ruling::Ask(why) => {
                self.note(why, &clause.text);
                self.end_with('?', out);
                self.closed = true;
            }
        }
    }

    fn rule(&self, clause: &Clause) -> Ruling {
        let ruling = match manners::rule(clause, &self.sentence) {
            // The author of the question asks both at once.
            Ruling::Ask(_) if self.known.asks_two() => Ruling::Keep(clause.text.clone()),
            ruling => ruling,
        };
        let Ruling::Keep(text) = &ruling else { return ruling };
        let sentence = format!("{} {text}", self.sentence);
        if self.words + text.split_whitespace().count() > LONGEST_WORDS {
            return Ruling::Cut(format!("more than {LONGEST_WORDS} words"));
        }
        if let Some(leak) = self.secrets.leak(&sentence) {
            return Ruling::Cut(leak);
        }
        if self.known.is_first_person(text) {
            return Ruling::Cut("speech for the candidate".to_owned());
        }
        if self.known.has_new_number(text) {
            return Ruling::Cut("a number of its own".to_owned());
        }
        if self.words == 0 && self.earlier.began_with(text) {
            return Ruling::Drop("began so the last time".to_owned());
        }
        if self.is_claim(clause, &sentence) {
            return Ruling::Cut("a statement of its own".to_owned());
        }
        if self.earlier.repeats(&sentence) {
            return Ruling::Cut("asked before".to_owned());
        }
        ruling
    }

    /// Whether a stretch that asks nothing says something new. Where it is quoted, it is not the model's.
    fn is_claim(&self, clause: &Clause, sentence: &str) -> bool {
        let requests = is_request(sentence) && !dictates(sentence);
        let asks = clause.end == End::Sentence('?') || is_question(sentence) || requests;
        !asks && self.known.is_new(&clause.text)
    }

    fn keep(&mut self, text: &str, end: End, out: &mut String) {
        if text.chars().any(char::is_alphanumeric) {
            let text = if self.sentence.is_empty() { capitalised(text) } else { text.to_owned() };
            self.waiting.extend(self.held.take());
            if self.said || !self.waiting.is_empty() {
                self.waiting.push(' ');
            }
            self.waiting.push_str(&text);
            self.words += text.split_whitespace().count();
            self.sentence.push(' ');
            self.sentence.push_str(&text);
            if is_question(&self.sentence) {
                self.give_out(out);
            }
        }
        match end {
            End::Sentence(mark) if !self.sentence.is_empty() => self.end_checked(mark, out),
            End::Line if !self.sentence.is_empty() => self.end_sentence(out),
            End::Pause(mark) if !self.sentence.is_empty() => self.held = Some(mark),
            _ => {}
        }
    }

    /// Ends a sentence that has no mark of its own.
    fn end_sentence(&mut self, out: &mut String) {
        let mark = if is_question(&self.sentence) { '?' } else { '.' };
        self.end_checked(mark, out);
    }

    /// Ends a sentence, unless it states what an interviewer does not.
    fn end_checked(&mut self, mark: char, out: &mut String) {
        let may_stand = is_request(&self.sentence) || self.known.may_be_stated(&self.sentence);
        if mark != '?' && !self.begun && self.earlier.has_stated(&self.sentence) {
            let sentence = std::mem::take(&mut self.sentence);
            self.waiting.clear();
            self.held = None;
            self.note("said before".to_owned(), sentence.trim());
        } else if mark == '?' || self.begun || may_stand {
            self.end_with(mark, out);
        } else {
            let sentence = std::mem::take(&mut self.sentence);
            self.cut(format!("a statement of its own:{sentence}"), out);
        }
    }

    fn end_with(&mut self, mark: char, out: &mut String) {
        self.held = None;
        self.waiting.push(mark);
        self.give_out(out);
        self.begun = false;
        let requested = is_request(&self.sentence) && self.known.is_to_the_point(&self.sentence);
        self.asked |= mark == '?' || requested || self.known.is_the_ask(&self.sentence);
        self.closed |= mark == '?';
        self.sentence.clear();
    }

    fn cut(&mut self, why: String, out: &mut String) {
        self.reasons.push(why);
        if self.begun {
            out.push('…');
        }
        self.closed = true;
    }

    fn give_out(&mut self, out: &mut String) {
        self.begun |= !self.waiting.is_empty();
        self.said |= !self.waiting.is_empty();
        out.push_str(&self.waiting);
        self.waiting.clear();
    }

    fn note(&mut self, why: String, text: &str) {
        self.reasons.push(format!("{why}: {text}"));
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}

#[cfg(test)]
mod tests;
