use std::sync::LazyLock;

use crate::{
    bank::{Bank, Role, Roles, SourceFile},
    rubric::{Judge, Rubrics},
    scoring::{builtin, scorecard},
};

use super::*;

static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::load(&[]).0);
static RUBRICS: LazyLock<Rubrics> = LazyLock::new(|| Rubrics::load(&[]).0);
static ROLE: LazyLock<Role> =
    LazyLock::new(|| Roles::load(&[]).0.iter().next().cloned().unwrap());

fn stage() -> Stage<'static> {
    Stage { bank: &BANK, rubrics: &RUBRICS, role: &ROLE }
}

/// Everything, as the built-in scorer scores it.
fn scored(plan: &Plan<'_>) -> Outcomes {
    let score = |trial: Trial| {
        let state = plan.state(&trial).unwrap();
        let judge = Judge { kind: "builtin".to_owned(), model: None, samples: 1 };
        let card = scorecard(&state, &builtin::findings(&state), judge, serde_json::Value::Null);
        let quotes = Quotes::on(&card, &state);
        (trial, Outcome::new(&card, quotes, MadeBy::Builtin))
    };
    plan.trials().map(score).collect()
}

#[test]
fn floors() {
    let (transcripts, faults) = Transcripts::load(&[], &BANK, &RUBRICS);
    for f in faults { println!("{f}"); }
    let plan = Plan::new(stage(), &transcripts, None);
    let t = std::time::Instant::now();
    let outcomes = scored(&plan);
    println!("{:?}", t.elapsed());
    for row in rows(&plan, &outcomes) {
        println!("{:24} {:>6} {:8} {} {}", row.name, row.value, row.want, row.pass, row.detail);
    }
}
#[test]
fn look() {
    let (transcripts, _) = Transcripts::load(&[], &BANK, &RUBRICS);
    let plan = Plan::new(stage(), &transcripts, None);
    let outcomes = scored(&plan);
    for q in BANK.iter() {
        let s: Vec<String> = Change::ALL.iter().map(|c| format!("{}={:.2}", c, outcomes[&Trial::Answer{question:q.id.clone(),change:*c}].overall.unwrap_or(0.0))).collect();
        println!("{:20} {}", q.id, s.join(" "));
    }
    for l in transcripts.iter() {
        let o = &outcomes[&Trial::Talk{transcript:l.id().to_owned(),again:false}];
        println!("{:30} {:?} {:?}", l.id(), l.candidate, o.overall);
    }
    for q in ["model-serving"] {
        let q: crate::transcript::QuestionId = q.parse().unwrap();
        let a = &outcomes[&Trial::Answer{question:q.clone(),change:Change::Weak}];
        let t = Trial::Answer{question:q.clone(),change:Change::WeakInjected};
        let b = &outcomes[&t];
        for (id, v) in &b.verdicts { if a.verdicts[id] != *v { println!("{id} {:?} -> {v:?}", a.verdicts[id]); } }
        let state = plan.state(&t).unwrap();
        println!("{}", state.turns[1].text);
        for f in builtin::findings(&state) { if a.verdicts[&f.id] != f.verdict { println!("{} {:?} {:?}", f.id, f.reason, f.evidence); } }
        println!("{}", plan.state(&Trial::Answer{question:q.clone(),change:Change::Denied}).unwrap().turns[1].text);
    }
        let q: crate::transcript::QuestionId = "two-sum".parse().unwrap();
        for c in [Change::Denied, Change::StrongPadded, Change::StrongLessThree, Change::Keywords] {
        println!("{c}: {}", plan.state(&Trial::Answer{question:q.clone(),change:c}).unwrap().turns[1].text);
        }
}
