//! The keeper's counter: a code, what it opens, and what lies in the shop.

use super::api::{self, CounterPage};
use crate::locale::text;
use crate::shell::load;
use crate::ui::{
    Empty, Field, Fold, Form, Hidden, Icon, Load, Pick, Radios, Submit, Title, date_time, number,
};
use domain::Code;
use domain::pictures::Size;
use domain::shop::{PickUpView, ShopDesk, State, StockMove};
use domain::spoken::spoken;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// The counter. The code stands in the URL, so that any camera that reads the QR opens it.
#[component]
pub fn Keeper() -> impl IntoView {
    let query = use_query_map();
    let code = Memo::new(move |_| query.read().get("code").unwrap_or_default());
    let data = load(move || code.get(), api::counter);
    view! {
        <div class="page">
            <Title name=text::counter::title()/>
            <Load data let:counter>
                <Shown counter=counter code=query.read_untracked().get("code")/>
            </Load>
        </div>
    }
}

#[component]
fn Shown(
    counter: CounterPage,
    /// What was typed, if the form was sent.
    code: Option<String>,
) -> impl IntoView {
    let CounterPage {
        shops,
        found,
        request_id,
    } = counter;
    let fault = match &found {
        Some(Err(fault)) => Some(fault.of("code").unwrap_or(fault.0.code)),
        None if code.is_some() => Some(Code::REQUIRED),
        _ => None,
    };
    let wrong = fault.map(|fault| {
        view! {
            <p class="field-error" id="code-error" role="alert">
                <Icon name="circle-alert"/>
                {text::code(fault)}
            </p>
        }
    });
    let opened = match found {
        Some(Ok(found)) => Some(pick_up(found, &request_id)),
        _ => None,
    };
    let stock: Vec<_> = shops
        .into_iter()
        .map(|shop| stock(shop, &request_id))
        .collect();
    view! {
        <h1>{text::counter::title()}</h1>
        <form action="/shop" method="get" class="grid gap-4">
            <div class="field">
                <label for="code">{text::counter::code()}</label>
                <p class="field-hint" id="code-hint">{text::counter::code_hint()}</p>
                <input
                    id="code"
                    name="code"
                    class="input"
                    autocomplete="off"
                    autocapitalize="characters"
                    maxlength="12"
                    value=code
                    aria-invalid=fault.map(|_| "true")
                    aria-describedby=if fault.is_some() { "code-hint code-error" } else { "code-hint" }
                />
                {wrong}
            </div>
            <div>
                <button type="submit" class="btn btn-primary">{text::counter::look()}</button>
            </div>
        </form>
        <Scanner/>
        {opened}
        {stock}
    }
}

fn pick_up(found: PickUpView, request_id: &str) -> impl IntoView + use<> {
    let picture = found
        .picture
        .as_ref()
        .map(|picture| view! { <img class="qr" src=picture.path(Size::Small) alt=""/> });
    let settled = found.settled_at.map(date_time).unwrap_or_default();
    let next = match found.state {
        State::Held => {
            let (request_id, code) = (request_id.to_owned(), found.code.clone());
            view! {
                <p>{text::counter::until(date_time(found.until))}</p>
                <Form<api::HandOut>>
                    <Hidden name="request_id" value=request_id/>
                    <Hidden name="code" value=code/>
                    <Submit label=text::counter::hand_out() class="btn btn-primary btn-lg"/>
                </Form<api::HandOut>>
            }
            .into_any()
        }
        State::PickedUp => {
            view! { <p role="status"><strong>{text::counter::handed_out(settled)}</strong></p> }
                .into_any()
        }
        State::Cancelled => {
            view! { <p><strong>{text::counter::cancelled(settled)}</strong></p> }.into_any()
        }
        State::Expired => {
            view! { <p><strong>{text::counter::expired(date_time(found.until))}</strong></p> }
                .into_any()
        }
    };
    view! {
        <section class="notice-card">
            <h2>{found.title}</h2>
            {picture}
            <p>{text::counter::who(found.who)} " · " {spoken(&found.code)}</p>
            {next}
        </section>
    }
}

