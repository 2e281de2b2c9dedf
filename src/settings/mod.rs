//! Settings in layers, each value with its origin; endpoints and their keys; places; the user's own files.
//!
//! Default < what the environment says to every program (`NO_COLOR`, `EDITOR`, `OPENAI_*`) < configuration file <
//! `VIVA_*` < flags. A fault in one value leaves the others standing. This is the only room that reads the
//! environment ([`Environment::of_process`]).

mod endpoint;
mod environment;
mod example;
mod fault;
mod file;
mod flags;
mod keys;
mod layers;
mod load;
mod origin;
mod places;
mod presets;
mod raw;
mod secret;
mod server;
mod show;
mod user_files;
mod values;

pub use endpoint::{Auth, Endpoint, EndpointError, Manners};
pub use environment::Environment;
pub use example::{Keep, example, example_keeping};
pub use fault::Fault;
pub use flags::Flags;
pub use load::{ConfigFile, Given, Settings, SettingsError};
pub use origin::{Origin, Setting};
pub use places::{Directories, NoHome, Places};
pub use secret::{Key, KeyError, Secret};
pub use show::Shown;
pub use user_files::{UserFile, UserFiles};
pub use values::{Backend, ColorChoice, Timeouts};

#[cfg(test)]
mod tests;
