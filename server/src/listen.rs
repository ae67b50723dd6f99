//! Connections: how many there may be, and how long one may take to say what it wants.

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// How many connections there may be, and how long each may take to say what it wants.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Of everybody. Whoever comes when there are as many waits until one ends.
    pub all: usize,
    /// Of one address; whoever opens more is hung up on. None behind a proxy, which is one address for everybody.
    pub of_one: Option<usize>,
    /// A connection on which no request has arrived whole, or none follows another, is closed after this.
    pub patience: Duration,
}

impl Limits {
    /// What a county of half a million needs; one home or office behind one address has room for a hundred phones.
    pub const fn new(behind_proxy: bool) -> Self {
        Self {
            all: 4000,
            of_one: if behind_proxy { None } else { Some(600) },
            patience: Duration::from_secs(30),
        }
    }

    /// No more than there are files: a connection takes one, and the books, pictures and logs need theirs.
    #[must_use]
    pub fn within_files(mut self) -> Self {
        const OURS: usize = 96;
        let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(256);
        let room = usize::try_from(files).unwrap_or(usize::MAX);
        self.all = self.all.min(room.saturating_sub(OURS)).max(OURS);
        self
    }
}

/// Answers whoever connects, for as long as it is polled.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits) {
    let all = Arc::new(Semaphore::new(limits.all));
    let callers = Callers::default();
    loop {
        let Ok(place) = Arc::clone(&all).acquire_owned().await else {
            return;
        };
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of files, mostly: some are given back soon.
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let Some(caller) = callers.enter(peer.ip(), limits.of_one) else {
            tracing::debug!("an address has more connections than it may");
            continue;
        };
        let router = router.clone();
        tokio::spawn(async move {
            answer(stream, peer, router, limits.patience).await;
            drop((place, caller));
        });
    }
}

async fn answer(stream: TcpStream, peer: SocketAddr, router: Router, patience: Duration) {
    // Without this, streamed answers meet delayed acknowledgements and wait 40 ms.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY");
    }
    let service = router.map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.map(axum::body::Body::new)
    });
    let ended = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
        .with_upgrades()
        .await;
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended");
    }
}

/// How many connections each address has.
#[derive(Clone, Default)]
struct Callers(Arc<Mutex<HashMap<IpAddr, usize>>>);

impl Callers {
    /// Counts one more, until what is handed out is dropped; nothing where it is one too many.
    fn enter(&self, address: IpAddr, most: Option<usize>) -> Option<Caller> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if most.is_some_and(|most| *count >= most) {
            return None;
        }
        *count += 1;
        Some(Caller(self.clone(), address))
    }
}

struct Caller(Callers, IpAddr);

impl Drop for Caller {
    fn drop(&mut self) {
        let Self(Callers(counts), address) = self;
        let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    async fn start(limits: Limits) -> SocketAddr {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route(
            "/",
            get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() }),
        );
        tokio::spawn(serve(listener, router, limits));
        address
    }

    const LIMITS: Limits = Limits {
        all: 50,
        of_one: Some(40),
        patience: Duration::from_millis(300),
    };

    /// Everything that comes until the other side hangs up.
    async fn rest(stream: &mut TcpStream) -> String {
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        answer
    }

    #[tokio::test]
    async fn a_request_is_answered_and_knows_its_address() {
        let mut stream = TcpStream::connect(start(LIMITS).await).await.unwrap();
        let request = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n";
        stream.write_all(request).await.unwrap();
        let answer = rest(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("127.0.0.1"));
    }

    #[tokio::test]
    async fn half_a_request_and_silence_are_given_up() {
        let address = start(LIMITS).await;
        for said in ["", "GET / HT", "GET / HTTP/1.1\r\nhost: x\r\nx-slow: "] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(said.as_bytes()).await.unwrap();
            let given_up = tokio::time::timeout(Duration::from_secs(10), rest(&mut stream)).await;
            assert!(given_up.is_ok(), "{said:?} is waited for");
        }
    }

    #[tokio::test]
    async fn an_address_has_as_many_connections_as_it_may() {
        let address = start(Limits {
            of_one: Some(3),
            patience: Duration::from_mins(1),
            ..LIMITS
        })
        .await;
        let mut held = Vec::new();
        for _ in 0..3 {
            held.push(TcpStream::connect(address).await.unwrap());
        }
        let mut one_more = TcpStream::connect(address).await.unwrap();
        let hung_up = tokio::time::timeout(Duration::from_secs(10), rest(&mut one_more)).await;
        assert_eq!(hung_up.as_deref(), Ok(""));
        // The ones that are held are answered.
        for stream in &mut held {
            stream
                .write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
                .await
                .unwrap();
            assert!(rest(stream).await.starts_with("HTTP/1.1 200"));
        }
    }

    #[tokio::test]
    async fn who_comes_when_all_places_are_taken_by_silence_is_answered_in_the_end() {
        let address = start(LIMITS).await;
        let mut silent = Vec::new();
        for _ in 0..LIMITS.of_one.unwrap() {
            silent.push(TcpStream::connect(address).await.unwrap());
        }
        // More than there are places, from as many addresses as loopback has.
        for n in 0..20_u8 {
            let socket = tokio::net::TcpSocket::new_v4().unwrap();
            let from = SocketAddr::from(([127, 0, 1, n + 1], 0));
            if socket.bind(from).is_ok() {
                silent.extend(socket.connect(address).await);
            }
        }
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        if socket.bind(SocketAddr::from(([127, 0, 2, 1], 0))).is_err() {
            return; // A system whose loopback is one address.
        }
        let mut stream = socket.connect(address).await.unwrap();
        stream
            .write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            .await
            .unwrap();
        let answer = tokio::time::timeout(Duration::from_secs(20), rest(&mut stream)).await;
        assert!(answer.unwrap().starts_with("HTTP/1.1 200"));
    }
}
