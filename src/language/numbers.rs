//! Numbers as people say and write them: "40", "4,000", "forty", "two million", "a hundred thousand", "ten to the seven".

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::token::{Spoken, Token};

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Words {
    units: BTreeMap<String, u32>,
    scales: BTreeMap<String, f64>,
    powers: BTreeMap<String, i32>,
}

const LIST: &str = include_str!("../../prompts/words/numbers.toml");

/// The word list, read once. It is embedded, and a test reads it, so the empty one is never met.
static WORDS: LazyLock<Words> = LazyLock::new(|| toml::from_str(LIST).unwrap_or_default());

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// What it comes to.
    pub value: f64,
    /// Whether it was said in words: "one" and "two" in words are seldom an amount.
    pub in_words: bool,
}

impl Number {
    /// In digits, the thousands set off.
    #[must_use]
    pub fn digits(self) -> String {
        let plain = format!("{}", self.value);
        let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
        let mut out = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out + rest
    }
}

/// Whether a word is a number, or a part of one. "One" is mostly no number.
#[must_use]
pub fn is_number_word(token: &Token) -> bool {
    let word = token.word.as_str();
    starts_with_digit(word)
        || word != "one" && WORDS.units.contains_key(word)
        || WORDS.scales.contains_key(word)
}

/// Every number of a text, in order.
#[must_use]
pub fn numbers(spoken: &Spoken<'_>) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < spoken.tokens.len() {
        match (Reader { spoken, at }).number() {
            Some(number) => {
                at = number.last + 1;
                found.push(number);
            }
            None => at += 1,
        }
    }
    found
}

/// The value of a number that is all of a text.
#[must_use]
pub fn value(text: &str) -> Option<f64> {
    numbers(&Spoken::new(text)).first().map(|number| number.value)
}

fn starts_with_digit(word: &str) -> bool {
    word.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

struct Reader<'s> {
    spoken: &'s Spoken<'s>,
    at: usize,
}

