//! A page whose code does not load: the network is gone, or a newer version has taken the place of the one whose files the
//! program asks for.

use crate::shell::{Reload, here};
use crate::ui::{Drafts, Problem};
use domain::Code;
use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

/// What is shown in the place of a page whose code did not load.
pub(crate) async fn page<F>(load: fn() -> F) -> AnyView
where
    F: Future<Output = Result<AnyView, SplitLoaderError>> + 'static,
{
    let here = untrack(here());
    load_whole(&here).await;
    view! { <Absent load here/> }.into_any()
}

/// Has the browser load the page as a whole, with the program that is there now. Returns only if the county does not answer.
async fn load_whole(here: &str) {
    let answer = gloo_net::http::Request::get("/healthz").send().await;
    if answer.is_ok_and(|answer| answer.ok()) && window().location().assign(here).is_ok() {
        // What is shown stands until then.
        std::future::pending::<()>().await;
    }
}

/// Says that the network is gone, until the code loads after all.
#[component]
fn Absent<F>(load: fn() -> F, here: String) -> impl IntoView
where
    F: Future<Output = Result<AnyView, SplitLoaderError>> + 'static,
{
    expect_context::<Drafts>().wants_back();
    let reload = expect_context::<Reload>();
    let there = StoredValue::new(false);
    let tries = RwSignal::new(0_u32);
    Effect::watch(
        move || reload.follow(),
        move |(), _, _| {
            // Once it is there, its data loads anew, and not the page.
            if !there.get_value() {
                tries.update(|tries| *tries += 1);
            }
        },
        false,
    );
    move || {
        let again = tries.get() > 0;
        let here = here.clone();
        Suspend::new(SendWrapper::new(async move {
            if again {
                if let Ok(page) = load().await {
                    there.try_set_value(true);
                    return page;
                }
                load_whole(&here).await;
            }
            let problem = view! { <Problem code=Code::CONNECTION_LOST/> };
            view! { <div class="page">{problem}</div> }.into_any()
        }))
    }
}
