//! Every page and its path. Only the shell and the home page travel with the first visit; the rest is loaded when it is
//! wanted.

use crate::home::Home;
use crate::locale::text;
use crate::shell::{AcceptedWords, Dock, TopBar, share};
use crate::ui::Problem;
use domain::Code;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::{Lazy, LazyRoute, SsrMode, lazy_route, path};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Makes a group of pages that are loaded together, when the first of them is wanted. Pages of one group share most of their
/// code, and each group more would cut what groups share into ever smaller files.
macro_rules! lazy_pages {
    ($($name:ident { $($segments:pat => $page:path),+ $(,)? })+) => {$(
        #[derive(Debug)]
        struct $name;

        #[lazy_route]
        impl LazyRoute for $name {
            fn data() -> Self {
                Self
            }

            fn view(_this: Self) -> AnyView {
                let path = use_location().pathname.get_untracked();
                let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
                match segments.as_slice() {
                    $($segments => view! { <$page/> }.into_any(),)+
                    _ => view! { <NotFound/> }.into_any(),
                }
            }
        }
    )+};
}

lazy_pages! {
    MenuPages {
        ["services"] => crate::catalog::list::Services,
        ["services", _] => crate::catalog::item::Service,
        ["rewards"] => crate::shop::window::Rewards,
        ["rewards", _] => crate::shop::reward::Reward,
        ["books"] => crate::ledger::books::Books,
        ["ranking"] => crate::ranking::list::Rankings,
        ["honours"] => crate::honours::list::Honours,
        ["notices"] => crate::notices::Notices,
        ["verify"] | ["verify", _] => crate::certificates::verify::Verify,
        ["login"] => crate::account::login::Login,
    }
    OrderPages {
        ["order", "new"] => crate::orders::place::NewOrder,
        ["orders", _] => crate::orders::detail::Order,
    }
    MyPages {
        ["me"] => crate::account::me::MyPage,
        ["me", "orders"] => crate::orders::mine::MyOrders,
        ["me", "shifts"] => crate::orders::shifts::Shifts,
        ["me", "hours"] => crate::hours::mine::MyHours,
        ["me", "points"] => crate::points::mine::MyPoints,
        ["me", "honours"] => crate::honours::mine::MyHonours,
        ["honours", "nominate", _] => crate::honours::nominate::Nominate,
        ["me", "stars"] => crate::stars::mine::MyStarsPage,
        ["me", "rewards"] => crate::shop::mine::MyRewards,
        ["me", "certificates"] => crate::certificates::mine::MyCertificates,
        ["me", "certificates", _] => crate::certificates::sheet::MyCertificate,
        ["me", "inbox"] => crate::notify::inbox::Inbox,
        ["me", "devices"] => crate::account::devices::Devices,
        ["me", "volunteer"] => crate::account::register::Register,
    }
    DeskPages {
        ["desk"] => crate::orders::desk::Desk,
        ["desk", "orders", _] => crate::orders::decide::DeskOrder,
        ["desk", "hours"] => crate::hours::reviews::Reviews,
        ["desk", "points"] => crate::points::desk::DeskPoints,
        ["desk", "honours"] => crate::honours::desk::DeskHonours,
        ["desk", "honours", _] => crate::honours::desk::DeskHonour,
        ["desk", "stars"] => crate::stars::desk::DeskStars,
        ["desk", "rewards"] => crate::shop::desk::DeskRewards,
        ["desk", "certificates"] => crate::certificates::desk::DeskCertificates,
        ["desk", "certificates", _] => crate::certificates::sheet::DeskCertificate,
        ["shop"] => crate::shop::keeper::Keeper,
        ["desk", "menu"] => crate::catalog::menu::Menu,
        ["desk", "menu", _] => crate::catalog::editor::Editor,
        ["desk", "teams"] => crate::teams::list::Teams,
        ["desk", "people"] => crate::account::people::People,
        ["team", _] => crate::teams::team::Team,
        ["team", _, "orders", _] => crate::orders::perform::TeamOrder,
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
            <main id="main" tabindex="-1">
                <Routes fallback=|| view! { <NotFound/> }>
                    <Route path=path!("/") view=Home ssr=SsrMode::Async/>
                    <Route path=path!("/login") view={Lazy::<MenuPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/services") view={Lazy::<MenuPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/services/:id") view={Lazy::<MenuPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/order/new") view={Lazy::<OrderPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/orders/:no") view={Lazy::<OrderPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/rewards") view={Lazy::<MenuPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/rewards/:id") view={Lazy::<MenuPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/notices") view={Lazy::<MenuPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/ranking") view={Lazy::<MenuPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/books") view={Lazy::<MenuPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/verify") view={Lazy::<MenuPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/verify/:no") view={Lazy::<MenuPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/honours") view={Lazy::<MenuPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/honours/nominate/:id") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/orders") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/hours") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/points") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/rewards") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/certificates") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/certificates/:no") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/stars") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/honours") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/inbox") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/devices") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/volunteer") view={Lazy::<MyPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/team/:id") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/team/:id/orders/:no") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/orders/:no") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/hours") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/points") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/rewards") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/certificates") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/certificates/:no") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/stars") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/honours") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/honours/:id") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/shop") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/menu") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/menu/:id") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/teams") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/people") view={Lazy::<DeskPages>::new()} ssr=SsrMode::Async/>
                </Routes>
            </main>
            <Dock/>
            <AcceptedWords/>
            <Passage under_way/>
        </Router>
    }
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
fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::request::refuse(Code::NOT_FOUND);
    view! {
        <div class="page">
            <crate::ui::Title name=text::app::not_found()/>
            <Problem code=Code::NOT_FOUND/>
        </div>
    }
}
