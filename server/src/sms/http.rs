//! The webhook gateway: a POST to whoever sends SMS for the county, signed as Standard Webhooks 1.0.0 prescribes
//! (<https://www.standardwebhooks.com>), so that receivers verify it with a ready library.
//!
//! The body is `{"id", "phone", "text"}`. `webhook-id` is the message's id at every attempt: a receiver that has taken it before
//! answers 2xx and sends nothing. `webhook-timestamp` is the time of the attempt in UTC seconds; how old a message may be is
//! the receiver's decision. `webhook-signature` holds a signature by each secret.

use super::{Gateway, Outgoing};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use futures::future::{BoxFuture, FutureExt};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::sync::Arc;
use std::time::Duration;

/// What a secret begins with whose bytes are written in base64.
const ENCODED: &str = "whsec_";

/// The secrets that messages are signed with. More than one while a secret is being replaced: the receiver accepts a message
/// that any of the secrets it knows has signed.
#[derive(Clone)]
pub struct Secrets(Arc<[Hmac<Sha256>]>);

impl Secrets {
    /// Reads secrets with spaces between them: `whsec_` and base64, or any other text for its bytes. None if there is no
    /// secret, or one is not base64.
    pub fn parse(secrets: &str) -> Option<Self> {
        let secrets: Option<Arc<[_]>> = secrets.split_whitespace().map(key).collect();
        secrets.filter(|keys| !keys.is_empty()).map(Self)
    }

    /// The signatures of a body, as the header `webhook-signature` has them.
    fn sign(&self, id: &str, timestamp: i64, body: &str) -> String {
        let signed = format!("{id}.{timestamp}.{body}");
        let signatures = self.0.iter().map(|key| {
            let code = key.clone().chain_update(&signed).finalize().into_bytes();
            format!("v1,{}", BASE64.encode(code))
        });
        signatures.collect::<Vec<_>>().join(" ")
    }
}

fn key(secret: &str) -> Option<Hmac<Sha256>> {
    let bytes = match secret.strip_prefix(ENCODED) {
        Some(encoded) => BASE64.decode(encoded).ok()?,
        None => secret.as_bytes().to_vec(),
    };
    let bytes = Some(bytes).filter(|bytes| !bytes.is_empty())?;
    <Hmac<Sha256> as KeyInit>::new_from_slice(&bytes).ok()
}

/// Posts messages to a webhook.
pub struct HttpGateway {
    agent: ureq::Agent,
    url: Arc<str>,
    secrets: Secrets,
}

impl HttpGateway {
    /// A gateway that posts to `url` and signs with `secrets`.
    pub fn new(url: &str, secrets: Secrets) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(10)))
            // A redirected POST arrives as a GET without its body, and would still count as sent.
            .max_redirects(0)
            .build();
        Self {
            agent: config.into(),
            url: url.into(),
            secrets,
        }
    }
}

impl Gateway for HttpGateway {
    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<(), String>> {
        let (agent, url) = (self.agent.clone(), Arc::clone(&self.url));
        let body = serde_json::json!({
            "id": message.id,
            "phone": message.phone,
            "text": message.text,
        })
        .to_string();
        let (id, timestamp) = (message.id.to_string(), message.at.0 / 1000);
        let signature = self.secrets.sign(&id, timestamp, &body);
        async move {
            let posted = tokio::task::spawn_blocking(move || {
                agent
                    .post(&*url)
                    .header("Content-Type", "application/json")
                    .header("webhook-id", id)
                    .header("webhook-timestamp", timestamp.to_string())
                    .header("webhook-signature", signature)
                    .send(body)
            });
            match posted.await {
                Ok(Ok(answer)) if answer.status().is_success() => Ok(()),
                Ok(Ok(answer)) => Err(format!("the webhook answered {}", answer.status())),
                Ok(Err(error)) => Err(error.to_string()),
                Err(error) => Err(error.to_string()),
            }
        }
        .boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderMap, StatusCode};
    use axum::response::{IntoResponse, Redirect, Response};
    use axum::{Router, extract::State, routing::post};
    use domain::account::Phone;
    use domain::ids::MessageId;
    use domain::time::Timestamp;
    use std::sync::Mutex;

    /// The vector that the libraries of Standard Webhooks are tested with.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const TIMESTAMP: i64 = 1_614_265_330;
    const BODY: &str = r#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    #[test]
    fn signatures_are_those_of_standard_webhooks() {
        let sign = |secrets: &str| Secrets::parse(secrets).unwrap().sign(ID, TIMESTAMP, BODY);
        assert_eq!(sign(SECRET), SIGNATURE);
        // HMAC-SHA-256 of the same text under the five bytes of "plain", by another implementation.
        let plain = "v1,tgOMx2V+ymftc5zrV4Kwy5UOWZAx1XMh0yu4Sm/6/r0=";
        assert_eq!(sign("plain"), plain);
        assert_eq!(
            sign(&format!("{SECRET} plain")),
            format!("{SIGNATURE} {plain}"),
            "while a secret is being replaced both sign"
        );
    }

    #[test]
    fn no_message_is_signed_with_nothing() {
        for secrets in ["", "  ", "whsec_", "whsec_not base64", "plain whsec_?"] {
            assert!(Secrets::parse(secrets).is_none(), "{secrets}");
        }
    }

    type Seen = Arc<Mutex<Vec<(HeaderMap, String)>>>;

    async fn receive(State(seen): State<Seen>, headers: HeaderMap, body: String) -> Response {
        let mut seen = seen.lock().unwrap();
        seen.push((headers, body));
        match seen.len() {
            // As networks do.
            1 => StatusCode::BAD_GATEWAY.into_response(),
            2 => Redirect::to("/elsewhere").into_response(),
            _ => StatusCode::NO_CONTENT.into_response(),
        }
    }

    #[tokio::test]
    async fn a_real_receiver_gets_a_signed_message_with_its_id() {
        let seen = Seen::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/sms", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/sms", post(receive))
            .route(
                "/elsewhere",
                axum::routing::get(|| async { "not the webhook" }),
            )
            .with_state(Arc::clone(&seen));
        tokio::spawn(async move { axum::serve(listener, router).await });

        let secrets = Secrets::parse(SECRET).unwrap();
        let gateway = HttpGateway::new(&url, secrets.clone());
        let message = |at| Outgoing {
            id: MessageId(42),
            phone: Phone::parse("13800000001").unwrap(),
            text: "您好".into(),
            at: Timestamp(at),
        };
        for (at, refused) in [(1_000_000, "502"), (2_000_000, "303")] {
            let fault = gateway.send(&message(at)).await.unwrap_err();
            assert!(fault.contains(refused), "{fault}");
        }
        gateway.send(&message(3_000_999)).await.unwrap();

        let seen = seen.lock().unwrap();
        let timestamps = [1_000, 2_000, 3_000];
        assert_eq!(seen.len(), timestamps.len());
        for ((headers, body), timestamp) in seen.iter().zip(timestamps) {
            let of = |name: &str| headers[name].to_str().unwrap().to_owned();
            assert_eq!(of("webhook-id"), "42");
            assert_eq!(of("webhook-timestamp"), timestamp.to_string());
            assert_eq!(of("webhook-signature"), secrets.sign("42", timestamp, body));
            let body: serde_json::Value = serde_json::from_str(body).unwrap();
            assert_eq!(
                body,
                serde_json::json!({ "id": 42, "phone": "13800000001", "text": "您好" })
            );
        }
    }
}
