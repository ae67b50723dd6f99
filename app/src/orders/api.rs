//! Server functions of orders.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::orders::ShiftView;
use domain::orders::{
    DeclineForm, NewOrderView, OfferForm, OrderCard, OrderView, PlaceForm, Presence, Queue,
    RateForm, Report, SaidAtDesk, ScheduleForm, Told, WordsForm,
};
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, cx_with_link, english, go, local_path},
    store::orders::{self, OrderFilter},
};

/// What the order form starts from; like an order of one's own, if its number is given.
#[server(endpoint = "orders/new", input = GetUrl)]
pub async fn new_order(
    #[server(default)] item: String,
    #[server(default)] like: String,
) -> Result<NewOrderView, Fault> {
    let like = Some(like.as_str()).filter(|no| !no.is_empty());
    Ok(orders::new_order(&cx()?, item.parse()?, like, english()).await?)
}

/// Places an order.
#[server(endpoint = "orders/place")]
pub async fn place(#[server(flatten)] form: PlaceForm) -> Result<(), Fault> {
    let no = orders::place(&cx()?, form).await?;
    go(&format!("/orders/{no}?placed=1"));
    Ok(())
}

/// An order, for whoever may see it: by their account, or by the key of its link.
#[server(endpoint = "orders/order", input = GetUrl)]
pub async fn order(
    #[server(default)] no: String,
    #[server(default)] key: String,
) -> Result<OrderView, Fault> {
    Ok(orders::order(&cx_with_link(&key)?, &no).await?)
}

/// One's own orders.
#[server(endpoint = "orders/mine", input = GetUrl)]
pub async fn mine(#[server(default)] after: String) -> Result<Page<OrderCard>, Fault> {
    Ok(orders::mine(&cx()?, Some(after.as_str())).await?)
}

/// The desk's queue.
#[server(endpoint = "orders/desk", input = GetUrl)]
pub async fn desk(
    #[server(default)] state: String,
    #[server(default)] org: String,
    #[server(default)] after: String,
) -> Result<Queue, Fault> {
    let filter = OrderFilter {
        state: state.parse().ok(),
        org: org.parse().ok(),
        after: Some(after),
    };
    Ok(orders::desk(&cx()?, &filter).await?)
}

/// The orders one is assigned to, with an id for the page's forms.
#[server(endpoint = "orders/shifts", input = GetUrl)]
pub async fn shifts() -> Result<(Vec<ShiftView>, String), Fault> {
    let cx = cx()?;
    Ok((orders::my_shifts(&cx).await?, cx.form_id()))
}

/// Asks for more information.
#[server(endpoint = "orders/ask_info")]
pub async fn ask_info(#[server(flatten)] form: Told) -> Result<(), Fault> {
    Ok(orders::ask_info(&cx()?, form).await?)
}

/// Gives it.
#[server(endpoint = "orders/give_info")]
pub async fn give_info(#[server(flatten)] form: Told) -> Result<(), Fault> {
    Ok(orders::give_info(&cx_with_link(&form.key)?, form).await?)
}

/// Refuses an order.
#[server(endpoint = "orders/reject")]
pub async fn reject(#[server(flatten)] form: Told) -> Result<(), Fault> {
    Ok(orders::reject(&cx()?, form).await?)
}

/// Offers an order to a team or an org.
#[server(endpoint = "orders/offer")]
pub async fn offer(#[server(flatten)] form: OfferForm) -> Result<(), Fault> {
    Ok(orders::offer(&cx()?, form).await?)
}

/// Takes an offer or an assignment back and offers the order elsewhere.
#[server(endpoint = "orders/override")]
pub async fn override_offer(#[server(flatten)] form: OfferForm) -> Result<(), Fault> {
    Ok(orders::override_offer(&cx()?, form).await?)
}

/// Accepts an offer.
#[server(endpoint = "orders/accept")]
pub async fn accept(#[server(flatten)] form: Told) -> Result<(), Fault> {
    Ok(orders::accept(&cx()?, form).await?)
}

/// Declines an offer. Whoever declined no longer sees the order, so the browser goes back to the team's list.
#[server(endpoint = "orders/decline")]
pub async fn decline(
    #[server(flatten)] form: DeclineForm,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    orders::decline(&cx()?, form).await?;
    go(local_path(&next));
    Ok(())
}

/// Fixes when it happens and who goes.
#[server(endpoint = "orders/schedule")]
pub async fn schedule(#[server(flatten)] form: ScheduleForm) -> Result<(), Fault> {
    Ok(orders::schedule(&cx()?, form).await?)
}

/// Starts somebody's service.
#[server(endpoint = "orders/check_in")]
pub async fn check_in(#[server(flatten)] form: Presence) -> Result<(), Fault> {
    Ok(orders::check_in(&cx()?, form).await?)
}

/// Ends it.
#[server(endpoint = "orders/check_out")]
pub async fn check_out(#[server(flatten)] form: Presence) -> Result<(), Fault> {
    Ok(orders::check_out(&cx()?, form).await?)
}

/// Reports the delivery.
#[server(endpoint = "orders/deliver")]
pub async fn deliver(#[server(flatten)] form: Report) -> Result<(), Fault> {
    Ok(orders::deliver(&cx()?, form).await?)
}

/// What was said of services, at the desk.
#[server(endpoint = "orders/said", input = GetUrl)]
pub async fn said(#[server(default)] after: String) -> Result<SaidAtDesk, Fault> {
    Ok(orders::said(&cx()?, Some(after.as_str())).await?)
}

/// Takes words of a rating down.
#[server(endpoint = "orders/hide_words")]
pub async fn hide_words(#[server(flatten)] form: WordsForm) -> Result<(), Fault> {
    Ok(orders::hide_words(&cx()?, form).await?)
}

/// Shows words of a rating.
#[server(endpoint = "orders/show_words")]
pub async fn show_words(#[server(flatten)] form: WordsForm) -> Result<(), Fault> {
    Ok(orders::show_words(&cx()?, form).await?)
}

/// Rates a delivered order.
#[server(endpoint = "orders/rate")]
pub async fn rate(#[server(flatten)] form: RateForm) -> Result<(), Fault> {
    Ok(orders::rate(&cx_with_link(&form.key)?, form).await?)
}

/// Calls an order off.
#[server(endpoint = "orders/cancel")]
pub async fn cancel(#[server(flatten)] form: Told) -> Result<(), Fault> {
    Ok(orders::cancel(&cx_with_link(&form.key)?, form).await?)
}

/// Asks for a delivered order to be done properly.
#[server(endpoint = "orders/reopen")]
pub async fn reopen(#[server(flatten)] form: Told) -> Result<(), Fault> {
    Ok(orders::reopen(&cx_with_link(&form.key)?, form).await?)
}
