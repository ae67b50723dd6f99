//! Every page and its path. Only the shell and the home page travel with the first visit; the rest is loaded when it is
//! wanted.

use crate::home::Home;
use crate::locale::text;
use crate::offline::Later;
use crate::shell::{AcceptedWords, Dock, TopBar, share};
use crate::ui::Problem;
use domain::Code;
use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos::wasm_split::SplitLoaderError;
use leptos_meta::provide_meta_context;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::{Router, Routes, RoutesProps};
use leptos_router::hooks::use_location;
use leptos_router::{ChooseView, NestedRoute, PossibleRouteMatch, SsrMode, path};
use std::fmt::Debug;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Names a feature's pages by their paths, in the group that they are loaded with, and the ways that lead to them.
macro_rules! pages {
    (
        $(menu { $($menu:tt => $menu_page:path),+ $(,)? })?
        $(order { $($order:tt => $order_page:path),+ $(,)? })?
        $(my { $($my:tt => $my_page:path),+ $(,)? })?
        $(desk { $($desk:tt => $desk_page:path),+ $(,)? })?
        $(ways { $($list:ident $place:literal: $to:literal, $icon:literal, $label:path $(, $who:ident)?;)+ })?
    ) => {
        pub(crate) fn routes() -> Vec<leptos_router::any_nested_route::AnyNestedRoute> {
            vec![
                $($(crate::routes::route(leptos_router::path!($menu), leptos_router::Lazy::<crate::gathered::MenuPages>::new()),)+)?
                $($(crate::routes::route(leptos_router::path!($order), leptos_router::Lazy::<crate::gathered::OrderPages>::new()),)+)?
                $($(crate::routes::route(leptos_router::path!($my), leptos_router::Lazy::<crate::gathered::MyPages>::new()),)+)?
                $($(crate::routes::route(leptos_router::path!($desk), leptos_router::Lazy::<crate::gathered::DeskPages>::new()),)+)?
            ]
        }

        crate::routes::page! { menu $($($menu => $menu_page),+)? }
        crate::routes::page! { order $($($order => $order_page),+)? }
        crate::routes::page! { my $($($my => $my_page),+)? }
        crate::routes::page! { desk $($($desk => $desk_page),+)? }

        /// The patterns of each group's paths, for whoever must not touch the pages' code.
        #[cfg(feature = "hydrate")]
        pub(crate) mod patterns {
            pub(crate) const MENU: &[&str] = &[$($($menu),+)?];
            pub(crate) const ORDER: &[&str] = &[$($($order),+)?];
            pub(crate) const MY: &[&str] = &[$($($my),+)?];
            pub(crate) const DESK: &[&str] = &[$($($desk),+)?];
        }

        pub(crate) const WAYS: &[crate::routes::Way] = &[$($(crate::routes::Way {
            list: crate::routes::List::$list,
            place: $place,
            path: $to,
            icon: $icon,
            label: $label,
            who: crate::routes::Who::Anybody $(.or(crate::routes::Who::$who))?,
        }),+)?];
    };
}

/// A feature's part of a group: the page at a path, if it is one of its.
macro_rules! page {
    ($group:ident) => {
        pub(crate) fn $group(_path: &str) -> Option<leptos::prelude::AnyView> {
            None
        }
    };
    ($group:ident $($pattern:literal => $page:path),+) => {
        pub(crate) fn $group(path: &str) -> Option<leptos::prelude::AnyView> {
            use leptos::prelude::*;
            $(if crate::routes::fits($pattern, path) {
                return Some(view! { <$page/> }.into_any());
            })+
            None
        }
    };
}

pub(crate) use {page, pages};

/// A list of ways that features add to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// The rail of the desk.
    Desk,
    /// What is one's own, in 我的.
    Mine,
    /// What everybody may look into, below the county's numbers on the home page.
    Open,
}

/// To whom a way is shown. What it leads to asks the access table all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Anybody,
    /// Who is registered as a volunteer.
    Serves,
    /// The county administrator.
    Administers,
    /// Staff of the county's centre.
    Decides,
}

impl Who {
    /// The narrower of the two, where a way names one.
    pub(crate) const fn or(self, named: Self) -> Self {
        match self {
            Self::Anybody => named,
            narrower => narrower,
        }
    }
}

/// A way to a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way {
    pub(crate) list: List,
    /// Lower ones come first; they are apart, so that one can be put between two.
    pub(crate) place: u8,
    pub(crate) path: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) label: fn() -> &'static str,
    pub(crate) who: Who,
}

/// The route of a page that is loaded with its group.
pub(crate) fn route<S, V>(path: S, view: V) -> AnyNestedRoute
where
    S: PossibleRouteMatch + Clone + Debug + Send + Sync + 'static,
    V: ChooseView + Clone + 'static,
{
    NestedRoute::new(path, view)
        .ssr_mode(SsrMode::Async)
        .into_any_nested_route()
}

