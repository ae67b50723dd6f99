//! The demo's gateway: a log that can be read at `/dev/sms`.

use super::{Gateway, Outgoing};
use domain::ids::MessageId;
use futures::future::{BoxFuture, FutureExt, ready};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Messages that are kept to be read.
const KEPT: usize = 200;

/// A message in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// Its id.
    pub id: MessageId,
    /// The number.
    pub phone: String,
    /// The words.
    pub text: String,
}

/// Writes messages to a file instead of sending them.
pub struct LogGateway {
    path: PathBuf,
    latest: Mutex<VecDeque<Logged>>,
}

impl LogGateway {
    /// Opens the log in a data folder; what it holds already is known, so that nothing is logged twice.
    pub fn open(data: &Path) -> std::io::Result<Self> {
        let path = data.join("sms.log");
        let mut latest = VecDeque::new();
        if path.exists() {
            for line in std::io::BufReader::new(File::open(&path)?).lines() {
                if let Ok(logged) = serde_json::from_str(&line?) {
                    push(&mut latest, logged);
                }
            }
        }
        Ok(Self {
            path,
            latest: Mutex::new(latest),
        })
    }

    /// The latest messages, the newest first.
    pub fn latest(&self) -> Vec<Logged> {
        self.lock().iter().rev().cloned().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<Logged>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, message: &Outgoing) -> Result<(), String> {
        let mut latest = self.lock();
        if latest.iter().any(|known| known.id == message.id) {
            return Ok(());
        }
        let logged = Logged {
            id: message.id,
            phone: message.phone.as_str().to_owned(),
            text: message.text.clone(),
        };
        let line = serde_json::to_string(&logged).map_err(|error| error.to_string())?;
        let mut file = open(&self.path).map_err(|error| error.to_string())?;
        writeln!(file, "{line}").map_err(|error| error.to_string())?;
        push(&mut latest, logged);
        Ok(())
    }
}

/// Opens the log to add to it. It holds phones and login codes, so a new one is for this program's user only.
fn open(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn push(latest: &mut VecDeque<Logged>, logged: Logged) {
    latest.push_back(logged);
    if latest.len() > KEPT {
        latest.pop_front();
    }
}

impl Gateway for LogGateway {
    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<(), String>> {
        ready(self.write(message)).boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::account::Phone;
    use domain::time::Timestamp;

    #[tokio::test]
    async fn a_message_is_logged_once_even_across_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let message = Outgoing {
            id: MessageId(7),
            phone: Phone::parse("13800000001").unwrap(),
            text: "123456".into(),
            at: Timestamp(0),
        };
        let log = LogGateway::open(folder.path()).unwrap();
        log.send(&message).await.unwrap();
        log.send(&message).await.unwrap();
        let again = LogGateway::open(folder.path()).unwrap();
        again.send(&message).await.unwrap();
        assert_eq!(again.latest().len(), 1);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn nobody_else_on_the_machine_reads_the_log() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let message = Outgoing {
            id: MessageId(7),
            phone: Phone::parse("13800000001").unwrap(),
            text: "123456".into(),
            at: Timestamp(0),
        };
        let log = LogGateway::open(folder.path()).unwrap();
        log.send(&message).await.unwrap();
        let file = std::fs::metadata(folder.path().join("sms.log")).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
    }
}
