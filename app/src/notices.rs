//! 公示: everything that hangs in public notice, the few before the many.

pub(crate) mod pages;

use crate::honours::notices::HonourNotices;
use crate::hours::notices::HoursNotices;
use crate::locale::text;
use crate::shell::me;
use crate::stars::notices::StarNotices;
use crate::ui::{Area, Fold, Form, Hidden, Icon, Submit, Title, sign_in_url};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use std::marker::PhantomData;

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
            <HonourNotices heard=heard/>
            <HoursNotices heard=heard/>
        </div>
    }
}

/// The form to object to something in public notice, folded away.
#[component]
pub(crate) fn Objection<S>(
    /// The server function that takes it.
    #[prop(optional)]
    action: PhantomData<S>,
    /// The hidden field that says to what.
    which: (&'static str, String),
    /// Who and what that is, for those who hear the page.
    about: String,
    hint: &'static str,
    request_id: String,
    /// Called when it was taken.
    heard: Callback<()>,
) -> impl IntoView
where
    S: ServerFn + 'static,
{
    let _ = action;
    let path = S::PATH.trim_start_matches('/').replace('/', "-");
    let words_id = format!("{path}-{}", which.1);
    view! {
        <Fold label=text::notices::object() about=about paths=vec![S::PATH] which=which.clone() card=false>
            <Form<S> class="form-grid" which=which done=heard>
                <Hidden name="request_id" value=request_id/>
                <Area name="words" id=words_id label=text::notices::words() hint=hint maxlength=300/>
                <Submit label=text::notices::send() class="btn"/>
            </Form<S>>
        </Fold>
    }
}
