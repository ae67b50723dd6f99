//! Nominating somebody or something for a campaign.

use super::api::{self, NominationPage, choices};
use super::list::about;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{
    Area, Empty, Field, Form, Hidden, Load, Pick, PictureField, SearchBox, Submit, Title,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A list of more than so many is easier to search than to scroll.
const MANY: usize = 20;

/// The campaign and the form. The words that somebody is searched by are in the URL.
#[component]
pub fn Nominate() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let id = params.read().get("id").unwrap_or_default();
        let q = query.read().get("q").unwrap_or_default();
        (id, q)
    };
    let data = load(asked, |(id, q)| choices(id, q));
    view! {
        <div class="page">
            <Load data children=|page| shown(&page)/>
        </div>
    }
}

fn shown(page: &NominationPage) -> impl IntoView + use<> {
    let title = text::nominate::title(&page.campaign.title);
    let (open, searched) = (page.campaign.open, !page.q.is_empty());
    let can = page.by_no || !page.choices.is_empty();
    let search = (open && (searched || page.choices.len() > MANY)).then(|| search(page));
    let rest = if open && can {
        form(page).into_any()
    } else if open && searched {
        ().into_any()
    } else {
        let back = ("/honours".to_owned(), text::honours::title());
        let words = if open {
            text::nominate::nobody()
        } else {
            text::nominate::over()
        };
        view! { <Empty icon="award" words=words next=back/> }.into_any()
    };
    view! {
        <Title name=title.clone()/>
        <h1>{title}</h1>
        {about(&page.campaign)}
        {search}
        {rest}
    }
}

/// The search for whom to nominate, and whether the list below holds everybody.
fn search(page: &NominationPage) -> impl IntoView + use<> {
    let listed = page.choices.len();
    let told = if listed == 0 {
        Some(text::nominate::nothing().to_owned())
    } else {
        page.more.then(|| text::nominate::more(listed))
    };
    let told = told.map(|told| view! { <p class="field-hint">{told}</p> });
    view! {
        <form
            action=format!("/honours/nominate/{}", page.campaign.id)
            method="get"
            role="search"
            aria-label=text::nominate::words()
            class="grid gap-3"
        >
            <SearchBox
                label=text::nominate::words()
                placeholder=text::nominate::words()
                value=page.q.clone()
                find=text::nominate::find()
                class="btn"
            />
            {told}
        </form>
    }
}

fn form(page: &NominationPage) -> impl IntoView + use<> {
    let (campaign, request_id) = (page.campaign.id.to_string(), page.request_id.clone());
    let (choices, by_no) = (page.choices.clone(), page.by_no);
    view! {
        <Form<api::Nominate> class="form-grid" pictures=true>
            <Hidden name="request_id" value=request_id/>
            <Hidden name="campaign" value=campaign/>
            {(!choices.is_empty())
                .then(|| {
                    view! {
                        <Pick
                            name="subject"
                            label=text::nominate::subject()
                            choices=choices
                            empty=text::desk_rewards::choose()
                            optional=by_no
                        />
                    }
                })}
            {by_no
                .then(|| {
                    view! {
                        <Field
                            name="no"
                            label=text::nominate::no()
                            hint=text::nominate::no_hint()
                            maxlength=20u32
                            autocomplete="off"
                            optional=true
                        />
                    }
                })}
            <Area name="reason" label=text::nominate::reason() hint=text::nominate::reason_hint() maxlength=500 rows=5/>
            <PictureField label=text::nominate::pictures()/>
            <p class="text-muted">{text::nominate::figures()}</p>
            <div>
                <Submit label=text::nominate::send()/>
            </div>
        </Form<api::Nominate>>
    }
}
