use std::collections::BTreeMap;

use insta::assert_snapshot;

use super::*;
use crate::{
    bank::About,
    interview::{Challenged, Move, Rung, Target},
    rubric::{Credit, Finding, Reading, Recommendation, Scorecard, SelfRating, Verdict},
    scoring::testing::Interview,
    term::Theme,
    transcript::{DimensionId, Seniority, TurnId},
};

/// Half an hour at ten in the evening: some of it good, some asked for, a hint taken, a wrong belief. What the
/// interviewer says is part of the script, so that nothing here hangs on what the director would decide.
fn evening() -> Interview {
    let point = |id: &str| Target::Point { id: id.parse().unwrap() };
    let asks = |id: &str| vec![Move::Probe { target: point(id) }];
    let complement = vec![Move::Hint { point: "complement".parse().unwrap(), rung: Rung::Hint }];
    Interview::on("two-sum")
        .tells("Is the list sorted? And can it be empty?")
        .hears(vec![Move::Clarify { answers: Vec::new(), uncovered: false }], "No. And yes, it can be empty.")
        .tells("Um, okay. I think I'd use a dict that maps each value to its index.")
        .hears(complement, "Suppose you are at the 9 and the target is 10.")
        .tells("Right, then I only look for target minus the number, and the dict tells me whether I have seen it.")
        .hears(asks("time"), "How does the running time grow with the list, and why?")
        .tells("It's linear, because each number is looked up once.")
        .hears(asks("space"), "Apart from the list itself, what does it need room for, and how much?")
        .tells("The dict needs only constant space.")
        .hears(asks("check-first"), "At each element, in which sequence do things happen?")
        .tells("I'd test it with an empty list and with negatives. That's it.")
        .ends()
}

fn rating(levels: &[(&str, u8)], predicted: Option<Recommendation>) -> SelfRating {
    let levels = levels.iter().map(|(id, level)| (id.parse().unwrap(), *level)).collect();
    SelfRating { levels, predicted, ticks: BTreeMap::new() }
}

fn debrief(interview: &Interview) -> Debrief {
    Debrief::new(interview.state(), &interview.scorecard(), None)
}

fn answered(which: &str) -> Interview {
    let interview = Interview::on("two-sum");
    let sample = interview.sample(which);
    interview.says(&sample).ends()
}

fn in_terminal(debrief: &Debrief) -> String {
    terminal::write(debrief, Theme::PLAIN, 80)
}

fn without_colour(text: &str) -> String {
    let mut pieces = text.split('\u{1b}');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |out, piece| out + piece.split_once('m').unwrap().1)
}

#[test]
fn a_debrief_in_the_terminal() {
    let own = rating(
        &[("clarifying-questions", 3), ("complexity-analysis", 4), ("communication", 1)],
        Some(Recommendation::Hire),
    );
    let interview = evening();
    assert_snapshot!(in_terminal(&Debrief::new(interview.state(), &interview.scorecard(), Some(&own))));
}

#[test]
fn a_strong_answer_in_the_terminal() {
    assert_snapshot!(in_terminal(&debrief(&answered("strong"))));
}

#[test]
fn a_debrief_in_markdown() {
    assert_snapshot!(markdown::write(&debrief(&evening())));
}

