//! The little HTTP that the bench needs to sign in and to look at pages: one request, one connection.

use crate::process::Result;
use std::io::{Read, Write};
use std::net::TcpStream;

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in small letters.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Gets a path from the server on this machine.
pub(crate) fn get(port: u16, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    send(port, "GET", path, headers, "")
}

/// Posts a body.
pub(crate) fn post(port: u16, path: &str, headers: &[(&str, &str)], body: &str) -> Result<Answer> {
    send(port, "POST", path, headers, body)
}

fn send(
    port: u16,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<Answer> {
    let unreachable = |error: std::io::Error| format!("127.0.0.1:{port}{path}: {error}");
    let mut stream = TcpStream::connect(("127.0.0.1", port)).map_err(unreachable)?;
    // HTTP/1.0 has no chunks, so the body is what is left until the end.
    let mut request = format!(
        "{method} {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {}\r\n",
        body.len()
    );
    request.extend(
        headers
            .iter()
            .flat_map(|(name, value)| [name, ": ", value, "\r\n"]),
    );
    request += "\r\n";
    request += body;
    stream.write_all(request.as_bytes()).map_err(unreachable)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).map_err(unreachable)?;
    parse(&bytes).ok_or_else(|| format!("127.0.0.1:{port}{path}: not an HTTP answer"))
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Some(Answer {
        status,
        headers: headers.collect(),
        body: bytes[end + 4..].to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_taken_apart() {
        let answer =
            parse(b"HTTP/1.0 200 OK\r\nSet-Cookie: a=b; Path=/\r\n\r\nhello\r\n\r\nthere").unwrap();
        assert_eq!(
            (answer.status, answer.text().as_str()),
            (200, "hello\r\n\r\nthere")
        );
        assert_eq!(
            answer.headers,
            [("set-cookie".to_owned(), "a=b; Path=/".to_owned())]
        );
    }
}
