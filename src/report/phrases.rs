//! Words that every writer uses: names of levels and verdicts, who scored and what that means, what to do next.

use crate::{
    rubric::{Credit, Overall, Reading, Recommendation, Scorecard},
    speech::{Delivery, FILLERS_GOOD_MOST, FILLERS_POOR_FROM, PACE_SLOW_BELOW},
    transcript::{Evidence, Seniority},
};

use super::{Debrief, DimensionNote, Disputed, Heading, PointsNote, Shown, Ticked};

/// A level's name. Where something was shown, the lowest one is not called as if nothing had been.
pub(super) fn level_name(note: &DimensionNote, level: u8) -> &'static str {
    match level {
        0 | 1 if note.shown.is_empty() => "not shown",
        0 | 1 if note.held_by.is_empty() => "too little",
        0 | 1 => "held back",
        2 => "developing",
        3 => "solid",
        _ => "strong",
    }
}

/// What keeps a dimension where it is: "Held at 1 without", and the indispensable things that were not shown.
pub(super) fn held(note: &DimensionNote) -> Option<(String, String)> {
    let level = note.level?;
    (!note.held_by.is_empty()).then(|| (format!("Held at {level} without:"), note.held_by.join("; ")))
}

/// A verdict as said: "lean no-hire".
pub(super) fn verdict(recommendation: Recommendation) -> &'static str {
    match recommendation {
        Recommendation::StrongNoHire => "strong no-hire",
        Recommendation::NoHire => "no-hire",
        Recommendation::LeanNoHire => "lean no-hire",
        Recommendation::LeanHire => "lean hire",
        Recommendation::Hire => "hire",
        Recommendation::StrongHire => "strong hire",
    }
}

/// "coding · mid · software engineer · 6 of 20 minutes".
pub(super) fn setup(heading: &Heading) -> String {
    let took = (heading.took_ms + 30_000) / 60_000;
    let length = format!("{took} of {} minutes", heading.minutes);
    [heading.kind.as_str(), heading.seniority.as_str(), heading.role.as_str(), &length].join(" · ")
}

/// "1.9 to 2.3 of 4" where there is a range, else "2.1 of 4".
pub(super) fn overall_level(overall: &Overall) -> Option<String> {
    let level = format!("{:.1}", overall.level?);
    let bounds = overall.range.map(|(low, high)| (format!("{low:.1}"), format!("{high:.1}")));
    Some(match bounds.filter(|(low, high)| low != high) {
        Some((low, high)) => format!("{low} to {high} of {}", overall.max),
        None => format!("{level} of {}", overall.max),
    })
}

/// Who scored, and what that means.
pub(super) fn scored_by(card: &Scorecard) -> String {
    match card.judge.kind.as_str() {
        "builtin" => builtin(card.calibration.as_deref()),
        "self" => "Scored by yourself.".to_owned(),
        _ => endpoint(card),
    }
}

fn endpoint(card: &Scorecard) -> String {
    let (judge, calibration) = (&card.judge, card.calibration.as_deref());
    let model = judge.model.as_deref().unwrap_or("an endpoint");
    let samples = samples(judge.samples, card.spread);
    let measured = match calibration {
        Some("trust") => "calibrated: trust it.",
        Some("care") => "calibrated: use with care.",
        Some("no") => "calibrated, and no good as a judge: do not rely on this.",
        Some(other) => return format!("Scored by {model} ({samples}); calibrated: {other}."),
        None => "not calibrated: how far to trust it is not known, `viva calibrate` measures it.",
    };
    format!("Scored by {model} ({samples}); {measured}")
}

/// "3 samples, which split on 12 % of the indicators".
pub(super) fn samples(samples: u32, spread: Option<f64>) -> String {
    match (samples, spread) {
        (1, _) => "one sample".to_owned(),
        (n, None) => format!("{n} samples"),
        (n, Some(spread)) if spread > 0.0 => {
            format!("{n} samples, which split on {:.0} % of the indicators", spread * 100.0)
        }
        (n, Some(_)) => format!("{n} samples, all of one mind"),
    }
}

