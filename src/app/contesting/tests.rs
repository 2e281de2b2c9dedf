use crate::{
    app::testing::{Keyboard, debriefed},
    rubric::Contested,
    store::Filter,
};

use super::*;

/// Nobody hears the complement in this, for its words are no cue of it.
const ANSWERS: [&str; 2] = [
    "I would note down what is still wanted by everything that came by. Each newcomer finds its mate.",
    "It is linear time because I go through once.",
];
/// Enter instead of a rating.
const NO_RATING: &str = "";

fn number_of(store: &Store, id: &str) -> String {
    let session = store.list(&Filter::default()).unwrap()[0].id.clone();
    let offers = Contesting::open(store, &session).unwrap().contestable();
    (offers.iter().position(|offer| offer.id == id).unwrap() + 1).to_string()
}

#[test]
fn a_point_is_contested_by_the_number_of_a_sentence_after_the_scorecard() {
    let number = number_of(&debriefed(&ANSWERS, &mut Keyboard::typing(&[])), "complement");
    let mut keyboard = Keyboard::typing(&[NO_RATING, "/contest", &number, "2", ""]);
    let store = debriefed(&ANSWERS, &mut keyboard);
    let screen = keyboard.screen();
    assert!(screen.contains("2 Each newcomer finds its mate."), "{screen}");
    assert!(screen.contains("What you contested · your word beside the judge's"), "{screen}");
    assert!(screen.contains("That the words say it is your reading; the judge's stands."), "{screen}");
    let session = store.list(&Filter::default()).unwrap()[0].id.clone();
    let kinds: Vec<store::Judge> =
        store.scorecards(&session).unwrap().iter().map(|card| card.judge).collect();
    assert_eq!(kinds, [store::Judge::Contest, store::Judge::Builtin]);
    assert_eq!(keyboard.scorecards[1]["contest"]["claims"][0]["id"], "complement");
}

#[test]
fn words_that_were_not_said_are_refused_and_asked_for_again() {
    let number = number_of(&debriefed(&ANSWERS, &mut Keyboard::typing(&[])), "complement");
    let typed = [NO_RATING, "/contest", &number, "target minus the number", "each newcomer finds its mate"];
    let mut keyboard = Keyboard::typing(&typed);
    debriefed(&ANSWERS, &mut keyboard);
    let screen = keyboard.screen();
    assert!(screen.contains("these words are not among what you said in the interview"), "{screen}");
    assert_eq!(keyboard.scorecards.len(), 2, "the right words were not taken");
}

#[test]
fn enter_leaves_everything_as_it_was() {
    let mut keyboard = Keyboard::typing(&[NO_RATING, "/contest", "1", ""]);
    let store = debriefed(&ANSWERS, &mut keyboard);
    let session = store.list(&Filter::default()).unwrap()[0].id.clone();
    assert_eq!(store.scorecards(&session).unwrap().len(), 1);
}

#[test]
fn what_is_contested_one_after_another_adds_up_and_other_words_take_the_place_of_the_first() {
    let store = debriefed(&ANSWERS, &mut Keyboard::typing(&[]));
    let session = store.list(&Filter::default()).unwrap()[0].id.clone();
    let contest = |id: &str, words: &str| {
        let card = Contesting::open(&store, &session).unwrap().contest(id, words).unwrap();
        card.contest.unwrap().claims.into_iter().map(|claim| (claim.kind, claim.id)).collect::<Vec<_>>()
    };
    let complement = (Contested::Point, "complement".to_owned());
    let space = (Contested::Indicator, "states-space".to_owned());
    assert_eq!(contest("complement", "each newcomer finds its mate"), vec![complement.clone()]);
    assert_eq!(contest("states-space", "everything that came by"), [complement.clone(), space.clone()]);
    assert_eq!(contest("complement", "what is still wanted by everything"), [space, complement]);
}

#[test]
fn what_is_contested_holds_against_the_next_judge_too() {
    let store = debriefed(&ANSWERS, &mut Keyboard::typing(&[]));
    let session = store.list(&Filter::default()).unwrap()[0].id.clone();
    Contesting::open(&store, &session)
        .unwrap()
        .contest("complement", "each newcomer finds its mate")
        .unwrap();
    crate::app::records::score(&store, &session, &crate::app::marking::Marker::Builtin, &mut |_| Ok(()))
        .unwrap();
    let again = contested(&store, &session).unwrap().unwrap();
    assert_eq!(again.contest.unwrap().claims.len(), 1);
}
