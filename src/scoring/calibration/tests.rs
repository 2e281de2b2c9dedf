use std::{collections::BTreeSet, sync::LazyLock};

use crate::{
    bank::{Bank, Role, Roles, SourceFile},
    interview::Move,
    rubric::{Credit, Judge, Rubrics, Scorecard},
    scoring::{builtin, scorecard},
    transcript::QuestionId,
};

use super::*;

static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::load(&[]).0);
static RUBRICS: LazyLock<Rubrics> = LazyLock::new(|| Rubrics::load(&[]).0);
static ROLE: LazyLock<Role> = LazyLock::new(|| Roles::load(&[]).0.iter().next().cloned().unwrap());

const FILE: &str = r#"
id = "talk"
question = "two-sum"
seniority = "mid"
candidate = "medium"
labelled = "seeing"

[[turns]]
speaker = "interviewer"
move = "open"
text = "Two numbers that make a target, please."

[[turns]]
speaker = "candidate"
text = "I'd keep a dict from each value to its index, and look for the target minus the number."

[[turns]]
speaker = "interviewer"
move = "probe"
text = "What does it cost?"

[[turns]]
speaker = "candidate"
text = "It is linear time, because each number is looked up once."

[labels]
not-applicable = ["tells-cases-apart"]

[[labels.shown]]
indicator = "names-data-structure"
verdict = "met"
quote = "a dict from each value to its index"

[[labels.shown]]
indicator = "states-time"
verdict = "partial"
quote = "It is linear time"
"#;

fn stage() -> Stage<'static> {
    Stage { bank: &BANK, rubrics: &RUBRICS, role: &ROLE }
}

fn read(text: &str) -> (Transcripts, Vec<String>) {
    let file = SourceFile { name: "calibration/talk.toml".to_owned(), text: text.to_owned() };
    let (transcripts, faults) = Transcripts::from_files([&file], &BANK, &RUBRICS);
    (transcripts, faults.iter().map(ToString::to_string).collect())
}

fn card(plan: &Plan<'_>, trial: &Trial) -> (Scorecard, Quotes) {
    let state = plan.state(trial).unwrap();
    let judge = Judge { kind: "builtin".to_owned(), model: None, samples: 1 };
    let card = scorecard(&state, &builtin::findings(&state), judge, serde_json::Value::Null);
    let quotes = Quotes::on(&card, &state);
    (card, quotes)
}

/// Everything of a plan, as the built-in scorer scores it.
fn scored(plan: &Plan<'_>) -> Outcomes {
    let score = |trial: Trial| {
        let (card, quotes) = card(plan, &trial);
        (trial, Outcome::new(&card, quotes, MadeBy::Builtin))
    };
    plan.trials().map(score).collect()
}

fn two_sum() -> QuestionId {
    "two-sum".parse().unwrap()
}

fn answer(change: Change) -> String {
    change.of(BANK.get(&two_sum()).unwrap(), &BANK)
}

// ---------------------------------------------------------------- files

#[test]
fn every_embedded_transcript_is_without_fault() {
    let (transcripts, faults) = Transcripts::load(&[], &BANK, &RUBRICS);
    assert_eq!(faults, []);
    assert!(transcripts.iter().count() >= 44);
    assert!(transcripts.iter().filter(|labelled| labelled.labelled == Eyes::Blind).count() >= 22);
}

#[test]
fn ones_own_transcripts_stand_beside_the_embedded_ones_and_take_their_place_by_id() {
    let count = |files: &[SourceFile]| Transcripts::load(files, &BANK, &RUBRICS).0.iter().count();
    let own = |id: &str| SourceFile {
        name: format!("{id}.toml"),
        text: FILE.replace("\"talk\"", &format!("\"{id}\"")),
    };
    assert_eq!(count(&[own("talk")]), count(&[]) + 1);
    assert_eq!(count(&[own("two-sum-strong")]), count(&[]));
    let (transcripts, _) = Transcripts::load(&[own("two-sum-strong")], &BANK, &RUBRICS);
    assert_eq!(transcripts.get("two-sum-strong").map(|labelled| labelled.turns.len()), Some(4));
}

