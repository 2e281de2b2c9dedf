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
