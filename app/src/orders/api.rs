//! Server functions of orders.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::hours::ShiftView;
use domain::orders::{
    NewOrderView, OrderCard, OrderView, PlaceForm, Queue, RateForm, ScheduleForm,
};
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, cx_with_link, english, fault, go, refuse},
    domain::Code,
    store::orders::{self, OfferForm, OrderFilter, Presence, Report, Told},
};

/// What the order form starts from.
#[server(endpoint = "orders/new", input = GetUrl)]
pub async fn new_order(#[server(default)] item: String) -> Result<NewOrderView, Fault> {
    let item = item.parse().map_err(|_| refuse(Code::NOT_FOUND))?;
    orders::new_order(&cx()?, item, english())
        .await
        .map_err(fault)
}

/// Places an order.
#[server(endpoint = "orders/place")]
pub async fn place(#[server(flatten)] form: PlaceForm) -> Result<(), Fault> {
    let no = orders::place(&cx()?, form).await.map_err(fault)?;
    go(&format!("/orders/{no}?placed=1"));
    Ok(())
}

/// An order, for whoever may see it: by their account, or by the key of its link.
#[server(endpoint = "orders/order", input = GetUrl)]
pub async fn order(
    #[server(default)] no: String,
    #[server(default)] key: String,
) -> Result<OrderView, Fault> {
    orders::order(&cx_with_link(&key)?, &no)
        .await
        .map_err(fault)
}

/// One's own orders.
#[server(endpoint = "orders/mine", input = GetUrl)]
pub async fn mine(#[server(default)] after: String) -> Result<Page<OrderCard>, Fault> {
    orders::mine(&cx()?, Some(after.as_str()))
        .await
        .map_err(fault)
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
    orders::desk(&cx()?, &filter).await.map_err(fault)
}

/// The orders one is assigned to, with an id for the page's forms.
#[server(endpoint = "orders/shifts", input = GetUrl)]
pub async fn shifts() -> Result<(Vec<ShiftView>, String), Fault> {
    let cx = cx()?;
    Ok((orders::my_shifts(&cx).await.map_err(fault)?, cx.form_id()))
}

/// Asks for more information.
#[server(endpoint = "orders/ask_info")]
pub async fn ask_info(
    #[server(default)] request_id: String,
    #[server(default)] no: String,
    #[server(default)] reason: String,
) -> Result<(), Fault> {
    orders::ask_info(
        &cx()?,
        Told {
            request_id,
            no,
            reason,
        },
    )
    .await
    .map_err(fault)
}

/// Gives it.
#[server(endpoint = "orders/give_info")]
pub async fn give_info(
    #[server(default)] request_id: String,
    #[server(default)] no: String,
    #[server(default)] key: String,
    #[server(default)] reason: String,
) -> Result<(), Fault> {
    orders::give_info(
        &cx_with_link(&key)?,
        Told {
            request_id,
            no,
            reason,
        },
    )
    .await
    .map_err(fault)
}

/// Refuses an order.
#[server(endpoint = "orders/reject")]
pub async fn reject(
    #[server(default)] request_id: String,
    #[server(default)] no: String,
    #[server(default)] reason: String,
) -> Result<(), Fault> {
    orders::reject(
        &cx()?,
        Told {
            request_id,
            no,
            reason,
        },
    )
    .await
    .map_err(fault)
}

/// Offers an order to a team or an org.
#[server(endpoint = "orders/offer")]
pub async fn offer(
    #[server(default)] request_id: String,
    #[server(default)] no: String,
    #[server(default)] to: String,
    #[server(default)] within: String,
) -> Result<(), Fault> {
    orders::offer(
        &cx()?,
        OfferForm {
            request_id,
            no,
            to,
            within,
            reason: String::new(),
        },
    )
    .await
    .map_err(fault)
}