fn stock(shop: ShopDesk, request_id: &str) -> impl IntoView + use<> {
    let rows: Vec<_> = shop
        .stock
        .iter()
        .map(|line| {
            let low = (line.units <= line.low)
                .then(|| view! { " " <span class="state-badge tone-wait">{text::counter::low()}</span> });
            view! {
                <tr>
                    <th scope="row" data-label=text::counter::reward()><span>{line.title.clone()} {low}</span></th>
                    <td data-label=text::counter::units()>{line.units}</td>
                    <td data-label=text::counter::held()>{line.held}</td>
                    <td data-label=text::counter::low_at()>{line.low}</td>
                </tr>
            }
        })
        .collect();
    let table = if rows.is_empty() {
        view! { <Empty icon="gift" words=text::counter::nothing()/> }.into_any()
    } else {
        view! {
            <table class="quiet-table">
                <caption>{text::counter::stock()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::counter::reward()}</th>
                        <th scope="col">{text::counter::units()}</th>
                        <th scope="col">{text::counter::held()}</th>
                        <th scope="col">{text::counter::low_at()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let choices: Vec<(String, String)> = shop
        .rewards
        .iter()
        .map(|(id, title)| (id.to_string(), title.clone()))
        .collect();
    let ways = vec![
        (
            StockMove::Received.to_string(),
            text::counter::received().to_owned(),
        ),
        (
            StockMove::Counted.to_string(),
            text::counter::counted().to_owned(),
        ),
    ];
    let id = shop.shop.to_string();
    let budget = budget(shop.spent, shop.budget);
    let month = settlement(&id, shop.last_month);
    let request_id = request_id.to_owned();
    view! {
        <section class="grid gap-3">
            <h2>{shop.name}</h2>
            {budget}
            <Fold label=text::counter::enter() paths=vec![api::Receive::PATH]>
                <Form<api::Receive> which=("shop", id.clone()) class="grid gap-4">
                    <Hidden name="request_id" value=request_id/>
                    <Pick
                        id=format!("reward-{id}")
                        name="reward"
                        label=text::counter::reward()
                        choices=choices
                        empty=text::counter::choose()
                    />
                    <Radios
                        id=format!("counted-{id}")
                        name="counted"
                        label=text::counter::why()
                        choices=ways
                        value=StockMove::Received.to_string()
                    />
                    <Field
                        id=format!("change-{id}")
                        name="change"
                        label=text::counter::change()
                        hint=text::counter::change_hint()
                        inputmode="numeric"
                        maxlength=6u32
                        optional=true
                    />
                    <Field
                        id=format!("low-{id}")
                        name="low"
                        label=text::counter::set_low()
                        hint=text::counter::set_low_hint()
                        inputmode="numeric"
                        maxlength=5u32
                        optional=true
                    />
                    <Submit label=text::counter::enter()/>
                </Form<api::Receive>>
            </Fold>
            {table}
            {month}
        </section>
    }
}

/// What a shop has handed out this month, and of what.
pub fn handed_out(spent: i64, budget: Option<i64>) -> String {
    match budget {
        Some(budget) => text::counter::budget(number(spent), number(budget)),
        None => text::counter::spent(number(spent)),
    }
}

fn budget(spent: i64, budget: Option<i64>) -> impl IntoView {
    let words = handed_out(spent, budget);
    let bar = budget.map(|budget| {
        view! { <progress class="progress progress-primary" max=budget value=spent.min(budget) aria-label=words.clone()></progress> }
    });
    view! {
        <p>{words}</p>
        {bar}
    }
}

/// The form that downloads a month's settlement.
fn settlement(shop: &str, last_month: String) -> impl IntoView + use<> {
    let month = format!("month-{shop}");
    view! {
        <form action="/shop/settlement.csv" method="get" class="flex flex-wrap items-end gap-2">
            <input type="hidden" name="shop" value=shop.to_owned()/>
            <div class="field">
                <label for=month.clone()>{text::counter::settlement()}</label>
                <input id=month name="month" type="month" class="input" required value=last_month/>
            </div>
            <button type="submit" class="btn">{text::counter::download()}</button>
        </form>
    }
}

/// Reads the QR with the camera of the keeper's own phone. It stays hidden where there is no camera.
#[component]
fn Scanner() -> impl IntoView {
    view! {
        <script type="module" src="/scan/scan.js"></script>
        <qr-scanner class="scanner">
            <div data-part="start refused">
                <button type="button" class="btn btn-outline" data-start=""><Icon name="scan-line"/> {text::counter::scan()}</button>
            </div>
            <div data-part="camera other" class="grid gap-2" hidden>
                <video class="w-full max-w-96 rounded-box" aria-label=text::counter::camera() playsinline muted></video>
                <button type="button" class="btn justify-self-start" data-stop="">{text::counter::stop()}</button>
            </div>
            <div role="status">
                <p data-part="camera" hidden>{text::counter::hold()}</p>
                <p data-part="other" hidden>{text::counter::other_code()}</p>
                <p data-part="refused" hidden>{text::counter::no_camera()}</p>
            </div>
        </qr-scanner>
    }
}
