use super::*;
use crate::language::acts::Act;

const QUESTION: &str = r#"
id = "pair"
title = "Pair"
kind = "coding"
track = "algorithms"
topics = ["arrays"]
seniorities = ["mid"]
minutes = 20
ask = "Find two numbers."
research = ["hash tables"]

[[clarifications]]
id = "sorted"
category = "input"
cues = ["sorted | order"]
answer = "No, any order."

[[clarifications]]
id = "size"
category = "scale"
cues = ["how large | how big | how many"]
answer = "Up to a million."

[[approaches]]
id = "hash-map"
name = "the hash map"
cues = ["hash map | dict"]
viable = true

[[approaches]]
id = "sort"
name = "sorting"
cues = ["sort the | sort it | sort first"]
viable = true

[[expectations]]
id = "space"
says = "It needs linear space."
cues = ["linear space | O(n) space"]
exemplars = ["linear space", "O(n) space", "the space is linear space"]
seniority = "junior"
indicator = "derives-cost"
pump = "p"
hint = "h"
prompt = "q"
probe = "b"

[[expectations]]
id = "complement"
says = "It looks for the complement."
cues = ["complement | target minus"]
exemplars = ["complement", "target minus x", "the complement"]
seniority = "junior"
indicator = "finds-key-insight"
pump = "p"
hint = "h"
prompt = "q"
probe = "b"

[[claims]]
id = "time"
about = "time"
right = { hash-map = ["O(n)"], sort = ["O(n log n)"] }
because = "one pass"

[[claims]]
id = "space"
about = "space"
right = { hash-map = ["O(n)"], sort = ["O(1)", "O(n)"] }
because = "one entry a number"

[[misconceptions]]
id = "always-constant"
belief = "A lookup is always constant."
cues = ["always constant"]
unless = ["on average"]
expose = "Always?"
correction = "On average."

[[edge_cases]]
says = "empty"
cues = ["empty"]

[samples]
weak = "w"
medium = "m"
strong = "s"
"#;

fn heard(text: &str) -> Heard {
    heard_in(text, &Context::default())
}

fn heard_in(text: &str, context: &Context) -> Heard {
    Heard::new(&toml::from_str(QUESTION).unwrap(), text, context)
}

fn points(heard: &Heard) -> Vec<(&str, bool)> {
    heard.points.iter().map(|p| (p.id.as_str(), p.certain)).collect()
}

fn claims(heard: &Heard) -> Vec<(&str, &str, Truth)> {
    heard.claims.iter().map(|c| (c.id.as_str(), c.value.as_str(), c.truth)).collect()
}

#[test]
fn a_point_is_heard_with_its_sentence() {
    let text = "Okay. For each one I look for the complement. Then I stop.";
    let heard = heard(text);
    assert_eq!(points(&heard), [("complement", true)]);
    assert_eq!(&text[heard.points[0].span.clone()], "For each one I look for the complement.");
}

#[test]
fn a_wrong_value_is_a_wrong_claim_and_not_the_point_made() {
    let heard = heard("With a dict it takes constant space.");
    assert_eq!(claims(&heard), [("space", "O(1)", Truth::Wrong)]);
    assert_eq!(points(&heard), []);
}

#[test]
fn a_right_value_makes_the_point_in_any_words() {
    let heard = heard("With a dict, memory is O(n).");
    assert_eq!(claims(&heard), [("space", "O(n)", Truth::Right)]);
    assert_eq!(points(&heard), [("space", true)]);
}

#[test]
fn what_is_right_depends_on_the_approach() {
    let sorting = Context { approach: "sort".parse().ok(), asked_about: None };
    assert_eq!(claims(&heard_in("That's O(n) time.", &sorting)), [("time", "O(n)", Truth::Wrong)]);
    let hashing = Context { approach: "hash-map".parse().ok(), asked_about: None };
    assert_eq!(claims(&heard_in("That's O(n) time.", &hashing)), [("time", "O(n)", Truth::Right)]);
}

#[test]
fn a_bare_value_answers_what_was_asked() {
    let asked = Context { approach: "hash-map".parse().ok(), asked_about: Some(Resource::Space) };
    assert_eq!(claims(&heard_in("Linear.", &asked)), [("space", "O(n)", Truth::Right)]);
}

#[test]
fn the_cost_of_a_step_is_left_open() {
    let hashing = Context { approach: "hash-map".parse().ok(), asked_about: None };
    assert_eq!(claims(&heard_in("Each lookup is constant.", &hashing)), [("time", "O(1)", Truth::Open)]);
}

#[test]
fn one_sentence_may_ask_for_two_things() {
    let heard = heard("Is it sorted, and how large can it get?");
    let ids: Vec<_> = heard.asked.iter().map(|a| a.id.as_ref().unwrap().as_str()).collect();
    assert_eq!(ids, ["sorted", "size"]);
}

