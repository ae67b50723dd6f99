//! The HTML document that every page is sent in.

use crate::locale::{catalogue_path, current, text};
use crate::request::Visit;
use crate::routes::App;
use crate::shell::Posted;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

/// The HTML document.
pub fn document(options: LeptosOptions) -> impl IntoView {
    let locale = current();
    let elder = use_context::<Visit>().is_some_and(|visit| visit.elder);
    // A refused form's page is sent in answer to the form, and so under its address; the program has to know its own.
    let page = use_context::<Posted>()
        .and_then(|_| use_context::<axum::http::request::Parts>())
        .map(|parts| view! { <meta name="page" content=parts.uri.to_string()/> });
    view! {
        <!DOCTYPE html>
        <html lang=locale.tag() class=elder.then_some("elder")>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                // A browser that makes links of numbers changes the page under the program that takes it over.
                <meta name="format-detection" content="telephone=no, date=no, address=no, email=no"/>
                <meta name="description" content=text::app::tagline()/>
                <meta name="theme-color" content="#fffcf8" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#241e1a" media="(prefers-color-scheme: dark)"/>
                {page}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <link id="catalogue" rel="preload" r#as="fetch" crossorigin="anonymous" href=catalogue_path(locale)/>
                <HashedStylesheet options=options.clone() id="style"/>
                <HydrationScripts options islands=false/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
