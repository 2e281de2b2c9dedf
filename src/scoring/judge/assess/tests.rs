use std::sync::Mutex;

use serde_json::json;

use crate::{
    interview::{Event, Stamped, State},
    llm::{Script, ScriptedModel},
    prompt::TemplateSet,
    scoring::{builtin, testing::Interview},
};

use super::*;

/// Two points in words that no cue knows, in an answer that also names the dict.
const ANSWER: &str = "I'd use a dict from value to index. \
    Whatever is lacking from the one in my hand is fixed, there's precisely one figure that would do.";
const LACKING: &str =
    "Whatever is lacking from the one in my hand is fixed, there's precisely one figure that would do.";

fn reply(quote: &str, verdict: &str) -> Script {
    Script::text(json!({ "quote": quote, "verdict": verdict, "reason": "" }).to_string())
}

fn talk() -> Interview {
    Interview::on("two-sum").says(ANSWER)
}

async fn assessed(talk: &Interview, scripts: Vec<Script>) -> (Vec<Assessed>, ScriptedModel) {
    let model = ScriptedModel::new(scripts);
    let found = Mutex::new(Vec::new());
    let templates = TemplateSet::load(&[]).0;
    assess(talk.state(), &model, &templates, &|assessed| found.lock().unwrap().push(assessed)).await;
    (found.into_inner().unwrap(), model)
}

fn points(assessed: &[Assessed]) -> Vec<Option<&str>> {
    assessed.iter().map(|a| a.point.as_ref().map(|point| point.id.as_str())).collect()
}

/// Which points were asked about, by the model's last message.
fn asked(model: &ScriptedModel, state: &State) -> Vec<String> {
    let requests = model.requests();
    let of = |text: &str| state.points().find(|point| text.contains(&point.says)).unwrap().id.to_string();
    requests.iter().map(|request| of(&request.messages.last().unwrap().text)).collect()
}

#[tokio::test]
async fn a_point_in_words_that_no_cue_knows_is_found_with_its_place() {
    let talk = talk();
    assert!(talk.state().ledger.get(&"complement".parse().unwrap()).is_open());
    let scripts = vec![reply(LACKING, "met"), reply("", "unmet"), reply("", "unmet")];
    let (found, _) = assessed(&talk, scripts).await;
    let point = found[0].point.as_ref().unwrap();
    assert_eq!(&ANSWER[point.span.clone()], LACKING);
    assert!(!point.certain);
    assert_eq!(believed(&found), std::slice::from_ref(point));
}

#[tokio::test]
async fn what_is_made_or_above_the_candidate_is_not_asked_about() {
    let talk = talk();
    let (_, model) = assessed(&talk, vec![reply("", "unmet"); 9]).await;
    let asked = asked(&model, talk.state());
    assert_eq!(asked.len(), MOST_POINTS);
    for id in &asked {
        let entry = talk.state().ledger.get(&id.parse().unwrap());
        assert!(entry.is_open(), "{id}");
    }
    assert!(!asked.contains(&"hash-map".to_owned()));
}

#[tokio::test]
async fn the_point_most_like_the_answer_comes_first() {
    let talk = Interview::on("two-sum").says(
        "The list could be ordered beforehand, then I'd move a finger in from either end until they meet.",
    );
    let (_, model) = assessed(&talk, vec![reply("", "unmet")]).await;
    assert_eq!(asked(&model, talk.state())[0], "sorting-loses-positions");
}

#[tokio::test]
async fn words_that_were_not_said_in_the_answer_show_nothing() {
    let talk = talk();
    let question = talk.state().question().ask.split('.').next().unwrap().to_owned();
    let scripts = vec![
        reply("I subtract it from the target", "met"),
        reply(&question, "met"),
        reply(LACKING, "partial"),
    ];
    let (found, _) = assessed(&talk, scripts).await;
    assert_eq!(points(&found), [None, None, None]);
}

#[tokio::test]
async fn a_reply_that_cannot_be_read_is_passed_over_and_a_model_that_is_gone_is_left() {
    let (found, model) = assessed(&talk(), vec![Script::text("Yes!"), reply("", "unmet")]).await;
    assert_eq!(points(&found), [None]);
    assert_eq!(model.requests().len(), 3);
}

#[tokio::test]
async fn a_few_words_are_not_read() {
    let (found, model) = assessed(&Interview::on("two-sum").says("Hm, a dict?"), Vec::new()).await;
    assert_eq!((found.len(), model.requests().len()), (0, 0));
}

fn heard(id: &str, span: std::ops::Range<usize>) -> Assessed {
    let point = Some(PointHeard { id: id.parse().unwrap(), span, certain: false });
    Assessed { turn: TurnId(2), point }
}

const NOT_HEARD: Assessed = Assessed { turn: TurnId(2), point: None };

#[test]
fn a_model_that_hears_everything_is_not_believed() {
    let all = [heard("complement", 0..5), heard("space", 9..15), NOT_HEARD];
    assert_eq!(believed(&all), []);
    assert_eq!(believed(&[all[0].clone(), NOT_HEARD, NOT_HEARD]).len(), 1);
}

#[test]
fn the_same_words_for_two_points_show_neither() {
    let all = [heard("complement", 0..5), heard("space", 3..15), NOT_HEARD, NOT_HEARD];
    assert_eq!(believed(&all), []);
}

#[tokio::test]
async fn what_a_model_heard_makes_no_score() {
    let scripts = vec![reply(LACKING, "met"), reply("", "unmet"), reply("", "unmet")];
    let (found, _) = assessed(&talk(), scripts).await;
    let mut state = talk().state().clone();
    let before = builtin::findings(&state);
    let points = believed(&found);
    let (turn, id) = (found[0].turn, points[0].id.clone());
    state
        .apply(&Stamped { at_ms: 90_000, event: Event::Assessed { turn, points, by: "a model".to_owned() } });
    assert!(state.ledger.get(&id).is_unsure());
    assert_eq!(builtin::findings(&state), before);
}
