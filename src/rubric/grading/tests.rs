use super::*;
use crate::rubric::{Detect, Indicator, Needs, Rung};

fn dimension(rungs: &[u8]) -> Dimension {
    Dimension {
        id: "d".parse().unwrap(),
        name: "D".to_owned(),
        says: String::new(),
        weight_percent: 100,
        phase: crate::transcript::Phase::Depth,
        floor: None,
        anchors: std::collections::BTreeMap::new(),
        indicators: rungs
            .iter()
            .enumerate()
            .map(|(i, rung)| Indicator {
                id: format!("i{i}").parse().unwrap(),
                says: format!("does {i}"),
                question: "Did it?".to_owned(),
                rung: Rung::Same(*rung),
                must: false,
                needs: Needs::default(),
                occasion: None,
                detect: Detect::JudgeOnly,
            })
            .collect(),
    }
}

/// One letter an indicator: `m`et, `p`artial, `u`nmet, `?` unsure, `-` not applicable, `h`inted, `t`old.
fn findings(letters: &str) -> Vec<Finding> {
    letters
        .chars()
        .enumerate()
        .map(|(i, letter)| {
            let (verdict, credit) = match letter {
                'm' => (Verdict::Met, Some(Credit::Unprompted)),
                'h' => (Verdict::Met, Some(Credit::Hinted)),
                't' => (Verdict::Met, Some(Credit::Told)),
                'p' => (Verdict::Partial, Some(Credit::Probed)),
                '?' => (Verdict::Unsure, None),
                '-' => (Verdict::NotApplicable, None),
                _ => (Verdict::Unmet, None),
            };
            let id = format!("i{i}").parse().unwrap();
            Finding {
                id,
                verdict,
                credit,
                evidence: Vec::new(),
                reason: String::new(),
                fullness: None,
                readings: Vec::new(),
            }
        })
        .collect()
}

const NINE: &[u8] = &[2, 2, 2, 3, 3, 3, 4, 4, 4];

fn level_of(letters: &str) -> Option<u8> {
    grade_dimension(&dimension(NINE), Seniority::Mid, &findings(letters)).level
}

#[test]
fn two_thirds_of_a_rung_and_of_all_below_make_a_level() {
    assert_eq!(level_of("uuuuuuuuu"), Some(1));
    assert_eq!(level_of("mmuuuuuuu"), Some(2));
    assert_eq!(level_of("muuuuuuuu"), Some(1));
    assert_eq!(level_of("mmummuuuu"), Some(3));
    assert_eq!(level_of("mmummummu"), Some(4));
}

#[test]
fn a_higher_rung_does_not_make_up_for_a_lower_one() {
    assert_eq!(level_of("uuummmmmm"), Some(1));
    assert_eq!(level_of("mmmuuummm"), Some(2));
}

#[test]
fn unsure_never_raises_a_level() {
    assert_eq!(level_of("???uuuuuu"), Some(1));
    assert_eq!(level_of("mm?mm?uuu"), Some(3));
}

#[test]
fn what_is_not_applicable_leaves_the_count() {
    assert_eq!(level_of("m--uuuuuu"), Some(2));
    assert_eq!(level_of("---mm-uuu"), Some(3));
    assert_eq!(level_of("m--------"), None);
}

#[test]
fn a_hint_halves_the_substance_and_the_answer_takes_it_all() {
    assert_eq!(level_of("hhhuuuuuu"), Some(1));
    assert_eq!(level_of("mmhuuuuuu"), Some(2));
    assert_eq!(level_of("tttuuuuuu"), Some(1));
}

#[test]
fn a_must_that_is_missing_holds_the_level_down() {
    let mut dimension = dimension(NINE);
    dimension.indicators[0].must = true;
    assert_eq!(grade_dimension(&dimension, Seniority::Mid, &findings("ummmmmmmm")).level, Some(1));
}

#[test]
fn the_next_level_is_named_by_what_it_lacks() {
    let graded = grade_dimension(&dimension(NINE), Seniority::Mid, &findings("mmummumuu"));
    assert_eq!(graded.level, Some(3));
    assert_eq!(graded.next_level, ["does 7", "does 8", "does 5"]);
}

#[test]
fn a_floor_caps_the_verdict_and_says_so() {
    let rubric = Rubric {
        id: "r".parse().unwrap(),
        kind: crate::transcript::Kind::Coding,
        title: String::new(),
        dimensions: vec![
            Dimension { floor: Some(Floor::CapsAtLeanNoHire), weight_percent: 10, ..dimension(NINE) },
            Dimension {
                id: "e".parse().unwrap(),
                weight_percent: 90,
                indicators: dimension(NINE)
                    .indicators
                    .into_iter()
                    .map(|i| Indicator { id: format!("e{}", i.id).parse().unwrap(), ..i })
                    .collect(),
                ..dimension(&[])
            },
        ],
    };
    let mut all = findings("uuuuuuuuu");
    all.extend(
        findings("mmmmmmmmm").into_iter().map(|f| Finding { id: format!("e{}", f.id).parse().unwrap(), ..f }),
    );
    let overall = overall(&rubric, Seniority::Mid, &all, true);
    assert_eq!(overall.level, Some(3.7));
    assert_eq!(overall.recommendation, Some(Recommendation::LeanNoHire));
    assert_eq!(overall.capped_by, ["D is at level 1: no better than lean-no-hire"]);
}

#[test]
fn the_built_in_scorer_is_never_certain() {
    let rubric = Rubric {
        id: "r".parse().unwrap(),
        kind: crate::transcript::Kind::Coding,
        title: String::new(),
        dimensions: vec![dimension(NINE)],
    };
    let verdict =
        |letters, strong| overall(&rubric, Seniority::Mid, &findings(letters), strong).recommendation;
    assert_eq!(verdict("mmmmmmmmm", false), Some(Recommendation::Hire));
    assert_eq!(verdict("mmmmmmmmm", true), Some(Recommendation::StrongHire));
    assert_eq!(verdict("uuuuuuuuu", false), Some(Recommendation::NoHire));
}

#[test]
fn a_reader_by_cues_gives_a_range_and_a_judge_only_where_it_is_unsure() {
    let rubric = Rubric {
        id: "r".parse().unwrap(),
        kind: crate::transcript::Kind::Coding,
        title: String::new(),
        dimensions: vec![dimension(NINE)],
    };
    let range = |letters, strong| overall(&rubric, Seniority::Mid, &findings(letters), strong).range;
    assert_eq!(range("mmmmmmuuu", false), Some((2.47, 3.53)));
    assert_eq!(range("mmmmmmmmm", false), Some((3.47, 4.0)));
    assert_eq!(range("mmmmmm?uu", true), Some((3.0, 3.33)));
}
