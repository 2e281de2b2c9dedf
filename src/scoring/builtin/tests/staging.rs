//! Who sits opposite and in whose style changes what is asked, and never what an answer is worth.

use crate::{
    bank::{Companies, Company, Persona, Personas},
    interview::{Move, Staging, Target},
    rubric::Scorecard,
    scoring::testing::Interview,
    transcript::Seniority,
};

/// Every persona, every company style, and both at once.
fn every_staging() -> Vec<(String, Staging)> {
    let personas: Vec<Option<Persona>> =
        std::iter::once(None).chain(Personas::load(&[]).0.iter().cloned().map(Some)).collect();
    let companies: Vec<Option<Company>> =
        std::iter::once(None).chain(Companies::load(&[]).0.iter().cloned().map(Some)).collect();
    let both = personas.iter().flat_map(|persona| companies.iter().map(move |company| (persona, company)));
    both.map(|(persona, company)| {
        let title = |title: Option<&String>| title.cloned().unwrap_or_default();
        let name = [title(persona.as_ref().map(|p| &p.title)), title(company.as_ref().map(|c| &c.title))];
        let staging =
            Staging { persona: persona.clone(), company: company.clone(), papers: None, round: None };
        (name.join(" "), staging)
    })
    .collect()
}

/// One talk, word by word: what is asked is part of it.
fn one_talk(staging: Staging) -> Scorecard {
    let asks = |id: &str| vec![Move::Probe { target: Target::Point { id: id.parse().unwrap() } }];
    Interview::staged("two-sum", Seniority::Mid, staging)
        .tells("Is the list sorted? And can it be empty?")
        .hears(vec![Move::Clarify { answers: Vec::new(), uncovered: false }], "No. And yes, it can be empty.")
        .tells("I'd use a dict that maps each value to its index, and look for target minus the number.")
        .hears(asks("time"), "How does the running time grow with the list, and why?")
        .tells("It's linear, because each number is looked up once.")
        .hears(asks("space"), "What does it need room for, and how much?")
        .tells("The dict needs only constant space.")
        .ends()
        .scorecard()
}

#[test]
fn the_same_talk_has_the_same_scorecard_whoever_sits_opposite_and_in_whatever_style() {
    let plain = one_talk(Staging::default());
    assert!(plain.overall.level.is_some());
    for (name, staging) in every_staging() {
        assert_eq!(one_talk(staging), plain, "{name}");
    }
}

/// The director asks what the staging would have it ask, so the parts behind a level may differ; the levels do not.
#[test]
fn the_same_answers_have_the_same_levels_whoever_sits_opposite_and_in_whatever_style() {
    for (question, which) in
        [("two-sum", "strong"), ("two-sum", "weak"), ("gil", "medium"), ("failure", "medium")]
    {
        let levels = |staging: Staging| {
            let interview = Interview::staged(question, Seniority::Mid, staging);
            let sample = interview.sample(which);
            let sentences: Vec<&str> = sample.split_inclusive(". ").collect();
            let talk = sentences.chunks(2).fold(interview, |talk, said| talk.says(&said.concat()));
            let card = talk.ends().scorecard();
            (
                card.overall.recommendation,
                card.dimensions.iter().map(|d| (d.id.clone(), d.level)).collect::<Vec<_>>(),
            )
        };
        let plain = levels(Staging::default());
        for (name, staging) in every_staging() {
            assert_eq!(levels(staging), plain, "{question} {which} {name}");
        }
    }
}
