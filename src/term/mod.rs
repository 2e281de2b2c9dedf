//! Everything that reaches a terminal passes here, and knows nothing of interviews.
//!
//! Foreign text (a model's, a file's, a candidate's) goes through [`sanitize`](sanitize()) before anything else looks at
//! it; [`markdown`] lays it out as it streams and never takes back what it printed; [`output`] is the only place that
//! writes to the standard streams.

pub mod echo;
pub mod markdown;
pub mod output;
pub mod report;
pub mod sanitize;
pub mod spinner;
pub mod theme;
pub mod width;

pub use echo::EchoGuard;
pub use markdown::MarkdownStream;
pub use output::{Output, OutputError};
pub use report::ErrorReport;
pub use sanitize::{Sanitizer, sanitize};
pub use spinner::Spinner;
pub use theme::{ColorChoice, Role, Theme};
