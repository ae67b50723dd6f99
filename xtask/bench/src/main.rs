//! How fast the built server is: `cargo xtask bench`.
//!
//! The load comes from wrk on the same machine, so what is measured is the server with half of the processor. Orders are placed
//! through HTTP, and an answer means that the order is on disk.

use clap::Parser;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use ureq::Agent;
use ureq::http::HeaderMap;

/// What goes wrong is told to a person and ends the measuring, so an error is a sentence.
type Result<T = ()> = std::result::Result<T, String>;

/// Measures the built server on a demo county of its own.
#[derive(Parser)]
struct Args {
    /// The server.
    #[arg(long)]
    program: PathBuf,
    /// Where the county is kept meanwhile; whatever is there is removed.
    #[arg(long)]
    folder: PathBuf,
    /// For programs.
    #[arg(long)]
    json: bool,
    /// Under a minute, without the ledger and the clock.
    #[arg(long)]
    quick: bool,
}

fn main() -> ExitCode {
    match bench(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("✗ {problem}");
            ExitCode::FAILURE
        }
    }
}

/// A phone of the demo county's accounts: a resident.
const RESIDENT: &str = "13800000001";
/// A volunteer's, whose page has something of everything.
const VOLUNTEER: &str = "13800000002";

fn bench(args: &Args) -> Result {
    let Args {
        program,
        folder,
        json,
        quick,
    } = args;
    let (json, quick) = (*json, *quick);
    let seconds = if quick { 3 } else { 10 };
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    quiet(
        Command::new(program)
            .args(["demo", "--trial", "--data"])
            .arg(folder),
    )?;

    let server = Server::start(program, folder)?;
    let mut numbers = vec![
        ("start_ms", server.start_ms),
        ("rss_idle_bytes", server.memory()?),
    ];
    numbers.push(("first_visit_brotli_bytes", first_visit(server.port)? as f64));
    let visitor = Load {
        port: server.port,
        seconds,
        folder,
        cookie: String::new(),
    };
    numbers.push(("static_rps", visitor.pages("/healthz")?));
    numbers.push(("home_rps", visitor.pages("/")?));
    numbers.push(("services_rps", visitor.pages("/services")?));
    let volunteer = Load {
        cookie: sign_in(server.port, VOLUNTEER)?,
        ..visitor.clone()
    };
    numbers.push(("me_rps", volunteer.pages("/me")?));
    let resident = Load {
        cookie: sign_in(server.port, RESIDENT)?,
        ..visitor
    };
    for (key, connections) in [("orders_per_s_8", 8), ("orders_per_s_64", 64)] {
        numbers.push((key, resident.orders(connections)?));
    }
    drop(server);
    let raw = quiet(
        Command::new(program)
            .args(["raw-orders", "--seconds", &seconds.to_string(), "--data"])
            .arg(folder),
    )?;
    numbers.push((
        "raw_orders_per_s",
        raw.trim()
            .parse()
            .map_err(|_| format!("raw-orders said {raw}"))?,
    ));
    let _ = fs::remove_dir_all(folder);
    if !quick {
        numbers.extend(ledger(program, folder)?);
        numbers.push(("write_stall_ms_clock", clock_stall(program, folder)?));
    }
    if json {
        print_json(&numbers, seconds);
    } else {
        print_table(&numbers);
    }
    Ok(())
}

/// A running server, stopped when dropped.
struct Server {
    child: Child,
    port: u16,
    start_ms: f64,
}