/// Takes an offer or an assignment back and offers the order elsewhere.
#[server(endpoint = "orders/override")]
pub async fn override_offer(
    #[server(default)] request_id: String,
    #[server(default)] no: String,
    #[server(default)] to: String,
    #[server(default)] within: String,
    #[server(default)] reason: String,
) -> Result<(), Fault> {
    orders::override_offer(
        &cx()?,
        OfferForm {
            request_id,
            no,
            to,
            within,
            reason,
        },
    )
    .await
    .map_err(fault)
}

/// Accepts an offer.
#[server(endpoint = "orders/accept")]
pub async fn accept(
    #[server(default)] request_id: String,
    #[server(default)] no: String,
) -> Result<(), Fault> {
    orders::accept(
        &cx()?,
        Told {
            request_id,
            no,
            reason: String::new(),
        },
    )
    .await
    .map_err(fault)
}

/// Declines an offer. Whoever declined no longer sees the order, so the browser goes back to the team's list.
#[server(endpoint = "orders/decline")]
pub async fn decline(
    #[server(default)] request_id: String,
    #[server(default)] no: String,
    #[server(default)] reason: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    orders::decline(
        &cx()?,
        Told {
            request_id,
            no,
            reason,
        },
    )
    .await
    .map_err(fault)?;
    go(crate::request::local_path(&next));
    Ok(())
}

/// Fixes when it happens and who goes.
#[server(endpoint = "orders/schedule")]
pub async fn schedule(#[server(flatten)] form: ScheduleForm) -> Result<(), Fault> {
    orders::schedule(&cx()?, form).await.map_err(fault)
}

/// Starts somebody's service.
#[server(endpoint = "orders/check_in")]
pub async fn check_in(
    #[server(default)] request_id: String,
    #[server(default)] no: String,
    #[server(default)] volunteer: String,
) -> Result<(), Fault> {
    orders::check_in(
        &cx()?,
        Presence {
            request_id,
            no,
            volunteer: volunteer.parse().ok(),
        },
    )
    .await
    .map_err(fault)
}

/// Ends it.
#[server(endpoint = "orders/check_out")]
pub async fn check_out(
    #[server(default)] request_id: String,
    #[server(default)] no: String,
    #[server(default)] volunteer: String,
) -> Result<(), Fault> {
    orders::check_out(
        &cx()?,
        Presence {
            request_id,
            no,
            volunteer: volunteer.parse().ok(),
        },
    )
    .await
    .map_err(fault)
}

/// Reports the delivery.
#[server(endpoint = "orders/deliver")]
pub async fn deliver(
    #[server(default)] request_id: String,
    #[server(default)] no: String,
    #[server(default)] report: String,
    #[server(default)] pictures: String,
) -> Result<(), Fault> {
    orders::deliver(
        &cx()?,
        Report {
            request_id,
            no,
            report,
            pictures,
        },
    )
    .await
    .map_err(fault)
}

/// Rates a delivered order.
#[server(endpoint = "orders/rate")]
pub async fn rate(#[server(flatten)] form: RateForm) -> Result<(), Fault> {
    let cx = cx_with_link(&form.key)?;
    orders::rate(&cx, form).await.map_err(fault)
}

/// Calls an order off.
#[server(endpoint = "orders/cancel")]
pub async fn cancel(
    #[server(default)] request_id: String,
    #[server(default)] no: String,
    #[server(default)] key: String,
    #[server(default)] reason: String,
) -> Result<(), Fault> {
    orders::cancel(
        &cx_with_link(&key)?,
        Told {
            request_id,
            no,
            reason,
        },
    )
    .await
    .map_err(fault)
}

/// Asks for a delivered order to be done properly.
#[server(endpoint = "orders/reopen")]
pub async fn reopen(
    #[server(default)] request_id: String,
    #[server(default)] no: String,
    #[server(default)] key: String,
    #[server(default)] reason: String,
) -> Result<(), Fault> {
    orders::reopen(
        &cx_with_link(&key)?,
        Told {
            request_id,
            no,
            reason,
        },
    )
    .await
    .map_err(fault)
}