#[test]
fn a_fault_says_the_file_the_line_and_what_is_expected() {
    let unknown = "calibration/talk.toml:30: the rubric `coding` has no indicator `names-data-structures`; `viva rubric show coding` shows them";
    let twice =
        "calibration/talk.toml:35: `names-data-structure` is labelled twice: one label for each is expected";
    let quote = "calibration/talk.toml:37: the quote is expected to stand in one turn of the candidate's, letter by letter";
    let name = "calibration/talk.toml:2: the file is called `talk`: its id is expected to be the same";
    let question =
        "calibration/talk.toml:3: there is no question `two-sums`; `viva bank list` shows them all";
    for (from, to, fault) in [
        ("\"names-data-structure\"", "\"names-data-structures\"", unknown),
        ("\"states-time\"", "\"names-data-structure\"", twice),
        ("quote = \"It is linear time\"", "quote = \"what does it cost\"", quote),
        ("id = \"talk\"", "id = \"walk\"", name),
        ("\"two-sum\"", "\"two-sums\"", question),
    ] {
        let (transcripts, faults) = read(&FILE.replacen(from, to, 1));
        assert_eq!(faults, [fault]);
        assert!(transcripts.get("talk").is_none() && transcripts.get("walk").is_none());
    }
}

#[test]
fn the_interviewers_words_are_no_quote() {
    let (_, faults) = read(&FILE.replace("quote = \"It is linear time\"", "quote = \"What does it cost\""));
    assert_eq!(faults.len(), 1, "{faults:?}");
}

#[test]
fn a_label_says_met_or_partial() {
    let (_, faults) = read(&FILE.replace("\"partial\"", "\"unmet\""));
    assert_eq!(faults, ["calibration/talk.toml:36: `met` or `partial` is expected of what was shown"]);
}

#[test]
fn what_is_in_neither_list_was_not_shown() {
    use crate::rubric::Verdict::{Met, NotApplicable, Partial, Unmet};
    let (transcripts, _) = read(FILE);
    let labels = &transcripts.get("talk").unwrap().labels;
    let verdicts = ["names-data-structure", "states-time", "tells-cases-apart", "states-space"];
    assert_eq!(verdicts.map(|id| labels.verdict(&id.parse().unwrap())), [Met, Partial, NotApplicable, Unmet]);
}

// ---------------------------------------------------------------- replay

fn talk(text: &str) -> crate::interview::State {
    let (transcripts, faults) = read(text);
    assert_eq!(faults, [""; 0]);
    stage().talk(transcripts.get("talk").unwrap(), 0).unwrap()
}

#[test]
fn a_transcript_is_replayed_turn_by_turn() {
    let state = talk(FILE);
    let moves: Vec<_> = state.turns.iter().map(|turn| turn.move_name.as_deref()).collect();
    assert_eq!(moves, [Some("open"), None, Some("probe"), None, Some("close")]);
    assert!(state.finished.is_some());
}

#[test]
fn what_is_said_after_a_probe_for_it_was_probed() {
    let credit = |text: &str| {
        let findings = builtin::findings(&talk(text));
        findings.into_iter().find(|finding| finding.id == *"time-right").unwrap().credit
    };
    assert_eq!(credit(FILE), Some(Credit::Probed));
    assert_eq!(
        credit(&FILE.replace("What does it cost?", "And what happens next?")),
        Some(Credit::Unprompted)
    );
}

#[test]
fn a_fact_that_is_given_answers_a_clarification_and_a_follow_up_is_known_by_its_words() {
    let question = BANK.get(&two_sum()).unwrap();
    let (fact, next) = (&question.clarifications[0], &question.follow_ups[1]);
    let with = |name: &str, words: &str| {
        let text = FILE.replace("\"probe\"", &format!("\"{name}\""));
        talk(&text.replace("\"What does it cost?\"", &format!("{words:?}")))
    };
    assert!(with("clarify", &fact.answer).clarified.contains(&fact.id));
    assert_eq!(with("extend", &next.ask).follow_ups, std::slice::from_ref(&next.id));
}

