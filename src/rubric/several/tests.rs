use super::*;
use crate::{
    rubric::{DimensionScore, Judge, Overall, Rubrics},
    transcript::RubricId,
};

/// A scorecard of a kind with these levels of dimensions, by a model.
fn card(kind: Kind, level: f64, verdict: Recommendation, levels: &[(&str, u8)]) -> Scorecard {
    let dimension = |(id, level): &(&str, u8)| DimensionScore {
        id: id.parse().unwrap(),
        name: (*id).to_owned(),
        level: Some(*level),
        max: 4,
        score: Some(f64::from(*level)),
        weight: 0.2,
        indicators: Vec::new(),
        next_level: Vec::new(),
    };
    let rubric: RubricId = kind.as_str().parse().unwrap();
    Scorecard {
        session: None,
        judge: Judge { kind: "endpoint".to_owned(), model: None, samples: 1 },
        rubric,
        seniority: Seniority::Mid,
        overall: Overall {
            level: Some(level),
            max: 4,
            recommendation: Some(verdict),
            range: None,
            at: std::collections::BTreeMap::new(),
            capped_by: Vec::new(),
        },
        dimensions: levels.iter().map(dimension).collect(),
        delivery: serde_json::Value::Null,
        dropped_evidence: 0,
        contest: None,
        spread: None,
        unscored: None,
        rubric_hash: String::new(),
        prompt_hash: None,
        calibration: None,
    }
}

fn over(cards: &[(Kind, &Scorecard)]) -> Several {
    let rounds: Vec<Round<'_>> = cards.iter().map(|(kind, card)| Round { kind: *kind, card }).collect();
    several(&rounds, Seniority::Mid)
}

#[test]
fn rounds_without_a_weak_one_come_to_their_mean() {
    let coding = card(Kind::Coding, 3.2, Recommendation::Hire, &[("testing", 3)]);
    let design = card(Kind::SystemDesign, 2.9, Recommendation::LeanHire, &[("operations", 2)]);
    let all = over(&[(Kind::Coding, &coding), (Kind::SystemDesign, &design)]);
    assert_eq!((all.level, all.recommendation), (Some(3.05), Some(Recommendation::Hire)));
    assert_eq!(all.weak, []);
    let care = &all.competencies[0];
    assert_eq!(
        (care.name.as_str(), care.levels.as_slice()),
        ("Makes sure that it holds", &[(1, 3), (2, 2)][..])
    );
}

#[test]
fn a_weak_round_is_outweighed_by_the_same_competency_shown_elsewhere() {
    let weak = card(Kind::Coding, 2.2, Recommendation::LeanNoHire, &[("trade-off-discussion", 1)]);
    let strong = card(Kind::SystemDesign, 3.6, Recommendation::StrongHire, &[("trade-off-discussion", 4)]);
    let all = over(&[(Kind::Coding, &weak), (Kind::SystemDesign, &strong)]);
    assert_eq!((all.recommendation, all.held_down), (Some(Recommendation::LeanHire), false));
    assert_eq!(all.weak[0].not_shown_elsewhere, [""; 0]);
}

#[test]
fn a_weak_round_is_not_outweighed_by_something_else_shown_elsewhere() {
    let weak = card(Kind::Coding, 2.2, Recommendation::LeanNoHire, &[("trade-off-discussion", 1)]);
    let strong = card(Kind::SystemDesign, 3.8, Recommendation::StrongHire, &[("operations", 4)]);
    let all = over(&[(Kind::Coding, &weak), (Kind::SystemDesign, &strong)]);
    assert_eq!((all.level, all.recommendation), (Some(3.0), Some(Recommendation::LeanNoHire)));
    assert!(all.held_down);
    assert_eq!(all.weak[0].not_shown_elsewhere, ["Weighs alternatives"]);
}

#[test]
fn a_reader_by_cues_is_never_certain_over_all_either() {
    let mut strong = card(Kind::Coding, 3.9, Recommendation::StrongHire, &[]);
    assert_eq!(over(&[(Kind::Coding, &strong)]).recommendation, Some(Recommendation::StrongHire));
    strong.judge.kind = "builtin".to_owned();
    assert_eq!(over(&[(Kind::Coding, &strong)]).recommendation, Some(Recommendation::Hire));
}

#[test]
fn rounds_of_which_none_was_scored_have_no_verdict() {
    let mut empty = card(Kind::Coding, 1.0, Recommendation::NoHire, &[]);
    empty.overall.level = None;
    empty.overall.recommendation = None;
    let all = over(&[(Kind::Coding, &empty)]);
    assert_eq!((all.level, all.recommendation, all.weak.len()), (None, None, 0));
}

#[test]
fn every_dimension_of_the_rubrics_is_one_competency() {
    let rubrics = Rubrics::load(&[]).0;
    let mut of_rubrics: Vec<String> = rubrics
        .iter()
        .flat_map(|rubric| rubric.dimensions.iter().map(|d| format!("{}/{}", rubric.id, d.id)))
        .collect();
    let mut named: Vec<String> =
        COMPETENCIES.competencies.iter().flat_map(|c| c.dimensions.clone()).collect();
    of_rubrics.sort();
    named.sort();
    assert_eq!(named, of_rubrics);
}
