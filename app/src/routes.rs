//! Every page and its path. Only the shell and the home page travel with the first visit; the rest is loaded when it is
//! wanted.

use crate::home::Home;
use crate::locale::text;
use crate::shell::{Dock, TopBar, share};
use crate::ui::Problem;
use domain::Code;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::{Lazy, LazyRoute, SsrMode, lazy_route, path};

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
    view! {
        <Router>
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
        </Router>
    }
}

/// A page that does not exist, or not for this person.
#[component]
fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::request::refuse(Code::NotFound);
    view! {
        <div class="page">
            <crate::ui::Title name=text::app::not_found()/>
            <Problem code=Code::NotFound/>
        </div>
    }
}
