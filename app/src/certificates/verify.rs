//! Verifying a certificate: anybody, with its number alone.

use super::api;
use super::mine::days;
use super::sheet::Kinds;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Icon, Load, Problem, Title, full_date, lasting};
use domain::Code;
use domain::certificates::{Truth, VerifiedView};
use domain::spoken::spoken;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The form for a number, and what there is under one. The number stands in the path, where QR codes lead, or in the
/// query, where the form puts it.
#[component]
pub fn Verify() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let no = Memo::new(move |_| {
        let typed = query.read().get("no");
        typed.or(params.read().get("no")).unwrap_or_default()
    });
    let data = load(
        move || no.get(),
        |no| async move {
            match api::verify(no).await {
                Err(fault) if fault.0.code == Code::NO_SUCH_CERTIFICATE => Ok(Err(())),
                found => found.map(Ok),
            }
        },
    );
    view! {
        <div class="page">
            <Title name=text::verify::title()/>
            <Load data let:found>
                {match found {
                    Ok(found) => shown(found),
                    Err(()) => view! { <Missing no=no.get_untracked()/> }.into_any(),
                }}
            </Load>
            <Ask no=no/>
            <Offline/>
        </div>
    }
}

/// There is none under this number, which may be no more than a letter that was read wrong.
#[component]
fn Missing(no: String) -> impl IntoView {
    const READABLE: usize = 24;
    let no = domain::certificates::parse_certificate_no(&no).map_or(no, |no| spoken(&no));
    let no: String = no.chars().take(READABLE).collect();
    view! {
        <Problem code=Code::NO_SUCH_CERTIFICATE sought=text::verify::missing(no)/>
    }
}

fn shown(found: Option<VerifiedView>) -> AnyView {
    let Some(found) = found else {
        return view! {
            <h1>{text::verify::title()}</h1>
            <p>{text::verify::lead()}</p>
        }
        .into_any();
    };
    let (icon, tone) = match found.truth {
        Truth::Genuine => ("circle-check", "text-success"),
        Truth::Revoked => ("ban", "text-error"),
        Truth::Forged => ("triangle-alert", "text-error"),
    };
    let checked = match found.truth {
        Truth::Forged => text::verify::not_checked(),
        Truth::Genuine | Truth::Revoked => text::verify::checked(),
    };
    let revoked = found.revoked.map(|at| {
        let words = text::verify::revoked(full_date(at));
        view! { <p><strong>{words}</strong></p> }
    });
    let said = found.snapshot;
    let facts = [
        (text::certificate::number(), spoken(&said.no)),
        (text::certificate::name(), said.who.clone()),
        (text::certificate::tail(), said.volunteer.clone()),
        (text::certificate::period(), days(said.period)),
        (text::certificate::whole(), lasting(said.minutes)),
        (text::certificate::issuer(), said.issuer.clone()),
        (text::certificate::handler(), said.handler.clone()),
        (text::certificate::on(), full_date(said.on)),
        (text::certificate::key(), said.key.clone()),
    ];
    let facts = facts.map(|(what, value)| view! { <div><dt>{what}</dt><dd>{value}</dd></div> });
    view! {
        <h1 class=format!("flex items-center gap-2 {tone}")>
            <Icon name=icon/>
            {text::certificate_truth(found.truth)}
        </h1>
        {revoked}
        <p>{checked}</p>
        <section class="notice-card">
            <h2>{text::certificate::title()}</h2>
            <dl class="certificate-facts">{facts.collect_view()}</dl>
            <Kinds snapshot=said/>
            <p class="text-muted">{text::certificate::line()}</p>
            <p class="text-muted">{text::verify::masked()}</p>
        </section>
    }
    .into_any()
}

#[component]
fn Ask(no: Memo<String>) -> impl IntoView {
    view! {
        <section class="grid gap-3">
            <h2>{text::verify::another()}</h2>
            <form action="/verify" method="get" class="grid gap-4">
                <div class="field">
                    <label for="no">{text::verify::no()}</label>
                    <p class="field-hint" id="no-hint">{text::verify::no_hint()}</p>
                    <input
                        id="no"
                        name="no"
                        class="input"
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        maxlength="20"
                        required
                        value=move || no.get()
                        aria-describedby="no-hint"
                    />
                </div>
                <div>
                    <button type="submit" class="btn btn-primary">{text::verify::look()}</button>
                </div>
            </form>
        </section>
    }
}

/// A page to keep for where there is no network. The program leaves this link to the browser.
#[component]
fn Offline() -> impl IntoView {
    view! {
        <section class="grid gap-3">
            <h2>{text::verify::offline()}</h2>
            <p>{text::verify::offline_lead()}</p>
            <p><a class="btn" href="/verify/offline" rel="external" download>{text::verify::download()}</a></p>
        </section>
    }
}
