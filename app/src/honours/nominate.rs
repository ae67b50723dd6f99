//! Nominating somebody or something for a campaign.

use super::api::{self, NominationPage, choices};
use super::list::about;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Area, Empty, Field, Form, Hidden, Load, Pick, PictureField, Submit, Title};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The campaign and the form.
#[component]
pub fn Nominate() -> impl IntoView {
    let params = use_params_map();
    let data = load(move || params.read().get("id").unwrap_or_default(), choices);
    view! {
        <div class="page">
            <Load data children=|page| form(&page)/>
        </div>
    }
}

fn form(page: &NominationPage) -> impl IntoView + use<> {
    let title = text::nominate::title(&page.campaign.title);
    let can = page.campaign.open && (page.by_no || !page.choices.is_empty());
    let fields = if can {
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
                <PictureField label=text::parts::pictures()/>
                <p class="text-muted">{text::nominate::figures()}</p>
                <div>
                    <Submit label=text::nominate::send()/>
                </div>
            </Form<api::Nominate>>
        }
        .into_any()
    } else {
        let back = ("/honours".to_owned(), text::honours::title());
        let words = if page.campaign.open {
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
        {fields}
    }
}
