//! The only place that asks the time.

use std::time::Instant;

/// Wall time in milliseconds since 1970.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the room that asks the time")]
pub fn wall_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// The day of a wall time, where this machine is.
#[must_use]
pub fn day(wall_ms: i64) -> jiff::civil::Date {
    let at = jiff::Timestamp::from_millisecond(wall_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    at.to_zoned_datetime(jiff::tz::TimeZone::system()).date()
}

/// The running time of an interview: what a pause, or the time between two sittings, takes is not in it.
#[derive(Debug)]
pub struct RunningClock {
    before_ms: u64,
    since: Option<Instant>,
}

impl RunningClock {
    /// A clock that runs on from a time.
    #[must_use]
    pub fn from_ms(before_ms: u64) -> Self {
        Self { before_ms, since: Some(Instant::now()) }
    }

    /// Running time, in milliseconds.
    #[must_use]
    pub fn now_ms(&self) -> u64 {
        let sitting =
            self.since.map_or(0, |since| u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX));
        self.before_ms.saturating_add(sitting)
    }

    /// Whether it stands still.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.since.is_none()
    }

    /// Stops it.
    pub fn pause(&mut self) {
        self.before_ms = self.now_ms();
        self.since = None;
    }

    /// Lets it run on.
    pub fn go_on(&mut self) {
        self.since.get_or_insert_with(Instant::now);
    }
}

/// The time for the endpoint's client.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl crate::llm::Clock for SystemClock {
    fn now(&self) -> std::time::SystemTime {
        let ms = u64::try_from(wall_ms()).unwrap_or_default();
        std::time::UNIX_EPOCH + std::time::Duration::from_millis(ms)
    }
}