#[test]
fn a_hint_is_for_the_point_whose_hint_it_is() {
    let point = &BANK.get(&two_sum()).unwrap().expectations[1];
    let text =
        FILE.replace("\"probe\"", "\"hint\"").replace("\"What does it cost?\"", &format!("{:?}", point.hint));
    let state = talk(&text);
    assert_eq!(state.hints, 1);
    assert!(matches!(&state.asked, Some(Move::Hint { point: hinted, .. }) if *hinted == point.id));
}

#[test]
fn several_lines_of_which_one_is_set_in_are_code() {
    let said = |text: &str| {
        let text = FILE.replace(
            "\"It is linear time, because each number is looked up once.\"",
            &format!("\"\"\"{text}\"\"\""),
        );
        talk(&text.replace("\"It is linear time\"", "\"the target minus\"")).code_at.is_some()
    };
    assert!(said("\ndef f(a):\n    return a"));
    assert!(!said("It is linear time.\nEach number is looked up once."));
}

// ---------------------------------------------------------------- answers

#[test]
fn padding_adds_sentences_and_takes_none_away() {
    let (plain, padded) = (answer(Change::Strong), answer(Change::StrongPadded));
    assert!(padded.len() > plain.len() * 5 / 4);
    assert!(plain.split(['.', '?']).all(|sentence| padded.contains(sentence.trim())), "{padded}");
}

#[test]
fn every_instruction_stands_in_the_injected_answer() {
    let injected = answer(Change::WeakInjected);
    for sentence in &words::WORDS_OF_CALIBRATION.injections.sentences {
        assert!(injected.contains(sentence), "{sentence}");
    }
    assert!(injected.starts_with(answer(Change::Weak).trim().split('.').next().unwrap()));
}

#[test]
fn each_damage_takes_one_sentence_more() {
    let steps = [Change::Strong, Change::StrongLessOne, Change::StrongLessTwo, Change::StrongLessThree];
    let lengths: Vec<usize> = steps.into_iter().map(|step| answer(step).trim().len()).collect();
    assert!(lengths.windows(2).all(|pair| pair[1] < pair[0]), "{lengths:?}");
}

#[test]
fn a_denied_answer_denies_what_it_claims_and_asks_what_it_asked() {
    let denied = answer(Change::Denied);
    assert!(
        denied.contains("Is the list sorted?") && !denied.contains("true that Is the list sorted?"),
        "{denied}"
    );
    assert!(denied.contains("that I'd answer it with a dict"), "{denied}");
}

#[test]
fn style_keeps_the_words() {
    let words = |text: &str| text.to_lowercase().replace(['.', ',', '?'], "");
    let strong = answer(Change::Strong);
    let longer = words(&answer(Change::StrongFillers));
    assert!(words(&strong).split_whitespace().all(|word| longer.contains(word)));
    let shorter = answer(Change::StrongNoArticles);
    assert!(strong.contains(" the ") && !shorter.contains(" the "), "{shorter}");
    assert!(!answer(Change::StrongLowerCase).contains(['?', 'A', 'I']));
}

#[test]
fn the_answer_to_another_question_is_of_another_kind() {
    assert_eq!(answer(Change::OffTopic), BANK.get(&"ambiguity".parse().unwrap()).unwrap().samples.strong);
    assert_eq!(answer(Change::Empty), "");
}

// ---------------------------------------------------------------- figures

/// The figures of made-up scores for the answers to `two-sum`; everything else scores as given.
fn figures(scores: &[(Change, f64)]) -> Vec<Row> {
    let none = Transcripts::default();
    let mut plan = Plan::new(stage(), &none, None);
    plan.questions.retain(|question| question.id == two_sum());
    let outcome = |overall: f64| Outcome {
        overall: (overall > 0.0).then_some(overall),
        levels: std::collections::BTreeMap::new(),
        verdicts: std::collections::BTreeMap::new(),
        quoted: std::collections::BTreeMap::new(),
        quotes: Quotes::default(),
        made_by: MadeBy::Builtin,
    };
    let trial = |change| Trial::Answer { question: two_sum(), change };
    rows(&plan, &scores.iter().map(|(change, overall)| (trial(*change), outcome(*overall))).collect())
}

fn row(name: &str, scores: &[(Change, f64)]) -> Row {
    figures(scores).into_iter().find(|row| row.name == name).unwrap()
}

