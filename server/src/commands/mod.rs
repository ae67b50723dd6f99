//! The commands of `diandan`.

pub mod backup;
mod serve;

use crate::config::{Config, ConfigError, Flags};
use crate::pictures::Pictures;
use crate::site::Carried;
use clap::{Parser, Subcommand};
use domain::ledger::{Broken, Verifier};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use store::demo::{self, Filled};
use store::{Database, Key, KeysUsed, Store, bench, check};

/// A county's volunteer-service cloud.
#[derive(Parser)]
#[command(name = "diandan", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    /// The folder of the database, the key and the logs.
    #[arg(long, global = true, default_value = None)]
    data: Option<PathBuf>,
    /// `sqlite:FILE` or `postgres://…`.
    #[arg(long, global = true)]
    database_url: Option<String>,
    /// The configuration file.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the county.
    Serve {
        /// The port to listen on.
        #[arg(long)]
        port: Option<u16>,
    },
    /// Brings the database's schema up to date.
    Migrate,
    /// Migrates, and fills an empty database with the demo county.
    Demo {
        /// The county's size: 1 is 88,410 volunteers.
        #[arg(long, default_value_t = demo::Options::default().scale)]
        scale: f64,
        /// The seed that the county grows from.
        #[arg(long, default_value_t = demo::Options::default().seed)]
        seed: u64,
        /// Nothing hangs in public notice from now on, and nobody is kept from ordering: for trials and tests.
        #[arg(long)]
        trial: bool,
    },
    /// Writes the rows of orders with bare sqlx into a database that is thrown away, and prints how many a second.
    #[command(hide = true)]
    RawOrders {
        /// Orders to a transaction.
        #[arg(long, default_value_t = 64)]
        batch: i64,
        /// For how long, in seconds.
        #[arg(long, default_value_t = 5)]
        seconds: u64,
    },
    /// Lets the points ledger of a database that is thrown away grow, and prints how fast it is at each size.
    #[command(hide = true)]
    LedgerSpeed {
        /// The sizes, in rows.
        #[arg(
            long,
            value_delimiter = ',',
            default_value = "0,100000,1000000,10000000"
        )]
        rows: Vec<i64>,
        /// For how long it is posted to at each size, in seconds.
        #[arg(long, default_value_t = 5)]
        seconds: u64,
    },
    /// Fills a database that is thrown away with a month of which the clock has done nothing, lets it work that off, and prints how
    /// many milliseconds 99 of 100 forms waited for their answers meanwhile.
    #[command(hide = true)]
    ClockStall,
    /// Copies the books and the pictures into a folder, while they are served or not. The keys are not copied.
    Backup {
        /// The folder: a new or an empty one.
        #[arg(long)]
        to: PathBuf,
        /// Brings it back once, out of the way, and checks the books as `check` does. On SQLite only.
        #[arg(long)]
        check: bool,
    },
    /// Brings books and pictures back from the folder of a backup. There may be no books yet.
    Restore {
        /// The folder.
        #[arg(long)]
        from: PathBuf,
    },
    /// Re-derives every counter, balance and total from the rows, and fails on any difference.
    Check {
        /// Verifies a ledger that was downloaded from `/books`, with nothing but the file.
        #[arg(long)]
        ledger: Option<PathBuf>,
    },
}