impl Reader<'_> {
    fn word(&self, ahead: usize) -> &str {
        self.spoken.tokens.get(self.at + ahead).map_or("", |token| token.word.as_str())
    }

    fn scale(&self, ahead: usize) -> Option<f64> {
        WORDS.scales.get(self.word(ahead)).copied()
    }

    fn unit(&self, ahead: usize) -> Option<u32> {
        WORDS.units.get(self.word(ahead)).copied()
    }

    /// What stands between a token and the next one.
    fn gap(&self) -> &str {
        let tokens = &self.spoken.tokens;
        match (tokens.get(self.at), tokens.get(self.at + 1)) {
            (Some(token), Some(next)) => &self.spoken.text[token.end..next.start],
            _ => "",
        }
    }

    fn number(mut self) -> Option<Number> {
        let first = self.at;
        let in_words = !starts_with_digit(self.word(0));
        let base = if in_words { self.words()? } else { self.digits()? };
        let value = self.power(base).unwrap_or_else(|| self.scaled(base));
        Some(Number { first, last: self.at - 1, value, in_words })
    }

    /// "40", "4,000", "0.005", "4k".
    fn digits(&mut self) -> Option<f64> {
        let mut text = String::new();
        loop {
            let word = self.word(0).to_owned();
            let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
            text += &digits;
            let gap = self.gap().to_owned();
            self.at += 1;
            if digits.len() < word.len() {
                let thousands = if &word[digits.len()..] == "k" { 1_000.0 } else { 1.0 };
                return text.parse::<f64>().ok().map(|value| value * thousands);
            }
            let next = self.word(0);
            let group = next.len() == 3 && next.bytes().all(|b| b.is_ascii_digit());
            match gap.as_str() {
                "," if group => {}
                "." if starts_with_digit(next) && !text.contains('.') => text.push('.'),
                _ => return text.parse().ok(),
            }
        }
    }

    /// "forty", "thirty-five", "two point four", "a hundred". A unit after a unit begins another number.
    fn words(&mut self) -> Option<f64> {
        if matches!(self.word(0), "a" | "an") && self.scale(1).is_some() {
            self.at += 1;
            return Some(1.0);
        }
        if self.scale(0).is_some() {
            return Some(1.0);
        }
        let unit = self.unit(0)?;
        self.at += 1;
        let mut value = f64::from(unit);
        if let Some(more) = self.unit(0).filter(|more| unit >= 20 && (1..10).contains(more)) {
            self.at += 1;
            value += f64::from(more);
        }
        if let (true, Some(tenths)) = (self.word(0) == "point", self.unit(1).filter(|tenths| *tenths < 10)) {
            self.at += 2;
            value += f64::from(tenths) / 10.0;
        }
        Some(value)
    }

    /// "ten to the seven", "10 to the power of 7", "10^7".
    fn power(&mut self, base: f64) -> Option<f64> {
        if (base - 10.0).abs() > f64::EPSILON {
            return None;
        }
        let before = Reader { spoken: self.spoken, at: self.at - 1 };
        let written = matches!(before.gap().trim(), "^" | "**" | "**-");
        let ahead = match (self.word(0), self.word(1), self.word(2), self.word(3)) {
            _ if written => 0,
            ("to", "the", "power", "of") => 4,
            ("to", "the", "power", _) => 3,
            ("to", "the", _, _) => 2,
            _ => return None,
        };
        let word = self.word(ahead);
        let power = WORDS.powers.get(word).copied();
        let power = power.or_else(|| i32::try_from(self.unit(ahead)?).ok()).or_else(|| word.parse().ok())?;
        self.at += ahead + 1;
        Some(base.powi(power))
    }

    /// "million" and "and a half million" after a number; "a hundred and twenty", "two hundred thousand".
    fn scaled(&mut self, mut value: f64) -> f64 {
        if (self.word(0), self.word(1), self.word(2)) == ("and", "a", "half") {
            self.at += 3;
            value += 0.5;
        }
        while let Some(scale) = self.scale(0) {
            self.at += 1;
            value *= scale;
            let and = usize::from(self.word(0) == "and");
            let more = Reader { spoken: self.spoken, at: self.at + and };
            if let Some((rest, end)) = more.below(scale) {
                self.at = end;
                value += rest;
            }
        }
        value
    }

    /// What follows a scale in words and is smaller: "twenty" in "a hundred and twenty".
    fn below(mut self, scale: f64) -> Option<(f64, usize)> {
        self.unit(0)?;
        let rest = self.words().filter(|rest| *rest < scale && *rest > 0.0)?;
        // "Two thousand and one hundred": the rest has a scale of its own.
        let rest = match self.scale(0).filter(|own| *own < scale) {
            Some(own) => {
                self.at += 1;
                rest * own
            }
            None => rest,
        };
        Some((rest, self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        numbers(&Spoken::new(text)).into_iter().map(Number::digits).collect()
    }

    #[test]
    fn numbers_in_words_and_in_digits_are_the_same() {
        for (text, value) in [
            ("forty", "40"),
            ("thirty-five", "35"),
            ("two million", "2,000,000"),
            ("2 million", "2,000,000"),
            ("a hundred thousand", "100,000"),
            ("100,000", "100,000"),
            ("a hundred and twenty", "120"),
            ("two hundred thousand", "200,000"),
            ("three and a half trillion", "3,500,000,000,000"),
            ("two point four", "2.4"),
            ("0.005", "0.005"),
            ("ten to the seven", "10,000,000"),
            ("ten to the power of seven", "10,000,000"),
            ("10^7", "10,000,000"),
            ("4k", "4,000"),
            ("a dozen", "12"),
        ] {
            assert_eq!(read(text), [value], "{text}");
        }
    }

    #[test]
    fn numbers_in_a_row_stay_apart() {
        assert_eq!(read("take five, nine and two"), ["5", "9", "2"]);
        assert_eq!(read("[3, 4, 5]"), ["3", "4", "5"]);
        assert_eq!(read("from 40, 500 came"), ["40", "500"]);
        assert_eq!(read("a few hundred requests in the last two days"), ["100", "2"]);
    }

    #[test]
    fn an_article_is_no_number() {
        assert_eq!(read("a dict and a list, to the end"), [""; 0]);
    }
}
