//! `-v` and `-vv`: diagnostics on standard error and in the log file. Never a key, never a candidate's words.

use std::{fs::OpenOptions, sync::Mutex};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::{Layer, fmt, layer::SubscriberExt, registry, util::SubscriberInitExt};

use crate::settings::Settings;

const FILE: &str = "viva.log";

/// Begins to write diagnostics, if they were asked for. Where the log file cannot be written, standard error is.
pub(crate) fn begin(verbose: u8, settings: &Settings) {
    let level = match verbose {
        0 => return,
        1 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    let file = settings
        .places
        .data_dir()
        .ok()
        .and_then(|dir| OpenOptions::new().create(true).append(true).open(dir.join(FILE)).ok())
        .map(|file| fmt::layer().with_ansi(false).with_writer(Mutex::new(file)).with_filter(level));
    let stderr = fmt::layer().with_ansi(false).with_writer(std::io::stderr).without_time().with_filter(level);
    // A second command in one process has its log begun already.
    let _ = registry().with(stderr).with(file).try_init();
}
