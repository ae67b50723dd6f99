//! `diandan serve`.

use super::{Failure, open_key};
use crate::config::{Config, ConfigError};
use crate::http::{Http, router};
use crate::listen::{self, Limits};
use crate::pictures::Pictures;
use crate::site::{Carried, SiteFolder};
use crate::sms::{Gateway, HttpGateway, LogGateway, Secrets};
use crate::work::Workers;
use app::request::Site;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use store::{Store, demo};
use tokio::net::TcpListener;

/// Migrates, starts the workers, and serves until told to stop.
pub(super) async fn serve(config: Config, carried: Carried) -> Result<(), Failure> {
    let Senders { gateway, log } = Senders::of(&config)?;
    let folder = SiteFolder::find(&config, carried)?;
    let database = config.database()?;
    // Before anything is changed: where another server listens, the books and the laid out files may be its own.
    let address = SocketAddr::from((config.host, config.port));
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| Failure::Listen(address, error))?;
    Store::migrate(&database).await?;
    let store = Store::open(&database, open_key(&config, &database).await?).await?;
    folder.lay_out(crate::work::now())?;
    let site = site(&config, store.clone());
    let pictures = Pictures::open(store.clone(), &config)?;
    let workers = Workers {
        store,
        gateway,
        pictures: pictures.clone(),
        public_url: config.public_url().into(),
        numbers: Arc::clone(&site.numbers),
        clock: Arc::clone(&site.clock),
    };
    workers.count().await?;
    let mut workers = workers.start();
    workers.spawn(sweep(folder.clone()));
    let http = Http {
        site,
        options: folder.options(),
        rate: config.rate.clone(),
        public_url: config.public_url().into(),
        pictures,
        sms: log.filter(|_| config.host.is_loopback()),
    };
    announce(&config, &http);
    let limits = Limits::new(config.rate.behind_proxy).within_files();
    tokio::select! {
        () = listen::serve(listener, router(&http), limits) => Ok(()),
        // Whatever was acknowledged is on disk; what was not, browsers send again under the same id.
        () = stopped() => Ok(()),
    }
}

/// Who sends SMS.
struct Senders {
    gateway: Arc<dyn Gateway>,
    /// The gateway again, if it is the log.
    log: Option<Arc<LogGateway>>,
}

impl Senders {
    /// The webhook. Only the demo does without one: its log holds phones and login codes in clear, and reaches nobody.
    fn of(config: &Config) -> Result<Self, Failure> {
        if let Some(url) = &config.sms.url {
            let secrets = Secrets::parse(&config.sms.secret).ok_or(ConfigError::SmsSecret)?;
            return Ok(Self {
                gateway: Arc::new(HttpGateway::new(url, secrets)),
                log: None,
            });
        }
        if !config.demo {
            return Err(ConfigError::NoSms.into());
        }
        let log = Arc::new(LogGateway::open(&config.data)?);
        Ok(Self {
            gateway: Arc::clone(&log) as Arc<dyn Gateway>,
            log: Some(log),
        })
    }
}

/// What all requests share.
pub(crate) fn site(config: &Config, store: Store) -> Site {
    let demo = if config.demo {
        demo::ACCOUNTS
            .iter()
            .map(|account| (account.phone, account.name, account.role))
            .collect()
    } else {
        Arc::from([])
    };
    Site {
        store,
        clock: Arc::new(crate::work::now),
        numbers: Arc::default(),
        // The prefix has browsers refuse a cookie of that name from anywhere but this host over HTTPS.
        cookie: if config.secure() {
            "__Host-diandan".into()
        } else {
            "diandan".into()
        },
        secure: config.secure(),
        demo,
    }
}

/// Removes the files of the version before, once they have been there for a day.
async fn sweep(folder: SiteFolder) {
    loop {
        tokio::time::sleep(Duration::from_hours(1)).await;
        if let Err(error) = folder.sweep(crate::work::now()) {
            tracing::error!(%error, "files of the version before not swept");
        }
    }
}

fn announce(config: &Config, http: &Http) {
    println!("Diandan 点单  {}", config.public_url());
    if config.demo {
        println!(
            "Demo accounts (sign in with the phone; the code appears at {}/dev/sms):",
            config.public_url()
        );
        for account in demo::ACCOUNTS {
            println!("  {}  {:<12} {}", account.phone, account.role, account.name);
        }
    }
    if config.demo && http.sms.is_none() {
        println!("SMS cannot be read here: /dev/sms needs the log gateway and a loopback address.");
    }
}

async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}

/// Logs to stderr: one line a request, as JSON when `DIANDAN_LOG_JSON` is set. `RUST_LOG` chooses what.
pub(super) fn log_to_stderr() {
    use tracing_subscriber::{EnvFilter, fmt, prelude::*};
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("warn,server=info,app=info,store=info"));
    let lines = fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry().with(filter);
    if std::env::var_os("DIANDAN_LOG_JSON").is_some() {
        registry.with(lines.json()).init();
    } else {
        registry.with(lines).init();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Sms;

    #[test]
    fn only_the_demo_is_served_without_anybody_who_sends_sms() {
        let folder = tempfile::tempdir().unwrap();
        let config = |demo, url: Option<&str>, secret: &str| Config {
            data: folder.path().to_owned(),
            demo,
            sms: Sms {
                url: url.map(str::to_owned),
                secret: secret.to_owned(),
            },
            ..Config::default()
        };
        let webhook = Some("http://127.0.0.1:9/sms");
        let refusal = |config: &Config| Senders::of(config).err().unwrap().to_string();
        let refused = refusal(&config(false, None, "secret"));
        assert!(
            refused.contains("DIANDAN_SMS__URL") && refused.contains("DIANDAN_DEMO"),
            "both ways out are named: {refused}"
        );
        let unsigned = refusal(&config(false, webhook, ""));
        assert!(unsigned.contains("DIANDAN_SMS__SECRET"), "{unsigned}");
        for (demo, url, logged) in [
            (true, None, true),
            (false, webhook, false),
            (true, webhook, false),
        ] {
            let senders = Senders::of(&config(demo, url, "secret")).ok().unwrap();
            assert_eq!(senders.log.is_some(), logged);
        }
    }
}
