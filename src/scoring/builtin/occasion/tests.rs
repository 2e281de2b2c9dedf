use crate::{bank::Bank, rubric::Verdict, scoring::testing::Interview};

/// Short answers, each to the point, as in an interview of seven minutes.
const SHORT: [(&str, &[&str]); 6] = [
    (
        "two-sum",
        &[
            "Is the list sorted, and can there be negative numbers?",
            "Okay. Then my idea is a dict from each value to the place where I saw it. I go through the list once, and \
             for each number I look whether target minus the number is in there. If it is, I return both positions, \
             otherwise I store the number.",
            "It's linear time, because every number is looked up once and a lookup is constant on average.",
            "I would test an empty list, two equal numbers that make the target, and a list with no pair.",
        ],
    ),
    (
        "merge-intervals",
        &[
            "Do intervals that only touch count as overlapping? And are they sorted?",
            "I'd sort them by start. Then I walk through and compare each one with the last one I kept: if it starts \
             before that one ends, I extend the end, and if not, I append it as a new one.",
            "Sorting costs n log n and the walk is linear, so n log n. I need a copy for the result, that's linear \
             memory, because nothing may overlap.",
        ],
    ),
    (
        "gil",
        &[
            "The GIL is one lock in CPython, and a thread has to hold it to run Python code. So threads don't make \
             computing faster, because only one computes at a time. But while a thread waits for the network it lets \
             the lock go, so for waiting they do help.",
            "It doesn't protect my own data. An x += 1 is several steps, and a switch can come between them, so I'd \
             still use a lock.",
            "For computing I'd use processes, because each has its own interpreter. They cost memory, and arguments \
             have to be copied over.",
        ],
    ),
    (
        "gil",
        &[
            "Only one thread runs Python bytecode at a time, so for computing threads don't help, but for waiting on the \
             network they do.",
            "x += 1 isn't atomic: it reads, adds and stores, and another thread can come in between. So I still need a \
             lock.",
            "For computing I'd use processes, because each has its own interpreter. They cost memory and arguments are \
             pickled.",
        ],
    ),
    (
        "list-append",
        &[
            "A Python list is an array of pointers with some room at the end. Usually append writes into the free room, \
             which is constant. When the room is used up, it allocates a bigger array and moves the pointers, and that \
             one append is linear.",
            "Because the array grows by a proportion of its size, the moves get rarer, so n appends cost linear time \
             together.",
            "Inserting at the front is different, because everything has to move up by one.",
        ],
    ),
    (
        "rate-limiter",
        &[
            "How many requests a second do we have, and should the limit be per user or per address?",
            "I'd put a token bucket per user into Redis, because all the servers have to see the same count. Each request \
             takes a token, and the bucket fills up at a fixed rate. If it's empty, we answer 429.",
            "If Redis is down I'd let requests through, because an outage of the whole site is worse than too many \
             requests for some minutes.",
        ],
    ),
];

fn talk(question: &str, answers: &[&str]) -> Interview {
    answers.iter().fold(Interview::on(question), |talk, answer| talk.says(answer)).ends()
}

fn verdict(interview: &Interview, id: &str) -> Verdict {
    let card = interview.scorecard();
    let mut all = card.dimensions.iter().flat_map(|dimension| &dimension.indicators);
    all.find(|indicator| indicator.id.as_str() == id).unwrap().verdict
}

#[test]
fn short_answers_that_are_clear_are_not_called_without_communication() {
    for (question, answers) in SHORT {
        let card = talk(question, answers).scorecard();
        let communication = card.dimensions.iter().find(|d| d.id.as_str() == "communication").unwrap();
        assert!(communication.level >= Some(2), "{question}: {communication:#?}");
    }
}

#[test]
fn nothing_is_summed_up_or_announced_in_a_sentence_or_two() {
    let short = talk(SHORT[0].0, SHORT[0].1);
    assert_eq!(verdict(&short, "sums-up"), Verdict::NotApplicable);
    assert_eq!(verdict(&short, "announces-next"), Verdict::NotApplicable);
    let long = talk("two-sum", &[&SHORT[0].1.repeat(3).join(" ")]);
    assert_eq!(verdict(&long, "sums-up"), Verdict::Unmet);
}

#[test]
fn what_is_shown_without_an_occasion_counts() {
    let talk = talk(
        "two-sum",
        &[
            "I'd keep a dict from value to index, and look for the target minus the number before I store the number.",
            "To sum up, it is one pass over the list and one lookup for each number in it, so linear time and linear space.",
        ],
    );
    assert_eq!(verdict(&talk, "sums-up"), Verdict::Met);
}

#[test]
fn a_flawless_answer_has_no_ignorance_to_admit() {
    let interview = Interview::on("gil");
    let strong = interview.sample("strong");
    let flawless = interview.says(&strong).tells("I'd still want a lock, whatever the version.").ends();
    for id in ["marks-how-sure", "reasons-from-principle", "corrects-itself"] {
        assert!(matches!(verdict(&flawless, id), Verdict::NotApplicable | Verdict::Met), "{id}");
    }
    assert_eq!(verdict(&flawless, "corrects-itself"), Verdict::NotApplicable);
}

#[test]
fn who_said_something_wrong_had_the_occasion_to_doubt_it() {
    let interview = Interview::on("gil");
    let weak = interview.sample("weak");
    let talk = interview.says(&weak).ends();
    for id in ["reasons-from-principle", "corrects-itself"] {
        assert_eq!(verdict(&talk, id), Verdict::Unmet, "{id}");
    }
}

#[test]
fn no_occasion_lifts_a_weak_answer_to_a_medium_one() {
    for question in Bank::load(&[]).0.iter() {
        let level = |text: &str| {
            Interview::on(question.id.as_str()).says(text).ends().scorecard().overall.level.unwrap()
        };
        let samples = &question.samples;
        let (weak, medium, strong) = (level(&samples.weak), level(&samples.medium), level(&samples.strong));
        assert!(
            weak < 2.0 && weak + 0.2 < medium && medium + 0.2 < strong,
            "{}: {weak} {medium} {strong}",
            question.id
        );
    }
}