#[test]
fn a_session_with_too_little_says_why_and_what_to_do() {
    let interview = Interview::on("two-sum").says("Hmm, no idea.");
    assert_snapshot!(in_terminal(&debrief(&interview)), @r#"
    Two numbers that make a target
    coding · mid · software engineer · 1 of 20 minutes

    NOT SCORED
      Only 3 words were said; 20 is the least that can be scored.

    Next
      1. Two or three sentences are enough to begin: what you would try first, why,
         and what it costs.
      2. Stuck? Say where: that counts, and `/hint` helps.
      3. `viva resume 0199f3a2-7b1c` goes on where you stopped.
    "#);
    let ended = in_terminal(&debrief(&interview.ends()));
    assert!(ended.ends_with("3. `viva start --question two-sum` puts the same question again.\n"), "{ended}");
}

#[test]
fn an_unscored_session_gives_nothing_of_the_question_away() {
    let debrief = debrief(&Interview::on("two-sum").says("Hmm, no idea.").ends());
    let all = in_terminal(&debrief) + &markdown::write(&debrief);
    assert!(!all.contains("dict") && !all.contains("O(n)"), "{all}");
}

#[test]
fn a_judge_that_could_not_be_read_is_asked_again() {
    let interview = answered("strong");
    let mut card = interview.scorecard();
    card.judge =
        crate::rubric::Judge { kind: "endpoint".to_owned(), model: Some("m".to_owned()), samples: 1 };
    card.unscored = Some("the judge's answers could not be read".to_owned());
    let shown = in_terminal(&Debrief::new(interview.state(), &card, None));
    assert!(
        shown.contains("  1. `viva score 0199f3a2-7b1c` tries again; nothing of the session is lost.\n"),
        "{shown}"
    );
}

#[test]
fn every_line_fits_the_width() {
    for interview in [evening(), answered("weak"), answered("strong")] {
        for width in [64, 80, 100] {
            for line in terminal::write(&debrief(&interview), Theme::PLAIN, width).lines() {
                assert!(crate::term::width::display_width(line) <= width, "{width}: {line}");
                assert_eq!(line, line.trim_end());
            }
        }
    }
}

#[test]
fn a_normal_session_is_about_two_screens() {
    let lines = in_terminal(&debrief(&evening())).lines().count();
    assert!((60..=112).contains(&lines), "{lines}");
}

#[test]
fn colour_changes_nothing_but_colour() {
    let debrief = debrief(&evening());
    let painted = terminal::write(&debrief, Theme::COLOR, 80);
    assert!(painted.contains('\u{1b}'));
    assert_eq!(without_colour(&painted), in_terminal(&debrief));
}

#[test]
fn foreign_text_is_harmless_in_every_writer() {
    let evil = "\u{1b}[2J\u{202e}# Met\n# Hire";
    let interview = Interview::on("two-sum")
        .says(&format!("I'd use a dict from value to index {evil} and look for target minus it."))
        .ends();
    let mut card = interview.scorecard();
    card.judge =
        crate::rubric::Judge { kind: "endpoint".to_owned(), model: Some(evil.to_owned()), samples: 3 };
    card.overall.capped_by = vec![evil.to_owned()];
    card.dimensions[0].name = evil.to_owned();
    card.dimensions[0].next_level = vec![evil.to_owned()];
    card.dimensions[1].indicators[0].reason = evil.to_owned();
    let debrief = Debrief::new(interview.state(), &card, None);
    let date = jiff::civil::date(2026, 3, 2);
    for text in [
        in_terminal(&debrief),
        markdown::write(&debrief),
        transcript::write(interview.state(), date, Some(&debrief)),
    ] {
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
        assert!(!text.lines().any(|line| line.starts_with("# Hire") || line.starts_with("# Met")), "{text}");
    }
}

#[test]
fn what_was_said_is_not_among_what_was_not_heard() {
    let points = debrief(&evening()).points;
    assert_eq!(
        points.made,
        BTreeMap::from([(Credit::Unprompted, 2), (Credit::Probed, 1), (Credit::Hinted, 1)])
    );
    let unheard: Vec<&str> = points.unheard.iter().map(|point| point.id.as_str()).collect();
    assert_eq!(unheard, ["check-first", "space", "brute-force", "average-lookup", "sorting-loses-positions"]);
    assert_eq!((points.heard(), points.all(), points.hints), (4, 9, 1));
}

#[test]
fn points_above_the_bar_or_on_another_way_are_not_asked_for() {
    let talk = |seniority| {
        Interview::at("two-sum", seniority)
            .says("I'd use nested loops over every pair, and add the two numbers up each time, until the sum is the target, or there is nothing left to try.")
            .ends()
    };
    let unheard = |interview: &Interview| -> Vec<String> {
        debrief(interview).points.unheard.into_iter().map(|point| point.id.to_string()).collect()
    };
    let junior = unheard(&talk(Seniority::Junior));
    assert!(!junior.contains(&"hash-map".to_owned()) && !junior.contains(&"tests".to_owned()), "{junior:?}");
    let mid = unheard(&talk(Seniority::Mid));
    assert!(mid.contains(&"tests".to_owned()), "{mid:?}");
}

#[test]
fn a_wrong_belief_is_corrected_once_and_a_value_with_its_reason() {
    let beliefs = debrief(&evening()).corrections;
    assert_eq!(beliefs.len(), 1, "{beliefs:?}");
    assert_eq!(beliefs[0].said, "The hash map needs only constant extra space");
    assert_eq!(beliefs[0].quote.quote, "The dict needs only constant space.");
    let values = debrief(&answered("weak")).corrections;
    assert_eq!(values.iter().map(|c| c.said.as_str()).collect::<Vec<_>>(), ["O(1) time"]);
    assert!(values[0].right.starts_with("The map is asked once an element"));
}

#[test]
fn a_value_that_was_put_right_is_told_so() {
    let interview = Interview::on("two-sum")
        .says("I'd use a dict from each value to its index, and the running time is quadratic overall.")
        .says("No wait, the running time is linear overall, one lookup for each number.")
        .ends();
    let corrections = debrief(&interview).corrections;
    assert_eq!(
        corrections.iter().map(|c| (c.said.as_str(), c.mended)).collect::<Vec<_>>(),
        [("O(n²) time", Some(TurnId(4)))]
    );
}

#[test]
fn the_weakest_dimension_is_where_to_begin() {
    let weakest = debrief(&answered("medium")).weakest.unwrap();
    assert_eq!(weakest.dimension, "Clarifying questions");
    assert_eq!(
        weakest.lacks.as_deref(),
        Some("asks a question, or states an assumption, whose answer could change the solution")
    );
    assert!(weakest.point.is_some());
}

#[test]
fn who_missed_no_point_is_offered_a_higher_bar_instead_of_the_same_again() {
    let steps = |seniority| {
        let interview = Interview::at("two-sum", seniority);
        let strong = interview.sample("strong");
        phrases::next_steps(&debrief(&interview.says(&strong).ends()))
    };
    assert_eq!(
        steps(Seniority::Mid)[1],
        "`viva start --question two-sum --level senior` sets the bar higher."
    );
    assert_eq!(steps(Seniority::Staff)[1], "`viva start` brings another question.");
}

#[test]
fn the_shortest_useful_quote_is_the_proof() {
    let note = debrief(&evening()).dimensions.swap_remove(0);
    let quotes: Vec<_> =
        note.shown.iter().filter_map(|shown| shown.quote.as_ref()).map(|e| e.quote.as_str()).collect();
    assert_eq!(quotes[0], "And can it be empty?");
}

#[test]
fn two_readings_that_split_are_both_shown() {
    let interview = evening();
    let mut card = interview.scorecard();
    let indicator = &mut card.dimensions[0].indicators[0];
    indicator.verdict = Verdict::Unsure;
    indicator.credit = None;
    indicator.evidence = Vec::new();
    let reading = |by: &str, verdict| Reading::new(by, verdict);
    indicator.readings = vec![reading("builtin", Verdict::Met), reading("judge", Verdict::Unmet)];
    let shown = in_terminal(&Debrief::new(interview.state(), &card, None));
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = "? asks a question, or states an assumption, whose answer could change the solution: builtin: met, judge: unmet";
    assert!(flat.contains(line), "{shown}");
}

#[test]
fn a_judges_calibration_stands_beside_its_name() {
    let interview = answered("strong");
    let mut card = interview.scorecard();
    card.judge =
        crate::rubric::Judge { kind: "endpoint".to_owned(), model: Some("qwen-1.5b".to_owned()), samples: 3 };
    card.dropped_evidence = 2;
    let line = |card: &Scorecard| {
        in_terminal(&Debrief::new(interview.state(), card, None))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert!(
        line(&card)
            .contains("Scored by qwen-1.5b (3 samples); not calibrated: how far to trust it is not known, `viva calibrate` measures it.")
    );
    assert!(line(&card).contains("2 quotes of the judge's count for nothing: not among the words said, or given for one thing after another."));
    card.calibration = Some("no".to_owned());
    assert!(line(&card).contains("calibrated, and no good as a judge: do not rely on this."));
}

#[test]
fn a_self_rating_is_held_against_the_judge() {
    let card = answered("strong").scorecard();
    let own = rating(
        &[("clarifying-questions", 2), ("complexity-analysis", 3), ("testing", 3), ("correctness", 4)],
        Some(Recommendation::LeanHire),
    );
    let comparison = Comparison::new(&own, &card);
    let differences: Vec<_> =
        comparison.dimensions.iter().map(|c| (c.id.as_str(), c.difference(), c.in_words())).collect();
    assert_eq!(
        differences,
        [
            ("clarifying-questions", Some(-2), "far lower than the judge"),
            ("complexity-analysis", Some(-1), "one lower than the judge"),
            ("correctness", Some(1), "one higher than the judge"),
            ("testing", Some(0), "the same"),
        ]
    );
    assert_eq!((comparison.agreement, comparison.bias), (Some(0.67), Some(-0.5)));
    assert_eq!(comparison.leaning, Some(Leaning::Under));
    assert_eq!(comparison.widest().map(|c| c.id.as_str()), Some("clarifying-questions"));
    let guess = comparison.verdict.unwrap();
    assert_eq!((guess.predicted, guess.given), (Recommendation::LeanHire, Recommendation::Hire));
    assert_eq!(guess.in_words(), "better than you thought");
}

#[test]
fn what_the_judge_did_not_score_leaves_the_agreement() {
    let card = Interview::on("two-sum").ends().scorecard();
    let comparison = Comparison::new(&rating(&[("testing", 4)], None), &card);
    assert_eq!(comparison.dimensions[0].in_words(), "not scored by the judge");
    assert_eq!((comparison.agreement, comparison.bias, comparison.leaning), (None, None, None));
}

#[test]
fn the_json_is_the_scorecard_with_the_delivery_filled_in() {
    let interview = evening();
    let card = interview.scorecard();
    let json: serde_json::Value =
        serde_json::from_str(&json::write(&Debrief::new(interview.state(), &card, None)).unwrap()).unwrap();
    let mut expected: serde_json::Value =
        serde_json::from_str(&serde_json::to_string(&card).unwrap()).unwrap();
    expected["delivery"] = json["delivery"].clone();
    assert!(json == expected, "the JSON is not the scorecard's");
    assert_eq!(json["delivery"]["words"], 71);
    assert!(json["delivery"]["words_per_minute"].is_null());
}

#[test]
fn the_json_keeps_the_names_of_the_contract() {
    let json: serde_json::Value = serde_json::from_str(&json::write(&debrief(&evening())).unwrap()).unwrap();
    for (path, names) in [
        (
            "",
            "session judge rubric overall dimensions delivery dropped_evidence unscored rubric_hash prompt_hash calibration",
        ),
        ("/judge", "kind model samples"),
        ("/overall", "level max recommendation"),
        ("/dimensions/0", "id level max weight indicators next_level"),
        ("/dimensions/0/indicators/0", "id verdict credit evidence reason"),
        ("/dimensions/0/indicators/0/evidence/0", "turn quote start end"),
        ("/delivery", "words words_per_minute fillers_per_100_words hedges_per_100_words longest_pause_s"),
    ] {
        let object = json.pointer(path).and_then(serde_json::Value::as_object).unwrap();
        for name in names.split(' ') {
            assert!(object.contains_key(name), "{path}/{name}");
        }
    }
    assert_eq!(json["overall"]["recommendation"], "lean-no-hire");
    assert_eq!(json["session"], "0199f3a2-7b1c-7e3a-9d2f-3b1c8e2a4d5f");
    assert!(json.get("self").is_none());
}

#[test]
fn the_json_has_the_own_rating_where_there_is_one() {
    let interview = evening();
    let own = rating(&[("complexity-analysis", 4)], Some(Recommendation::Hire));
    let debrief = Debrief::new(interview.state(), &interview.scorecard(), Some(&own));
    let json: serde_json::Value = serde_json::from_str(&json::write(&debrief).unwrap()).unwrap();
    assert_eq!(json["self"]["levels"]["complexity-analysis"], 4);
    assert_eq!(json["self"]["predicted"], "hire");
    assert_eq!(json["self"]["leaning"], "over-confident");
    assert_eq!(json["self"]["verdict"]["given"], "lean-no-hire");
    let back: SelfRating = serde_json::from_value(json["self"].clone()).unwrap();
    assert_eq!(back, own);
}

#[test]
fn a_transcript_tells_who_spoke_with_which_move_and_fences_code() {
    let interview = Interview::on("two-sum")
        .says("Is it *sorted*?\n# Or not?")
        .codes("Here it is:", "```python\nreturn None\n```");
    let text = transcript::write(interview.state(), jiff::civil::date(2026, 3, 2), None);
    let begins = "# Two numbers that make a target\n\n2026-03-02\n\ncoding · mid · software engineer · 20 minutes · question two-sum · session 0199f3a2-7b1c-7e3a-9d2f-3b1c8e2a4d5f\n\n**Interviewer** (open)\n\nI have a list of numbers";
    assert!(text.starts_with(begins), "{text}");
    assert!(
        text.contains("**Candidate**\n\nIs it \\*sorted\\*?\n\\# Or not?\n\n**Interviewer** (clarify)\n\n"),
        "{text}"
    );
    assert!(
        text.contains("**Candidate**\n\nHere it is:\n\n```python\nreturn None\n```\n\n**Interviewer**"),
        "{text}"
    );
    assert!(!text.contains("Scorecard"));
}

#[test]
fn a_transcript_ends_with_the_scorecard() {
    let interview = evening();
    let debrief = debrief(&interview);
    let text = transcript::write(interview.state(), jiff::civil::date(2026, 3, 2), Some(&debrief));
    assert!(text.contains("## Scorecard\n\n| dimension | level | | weight |\n"), "{text}");
    assert!(!text.contains("## A solution"));
}

#[test]
fn a_dimension_of_another_rubric_has_no_anchor_and_is_told_all_the_same() {
    let interview = evening();
    let mut card = interview.scorecard();
    card.dimensions[0].id = "elsewhere".parse::<DimensionId>().unwrap();
    let debrief = Debrief::new(interview.state(), &card, None);
    assert_eq!(debrief.dimensions[0].anchor, None);
    assert!(in_terminal(&debrief).contains("Clarifying questions          ■■□□  2 developing"));
}

#[test]
fn what_the_candidate_stood_by_is_listed_to_be_checked() {
    let what = Challenged::Value { value: "O(1)".to_owned(), about: About::Space };
    let challenge = Move::Challenge { what: what.clone(), step: 2 };
    let interview = Interview::on("two-sum")
        .tells("I'd use a dict from value to index, and it needs constant space.")
        .hears(vec![challenge], "How much do you have to hold on to at once?")
        .tells("I stand by that.")
        .hears(vec![Move::Park { what }, Move::Pump { point: None }], "Both are noted. Go on.")
        .ends();
    assert_eq!(debrief(&interview).notes, ["To be checked, for you stood by it: space, O(1)"]);
}

/// The strong answer's scorecard, had its central facts not been heard.
fn without_the_must() -> Debrief {
    let interview = Interview::on("gil");
    let strong = interview.sample("strong");
    let interview = interview.says(&strong).ends();
    let mut found = crate::scoring::builtin::findings(interview.state());
    let must = found.iter_mut().find(|finding| finding.id.as_str() == "states-core-facts").unwrap();
    *must = Finding::absent(&must.id, Verdict::Unmet, "not heard");
    let card = crate::scoring::scorecard(
        interview.state(),
        &found,
        interview.scorecard().judge,
        serde_json::Value::Null,
    );
    Debrief::new(interview.state(), &card, None)
}

#[test]
fn a_missing_must_is_named_where_the_rest_was_shown() {
    let debrief = without_the_must();
    let page = in_terminal(&debrief);
    assert!(page.contains("Correctness                   ■□□□  1 held back · 7 of 8 shown\n"), "{page}");
    assert!(page.contains("  Held at 1 without: states the facts at the centre of the question\n"), "{page}");
    let transcript =
        transcript::write(Interview::on("gil").state(), jiff::civil::date(2026, 3, 2), Some(&debrief));
    for text in [markdown::write(&debrief), transcript] {
        assert!(text.contains("| Correctness | 1 | held back | 18 % |\n"), "{text}");
        let heading = "### Correctness: 1 held back\n\n**Held at 1 without:** states the facts at the centre of the question\n";
        assert!(text.contains(heading), "{text}");
    }
}

#[test]
fn what_holds_a_dimension_is_not_said_a_second_time_among_what_it_lacks() {
    let note = without_the_must().dimensions.swap_remove(0);
    assert_eq!(note.held_by, ["states the facts at the centre of the question"]);
    assert!(note.next.is_none_or(|(_, lacks)| !lacks.contains(&note.held_by[0])));
}

#[test]
fn a_lowest_level_with_something_shown_is_not_called_not_shown() {
    let page = in_terminal(&debrief(&evening()));
    assert!(page.contains("1 too little · 2 of 10 shown\n"), "{page}");
    assert!(!page.contains("not shown ·"), "{page}");
}

#[test]
fn again_is_advised_only_where_it_can_be_given() {
    let later = debrief(&evening());
    assert_eq!(
        phrases::next_steps(&later)[1],
        "`viva start --question two-sum` puts the same question again."
    );
    let now = later.before_again(true);
    assert_eq!(
        phrases::next_steps(&now)[1],
        "`/again` asks for the weakest point once more, in sixty seconds."
    );
    let stopped = debrief(&Interview::on("two-sum").says(&Interview::on("two-sum").sample("medium")));
    assert_eq!(phrases::next_steps(&stopped)[1], "`viva resume 0199f3a2-7b1c` goes on where you stopped.");
}

#[test]
fn a_belief_that_was_put_right_is_told_so() {
    let interview = Interview::on("gil")
        .tells("Only one thread runs Python bytecode at a time. And thanks to the GIL, x += 1 is atomic.")
        .tells("No wait, that's wrong, x += 1 isn't atomic after all: it reads, adds and stores.")
        .ends();
    let corrections = debrief(&interview).corrections;
    assert_eq!(corrections.iter().map(|c| c.mended).collect::<Vec<_>>(), [Some(TurnId(3))]);
}

#[test]
fn the_widest_gaps_come_first_and_agreement_is_none() {
    let interview = evening();
    let mut card = interview.scorecard();
    for (dimension, level) in card.dimensions.iter_mut().zip([1, 2, 3, 4]) {
        dimension.level = Some(level);
    }
    let own = rating(
        &[
            ("clarifying-questions", 1),
            ("problem-solving", 3),
            ("complexity-analysis", 1),
            ("trade-off-discussion", 3),
        ],
        None,
    );
    let comparison = Comparison::new(&own, &card);
    let gaps: Vec<&str> = comparison.gaps(2).into_iter().map(|gap| gap.id.as_str()).collect();
    assert_eq!(gaps, ["complexity-analysis", "problem-solving"]);
    assert_eq!(comparison.gaps(9).len(), 3);
}

#[test]
fn ticks_that_the_judge_leaves_open_do_not_count() {
    let interview = evening();
    let mut card = interview.scorecard();
    let verdicts = [Verdict::Met, Verdict::Unmet, Verdict::Unsure, Verdict::NotApplicable, Verdict::Partial];
    let mut ticks = BTreeMap::new();
    for (indicator, verdict) in card.dimensions[0].indicators.iter_mut().zip(verdicts) {
        indicator.verdict = verdict;
        ticks.insert(indicator.id.clone(), Verdict::Met);
    }
    let ticked = Comparison::new(&SelfRating { ticks, ..SelfRating::default() }, &card).ticked.unwrap();
    assert_eq!((ticked.decided(), ticked.over, ticked.under), (3, 1, 0));
    assert_eq!(ticked.agreement, Some(0.67));
}
