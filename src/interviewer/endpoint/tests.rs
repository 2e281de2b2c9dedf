use std::sync::Arc;

use super::{EndpointVoice, VoiceOptions};
use crate::{
    interview::{Ending, Move, Rung},
    interviewer::{BUILTIN, Piece, SpeakRequest, Utterance, Voice, VoiceError, builtin},
    llm::{FinishReason, LlmError, Script, ScriptedModel},
    prompt::{
        TemplateSet,
        testing::{Talk, probe},
    },
    transcript::Phase,
};

struct Heard {
    spoken: Result<Utterance, VoiceError>,
    deltas: Vec<String>,
    notices: Vec<String>,
    model: Arc<ScriptedModel>,
}

impl Heard {
    fn utterance(&self) -> &Utterance {
        self.spoken.as_ref().unwrap()
    }
}

fn voice(model: &Arc<ScriptedModel>, raw: bool) -> EndpointVoice {
    let templates = Arc::new(TemplateSet::load(&[]).0);
    EndpointVoice::new(Arc::clone(model) as _, templates, VoiceOptions { raw, ..VoiceOptions::default() })
}

async fn hear(talk: &Talk, moves: &[Move], scripts: Vec<Script>) -> Heard {
    hear_as(talk, moves, scripts, false).await
}

async fn hear_as(talk: &Talk, moves: &[Move], scripts: Vec<Script>, raw: bool) -> Heard {
    let model = Arc::new(ScriptedModel::new(scripts));
    let (mut deltas, mut notices) = (Vec::new(), Vec::new());
    let mut out = |piece: Piece<'_>| match piece {
        Piece::Delta(text) => deltas.push(text.to_owned()),
        Piece::Notice(text) => notices.push(text),
        Piece::Reasoning(_) => {}
    };
    let spoken = voice(&model, raw).speak(SpeakRequest { moves, state: talk.state() }, &mut out).await;
    if let Ok(utterance) = &spoken {
        assert_eq!(deltas.concat(), utterance.text, "what was heard is what was said");
    }
    Heard { spoken, deltas, notices, model }
}

fn talk() -> Talk {
    Talk::on("two-sum").answered("I'd keep a dict of the numbers.")
}

#[tokio::test]
async fn the_model_words_the_question_and_it_comes_clause_by_clause() {
    let script = Script::pieces(["What do you", " keep in it, you", " said a", " dict? And", " why?"]);
    let heard = hear(&talk(), &[Move::Acknowledge, probe("hash-map")], vec![script]).await;
    assert_eq!(heard.deltas, ["What do you keep in it", ", you said a dict?"]);
    assert_eq!(heard.utterance().voice, "scripted");
    let prompt = &heard.model.requests()[0].messages;
    let last = &prompt.last().unwrap().text;
    assert!(last.starts_with("Candidate said: I'd keep a dict of the numbers.\nDirector: probe."), "{last}");
    assert!(last.contains("What do you keep as you go along, and what precisely is in it?"), "{last}");
}

#[tokio::test]
async fn facts_hints_and_the_good_bye_are_said_as_written_and_no_model_is_asked() {
    let talk = Talk::on("two-sum").answered("Is the list sorted?");
    let fixed: [Vec<Move>; 6] = [
        vec![Move::Acknowledge, Move::Transition { to: Phase::Depth }],
        vec![Move::Open],
        vec![Move::Clarify { answers: vec!["sorted".parse().unwrap()], uncovered: false }],
        vec![Move::Hint { point: "complement".parse().unwrap(), rung: Rung::Prompt }],
        vec![Move::Extend { follow_up: "sorted-no-memory".parse().unwrap() }],
        vec![Move::Close { why: Ending::Done }],
    ];
    for moves in fixed {
        let heard = hear(&talk, &moves, Vec::new()).await;
        assert_eq!(heard.utterance().text, builtin::words(&moves, talk.state()));
        assert_eq!(heard.model.requests(), []);
        assert_eq!(heard.utterance().voice, BUILTIN);
    }
}

#[tokio::test]
async fn a_clarification_is_said_at_once_and_the_model_goes_on_from_it() {
    let talk = Talk::on("two-sum").answered("I'd keep a dict of the numbers. Is the list sorted?");
    let moves =
        [Move::Clarify { answers: vec!["sorted".parse().unwrap()], uncovered: false }, probe("hash-map")];
    let heard = hear(&talk, &moves, vec![Script::text("What is in the dict?")]).await;
    assert_eq!(heard.utterance().text, "No. They come in whatever order they come. What is in the dict?");
    let note = &heard.model.requests()[0].messages.last().unwrap().text.clone();
    assert!(note.contains("You have just said \"No. They come in whatever order they come.\""), "{note}");
}

#[tokio::test]
async fn an_utterance_without_a_question_gets_the_authored_one() {
    let heard = hear(&talk(), &[probe("hash-map")], vec![Script::text("You said a dict.")]).await;
    let ask = builtin::words(&[probe("hash-map")], talk().state());
    assert_eq!(heard.utterance().text, format!("You said a dict. {ask}"));
}

