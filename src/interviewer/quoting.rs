//! How things are said back: the candidate's own words, and a value as people speak it.

/// Stretches of four to twelve words between commas and the like, each worth saying back, in order.
pub(super) fn clauses(text: &str) -> Vec<String> {
    let is_pause = |c: char| matches!(c, ',' | '.' | ';' | ':' | '!' | '–' | '—');
    text.split(is_pause).filter_map(|part| said_back(part.trim())).collect()
}

fn said_back(part: &str) -> Option<String> {
    const LEAD: [&str; 11] = ["so", "and", "but", "then", "okay", "ok", "well", "um", "uh", "now", "because"];
    let is_lead = |word: &&str| LEAD.contains(&word.to_lowercase().as_str());
    let words: Vec<&str> = part.split_whitespace().skip_while(is_lead).collect();
    let is_plain = !part.contains(['"', '“', '`', '?', '\n']);
    (is_plain && (4..=12).contains(&words.len())).then(|| words.join(" "))
}

/// A growth as people say it: `O(n)` is linear.
pub(super) fn said_value(value: &str) -> String {
    let said = match value {
        "O(1)" => "constant",
        "O(logn)" => "logarithmic",
        "O(n)" => "linear",
        "O(nlogn)" => "n log n",
        "O(n^2)" => "quadratic",
        "O(n^3)" => "cubic",
        "O(2^n)" => "exponential",
        other => other,
    };
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_worth_saying_back_is_short_and_begins_with_content() {
        let said = clauses("So I'd sort it first, then walk inwards. And the sort costs n log n!");
        assert_eq!(said, ["I'd sort it first", "the sort costs n log n"]);
        assert_eq!(clauses("Yes. Can I assume it's sorted?"), Vec::<String>::new());
    }

    #[test]
    fn a_growth_is_said_as_people_say_it() {
        assert_eq!(said_value("O(nlogn)"), "n log n");
        assert_eq!(said_value("O(n + m)"), "O(n + m)");
    }
}