/// "judge: met (2 of 3)".
pub(super) fn reading(reading: &Reading) -> String {
    let all: usize = reading.votes.values().sum();
    match reading.votes.get(&reading.verdict) {
        Some(votes) => format!("{}: {} ({votes} of {all})", reading.by, reading.verdict),
        None => format!("{}: {}", reading.by, reading.verdict),
    }
}

fn builtin(calibration: Option<&str>) -> String {
    let measured = match calibration {
        Some("trust") => " Calibrated: trust it.",
        Some("care") => " Calibrated: use with care.",
        Some("no") => " Calibrated, and no good as a judge: do not rely on this.",
        _ => "",
    };
    format!("Built-in scorer, by cues: a range, not a point; never a “strong” verdict.{measured}")
}

/// How many of a judge's quotes were worth nothing, where any were.
pub(super) fn dropped(card: &Scorecard) -> Option<String> {
    let what = "not among the words said, or given for one thing after another";
    match card.dropped_evidence {
        0 => None,
        1 => Some(format!("One quote of the judge's counts for nothing: {what}.")),
        count => Some(format!("{count} quotes of the judge's count for nothing: {what}.")),
    }
}

/// What held the verdict down, in words.
pub(super) fn caps(overall: &Overall) -> Option<String> {
    let spoken = |cap: &String| cap.replace("lean-", "lean ").replace("strong-", "strong ");
    (!overall.capped_by.is_empty()).then(|| {
        format!("Held down: {}.", overall.capped_by.iter().map(spoken).collect::<Vec<_>>().join("; "))
    })
}

/// "hire at junior · no-hire at senior, staff".
pub(super) fn other_bars(overall: &Overall, own: Seniority) -> Option<String> {
    let others = || overall.at.iter().filter(|(seniority, _)| **seniority != own);
    if others().all(|(_, recommendation)| Some(*recommendation) == overall.recommendation) {
        return others().next().map(|_| "the same".to_owned());
    }
    let mut bars: Vec<(Recommendation, Vec<&str>)> = Vec::new();
    for (seniority, recommendation) in others() {
        match bars.last_mut() {
            Some((last, who)) if last == recommendation => who.push(seniority.as_str()),
            _ => bars.push((*recommendation, vec![seniority.as_str()])),
        }
    }
    let at = |(recommendation, who): &(Recommendation, Vec<&str>)| {
        format!("{} at {}", verdict(*recommendation), who.join(", "))
    };
    Some(bars.iter().map(at).collect::<Vec<_>>().join(" · "))
}

/// "Strongest: Problem solving (3). Weakest: Communication (1)."
pub(super) fn extremes(debrief: &Debrief) -> Option<String> {
    let said = |level: u8, name: &str| format!("{name} ({level})");
    let levelled = || debrief.dimensions.iter().filter_map(|note| Some((note.level?, note)));
    let (high, strongest) = levelled().rev().max_by_key(|(level, _)| *level)?;
    let weakest = debrief.weakest.as_ref()?;
    let (low, _) = levelled().find(|(_, note)| note.name == weakest.dimension)?;
    let differ = high > low;
    differ.then(|| {
        format!("Strongest: {}. Weakest: {}.", said(high, &strongest.name), said(low, &weakest.dimension))
    })
}

/// "6 of 9 points of the question heard: 4 unprompted, 1 when asked, 1 after a hint (half credit); 1 hint taken".
pub(super) fn points_line(points: &PointsNote) -> Option<String> {
    if points.all() == 0 {
        return None;
    }
    let how = |credit: &Credit| match credit {
        Credit::Unprompted => "unprompted",
        Credit::Probed => "when asked",
        Credit::Hinted => "after a hint (half credit)",
        Credit::Told => "when all but told (no credit)",
    };
    let made: Vec<String> =
        points.made.iter().map(|(credit, count)| format!("{count} {}", how(credit))).collect();
    let made = if made.is_empty() { String::new() } else { format!(": {}", made.join(", ")) };
    let hints = match points.hints {
        0 => "no hint taken".to_owned(),
        1 => "1 hint taken".to_owned(),
        n => format!("{n} hints taken"),
    };
    Some(format!("{} of {} points of the question heard{made}; {hints}.", points.heard(), points.all()))
}

