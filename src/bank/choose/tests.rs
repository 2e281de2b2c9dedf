use std::{collections::BTreeSet, sync::LazyLock};

use super::{
    super::{Companies, Roles, SourceFile},
    *,
};

static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::load(&[]).0);
static ROLES: LazyLock<Roles> = LazyLock::new(|| Roles::load(&[]).0);
static COMPANIES: LazyLock<Companies> = LazyLock::new(|| Companies::load(&[]).0);
static NOTHING_WEAK: Weak = Weak { topics: BTreeMap::new(), kinds: BTreeMap::new() };

fn role(id: &str) -> &'static Role {
    ROLES.get(&id.parse().unwrap()).unwrap()
}

/// Anything for a mid-level candidate with time enough.
fn wanted(role: &Role) -> Wanted<'_> {
    Wanted {
        role,
        company: None,
        seniority: Seniority::Mid,
        kind: None,
        topics: &[],
        prefers: &[],
        asked: &[],
        weak: &NOTHING_WEAK,
        minutes: 45,
    }
}

fn coding(role: &Role) -> Wanted<'_> {
    Wanted { kind: Some(Kind::Coding), ..wanted(role) }
}

/// In how many of a thousand choices what is chosen is so.
fn share(wanted: &Wanted<'_>, is_so: impl Fn(&Heading) -> bool) -> usize {
    (0..1000).filter(|seed| choose(&BANK, wanted, *seed).is_some_and(&is_so)).count()
}

fn is_on(topic: &'static str) -> impl Fn(&Heading) -> bool {
    move |question| question.topics.iter().any(|t| t == topic)
}

#[test]
fn a_seed_repeats_a_choice() {
    for seed in 0..20 {
        let first = choose(&BANK, &coding(role("software-engineer")), seed).unwrap();
        assert_eq!(choose(&BANK, &coding(role("software-engineer")), seed).unwrap().id, first.id);
    }
}

#[test]
fn nothing_is_asked_twice_until_the_pool_is_spent() {
    let everything = coding(role("software-engineer"));
    let pool = odds(&BANK, &everything).len();
    let mut asked = Vec::new();
    for seed in 0..pool as u64 {
        let next = choose(&BANK, &Wanted { asked: &asked, ..everything.clone() }, seed).unwrap().id.clone();
        assert!(!asked.contains(&next), "{next} came twice");
        asked.push(next);
    }
    let again = choose(&BANK, &Wanted { asked: &asked, ..everything.clone() }, 0).unwrap();
    assert!(asked.contains(&again.id));
}

#[test]
fn what_does_not_fit_is_not_chosen() {
    let topics = ["orm".to_owned()];
    assert!(choose(&BANK, &Wanted { topics: &topics, ..wanted(role("data-scientist")) }, 1).is_none());
}

#[test]
fn a_topic_that_a_role_rules_out_comes_up_only_when_it_is_asked_for() {
    let neutral = wanted(role("software-engineer"));
    assert_eq!(share(&neutral, is_on("packaging")), 0);
    let topics = ["packaging".to_owned()];
    assert_eq!(share(&Wanted { topics: &topics, ..neutral }, is_on("packaging")), 1000);
}

#[test]
fn a_language_neutral_role_asks_nothing_of_python_s_core() {
    assert_eq!(share(&wanted(role("software-engineer")), |question| question.track == "python-core"), 0);
}

#[test]
fn a_topic_of_twice_the_parts_comes_up_about_twice_as_often_as_its_neighbours() {
    let mut backend = role("python-backend").clone();
    backend.topics.clear();
    let before = share(&coding(&backend), is_on("heaps"));
    backend.topics.insert("heaps".to_owned(), 2);
    let after = share(&coding(&backend), is_on("heaps"));
    assert!(after * 2 > before * 3, "{before} → {after}");
}

#[test]
fn a_role_is_asked_what_is_meant_for_the_roles_it_is_like() {
    let mut own = role("data-scientist").clone();
    own.id = "analyst".parse().unwrap();
    let topics = ["scikit-learn".to_owned()];
    assert!(choose(&BANK, &Wanted { topics: &topics, ..wanted(&own) }, 1).is_none());
    own.like = vec!["data-scientist".parse().unwrap()];
    assert!(choose(&BANK, &Wanted { topics: &topics, ..wanted(&own) }, 1).is_some());
}

#[test]
fn a_company_style_shifts_the_kinds() {
    let plain = wanted(role("software-engineer"));
    let style = COMPANIES.get(&"principles-driven".parse().unwrap());
    let is_a_story = |question: &Heading| question.kind == Kind::Behavioral;
    let (before, after) =
        (share(&plain, is_a_story), share(&Wanted { company: style, ..plain.clone() }, is_a_story));
    assert!(after * 2 > before * 3, "{before} → {after}");
}

#[test]
fn what_was_weak_comes_up_more_often() {
    let plain = wanted(role("python-backend"));
    let weak = Weak { topics: [("caching".to_owned(), 3)].into(), kinds: BTreeMap::new() };
    let (before, after) =
        (share(&plain, is_on("caching")), share(&Wanted { weak: &weak, ..plain.clone() }, is_on("caching")));
    assert!(after * 2 > before * 3, "{before} → {after}");
}

#[test]
fn weak_is_what_went_badly_of_late() {
    let (caching, rest) = (["caching".to_owned()], ["rest".to_owned()]);
    let outcome = |topics, level| Outcome { kind: Kind::Concepts, topics, level };
    let weak = Weak::of(&[
        outcome(&caching, 1.5),
        outcome(&rest, 3.5),
        outcome(&caching, 2.4),
        outcome(&caching, 1.8),
        // Too long ago.
        outcome(&caching, 4.0),
    ]);
    assert_eq!(weak.topics, [("caching".to_owned(), 3)].into());
    assert_eq!(weak.kinds, [(Kind::Concepts, 2)].into());
    assert_eq!(Weak::of(&[outcome(&caching, 2.5)]), Weak::default());
}

#[test]
fn what_the_papers_speak_of_comes_up_more_often_and_not_alone() {
    let plain = wanted(role("python-backend"));
    let prefers = ["caching".to_owned()];
    let after = share(&Wanted { prefers: &prefers, ..plain.clone() }, is_on("caching"));
    assert!(after > share(&plain, is_on("caching")) && after < 1000, "{after}");
}

#[test]
fn what_takes_far_longer_than_there_is_time_comes_up_less_often() {
    let plain = wanted(role("platform-sre"));
    let is_long = |question: &Heading| question.minutes > 20;
    let short = Wanted { minutes: 10, ..plain.clone() };
    assert!(share(&short, is_long) < share(&plain, is_long));
}

#[test]
fn every_role_has_questions_of_several_kinds_for_everybody() {
    for role in ROLES.iter() {
        for seniority in Seniority::ALL {
            let odds = odds(&BANK, &Wanted { seniority: *seniority, ..wanted(role) });
            let kinds: BTreeSet<Kind> = odds.iter().map(|(question, _)| question.kind).collect();
            assert!(kinds.len() >= 2, "{} {seniority}: {kinds:?}", role.id);
        }
    }
}

#[test]
fn a_question_that_is_only_begun_is_never_asked() {
    let text = crate::bank::QUESTION_STARTER.replace("{id}", "mine").replace("{kind}", "concepts");
    let file = SourceFile { name: "mine.toml".to_owned(), text };
    let (bank, faults) = Bank::load(&[file]);
    assert_eq!(faults, []);
    let mine = bank.headings().find(|question| question.id == *"mine").unwrap();
    assert_eq!(mine.seniorities, []);
}
