//! 公示: the page of everything that hangs in public notice, and what pages show of a case on its way there. Whose cases those are
//! only `routes` knows.

mod case;
mod hanging;
mod objection;
pub(crate) mod pages;

pub(crate) use case::{Approve, CaseQueue, GiveBack, Told, badge, others_turn, timeline, until};
pub(crate) use hanging::{Section, hanging};

use crate::locale::text;
use crate::shell::me;
use crate::ui::{Icon, ReadAloud, Title, sign_in_url};
use leptos::html::Div;
use leptos::prelude::*;

/// What hangs in public notice, whatever the feature.
#[component]
pub fn Notices() -> impl IntoView {
    // What was objected to is gone from its list, so the page says what has become of it.
    let objected = RwSignal::new(false);
    let told = NodeRef::<Div>::new();
    let heard = Callback::new(move |()| {
        objected.set(true);
        if let Some(told) = told.get_untracked() {
            let _ = told.focus();
        }
    });
    let sign_in = me().is_none().then(|| {
        view! {
            <p><a class="link inline-flex min-h-(--touch) items-center gap-1" href=sign_in_url()>{text::notices::sign_in()}</a></p>
        }
    });
    let answer = move || {
        objected.get().then(|| {
            view! {
                <div class="alert alert-success alert-soft">
                    <Icon name="circle-check"/>
                    <span>{text::notices::objected()}</span>
                </div>
            }
        })
    };
    view! {
        <div class="page">
            <Title name=text::notices::title()/>
            <h1>{text::notices::title()}</h1>
            <ReadAloud/>
            {sign_in}
            <div role="status" tabindex="-1" node_ref=told>{answer}</div>
            {crate::gathered::notices(heard)}
        </div>
    }
}
