use proptest::prelude::*;

use super::*;

fn leading(messages: &[Message]) -> Vec<Message> {
    normalise(messages, SystemStyle::Leading)
}

#[test]
fn an_interviewer_who_speaks_first_gets_a_user_before_it() {
    let said = [Message::system("Be brief."), Message::assistant("Hello!"), Message::user("Hi.")];
    assert_eq!(
        leading(&said),
        [
            Message::system("Be brief."),
            Message::user("Please begin."),
            Message::assistant("Hello!"),
            Message::user("Hi.")
        ]
    );
}

#[test]
fn neighbours_of_one_role_are_merged() {
    let said =
        [Message::user("One."), Message::user("Two."), Message::assistant("A"), Message::assistant("B")];
    assert_eq!(
        leading(&said),
        [Message::user("One.\n\nTwo."), Message::assistant("A\n\nB"), Message::user("Please continue.")]
    );
}

#[test]
fn instructions_alone_ask_for_a_beginning() {
    let said = [Message::system("Be brief."), Message::system("Be kind.")];
    assert_eq!(leading(&said), [Message::system("Be brief.\n\nBe kind."), Message::user("Please begin.")]);
}

#[test]
fn an_instruction_in_mid_conversation_stays_in_its_place() {
    let said = [
        Message::user("Hi."),
        Message::assistant("Hello."),
        Message::system("Now ask."),
        Message::user("Go."),
    ];
    assert_eq!(
        leading(&said),
        [Message::user("Hi."), Message::assistant("Hello."), Message::user("Now ask.\n\nGo.")]
    );
}

#[test]
fn folded_instructions_open_the_first_turn() {
    let said = [Message::system("Be brief."), Message::assistant("Hello!")];
    assert_eq!(
        normalise(&said, SystemStyle::Folded),
        [
            Message::user("Be brief.\n\nPlease begin."),
            Message::assistant("Hello!"),
            Message::user("Please continue.")
        ]
    );
}

#[test]
fn nothing_comes_of_nothing() {
    assert_eq!(leading(&[]), []);
    assert_eq!(leading(&[Message::user("  \n")]), []);
}

fn any_message() -> impl Strategy<Value = Message> {
    let role = prop_oneof![Just(Role::System), Just(Role::User), Just(Role::Assistant)];
    (role, "[a-c \n]{0,4}").prop_map(|(role, text)| Message { role, text })
}

proptest! {
    #[test]
    fn any_conversation_alternates_from_user_to_user(said in prop::collection::vec(any_message(), 0..12)) {
        let turns = leading(&said);
        let spoken: Vec<Role> =
            turns.iter().map(|m| m.role).skip_while(|role| *role == Role::System).collect();
        prop_assert!(turns.len() - spoken.len() <= 1);
        prop_assert!(spoken.iter().enumerate().all(|(i, role)| *role == [Role::User, Role::Assistant][i % 2]));
        prop_assert!(turns.is_empty() || spoken.len() % 2 == 1);
        prop_assert_eq!(leading(&turns), turns);
    }

    #[test]
    fn a_folded_conversation_has_no_system_message(said in prop::collection::vec(any_message(), 0..12)) {
        prop_assert!(normalise(&said, SystemStyle::Folded).iter().all(|m| m.role != Role::System));
    }
}
