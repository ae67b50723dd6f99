//! Objecting.

use crate::locale::text;
use crate::ui::{Area, Fold, Form, Hidden, Submit};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use std::marker::PhantomData;

/// The form to object to something in public notice, folded away.
#[component]
pub(super) fn Objection<S>(
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
