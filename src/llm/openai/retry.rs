//! When to ask again.

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// How often and how patiently a failed request is sent again. Never after an answer began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How many attempts there are in all.
    pub attempts: u32,
    /// The wait before the second; it doubles from there, and up to half of it is taken off at random.
    pub first_wait: Duration,
    /// The longest wait of our own choosing.
    pub longest_wait: Duration,
    /// The longest wait an endpoint may ask for; if it wants more, the request has failed.
    pub patience: Duration,
    /// How long a local server may take to load its model, in all.
    pub loading_patience: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 4,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(8),
            patience: Duration::from_secs(60),
            loading_patience: Duration::from_secs(300),
        }
    }
}

impl RetryPolicy {
    /// The wait before the next attempt when so many have failed, or `None` if there is to be
    /// none. `jitter` is from 0 to 1.
    pub(crate) fn wait(&self, failed: u32, asked_for: Option<Duration>, jitter: f64) -> Option<Duration> {
        if failed >= self.attempts || asked_for.is_some_and(|wait| wait > self.patience) {
            return None;
        }
        let doubled = self.first_wait.saturating_mul(1 << failed.saturating_sub(1).min(16));
        let own = doubled.min(self.longest_wait).mul_f64(1.0 - jitter.clamp(0.0, 1.0) / 2.0);
        Some(asked_for.unwrap_or(own))
    }
}

/// The wait an endpoint asks for in its headers: `retry-after-ms`, else `Retry-After` in seconds,
/// whole or not, or as a date (RFC 9110, section 10.2.3). A date is read against the endpoint's own
/// clock where it tells it.
pub(crate) fn wait_in_headers(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let milliseconds = text_of(headers, "retry-after-ms").and_then(|value| value.parse::<f64>().ok());
    if let Some(wait) = milliseconds.and_then(|ms| Duration::try_from_secs_f64(ms / 1000.0).ok()) {
        return Some(wait);
    }
    let value = text_of(headers, RETRY_AFTER.as_str())?;
    if let Ok(seconds) = value.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let then = httpdate::parse_http_date(value).ok()?;
    let date = text_of(headers, DATE.as_str()).and_then(|date| httpdate::parse_http_date(date).ok());
    Some(then.duration_since(date.unwrap_or(now)).unwrap_or_default())
}

fn text_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// Whether the endpoint says that asking again is of no use.
pub(crate) fn told_not_to(headers: &HeaderMap) -> bool {
    headers.get("x-should-retry").is_some_and(|value| value == "false")
}

/// The wait a message asks for: "Please try again in 5.289s".
pub(crate) fn hint_in_text(message: &str) -> Option<Duration> {
    let lower = message.to_lowercase();
    let phrases = ["try again in ", "retry in ", "retry after ", "try again after "];
    let rest = phrases.iter().find_map(|phrase| lower.find(phrase).map(|at| &lower[at + phrase.len()..]))?;
    parse_duration(rest)
}

/// Reads a duration such as `5.289s`, `2m59.56s`, `350ms`, `20 seconds` or `1h` at the beginning of
/// a text. A number without a unit counts seconds.
pub(crate) fn parse_duration(text: &str) -> Option<Duration> {
    let mut rest = text.trim_start();
    let mut total = None;
    loop {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let Ok(amount) = rest[..digits].trim_end_matches('.').parse::<f64>() else { return total };
        let after = rest[digits..].trim_start();
        let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let seconds = match &after[..letters] {
            "ms" | "millisecond" | "milliseconds" => amount / 1000.0,
            "m" | "min" | "minute" | "minutes" => amount * 60.0,
            "h" | "hour" | "hours" => amount * 3600.0,
            _ => amount,
        };
        let part = Duration::try_from_secs_f64(seconds).ok()?;
        total = Some(total.unwrap_or(Duration::ZERO).saturating_add(part));
        rest = &after[letters..];
    }
}

#[cfg(test)]
mod tests;
