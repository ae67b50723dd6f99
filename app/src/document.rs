//! The HTML document that every page is sent in.

use crate::locale::{catalogue_path, current, text};
use crate::request::Visit;
use crate::routes::App;
use crate::shell::Posted;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

/// The files of the browser's program, whose names change with what they hold.
#[derive(Clone, Debug)]
pub struct Program {
    script: String,
    module: String,
}

impl Program {
    /// As the last build has named them. A build without such names, as tests have it, names nothing that is there.
    pub fn of(options: &LeptosOptions) -> Self {
        let hashes = std::fs::read_to_string(&*options.hash_file).unwrap_or_default();
        let file = |kind: &str| {
            let hash = hashes
                .lines()
                .find_map(|line| line.trim().strip_prefix(kind)?.strip_prefix(':'))
                .unwrap_or_default();
            let (folder, name) = (&options.site_pkg_dir, &options.output_name);
            format!("/{folder}/{name}.{}.{kind}", hash.trim())
        };
        Self {
            script: file("js"),
            module: file("wasm"),
        }
    }
}

/// Loads the program. Leptos names its files for the browser to load beside the style sheet, and on a line that is slow nobody reads
/// anything before the better part of both is there. A script that is a module runs once the document is read and styled; from then
/// on everything is loaded at once.
#[component]
fn LoadProgram(program: Program) -> impl IntoView {
    let Program { script, module } = program;
    let locale = current();
    let load = format!(
        "for (const link of document.querySelectorAll('link[data-later]')) link.rel = link.dataset.later;
         const program = await import({script:?});
         await program.default({{ module_or_path: {module:?} }});
         await program.hydrate();"
    );
    view! {
        <link id="catalogue" data-later="preload" r#as="fetch" crossorigin="anonymous" href=catalogue_path(locale)/>
        <link data-later="modulepreload" crossorigin="anonymous" href=script/>
        <link data-later="preload" r#as="fetch" r#type="application/wasm" crossorigin="anonymous" href=module/>
        <script type="module" nonce=use_nonce()>
            {load}
        </script>
    }
}

/// The HTML document.
pub fn document(options: LeptosOptions, program: Program) -> impl IntoView {
    let locale = current();
    let elder = use_context::<Visit>().is_some_and(|visit| visit.elder);
    let uri = use_context::<axum::http::request::Parts>().map(|parts| parts.uri);
    let kept = uri
        .as_ref()
        .is_some_and(|uri| uri.path() == crate::offline::PATH);
    let program = (!kept).then(|| view! { <LoadProgram program/> });
    // A refused form's page is sent in answer to the form, and so under its address; the program has to know its own.
    let page = use_context::<Posted>()
        .and(uri)
        .map(|uri| view! { <meta name="page" content=uri.to_string()/> });
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
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <link rel="manifest" href=format!("/manifest.webmanifest?lang={}", locale.tag())/>
                <HashedStylesheet options id="style"/>
                {program}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
