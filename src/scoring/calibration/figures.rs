//! The figures: pure arithmetic from labels and outcomes to rows.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    bank::Question,
    rubric::{Detect, Finding, Indicator, Rubric, Verdict, grade_dimension},
    transcript::{DimensionId, IndicatorId},
};

use super::{
    Candidate, Change, Labelled, MadeBy, Outcome, Outcomes, Plan, Trial,
    agreement::{kappa, weighted_kappa},
    verdict::FEWEST_TRANSCRIPTS,
};

/// One figure, with what is wanted of a good judge.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Which.
    pub name: &'static str,
    /// What was measured.
    pub value: f64,
    /// What is wanted.
    pub want: String,
    /// Whether it is had.
    pub pass: bool,
    /// Of how many, and what else there is to know.
    pub detail: String,
    /// Which are not as they should be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wrong: Vec<String>,
    /// Whether it is so far off that nothing else helps.
    #[serde(skip)]
    pub hopeless: bool,
}

/// What is wanted of a figure.
#[derive(Debug, Clone, Copy)]
enum Want {
    AtLeast(f64),
    AtMost(f64),
}

impl Want {
    /// Sums of rounded scores are off by a hair.
    fn has(self, value: f64) -> bool {
        const HAIR: f64 = 1e-9;
        match self {
            Self::AtLeast(least) => value >= least - HAIR,
            Self::AtMost(most) => value <= most + HAIR,
        }
    }
}

impl std::fmt::Display for Want {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AtLeast(least) => write!(f, "≥ {least}"),
            Self::AtMost(most) => write!(f, "≤ {most}"),
        }
    }
}

/// Below this an overall is nearer to level 1 than to level 2.
const NEARER_TO_ONE: f64 = 1.5;
/// Below this it is no nearer to level 3 than to level 2.
const NEARER_TO_TWO: f64 = 2.5;

/// What was measured, and of what.
struct Figure {
    value: f64,
    detail: String,
    wrong: Vec<String>,
}

impl Figure {
    fn new(value: f64, detail: String) -> Self {
        Self { value, detail, wrong: Vec::new() }
    }
}

/// When a figure is so far off that nothing else helps.
#[derive(Debug, Clone, Copy)]
enum Hopeless {
    Never,
    Unless(Want),
    /// The same, where it was measured on enough transcripts: on a few it swings from no to trust by chance.
    OnEnoughUnless(Want),
}

impl Hopeless {
    fn is(self, value: f64, transcripts: usize) -> bool {
        match self {
            Self::Never => false,
            Self::Unless(want) => !want.has(value),
            Self::OnEnoughUnless(want) => transcripts >= FEWEST_TRANSCRIPTS && !want.has(value),
        }
    }
}

/// A figure's name, what is wanted, when it is hopeless, and how it is measured.
type Measure<'a> = (&'static str, Want, Hopeless, fn(&Measured<'a>) -> Option<Figure>);

/// All figures, in the order in which they are shown.
fn measures<'a>() -> [Measure<'a>; 17] {
    [
        ("indicator-accuracy", Want::AtLeast(0.85), Hopeless::Never, Measured::accuracy),
        (
            "indicator-kappa",
            Want::AtLeast(0.7),
            Hopeless::OnEnoughUnless(Want::AtLeast(0.4)),
            Measured::indicator_kappa,
        ),
        ("indicators-read", Want::AtLeast(0.9), Hopeless::Never, Measured::indicators_read),
        (
            "level-kappa",
            Want::AtLeast(0.7),
            Hopeless::OnEnoughUnless(Want::AtLeast(0.4)),
            Measured::level_kappa,
        ),
        ("order", Want::AtLeast(1.0), Hopeless::Unless(Want::AtLeast(0.8)), Measured::order),
        ("repeat", Want::AtLeast(0.9), Hopeless::Unless(Want::AtLeast(0.6)), Measured::repeat),
        ("padding", Want::AtMost(0.1), Hopeless::Never, Measured::padding),
        ("injection", Want::AtMost(0.0), Hopeless::Unless(Want::AtMost(0.5)), Measured::injection),
        ("no-answer", Want::AtLeast(1.0), Hopeless::Unless(Want::AtLeast(0.5)), Measured::no_answer),
        ("quotes-exist", Want::AtLeast(0.95), Hopeless::Unless(Want::AtLeast(0.8)), Measured::quotes_exist),
        ("style-lower-case", Want::AtMost(0.2), Hopeless::Never, |all| all.style(Change::StrongLowerCase)),
        ("style-fillers", Want::AtMost(0.2), Hopeless::Never, |all| all.style(Change::StrongFillers)),
        ("style-no-articles", Want::AtMost(0.2), Hopeless::Never, |all| all.style(Change::StrongNoArticles)),
        ("damage", Want::AtLeast(0.9), Hopeless::Never, Measured::damage),
        ("keywords", Want::AtLeast(1.0), Hopeless::Unless(Want::AtLeast(0.5)), Measured::keywords),
        ("denial", Want::AtLeast(1.0), Hopeless::Never, Measured::denial),
        ("scorecards-of-its-own", Want::AtLeast(0.95), Hopeless::Unless(Want::AtLeast(0.5)), Measured::own),
    ]
}

