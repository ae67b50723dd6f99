//! Stars in public notice: a part of the page of notices.

use super::api;
use crate::locale::text;
use crate::notices::{Section, hanging};
use crate::ui::hours;
use domain::stars::NoticedStar;
use leptos::prelude::*;

/// The stars that hang now; nothing where none does.
pub(crate) fn section(heard: Callback<()>) -> AnyView {
    let section = Section::<NoticedStar> {
        title: text::star_notices::title(),
        why: text::star_notices::why(),
        hint: text::star_notices::words_hint(),
        key: "stars_after",
        field: "id",
        subject: |noticed| text::stars::name(noticed.star),
        details: |notice| {
            view! {
                <p>
                    <strong>{hours(notice.what.minutes)}</strong>
                    " · "
                    {notice.place.clone()}
                </p>
            }
            .into_any()
        },
        empty: None,
    };
    hanging::<api::Object, _, _>(section, api::notices, heard)
}
