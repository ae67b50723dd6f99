//! Stars in public notice: masked, with a way to object. The page of notices shows them.

use super::api;
use crate::locale::text;
use crate::shell::{load, me, posted};
use crate::ui::{Area, Form, Hidden, Icon, Load, More, Submit, date, hours, instant};
use domain::stars::StarNoticeView;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
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
                                let form = signed_in.then(|| objection(&notice, &request_id, heard));
                                view! { <li class="notice-card">{record(notice)} {form}</li> }
                            })
                            .collect();
                        view! {
                            <section class="grid gap-3">
                                <h2>{text::star_notices::title()}</h2>
                                <p>{text::star_notices::why()}</p>
                                <ul class="grid grid-cols-1 gap-3">{rows}</ul>
                                <More next=page.next query="/notices?stars_"/>
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

/// The form to object, folded away. It is open where it was refused and is shown again.
fn objection(
    notice: &StarNoticeView,
    request_id: &str,
    heard: Callback<()>,
) -> impl IntoView + use<> {
    let (id, request_id) = (notice.id.to_string(), request_id.to_owned());
    let refused = posted().is_some_and(|posted| {
        let mut fields = posted.fields.iter();
        posted.action == api::Object::PATH
            && fields.any(|(name, value)| name == "id" && *value == id)
    });
    let words_id = format!("star-words-{id}");
    let heading = text::notices::heading(&notice.who, text::stars::name(notice.star));
    view! {
        <details open=refused>
            <summary>
                {text::notices::object()} <span class="sr-only">{format!(" {heading}")}</span>
            </summary>
            <Form<api::Object> class="form-grid" which=("id", id) done=heard>
                <Hidden name="request_id" value=request_id/>
                <Area
                    name="words"
                    id=words_id
                    label=text::notices::words()
                    hint=text::star_notices::words_hint()
                    maxlength=300
                />
                <Submit label=text::notices::send() class="btn"/>
            </Form<api::Object>>
        </details>
    }
}