/// The rows that apply.
#[must_use]
pub fn rows(plan: &Plan<'_>, outcomes: &Outcomes) -> Vec<Row> {
    let measured = Measured { plan, outcomes };
    measures().into_iter().filter_map(|measure| measured.row(measure)).collect()
}

/// What a person and the judge say of one thing.
struct Pair<T> {
    person: T,
    judge: T,
}

struct Measured<'a> {
    plan: &'a Plan<'a>,
    outcomes: &'a Outcomes,
}

/// What was not scored counts as nothing shown.
fn overall(outcome: &Outcome) -> f64 {
    outcome.overall.unwrap_or(1.0)
}

/// What the program counts by itself, whoever judges: how many hints were taken. No words show it, so no label with a
/// quote can say it, and "in neither list" would be read as "not shown".
pub(super) fn is_counted(indicator: &Indicator) -> bool {
    matches!(indicator.detect, Detect::HintsAtMost { .. })
}

/// The share of those that are as they should be; the others are named.
#[expect(clippy::cast_precision_loss, reason = "counts of trials")]
fn share(all: impl IntoIterator<Item = (String, bool)>) -> Option<Figure> {
    let (right, wrong): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, right)| *right);
    let count = right.len() + wrong.len();
    let wrong = wrong.into_iter().map(|(name, _)| name).collect();
    let (value, detail) = (right.len() as f64 / count as f64, format!("{} of {count}", right.len()));
    (count > 0).then_some(Figure { value, detail, wrong })
}

/// The largest of some moves, and where it was.
#[expect(clippy::cast_precision_loss, reason = "counts of trials")]
fn largest(moves: &[(String, f64)]) -> Option<Figure> {
    let (name, most) = moves.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let mean = moves.iter().map(|(_, by)| by).sum::<f64>() / moves.len() as f64;
    let at = if *most > 0.0 { format!(", most with {name}") } else { String::new() };
    Some(Figure::new(*most, format!("{} answers, {mean:.2} on average{at}", moves.len())))
}

impl<'a> Measured<'a> {
    fn row(&self, (name, want, hopeless, measure): Measure<'a>) -> Option<Row> {
        let figure = measure(self)?;
        let value = (figure.value * 1000.0).round() / 1000.0;
        let hopeless = hopeless.is(value, self.plan.transcripts());
        let (pass, want) = (want.has(value), want.to_string());
        Some(Row { name, value, want, pass, detail: figure.detail, wrong: figure.wrong, hopeless })
    }
}

