//! What a page shows while it waits, when there is nothing, and when something went wrong.

use super::show::{Icon, encoded};
use crate::error::Fault;
use crate::locale::text;
use domain::Code;
use html_escape::encode_text;
use leptos::prelude::*;
use leptos_meta::Title as HeadTitle;
use leptos_router::hooks::use_location;
use std::sync::Arc;

/// A page's data: shown when it is there, with the old data standing while it is loaded anew.
#[component]
pub fn Load<T, F, V>(data: Resource<Result<T, Fault>>, children: F) -> impl IntoView
where
    T: Send + Sync + Clone + 'static,
    F: Fn(T) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let children = Arc::new(children);
    view! {
        <Transition fallback=|| view! { <Skeleton/> }>
            {move || {
                let children = Arc::clone(&children);
                Suspend::new(async move {
                    match data.await {
                        Ok(value) => Ok(children(value)),
                        Err(fault) => Err(view! { <Problem code=fault.0.code/> }),
                    }
                    .map_or_else(IntoAny::into_any, IntoAny::into_any)
                })
            }}
        </Transition>
    }
}

/// The shape of a page that is still on its way.
#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <div class="skeleton-page" role="status">
            <span class="sr-only">{text::app::loading()}</span>
            <div class="skeleton-line"></div>
            <div class="skeleton-block"></div>
            <div class="skeleton-block"></div>
        </div>
    }
}

/// A page that cannot be shown: what happened, and what to do.
#[component]
pub fn Problem(code: Code) -> impl IntoView {
    let (href, label) = match code {
        Code::SignInFirst => (sign_in_url(), text::login::title()),
        _ => ("/".to_owned(), text::app::to_home()),
    };
    let name = match code {
        Code::SignInFirst => text::login::title(),
        Code::NotFound => text::app::not_found(),
        other => headline(text::code(other)).0,
    };
    let (headline, more) = headline(text::code(code));
    view! {
        <Title name=name/>
        <div class="empty">
            <Icon name="circle-alert"/>
            <h1>{headline}</h1>
            {(!more.is_empty()).then(|| view! { <p>{more}</p> })}
            <a class="btn btn-primary" href=href>{label}</a>
        </div>
    }
}

/// The first sentence of a text, which makes a heading without its stop, and what follows it.
fn headline(words: &str) -> (&str, &str) {
    let (first, more) = words
        .split_once('。')
        .or_else(|| words.split_once(". "))
        .unwrap_or((words, ""));
    (first.trim_end_matches('.'), more)
}

/// Where to sign in, and to come back from to this page.
pub fn sign_in_url() -> String {
    let location = use_location();
    let (path, search) = (
        location.pathname.get_untracked(),
        location.search.get_untracked(),
    );
    let here = if search.is_empty() {
        path
    } else {
        format!("{path}?{}", search.trim_start_matches('?'))
    };
    format!("/login?next={}", encoded(&here))
}

/// A list with nothing in it: what that means, and what to do next.
#[component]
pub fn Empty(
    icon: &'static str,
    #[prop(into)] words: String,
    /// Where to go, and what that is called.
    #[prop(optional, into)]
    next: Option<(String, &'static str)>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon/>
            <p>{words}</p>
            {next.map(|(href, label)| view! { <a class="btn btn-primary btn-outline" href=href>{label}</a> })}
        </div>
    }
}

/// The link to a list's next page. `query` is the rest of its URL, ending in `?` or `&`.
#[component]
pub fn More(next: Option<String>, #[prop(into)] query: String) -> impl IntoView {
    next.map(|key| view! { <p class="more"><a class="btn btn-outline" href=format!("{query}after={key}")>{text::app::more()}</a></p> })
}

/// A page's name in the browser's tab.
#[component]
pub fn Title(#[prop(into)] name: String) -> impl IntoView {
    let title = text::app::page_title(name);
    // The server writes it as it is; in the browser it is a text.
    let title = if cfg!(feature = "ssr") {
        encode_text(&title).into_owned()
    } else {
        title
    };
    view! { <HeadTitle text=title/> }
}

#[cfg(test)]
mod tests {
    use super::headline;

    #[test]
    fn the_first_sentence_is_the_heading() {
        for (words, first, more) in [
            ("没有找到。请核对编号。", "没有找到", "请核对编号。"),
            ("请先登录。", "请先登录", ""),
            (
                "Not found. Check the number.",
                "Not found",
                "Check the number.",
            ),
            ("Sign in first.", "Sign in first", ""),
            ("没有标点", "没有标点", ""),
        ] {
            assert_eq!(headline(words), (first, more));
        }
    }
}
