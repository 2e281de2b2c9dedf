//! What job descriptions and CVs speak of, matched to topics, roles and seniorities: words alone, no model.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use crate::{
    language::{Cues, Spoken},
    transcript::{RoleId, Seniority},
};

use super::{
    Roles,
    papers::{Papers, Source, Taken, Topic},
};

static SKILLS: LazyLock<Skills> =
    LazyLock::new(|| toml::from_str(include_str!("../../prompts/words/skills.toml")).unwrap_or_default());

/// The title stands in the first lines, and is short; what is said of other people comes later and in sentences.
const TITLE_LINES: usize = 6;
const TITLE_WORDS: usize = 10;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Skills {
    skills: Vec<Skill>,
    seniority: BTreeMap<Seniority, Cues>,
    speaks: BTreeMap<String, Cues>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Skill {
    name: String,
    cues: Cues,
    topics: Vec<String>,
}

/// What a paper speaks of.
#[must_use]
pub fn read_paper(text: &str, source: Source, roles: &Roles) -> Papers {
    let title = title(text);
    let all = Spoken::new(text);
    Papers {
        role: role(&Spoken::new(&title), roles).or_else(|| role(&all, roles)).map(|(what, because)| Taken {
            what,
            from: source,
            because,
        }),
        seniority: seniority(&title, text).map(|(what, because)| Taken { what, from: source, because }),
        topics: topics(&all, source),
        ..Papers::default()
    }
}

/// The words by which a question speaks of these topics.
#[must_use]
pub fn words_of(topics: &[String]) -> Cues {
    let cues = topics.iter().filter_map(|topic| SKILLS.speaks.get(topic).cloned());
    cues.fold(Cues::default(), Cues::and)
}

/// The first lines with words in them, sentences left out.
fn title(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| line.chars().any(char::is_alphabetic));
    let is_short = |line: &&str| line.split_whitespace().count() <= TITLE_WORDS;
    lines.take(TITLE_LINES).filter(is_short).collect::<Vec<_>>().join("\n")
}

fn topics(spoken: &Spoken<'_>, source: Source) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    for skill in &SKILLS.skills {
        let times = skill.cues.hits(spoken).iter().filter(|hit| !hit.negated).count();
        if times == 0 {
            continue;
        }
        for name in &skill.topics {
            match topics.iter_mut().find(|topic| topic.topic == *name) {
                Some(topic) => {
                    topic.skills.insert(skill.name.clone());
                    topic.times += times;
                }
                None => topics.push(Topic {
                    topic: name.clone(),
                    skills: [skill.name.clone()].into(),
                    from: [source].into(),
                    times,
                }),
            }
        }
    }
    topics.sort_by_key(|topic| std::cmp::Reverse(topic.times));
    topics
}

/// The role that a text names first, and by which words.
fn role(spoken: &Spoken<'_>, roles: &Roles) -> Option<(RoleId, String)> {
    let found = roles.iter().filter_map(|role| {
        let hit = role.called.hits(spoken).into_iter().find(|hit| !hit.negated)?;
        Some((hit, &role.id))
    });
    // Of two that begin at the same word the longer one says more: "data platform engineer".
    let (hit, id) = found.min_by_key(|(hit, _)| (hit.first, std::cmp::Reverse(hit.last)))?;
    Some((id.clone(), words(spoken, hit.first, hit.last)))
}

/// What a title says, else how many years are asked for or told of.
fn seniority(title: &str, text: &str) -> Option<(Seniority, String)> {
    let spoken = Spoken::new(title);
    let said = SKILLS.seniority.iter().filter_map(|(seniority, cues)| {
        let hit = cues.hits(&spoken).into_iter().find(|hit| !hit.negated)?;
        Some((hit.first, *seniority, words(&spoken, hit.first, hit.last)))
    });
    let named = said.min_by_key(|(first, ..)| *first).map(|(_, seniority, because)| (seniority, because));
    named.or_else(|| years(text))
}

/// "5+ years", "3-5 years of experience": the first number counts, the most that is spoken of.
fn years(text: &str) -> Option<(Seniority, String)> {
    const PLAUSIBLE: std::ops::RangeInclusive<u32> = 1..=40;
    static YEARS: LazyLock<Option<regex::Regex>> = LazyLock::new(|| {
        regex::Regex::new(r"(?i)\b(\d{1,2})\s*(?:\+|(?:-|–|to)\s*\d{1,2}\s*\+?)?\s*(?:years|yrs)\b").ok()
    });
    let found = YEARS.as_ref()?.captures_iter(text).filter_map(|found| {
        let number: u32 = found.get(1)?.as_str().parse().ok()?;
        PLAUSIBLE
            .contains(&number)
            .then(|| (number, found[0].split_whitespace().collect::<Vec<_>>().join(" ")))
    });
    let (number, because) = found.max_by_key(|(number, _)| *number)?;
    let seniority = match number {
        ..2 => Seniority::Junior,
        2..5 => Seniority::Mid,
        5..10 => Seniority::Senior,
        _ => Seniority::Staff,
    };
    Some((seniority, because))
}

fn words(spoken: &Spoken<'_>, first: usize, last: usize) -> String {
    let (start, end) = (spoken.tokens[first].start, spoken.tokens[last].end);
    spoken.text[start..end].split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
