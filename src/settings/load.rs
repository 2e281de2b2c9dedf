//! All layers put together.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Directories, Environment, Fault, Flags, Origin, Places, Setting, file,
    keys::{KEYS, endpoint_path},
    layers::{Entry, Layers},
    origin::Rank,
    presets,
    raw::Raw,
    values::{Backend, ColorChoice, Timeouts, backend, color, or_zero},
};

/// What the command line gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// Which configuration file.
    pub config: ConfigFile,
    /// `--data-dir DIR`.
    pub data_dir: Option<PathBuf>,
    /// The flags that are settings.
    pub flags: Flags,
}

/// Which configuration file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ConfigFile {
    /// `$VIVA_CONFIG`, or the one in the platform's place; the latter need not be there.
    #[default]
    Usual,
    /// `--config FILE`.
    Named(PathBuf),
    /// `--no-config`: none, and none of the user's own files.
    None,
}

/// Why there are no settings at all.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file that the user named cannot be read.
    #[error("the configuration file `{}` cannot be read", path.display())]
    NoConfig {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Every setting, with its origin.
#[derive(Clone, PartialEq, Eq)]
pub struct Settings {
    /// The role's id, or a file.
    pub role: Setting<Option<String>>,
    /// The company style's id, or a file.
    pub company: Setting<Option<String>>,
    /// The persona's id, or a file.
    pub persona: Setting<Option<String>>,
    /// The seniority that is expected.
    pub level: Setting<Option<String>>,
    /// How long an interview lasts.
    pub minutes: Setting<u32>,
    /// Who asks.
    pub interviewer: Setting<Backend>,
    /// Who scores.
    pub judge: Setting<Backend>,
    /// How many times a model scores each answer.
    pub samples: Setting<u32>,
    /// The endpoint in use, by name or address; [`Settings::endpoint`] tells what that is.
    pub endpoint: Setting<Option<String>>,
    /// The model to ask for, unless the endpoint has its own ([`super::Endpoint::model`] decides).
    pub model: Setting<Option<String>>,
    /// When there are colours.
    pub color: Setting<ColorChoice>,
    /// Whether typed letters show while the interviewer speaks.
    pub echo: Setting<bool>,
    /// Whether replies are printed without rendering them.
    pub raw: Setting<bool>,
    /// Whether what a model thinks is shown.
    pub reasoning: Setting<bool>,
    /// Whether the endpoint is used while the candidate reads and types.
    pub read_ahead: Setting<bool>,
    /// The editor, as a command.
    pub editor: Setting<Option<String>>,
    /// How long to wait, unless an endpoint says otherwise.
    pub timeouts: Timeouts,
    /// Where things are.
    pub places: Places,
    pub(super) layers: Layers,
}

impl Settings {
    /// Puts the layers together. A fault in one value leaves that value to the layer below.
    ///
    /// # Errors
    /// [`SettingsError::NoConfig`], where the user named a file that cannot be read.
    pub fn load(
        given: &Given,
        environment: &Environment,
        platform: Option<&Directories>,
    ) -> Result<(Self, Vec<Fault>), SettingsError> {
        let places = Places::choose(given, environment, platform);
        let mut layers = Layers::default();
        presets::apply(&mut layers);
        let mut faults = defaults(&mut layers);
        environment.ambient(&mut layers);
        if let Some(path) = places.config_file() {
            let named =
                matches!(given.config, ConfigFile::Named(_)) || environment.get("VIVA_CONFIG").is_some();
            faults.extend(config(path, named, &mut layers)?);
        }
        faults.extend(environment.overrides(&mut layers));
        faults.extend(imply_endpoint(&mut layers, environment));
        if let Some(text) = layers.text("endpoint").value {
            let name = layers.endpoint_called(&text).map_or_else(|| text.clone(), str::to_owned);
            faults.extend(environment.endpoint_in_use(&name, &mut layers));
        }
        faults.extend(given.flags.apply(&mut layers));
        Ok((Self::of(layers, places), faults))
    }

    fn of(layers: Layers, places: Places) -> Self {
        let seconds = |path| layers.whole(path).value.unwrap_or_default();
        Self {
            role: layers.text("role"),
            company: layers.text("company"),
            persona: layers.text("persona"),
            level: layers.text("level"),
            minutes: or_zero(layers.whole("minutes")),
            interviewer: backend(&layers.text("interviewer")),
            judge: backend(&layers.text("judge")),
            samples: or_zero(layers.whole("samples")),
            endpoint: layers.text("endpoint"),
            model: layers.text("model"),
            color: color(&layers.text("color")),
            echo: layers.yes("echo"),
            raw: layers.yes("raw"),
            reasoning: layers.yes("reasoning"),
            read_ahead: layers.yes("read_ahead"),
            editor: layers.text("editor"),
            timeouts: Timeouts {
                connect_s: seconds("timeouts.connect_s"),
                first_byte_s: layers.whole("timeouts.first_byte_s").value,
                idle_s: seconds("timeouts.idle_s"),
            },
            places,
            layers,
        }
    }
}

fn defaults(layers: &mut Layers) -> Vec<Fault> {
    let mut faults = Vec::new();
    for key in KEYS {
        match key.default.map(|text| key.takes.read_text(text)) {
            Some(Ok(raw)) => {
                layers.set(key.path, Entry { rank: Rank::Default, origin: Origin::Default, raw })
            }
            Some(Err(wanted)) => faults.push(Fault::new(Origin::Default, format!("`{}` {wanted}", key.path))),
            None => {}
        }
    }
    faults
}

/// Reads the configuration file; one that nobody named need not be there.
fn config(path: &Path, named: bool, layers: &mut Layers) -> Result<Vec<Fault>, SettingsError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if !named && error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) if named => return Err(SettingsError::NoConfig { path: path.to_owned(), source }),
        Err(error) => {
            let at = Origin::File(path.to_owned(), None);
            return Ok(vec![Fault::new(at, format!("it cannot be read: {error}"))]);
        }
    };
    Ok(match std::str::from_utf8(&bytes) {
        Ok(text) => file::read(path, text, layers),
        Err(error) => vec![not_utf8(path, &bytes, error)],
    })
}

