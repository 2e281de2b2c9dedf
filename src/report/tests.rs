use crate::{interview::{Move, Rung, Target}, report::{Debrief, terminal, markdown, json, transcript}, rubric::SelfRating, scoring::testing::Interview, term::Theme};

fn evening() -> Interview {
    let point = |id: &str| id.parse().unwrap();
    Interview::on("two-sum")
        .says("Is the list sorted? And can it be empty?")
        .says("Um, okay. The obvious thing is two nested loops over all pairs, but that's quadratic. I think I'd rather use a dict that maps each value to its index.")
        .hears(vec![Move::Hint { point: point("complement"), rung: Rung::Hint }], "Suppose you are at the 9 and the target is 10.")
        .says("Right, then I only look for target minus the number, and the dict tells me whether I have seen it.")
        .hears(vec![Move::Probe { target: Target::Point { id: point("time") } }], "How does the running time grow?")
        .says("It's linear, because each number is looked up once. And the dict needs only constant space.")
        .codes("Here it is.", "def two_sum(numbers, target):\n    seen = {}\n    for i, x in enumerate(numbers):\n        if target - x in seen:\n            return seen[target - x], i\n        seen[x] = i")
        .says("I'd test it with an empty list and with negatives. That's it.")
        .ends()
}

#[test]
fn look() {
    let i = evening();
    let card = i.scorecard();
    let rating = SelfRating {
        levels: [("clarifying-questions", 3), ("complexity-analysis", 3), ("communication", 2), ("testing", 2)].map(|(d, l)| (d.parse().unwrap(), l)).into(),
        predicted: Some(crate::rubric::Recommendation::Hire),
    };
    let d = Debrief::new(i.state(), &card, Some(&rating));
    println!("{}\n=====", terminal::write(&d, Theme::PLAIN, 80));
    println!("{}\n=====", markdown::write(&d));
    println!("{}\n=====", transcript::write(i.state(), jiff::civil::date(2026, 3, 2), None));
    println!("{}\n=====", json::write(&d).unwrap().chars().rev().take(900).collect::<String>().chars().rev().collect::<String>());
}
