//! Configuration: flags over environment over file over embedded defaults.

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use store::{Database, Key, KeysUsed};

/// Everything that can be set. Each field can be given as `DIANDAN_…`, nested ones with two underscores:
/// `DIANDAN_RATE__PER_SECOND=5`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The folder of the database, the key and the logs.
    pub data: PathBuf,
    /// `sqlite:FILE` or `postgres://…`; by default `diandan.db` in the data folder.
    pub database_url: Option<String>,
    /// The address to listen on.
    pub host: IpAddr,
    /// The port to listen on.
    pub port: u16,
    /// What people type to get here; `https` makes cookies secure. SMS links begin with it.
    pub public_url: Option<String>,
    /// The folder of what browsers load, instead of what the program carries.
    pub site: Option<PathBuf>,
    /// Whether this is the demo county: its accounts stand on the login page, and SMS can be read at `/dev/sms`.
    pub demo: bool,
    /// The key for personal data: 64 hexadecimal digits. Without one, a key is made in the data folder.
    pub key: Option<String>,
    /// The key that signs certificates: 64 hexadecimal digits, from which the Ed25519 key is made. Without one, a key is
    /// made in the data folder.
    pub certificate_key: Option<String>,
    /// How SMS are sent.
    pub sms: Sms,
    /// Where the files of pictures are kept.
    pub pictures: PictureFiles,
    /// How many forms one address may send, and how many login codes it may ask for.
    pub rate: Rate,
}

/// How SMS are sent.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sms {
    /// The webhook that sends them. In demo mode it may be missing: then they are written to `sms.log` in the data folder.
    pub url: Option<String>,
    /// The secrets that sign what the webhook gets, with spaces between them: each `whsec_` and base64, or a plain text.
    pub secret: String,
}

/// Where the files of pictures are kept: on S3-compatible storage, or without a bucket in `pictures` in the data folder.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PictureFiles {
    /// The bucket.
    pub bucket: Option<String>,
    /// The storage's URL, where it is not Amazon's.
    pub endpoint: Option<String>,
    /// Its region.
    pub region: String,
    /// The id of the key that may read and write.
    pub access_key: String,
    /// The key.
    pub secret_key: String,
}

/// How many forms one address may send, and how many login codes it may ask for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rate {
    /// Forms a second, in the long run; 0 sets no limit.
    pub per_second: u32,
    /// Forms at once. A village station's computers may share one address.
    pub burst: u32,
    /// Login codes within ten minutes, in the long run and at once; 0 sets no limit. A carrier puts many phones behind one
    /// address. Where SMS can be read at `/dev/sms` none
    /// is set either.
    pub login_codes: u32,
    /// Whether a proxy in front tells the visitor's address in `X-Forwarded-For`.
    pub behind_proxy: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            database_url: None,
            host: IpAddr::from([127, 0, 0, 1]),
            port: 3000,
            public_url: None,
            site: None,
            demo: false,
            key: None,
            certificate_key: None,
            sms: Sms::default(),
            pictures: PictureFiles::default(),
            rate: Rate::default(),
        }
    }
}

impl Default for Rate {
    fn default() -> Self {
        Self {
            per_second: 5,
            burst: 60,
            login_codes: 60,
            behind_proxy: false,
        }
    }
}

/// What stands on the command line, over everything else.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Flags {
    /// The data folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// The database.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
    /// The port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
}

/// What is wrong with the configuration, in words.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A field has a value that does not fit.
    #[error("{0}")]
    Field(#[from] Box<figment::Error>),
    /// The database URL is neither `sqlite:` nor `postgres:`.
    #[error("the database URL has to begin with sqlite: or postgres:")]
    DatabaseUrl,
    /// A key is not 64 hexadecimal digits.
    #[error("{0} has to be 64 hexadecimal digits")]
    Key(String),
    /// The books were written with a key that is not there.
    #[error(
        "the books were written with a key that is not here: put it into {0}, or set `{1}`; no other will do"
    )]
    NoKey(PathBuf, &'static str),
    /// The configuration file that was named is not there.
    #[error("there is no configuration file {0}")]
    NoFile(PathBuf),
    /// There is nothing that browsers could load.
    #[error(
        "this program carries no files for browsers, and there are none beside it nor in target/site: take one that `cargo \
         xtask dist` has made, or set `site` (DIANDAN_SITE) to their folder"
    )]
    NoFiles,
    /// The folder that was named holds nothing that browsers could load.
    #[error(
        "`site` (DIANDAN_SITE) is {0}, where there are no files for browsers: hash.txt is missing"
    )]
    NoFilesIn(PathBuf),
    /// Nobody sends SMS, so that nobody could sign in.
    #[error(
        "nobody sends the SMS with login codes: set `sms.url` (DIANDAN_SMS__URL) to the webhook that sends them, or `demo` \
         (DIANDAN_DEMO=true), which writes them to sms.log in the data folder"
    )]
    NoSms,
    /// Nothing signs what the webhook gets, so that it could not tell who sends it.
    #[error(
        "nothing signs what the webhook at `sms.url` gets: set `sms.secret` (DIANDAN_SMS__SECRET) to `whsec_` and base64, or to \
         a plain text"
    )]
    SmsSecret,
    /// A file or folder cannot be read or made.
    #[error("cannot read or write {0}: {1}")]
    File(PathBuf, std::io::Error),
}

