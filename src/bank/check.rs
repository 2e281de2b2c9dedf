//! What `viva bank check` enforces beyond the schema: that the facts of a question serve an interview.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    language::{Cues, Spoken, complexity::Growth},
    transcript::{ExpectationId, Kind},
};

use super::{About, Bank, Context, Expectation, Fault, Heard, Question, SourceFile};

/// The outcome of a check.
#[derive(Debug, Clone, Serialize)]
pub struct Checked {
    /// How many questions were read.
    pub questions: usize,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// Questions of each kind.
    pub by_kind: BTreeMap<String, usize>,
    /// Questions for each seniority.
    pub by_seniority: BTreeMap<String, usize>,
    /// Questions on each topic.
    pub by_topic: BTreeMap<String, usize>,
}

/// Checks questions; `topics` is the closed list.
#[must_use]
pub fn check(files: &[SourceFile], topics: &[String]) -> Checked {
    let mut checked = Checked {
        questions: 0,
        faults: Vec::new(),
        by_kind: BTreeMap::new(),
        by_seniority: BTreeMap::new(),
        by_topic: BTreeMap::new(),
    };
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for file in files.iter().filter(|file| !file.name.ends_with("topics.toml")) {
        let question: Question = match file.parse() {
            Ok(question) => question,
            Err(fault) => {
                checked.faults.push(fault);
                continue;
            }
        };
        if let Some(other) = seen.insert(question.id.to_string(), file.name.clone()) {
            checked
                .faults
                .push(file.fault_at("id =", format!("the id `{}` is taken by {other}", question.id)));
        }
        checked.count(&question);
        let inspection = Inspection { file, question: &question, topics, faults: Vec::new() };
        checked.faults.extend(inspection.run());
    }
    checked
}

impl Checked {
    fn count(&mut self, question: &Question) {
        self.questions += 1;
        *self.by_kind.entry(question.kind.to_string()).or_default() += 1;
        for seniority in &question.seniorities {
            *self.by_seniority.entry(seniority.to_string()).or_default() += 1;
        }
        for topic in &question.topics {
            *self.by_topic.entry(topic.clone()).or_default() += 1;
        }
    }
}

/// The topics of the closed list on which a bank has no question.
#[must_use]
pub fn empty_topics(bank: &Bank) -> Vec<&str> {
    let covered = |topic: &str| bank.iter().any(|q| q.topics.iter().any(|t| t == topic));
    bank.topics().iter().map(String::as_str).filter(|topic| !covered(topic)).collect()
}

struct Inspection<'a> {
    file: &'a SourceFile,
    question: &'a Question,
    topics: &'a [String],
    faults: Vec<Fault>,
}

