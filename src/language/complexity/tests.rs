use super::*;

/// Each statement as `growth resource case`, with `?` for what the words leave open.
fn stated(text: &str) -> Vec<String> {
    let spoken = Spoken::new(text);
    statements(&spoken)
        .iter()
        .map(|s| {
            let resource = s.resource.map_or("?".to_owned(), |r| format!("{r:?}"));
            let case = s.case.map_or(String::new(), |c| format!(" {c:?}"));
            let doubt = if s.doubtful { " doubtful" } else { "" };
            format!("{} {resource}{case}{doubt}", s.growth.0)
        })
        .collect()
}

#[test]
fn written_notation() {
    assert_eq!(stated("That's O(n log n) time and O(1) space."), ["nlogn Time", "1 Space"]);
    assert_eq!(stated("so O(n^2), or O(n²) if you like"), ["n^2 ?", "n^2 ?"]);
    assert_eq!(stated("O(V + E) overall"), ["e+v ?"]);
    assert_eq!(stated("it is O(n*m)"), ["m*n ?"]);
    assert_eq!(stated("O(n) each"), ["n ?"]);
}

#[test]
fn spoken_notation() {
    assert_eq!(stated("it runs in O of n squared"), ["n^2 Time"]);
    assert_eq!(stated("big O of n log n because we sort"), ["nlogn ?"]);
    assert_eq!(stated("order n for the scan"), ["n ?"]);
    assert_eq!(stated("n squared in the worst case"), ["n^2 ? Worst"]);
    assert_eq!(stated("two to the n possibilities"), ["2^n ?"]);
    assert_eq!(stated("n times log k"), ["nlogk ?"]);
    assert_eq!(stated("n plus m in O of n plus m"), ["m+n ?"]);
}

#[test]
fn words_for_growth() {
    assert_eq!(stated("linear time, constant extra space"), ["n Time", "1 Space"]);
    assert_eq!(stated("the lookup is constant on average"), ["1 Time Average"]);
    assert_eq!(stated("quadratic, which is slow"), ["n^2 ?"]);
}

#[test]
fn a_linear_scan_is_a_way_and_not_a_cost() {
    assert_eq!(stated("I'd do a linear scan first"), Vec::<String>::new());
}

#[test]
fn the_noun_before_counts_where_none_follows() {
    assert_eq!(stated("In terms of memory it's linear."), ["n Space"]);
    assert_eq!(stated("Space is O(n) and time is O(n)"), ["n Space", "n Time"]);
    assert_eq!(stated("Time O(n), space O(1)."), ["n Time", "1 Space"]);
}

#[test]
fn negated_or_asked_is_doubtful() {
    assert_eq!(stated("That isn't constant time."), ["1 Time doubtful"]);
    assert_eq!(stated("Is it linear?"), ["n ? doubtful"]);
}

#[test]
fn a_reason_nearby_justifies() {
    let spoken = Spoken::new("It's linear because we look at each number once.");
    assert!(statements(&spoken)[0].justified);
    let spoken = Spoken::new("It's linear.");
    assert!(!statements(&spoken)[0].justified);
}

#[test]
fn notation_in_files_is_read_the_same_way() {
    assert_eq!(Growth::parse("O(n log n)"), Growth::parse("n log n"));
    assert_eq!(Growth::parse("O(V+E)").unwrap().to_string(), "O(e+v)");
    assert_eq!(Growth::parse("quickly"), None);
}
