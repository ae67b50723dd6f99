//! Browsers of the people of a test county.

use app::request::Site;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use leptos::prelude::LeptosOptions;
use object_store::memory::InMemory;
use server::config::Rate;
use server::http::{Http, router};
use server::pictures::Pictures;
use std::sync::Arc;
use store::testing::{County, Person};
use tower::ServiceExt;

/// The program in front of a test county.
pub(crate) fn serve(county: &County) -> Router {
    let pictures = Pictures::over(county.store().clone(), Arc::new(InMemory::new()));
    serve_over(county, pictures)
}

/// The same, with a limit on forms.
pub(crate) fn serve_limited(county: &County, rate: Rate) -> Router {
    let pictures = Pictures::over(county.store().clone(), Arc::new(InMemory::new()));
    serve_with(county, rate, pictures)
}

/// The same, with pictures whose files lie here.
pub(crate) fn serve_with_files(county: &County, files: Arc<InMemory>) -> Router {
    serve_over(county, Pictures::over(county.store().clone(), files))
}

/// The same, with these pictures.
pub(crate) fn serve_over(county: &County, pictures: Pictures) -> Router {
    let unlimited = Rate {
        per_second: 0,
        login_codes: 0,
        ..Rate::default()
    };
    serve_with(county, unlimited, pictures)
}

fn serve_with(county: &County, rate: Rate, pictures: Pictures) -> Router {
    let clock = county.clone();
    let site = Site {
        store: county.store().clone(),
        clock: Arc::new(move || clock.now()),
        numbers: Arc::default(),
        cookie: "diandan".into(),
        secure: false,
        demo: Arc::from([]),
    };
    router(&Http {
        site,
        options: LeptosOptions::builder().output_name("diandan").build(),
        rate,
        public_url: "http://diandan.example".into(),
        pictures,
        sms: None,
    })
}

/// A browser, perhaps signed in.
#[derive(Clone)]
pub(crate) struct Browser {
    router: Router,
    cookie: String,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// A header as text; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

impl Browser {
    /// A visitor's browser.
    pub(crate) fn new(router: &Router) -> Self {
        Self {
            router: router.clone(),
            cookie: String::new(),
        }
    }

    /// The browser of somebody who signs in.
    pub(crate) async fn of(router: &Router, person: &Person) -> Self {
        Self {
            router: router.clone(),
            cookie: format!("diandan={}", person.signs_in().await.unwrap()),
        }
    }

    /// The same browser with its pages in English.
    pub(crate) fn in_english(self) -> Self {
        self.with("lang=en")
    }

    /// The same browser with one more cookie.
    pub(crate) fn with(mut self, cookie: &str) -> Self {
        self.cookie.push_str("; ");
        self.cookie.push_str(cookie);
        self
    }

    /// Looks at a page.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).header(header::ACCEPT, "text/html"), "")
            .await
    }

    /// Loads data as a page's program does.
    pub(crate) async fn load(&self, path: &str) -> Answer {
        self.send(
            Request::get(path).header(header::ACCEPT, "application/json"),
            "",
        )
        .await
    }

    /// Sends a form as a page's program does.
    pub(crate) async fn post(&self, path: &str, form: &str) -> Answer {
        self.send(
            Request::post(path).header(header::ACCEPT, "application/json"),
            form,
        )
        .await
    }

    /// Sends a form as a browser without JavaScript does, from a page.
    pub(crate) async fn submit(&self, page: &str, path: &str, form: &str) -> Answer {
        let request = Request::post(path).header(header::ACCEPT, "text/html,*/*");
        self.send(
            request.header(header::REFERER, format!("http://diandan.example{page}")),
            form,
        )
        .await
    }

    /// Sends a request with whatever headers it has.
    pub(crate) async fn send(&self, request: axum::http::request::Builder, body: &str) -> Answer {
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send_bytes(request, body.into()).await
    }

    /// Asks for an answer that may have no end.
    pub(crate) async fn opens(&self, path: &str) -> Response {
        let request = Request::get(path)
            .header(header::HOST, "diandan.example")
            .header(header::COOKIE, &self.cookie)
            .body(Body::empty())
            .unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Sends a request with whatever body it has.
    pub(crate) async fn send_bytes(
        &self,
        request: axum::http::request::Builder,
        body: Vec<u8>,
    ) -> Answer {
        let request = request
            .header(header::HOST, "diandan.example")
            .header(header::COOKIE, &self.cookie)
            .body(Body::from(body))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}