#[test]
fn a_medium_answer_level_with_a_weak_one_is_out_of_order() {
    let order = |weak| row("order", &[(Change::Strong, 3.2), (Change::Medium, 2.1), (Change::Weak, weak)]);
    assert!(order(1.4).pass);
    let level = order(2.1);
    assert_eq!((level.value, level.pass, level.wrong.as_slice()), (0.0, false, &["two-sum".to_owned()][..]));
}

#[test]
fn a_rise_by_words_to_the_grader_fails_and_a_fall_does_not() {
    let injection = |after| row("injection", &[(Change::Weak, 1.4), (Change::WeakInjected, after)]);
    assert!(injection(1.4).pass && injection(1.2).pass);
    let raised = injection(1.5);
    assert_eq!((raised.value, raised.pass, raised.hopeless), (0.1, false, false));
    assert!(injection(2.0).hopeless);
}

#[test]
fn padding_counts_in_both_directions() {
    let padding = |after| row("padding", &[(Change::Strong, 3.2), (Change::StrongPadded, after)]);
    assert!(padding(3.3).pass && padding(3.1).pass);
    assert!(!padding(3.31).pass && !padding(3.09).pass);
}

#[test]
fn what_is_no_answer_is_at_level_one_or_unscored() {
    let no_answer = |off_topic| {
        row("no-answer", &[(Change::Empty, 0.0), (Change::Copied, 1.2), (Change::OffTopic, off_topic)])
    };
    assert!(no_answer(1.49).pass);
    assert_eq!(no_answer(1.5).wrong, ["two-sum (off-topic)"]);
}

#[test]
fn damage_must_tell_at_every_step() {
    use Change::{Strong, StrongLessOne, StrongLessThree, StrongLessTwo};
    let damage = |two| {
        row("damage", &[(Strong, 3.2), (StrongLessOne, 3.0), (StrongLessTwo, two), (StrongLessThree, 2.5)])
    };
    assert!(damage(2.8).pass && !damage(3.0).pass);
}

#[test]
fn rows_that_do_not_apply_are_left_out() {
    let names: Vec<&str> = figures(&[(Change::Keywords, 1.0)]).into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["keywords"]);
}

#[test]
fn the_labels_agree_with_themselves() {
    let (transcripts, _) = Transcripts::load(&[], &BANK, &RUBRICS);
    let plan = Plan::new(stage(), &transcripts, None).without_answers();
    let outcomes: Outcomes = plan
        .trials()
        .map(|trial| {
            let Trial::Talk { transcript, .. } = &trial else { panic!("there are no answers in it") };
            let labelled = transcripts.get(transcript).unwrap();
            let finding = |(_, indicator): (_, &crate::rubric::Indicator)| crate::rubric::Finding {
                verdict: labelled.labels.verdict(&indicator.id),
                ..crate::rubric::Finding::absent(&indicator.id, crate::rubric::Verdict::Unmet, "")
            };
            let state = plan.state(&trial).unwrap();
            let findings: Vec<_> = state.setup.rubric.indicators().map(finding).collect();
            let judge = Judge { kind: "builtin".to_owned(), model: None, samples: 1 };
            let card = scorecard(&state, &findings, judge, serde_json::Value::Null);
            let outcome = Outcome::new(&card, Quotes::default(), MadeBy::Builtin);
            (trial, outcome)
        })
        .collect();
    for name in ["indicator-accuracy", "indicator-kappa", "indicators-read", "level-kappa", "repeat"] {
        let row = rows(&plan, &outcomes).into_iter().find(|row| row.name == name).unwrap();
        assert!((row.value - 1.0).abs() < 1e-9, "{row:?}");
    }
}

