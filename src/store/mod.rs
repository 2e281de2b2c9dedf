//! What is kept: one SQLite file of append-only events, scorecards and a little memory.
//!
//! An event is committed, and on the disk, before [`Store::append`] returns; what is in the file is replayed to
//! resume. Wall time is handed in, in milliseconds since the Unix epoch.

mod error;
mod events;
mod export;
mod import;
mod lease;
mod memory;
mod open;
mod schema;
mod scorecards;
mod search;
mod sessions;
mod tally;

pub use error::StoreError;
pub use events::{Seq, fresh_session_id};
pub use export::EXPORT_VERSION;
pub use import::Imported;
pub use lease::Lease;
pub use memory::{Learned, TRAITS_LIVE_MS};
pub use open::Store;
pub use scorecards::{Judge, Scorecard, SelfRating};
pub use search::Found;
pub use sessions::{Filter, SessionState, SessionSummary};

#[cfg(test)]
mod tests;
