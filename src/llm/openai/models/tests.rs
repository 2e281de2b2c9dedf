use serde_json::json;

use super::*;

fn ids(value: Value) -> Option<Vec<String>> {
    read(&value).map(|models| models.into_iter().map(|model| model.id).collect())
}

#[test]
fn every_shape_of_a_list_is_read() {
    let expected = Some(vec!["a".to_owned(), "b".to_owned()]);
    assert_eq!(ids(json!({"object": "list", "data": [{"id": "a"}, {"id": "b"}]})), expected);
    assert_eq!(ids(json!([{"id": "a"}, {"id": "b"}])), expected);
    assert_eq!(ids(json!({"models": [{"name": "a"}, {"model": "b"}]})), expected);
    assert_eq!(ids(json!(["a", "b"])), expected);
    assert_eq!(ids(json!({"data": [{"id": "a"}, {}, null, {"id": ""}, {"id": "b"}]})), expected);
    assert_eq!(ids(json!({"data": []})), Some(vec![]));
    assert_eq!(ids(json!({"ok": true})), None);
}

#[test]
fn the_size_of_the_context_is_read_where_it_is_told() {
    let size = |item: Value| read(&json!([item])).unwrap()[0].context_tokens;
    assert_eq!(size(json!({"id": "a", "meta": {"n_ctx": 2048, "n_ctx_train": 8192}})), Some(2048));
    assert_eq!(size(json!({"id": "a", "max_model_len": 4096})), Some(4096));
    assert_eq!(size(json!({"id": "a", "context_length": 131072})), Some(131_072));
    assert_eq!(size(json!({"id": "a", "context_length": 0})), None);
    assert_eq!(size(json!({"id": "a"})), None);
}