impl Config {
    /// Reads the configuration. A file `diandan.toml` is read where the program is started, or the one `file` names.
    pub fn read(flags: &Flags, file: Option<&Path>) -> Result<Self, ConfigError> {
        if let Some(file) = file
            && !file.is_file()
        {
            return Err(ConfigError::NoFile(file.to_owned()));
        }
        let file = file.unwrap_or(Path::new("diandan.toml"));
        Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(file))
            .merge(Env::prefixed("DIANDAN_").split("__").ignore(&[
                "test_postgres",
                "bin",
                "embed",
                "log_json",
            ]))
            .merge(Serialized::globals(flags))
            .extract()
            .map_err(|error| Box::new(error).into())
    }

    /// Where the books are.
    pub fn database(&self) -> Result<Database, ConfigError> {
        match self.database_url.as_deref() {
            None => Ok(Database::Sqlite(self.data.join("diandan.db"))),
            Some(url) if url.starts_with("postgres:") || url.starts_with("postgresql:") => {
                Ok(Database::Postgres(url.to_owned()))
            }
            Some(url) => match url.strip_prefix("sqlite:") {
                Some(path) => Ok(Database::Sqlite(PathBuf::from(
                    path.trim_start_matches("//"),
                ))),
                None => Err(ConfigError::DatabaseUrl),
            },
        }
    }

    /// The key for personal data and the one that signs certificates, configured or kept in the data folder. Where there is none,
    /// one is made, unless the books were written with one.
    pub fn open_key(&self, used: &KeysUsed) -> Result<Key, ConfigError> {
        let key = self.secret(self.key.as_ref(), "key", "key", used.sealed.is_some())?;
        let signing = self.secret(
            self.certificate_key.as_ref(),
            "certificate_key",
            "certificate-key",
            used.signed,
        )?;
        let opened = Key::parse(&key.digits).ok_or(ConfigError::Key(key.place))?;
        opened
            .signing_with(&signing.digits)
            .ok_or(ConfigError::Key(signing.place))
    }

    /// A secret that is configured, or else kept in a file of the data folder.
    fn secret(
        &self,
        configured: Option<&String>,
        setting: &'static str,
        file: &str,
        used: bool,
    ) -> Result<Secret, ConfigError> {
        let path = self.data.join(file);
        let (place, digits) = if let Some(digits) = configured {
            (format!("`{setting}`"), digits.clone())
        } else {
            let place = format!("what {} holds", path.display());
            let digits = match std::fs::read_to_string(&path) {
                Ok(digits) => digits,
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(ConfigError::File(path, error));
                }
                Err(_) if used => return Err(ConfigError::NoKey(path, setting)),
                Err(_) => {
                    let digits = Key::generate();
                    write_secret(&path, &digits).map_err(|error| ConfigError::File(path, error))?;
                    digits
                }
            };
            (place, digits)
        };
        let digits = digits.trim().to_owned();
        Ok(Secret { place, digits })
    }

    /// Makes the data folder, if it is not there, and keeps everybody else on the machine out of it.
    pub fn make_data_folder(&self) -> Result<(), ConfigError> {
        std::fs::create_dir_all(&self.data)
            .and_then(|()| shut(&self.data))
            .map_err(|error| ConfigError::File(self.data.clone(), error))
    }

    /// What people type to get here.
    pub fn public_url(&self) -> String {
        let url = self
            .public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}:{}", self.host, self.port));
        url.trim_end_matches('/').to_owned()
    }

    /// Whether cookies are sent over HTTPS only.
    pub fn secure(&self) -> bool {
        self.public_url().starts_with("https:")
    }
}

/// A secret, and where it stands.
struct Secret {
    place: String,
    digits: String,
}

