use super::clause;

#[test]
fn a_clause_worth_saying_back_is_short_and_begins_with_content() {
    assert_eq!(clause("So I'd sort it first, then walk inwards.").as_deref(), Some("I'd sort it first"));
    assert_eq!(clause("Yes."), None);
    assert_eq!(clause("Can I assume it's sorted?"), None);
}
