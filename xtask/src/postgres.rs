//! A PostgreSQL of our own for the tests, gone when they are.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
};

use crate::{
    process::Result,
    setup::{is_root, postgres_programs},
};

/// Starts the cluster, waits until its stdin closes, and clears up. The system closes it however this process ends, so that not even Ctrl-C or a kill leaves a database behind.
///
/// A crash may lose its data: without fsync the tests run several times faster.
const GUARD: &str = r#"
trap '' INT TERM HUP
programs=$1 folder=$2 port=$3
mkdir "$folder" && cd "$folder" || exit 1
{
  "$programs/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync &&
  "$programs/pg_ctl" -D data -l server.log -w start -o "-h 127.0.0.1 -p $port -k '' \
    -c max_connections=300 -c fsync=off -c full_page_writes=off"
} >log 2>&1 </dev/null && echo ready || cat log server.log
cat >/dev/null
"$programs/pg_ctl" -D data -m immediate stop >/dev/null 2>&1
cd / && rm -rf "$folder"
"#;

/// A running cluster; dropping it stops and removes it.
pub(crate) struct Cluster {
    guard: Child,
    url: String,
}

impl Cluster {
    /// Makes an empty cluster and starts it.
    pub(crate) fn start() -> Result<Self> {
        let programs = postgres_programs().ok_or("PostgreSQL is not installed")?;
        let port = free_port().map_err(|e| format!("no free port: {e}"))?;
        // Not TMPDIR, which may lie where PostgreSQL's own user cannot go.
        let folder = format!("/tmp/diandan-postgres-{port}");
        let mut command = Command::new("sh");
        command
            .args(["-c", GUARD, "guard"])
            .arg(programs)
            .arg(folder)
            .arg(port.to_string());
        command
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if is_root() {
            // PostgreSQL refuses to run as root.
            let (user, group) = postgres_user()?;
            command.uid(user).gid(group);
        }
        let guard = command
            .spawn()
            .map_err(|e| format!("cannot start PostgreSQL: {e}"))?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let mut cluster = Self { guard, url };

        let mut said = String::new();
        if let Some(stdout) = cluster.guard.stdout.take() {
            let mut stdout = BufReader::new(stdout);
            let _ = stdout.read_line(&mut said);
            if said == "ready\n" {
                return Ok(cluster);
            }
            drop(cluster.guard.stdin.take());
            let _ = stdout.read_to_string(&mut said);
        }
        Err(format!("PostgreSQL does not start:\n{said}"))
    }

    /// Tells a command where the cluster is.
    pub(crate) fn seen_by<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.env("DIANDAN_TEST_POSTGRES", &self.url)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// The ids of the user and the group that Debian's package made.
fn postgres_user() -> Result<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let user = users
        .lines()
        .find_map(|line| line.strip_prefix("postgres:"));
    let mut ids = user
        .into_iter()
        .flat_map(|line| line.split(':').skip(1))
        .map_while(|id| id.parse().ok());
    ids.next()
        .zip(ids.next())
        .ok_or_else(|| "there is no user postgres to run PostgreSQL as".into())
}