/// The fault of a text file that is none.
pub(super) fn not_utf8(path: &Path, bytes: &[u8], error: std::str::Utf8Error) -> Fault {
    let line = 1 + bytes.iter().take(error.valid_up_to()).filter(|b| **b == b'\n').count();
    let hint = Some("save it as UTF-8".to_owned());
    Fault::new(Origin::File(path.to_owned(), Some(line)), "it is not UTF-8 from here on").hint(hint)
}

/// Chooses where nobody chose: the only endpoint of the file, or the one that `VIVA_ENDPOINT_BASE_URL` makes.
fn imply_endpoint(layers: &mut Layers, environment: &Environment) -> Option<Fault> {
    const BASE_URL: &str = "VIVA_ENDPOINT_BASE_URL";
    if layers.best("endpoint").is_some_and(|entry| entry.rank >= Rank::File) {
        return None;
    }
    let configured: Vec<String> = layers.endpoints_from(Rank::File).into_iter().map(str::to_owned).collect();
    let (name, rank, origin) = match configured.as_slice() {
        [only] => (only.clone(), Rank::File, layers.text(&endpoint_path(only, "base_url")).origin),
        _ if layers.best("endpoint").is_some() => return None,
        _ if environment.get(BASE_URL).is_some() => {
            ("environment".to_owned(), Rank::Env, Origin::Env(BASE_URL.to_owned()))
        }
        [] => return None,
        [first, ..] => {
            let message = format!("none of the endpoints {} is the one to use", configured.join(", "));
            let hint = format!("add `endpoint = \"{first}\"`, or give `--endpoint`");
            let at = layers.text(&endpoint_path(first, "base_url")).origin;
            return Some(Fault::new(at, message).hint(Some(hint)));
        }
    };
    layers.set("endpoint", Entry { rank, origin, raw: Raw::Text(name) });
    None
}
