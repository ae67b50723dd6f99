//! The commands of `diandan`.

mod serve;

use crate::config::{Config, ConfigError, Flags};
use crate::pictures::Pictures;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use store::demo::{self, Filled};
use store::{Store, bench, check};

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
    /// Re-derives every counter, balance and total from the rows, and fails on any difference.
    Check,
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
    #[error("pictures: {0}")]
    Pictures(#[from] crate::pictures::Error),
    #[error("{0} differences")]
    Differences(usize),
}

/// Runs a command.
pub async fn run(cli: Cli) -> ExitCode {
    crate::commands::serve::log_to_stderr();
    match carry_out(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("diandan: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn carry_out(cli: Cli) -> Result<(), Failure> {
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
        Command::Serve { .. } => serve::serve(config).await,
        Command::Migrate => Ok(Store::migrate(&database).await?),
        Command::Demo { scale, seed } => {
            Store::migrate(&database).await?;
            let filled = demo::fill(
                &database,
                &config.open_key()?,
                demo::Options { scale, seed },
                crate::work::now(),
            )
            .await?;
            if matches!(filled, Filled::Now(_)) {
                let store = Store::open(&database, config.open_key()?, config.settings()).await?;
                let pictures = Pictures::open(store.clone(), &config)?;
                crate::pictures::demo::hang(&pictures, crate::work::now()).await?;
                demo::certify(&store, crate::work::now()).await?;
            }
            match filled {
                Filled::Already => {
                    println!("The database has a county already; it is left as it is.");
                }
                Filled::Now(size) => println!("{size:?}"),
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
        Command::Check => {
            let report = check::run(&database, &config.open_key()?).await?;
            print(&report);
            if report.differences.is_empty() {
                Ok(())
            } else {
                Err(Failure::Differences(report.differences.len()))
            }
        }
    }
}

fn print(report: &check::Report) {
    for (what, rows) in &report.checked {
        println!("{rows:>10} {what}");
    }
    for difference in &report.differences {
        println!("DIFFERENCE {difference}");
    }
}
