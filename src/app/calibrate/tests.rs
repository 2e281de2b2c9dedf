use std::sync::{Arc, LazyLock};

use crate::{
    bank::{Bank, Role, Roles, SourceFile},
    llm::{Script, ScriptedModel},
    prompt::TemplateSet,
    rubric::Rubrics,
    scoring::calibration::{Stage, Transcripts},
};

use super::*;

static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::load(&[]).0);
static RUBRICS: LazyLock<Rubrics> = LazyLock::new(|| Rubrics::load(&[]).0);
static ROLE: LazyLock<Role> = LazyLock::new(|| Roles::load(&[]).0.iter().next().cloned().unwrap());

const TRANSCRIPT: &str = r#"
id = "short"
question = "two-sum"
seniority = "mid"
candidate = "medium"
labelled = "seeing"
turns = [
  { speaker = "interviewer", move = "open", text = "Two numbers that make a target, please." },
  { speaker = "candidate", text = "I'd keep a dict from each value to its index and look for the target minus the number, in one pass over the list." },
]
[labels]
"#;

fn transcripts(count: usize) -> Transcripts {
    let name = |n: usize| format!("short-{n}");
    let file = |n: usize| SourceFile {
        name: format!("{}.toml", name(n)),
        text: TRANSCRIPT.replace("\"short\"", &format!("\"{}\"", name(n))),
    };
    let files: Vec<SourceFile> = (0..count).map(file).collect();
    let (transcripts, faults) = Transcripts::from_files(&files, &BANK, &RUBRICS);
    assert_eq!(faults, []);
    transcripts
}

/// The transcripts twice, and no answers.
fn plan(transcripts: &Transcripts) -> Plan<'_> {
    let stage = Stage { bank: &BANK, rubrics: &RUBRICS, role: &ROLE };
    Plan::new(stage, transcripts, None).without_answers()
}

/// A model that says no to so many things, and then does not answer any more.
fn model(replies: usize) -> Arc<ScriptedModel> {
    let no = r#"{"quote": "", "verdict": "unmet", "reason": "it is not there"}"#;
    Arc::new(ScriptedModel::new(std::iter::repeat_with(|| Script::text(no)).take(replies)))
}

fn marker(model: &Arc<ScriptedModel>) -> Marker {
    Marker::Model {
        model: Arc::clone(model) as Arc<dyn crate::llm::ChatModel>,
        runtime: Arc::new(tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()),
        templates: Arc::new(TemplateSet::load(&[]).0),
        samples: 1,
        jobs: crate::app::marking::USUAL_JOBS,
        context_tokens: None,
    }
}

fn run(store: &Store, marker: &Marker, plan: &Plan<'_>) -> Result<Calibrated, AppError> {
    let calibration = Calibration { store, marker, plan, differences: false };
    calibration.run(calibration.forecast().unwrap(), &mut |_| Ok(()))
}

#[test]
fn what_was_scored_before_the_endpoint_went_away_is_not_asked_again() {
    let (store, transcripts) = (Store::in_memory().unwrap(), transcripts(1));
    let plan = plan(&transcripts);
    let all = Calibration { store: &store, marker: &marker(&model(0)), plan: &plan, differences: false }
        .forecast()
        .unwrap();
    assert_eq!((all.left, all.trials), (2, 2));
    let a_trial = all.calls / 2;

    let gone = run(&store, &marker(&model(a_trial)), &plan).unwrap_err();
    assert_eq!(gone.exit, Exit::Endpoint);
    let again = model(a_trial);
    run(&store, &marker(&again), &plan).unwrap();
    assert_eq!(again.requests().len(), a_trial);
    let nothing = model(0);
    run(&store, &marker(&nothing), &plan).unwrap();
    assert_eq!(nothing.requests().len(), 0);
}

#[test]
fn a_trial_that_the_endpoint_left_in_the_middle_does_not_count() {
    let (store, transcripts) = (Store::in_memory().unwrap(), transcripts(1));
    let (plan, broken) = (plan(&transcripts), marker(&model(5)));
    let calibration = Calibration { store: &store, marker: &broken, plan: &plan, differences: false };
    assert_eq!(run(&store, &broken, &plan).unwrap_err().exit, Exit::Endpoint);
    assert_eq!(calibration.forecast().unwrap().left, 2);
}

#[test]
fn the_verdict_stands_on_the_next_scorecard_of_that_judge_and_on_no_other() {
    let (store, transcripts) = (Store::in_memory().unwrap(), transcripts(12));
    let plan = plan(&transcripts);
    let calibrated = run(&store, &Marker::Builtin, &plan).unwrap();
    let trial = plan.trials().next().unwrap();
    let mut card = Marker::Builtin.mark(&plan.state(&trial).unwrap(), &mut |_| Ok(())).unwrap().scorecard;
    attach(&store, &mut card).unwrap();
    assert_eq!(card.calibration.as_deref(), Some(calibrated.verdict.as_str()));

    for change in [
        |card: &mut Scorecard| card.rubric_hash = "another".to_owned(),
        |card: &mut Scorecard| card.prompt_hash = Some("another".to_owned()),
        |card: &mut Scorecard| card.judge.model = Some("another".to_owned()),
    ] {
        let mut other = card.clone();
        change(&mut other);
        attach(&store, &mut other).unwrap();
        assert_eq!(other.calibration, None);
    }
}

#[test]
fn a_few_transcripts_leave_no_verdict_behind() {
    let (store, transcripts) = (Store::in_memory().unwrap(), transcripts(11));
    let plan = plan(&transcripts);
    run(&store, &Marker::Builtin, &plan).unwrap();
    let state = plan.state(&plan.trials().next().unwrap()).unwrap();
    let mut card = Marker::Builtin.mark(&state, &mut |_| Ok(())).unwrap().scorecard;
    attach(&store, &mut card).unwrap();
    assert_eq!(card.calibration, None);
}

#[test]
fn a_length_of_time_is_said_in_its_own_unit() {
    let said = [900, 40_000, 1_500_000, 12_600_000].map(duration);
    assert_eq!(said, ["a second", "40 seconds", "25 minutes", "3.5 hours"]);
}