impl Server {
    /// Starts the server and waits for its first answer.
    fn start(program: &Path, folder: &Path) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|socket| socket.local_addr())
            .map_err(|error| error.to_string())?
            .port();
        let mut command = Command::new(program);
        command
            .args(["serve", "--port", &port.to_string(), "--data"])
            .arg(folder)
            .envs([
                ("DIANDAN_DEMO", "true"),
                ("DIANDAN_RATE__PER_SECOND", "0"),
                ("RUST_LOG", "error"),
            ])
            .stdout(Stdio::null());
        let start = now();
        let mut server = Self {
            child: command.spawn().map_err(|error| error.to_string())?,
            port,
            start_ms: 0.0,
        };
        for _ in 0..5000 {
            if get(port, "/", &[]).is_ok_and(|answer| answer.status == 200) {
                server.start_ms = start.elapsed().as_secs_f64() * 1000.0;
                return Ok(server);
            }
            sleep(Duration::from_millis(2));
        }
        Err("the server gave no answer in ten seconds".to_owned())
    }

    /// Memory at rest, in bytes.
    fn memory(&self) -> Result<f64> {
        sleep(Duration::from_secs(2));
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .map_err(|error| error.to_string())?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .ok_or("no VmRSS")?;
        let kilobytes: f64 = line
            .trim()
            .trim_end_matches("kB")
            .trim()
            .parse()
            .map_err(|_| "VmRSS is no number")?;
        Ok(kilobytes * 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Signs in as the demo's accounts do, and returns the session's cookie.
fn sign_in(port: u16, phone: &str) -> Result<String> {
    let form = [
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Accept", "application/json"),
    ];
    let asked = post(
        port,
        "/api/account/request_code",
        &form,
        &format!("phone={phone}"),
    )?;
    let carried = cookies(&asked);
    for _ in 0..100 {
        sleep(Duration::from_millis(100));
        let log = get(port, "/dev/sms", &[("Accept", "application/json")])?;
        let log: Vec<Sms> =
            serde_json::from_slice(&log.body).map_err(|error| format!("/dev/sms: {error}"))?;
        let Some(code) = code_for(&log, phone) else {
            continue;
        };
        let with_phone = [form[0], form[1], ("Cookie", carried.as_str())];
        let signed_in = post(
            port,
            "/api/account/sign_in",
            &with_phone,
            &format!("code={code}"),
        )?;
        if signed_in.status != 200 {
            return Err(format!("signing in answered {}", signed_in.status));
        }
        return Ok(cookies(&signed_in));
    }
    Err("no login code came".into())
}

/// A line of the demo's log of SMS.
#[derive(Deserialize)]
struct Sms {
    phone: String,
    text: String,
}

/// The six digits in the latest message to a phone.
fn code_for(log: &[Sms], phone: &str) -> Option<String> {
    let message = log.iter().find(|message| message.phone == phone)?;
    let mut numbers = message.text.split(|c: char| !c.is_ascii_digit());
    numbers.find(|digits| digits.len() == 6).map(str::to_owned)
}

fn cookies(answer: &Answer) -> String {
    let set = answer.headers.get_all("set-cookie").iter();
    set.filter_map(|value| value.to_str().ok()?.split(';').next())
        .collect::<Vec<_>>()
        .join("; ")
}

/// An answer of the server.
struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

fn get(port: u16, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let mut request = agent().get(address(port, path));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    answer(path, request.call())
}

fn post(port: u16, path: &str, headers: &[(&str, &str)], body: &str) -> Result<Answer> {
    let mut request = agent().post(address(port, path));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    answer(path, request.send(body))
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .build();
    config.into()
}

fn address(port: u16, path: &str) -> String {
    format!("http://127.0.0.1:{port}{path}")
}

fn answer(
    path: &str,
    answer: std::result::Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Answer> {
    let broken = |error| format!("{path}: {error}");
    let mut answer = answer.map_err(broken)?;
    Ok(Answer {
        status: answer.status().as_u16(),
        body: answer.body_mut().read_to_vec().map_err(broken)?,
        headers: std::mem::take(answer.headers_mut()),
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "measures a span; decides nothing"
)]
fn now() -> Instant {
    Instant::now()
}

/// Runs a program and gives what it wrote to stdout.
fn quiet(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(said);
    }
    let wrong = String::from_utf8_lossy(&output.stderr);
    Err(format!(
        "{program} failed ({}):\n{said}{wrong}",
        output.status
    ))
}

/// wrk's runs against one server.
#[derive(Clone)]
struct Load<'a> {
    port: u16,
    seconds: u32,
    folder: &'a Path,
    cookie: String,
}

impl Load<'_> {
    /// Requests a second for a page, from 32 connections.
    fn pages(&self, path: &str) -> Result<f64> {
        let mut wrk = self.wrk(32);
        if !self.cookie.is_empty() {
            wrk.arg("-H").arg(format!("Cookie: {}", self.cookie));
        }
        requests_per_second(&quiet(
            wrk.arg(format!("http://127.0.0.1:{}{path}", self.port)),
        )?)
    }

    /// Orders a second, each a form of its own.
    fn orders(&self, connections: u32) -> Result<f64> {
        let script = self.script()?;
        let mut wrk = self.wrk(connections);
        requests_per_second(&quiet(
            wrk.arg("-s")
                .arg(script)
                .arg(format!("http://127.0.0.1:{}", self.port)),
        )?)
    }

    fn wrk(&self, connections: u32) -> Command {
        let mut wrk = Command::new("wrk");
        wrk.args([
            "-t",
            "1",
            "-c",
            &connections.to_string(),
            "-d",
            &format!("{}s", self.seconds),
            "--timeout",
            "10s",
        ]);
        wrk
    }

    /// A script that fills in the order form as a resident would: the village and the day are those of the page itself.
    fn script(&self) -> Result<PathBuf> {
        let page = get(self.port, "/order/new?item=1", &[("Cookie", &self.cookie)])?.text();
        let village = option(&page, "village", 0).ok_or("the order form names no village")?;
        let day = option(&page, "day1", 7).ok_or("the order form names no day")?;
        let path = self.folder.join("orders.lua");
        let script = format!(
            r#"
local n = 0
local run = string.format("%08x%08x", os.time(), math.floor(os.clock() * 1e9) % 4294967296)
wrk.method = "POST"
wrk.path = "/api/orders/place"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Accept"] = "application/json"
wrk.headers["Cookie"] = "{cookie}"
request = function()
  n = n + 1
  local body = string.format("request_id=%s%016x&item=1&name=%E6%B2%88%E6%AF%85%E6%96%8C&phone=13800000001&day1={day}&part1=morning&village={village}&address=%E4%B8%AD%E5%B1%B1%E8%B7%AF", run, n)
  return wrk.format(nil, nil, nil, body)
end
"#,
            cookie = self.cookie
        );
        // Percent signs stand for themselves in what string.format is given.
        let script = script
            .replace("%E", "%%E")
            .replace("%B", "%%B")
            .replace("%9", "%%9")
            .replace("%8", "%%8")
            .replace("%A", "%%A");
        fs::write(&path, script).map_err(|error| error.to_string())?;
        Ok(path)
    }
}

/// The value of the nth choice that a select offers, not counting the empty one.
fn option(page: &str, select: &str, nth: usize) -> Option<String> {
    let (_, rest) = page.split_once(&format!("<select id=\"{select}\""))?;
    let choices = rest.split("</select>").next()?;
    let values = choices
        .split("value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    values
        .filter(|value| !value.is_empty())
        .nth(nth)
        .map(str::to_owned)
}

fn requests_per_second(report: &str) -> Result<f64> {
    if let Some(line) = report
        .lines()
        .find(|line| line.contains("Non-2xx") || line.contains("Socket errors"))
    {
        return Err(format!("under load: {}", line.trim()));
    }
    let line = report
        .lines()
        .find_map(|line| line.strip_prefix("Requests/sec:"))
        .ok_or_else(|| report.to_owned())?;
    line.trim().parse().map_err(|_| format!("wrk said {line}"))
}

/// The bytes that a first visit to the home page transfers, as a browser that understands brotli gets them.
fn first_visit(port: u16) -> Result<usize> {
    let brotli = [("Accept-Encoding", "br")];
    let home = get(port, "/", &brotli)?;
    let mut wanted = links(&get(port, "/", &[])?.text());
    let mut total = home.body.len();
    let mut at = 0;
    while let Some(path) = wanted.get(at).cloned() {
        at += 1;
        let file = get(port, &path, &brotli)?;
        if file.status != 200 {
            return Err(format!("{path} answered {}", file.status));
        }
        total += file.body.len();
        if Path::new(&path)
            .extension()
            .is_some_and(|kind| kind == "js")
        {
            // The scripts it imports, but not those that it only loads for other pages.
            let script = get(port, &path, &[])?.text();
            for import in script.split("from").skip(1).filter_map(quoted) {
                let import = format!("/pkg/{}", import.trim_start_matches("./"));
                if !wanted.contains(&import) {
                    wanted.push(import);
                }
            }
        }
    }
    Ok(total)
}

/// The files a page names: style, scripts, wasm, texts, icons.
fn links(page: &str) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    for quoted in page.split(['"', '\'']).filter(|text| text.starts_with('/')) {
        let file = ["/pkg/", "/locale/", "/favicon", "/manifest"]
            .iter()
            .any(|start| quoted.starts_with(start));
        let path = quoted.to_owned();
        if file && !links.contains(&path) {
            links.push(path);
        }
    }
    links
}

fn quoted(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let mark = text
        .chars()
        .next()
        .filter(|mark| matches!(mark, '"' | '\''))?;
    text[1..].split(mark).next()
}

/// How fast the points ledger is when it is empty, when it has ten million rows, and in between.
fn ledger(program: &Path, folder: &Path) -> Result<Vec<(&'static str, f64)>> {
    const KEYS: [(&str, &str, &str, &str); 4] = [
        (
            "0",
            "balance_ms_empty",
            "statement_ms_empty",
            "posts_per_s_empty",
        ),
        (
            "100000",
            "balance_ms_100k",
            "statement_ms_100k",
            "posts_per_s_100k",
        ),
        (
            "1000000",
            "balance_ms_1m",
            "statement_ms_1m",
            "posts_per_s_1m",
        ),
        (
            "10000000",
            "balance_ms_10m",
            "statement_ms_10m",
            "posts_per_s_10m",
        ),
    ];
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let said = quiet(
        Command::new(program)
            .args(["ledger-speed", "--data"])
            .arg(folder),
    )?;
    let _ = fs::remove_dir_all(folder);
    let mut numbers = Vec::new();
    for (line, (rows, balance, statement, posts)) in said.lines().zip(KEYS) {
        let mut fields = line.split(' ');
        let mut next = || fields.next().unwrap_or_default();
        if next() != rows {
            return Err(format!("ledger-speed said {line}"));
        }
        for key in [balance, statement, posts] {
            let value = next().parse();
            numbers.push((key, value.map_err(|_| format!("ledger-speed said {line}"))?));
        }
    }
    Ok(numbers)
}

/// Milliseconds in which 99 of 100 forms are answered while the clock works off a month in which nobody let it.
fn clock_stall(program: &Path, folder: &Path) -> Result<f64> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let said = quiet(
        Command::new(program)
            .args(["clock-stall", "--data"])
            .arg(folder),
    )?;
    let _ = fs::remove_dir_all(folder);
    let waited = said.split(' ').next().unwrap_or_default();
    waited
        .parse()
        .map_err(|_| format!("clock-stall said {said}"))
}

fn print_table(numbers: &[(&str, f64)]) {
    for (key, value) in numbers {
        println!("{key:<26} {value:>14.*}", digits(*value));
    }
}

/// Milliseconds are small, requests are many.
fn digits(value: f64) -> usize {
    if value < 10.0 { 3 } else { 0 }
}

fn print_json(numbers: &[(&str, f64)], seconds: u32) {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or_default();
    let mut all: Map<_, _> = numbers
        .iter()
        .map(|(key, value)| ((*key).to_owned(), Value::from(*value)))
        .collect();
    all.insert(
        "machine".to_owned(),
        json!({
            "processor": model.trim_start_matches([' ', '\t', ':']),
            "cores": std::thread::available_parallelism().map_or(0, usize::from),
        }),
    );
    all.insert(
        "settings".to_owned(),
        json!({
            "seconds": seconds,
            "load": "wrk -t1",
            "page_connections": 32,
            "database": "sqlite wal synchronous=full",
            "raw_orders_to_a_transaction": 64,
        }),
    );
    println!("{}", Value::Object(all));
}