impl Inspection<'_> {
    fn run(mut self) -> Vec<Fault> {
        self.identity();
        self.amounts();
        self.ids();
        self.values();
        let own: Vec<&Expectation> = self.question.every_expectation().collect();
        for expectation in &own {
            self.expectation(expectation, &own);
        }
        self.one_question(&self.question.ask, "`ask`");
        for follow_up in &self.question.follow_ups {
            self.one_question(&follow_up.ask, &format!("follow-up `{}`", follow_up.id));
        }
        for belief in &self.question.misconceptions {
            self.one_question(&belief.expose, &format!("misconception `{}`: its expose", belief.id));
        }
        self.alike(&own);
        self.samples();
        self.faults
    }

    fn fault(&mut self, near: &str, message: String) {
        let fault = self.file.fault_at(near, message);
        self.faults.push(fault);
    }

    fn fault_of(&mut self, id: &ExpectationId, message: &str) {
        self.fault(&format!("\"{id}\""), format!("expectation `{id}`: {message}"));
    }

    fn identity(&mut self) {
        let question = self.question;
        let stem = self.file.name.rsplit(['/', '\\']).next().unwrap_or("").trim_end_matches(".toml");
        if stem != question.id.as_str() {
            self.fault("id =", format!("the file is called `{stem}`, its id is `{}`", question.id));
        }
        for topic in &question.topics {
            if !self.topics.contains(topic) {
                self.fault("topics", format!("`{topic}` is not in the closed list of topics.toml"));
            }
        }
        let blank = [("ask", &question.ask), ("title", &question.title)];
        for (field, text) in blank {
            if text.trim().is_empty() {
                self.fault(field, format!("`{field}` is empty"));
            }
        }
        if question.seniorities.is_empty() || question.topics.is_empty() || question.research.is_empty() {
            self.fault("id =", "`seniorities`, `topics` and `research` need one entry at least".to_owned());
        }
    }

    fn amounts(&mut self) {
        let q = self.question;
        let (clarifications, approaches, edges, trade_offs, tests) = match q.kind {
            Kind::Coding => (6, 3, 5, 3, 6),
            Kind::SystemDesign => (6, 2, 2, 3, 0),
            Kind::Concepts => (2, 0, 0, 2, 0),
            Kind::Behavioral => (1, 0, 0, 0, 0),
        };
        let rows = [
            ("clarifications", q.clarifications.len(), clarifications),
            ("approaches", q.approaches.len(), approaches),
            ("expectations", q.expectations.len(), 7),
            ("misconceptions", q.misconceptions.len(), 2),
            ("edge_cases", q.edge_cases.len(), edges),
            ("trade_offs", q.trade_offs.len(), trade_offs),
            ("follow_ups", q.follow_ups.len(), 2),
            ("tests", q.tests.len(), tests),
        ];
        for (what, has, wants) in rows {
            if has < wants {
                self.fault("id =", format!("{has} {what}: a {} question needs {wants} at least", q.kind));
            }
        }
        if !q.expectations.iter().any(|e| e.must) {
            self.fault(
                "[[expectations]]",
                "no expectation is `must`: without which is an answer no answer?".into(),
            );
        }
        if q.kind == Kind::Coding && q.solution.as_ref().is_none_or(|s| s.language != "python") {
            self.fault("id =", "a coding question needs a `solution` that runs".to_owned());
        }
    }

    fn ids(&mut self) {
        let mut seen = std::collections::BTreeSet::new();
        let ids: Vec<String> = self.question.every_expectation().map(|e| e.id.to_string()).collect();
        for id in ids {
            if !seen.insert(id.clone()) {
                self.fault(&format!("\"{id}\""), format!("the expectation id `{id}` is used twice"));
            }
        }
        let question = self.question;
        let known = |id: &str| question.approaches.iter().any(|a| a.id == *id);
        for e in question.every_expectation() {
            if let Some(approach) = e.approach.as_ref().filter(|a| !known(a.as_str())) {
                self.fault_of(&e.id, &format!("its approach `{approach}` does not exist"));
            }
        }
    }

    fn values(&mut self) {
        let question = self.question;
        for claim in &question.claims {
            let growth = matches!(claim.about, About::Time | About::Space);
            for (approach, values) in &claim.right {
                if approach != "any" && !question.approaches.iter().any(|a| a.id == *approach.as_str()) {
                    self.fault(
                        "[[claims]]",
                        format!("claim `{}`: no approach is called `{approach}`", claim.id),
                    );
                }
                for value in values.iter().filter(|v| growth && Growth::parse(v).is_none()) {
                    self.fault(
                        "[[claims]]",
                        format!("claim `{}`: `{value}` is not read as a growth", claim.id),
                    );
                }
            }
            if !growth && claim.cues.is_empty() {
                self.fault("[[claims]]", format!("claim `{}` needs `cues`", claim.id));
            }
        }
        for cost in question.approaches.iter().flat_map(|a| a.time.iter().chain(&a.space)) {
            if Growth::parse(&cost.value).is_none() {
                self.fault(&cost.value, format!("`{}` is not read as a growth", cost.value));
            }
        }
    }

    fn expectation(&mut self, e: &Expectation, all: &[&Expectation]) {
        if e.exemplars.len() < 3 {
            self.fault_of(&e.id, "it needs three exemplars at least");
        }
        if e.cues.is_empty() {
            self.fault_of(&e.id, "it has no cues");
        }
        for exemplar in &e.exemplars {
            if !hits(&e.cues, exemplar) {
                self.fault(exemplar, format!("expectation `{}`: no cue of its own hits this exemplar", e.id));
            }
            for other in all.iter().filter(|other| other.id != e.id && hits(&other.cues, exemplar)) {
                let message =
                    format!("expectation `{}`: the cues of `{}` hit this exemplar too", e.id, other.id);
                self.fault(exemplar, message);
            }
        }
        for (field, text) in [("probe", &e.probe), ("pump", &e.pump)] {
            if hits(&e.cues, text) {
                self.fault(
                    text,
                    format!("expectation `{}`: its {field} holds the words it fishes for", e.id),
                );
            }
        }
        for (field, text) in
            [("pump", &e.pump), ("hint", &e.hint), ("prompt", &e.prompt), ("probe", &e.probe)]
        {
            self.spoken_line(&e.id, field, text);
        }
    }

    fn spoken_line(&mut self, id: &ExpectationId, field: &str, text: &str) {
        const MOST_WORDS: usize = 32;
        let words = Spoken::new(text).tokens.len();
        if !(3..=MOST_WORDS).contains(&words) {
            self.fault(
                text,
                format!("expectation `{id}`: its {field} has {words} words; 3 to {MOST_WORDS} can be spoken"),
            );
        }
        self.one_question(text, &format!("expectation `{id}`: its {field}"));
    }

    /// An utterance asks one thing, so nothing that is said in one may ask two.
    fn one_question(&mut self, text: &str, what: &str) {
        if text.matches('?').count() > 1 {
            self.fault(text, format!("{what} asks more than one question"));
        }
    }

    fn alike(&mut self, all: &[&Expectation]) {
        let mut seen = std::collections::BTreeMap::new();
        let lines =
            all.iter().flat_map(|e| [&e.pump, &e.hint, &e.prompt, &e.probe].map(|line| (&e.id, line)));
        for (id, line) in lines {
            if let Some(other) = seen.insert(line.to_lowercase(), id) {
                self.fault(line, format!("expectations `{other}` and `{id}` say the same line"));
            }
        }
    }

    fn samples(&mut self) {
        let samples = &self.question.samples;
        let strong = self.coverage(&samples.strong);
        let weak = self.coverage(&samples.weak);
        if strong.share < 0.8 || !strong.missing_must.is_empty() {
            let message = format!(
                "the strong sample covers {:.0} % of the points (80 needed); not heard: {}",
                strong.share * 100.0,
                strong.missing.join(", ")
            );
            self.fault("[samples]", message);
        }
        if weak.share > 0.25 {
            self.fault(
                "[samples]",
                format!("the weak sample covers {:.0} % of the points (25 at most)", weak.share * 100.0),
            );
        }
        let medium = self.coverage(&samples.medium);
        if medium.share <= weak.share || medium.share >= strong.share {
            self.fault("[samples]", "coverage must grow from weak over medium to strong".to_owned());
        }
        for belief in Heard::new(self.question, &samples.strong, &Context::default()).misconceptions {
            self.fault("[samples]", format!("the strong sample asserts the misconception `{}`", belief.id));
        }
    }

    fn coverage(&self, sample: &str) -> Coverage {
        let heard = Heard::new(self.question, sample, &Context::default());
        let said = |e: &&Expectation| heard.points.iter().any(|p| p.id == e.id && p.certain);
        let (made, missing): (Vec<_>, Vec<_>) = self.question.expectations.iter().partition(said);
        Coverage {
            share: ratio(made.len(), self.question.expectations.len()),
            missing_must: missing.iter().filter(|e| e.must).map(|e| e.id.to_string()).collect(),
            missing: missing.iter().map(|e| e.id.to_string()).collect(),
        }
    }
}

struct Coverage {
    share: f64,
    missing: Vec<String>,
    missing_must: Vec<String>,
}

#[expect(clippy::cast_precision_loss, reason = "counts of a question's points")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn hits(cues: &Cues, text: &str) -> bool {
    cues.best(&Spoken::new(text)).is_some_and(|hit| !hit.negated)
}
