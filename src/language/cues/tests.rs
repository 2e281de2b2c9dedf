use super::*;

fn cues(sets: &[&[&str]]) -> Cues {
    let raw: Vec<_> =
        sets.iter().map(|set| RawSet::All(set.iter().map(|s| (*s).to_owned()).collect())).collect();
    Cues::try_from(raw).unwrap()
}

fn heard(cues: &Cues, text: &str) -> Option<String> {
    let spoken = Spoken::new(text);
    let hit = cues.best(&spoken)?;
    let words = &text[spoken.tokens[hit.first].start..spoken.tokens[hit.last].end];
    Some(if hit.negated { format!("not {words}") } else { words.to_owned() })
}

#[test]
fn words_are_compared_by_stem() {
    let cues = cues(&[&["store value"]]);
    assert_eq!(heard(&cues, "We're storing values there.").as_deref(), Some("storing values"));
}

#[test]
fn all_groups_of_a_set_must_be_heard_near_each_other() {
    let cues = cues(&[&["remember | keep", "index | position"]]);
    assert_eq!(
        heard(&cues, "I keep every number and its index").as_deref(),
        Some("keep every number and its index")
    );
    assert_eq!(heard(&cues, "I keep every number"), None);
    let far = format!("I keep {} the index", "so ".repeat(40));
    assert_eq!(heard(&cues, &far), None);
}

#[test]
fn a_gap_spans_three_words_at_most() {
    let cues = cues(&[&["twice .. size"]]);
    assert!(heard(&cues, "twice as big in size").is_some());
    assert!(heard(&cues, "twice as big as it was in size").is_none());
}

#[test]
fn a_negator_right_before_makes_a_hit_doubtful() {
    let cues = cues(&[&["constant"]]);
    assert_eq!(heard(&cues, "That's not really constant.").as_deref(), Some("not constant"));
    assert_eq!(heard(&cues, "Not only constant, but simple.").as_deref(), Some("constant"));
    assert_eq!(heard(&cues, "No. It's constant.").as_deref(), Some("constant"));
}

/// Strong answers that began every sentence with "It is not true that" scored as they did without.
#[test]
fn a_denial_reaches_through_its_clause() {
    let cues = cues(&[&["constant"]]);
    let heard = |text| heard(&cues, text).unwrap();
    assert_eq!(heard("It is not true that a look-up in a dict is constant."), "not constant");
    assert_eq!(heard("I don't believe that each of the look-ups stays constant."), "not constant");
    assert_eq!(heard("It's not true. A look-up is constant."), "constant");
    let long = "It's wrong that the list is read over and over for every one of them, a look-up is constant.";
    assert_eq!(heard(long), "constant", "the clause is over");
}

/// "Not rotated, single element" was no single element.
#[test]
fn a_negator_does_not_reach_beyond_its_thought() {
    let cues = cues(&[&["constant"]]);
    let heard = |text| heard(&cues, text).unwrap();
    assert_eq!(heard("It's not sorted, constant space."), "constant");
    assert_eq!(heard("No, constant space."), "constant");
    assert_eq!(heard("Not linear but constant."), "constant");
    assert_eq!(heard("It isn't, I'd say, constant."), "constant");
    assert_eq!(heard("It isn't always constant."), "not constant");
}

/// A strong answer of long sentences, each denied, scored above level 2: a denial reached twelve words.
#[test]
fn a_denial_reaches_to_the_end_of_its_sentence_unless_what_is_so_comes_first() {
    let cues = cues(&[&["constant"]]);
    let heard = |text| heard(&cues, text).unwrap();
    let long = "It is not true that I go through the list once and look every number up in a dict, where a look-up is constant.";
    assert_eq!(heard(long), "not constant");
    assert_eq!(heard("It's not true that a look-up is linear, it's constant."), "constant");
    assert_eq!(heard("It's wrong that a look-up is linear, but constant is only the average."), "constant");
}

#[test]
fn what_is_denied_is_not_said_by_a_negative_cue_either() {
    let cues = cues(&[&["never sorted"]]);
    assert_eq!(heard(&cues, "It is wrong that it is never sorted.").as_deref(), Some("not never sorted"));
}

#[test]
fn a_cue_that_is_itself_negative_is_not_doubted() {
    let cues = cues(&[&["not sorted | unsorted"]]);
    assert_eq!(heard(&cues, "It's not sorted.").as_deref(), Some("not sorted"));
}

#[test]
fn notation_is_several_words_on_both_sides() {
    let cues = cues(&[&["O(n)"]]);
    assert_eq!(heard(&cues, "so it's O(n) overall").as_deref(), Some("O(n"));
}

#[test]
fn a_cue_without_words_is_refused() {
    let raw = vec![RawSet::One("list | ".to_owned())];
    assert_eq!(Cues::try_from(raw), Err(ParseCueError::Empty("list | ".to_owned())));
}

#[test]
fn a_number_stands_for_digits_and_for_words() {
    let cues = cues(&[&["# writes"]]);
    for text in ["40 writes a second", "forty writes a second", "two million writes"] {
        assert!(heard(&cues, text).is_some(), "{text}");
    }
    assert_eq!(heard(&cues, "one writes"), None);
    assert_eq!(heard(&cues, "many writes"), None);
}

#[test]
fn a_class_stands_for_its_words_in_any_form_or_in_the_one_listed() {
    assert_eq!(heard(&cues(&[&["my @person"]]), "my managers saw it").as_deref(), Some("my managers"));
    assert_eq!(heard(&cues(&[&["my @person"]]), "my bicycle"), None);
    assert!(heard(&cues(&[&["I =@told .. @person"]]), "I asked my lead").is_some());
    assert_eq!(heard(&cues(&[&["I =@told .. @person"]]), "I ask my lead"), None);
}

#[test]
fn a_class_that_is_in_no_list_is_an_error() {
    let fault = Cues::try_from(vec![RawSet::One("the @animal".to_owned())]).unwrap_err();
    assert_eq!(fault, ParseCueError::NoSuchClass("@animal".to_owned()));
}
