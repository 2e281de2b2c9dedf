//! Time, handed in.

use std::time::{Duration, SystemTime};

use futures_util::future::BoxFuture;

/// Tells the time and waits. Every wait and every timeout of a client but the connecting one goes
/// through it, so a test decides when time passes.
pub trait Clock: Send + Sync {
    /// The time now; only a `Retry-After` that names a date needs it.
    fn now(&self) -> SystemTime;

    /// A future that is ready after `duration`.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