/// Whether a path is one of a pattern, in which `:name` stands for any segment.
pub(crate) fn fits(pattern: &str, path: &str) -> bool {
    let mut wanted = pattern.split('/').filter(|segment| !segment.is_empty());
    let mut found = path.split('/').filter(|segment| !segment.is_empty());
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(wanted), Some(found)) if wanted.starts_with(':') || wanted == found => {}
            _ => return false,
        }
    }
}

/// A group's page, once its code is there.
pub(crate) async fn arrived<F>(load: fn() -> F) -> AnyView
where
    F: Future<Output = Result<AnyView, SplitLoaderError>> + 'static,
{
    match load().await {
        Ok(page) => page,
        #[cfg(feature = "hydrate")]
        Err(_) => crate::absent::page(load).await,
        #[cfg(not(feature = "hydrate"))]
        Err(_) => view! { <NotFound/> }.into_any(),
    }
}

/// The application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    share();
    let (under_way, set_under_way) = signal(false);
    view! {
        <Router set_is_routing=set_under_way>
            <TopBar/>
            <Later/>
            <main id="main" tabindex="-1">
                {every_page()}
            </main>
            <Dock/>
            <AcceptedWords/>
            <Passage under_way/>
        </Router>
    }
}

/// The home page, which travels with the first visit, and those of every feature.
fn every_page() -> impl IntoView {
    let home = NestedRoute::new(path!("/"), Home)
        .ssr_mode(SsrMode::Async)
        .into_any_nested_route();
    let mut pages = crate::gathered::routes();
    pages.insert(0, home);
    let pages = StaticVec::from(pages);
    let props = RoutesProps::builder()
        .fallback(|| view! { <NotFound/> })
        .children(ToChildren::to_children(move || pages));
    Routes(props.build())
}

/// The way from one page to the next: a bar where it takes long, and in the end the keyboard at the next one's beginning, so that
/// whoever does not see it hears that it is there.
#[component]
fn Passage(
    /// Whether the next page is still being loaded.
    under_way: ReadSignal<bool>,
) -> impl IntoView {
    let path = use_location().pathname;
    // The page that was shown last. What only the query changes is the same page.
    Effect::new(move |shown: Option<String>| {
        let path = path.get_untracked();
        if under_way.get() {
            return shown.unwrap_or(path);
        }
        if shown.is_some_and(|shown| shown != path) {
            begin_page();
        }
        path
    });
    let words = move || {
        let words = || view! { <span class="sr-only">{text::app::loading()}</span> };
        under_way.get().then(words)
    };
    view! { <div class="passage" role="status">{words}</div> }
}

/// Puts the keyboard into the field of the new page that asks for it, else at the page's beginning.
fn begin_page() {
    // The page is drawn by then.
    request_animation_frame(|| {
        let find = |selector| document().query_selector(selector).ok().flatten();
        let target = find("#main [autofocus]").or_else(|| find("#main"));
        let target = target.and_then(|element| element.dyn_into::<HtmlElement>().ok());
        let window = window();
        if let (Some(target), Ok(x), Ok(y)) = (target, window.scroll_x(), window.scroll_y()) {
            let _ = target.focus();
            // The router has scrolled already, or the browser on the way back.
            window.scroll_to_with_x_and_y(x, y);
        }
    });
}

/// A page that does not exist, or not for this person.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::request::refuse(Code::NOT_FOUND);
    view! {
        <div class="page">
            <crate::ui::Title name=text::app::not_found()/>
            <Problem code=Code::NOT_FOUND/>
        </div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_its_paths_and_no_others() {
        for (pattern, path, fits) in [
            ("/me", "/me", true),
            ("/me", "/me/", true),
            ("/me", "/", false),
            ("/me", "/me/orders", false),
            ("/orders/:no", "/orders/2612345678", true),
            ("/orders/:no", "/orders", false),
            ("/team/:id/orders/:no", "/team/7/orders/1", true),
            ("/team/:id/orders/:no", "/team/7/members/1", false),
        ] {
            assert_eq!(super::fits(pattern, path), fits, "{pattern} {path}");
        }
    }

    #[test]
    fn ways_are_narrowed_and_in_order() {
        use crate::gathered::ways;
        let everybody = ways(List::Desk, |who| who == Who::Anybody);
        let all = ways(List::Desk, |_| true);
        assert!(everybody.len() < all.len());
        assert_eq!(everybody[0].path, "/desk");
        assert!(all.is_sorted_by_key(|way| way.place));
        let places: std::collections::BTreeSet<_> = all.iter().map(|way| way.place).collect();
        assert_eq!(places.len(), all.len(), "two ways at one place");
    }
}