/// "“is it sorted?” (turn 2)", the quote cut by `cut`.
pub(super) fn quoted(evidence: &Evidence, cut: impl Fn(&str) -> String) -> String {
    let flat = evidence.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("“{}” (turn {})", cut(&flat), evidence.turn)
}

/// What was shown, and how much of it where it was not all: "gives reasons (1 of 2)".
pub(super) fn shown(shown: &Shown) -> String {
    let part = shown.reason.split(';').next().filter(|part| part.contains(" of "));
    match part {
        _ if !shown.in_part => shown.says.clone(),
        Some(part) => format!("{} ({part})", shown.says),
        None => format!("{} (in part)", shown.says),
    }
}

/// How it sounded, in sentences, norms included.
pub(super) fn delivery(delivery: &Delivery) -> Vec<String> {
    if delivery.words == 0 {
        return vec!["Nothing was said.".to_owned()];
    }
    let share = delivery.share_of_talk.map_or(0.0, |share| share * 100.0);
    let mut said = vec![format!(
        "{} words in {}; {share:.0} % of the talk was yours; longest sentence {} words.",
        delivery.words,
        if delivery.answers == 1 { "one answer".to_owned() } else { format!("{} answers", delivery.answers) },
        delivery.longest_sentence_words,
    )];
    said.push(fillers(delivery));
    said.push(pace(delivery));
    said
}

fn fillers(delivery: &Delivery) -> String {
    let typed = delivery.words_per_minute.is_none();
    match delivery.fillers_per_100_words {
        Some(rate) if typed && rate == 0.0 => "No filled pauses, but then it was typed.".to_owned(),
        Some(rate) => format!(
            "Filled pauses {rate:.1} per 100 words (up to {FILLERS_GOOD_MOST:.0} is good, over {FILLERS_POOR_FROM:.0} poor, \
             in 138 rated interviews)."
        ),
        None => "Filled pauses: not measurable, the recogniser leaves them out.".to_owned(),
    }
}

fn pace(delivery: &Delivery) -> String {
    let hedges =
        format!("Hedges {:.1} per 100 words, which no rating ever minded.", delivery.hedges_per_100_words);
    let Some(pace) = delivery.words_per_minute else { return hedges };
    let pause =
        delivery.longest_pause_s.map_or_else(String::new, |pause| format!("; longest silence {pause:.0} s"));
    format!("Pace {pace:.0} words a minute (below {PACE_SLOW_BELOW:.0} is rated lower){pause}. {hedges}")
}

/// The self-rating in two or three sentences.
pub(super) fn comparison(debrief: &Debrief) -> Vec<String> {
    let Some(comparison) = &debrief.comparison else { return Vec::new() };
    let mut said = Vec::new();
    if let (Some(agreement), Some(bias), Some(leaning)) =
        (comparison.agreement, comparison.bias, comparison.leaning)
    {
        let rated: Vec<i8> = comparison.dimensions.iter().filter_map(super::Compared::difference).collect();
        let same = rated.iter().filter(|difference| **difference == 0).count();
        let most =
            comparison.widest().map_or_else(String::new, |widest| format!(", most in {}", widest.name));
        said.push(format!(
            "Agreement {:.0} %: the same level in {same} of {}.",
            agreement * 100.0,
            rated.len()
        ));
        said.push(match leaning {
            super::Leaning::Even => "You know where you stand: no leaning to either side.".to_owned(),
            super::Leaning::Over => format!("Over-confident: {bias:.1} levels too high on average{most}."),
            super::Leaning::Under => {
                format!("Under-confident: {:.1} levels too low on average{most}.", -bias)
            }
        });
    }
    if let Some(guess) = comparison.verdict {
        let (predicted, given) = (verdict(guess.predicted), verdict(guess.given));
        said.push(format!("You predicted {predicted}, the verdict is {given}: {}.", guess.in_words()));
    }
    said
}

