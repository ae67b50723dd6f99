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
use leptos_router::{Lazy, LazyRoute, SsrMode, lazy_route, path};

/// Makes a page that is loaded when it is wanted.
macro_rules! lazy_pages {
    ($($name:ident = $page:path;)+) => {$(
        #[derive(Debug)]
        struct $name;

        #[lazy_route]
        impl LazyRoute for $name {
            fn data() -> Self {
                Self
            }

            fn view(_this: Self) -> AnyView {
                view! { <$page/> }.into_any()
            }
        }
    )+};
}

lazy_pages! {
    LoginPage = crate::account::login::Login;
    MePage = crate::account::me::MyPage;
    DevicesPage = crate::account::devices::Devices;
    RegisterPage = crate::account::register::Register;
    PeoplePage = crate::account::people::People;
    ServicesPage = crate::catalog::list::Services;
    ServicePage = crate::catalog::item::Service;
    MenuPage = crate::catalog::menu::Menu;
    EditorPage = crate::catalog::editor::Editor;
    NewOrderPage = crate::orders::place::NewOrder;
    OrderPage = crate::orders::detail::Order;
    MyOrdersPage = crate::orders::mine::MyOrders;
    DeskPage = crate::orders::desk::Desk;
    DeskOrderPage = crate::orders::decide::DeskOrder;
    TeamPage = crate::teams::team::Team;
    TeamOrderPage = crate::orders::perform::TeamOrder;
    TeamsPage = crate::teams::list::Teams;
    ShiftsPage = crate::orders::shifts::Shifts;
    NoticesPage = crate::hours::notices::Notices;
    ReviewsPage = crate::hours::reviews::Reviews;
    MyHoursPage = crate::hours::mine::MyHours;
    MyPointsPage = crate::points::mine::MyPoints;
    InboxPage = crate::notify::inbox::Inbox;
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
                    <Route path=path!("/login") view={Lazy::<LoginPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/services") view={Lazy::<ServicesPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/services/:id") view={Lazy::<ServicePage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/order/new") view={Lazy::<NewOrderPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/orders/:no") view={Lazy::<OrderPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/notices") view={Lazy::<NoticesPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me") view={Lazy::<MePage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/orders") view={Lazy::<MyOrdersPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/shifts") view={Lazy::<ShiftsPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/hours") view={Lazy::<MyHoursPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/points") view={Lazy::<MyPointsPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/inbox") view={Lazy::<InboxPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/devices") view={Lazy::<DevicesPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/me/volunteer") view={Lazy::<RegisterPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/team/:id") view={Lazy::<TeamPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/team/:id/orders/:no") view={Lazy::<TeamOrderPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk") view={Lazy::<DeskPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/orders/:no") view={Lazy::<DeskOrderPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/hours") view={Lazy::<ReviewsPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/menu") view={Lazy::<MenuPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/menu/:id") view={Lazy::<EditorPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/teams") view={Lazy::<TeamsPage>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/desk/people") view={Lazy::<PeoplePage>::new()} ssr=SsrMode::Async/>
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
