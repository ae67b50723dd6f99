//! What a page shows while it waits, when there is nothing, and when something went wrong.

use super::show::{Icon, encoded};
use crate::error::Fault;
use crate::locale::text;
use crate::shell::{Reload, here};
use domain::{Class, Code};
use html_escape::encode_text;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_meta::Title as HeadTitle;
use leptos_router::hooks::use_location;
use std::sync::Arc;

/// A page's data: shown when it is there, with the old data standing while it is loaded anew, and when that fails.
#[component]
pub fn Load<T, F, V>(data: Resource<Result<T, Fault>>, children: F) -> impl IntoView
where
    T: Send + Sync + Clone + 'static,
    F: Fn(T) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let children = Arc::new(children);
    let here = here();
    // What was read last, and on which page.
    let last = StoredValue::new(None::<(String, T)>);
    view! {
        <Transition fallback=|| view! { <Skeleton/> }>
            {move || {
                let children = Arc::clone(&children);
                Suspend::new(async move {
                    let answer = data.await;
                    let here = untrack(here);
                    match answer {
                        Ok(value) => {
                            // A server shows it once.
                            if !cfg!(feature = "ssr") {
                                last.set_value(Some((here, value.clone())));
                            }
                            (None, children(value).into_any())
                        }
                        Err(fault) => {
                            let code = fault.0.code;
                            let last = last.try_get_value().flatten();
                            match still(last, &here, code) {
                                Some(value) => {
                                    let older = view! { <Older code/> };
                                    (Some(older.into_any()), children(value).into_any())
                                }
                                None => (None, view! { <Problem code/> }.into_any()),
                            }
                        }
                    }
                })
            }}
        </Transition>
    }
}

/// What goes on standing on a page that could not be read again: what was read last, unless that was another page, or the
/// answer was that it is gone. What somebody has half-written stands in it.
fn still<T>(last: Option<(String, T)>, here: &str, code: Code) -> Option<T> {
    last.filter(|(read_on, _)| read_on == here && passes(code))
        .map(|(_, value)| value)
}

/// Whether trying again may help.
const fn passes(code: Code) -> bool {
    matches!(
        code.class(),
        Class::Unavailable | Class::Limited(_) | Class::Broken
    )
}

/// What a page says of a fault. That nothing is lost when the network is, a form says.
fn words(code: Code) -> &'static str {
    match code {
        Code::CONNECTION_LOST => text::app::no_connection(),
        other => text::code(other),
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

/// Above what was read before: why it is no newer.
#[component]
fn Older(code: Code) -> impl IntoView {
    view! {
        <div class="alert alert-warning alert-soft" role="alert">
            <Icon name="circle-alert"/>
            <span>{text::app::older(words(code))}</span>
            <Again class="btn"/>
        </div>
    }
}

/// Loads the page's data anew; without a program, the page.
#[component]
fn Again(class: &'static str) -> impl IntoView {
    let reload = use_context::<Reload>();
    let again = move |event: MouseEvent| {
        if let Some(reload) = reload {
            event.prevent_default();
            reload.now();
        }
    };
    view! { <a class=class href=here() on:click=again>{text::app::try_again()}</a> }
}

/// A page that cannot be shown: what happened, and what to do.
#[component]
pub fn Problem(
    code: Code,
    /// Instead of the code's own words: what was looked for.
    #[prop(optional)]
    sought: Option<String>,
) -> impl IntoView {
    let way = |href: String, label: &'static str| {
        view! { <a class="btn btn-primary" href=href>{label}</a> }.into_any()
    };
    let next = match code {
        Code::SIGN_IN_FIRST => way(sign_in_url(), text::login::title()),
        code if passes(code) => view! { <Again class="btn btn-primary"/> }.into_any(),
        _ => way("/".to_owned(), text::app::to_home()),
    };
    let name = match code {
        Code::SIGN_IN_FIRST => text::login::title(),
        Code::NOT_FOUND => text::app::not_found(),
        other => headline(words(other)).0,
    };
    let words = sought.unwrap_or_else(|| words(code).to_owned());
    let (headline, more) = headline(&words);
    let (headline, more) = (headline.to_owned(), more.to_owned());
    // Built anew whenever it is tried again in vain: so it is heard again, and the page's own title comes back in the end, for
    // one that is changed in place is never taken away.
    let told = move || {
        let more = (!more.is_empty()).then(|| more.clone());
        view! {
            <Title name=name/>
            <Icon name="circle-alert"/>
            <h1>{headline.clone()}</h1>
            {more.map(|more| view! { <p>{more}</p> })}
        }
    };
    view! {
        <div class="empty" role=passes(code).then_some("alert")>
            {told}
            {next}
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

/// The link to a list's next page.
#[component]
pub fn More(
    /// The row after which that one begins.
    next: Option<String>,
    /// The rest of its URL, ending in `?` or `&`.
    #[prop(optional, into)]
    query: String,
    /// On a page with several lists: what the query calls this one. The others stay where they are.
    #[prop(optional)]
    key: Option<&'static str>,
) -> impl IntoView {
    let location = use_location();
    let path = location.pathname.get_untracked();
    next.map(move |after| {
        let href = move || match key {
            Some(key) => turned(&path, &location.search.get(), key, &after),
            None => format!("{query}after={after}"),
        };
        view! { <p class="more"><a class="btn btn-outline" href=href>{text::app::more()}</a></p> }
    })
}

/// A page's URL with one value of its query set and the others as they are.
fn turned(path: &str, search: &str, key: &str, value: &str) -> String {
    let pairs = search.trim_start_matches('?').split('&');
    let others = pairs.filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(key));
    let mut url = format!("{path}?");
    for pair in others {
        url.extend([pair, "&"]);
    }
    url + key + "=" + value
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
    use super::*;

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

    #[test]
    fn what_was_read_stands_while_the_network_is_down_and_no_longer() {
        let last = || Some(("/me/points?after=7".to_owned(), "rows"));
        let here = "/me/points?after=7";
        for code in [Code::CONNECTION_LOST, Code::TIMED_OUT, Code::INTERNAL] {
            assert_eq!(still(last(), here, code), Some("rows"), "{code}");
        }
        for code in [Code::NOT_FOUND, Code::NOT_YOURS, Code::SIGN_IN_FIRST] {
            assert_eq!(still(last(), here, code), None, "{code}");
        }
        assert_eq!(still(last(), "/me/points", Code::CONNECTION_LOST), None);
        assert_eq!(still(None::<(String, &str)>, here, Code::INTERNAL), None);
    }

    #[test]
    fn one_list_is_turned_and_the_others_stay() {
        for (search, url) in [
            ("", "/notices?after=9"),
            ("?after=7", "/notices?after=9"),
            (
                "stars_after=3&after=7&honours_after=5",
                "/notices?stars_after=3&honours_after=5&after=9",
            ),
        ] {
            assert_eq!(turned("/notices", search, "after", "9"), url, "{search}");
        }
    }
}
