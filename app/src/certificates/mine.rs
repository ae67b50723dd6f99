//! One's certificates: what was asked for and what became of it, and the form for another.

use super::api::{self, MinePage};
use crate::locale::text;
use crate::shell::{load, me};
use crate::ui::{Area, Empty, Field, Form, Hidden, Load, More, Submit, Title, full_date};
use domain::certificates::{Period, RequestView, State};
use domain::spoken::spoken;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One's requests, the newest first.
#[component]
pub fn MyCertificates() -> impl IntoView {
    let query = use_query_map();
    let data = load(
        move || query.read().get("after").unwrap_or_default(),
        api::mine,
    );
    view! {
        <div class="page">
            <Title name=text::my_certificates::title()/>
            <Load data let:page>
                <Shown page=page/>
            </Load>
        </div>
    }
}

#[component]
fn Shown(page: MinePage) -> impl IntoView {
    let MinePage { requests, form } = page;
    let heading = view! { <h1>{text::my_certificates::title()}</h1> };
    if !me().is_some_and(|me| me.volunteer) {
        let join = ("/me/volunteer".to_owned(), text::my_certificates::join());
        let words = text::code(domain::Code::SERVES_FIRST);
        return view! {
            {heading}
            <Empty icon="award" words=words next=join/>
        }
        .into_any();
    }
    let nothing = requests.rows.is_empty();
    let cards = requests.rows.into_iter().map(card).collect_view();
    view! {
        {heading}
        <p>{text::my_certificates::lead()}</p>
        <section class="grid gap-3">
            <h2>{text::my_certificates::list()}</h2>
            {nothing.then(|| view! { <Empty icon="award" words=text::my_certificates::nothing()/> })}
            <ul class="grid gap-4">{cards}</ul>
            <More next=requests.next query="/me/certificates?"/>
        </section>
        <section class="notice-card">
            <h2>{text::my_certificates::ask()}</h2>
            <Form<api::Ask> class="form-grid">
                <Hidden name="request_id" value=form.request_id/>
                <Field name="from" label=text::my_certificates::from() kind="date" value=form.from max=form.to.clone()/>
                <Field
                    name="to"
                    label=text::my_certificates::to()
                    hint=text::my_certificates::days_hint()
                    kind="date"
                    max=form.to.clone()
                    value=form.to
                />
                <Area
                    name="purpose"
                    label=text::my_certificates::purpose()
                    hint=text::my_certificates::purpose_hint()
                    maxlength=100
                    rows=2
                    optional=true
                />
                <div>
                    <Submit label=text::my_certificates::send()/>
                </div>
            </Form<api::Ask>>
        </section>
    }
    .into_any()
}

fn card(request: RequestView) -> impl IntoView {
    let reason = (!request.reason.is_empty()).then(|| {
        view! { <p>{text::my_certificates::reason(request.reason)}</p> }
    });
    let open = request.no.map(|no| {
        let shown = spoken(&no);
        view! {
            <p>
                <a class="btn btn-primary btn-outline" href=format!("/me/certificates/{no}")>
                    {text::my_certificates::open()} " " <span class="whitespace-nowrap">{shown}</span>
                </a>
            </p>
        }
    });
    view! {
        <li class="notice-card">
            <h3>{days(request.period)}</h3>
            <p class="flex flex-wrap items-center gap-3">
                <StateBadge state=request.state/>
                <span class="text-muted">{text::my_certificates::asked(full_date(request.asked_at))}</span>
            </p>
            {reason} {open}
        </li>
    }
}

/// Where a request stands, as a badge.
#[component]
pub(super) fn StateBadge(state: State) -> impl IntoView {
    let tone = match state {
        State::Asked => "tone-wait",
        State::Issued => "tone-done",
        State::Returned | State::Revoked => "tone-stop",
    };
    view! { <span class=format!("state-badge {tone}")>{text::certificate_state(state)}</span> }
}

/// A period in words.
pub(super) fn days(period: Period) -> String {
    text::certificate::days(full_date(period.from), full_date(period.to))
}
