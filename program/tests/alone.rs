//! The program alone in an empty folder, as a county's machine has it: no source tree, no build beside it.
#![expect(
    clippy::unwrap_used,
    reason = "in a test, what cannot be unwrapped is a failure"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

/// A folder with nothing in it but the program.
struct Alone {
    folder: TempDir,
}

impl Alone {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("diandan");
        fs::copy(env!("CARGO_BIN_EXE_diandan"), &program).unwrap();
        // A child that another test starts meanwhile holds the copy open until it is another program.
        while let Err(error) = Command::new(&program).arg("--version").output() {
            assert_eq!(error.kind(), ErrorKind::ExecutableFileBusy);
            sleep(Duration::from_millis(20));
        }
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program in its folder, with no more of an environment than this.
    fn command(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Command {
        let mut command = Command::new(self.path("diandan"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .envs(environment.iter().copied());
        command
    }

    fn runs(&self, arguments: &[&str], environment: &[(&str, &str)]) -> String {
        let output = self.command(arguments, environment).output().unwrap();
        assert!(output.status.success(), "{}", told(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What a command says that does not do what it is asked.
    fn refuses(&self, arguments: &[&str], environment: &[(&str, &str)]) -> String {
        let mut command = self.command(arguments, environment);
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let mut child = Running(child.unwrap());
        // One that starts would serve for ever.
        for _ in 0..600 {
            if child.0.try_wait().unwrap().is_some() {
                break;
            }
            sleep(Duration::from_millis(50));
        }
        let _ = child.0.kill();
        let mut said = String::new();
        let mut stderr = child.0.stderr.take().unwrap();
        std::io::Read::read_to_string(&mut stderr, &mut said).unwrap();
        assert_eq!(child.0.wait().unwrap().code(), Some(1), "{said}");
        said
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Ended when dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const DEMO: (&str, &str) = ("DIANDAN_DEMO", "true");

fn free_port() -> String {
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    socket.local_addr().unwrap().port().to_string()
}

#[test]
fn a_start_that_lacks_something_says_what_and_stops() {
    let alone = Alone::new();
    let port = free_port();
    let serve = ["serve", "--port", &port];
    for (environment, words) in [
        (vec![], "DIANDAN_SMS__URL"),
        (vec![DEMO, ("DIANDAN_SITE", "/nowhere")], "DIANDAN_SITE"),
        (vec![DEMO, ("DIANDAN_HOST", "here")], "HOST"),
        (vec![DEMO, ("DIANDAN_KEY", "abc")], "64 hexadecimal digits"),
        (vec![DEMO, ("DIANDAN_DATABASE_URL", "mysql://x")], "sqlite:"),
    ] {
        let site = alone.path("site");
        fs::create_dir_all(&site).unwrap();
        fs::write(site.join("hash.txt"), "").unwrap();
        let mut all = vec![("DIANDAN_SITE", site.to_str().unwrap())];
        all.extend(environment);
        let said = alone.refuses(&serve, &all);
        assert!(said.contains(words), "{words}: {said}");
    }
    let named = ["serve", "--config", "county.toml"];
    assert!(alone.refuses(&named, &[DEMO]).contains("county.toml"));

    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let site = alone.path("site");
    let environment = [DEMO, ("DIANDAN_SITE", site.to_str().unwrap())];
    let said = alone.refuses(
        &["serve", "--port", &address.port().to_string()],
        &environment,
    );
    assert!(said.contains(&address.to_string()), "{said}");
}

#[test]
#[cfg_attr(embedded, ignore = "built with DIANDAN_EMBED, so it has what it needs")]
fn a_program_that_carries_nothing_says_so() {
    let alone = Alone::new();
    let said = alone.refuses(&["serve", "--port", &free_port()], &[DEMO]);
    assert!(said.contains("no files for browsers"), "{said}");
}

/// What was answered.
struct Answer {
    status: u16,
    kind: String,
    packed: String,
    kept: String,
    body: Vec<u8>,
}

/// A server, and who asks it.
struct Server {
    _running: Running,
    port: String,
    agent: ureq::Agent,
}

impl Server {
    fn start(alone: &Alone) -> Self {
        let port = free_port();
        let command = &mut alone.command(&["serve", "--port", &port], &[DEMO]);
        let running = Running(command.stdout(Stdio::null()).spawn().unwrap());
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .new_agent();
        let server = Self {
            _running: running,
            port,
            agent,
        };
        for _ in 0..600 {
            if server.agent.get(server.url("/readyz")).call().is_ok() {
                return server;
            }
            sleep(Duration::from_millis(50));
        }
        panic!("the server gives no answer");
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn asks(&self, path: &str, accepted: &str) -> Answer {
        let request = self.agent.get(self.url(path));
        let request = request.header("accept-encoding", accepted);
        let mut answer = request.call().unwrap();
        let header = |name: &str| {
            let value = answer.headers().get(name);
            value.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
        };
        Answer {
            status: answer.status().as_u16(),
            kind: header("content-type"),
            packed: header("content-encoding"),
            kept: header("cache-control"),
            body: answer.body_mut().read_to_vec().unwrap(),
        }
    }
}

/// The paths on the same site that a file leads to, from where it lies.
fn leads_to(path: &str, kind: &str, text: &str) -> BTreeSet<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    // Whatever stands in quotes or in url(…), if it looks like a path.
    let pieces = text.split(['"', '\'', '`', '(', ')']);
    let html = kind.starts_with("text/html");
    pieces
        .filter_map(|piece| {
            let piece = piece.split(['?', '#']).next()?;
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
            if !piece.bytes().all(plain) || piece.starts_with("//") {
                return None;
            }
            let file = piece.rsplit('/').next()?.rsplit_once('.');
            let is_file = file.is_some_and(|(stem, ending)| {
                let endings = [
                    "css",
                    "js",
                    "wasm",
                    "svg",
                    "png",
                    "ico",
                    "txt",
                    "woff2",
                    "webmanifest",
                ];
                !stem.is_empty() && endings.contains(&ending)
            });
            if let Some(below) = piece.strip_prefix("./") {
                // The name of a module that wasm-bindgen's script makes itself.
                let is_file = is_file && !below.ends_with("_bg.js");
                is_file.then(|| format!("{folder}/{below}"))
            } else if piece.starts_with('/') && (is_file || html && !piece.starts_with("/api/")) {
                Some(piece.to_owned())
            } else {
                None
            }
        })
        .collect()
}

#[test]
#[cfg_attr(
    not(embedded),
    ignore = "built without DIANDAN_EMBED, so it carries nothing"
)]
fn every_file_of_every_page_is_in_the_program() {
    let alone = Alone::new();
    alone.runs(&["demo", "--scale", "0.0001"], &[]);
    // A version before, which a tab still shows.
    let package = alone.path("data/site/pkg");
    fs::create_dir_all(&package).unwrap();
    fs::write(package.join("diandan.before.css"), "before").unwrap();
    fs::write(
        alone.path("data/site/laid-out.txt"),
        "pkg/diandan.before.css",
    )
    .unwrap();
    let server = Server::start(&alone);

    let mut found = BTreeMap::new();
    let mut waiting: Vec<String> = vec!["/".into()];
    while let Some(path) = waiting.pop() {
        if found.contains_key(&path) || found.len() > 400 {
            continue;
        }
        let answer = server.asks(&path, "identity");
        assert!(
            [200, 303].contains(&answer.status),
            "{path}: {}",
            answer.status
        );
        let text = String::from_utf8_lossy(&answer.body);
        if !answer.kind.starts_with("application/wasm") {
            waiting.extend(leads_to(&path, &answer.kind, &text));
        }
        found.insert(path, answer.kind);
    }
    let kinds: BTreeSet<&str> = found.values().map(String::as_str).collect();
    for kind in [
        "text/html; charset=utf-8",
        "text/css",
        "text/javascript",
        "application/wasm",
        "image/svg+xml",
        "application/manifest+json",
        "text/plain; charset=utf-8",
    ] {
        assert!(kinds.contains(kind), "no {kind} among {kinds:?}");
    }

    // And whatever a page may come to name that none of these has named: the scanner of a shop, say.
    let carried = option_env!("DIANDAN_EMBEDDED").map(Path::new).unwrap();
    let mut files = Vec::new();
    list(carried, "", &mut files);
    assert!(files.len() > 10);
    for file in &files {
        let (whole, packed) = (
            server.asks(&format!("/{file}"), "identity"),
            server.asks(&format!("/{file}"), "br"),
        );
        assert_eq!((whole.status, packed.status), (200, 200), "{file}");
        assert_eq!(whole.body, fs::read(carried.join(file)).unwrap(), "{file}");
        // A picture is packed by its format.
        if Path::new(file)
            .extension()
            .is_some_and(|kind| kind == "png")
        {
            assert_eq!(packed.packed, "", "{file}");
        } else {
            assert_eq!(packed.packed, "br", "{file}");
            let beforehand = fs::read(carried.join(format!("{file}.br"))).unwrap();
            assert_eq!(packed.body, beforehand, "{file}");
        }
        let for_good = whole.kept.contains("immutable");
        assert_eq!(for_good, file.starts_with("pkg/"), "{file}: {}", whole.kept);
    }

    let before = server.asks("/pkg/diandan.before.css", "identity");
    assert_eq!((before.status, &*before.body), (200, &b"before"[..]));
    assert_eq!(
        server.asks("/pkg/diandan.never.css", "identity").status,
        404
    );

    // What it served meanwhile, elsewhere.
    alone.runs(&["backup", "--check", "--to", "copy"], &[]);
    alone.runs(&["restore", "--from", "copy", "--data", "again"], &[]);
    // Without the key that they were written with, and with another, nothing is made of the books.
    let serve = ["serve", "--data", "again", "--port", &free_port()];
    let refused = alone.refuses(&serve, &[DEMO]);
    assert!(refused.contains("again/key"), "{refused}");
    fs::copy(
        alone.path("data/certificate-key"),
        alone.path("again/certificate-key"),
    )
    .unwrap();
    fs::write(alone.path("again/key"), "0".repeat(64)).unwrap();
    let refused = alone.refuses(&serve, &[DEMO]);
    assert!(refused.contains("not the one"), "{refused}");
    fs::copy(alone.path("data/key"), alone.path("again/key")).unwrap();
    alone.runs(&["check", "--data", "again"], &[]);
}

/// The files below a folder that are served under their own names.
fn list(folder: &Path, prefix: &str, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let packed = path.extension().is_some_and(|ending| ending == "br");
        if path.is_dir() {
            list(&path, &format!("{prefix}{name}/"), files);
        } else if !packed && name != "hash.txt" {
            files.push(format!("{prefix}{name}"));
        }
    }
}