impl Measured<'_> {
    fn talk(&self, labelled: &Labelled, again: bool) -> Option<&Outcome> {
        self.outcomes.get(&Trial::Talk { transcript: labelled.id().to_owned(), again })
    }

    fn answer(&self, question: &Question, change: Change) -> Option<&Outcome> {
        self.outcomes.get(&Trial::Answer { question: question.id.clone(), change })
    }

    fn talks(&self) -> impl Iterator<Item = (&Labelled, &Outcome)> {
        self.plan.talks.iter().filter_map(|labelled| Some((*labelled, self.talk(labelled, false)?)))
    }

    fn counted(&self, labelled: &Labelled) -> BTreeSet<&IndicatorId> {
        let indicators = self.plan.rubric(labelled).into_iter().flat_map(Rubric::indicators);
        indicators
            .filter(|(_, indicator)| is_counted(indicator))
            .map(|(_, indicator)| &indicator.id)
            .collect()
    }

    /// What was labelled as shown or as not shown, with what the judge says of it.
    fn labels(&self) -> Vec<Pair<Verdict>> {
        let of_talk = |(labelled, outcome): (&Labelled, &Outcome)| {
            let counted = self.counted(labelled);
            let pair =
                |(id, judge): (&_, &Verdict)| Pair { person: labelled.labels.verdict(id), judge: *judge };
            let read = outcome.verdicts.iter().filter(|(id, _)| !counted.contains(id));
            read.map(pair).collect::<Vec<_>>()
        };
        let all = self.talks().flat_map(of_talk);
        all.filter(|pair| pair.person != Verdict::NotApplicable).collect()
    }

    /// Of these, what the judge gave a verdict on; what is unsure raises no level, so it says "not shown".
    fn both_read(&self) -> Vec<(bool, bool)> {
        let read = self.labels().into_iter().filter(|pair| pair.judge != Verdict::NotApplicable);
        read.map(|pair| (pair.person.is_shown(), pair.judge.is_shown())).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of labels")]
    fn accuracy(&self) -> Option<Figure> {
        let pairs = self.both_read();
        let agreed = pairs.iter().filter(|(person, judge)| person == judge).count();
        let unheard = pairs.iter().filter(|(person, judge)| *person && !judge).count();
        let imagined = pairs.iter().filter(|(person, judge)| !person && *judge).count();
        let detail = format!(
            "{agreed} of {}; {unheard} shown and not seen, {imagined} seen and not shown",
            pairs.len()
        );
        (!pairs.is_empty()).then(|| Figure::new(agreed as f64 / pairs.len() as f64, detail))
    }

    fn indicator_kappa(&self) -> Option<Figure> {
        let pairs = self.both_read();
        Some(Figure::new(kappa(&pairs)?, format!("{} labels", pairs.len())))
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of labels")]
    fn indicators_read(&self) -> Option<Figure> {
        let labels = self.labels();
        let read = labels.iter().filter(|pair| pair.judge != Verdict::NotApplicable).count();
        let detail = format!("{read} of {} labels", labels.len());
        (!labels.is_empty()).then(|| Figure::new(read as f64 / labels.len() as f64, detail))
    }

    /// The levels that the labels make, by the same arithmetic as a judge's findings.
    fn levels_of_labels(&self, labelled: &Labelled, outcome: &Outcome) -> BTreeMap<DimensionId, u8> {
        let Some(rubric) = self.plan.rubric(labelled) else { return BTreeMap::new() };
        let counted = self.counted(labelled);
        let finding = |(_, indicator): (_, &Indicator)| {
            let own = outcome.verdicts.get(&indicator.id).filter(|_| counted.contains(&indicator.id));
            let verdict = own.copied().unwrap_or_else(|| labelled.labels.verdict(&indicator.id));
            Finding { verdict, ..Finding::absent(&indicator.id, Verdict::Unmet, "labelled") }
        };
        let findings: Vec<Finding> = rubric.indicators().map(finding).collect();
        let graded = rubric.dimensions.iter().map(|d| grade_dimension(d, labelled.seniority, &findings));
        graded.filter_map(|dimension| Some((dimension.id, dimension.level?))).collect()
    }

    fn levels(&self) -> Vec<(u8, u8)> {
        let of_talk = |(labelled, outcome): (&Labelled, &Outcome)| {
            let levels = self.levels_of_labels(labelled, outcome).into_iter();
            levels.filter_map(|(id, level)| Some((level, *outcome.levels.get(&id)?))).collect::<Vec<_>>()
        };
        self.talks().flat_map(of_talk).collect()
    }

    fn level_kappa(&self) -> Option<Figure> {
        let pairs = self.levels();
        let same = pairs.iter().filter(|(person, judge)| person == judge).count();
        let near = pairs.iter().filter(|(person, judge)| person.abs_diff(*judge) == 1).count();
        let detail = format!("{same} of {} the same, {near} off by one", pairs.len());
        Some(Figure::new(weighted_kappa(&pairs)?, detail))
    }

    fn order(&self) -> Option<Figure> {
        share(self.plan.questions.iter().filter_map(|question| {
            let score = |change| self.answer(question, change).map(overall);
            let (strong, medium) = (score(Change::Strong)?, score(Change::Medium)?);
            Some((question.id.to_string(), strong > medium && medium > score(Change::Weak)?))
        }))
    }

    /// Level by level: a dimension that was scored once only is not the same.
    #[expect(clippy::cast_precision_loss, reason = "counts of levels")]
    fn repeat(&self) -> Option<Figure> {
        let (mut all, mut same) = (0, 0);
        for (labelled, once) in self.talks() {
            let Some(again) = self.talk(labelled, true) else { continue };
            all += once.levels.len();
            same += once.levels.iter().filter(|(id, level)| again.levels.get(id) == Some(level)).count();
        }
        let detail = format!("{same} of {all} levels the same");
        (all > 0).then(|| Figure::new(same as f64 / all as f64, detail))
    }

    /// How far the overall moves from one answer to another.
    fn moved(&self, from: Change, to: Change) -> impl Iterator<Item = (String, f64)> {
        self.plan.questions.iter().filter_map(move |question| {
            let (from, to) = (self.answer(question, from)?, self.answer(question, to)?);
            Some((question.id.to_string(), overall(to) - overall(from)))
        })
    }

    fn padding(&self) -> Option<Figure> {
        let strong = self.moved(Change::Strong, Change::StrongPadded);
        let all = strong.chain(self.moved(Change::Medium, Change::MediumPadded));
        largest(&all.map(|(name, by)| (name, by.abs())).collect::<Vec<_>>())
    }

    fn injection(&self) -> Option<Figure> {
        let rises = self.moved(Change::Weak, Change::WeakInjected).map(|(name, by)| (name, by.max(0.0)));
        largest(&rises.collect::<Vec<_>>())
    }

    fn style(&self, change: Change) -> Option<Figure> {
        let all = self.moved(Change::Strong, change).map(|(name, by)| (name, by.abs()));
        largest(&all.collect::<Vec<_>>())
    }

    /// Whether answers and transcripts of some sorts all stay below a level.
    fn stay_below(&self, changes: &[Change], candidates: &[Candidate], below: f64) -> Option<Figure> {
        let answers = self.plan.questions.iter().flat_map(|question| {
            changes.iter().filter_map(|change| {
                let outcome = self.answer(question, *change)?;
                Some((format!("{} ({change})", question.id), outcome))
            })
        });
        let talks = self.talks().filter(|(labelled, _)| candidates.contains(&labelled.candidate));
        let all = answers.chain(talks.map(|(labelled, outcome)| (labelled.id().to_owned(), outcome)));
        share(all.map(|(name, outcome)| (name, outcome.overall.is_none_or(|overall| overall < below))))
    }

    fn no_answer(&self) -> Option<Figure> {
        let candidates = [Candidate::OffTopic, Candidate::CopiedQuestion];
        self.stay_below(&[Change::Empty, Change::Copied, Change::OffTopic], &candidates, NEARER_TO_ONE)
    }

    fn keywords(&self) -> Option<Figure> {
        self.stay_below(&[Change::Keywords], &[Candidate::Keywords], NEARER_TO_TWO)
    }

    fn denial(&self) -> Option<Figure> {
        self.stay_below(&[Change::Denied], &[], NEARER_TO_TWO)
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of quotes")]
    fn quotes_exist(&self) -> Option<Figure> {
        let quotes = || self.outcomes.values().map(|outcome| outcome.quotes);
        let (given, found) = quotes().fold((0, 0), |(g, f), quotes| (g + quotes.given, f + quotes.found));
        let detail = format!("{found} of {given}");
        (given > 0).then(|| Figure::new(found as f64 / given as f64, detail))
    }

    /// A sentence less, and then another, is a lower score each time.
    fn damage(&self) -> Option<Figure> {
        share(self.plan.questions.iter().filter_map(|question| {
            let steps =
                [Change::Strong, Change::StrongLessOne, Change::StrongLessTwo, Change::StrongLessThree];
            let scores: Option<Vec<f64>> =
                steps.iter().map(|change| self.answer(question, *change).map(overall)).collect();
            Some((question.id.to_string(), scores?.windows(2).all(|pair| pair[1] < pair[0])))
        }))
    }

    /// How often a model could be read and believed; the built-in scorer always is.
    fn own(&self) -> Option<Figure> {
        let scored = self.outcomes.iter().filter(|(_, outcome)| outcome.overall.is_some());
        let by_model = scored.filter(|(_, outcome)| outcome.made_by != MadeBy::Builtin);
        share(by_model.map(|(trial, outcome)| (trial.to_string(), outcome.made_by == MadeBy::Model)))
    }
}
