//! The webhook gateway: a signed POST to whoever sends SMS for the county.
//!
//! The body is `{"id", "phone", "text"}`. `X-Diandan-Signature` is the HMAC-SHA-256, in hexadecimal, of the value of
//! `X-Diandan-Timestamp` (UTC seconds), a dot, and the body. `Idempotency-Key` is the message's id: a receiver that has taken it
//! before answers 2xx and sends nothing.

use super::{Gateway, Outgoing};
use futures::future::{BoxFuture, FutureExt};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

/// Posts messages to a webhook.
pub struct HttpGateway {
    agent: ureq::Agent,
    url: Arc<str>,
    secret: Arc<str>,
}

impl HttpGateway {
    /// A gateway that posts to `url` and signs with `secret`.
    pub fn new(url: &str, secret: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(10)))
            .build();
        Self {
            agent: config.into(),
            url: url.into(),
            secret: secret.into(),
        }
    }
}

/// The signature of a body sent at a time.
pub fn signature(secret: &str, timestamp: i64, body: &str) -> String {
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    mac.update(format!("{timestamp}.{body}").as_bytes());
    mac.finalize()
        .into_bytes()
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

impl Gateway for HttpGateway {
    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<(), String>> {
        let (agent, url, secret) = (
            self.agent.clone(),
            Arc::clone(&self.url),
            Arc::clone(&self.secret),
        );
        let id = message.id;
        let body = serde_json::json!({ "id": id, "phone": message.phone, "text": message.text })
            .to_string();
        async move {
            let timestamp = crate::work::now().0 / 1000;
            let posted = tokio::task::spawn_blocking(move || {
                agent
                    .post(&*url)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", id.to_string())
                    .header("X-Diandan-Timestamp", timestamp.to_string())
                    .header("X-Diandan-Signature", signature(&secret, timestamp, &body))
                    .send(body)
            });
            match posted.await {
                Ok(Ok(_)) => Ok(()),
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
    use axum::{Router, extract::State, routing::post};
    use domain::{account::Phone, ids::MessageId};
    use std::sync::Mutex;

    type Seen = Arc<Mutex<Vec<(HeaderMap, String)>>>;

    async fn receive(State(seen): State<Seen>, headers: HeaderMap, body: String) -> StatusCode {
        let mut seen = seen.lock().unwrap();
        seen.push((headers, body));
        // The first try fails, as networks do.
        if seen.len() == 1 {
            StatusCode::BAD_GATEWAY
        } else {
            StatusCode::NO_CONTENT
        }
    }

    #[tokio::test]
    async fn a_real_receiver_gets_a_signed_message_with_its_id() {
        let seen = Seen::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/sms", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/sms", post(receive))
            .with_state(Arc::clone(&seen));
        tokio::spawn(async move { axum::serve(listener, router).await });

        let gateway = HttpGateway::new(&url, "secret");
        let message = Outgoing {
            id: MessageId(42),
            phone: Phone::parse("13800000001").unwrap(),
            text: "您好".into(),
        };
        assert!(
            gateway.send(&message).await.is_err(),
            "a refused message is not taken for sent"
        );
        gateway.send(&message).await.unwrap();

        let seen = seen.lock().unwrap();
        assert_eq!(seen.len(), 2);
        for (headers, body) in seen.iter() {
            let of = |name: &str| headers[name].to_str().unwrap().to_owned();
            assert_eq!(of("Idempotency-Key"), "42");
            let timestamp = of("X-Diandan-Timestamp").parse().unwrap();
            assert_eq!(
                of("X-Diandan-Signature"),
                signature("secret", timestamp, body)
            );
            assert_ne!(
                of("X-Diandan-Signature"),
                signature("other", timestamp, body)
            );
            let body: serde_json::Value = serde_json::from_str(body).unwrap();
            assert_eq!(
                body,
                serde_json::json!({ "id": 42, "phone": "13800000001", "text": "您好" })
            );
        }
    }
}