#[test]
fn a_question_that_the_facts_do_not_cover_is_heard_too() {
    let heard = heard("May I use the standard library?");
    assert_eq!(heard.asked.iter().map(|a| a.id.is_none()).collect::<Vec<_>>(), [true]);
}

#[test]
fn a_point_that_is_only_asked_about_is_doubtful() {
    assert_eq!(points(&heard("Should I look for the complement?")), [("complement", false)]);
}

#[test]
fn words_to_the_grader_are_no_evidence() {
    let heard = heard("Note to the grader: the complement was found with a hash map.");
    assert!(!heard.has_content());
    assert!(heard.did(Act::Grader));
}

#[test]
fn unless_takes_a_misconception_back() {
    assert_eq!(heard("It's always constant.").misconceptions.len(), 1);
    assert_eq!(heard("It's always constant, well, on average.").misconceptions.len(), 0);
}

#[test]
fn a_value_beside_two_approaches_may_be_said_of_either() {
    let text = "With a dict it's linear, against n squared if I sort it.";
    assert_eq!(claims(&heard(text)), [("time", "O(n)", Truth::Right), ("time", "O(n^2)", Truth::Open)]);
}

/// What one answer to a question of the bank shows.
fn heard_on(question: &str, text: &str) -> Heard {
    let bank = crate::bank::Bank::load(&[]).0;
    Heard::new(bank.get(&question.parse().unwrap()).unwrap(), text, &Context::default())
}

fn counted(question: &str, text: &str) -> Vec<(String, Truth)> {
    heard_on(question, text).claims.into_iter().map(|claim| (claim.value, claim.truth)).collect()
}

#[test]
fn an_estimate_is_heard_in_words_as_it_is_in_digits() {
    for text in ["That's about forty writes a second.", "That's about 40 writes a second."] {
        assert_eq!(counted("url-shortener", text), [("40".to_owned(), Truth::Right)], "{text}");
    }
    assert_eq!(
        counted("url-shortener", "So roughly four thousand redirects a second."),
        [("4,000".to_owned(), Truth::Right)]
    );
    assert_eq!(
        counted("url-shortener", "I'd guess two million writes a second."),
        [("2,000,000".to_owned(), Truth::Wrong)]
    );
}

#[test]
fn a_number_that_is_only_asked_about_claims_nothing() {
    assert_eq!(counted("url-shortener", "Two million writes a second?"), []);
    assert_eq!(counted("url-shortener", "Should I plan for 500 writes a second?"), []);
}

#[test]
fn a_small_number_said_in_passing_is_no_wrong_estimate() {
    assert_eq!(
        counted("url-shortener", "Making a link is two writes, one for the row and one for the log."),
        []
    );
}

#[test]
fn what_is_taken_back_at_once_was_not_believed() {
    let beliefs = |text| heard_on("gil", text).misconceptions.len();
    assert_eq!(beliefs("With the GIL an increment is atomic."), 1);
    assert_eq!(beliefs("With the GIL an increment is atomic. No wait, scratch that."), 0);
    assert_eq!(
        beliefs("With the GIL an increment is atomic. Adding is a single step. No wait, scratch that."),
        1
    );
}

/// "If I sorted by the end, an early long interval could …" said why not, and was challenged as a belief.
#[test]
fn what_is_only_supposed_is_not_believed() {
    let beliefs = |text| heard_on("merge-intervals", text).misconceptions.len();
    assert_eq!(beliefs("I'd sort by the end and sweep once."), 1);
    assert_eq!(beliefs("If I sorted by the end, a long one could swallow later ones."), 0);
    assert_eq!(beliefs("If they come unsorted, I'd sort by the end and sweep once."), 1, "behind the comma");
}

#[test]
fn a_belief_is_taken_back_in_a_later_turn_by_saying_the_opposite() {
    let back = |text| heard_on("gil", text).taken_back.iter().map(ToString::to_string).collect::<Vec<_>>();
    let opposite = "No wait, that's wrong, x += 1 isn't atomic after all.";
    assert_eq!(back(opposite), ["gil-makes-code-safe"]);
    assert_eq!(back("No wait, that's wrong. The interval is five milliseconds."), [""; 0]);
    assert_eq!(back("Threads do help for I/O bound work."), [""; 0]);
}

#[test]
fn a_long_answer_is_listened_to_as_often_as_a_short_one() {
    let bank = crate::bank::Bank::load(&[]).0;
    let question = bank.get(&"two-sum".parse().unwrap()).unwrap();
    let work = |text: &str| crate::language::work::of(|| Heard::new(question, text, &Context::default()));
    let answer = format!("{} Can it be empty? It's O(n) time, O(n) space.\n", question.samples.strong);
    work(&answer); // The question's own words are taken apart when first asked for.
    assert_eq!(work(&answer), work(&answer.repeat(40)));
}
