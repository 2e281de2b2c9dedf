use super::*;
use crate::llm::Message;

fn question(text: &str) -> ChatRequest {
    ChatRequest::new(vec![Message::user(text)], 100)
}

async fn events(model: &ScriptedModel) -> Vec<Result<StreamEvent, LlmError>> {
    model.stream(question("?")).await.unwrap().collect().await
}

#[tokio::test]
async fn replies_come_in_order_and_questions_are_kept() {
    let model =
        ScriptedModel::new([Script::pieces(["He", "llo"]).after_reasoning("hm"), Script::text("Bye")]);
    let first = model.complete(question("one")).await.unwrap();
    assert_eq!((first.text.as_str(), first.reasoning.as_str()), ("Hello", "hm"));
    assert_eq!(model.complete(question("two")).await.unwrap().text, "Bye");
    assert_eq!(model.requests(), [question("one"), question("two")]);
    assert!(model.complete(question("three")).await.is_err());
}

#[tokio::test]
async fn a_cut_reply_is_an_end_in_a_stream_and_an_error_as_a_whole() {
    let model = ScriptedModel::new([Script::text("Hel").cut(), Script::text("Hel").cut()]);
    let heard = events(&model).await;
    assert_eq!(heard[0], Ok(StreamEvent::Text("Hel".into())));
    let Ok(StreamEvent::End(end)) = &heard[1] else { panic!("{heard:?}") };
    assert!(matches!(end.completeness, Completeness::Cut(LlmError::Interrupted { .. })));
    assert!(model.complete(question("?")).await.is_err());
}

#[tokio::test]
async fn an_error_is_all_there_is() {
    let model = ScriptedModel::new([Script::error(LlmError::Empty)]);
    assert_eq!(events(&model).await, [Err(LlmError::Empty)]);
}
