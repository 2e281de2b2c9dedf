//! A clock that stands still until it is told otherwise.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use futures_util::future::BoxFuture;
use tokio::sync::watch;
use viva::llm::Clock;

/// A [`Clock`] on which waits up to a limit are over at once and longer ones last until the limit
/// is raised. With the limit between retries and timeouts, no test has to wait for either.
pub(crate) struct TestClock {
    limit: watch::Sender<Duration>,
    waits: Mutex<Vec<Duration>>,
}

impl TestClock {
    /// A clock on which nothing longer than this passes by itself.
    pub(crate) fn passing(limit: Duration) -> Arc<Self> {
        Arc::new(Self { limit: watch::Sender::new(limit), waits: Mutex::default() })
    }

    /// Lets every wait up to this length be over, those under way included.
    pub(crate) fn let_pass(&self, limit: Duration) {
        self.limit.send_replace(limit);
    }

    /// The waits up to this length that were asked for, in order.
    pub(crate) fn waits_up_to(&self, limit: Duration) -> Vec<Duration> {
        self.waits.lock().unwrap().iter().copied().filter(|wait| *wait <= limit).collect()
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        // Mon, 23 Nov 2026 08:00:00 GMT
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_420_800)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.waits.lock().unwrap().push(duration);
        let mut limit = self.limit.subscribe();
        Box::pin(async move {
            if limit.wait_for(|limit| duration <= *limit).await.is_err() {
                // The clock is gone, and with it whoever could let time pass.
                std::future::pending::<()>().await;
            }
        })
    }
}
