//! The open books: what was moved each day, its root, the file, and one's own line.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Empty, Icon, Load, More, Title, full_date, instant, number};
use domain::Code;
use domain::ledger::{DayView, Found, OpenBooks};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The lines of the file.
const FORMAT: &str = "\
diandan-ledger,2,ROOT
transfer,NUMBER,DATE,RULE,AMOUNT,FROM,TO,RECEIPT
day,DATE,TRANSFERS,ISSUED,RETURNED,ROOT";

/// The open books.
#[component]
pub fn Books() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        let get = |name| query.get(name);
        // A form without a word in it asks as well, and is told so.
        let receipt = get("receipt").map(|receipt| match receipt.trim() {
            "" => " ".to_owned(),
            receipt => receipt.to_owned(),
        });
        (
            receipt.unwrap_or_default(),
            get("after").unwrap_or_default(),
        )
    });
    let data = load(
        move || asked.get(),
        |(receipt, after)| api::books(receipt, after),
    );
    view! {
        <div class="page">
            <Title name=text::books::title()/>
            <h1>{text::books::title()}</h1>
            <p>{text::books::why()}</p>
            <Load data let:books>
                <Shown books=books receipt=asked.get_untracked().0/>
            </Load>
        </div>
    }
}

#[component]
fn Shown(books: OpenBooks, receipt: String) -> impl IntoView {
    let OpenBooks {
        days,
        found,
        refused,
    } = books;
    if days.rows.is_empty() && found.is_none() {
        let next = ("/me/points".to_owned(), text::books::to_points());
        return view! { <Empty icon="book-open" words=text::books::nothing() next=next/> }
            .into_any();
    }
    let rows = days.rows.into_iter().map(day).collect_view();
    view! {
        <Lookup receipt=receipt.trim().to_owned() refused=refused/>
        {found.map(line)}
        <section>
            <h2>{text::books::days()}</h2>
            <ul class="list-card">{rows}</ul>
            <More next=days.next query="/books?"/>
        </section>
        <section>
            <h2>{text::books::verify()}</h2>
            <p>{text::books::verify_lead()}</p>
            <ol class="grid list-decimal gap-2 pl-6">
                <li><a class="link inline-flex min-h-(--touch) items-center" href="/books/ledger.csv" download="ledger.csv" rel="external">{text::books::download()}</a></li>
                <li>{text::books::command()} " " <code class="break-words">"diandan check --ledger ledger.csv"</code></li>
                <li>{text::books::compare()}</li>
            </ol>
            <h3>{text::books::format()}</h3>
            <pre class="text-sm break-all whitespace-pre-wrap"><code>{FORMAT}</code></pre>
            <p class="field-hint">{text::books::chain()}</p>
            <p><a class="link inline-flex min-h-(--touch) items-center" href="/books/verify-ledger.mjs" download="verify-ledger.mjs" rel="external">{text::books::short()}</a></p>
        </section>
    }
    .into_any()
}

/// The form that leads from a receipt to its line.
#[component]
fn Lookup(receipt: String, refused: Option<Code>) -> impl IntoView {
    let wrong = refused.map(|code| {
        view! { <p id="receipt-wrong" class="field-error" role="alert"><Icon name="circle-alert"/> " " {text::code(code)}</p> }
    });
    let described = if refused.is_some() {
        "receipt-hint receipt-wrong"
    } else {
        "receipt-hint"
    };
    view! {
        <form action="/books" method="get" class="form-grid">
            <div class="field">
                <label for="receipt">{text::books::receipt()}</label>
                <p id="receipt-hint" class="field-hint">{text::books::receipt_hint()}</p>
                <div class="flex flex-wrap gap-2">
                    <input
                        id="receipt"
                        name="receipt"
                        class="input min-w-0 flex-1 basis-32"
                        maxlength="40"
                        autocomplete="off"
                        aria-describedby=described
                        aria-invalid=refused.is_some().then_some("true")
                        value=receipt
                    />
                    <button type="submit" class="btn btn-primary shrink-0">{text::books::find()}</button>
                </div>
                {wrong}
            </div>
        </form>
    }
}

/// A line that was found.
fn line(found: Found) -> impl IntoView {
    let Found { line, day } = found;
    let at = line.day.start();
    view! {
        <section class="notice-card" aria-live="polite">
            <h2 class="text-lg">{text::books::found()}</h2>
            <p class="flex flex-wrap justify-between gap-3">
                <span>{text::points_rule(line.rule)}</span>
                <strong>{text::rewards::points(line.amount)}</strong>
            </p>
            <p class="text-muted">
                <time datetime=instant(at)>{full_date(at)}</time>
                " · "
                {text::books::from_to(text::owner(line.from), text::owner(line.to))}
            </p>
            <p class="text-muted">{text::books::as_line()}</p>
            <code class="text-sm break-all">{line.to_string()}</code>
            <p class="text-muted">{text::books::root()}</p>
            <code class="text-sm break-all">{day.root}</code>
        </section>
    }
}

/// A closed day.
fn day(view: DayView) -> impl IntoView {
    let DayView { day, root } = view;
    let at = day.day.start();
    let file = format!("/books/ledger.csv?day={}", day.day);
    let name = format!("ledger-{}.csv", day.day);
    let label = text::books::download_day(full_date(at));
    view! {
        <li class="grid gap-1 py-3">
            <div class="flex flex-wrap items-center justify-between gap-3">
                <strong><time datetime=instant(at)>{full_date(at)}</time></strong>
                <a class="btn btn-ghost btn-square" href=file download=name rel="external" aria-label=label><Icon name="download"/></a>
            </div>
            <p>{text::books::figures(number(day.transfers), number(day.issued), number(day.returned))}</p>
            <code class="text-muted text-sm break-all">{root}</code>
        </li>
    }
}
