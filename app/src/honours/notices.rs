//! Honours in public notice: a part of the page of notices.

use super::api;
use crate::locale::text;
use crate::notices::{Section, hanging};
use domain::honours::NoticedHonour;
use leptos::prelude::*;

/// The nominations that hang now; nothing where none does.
pub(crate) fn section(heard: Callback<()>) -> AnyView {
    let section = Section::<NoticedHonour> {
        title: text::honour_notices::title(),
        why: text::honour_notices::why(),
        hint: text::honour_notices::words_hint(),
        key: "honours_after",
        field: "id",
        subject: |noticed| noticed.campaign.clone(),
        details: |notice| {
            let place = Some(notice.place.clone()).filter(|place| !place.is_empty());
            place.map(|place| view! { <p>{place}</p> }).into_any()
        },
        empty: None,
    };
    hanging::<api::Object, _, _>(section, api::notices, heard)
}
