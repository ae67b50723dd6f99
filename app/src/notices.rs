//! 公示: everything that hangs in public notice, the few before the many.

use crate::honours::notices::HonourNotices;
use crate::hours::notices::HoursNotices;
use crate::locale::text;
use crate::shell::me;
use crate::stars::notices::StarNotices;
use crate::ui::{Icon, Title, sign_in_url};
use leptos::html::Div;
use leptos::prelude::*;

/// Stars, honours and hours in public notice.
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
            {sign_in}
            <div role="status" tabindex="-1" node_ref=told>{answer}</div>
            <StarNotices heard=heard/>
            <HonourNotices/>
            <HoursNotices heard=heard/>
        </div>
    }
}