/// "Be precise about the condition for me." has no question mark, and was said twice in one utterance.
#[tokio::test]
async fn the_authored_question_in_the_models_mouth_is_not_asked_again() {
    let talk = Talk::on("merge-intervals").answered("I'd sort by start and sweep once.");
    let again = [probe("touching")];
    let first = builtin::words(&again, talk.state());
    let talk = talk.spoke(again.to_vec(), &first).answered("Hm.");
    let ask = builtin::words(&again, talk.state());
    assert!(!ask.contains('?'), "{ask}");
    let heard = hear(&talk, &again, vec![Script::text(ask.clone())]).await;
    assert_eq!(heard.utterance().text, ask);
}

#[tokio::test]
async fn what_fails_the_guard_twice_is_said_by_the_built_in_voice() {
    let bad = || Script::text("Could you look for target minus the number?");
    let moves = [probe("hash-map")];
    let heard = hear(&talk(), &moves, vec![bad(), bad()]).await;
    assert_eq!(heard.utterance().text, builtin::words(&moves, talk().state()));
    assert_eq!(heard.utterance().voice, BUILTIN);
    assert_eq!(heard.utterance().guarded.len(), 2);
    let temperatures: Vec<_> = heard.model.requests().iter().map(|request| request.temperature).collect();
    assert_eq!(temperatures, [Some(0.2), Some(0.8)]);
}

#[tokio::test]
async fn the_built_in_voice_did_not_begin_with_the_same_sign_each_time_it_stood_in() {
    let bad = || Script::text("Could you look for target minus the number?");
    let moves = [Move::Acknowledge, probe("hash-map")];
    let mut talk = talk();
    let mut signs = std::collections::BTreeSet::new();
    for answer in ["I keep the numbers in it.", "The numbers, as I said.", "Only the numbers."] {
        let heard = hear(&talk, &moves, vec![bad(), bad()]).await;
        let said = heard.utterance().text.clone();
        signs.insert(said.split('.').next().unwrap_or_default().to_owned());
        talk = talk.spoke(moves.to_vec(), &said).answered(answer);
    }
    assert_eq!(signs.len(), 3, "{signs:?}");
}

#[tokio::test]
async fn a_second_attempt_may_do() {
    let scripts = vec![Script::text("The answer is a hash table."), Script::text("What is in it?")];
    let heard = hear(&talk(), &[probe("hash-map")], scripts).await;
    assert_eq!(heard.utterance().text, "What is in it?");
    assert_eq!(heard.utterance().guarded.len(), 1);
}

#[tokio::test]
async fn a_reply_that_breaks_off_is_ended_by_the_authored_question() {
    let script = Script::pieces(["So a dict. What would you keep", " in it, when the"]).cut();
    let heard = hear(&talk(), &[probe("hash-map")], vec![script]).await;
    let ask = builtin::words(&[probe("hash-map")], talk().state());
    let talk = talk();
    let restart = builtin::restart(talk.state());
    assert_eq!(heard.utterance().text, format!("So a dict. What would you keep in it… {restart} {ask}"));
    assert_eq!(heard.utterance().guarded, ["it broke off"]);
}

#[tokio::test]
async fn a_model_that_does_not_answer_is_an_error_only_where_nothing_was_said() {
    let down = || Script::error(LlmError::NothingToSay);
    let heard = hear(&talk(), &[probe("hash-map")], vec![down()]).await;
    assert!(matches!(heard.spoken, Err(VoiceError::Model(LlmError::NothingToSay))));
    assert_eq!(heard.deltas, Vec::<String>::new());

    let moves = [Move::Release { point: None }, probe("hash-map")];
    let heard = hear(&talk(), &moves, vec![down()]).await;
    assert_eq!(heard.deltas[0], builtin::words(&moves[..1], talk().state()));
    assert_eq!(heard.deltas[2], builtin::words(&moves[1..], talk().state()));
    assert!(matches!(heard.utterance().failure, Some(VoiceError::Model(_))));
}

#[tokio::test]
async fn raw_shows_every_token_and_only_writes_down_what_the_guard_says() {
    let scripts =
        vec![Script::pieces(["Great! ", "What is in it? ", "And why?"]).finished(FinishReason::Stop)];
    let heard = hear_as(&talk(), &[probe("hash-map")], scripts, true).await;
    assert_eq!(heard.deltas, ["Great! ", "What is in it? ", "And why?"]);
    assert_eq!(heard.utterance().guarded, ["praise or a verdict: Great"]);
}

#[tokio::test]
async fn reasoning_is_never_a_part_of_it() {
    let script = Script::text("What is in it?").after_reasoning("They forgot the complement.");
    let heard = hear(&talk(), &[probe("hash-map")], vec![script]).await;
    assert_eq!(heard.utterance().text, "What is in it?");
}

