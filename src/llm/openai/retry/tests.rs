use super::*;

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
}

fn wait(pairs: &[(&'static str, &'static str)]) -> Option<Duration> {
    wait_in_headers(&headers(pairs), SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777))
}

const fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

#[test]
fn retry_after_is_read_in_every_spelling() {
    assert_eq!(wait(&[("retry-after", "10")]), Some(ms(10_000)));
    assert_eq!(wait(&[("retry-after", " 1.5 ")]), Some(ms(1500)));
    assert_eq!(wait(&[("retry-after-ms", "250"), ("retry-after", "10")]), Some(ms(250)));
    assert_eq!(wait(&[("retry-after-ms", "soon"), ("retry-after", "10")]), Some(ms(10_000)));
    assert_eq!(wait(&[]), None);
    assert_eq!(wait(&[("retry-after", "-3")]), None);
    assert_eq!(wait(&[("retry-after", "tomorrow")]), None);
}

#[test]
fn a_date_is_read_against_the_endpoints_own_clock() {
    // 784111777 is Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110.
    assert_eq!(wait(&[("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT")]), Some(ms(10_000)));
    let both = [("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT"), ("date", "Sun, 06 Nov 1994 08:49:44 GMT")];
    assert_eq!(wait(&both), Some(ms(3000)));
    assert_eq!(wait(&[("retry-after", "Sun, 06 Nov 1994 08:49:07 GMT")]), Some(ms(0)));
}

#[test]
fn a_message_may_ask_for_a_wait() {
    assert_eq!(hint_in_text("Rate limit. Please try again in 5.289s."), Some(ms(5289)));
    assert_eq!(hint_in_text("Please retry in 2m59.56s, thanks"), Some(ms(179_560)));
    assert_eq!(hint_in_text("try again in 350ms"), Some(ms(350)));
    assert_eq!(hint_in_text("Try again in 20 seconds."), Some(ms(20_000)));
    assert_eq!(hint_in_text("try again in a moment"), None);
    assert_eq!(hint_in_text("no"), None);
}

#[test]
fn waits_double_up_to_a_limit_and_end() {
    let policy = RetryPolicy { attempts: 7, ..RetryPolicy::default() };
    let waits: Vec<_> = (1..=7).map(|failed| policy.wait(failed, None, 0.0)).collect();
    let expected = [500, 1000, 2000, 4000, 8000, 8000].map(|w| Some(ms(w)));
    assert_eq!(waits[..6], expected);
    assert_eq!(waits[6], None);
    assert_eq!(policy.wait(1, None, 1.0), Some(ms(250)));
}

#[test]
fn an_endpoint_may_ask_for_another_wait_but_not_for_any() {
    let policy = RetryPolicy::default();
    assert_eq!(policy.wait(1, Some(ms(59_000)), 0.7), Some(ms(59_000)));
    assert_eq!(policy.wait(1, Some(ms(61_000)), 0.7), None);
}
