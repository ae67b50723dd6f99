//! The certificate itself, as it is printed and framed.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Area, Fold, Form, Hidden, Icon, Load, Submit, Title, full_date, lasting};
use domain::certificates::{CertificateView, Kind, Snapshot, Truth};
use domain::spoken::spoken;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

/// One's own certificate.
#[component]
pub fn MyCertificate() -> impl IntoView {
    let params = use_params_map();
    let data = load(
        move || params.read().get("no").unwrap_or_default(),
        api::sheet,
    );
    view! {
        <div class="page-wide">
            <Title name=text::certificate::title()/>
            <Load data let:certificate>
                <Back href="/me/certificates" label=text::certificate::back()/>
                <Paper certificate=certificate.clone()/>
                <Beside certificate=certificate/>
            </Load>
        </div>
    }
}

/// A certificate at the desk, where it can be revoked.
#[component]
pub fn DeskCertificate() -> impl IntoView {
    let params = use_params_map();
    let data = load(
        move || params.read().get("no").unwrap_or_default(),
        api::desk_sheet,
    );
    view! {
        <div class="page-wide">
            <Title name=text::certificate::title()/>
            <Load data let:certificate>
                <Back href="/desk/certificates?state=issued" label=text::desk_certificates::back()/>
                <Paper certificate=certificate.clone()/>
                {certificate.revocable.then(|| revoke(&certificate))}
                <Beside certificate=certificate/>
            </Load>
        </div>
    }
}

#[component]
fn Back(href: &'static str, label: &'static str) -> impl IntoView {
    view! {
        <p class="no-print">
            <a class="btn btn-ghost" href=href>
                <Icon name="arrow-left"/>
                {label}
            </a>
        </p>
    }
}

/// The sheet of paper. The screen shows what the printer prints.
#[component]
fn Paper(certificate: CertificateView) -> impl IntoView {
    let CertificateView {
        public,
        reason,
        name,
        volunteer_no,
        ..
    } = certificate;
    let said = public.snapshot;
    let stamp = match (public.truth, public.revoked) {
        (Truth::Forged, _) => Some(text::certificate_truth(Truth::Forged).to_owned()),
        (_, Some(at)) => Some(text::certificate::revoked(full_date(at), reason)),
        _ => None,
    };
    // What does not hold bears no seal.
    let holds = stamp.is_none();
    let seal = holds.then(|| view! { <p class="certificate-seal">{text::certificate::seal()}</p> });
    let line = holds.then(|| view! { <p class="certificate-line">{text::certificate::line()}</p> });
    let (from, to) = (full_date(said.period.from), full_date(said.period.to));
    let qr = format!("/qr/certificates/{}", said.no);
    view! {
        <article class="certificate">
            <div class="certificate-frame">
                <p class="certificate-issuer">{said.issuer.clone()}</p>
                <h1>{text::certificate::title()}</h1>
                {stamp.map(|words| view! { <p class="certificate-stamp"><strong>{words}</strong></p> })}
                <div class="certificate-body">
                    <div class="certificate-words">
                        <p>{text::certificate::this_is()}</p>
                        <p class="certificate-name">{name}</p>
                        <p class="certificate-small">{text::certificate::volunteer_no(volunteer_no)}</p>
                        <p>{text::certificate::served(from, to)}</p>
                        <p class="certificate-time">{lasting(said.minutes)}</p>
                        <p>{text::certificate::so_certified()}</p>
                    </div>
                    <Kinds snapshot=said.clone()/>
                </div>
                <div class="certificate-foot">
                    <figure>
                        <img class="certificate-qr" src=qr alt=text::certificate::qr() width="148" height="148"/>
                        <figcaption>{text::certificate::scan()}</figcaption>
                    </figure>
                    <dl>
                        <div>
                            <dt>{text::certificate::number()}</dt>
                            <dd class="sm:whitespace-nowrap">{spoken(&said.no)}</dd>
                        </div>
                        <div>
                            <dt>{text::certificate::issuer()}</dt>
                            <dd>{said.issuer}</dd>
                        </div>
                        <div>
                            <dt>{text::certificate::handler()}</dt>
                            <dd>{said.handler}</dd>
                        </div>
                        <div>
                            <dt>{text::certificate::on()}</dt>
                            <dd>{full_date(said.on)}</dd>
                        </div>
                    </dl>
                    {seal}
                </div>
                {line}
            </div>
        </article>
    }
}

/// Minutes by kind of service. To the minute, so that the lines add up to the whole.
#[component]
pub(super) fn Kinds(snapshot: Snapshot) -> impl IntoView {
    let rows: Vec<_> = snapshot
        .kinds
        .iter()
        .map(|kind| {
            view! {
                <tr>
                    <th scope="row">{named(kind)}</th>
                    <td>{lasting(kind.minutes)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="certificate-kinds">
            <thead>
                <tr>
                    <th scope="col">{text::certificate::kind()}</th>
                    <th scope="col">{text::certificate::time()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{text::certificate::whole()}</th>
                    <td>{lasting(snapshot.minutes)}</td>
                </tr>
            </tfoot>
        </table>
    }
}

/// A category's name in the reader's language.
fn named(kind: &Kind) -> String {
    use crate::locale::{Locale, current};
    match current() {
        Locale::ZhCn => kind.name_zh.clone(),
        Locale::En => kind.name_en.clone(),
    }
}

/// What stands beside the paper and is not printed: how to print it, and how to verify it.
#[component]
fn Beside(certificate: CertificateView) -> impl IntoView {
    let no = certificate.public.snapshot.no;
    let content = format!("/verify/{no}#{}", certificate.payload);
    let how = match certificate.public.revoked {
        Some(_) => text::certificate::no_longer(),
        None => text::certificate::print(),
    };
    view! {
        <section class="no-print grid gap-3">
            <p>{how}</p>
            <p><a class="btn" href=format!("/verify/{no}")>{text::certificate::check()}</a></p>
            <Fold label=text::certificate::content() paths=vec![]>
                <p class="field-hint">{text::certificate::content_hint()}</p>
                <p><code class="certificate-content">{content}</code></p>
            </Fold>
        </section>
    }
}

fn revoke(certificate: &CertificateView) -> impl IntoView + use<> {
    let no = certificate.public.snapshot.no.clone();
    let request_id = certificate.request_id.clone();
    view! {
        <div class="no-print">
            <Fold label=text::desk_certificates::revoke() paths=vec![api::Revoke::PATH]>
                <Form<api::Revoke> class="form-grid">
                    <Hidden name="request_id" value=request_id/>
                    <Hidden name="no" value=no/>
                    <Area
                        name="reason"
                        label=text::desk_certificates::reason()
                        hint=text::desk_certificates::revoke_hint()
                        maxlength=200
                    />
                    <div>
                        <Submit label=text::desk_certificates::revoke_done() class="btn btn-error"/>
                    </div>
                </Form<api::Revoke>>
            </Fold>
        </div>
    }
}
