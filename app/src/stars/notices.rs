//! Stars in public notice: masked, with a way to object. The page of notices shows them.

use super::api;
use crate::locale::text;
use crate::notices::Objection;
use crate::shell::{load, me};
use crate::ui::{Icon, Load, More, date, hours, instant};
use domain::stars::StarNoticeView;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What hangs now, whatever ends first coming first; nothing where nothing does.
#[component]
pub fn StarNotices(
    /// Called when an objection was taken.
    heard: Callback<()>,
) -> impl IntoView {
    let query = use_query_map();
    let data = load(
        move || query.read().get("stars_after").unwrap_or_default(),
        api::notices,
    );
    let signed_in = me().is_some();
    view! {
        <Load data let:found>
            {
                let (page, request_id) = found;
                (!page.rows.is_empty())
                    .then(|| {
                        let rows = page.rows.into_iter();
                        let rows: Vec<_> = rows
                            .map(|notice| {
                                let form = signed_in.then(|| objection(&notice, request_id.clone(), heard));
                                view! { <li class="notice-card">{record(notice)} {form}</li> }
                            })
                            .collect();
                        view! {
                            <section class="grid gap-3">
                                <h2>{text::star_notices::title()}</h2>
                                <p>{text::star_notices::why()}</p>
                                <ul class="grid grid-cols-1 gap-3">{rows}</ul>
                                <More next=page.next key="stars_after"/>
                            </section>
                        }
                    })
            }
        </Load>
    }
}

fn record(notice: StarNoticeView) -> impl IntoView {
    // The notice ends with the last moment of a day.
    let last_day = notice.until.plus(-1);
    view! {
        <h3 class="text-lg">{text::notices::heading(notice.who, text::stars::name(notice.star))}</h3>
        <p>
            <strong>{hours(notice.minutes)}</strong>
            " · "
            {notice.place}
        </p>
        <p class="text-muted">
            <Icon name="hourglass"/>
            " "
            <time datetime=instant(last_day)>{text::notices::until(date(last_day))}</time>
        </p>
    }
}

fn objection(
    notice: &StarNoticeView,
    request_id: String,
    heard: Callback<()>,
) -> impl IntoView + use<> {
    view! {
        <Objection<api::Object>
            which=("id", notice.id.to_string())
            about=text::notices::heading(&notice.who, text::stars::name(notice.star))
            hint=text::star_notices::words_hint()
            request_id=request_id
            heard=heard
        />
    }
}
