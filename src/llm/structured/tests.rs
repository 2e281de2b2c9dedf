use super::*;

fn format() -> JsonSchema {
    JsonSchema { name: "verdict".into(), schema: json!({"type": "object"}) }
}

#[test]
fn each_rung_asks_for_less_than_the_one_above() {
    let mut rung = Rung::default();
    let mut asked = vec![rung.response_format(&format())];
    while let Some(below) = rung.below() {
        rung = below;
        asked.push(rung.response_format(&format()));
    }
    let schema = json!({"type": "object"});
    assert_eq!(
        asked,
        [
            Some(
                json!({"type": "json_schema", "json_schema": {"name": "verdict", "strict": true, "schema": schema}})
            ),
            Some(json!({"type": "json_schema", "json_schema": {"name": "verdict", "schema": schema}})),
            Some(json!({"type": "json_object", "schema": schema})),
            Some(json!({"type": "json_object"})),
            None,
        ]
    );
}

#[test]
fn the_lower_rungs_put_the_schema_into_the_prompt() {
    let mut turns = [Message::user("Judge this.")];
    Rung::Schema.instruct(&format(), &mut turns);
    assert_eq!(turns[0].text, "Judge this.");
    Rung::Prompt.instruct(&format(), &mut turns);
    assert_eq!(
        turns[0].text,
        "Judge this.\n\nAnswer with one JSON object and nothing else. It must fit this JSON schema:\n{\"type\":\"object\"}"
    );
}

#[test]
fn json_is_found_between_words_and_fences() {
    assert_eq!(json_in("Sure:\n```json\n{\"a\": [1]}\n```\nBye {"), Some(json!({"a": [1]})));
    assert_eq!(json_in("see [here], it is {\"b\": 2}"), Some(json!({"b": 2})));
    assert_eq!(json_in("{\"cut\": \"of"), None);
    assert_eq!(json_in("as in [1]: {\"c\": [2]}"), Some(json!({"c": [2]})));
    assert_eq!(json_in("[3, 4] is all"), Some(json!([3, 4])));
    assert_eq!(json_in("no"), None);
}
