use super::*;
use crate::{
    bank::Planned,
    rubric::{Recommendation, Several},
    transcript::{Kind, Seniority, SessionId},
};

fn round(round: usize, kind: Kind, verdict: Recommendation, level: f64) -> RoundNote {
    RoundNote {
        round,
        session: SessionId::from_stored(format!("0199f3a2-7b1{round}-7e3a-9d2f-3b1c8e2a4d5f")),
        kind,
        question: "two-sum".parse().unwrap(),
        title: "Two *numbers*".to_owned(),
        minutes: 20,
        took_ms: 18 * 60_000,
        level: Some(level),
        recommendation: Some(verdict),
        predicted: (round == 1).then_some(Recommendation::Hire),
        unscored: None,
    }
}

/// A strong round of coding and a weak one of design, which nothing outweighs; a third was not held.
fn evening() -> LoopDebrief {
    let across = |name: &str, levels: &[(usize, u8)]| Across {
        id: "x".to_owned(),
        name: name.to_owned(),
        levels: levels.to_vec(),
    };
    LoopDebrief {
        id: None,
        role: "data engineer".to_owned(),
        seniority: Some(Seniority::Senior),
        max: 4,
        all: Several {
            level: Some(2.9),
            recommendation: Some(Recommendation::LeanNoHire),
            held_down: true,
            competencies: vec![
                across("Weighs alternatives", &[(1, 3), (2, 1)]),
                across("Is understood", &[(1, 2), (2, 2)]),
            ],
            weak: vec![WeakRound {
                round: 2,
                recommendation: Recommendation::LeanNoHire,
                not_shown_elsewhere: vec!["Is understood".to_owned()],
            }],
        },
        rounds: vec![
            round(1, Kind::Coding, Recommendation::Hire, 3.4),
            round(2, Kind::SystemDesign, Recommendation::LeanNoHire, 2.4),
        ],
        not_held: vec![Planned { kind: Kind::Behavioral, minutes: 20 }],
        by_cues: false,
    }
}

#[test]
fn a_loop_in_the_terminal() {
    assert_eq!(
        terminal(&evening(), Theme::PLAIN, 76),
        "\
The loop, over all its rounds
2 rounds · senior · data engineer · 36 of 40 minutes

LEAN NO-HIRE at senior   2.9 of 4
  Held down by round 2: no better than lean no-hire.
  Planned and not held: behavioral.

Rounds
  1. coding, Two *numbers*: hire, 3.4; as you expected
  2. system-design, Two *numbers*: lean no-hire, 2.4

Across the rounds · level in each round that could show it
  ● Weighs alternatives: 3 in round 1, 1 in round 2
  ○ Is understood: 2 in round 1, 2 in round 2

Weak rounds · outweighed only by the same competency shown elsewhere
  ▾ Round 2, lean no-hire. Shown in no other round: Is understood.

Next
  1. Begin with what no round showed: is understood.
  2. Round 1 in full: viva report 0199f3a2-7b11
  3. Round 2 in full: viva report 0199f3a2-7b12
"
    );
}

#[test]
fn a_loop_in_markdown_says_the_same_and_quotes_titles_harmlessly() {
    let text = markdown(&evening());
    assert!(text.starts_with("# The loop, over all its rounds\n\n2 rounds · senior"), "{text}");
    assert!(text.contains("**LEAN NO-HIRE at senior 2.9 of 4**"), "{text}");
    assert!(text.contains("- coding, Two \\*numbers\\*: hire, 3.4; as you expected\n"), "{text}");
    assert!(text.contains("\n## Weak rounds\n\n- Round 2, lean no-hire."), "{text}");
}

#[test]
fn a_weak_round_that_is_outweighed_is_said_to_be() {
    let weak =
        WeakRound { round: 1, recommendation: Recommendation::LeanNoHire, not_shown_elsewhere: Vec::new() };
    assert_eq!(weak_line(&weak), "Round 1, lean no-hire: outweighed, all that was weak was shown elsewhere.");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [40, 60, 100] {
        let text = terminal(&evening(), Theme::PLAIN, width);
        let headings = ["Weak rounds", "Across the rounds"];
        let lines = text.lines().filter(|line| !headings.iter().any(|heading| line.starts_with(heading)));
        assert!(lines.clone().all(|line| line.chars().count() <= width), "{text}");
    }
}