/// What was ticked one by one, in a sentence: how often the two agree, and to which side they differ.
pub(super) fn ticked(ticked: &Ticked) -> String {
    let Some(agreement) = ticked.agreement else {
        return "You ticked only what the judge leaves open.".to_owned();
    };
    let (over, under) = (ticked.over, ticked.under);
    let same = ticked.decided() - over - under;
    let said = format!("One by one you agree on {same} of {} ({:.0} %)", ticked.decided(), agreement * 100.0);
    match (over, under) {
        (0, 0) => format!("{said}."),
        (_, 0) => format!("{said}; the judge did not hear {over} that you ticked."),
        (0, _) => format!("{said}; the judge heard {under} that you did not tick."),
        _ => format!(
            "{said}; the judge did not hear {over} that you ticked, and heard {under} that you did not."
        ),
    }
}

/// "lean no-hire, 1.9 to 2.3 of 4".
pub(super) fn verdict_and_level(overall: &Overall) -> String {
    let verdict = overall.recommendation.map_or("no verdict", verdict);
    overall_level(overall).map_or_else(|| verdict.to_owned(), |level| format!("{verdict}, {level}"))
}

/// Both readings of a contested scorecard, in sentences.
pub(super) fn disputed(disputed: &Disputed) -> String {
    let (judged, counted) = (verdict_and_level(&disputed.judged), verdict_and_level(&disputed.overall));
    let level = |level: Option<u8>| level.map_or_else(|| "–".to_owned(), |level| level.to_string());
    let moved: Vec<String> = disputed
        .moved
        .iter()
        .map(|moved| format!("{} from {} to {}", moved.name, level(moved.from), level(moved.to)))
        .collect();
    let moved = if moved.is_empty() { "no level moves".to_owned() } else { moved.join(", ") };
    format!(
        "The judge: {judged}. With this counted as said: {counted}; {moved}. That the words say it is your reading; the judge's stands."
    )
}

/// What to do next.
pub(super) fn next_steps(debrief: &Debrief) -> Vec<String> {
    let weakest = debrief.weakest.as_ref();
    let first = match weakest.map(|weakest| (&weakest.dimension, &weakest.lacks)) {
        Some((dimension, Some(lacks))) => format!("Work on “{dimension}”. Show first: {lacks}."),
        Some((dimension, None)) => format!("Work on “{dimension}”."),
        None => "Nothing is missing here.".to_owned(),
    };
    let second = match weakest.and_then(|weakest| weakest.point.as_ref()) {
        Some(_) if debrief.again_now => {
            "`/again` asks for the weakest point once more, in sixty seconds.".to_owned()
        }
        Some(_) => go_on(&debrief.heading),
        None => harder(&debrief.heading),
    };
    vec![first, second]
}

/// How a session that is no longer in hand is taken up.
fn go_on(heading: &Heading) -> String {
    if heading.ended {
        format!("`viva start --question {}` puts the same question again.", heading.question)
    } else {
        format!("`viva resume {}` goes on where you stopped.", heading.session.short())
    }
}

fn harder(heading: &Heading) -> String {
    match Seniority::ALL.iter().find(|seniority| **seniority > heading.seniority) {
        Some(next) => {
            format!("`viva start --question {} --level {next}` sets the bar higher.", heading.question)
        }
        None => "`viva start` brings another question.".to_owned(),
    }
}

/// Where the details are.
pub(super) fn details(debrief: &Debrief) -> String {
    let session = debrief.heading.session.short();
    format!("`viva report {session} --format markdown` has every quote.")
}

/// What to do about a session without a score.
pub(super) fn unscored_steps(debrief: &Debrief) -> Vec<String> {
    let heading = &debrief.heading;
    let session = heading.session.short();
    if debrief.scorecard.judge.kind == "endpoint" && debrief.delivery.words > 20 {
        return vec![
            format!("`viva score {session}` tries again; nothing of the session is lost."),
            format!("`viva score {session} --judge builtin` scores it without a model."),
        ];
    }
    vec![
        "Two or three sentences are enough to begin: what you would try first, why, and what it costs."
            .to_owned(),
        "Stuck? Say where: that counts, and `/hint` helps.".to_owned(),
        go_on(heading),
    ]
}
