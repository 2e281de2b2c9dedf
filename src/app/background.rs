//! Work while the candidate reads, thinks and types. Nobody waits for it: it runs beside the interview, hands over what
//! it finds as it finds it, and is dropped when the candidate is done.

use std::{sync::mpsc, thread, time::Duration};

use tokio::sync::oneshot;

use super::endpoint::runtime;

/// Who types at once is not read behind their back.
const QUIET_BEFORE: Duration = Duration::from_millis(300);

/// Work under way, and what it has found so far.
pub struct Background<T> {
    /// Dropped, it ends the work.
    _goes_on: oneshot::Sender<()>,
    found: mpsc::Receiver<T>,
}

impl<T: Send + 'static> Background<T> {
    /// Begins work on a thread of its own, after a moment of quiet.
    pub fn begin<W, F>(work: W) -> Self
    where
        W: FnOnce(mpsc::Sender<T>) -> F + Send + 'static,
        F: Future<Output = ()>,
    {
        let (goes_on, stopped) = oneshot::channel::<()>();
        let (sender, found) = mpsc::channel();
        thread::spawn(move || {
            let Ok(runtime) = runtime() else { return };
            runtime.block_on(async {
                let quietly = async {
                    tokio::time::sleep(QUIET_BEFORE).await;
                    work(sender).await;
                };
                tokio::select! {
                    biased;
                    _ = stopped => {}
                    () = quietly => {}
                }
            });
        });
        Self { _goes_on: goes_on, found }
    }

    /// Ends it, and gives what was found until now.
    pub fn end(self) -> Vec<T> {
        self.found.try_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{RecvTimeoutError, channel};

    use super::*;

    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn what_was_found_until_the_end_is_kept_and_the_rest_is_dropped() {
        let (told, tells) = channel();
        let background = Background::begin(move |sender| async move {
            sender.send(1).unwrap();
            told.send(()).unwrap();
            std::future::pending::<()>().await;
            sender.send(2).unwrap();
        });
        tells.recv_timeout(LONG).unwrap();
        assert_eq!(background.end(), [1]);
        // Its end of the channel is gone when the work is dropped.
        assert_eq!(tells.recv_timeout(LONG), Err(RecvTimeoutError::Disconnected));
    }

    #[test]
    fn work_that_is_ended_at_once_never_begins() {
        let (told, tells) = channel::<()>();
        let background = Background::<()>::begin(move |_| async move {
            told.send(()).unwrap();
        });
        assert_eq!(background.end(), []);
        assert_eq!(tells.recv_timeout(LONG), Err(RecvTimeoutError::Disconnected));
    }
}