/// What went wrong, in words for whoever runs the program.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("configuration: {0}")]
    Config(#[from] ConfigError),
    #[error("{0}")]
    Store(#[from] store::Error),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    #[error("{0}")]
    Backup(#[from] backup::Problem),
    #[error("pictures: {0}")]
    Pictures(#[from] crate::pictures::Error),
    #[error("{0}")]
    Ledger(Broken),
    #[error("{0} differences")]
    Differences(usize),
}

/// Runs a command. `carried` is what browsers load, if the program carries it.
pub async fn run(cli: Cli, carried: Carried) -> ExitCode {
    crate::commands::serve::log_to_stderr();
    match carry_out(cli, carried).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("diandan: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn carry_out(cli: Cli, carried: Carried) -> Result<(), Failure> {
    if let Command::Check { ledger: Some(file) } = &cli.command {
        return verify(file);
    }
    let port = if let Command::Serve { port } = &cli.command {
        *port
    } else {
        None
    };
    let flags = Flags {
        data: cli.data,
        database_url: cli.database_url,
        port,
    };
    let config = Config::read(&flags, cli.config.as_deref())?;
    config.make_data_folder()?;
    let database = config.database()?;
    match cli.command {
        Command::Serve { .. } => serve::serve(config, carried).await,
        Command::Migrate => Ok(Store::migrate(&database).await?),
        Command::Demo { scale, seed, trial } => {
            Store::migrate(&database).await?;
            if demo::has_county(&database).await? {
                println!("The database has a county already; it is left as it is.");
                return Ok(());
            }
            let key = open_key(&config, &database).await?;
            let store = Store::open(&database, key.clone()).await?;
            let drawn = crate::pictures::demo::draw(&Pictures::open(store, &config)?).await?;
            let options = demo::Options { scale, seed };
            let filled = demo::fill(&database, &key, options, crate::work::now(), drawn).await?;
            if let Filled::Now(size) = filled {
                println!("{size:?}");
            }
            if trial {
                demo::try_out(&database, crate::work::now()).await?;
            }
            Ok(())
        }
        Command::RawOrders { batch, seconds } => {
            println!(
                "{:.0}",
                bench::raw_orders(&database, batch, Duration::from_secs(seconds)).await?
            );
            Ok(())
        }
        Command::LedgerSpeed { rows, seconds } => {
            let span = Duration::from_secs(seconds);
            for speed in bench::ledger(
                &database,
                &config.open_key(&KeysUsed::default())?,
                &rows,
                span,
            )
            .await?
            {
                let bench::LedgerSpeed {
                    rows,
                    balance_ms,
                    statement_ms,
                    posts_per_s,
                } = speed;
                println!("{rows} {balance_ms:.3} {statement_ms:.3} {posts_per_s:.0}");
            }
            Ok(())
        }
        Command::ClockStall => {
            let key = config.open_key(&KeysUsed::default())?;
            let (waited, forms) = bench::stall(&database, &key).await?;
            println!("{waited:.1} {forms}");
            Ok(())
        }
        Command::Backup { to, check } => {
            if check && matches!(database, Database::Postgres(_)) {
                return Err(backup::Problem::TriedByHand.into());
            }
            backup::backup(&config, &database, &to).await?;
            if check {
                let trial = backup::Trial::of(&to).await?;
                find_differences(&config, &trial.database).await?;
            }
            Ok(())
        }
        Command::Restore { from } => Ok(backup::restore(&config, &database, &from).await?),
        Command::Check { .. } => find_differences(&config, &database).await,
    }
}

/// Derives everything again, and fails on any difference.
async fn find_differences(config: &Config, database: &Database) -> Result<(), Failure> {
    let key = open_key(config, database).await?;
    let report = check::run(database, &key).await?;
    print(&report);
    if report.differences.is_empty() {
        Ok(())
    } else {
        Err(Failure::Differences(report.differences.len()))
    }
}

/// The keys. Those that the books were written with have to be there.
async fn open_key(config: &Config, database: &Database) -> Result<Key, Failure> {
    let used = KeysUsed::by(database).await?;
    let key = config.open_key(&used)?;
    used.opened_by(&key)?;
    Ok(key)
}

/// Verifies a downloaded ledger: no database, no key, no network.
fn verify(file: &Path) -> Result<(), Failure> {
    let mut lines = BufReader::new(File::open(file)?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let mut verifier = Verifier::begin(&first).map_err(Failure::Ledger)?;
    for line in lines {
        verifier.read(&line?).map_err(Failure::Ledger)?;
    }
    let found = verifier.finish().map_err(Failure::Ledger)?;
    let [county, held, volunteers] = found.balances;
    println!(
        "{} transfers of {} days hold together.",
        found.transfers, found.days
    );
    println!("Begins behind {}", found.before);
    if let Some((day, root)) = found.last {
        println!("Ends with {day}, {root}");
    }
    println!(
        "Moved: county {county}, on hold {held}, volunteers {volunteers}; altogether {}",
        county + held + volunteers
    );
    Ok(())
}

fn print(report: &check::Report) {
    for (what, rows) in &report.checked {
        println!("{rows:>10} {what}");
    }
    for difference in &report.differences {
        println!("DIFFERENCE {difference}");
    }
}
