//! What was said of services, at the desk: what waits to be looked at, and what stands in public or does no longer.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{
    Area, DeskRail, Empty, Fold, Form, Hidden, Load, More, Submit, Title, date_time, order_no,
};
use domain::access::Action;
use domain::orders::{SaidAtDesk, SaidView, WordsState};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// What people said of services in one's part of the county.
#[component]
pub fn DeskWords() -> impl IntoView {
    let query = use_query_map();
    let said = load(
        move || query.read().get("after").unwrap_or_default(),
        api::said,
    );
    view! {
        <div class="page-wide">
            <Title name=text::desk_words::title()/>
            <Load data=said children=page/>
        </div>
    }
}

fn page(said: SaidAtDesk) -> impl IntoView {
    let SaidAtDesk {
        waiting,
        page,
        request_id,
    } = said;
    let waiting = (!waiting.is_empty()).then(|| {
        view! {
            <section class="grid gap-3">
                <h2>{text::desk_words::waiting()}</h2>
                <p>{text::desk_words::waiting_lead()}</p>
                {cards(waiting, &request_id)}
            </section>
        }
    });
    let others = if page.rows.is_empty() {
        view! { <Empty icon="message-square" words=text::desk_words::nothing()/> }.into_any()
    } else {
        cards(page.rows, &request_id).into_any()
    };
    view! {
        <div class="desk-layout">
            <DeskRail here="/desk/words"/>
            <div class="grid gap-6">
                <h1>{text::desk_words::title()}</h1>
                <p>{text::desk_words::lead()}</p>
                {waiting}
                <section class="grid gap-3">
                    <h2>{text::desk_words::newest()}</h2>
                    {others}
                    <More next=page.next query="/desk/words?"/>
                </section>
            </div>
        </div>
    }
}

fn cards(rows: Vec<SaidView>, request_id: &str) -> impl IntoView + use<> {
    let cards: Vec<_> = rows
        .into_iter()
        .map(|said| card(said, request_id))
        .collect();
    view! { <ul class="grid gap-4">{cards}</ul> }
}

fn card(said: SaidView, request_id: &str) -> impl IntoView + use<> {
    let tone = match said.state {
        WordsState::Shown => "tone-done",
        WordsState::Waits => "tone-wait",
        WordsState::Hidden => "tone-stop",
    };
    let number = order_no(&said.no);
    let because = (!said.because.is_empty())
        .then(|| view! { <p class="text-muted">{text::desk_words::because(&said.because)}</p> });
    let decide = said.may.then(|| decide(&said, &number, request_id));
    view! {
        <li class="notice-card">
            <h3>
                {said.title} " · " {text::service::stars(said.stars)} " "
                <span class=format!("state-badge {tone}")>{text::words_state(said.state)}</span>
            </h3>
            <p>{said.words}</p>
            {because}
            <p class="text-muted">{said.place} " · " {date_time(said.at)}</p>
            <p>
                <a class="link inline-flex min-h-(--touch) items-center" href=format!("/desk/orders/{}", said.no)>
                    {text::desk_words::order(number)}
                </a>
            </p>
            {decide}
        </li>
    }
}

/// What can be decided on the words. What waits is shown at once; everything else says why.
fn decide(said: &SaidView, number: &str, request_id: &str) -> impl IntoView + use<> {
    let (id, about) = (said.id.to_string(), number.to_owned());
    let shows = match said.state {
        WordsState::Shown => None,
        WordsState::Waits => {
            let (form, about) = (request_id.to_owned(), about.clone());
            Some(
                view! {
                    <Form<api::ShowWords> which=("rating", id.clone())>
                        <Hidden name="request_id" value=form/>
                        <Submit label=text::action(Action::SHOW_WORDS) about=about/>
                    </Form<api::ShowWords>>
                }
                .into_any(),
            )
        }
        WordsState::Hidden => {
            let of = (id.clone(), about.clone(), request_id.to_owned());
            Some(with_reason::<api::ShowWords>(text::desk_words::show_again(), of).into_any())
        }
    };
    let hides = (said.state != WordsState::Hidden).then(|| {
        let of = (id, about, request_id.to_owned());
        with_reason::<api::HideWords>(text::action(Action::HIDE_WORDS), of)
    });
    view! {
        {shows}
        {hides}
    }
}

/// A form that says why, folded away.
fn with_reason<S>(
    label: &'static str,
    (id, about, request_id): (String, String, String),
) -> impl IntoView + use<S>
where
    S: ServerFn + 'static,
{
    let reason_id = format!("reason-{id}");
    let which = ("rating", id);
    view! {
        <Fold label=label about=about.clone() paths=vec![S::PATH] which=which.clone() card=false>
            <Form<S> class="form-grid" which=which>
                <Hidden name="request_id" value=request_id/>
                <Area
                    name="reason"
                    id=reason_id
                    label=text::desk_words::reason()
                    hint=text::desk_words::reason_hint()
                    rows=2
                    maxlength=200
                />
                <Submit label=label about=about class="btn"/>
            </Form<S>>
        </Fold>
    }
}