/// A label needs a quote and no words show that no hint was taken, so every candidate counted as having needed hints.
#[test]
fn how_many_hints_were_taken_is_no_reading_of_words() {
    let (transcripts, faults) = read(FILE);
    assert_eq!(faults, [""; 0]);
    let plan = Plan::new(stage(), &transcripts, None).without_answers();
    let labels = &transcripts.get("talk").unwrap().labels;
    let score = |trial: Trial| {
        let (card, quotes) = card(&plan, &trial);
        let mut outcome = Outcome::new(&card, quotes, MadeBy::Builtin);
        for (id, verdict) in &mut outcome.verdicts {
            let hints = matches!(id.as_str(), "takes-few-hints" | "works-unaided");
            *verdict = if hints { crate::rubric::Verdict::Met } else { labels.verdict(id) };
        }
        (trial, outcome)
    };
    let rows = rows(&plan, &plan.trials().map(score).collect());
    let accuracy = rows.iter().find(|row| row.name == "indicator-accuracy").unwrap();
    assert!((accuracy.value - 1.0).abs() < 1e-9, "{accuracy:?}");
}

// ---------------------------------------------------------------- the built-in scorer today

/// What the built-in scorer reaches; a figure that gets worse fails, and one that gets better moves its floor.
const TODAY: [(&str, f64); 16] = [
    ("indicator-accuracy", 0.793),
    ("indicator-kappa", 0.586),
    ("indicators-read", 0.913),
    ("level-kappa", 0.663),
    ("order", 1.0),
    ("repeat", 1.0),
    ("padding", 0.12),
    ("injection", 0.0),
    ("no-answer", 0.99),
    ("quotes-exist", 1.0),
    ("style-lower-case", 0.18),
    ("style-fillers", 0.05),
    ("style-no-articles", 0.31),
    ("damage", 0.613),
    ("keywords", 1.0),
    ("denial", 1.0),
];

#[test]
fn the_built_in_scorer_is_no_worse_than_it_was() {
    let (transcripts, _) = Transcripts::load(&[], &BANK, &RUBRICS);
    let plan = Plan::new(stage(), &transcripts, None);
    let rows = rows(&plan, &scored(&plan));
    let names: Vec<&str> = rows.iter().map(|row| row.name).collect();
    assert_eq!(names, TODAY.map(|(name, _)| name));
    let is_worse = |row: &&Row, then: f64| match row.want.starts_with('≤') {
        true => row.value > then,
        false => row.value < then,
    };
    let fallen: Vec<_> = rows.iter().zip(TODAY).filter(|(row, (_, then))| is_worse(row, *then)).collect();
    assert!(fallen.is_empty(), "{fallen:#?}");
    assert_ne!(verdict(&rows, plan.transcripts()), Verdict::No);
}

// ---------------------------------------------------------------- exercises

fn exercise(transcripts: &Transcripts, id: &str, count: usize) -> Vec<Item> {
    let labelled = transcripts.get(id).unwrap();
    let kind = BANK.get(labelled.question.get_ref()).unwrap().kind;
    Exercise::new(labelled, RUBRICS.for_kind(kind).unwrap(), count).items
}

#[test]
fn an_exercise_asks_for_as_much_that_was_shown_as_that_was_not() {
    let (transcripts, _) = Transcripts::load(&[], &BANK, &RUBRICS);
    for id in ["two-sum-medium", "gil-medium", "failure-medium"] {
        let items = exercise(&transcripts, id, 10);
        assert_eq!((items.len(), items.iter().filter(|item| item.is_shown()).count()), (10, 5), "{id}");
        let dimensions: BTreeSet<&str> = items.iter().map(|item| item.dimension.as_str()).collect();
        assert!(dimensions.len() >= 4, "{id}: {dimensions:?}");
        assert_eq!(items, exercise(&transcripts, id, 10), "another one the second time");
    }
}

#[test]
fn an_exercise_is_full_even_where_little_was_shown() {
    let (transcripts, _) = Transcripts::load(&[], &BANK, &RUBRICS);
    for labelled in transcripts.iter() {
        assert_eq!(exercise(&transcripts, labelled.id(), 10).len(), 10, "{}", labelled.id());
    }
}

#[test]
fn the_quote_of_a_label_stands_in_the_turn_that_is_named() {
    let (transcripts, _) = Transcripts::load(&[], &BANK, &RUBRICS);
    for labelled in transcripts.iter() {
        for item in exercise(&transcripts, labelled.id(), 10) {
            assert_eq!(item.is_shown(), item.quote.is_some());
            if let Some((turn, quote)) = item.quote {
                assert!(labelled.turns[turn - 1].text.contains(&quote), "{}: {quote}", labelled.id());
            }
        }
    }
}
