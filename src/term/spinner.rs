//! A sign of life until the first word arrives, on stderr.

use super::sanitize::sanitize;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// How often the sign moves.
const TICK: Duration = Duration::from_millis(120);

/// Turns until it is dropped, then leaves no trace. Where stderr is no terminal nothing is ever drawn.
#[derive(Debug)]
pub struct Spinner {
    bar: ProgressBar,
}

impl Spinner {
    /// Shows the label with a moving sign in front.
    pub fn start(label: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style.tick_strings(&["·  ", "·· ", "···", " ··", "  ·", "   "]));
        }
        if !bar.is_hidden() {
            bar.enable_steady_tick(TICK);
        }
        let spinner = Self { bar };
        spinner.relabel(label);
        spinner
    }

    /// Shows another label in its place.
    pub fn relabel(&self, label: &str) {
        self.bar.set_message(sanitize(label).replace('\n', " "));
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