#[tokio::test]
async fn the_prompt_of_a_turn_is_the_beginning_of_the_next_ones() {
    let model =
        Arc::new(ScriptedModel::new([Script::text("What is in it?"), Script::text("And the positions?")]));
    let voice = voice(&model, false);
    let (first, then) = ([probe("hash-map")], [probe("complement")]);
    let talk = talk();
    let request = SpeakRequest { moves: &first, state: talk.state() };
    let said = voice.speak(request, &mut |_| {}).await.unwrap();
    let talk = talk.spoke(first.to_vec(), &said.text).answered("The numbers.");
    voice.speak(SpeakRequest { moves: &then, state: talk.state() }, &mut |_| {}).await.unwrap();
    let requests = model.requests();
    let (one, two) = (&requests[0].messages, &requests[1].messages);
    assert_eq!(two[..one.len()], one[..]);
    assert_eq!(two.len(), one.len() + 2);
}

#[tokio::test]
async fn warming_up_sends_what_every_request_begins_with() {
    let talk = Talk::on("two-sum");
    let model = Arc::new(ScriptedModel::new([Script::text("I"), Script::text("What is in it?")]));
    let voice = voice(&model, false);
    voice.warm_up(talk.state(), model.as_ref()).await.unwrap();
    let talk = talk.answered("I'd keep a dict of the numbers.");
    voice
        .speak(SpeakRequest { moves: &[probe("hash-map")], state: talk.state() }, &mut |_| {})
        .await
        .unwrap();
    let requests = model.requests();
    let beginning = &requests[0].messages;
    assert_eq!(requests[1].messages[..beginning.len()], beginning[..]);
    assert_eq!(requests[0].max_tokens, 1);
}

#[tokio::test]
async fn warming_up_in_the_midst_of_a_talk_sends_all_of_it() {
    let model = Arc::new(ScriptedModel::new(["What is in it?", "I", "And the positions?"].map(Script::text)));
    let voice = voice(&model, false);
    let (first, then) = ([probe("hash-map")], [probe("complement")]);
    let said = voice.speak(SpeakRequest { moves: &first, state: talk().state() }, &mut |_| {}).await.unwrap();
    let talk = talk().spoke(first.to_vec(), &said.text);
    voice.warm_up(talk.state(), model.as_ref()).await.unwrap();
    let talk = talk.answered("The numbers.");
    voice.speak(SpeakRequest { moves: &then, state: talk.state() }, &mut |_| {}).await.unwrap();
    let requests = model.requests();
    let (warmed, asked) = (&requests[1].messages, &requests[2].messages);
    assert_eq!(warmed[..], asked[..asked.len() - 1]);
}

/// A talk that fills a context of 4096 tokens.
fn long_talk() -> Talk {
    let long = "and then another word ".repeat(40);
    let step = || vec![Move::Pump { point: None }];
    (0..20).fold(Talk::on("two-sum"), |talk, _| talk.answered(&long).spoke(step(), "Go on.")).answered("So.")
}

fn overflow(limit_tokens: Option<u32>) -> Script {
    Script::error(LlmError::ContextOverflow { limit_tokens, message: "too long".to_owned() })
}

fn sent(heard: &Heard) -> Vec<usize> {
    let bytes = |messages: &[crate::llm::Message]| messages.iter().map(|m| m.text.len()).sum::<usize>();
    heard.model.requests().iter().map(|request| bytes(&request.messages)).collect()
}

#[tokio::test]
async fn a_context_that_overflows_is_asked_again_with_less() {
    for limit in [Some(2048), None, Some(9999)] {
        let scripts = vec![overflow(limit), Script::text("What is in it?")];
        let heard = hear(&long_talk(), &[probe("hash-map")], scripts).await;
        assert_eq!(heard.utterance().text, "What is in it?");
        let sent = sent(&heard);
        assert!(sent[1] / 4 < 2048 && sent[1] < sent[0], "{sent:?}");
    }
}

#[tokio::test]
async fn a_context_that_overflows_again_is_an_error() {
    let heard = hear(&long_talk(), &[probe("hash-map")], vec![overflow(None), overflow(None)]).await;
    assert!(matches!(heard.spoken, Err(VoiceError::Model(LlmError::ContextOverflow { .. }))));
}

#[tokio::test]
async fn a_reply_that_ran_out_of_tokens_is_said_to_have() {
    let script = Script::pieces(["So a dict, and what would you"]).finished(FinishReason::Length);
    let heard = hear(&talk(), &[probe("hash-map")], vec![script, Script::text("What is in it?")]).await;
    assert_eq!(heard.notices, ["the reply ran into its limit of 120 tokens; `/retry` has it made anew"]);
    let whole = Script::text("What is in it?").finished(FinishReason::Length);
    assert_eq!(hear(&talk(), &[probe("hash-map")], vec![whole]).await.notices, [""; 0]);
}

#[tokio::test]
async fn a_reply_that_broke_off_is_said_to_be_kept_and_can_be_had_anew() {
    let script = Script::pieces(["So a dict. What would you keep", " in it, when the"]).cut();
    let heard = hear(&talk(), &[probe("hash-map")], vec![script]).await;
    assert_eq!(
        heard.notices,
        ["the answer broke off: the script says so; what came of it is kept, and `/retry` has it made anew"]
    );
}
