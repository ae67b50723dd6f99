//! Configuration: flags over environment over file over embedded defaults.

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use store::{Database, Key};

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
    /// The folder of the built pages' files.
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
    /// The key is not 64 hexadecimal digits.
    #[error(
        "the key has to be 64 hexadecimal digits: `key` in the configuration, or the file `key` in the data folder"
    )]
    Key,
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
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
}

impl Config {
    /// Reads the configuration. A file `diandan.toml` is read where the program is started, or the one `file` names.
    pub fn read(flags: &Flags, file: Option<&Path>) -> Result<Self, ConfigError> {
        let file = file.unwrap_or(Path::new("diandan.toml"));
        Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(file))
            .merge(Env::prefixed("DIANDAN_").split("__").ignore(&[
                "test_postgres",
                "bin",
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

    /// The key for personal data and the one that signs certificates; made and kept in the data folder where none are
    /// configured.
    pub fn open_key(&self) -> Result<Key, ConfigError> {
        let digits = self.secret(self.key.as_ref(), "key")?;
        let signing = self.secret(self.certificate_key.as_ref(), "certificate-key")?;
        Key::parse(&digits)
            .and_then(|key| key.signing_with(&signing))
            .ok_or(ConfigError::Key)
    }

    /// A secret that is configured, or else kept in a file of the data folder.
    fn secret(&self, configured: Option<&String>, file: &str) -> Result<String, ConfigError> {
        let path = self.data.join(file);
        let digits = match configured {
            Some(digits) => digits.clone(),
            None if path.exists() => {
                std::fs::read_to_string(&path).map_err(|error| ConfigError::File(path, error))?
            }
            None => {
                let digits = Key::generate();
                write_secret(&path, &digits).map_err(|error| ConfigError::File(path, error))?;
                digits
            }
        };
        Ok(digits.trim().to_owned())
    }

    /// Makes the data folder, if it is not there, and keeps everybody else on the machine out of it.
    pub fn make_data_folder(&self) -> Result<(), ConfigError> {
        std::fs::create_dir_all(&self.data)
            .and_then(|()| shut(&self.data))
            .map_err(|error| ConfigError::File(self.data.clone(), error))
    }

    /// The folder of the built pages' files: beside the program's own, unless it is named.
    pub fn site(&self) -> PathBuf {
        self.site.clone().unwrap_or_else(|| {
            let beside = std::env::current_exe()
                .ok()
                .and_then(|exe| Some(exe.parent()?.parent()?.join("site")));
            beside
                .filter(|site| site.is_dir())
                .unwrap_or_else(|| PathBuf::from("target/site"))
        })
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

#[cfg(unix)]
fn shut(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn shut(_: &Path) -> std::io::Result<()> {
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