/// Keeps everybody else on the machine out of a folder.
#[cfg(unix)]
pub(crate) fn shut(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

/// Keeps everybody else on the machine out of a folder.
#[cfg(not(unix))]
pub(crate) fn shut(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn write_secret(path: &Path, digits: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(digits.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn nobody_else_on_the_machine_opens_the_data_folder() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("county/data");
        std::fs::create_dir_all(&data).unwrap();
        std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
        let config = Config {
            data: data.clone(),
            ..Config::default()
        };
        config.make_data_folder().unwrap();
        let mode = std::fs::metadata(&data).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn a_database_url_names_its_engine() {
        let with = |url: &str| {
            Config {
                database_url: Some(url.into()),
                ..Config::default()
            }
            .database()
        };
        assert_eq!(
            with("sqlite:/tmp/x.db").ok(),
            Some(Database::Sqlite("/tmp/x.db".into()))
        );
        assert_eq!(
            with("sqlite://x.db").ok(),
            Some(Database::Sqlite("x.db".into()))
        );
        assert_eq!(
            with("postgres://x/y").ok(),
            Some(Database::Postgres("postgres://x/y".into()))
        );
        assert!(matches!(with("mysql://x"), Err(ConfigError::DatabaseUrl)));
    }

    /// The settings of the example file whose lines pass, those that are commented out among them.
    fn example(passes: impl Fn(&str) -> bool) -> serde_json::Value {
        let lines = include_str!("../../deploy/diandan.toml").lines();
        let settings = lines.filter_map(|line| {
            let bare = line.strip_prefix("# ").unwrap_or(line);
            let name = bare.split_once(" = ").map_or("", |(name, _)| name);
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
            let setting = !name.is_empty() && name.bytes().all(plain) && passes(line);
            (setting || line.starts_with('[')).then_some(bare)
        });
        let settings = settings.collect::<Vec<_>>().join("\n");
        let settings = Figment::from(Toml::string(&settings));
        // A name that is no setting is refused.
        settings.extract::<Config>().unwrap();
        settings.extract().unwrap()
    }

    fn names(settings: &serde_json::Value) -> Vec<String> {
        let mut names = Vec::new();
        for (name, value) in settings.as_object().unwrap() {
            match value {
                serde_json::Value::Object(_) => {
                    let inner = super::tests::names(value);
                    names.extend(inner.iter().map(|inner| format!("{name}.{inner}")));
                }
                _ => names.push(name.clone()),
            }
        }
        names.sort();
        names
    }

    #[test]
    fn the_example_file_explains_every_setting_and_knows_its_default() {
        let defaults = serde_json::to_value(Config::default()).unwrap();
        assert_eq!(names(&example(|_| true)), names(&defaults));
        let shown = example(|line| line.starts_with("# ") && !line.contains("# an example"));
        for name in names(&shown) {
            let pointer = format!("/{}", name.replace('.', "/"));
            assert_eq!(
                shown.pointer(&pointer),
                defaults.pointer(&pointer),
                "{name}"
            );
        }
    }

    #[test]
    fn no_key_is_made_for_books_that_were_written_with_another() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            data: folder.path().to_owned(),
            ..Config::default()
        };
        let used = KeysUsed {
            sealed: Some(Vec::new()),
            signed: true,
        };
        let refused = config.open_key(&used).unwrap_err().to_string();
        assert!(refused.contains(&*folder.path().join("key").to_string_lossy()));
        assert!(!folder.path().join("key").exists());
        config.open_key(&KeysUsed::default()).unwrap();
        config.open_key(&used).unwrap();
        std::fs::write(folder.path().join("certificate-key"), "abc").unwrap();
        let refused = config.open_key(&used).unwrap_err().to_string();
        assert!(refused.contains("certificate-key"), "{refused}");
    }

    #[test]
    fn a_configuration_file_that_is_named_has_to_be_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("county.toml");
        let refused = Config::read(&Flags::default(), Some(&file)).unwrap_err();
        assert!(refused.to_string().contains("county.toml"));
        std::fs::write(&file, "port = 3999").unwrap();
        let config = Config::read(&Flags::default(), Some(&file)).unwrap();
        assert_eq!(config.port, 3999);
    }

    #[test]
    fn cookies_are_secure_behind_https() {
        let config = Config {
            public_url: Some("https://diandan.example/".into()),
            ..Config::default()
        };
        assert!(config.secure());
        assert_eq!(config.public_url(), "https://diandan.example");
        assert!(!Config::default().secure());
    }
}
